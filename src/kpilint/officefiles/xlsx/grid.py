"""Rows and cells of a worksheet part, found by their numbers as the reader counts them."""

from collections.abc import Iterator

from lxml import etree

from kpilint.officefiles.markup import natural
from kpilint.sources.excel.addresses import parse_cell


class Cells:
    """The `c` elements of a sheet by row and column, both counted from 0; the last one counts, as for the reader."""

    def __init__(self, sheet: etree._Element) -> None:
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[tuple[int, int], etree._Element] = {}
        number = -1
        for row in sheet.iterfind("{*}sheetData/{*}row"):
            said = row.get("r")
            number = natural(said) - 1 if said else number + 1
            self._rows[number] = row
            for column, cell in numbered(row):
                self._cells[number, column] = cell

    def get(self, row: int, column: int) -> etree._Element | None:
        """Return a cell, None where the sheet has nothing there."""
        return self._cells.get((row, column))


def numbered(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with their columns; one without an address follows the one before."""
    column = -1
    for cell in row.iterchildren("{*}c"):
        found = parse_cell(cell.get("r", "").upper())
        column = column + 1 if found is None else found[1]
        yield column, cell
