"""Pages to parts: numbers tables through the document, and holds one back as long as it may go on."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.model import Place
from kpilint.sources.boxes import Box, Grid, Line, Part
from kpilint.sources.layout.heads.labels import is_page_mark
from kpilint.sources.pdf.page import PageTable, PageText
from kpilint.sources.pdf.paragraphs import Paragraph, paragraphs
from kpilint.sources.pdf.stitch import goes_on, heads, stitch

_ONE: Final = 3.0
"""Edges of a table on several pages that are closer than this in pt are one."""


class _Piece(Struct):
    """The part of a table that stands on one page."""

    table: PageTable
    page: int
    first: int
    """Rows of the table on pages before."""
    page_top: bool


class Writer:
    """What is held back: the pieces of the table that is open, and the lines between them."""

    def __init__(self) -> None:
        self._held: list[Line | _Piece] = []
        self._open: PageTable | None = None
        """The table at the end of the page before, if nothing but a footer stands below it."""
        self._known: list[tuple[str, ...]] = []
        self._rows = 0
        self._tables = 0
        self._caption = ""
        self._anchor = ""

    def page(self, page: PageText, left_out: set[int], running: set[int]) -> Iterator[Part]:
        """Yield what is sure once a page is known: what stands before the table that is open at its end.

        Args:
            page: the page.
            left_out: identities of lines that are surely headers or footers.
            running: identities of lines that other pages have too; a table may go on below them.
        """
        lines = [line for line in page.lines if id(line) not in left_out]
        items: list[tuple[float, float, Paragraph | PageTable]] = [
            (found.base, found.x0, found) for found in paragraphs(page, lines)
        ]
        items += [(table.ys[0], table.xs[0], table) for table in page.tables]
        items.sort(key=lambda item: item[:2])
        at_top = True
        for _, _, item in items:
            if isinstance(item, PageTable):
                yield from self._table(item, page.number, at_top=at_top)
                at_top = False
                continue
            mark = is_page_mark(item.text) or any(id(line) in running for line in item.lines)
            if not mark:
                at_top, self._open = False, None
                self._caption = item.text
            gap = item.gap or item.number == 1
            self._held.append(Line(item.text, Place(item.number, page=page.number), gap=gap))
            if not (mark or self._open):
                yield from self.finish()

    def finish(self) -> Iterator[Part]:
        """Yield what is held back."""
        held, self._held, self._open = self._held, [], None
        edges = _edges([piece.table for piece in held if isinstance(piece, _Piece)])
        for part in held:
            yield part if isinstance(part, Line) else self._grid(part, edges)

    def _table(self, table: PageTable, page: int, *, at_top: bool) -> Iterator[Part]:
        before = self._open if at_top else None
        if before is not None and goes_on(before, table):
            stitch(before, table, self._known)
        else:
            yield from self.finish()
            before = None
            self._tables, self._rows = self._tables + 1, 0
            self._known = heads(table)
            self._anchor = self._caption
        if table.cells:
            self._held.append(_Piece(table, page, self._rows, page_top=at_top and before is not None))
        self._rows += len(table.ys) - 1
        self._open = table

    def _grid(self, piece: _Piece, edges: list[float]) -> Grid:
        columns = _columns(piece.table.xs, edges)
        boxes = []
        for cell in piece.table.cells:
            square = cell.square
            column, end = columns[square.column], columns[square.column + square.columns]
            place = Place(piece.first + square.row + 1, column + 1, self._anchor, self._tables, piece.page)
            boxes.append(Box(square.row, column, cell.text, place, square.rows, max(end - column, 1)))
        return Grid(boxes, page_top=piece.page_top)


def _edges(tables: list[PageTable]) -> list[float]:
    """Return the edges of columns that the pieces of a table have together."""
    places = sorted(edge for table in tables for edge in table.xs)
    kept = places[:1]
    for before, place in pairwise(places):
        if place - before > _ONE or place - kept[-1] > 2 * _ONE:
            kept.append(place)
    return kept


def _columns(xs: list[float], edges: list[float]) -> list[int]:
    """Return the number of each edge of a piece among those of the whole table."""
    numbers: list[int] = []
    at = 0
    for x in xs:
        while at + 1 < len(edges) and abs(edges[at + 1] - x) <= abs(edges[at] - x):
            at += 1
        numbers.append(max(at, numbers[-1] + 1) if numbers else at)
    return numbers
