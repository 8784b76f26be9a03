"""Tables in text that keep their columns: every row has as many cells, merged ones being empty."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.columns import is_aligned, numbered
from kpilint.sources.layout.headers.find import find_header, heading_cells
from kpilint.sources.layout.rows.levels import level1_key

_FEWEST_CELLS: Final = 3
_MOST_ROWS: Final = 10_000
"""Rows held back at a time, so that a file without end costs no more memory than its limits allow."""


def in_columns(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Yield rows of text, those of tables that keep their columns with the column of each cell.

    Where merged cells are missing, rows differ in length: those tables stay as they are. So does a table that goes on
    without a header, unless it is as wide as the one before.
    """
    block: list[GridRow] = []
    width = 0
    for row in rows:
        inside = not row.prose and not is_aligned(row)
        if block and (not inside or len(block) >= _MOST_ROWS):
            width, placed = _placed(block, width)
            yield from placed
            block = []
        if inside:
            block.append(row)
        else:
            yield row
    if block:
        yield from _placed(block, width)[1]


def _placed(block: Sequence[GridRow], width: int) -> tuple[int, Sequence[GridRow]]:
    """Return how wide the table is, 0 if it keeps no columns, and its rows."""
    cells = len(block[0].cells)
    if cells < _FEWEST_CELLS or any(len(row.cells) != cells or _is_several(row) for row in block):
        return 0, block
    found = [_with_columns(row, first=not at) for at, row in enumerate(block)]
    if cells == width:
        return width, found
    if not any(find_header(row, *_two(found, at)) for at, row in enumerate(found)):
        return 0, block
    return cells, found


def _is_several(row: GridRow) -> bool:
    """True for a header that came together with rows below it, as cells one below the other do without blank lines."""
    return row.stacked and heading_cells(row) > 1 and any(level1_key(cell.text) for cell in row.cells)


def _two(rows: Sequence[GridRow], at: int) -> tuple[GridRow | None, *tuple[GridRow, ...]]:
    below = rows[at + 1 : at + 3]
    return (below[0], *below[1:]) if below else (None,)


def _with_columns(row: GridRow, *, first: bool) -> GridRow:
    return replace(numbered(row), gap=first or (row.gap and not row.stacked), stacked=False)
