"""The same page set otherwise: what a person reads from it stays the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from published.page import LEFT, UP, Grid, Page

Rows = tuple[tuple[str, ...], ...]


def unmerged(grid: Grid) -> Rows:
    """Leave the text of merged cells in the first one, as a spreadsheet saved as CSV has it."""
    return tuple(tuple("" if cell in (LEFT, UP) else cell for cell in row) for row in grid.rows)


def repeated(grid: Grid) -> Rows:
    """Repeat cells that are merged over rows in each row, as finance systems export them."""
    rows = [list(row) for row in grid.rows]
    for area in grid.areas():
        for row in range(area.row + 1, area.row + area.rows):
            rows[row][area.column : area.column + area.columns] = [area.text] + [LEFT] * (area.columns - 1)
    return tuple(tuple(row) for row in rows)


def margins(grid: Grid) -> Rows:
    """Put an empty column on either side."""
    return tuple(("", *row, "") for row in grid.rows)


def finer(grid: Grid) -> Rows:
    """Have each cell go over two columns of the table, as tables that were drawn and redrawn in Word do."""
    return tuple(tuple(at for cell in row for at in (cell, UP if cell == UP else LEFT)) for row in grid.rows)


def airy(grid: Grid) -> Rows:
    """Put an empty row before and after the table, inside it."""
    blank = ("",) * grid.columns
    return (blank, *grid.rows, blank)


def spaced(grid: Grid) -> Rows:
    """Put white space around the text of cells and a line break into short ones (产出↵指标)."""
    return tuple(tuple(_spaced(cell) for cell in row) for row in grid.rows)


def _spaced(cell: str) -> str:
    if cell in ("", LEFT, UP) or not cell.isalpha() or not 4 <= len(cell) <= 6:
        return cell
    return f"{cell[:2]}\n{cell[2:]} "


VARIATIONS: Final[Mapping[str, Callable[[Grid], Rows]]] = {
    one.__name__: one for one in (unmerged, repeated, margins, finer, airy, spaced)
}


def varied(page: Page, name: str) -> Page:
    """Return a page whose tables are set otherwise."""
    change = VARIATIONS[name]
    return replace(page, parts=tuple(Grid(change(part)) if isinstance(part, Grid) else part for part in page.parts))
