"""The columns of a physical table: which cells stand in them, whatever the spans of each row."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from kpilint.sources.layout.cells import GridCell, GridRow

Edges = tuple[tuple[int, int], ...]
"""Start and end (exclusive) of each column, counted in columns of the physical table."""


class Stack(Struct, frozen=True):
    """One column of several rows: its edges and the cells over it, from top to bottom."""

    start: int
    end: int
    cells: tuple[GridCell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts there are, from top to bottom."""
        return tuple(cell.text for cell in self.cells if cell.text)


def is_aligned(row: GridRow) -> bool:
    """True for a row whose cells know their columns."""
    return not row.prose and bool(row.cells) and row.cells[0].at >= 0


def numbered(row: GridRow) -> GridRow:
    """Return a row of text with the position of each cell as its column."""
    return replace(row, cells=tuple(replace(cell, at=at) for at, cell in enumerate(row.cells)))


def stacks(rows: Sequence[GridRow]) -> list[Stack]:
    """Return the columns that the cells of `rows` make; columns under the same cells in every row are one."""
    marks = sorted({mark for row in rows for cell in row.cells for mark in (cell.at, cell.at + cell.span)})
    found = [_stack(rows, start, end) for start, end in pairwise(marks)]
    joined = []
    for _, same in groupby(found, key=lambda one: [id(cell) for cell in one.cells]):
        run = list(same)
        joined.append(Stack(run[0].start, run[-1].end, run[0].cells))
    return joined


def table_edges(rows: Sequence[GridRow]) -> Edges:
    """Return the columns of the physical table that starts with the first of `rows`: those of its fullest row."""
    own: list[GridRow] = []
    for row in rows:
        if not is_aligned(row) or (own and row.gap):
            break
        own.append(row)
    if not own:
        return ()
    widest = max(own, key=lambda row: sum(1 for cell in row.cells if cell.text))
    filled = max((at for at, cell in enumerate(widest.cells) if cell.text), default=-1)
    return tuple((cell.at, cell.at + cell.span) for cell in widest.cells[: filled + 1])


def dense(row: GridRow, edges: Edges) -> GridRow:
    """Return the row with one cell for each column: what starts in it, joined; empty where nothing does.

    Cells beyond the last column are left out. A row that has exactly these columns is returned as it is.
    """
    if len(row.cells) == len(edges) and all(cell.at == at for cell, (at, _) in zip(row.cells, edges, strict=True)):
        return row
    cells: list[GridCell] = []
    given = iter(row.cells)
    cell = next(given, None)
    for number, (_, end) in enumerate(edges):
        inside: list[GridCell] = []
        while cell is not None and cell.at < end:
            inside.append(cell)
            cell = next(given, None)
        cells.append(_joined(inside, number))
    return replace(row, cells=tuple(cells))


def beyond(row: GridRow, edges: Edges) -> list[GridCell]:
    """Return the cells with text that stand to the right of the last column."""
    end = edges[-1][1] if edges else 0
    return [cell for cell in row.cells if cell.at >= end and cell.text and not cell.above]


def _stack(rows: Sequence[GridRow], start: int, end: int) -> Stack:
    cells = []
    for number, row in enumerate(rows):
        over = next((cell for cell in row.cells if cell.at <= start < cell.at + cell.span), None)
        if over is not None and (not number or not over.above):
            cells.append(over)
    return Stack(start, end, tuple(cells))


def _joined(cells: Sequence[GridCell], number: int) -> GridCell:
    filled = [cell for cell in cells if cell.text]
    if not filled:
        place = cells[0].place if cells else GridCell("").place
        return GridCell("", place, number, 1, bool(cells) and all(cell.above for cell in cells))
    text = "".join(cell.text for cell in filled)
    return GridCell(text, filled[0].place, number, 1, all(cell.above for cell in filled))
