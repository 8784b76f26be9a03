"""Physical tables, as office, web and PDF files have them, to rows: what readers of those formats share.

A reader yields the parts of its document in reading order: a `Line` for a paragraph outside tables, a `Grid` for a
table. Cells of a grid are boxes with spans; `grid_rows` lays them out and repeats merged ones in each row they reach.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Severity
from kpilint.model import Document, Place, Problem
from kpilint.problems import CATALOGUE
from kpilint.sources.failures import too_large
from kpilint.sources.layout.cells import MAX_CELLS, GridCell, GridRow
from kpilint.sources.layout.grid import read_grid
from kpilint.sources.limits import Limits


class Box(Struct, frozen=True, gc=False):
    """One cell of a physical table: where it starts, counted from 0, its text, and over how much it goes."""

    row: int
    column: int
    text: str
    place: Place = Place()
    rows: int = 1
    columns: int = 1


class Line(Struct, frozen=True, gc=False):
    """One paragraph of running text; `gap` says that an empty paragraph or a page break stands before it."""

    text: str
    place: Place = Place()
    heading: bool = False
    gap: bool = False


class Grid(Struct, frozen=True):
    """One physical table. `page_top` says that it stands first on its page and may go on from the page before."""

    boxes: Iterable[Box]
    """In the order of their rows."""
    page_top: bool = False


Part = Line | Grid | Problem
"""What a reader yields; a problem is something it met and could not read while the rest goes on."""


def read_parts(parts: Iterable[Part], path: str, form: str, limits: Limits) -> Document:
    """Return the document that the parts of a file make.

    Raises:
        ReadFailure: what the reader raises, and `input/too-large`.
    """
    problems: list[Problem] = []
    document = read_grid(grid_rows(parts, problems), path, form, limits)
    if not problems:
        return document
    # Where something could not be read, that no table was found says nothing.
    lost = any(CATALOGUE[one.code].severity is Severity.ERROR for one in problems)
    found = tuple(one for one in document.problems if not (lost and one.code == "input/no-table"))
    return replace(document, problems=(*problems, *found))


def grid_rows(parts: Iterable[Part], problems: list[Problem]) -> Iterator[GridRow]:
    """Yield the rows and lines of a document, in order; problems among the parts go to `problems`.

    Raises:
        ReadFailure: `input/too-large` for a row of more than `MAX_CELLS` cells.
    """
    for part in parts:
        if isinstance(part, Line):
            if part.text:
                yield GridRow((GridCell(part.text, part.place),), prose=True, heading=part.heading, gap=part.gap)
        elif isinstance(part, Problem):
            problems.append(part)
        else:
            yield from _laid_out(part)


def _laid_out(grid: Grid) -> Iterator[GridRow]:
    """Yield the rows of a grid in which a box starts; boxes that overlap are cut to what is free."""
    open_: list[tuple[int, GridCell]] = []
    """Merged cells that go on: the row in which each is over, and the cell as rows below have it."""
    first = True
    for number, boxes in groupby(grid.boxes, attrgetter("row")):
        open_ = [(end, cell) for end, cell in open_ if end > number]
        cells = [cell for _, cell in open_]
        starts = len(cells)
        for box in boxes:
            cell = GridCell(box.text, box.place, box.column, max(box.columns, 1))
            cells.append(cell)
            if box.rows > 1:
                open_.append((number + box.rows, replace(cell, above=True)))
            if len(cells) > MAX_CELLS:
                raise too_large("一行的单元格数 / cells in a row", len(cells), MAX_CELLS, box.place)
        if starts < len(cells):
            cells.sort(key=attrgetter("at"))
            yield GridRow(tuple(_apart(cells)), gap=first, page_top=first and grid.page_top)
            first = False


def _apart(cells: list[GridCell]) -> Iterator[GridCell]:
    """Yield cells from left to right, each cut off where the one after it starts; of two that start together both."""
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        span = min(cell.span, max(after.at - cell.at, 1)) if after is not None else cell.span
        yield cell if span == cell.span else GridCell(cell.text, cell.place, cell.at, span, cell.above)
