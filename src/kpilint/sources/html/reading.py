"""Pages to parts: paragraphs and grids with their places."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Final

from kpilint.model import Place, Problem
from kpilint.sources.boxes import Box, Grid, Line, Part
from kpilint.sources.failures import too_large
from kpilint.sources.html.archive import archived_pages, is_archive
from kpilint.sources.html.builder import MARK
from kpilint.sources.html.encoding import decode_page
from kpilint.sources.html.flow import EDGE, Paragraph, paragraphs
from kpilint.sources.html.guard import harmless
from kpilint.sources.html.tables import Cell, Laid, Table
from kpilint.sources.html.walk import Walk
from kpilint.sources.limits import Limits

_NEAR: Final = 5
"""Paragraphs above a table among which its heading is looked for."""
_HEADING: Final = 60
_NO_HEADING: Final = re.compile(r"[:：。；;]")
"""What a line above a table has that is no heading (单位：万元)."""

_CELL_START: Final = re.compile(r"\r\n|\r|\n|<t[dh](?=[\s>/])", re.IGNORECASE)


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the paragraphs and tables of a web page, or of the pages in a web archive.

    Tables in tables are grids of their own, after the row they stand in; tables that only place other tables on the
    page are none, and what they hold is paragraphs.

    Raises:
        ReadFailure: `input/too-large`, `input/too-deep`, `input/empty`, `input/encoding`, and `input/damaged` for a
            web archive without a page.
    """
    if len(data) > limits.markup_bytes:
        raise too_large("网页字节数 / bytes of a web page", len(data), limits.markup_bytes, Place())
    archived = is_archive(data)
    emitter = _Emitter(limits)
    for page, declared in archived_pages(data) if archived else [(data, "")]:
        source, lost = decode_page(page, declared)
        walk = Walk(limits)
        yield from emitter.parts(walk, harmless(source, limits))
        if lost:
            yield Problem("input/characters-lost", args={"count": str(lost)})
        if walk.hidden:
            yield Problem("input/hidden-tables", args={"count": str(walk.hidden)})
        if walk.frames and not archived:
            yield Problem("input/frames", args={"found": "、".join(walk.frames[:_NEAR])})
        emitter.images += walk.images
    if emitter.images and not emitter.tables:
        yield Problem("input/only-images", args={"count": str(emitter.images)})


def fragment_parts(source: str, line: int, column: int, limits: Limits) -> Iterator[Part]:
    """Yield what the markup of a table in a text document makes, with the lines and columns of that document.

    Args:
        source: The markup.
        line: The line of the document on which it starts.
        column: The column in which it starts.
        limits: What it may cost.

    Raises:
        ReadFailure: `input/too-large`, `input/too-deep`.
    """
    walk = Walk(limits)
    yield from _Emitter(limits, Place(line, column)).parts(walk, harmless(_marked(source, line, column), limits))
    if walk.hidden:
        yield Problem("input/hidden-tables", Place(line, column), {"count": str(walk.hidden)})


def _marked(source: str, line: int, column: int) -> str:
    """Return markup whose cells say where they stand."""
    start = 1 - column
    """Where the line would start for the column to be right."""

    def note(found: re.Match[str]) -> str:
        nonlocal line, start
        if found[0][0] != "<":
            line, start = line + 1, found.end()
            return found[0]
        return f"{found[0]} {MARK}={line}:{found.start() - start + 1}"

    return _CELL_START.sub(note, source)


class _Emitter:
    """Makes parts of tokens; counts tables and paragraphs through the pages of a file."""

    def __init__(self, limits: Limits, at: Place | None = None) -> None:
        self.limits = limits
        self.at = at
        """Where the markup stands in a text document; None for a page."""
        self.images = 0
        self.tables = 0
        self._lines = 0
        self._rows = 0
        self._cells = 0
        self._near: deque[Line] = deque(maxlen=_NEAR)
        self._heading = ""

    def parts(self, walk: Walk, source: str) -> Iterator[Part]:
        for found in paragraphs(walk.pieces(source)):
            if isinstance(found, Paragraph):
                yield self._line(found)
            else:
                yield from self._table(found)

    def _line(self, found: Paragraph) -> Line:
        self._lines += 1
        place = self.at or Place(self._lines)
        line = Line(found.text.strip(EDGE), place, heading=found.heading, gap=found.gap)
        self._near.append(line)
        if line.heading:
            self._heading = line.text
        return line

    # -- tables

    def _table(self, table: Table) -> Iterator[Part]:
        """Yield a table: its caption, and its rows, interrupted after each in which tables are nested."""
        for one in paragraphs(table.caption):
            if isinstance(one, Paragraph):
                yield self._line(Paragraph(one.text, heading=True))
        self.tables += 1
        if self.tables > self.limits.tables:
            raise too_large("表格数 / tables", self.tables, self.limits.tables, Place())
        number, anchor = self.tables, self._anchor()
        boxes: list[Box] = []
        for row in self._laid(table, number, anchor):
            boxes += [box for box, _ in row]
            nested = [inner for _, cell in row if cell.tokens for inner in cell.nested]
            if nested:
                yield Grid(tuple(boxes))
                boxes = []
                for inner in nested:
                    yield from self._table(inner)
        if boxes:
            yield Grid(tuple(boxes))
        self._near.clear()

    def _laid(self, table: Table, number: int, anchor: str) -> Iterator[list[tuple[Box, Cell]]]:
        """Yield the boxes of each row of a table with the cells they are of."""
        laid = Laid()
        at = 0
        for group in table.shown():
            last = at + len(group.rows)
            for row in group.rows:
                if row:
                    yield [
                        (
                            Box(
                                at, column, cell.text, self._place(cell, number, at, column, anchor), rows, cell.columns
                            ),
                            cell,
                        )
                        for column, rows, cell in laid.columns(at, row, last)
                    ]
                    self._count(row, laid, Place(at + 1, table=number))
                at += 1

    def _place(self, cell: Cell, table: int, row: int, column: int, anchor: str) -> Place:
        if self.at is None:
            return Place(row + 1, column + 1, anchor, table)
        line, _, character = cell.mark.partition(":")
        return Place(int(line), int(character)) if character.isdigit() and line.isdigit() else self.at

    def _count(self, row: list[Cell], laid: Laid, place: Place) -> None:
        """Count rows, and cells as often as merged ones are repeated below.

        Raises:
            ReadFailure: `input/too-large`.
        """
        self._rows += 1
        self._cells += len(row) + len(laid.open)
        if self._rows > self.limits.rows:
            raise too_large("行数 / rows", self._rows, self.limits.rows, place)
        if self._cells > self.limits.cells:
            raise too_large("单元格数 / cells", self._cells, self.limits.cells, place)

    def _anchor(self) -> str:
        """Return the heading of the table that comes: the nearest paragraph above that could be one."""
        for line in reversed(self._near):
            if line.heading or (len(line.text) <= _HEADING and not _NO_HEADING.search(line.text)):
                return line.text
        return self._heading
