"""One page to its tables and lines of text, in reading order; nothing yet of pages before and after."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, field

from kpilint.sources.pdf.drawn import Drawn
from kpilint.sources.pdf.glyphs import Glyph, Glyphs
from kpilint.sources.pdf.lattice import Lattice, Square, find, lattice
from kpilint.sources.pdf.lines import TextLine, line_of, lines_of, rows_of
from kpilint.sources.pdf.rulings import join_pieces, nets
from kpilint.sources.pdf.symbols import is_bad
from kpilint.sources.pdf.view import Span
from kpilint.sources.pdf.wraps import joined, turned_text

_COLUMN_GAP: Final = 3.0
"""Gap in em at which one line of running text is two: 部门：… on the left, 单位：万元 on the right."""
_PADDING: Final = 6.0
"""What cells leave free between line and text at most, in pt."""
_BAND: Final = 24.0
"""Height in pt of the bands by which the table around a character is looked up."""


Standing = tuple[Glyph, float, float]
"""A character and the point that decides in which cell it is."""


class CellText(Struct):
    """One cell of a page's table: its text and the lines it is made of, its rectangle and open sides."""

    square: Square
    span: Span
    text: str = ""
    lines: list[TextLine] = field(default_factory=list)


class PageTable(Struct):
    """One table of a page."""

    xs: list[float]
    ys: list[float]
    cells: list[CellText]
    padding: float = 0.0
    bad: int = 0
    """Unreadable characters in it."""

    @property
    def top(self) -> float:
        """Where it starts, in pt from the top of the page."""
        return self.ys[0]


class PageText(Struct):
    """Tables and lines of one page, each from top to bottom."""

    number: int
    width: float
    height: float
    tables: list[PageTable] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)


def page_text(number: int, glyphs: Glyphs, drawn: Drawn) -> PageText:
    """Return the tables and lines of a page.

    Raises:
        TooManyLinesError: the page is a drawing.
    """
    page = PageText(number, glyphs.view.width, glyphs.view.height)
    found = nets(join_pieces(drawn.across), join_pieces(drawn.down))
    standing = [(glyph, *_point(glyph, drawn)) for glyph in glyphs.seen]
    areas = _Areas([net.span for net in found])
    held: dict[int, list[Standing]] = {}
    for entry in standing:
        held.setdefault(areas.around(entry), []).append(entry)
    for index in areas.order:
        members = held.pop(index, [])
        grid = lattice(found[index], _boxes(members)) if members else None
        if grid is None:  # a frame: what it holds may belong to the cell of a table around it
            for entry in members:
                held.setdefault(areas.around(entry, beyond=index), []).append(entry)
        else:
            page.tables.append(_table(grid, members))
    free = held.pop(-1, [])
    page.tables.sort(key=lambda table: (table.ys[0], table.xs[0]))
    page.lines = _running(free)
    return page


def _boxes(members: list[Standing]) -> list[Span]:
    return [Span(glyph.x0, glyph.y0, glyph.x1, glyph.y1) for glyph, _, _ in members if not glyph.text.isspace()]


def _point(glyph: Glyph, drawn: Drawn) -> tuple[float, float]:
    """Return where a character counts as standing: its middle, or where its clip box lets the last of it be seen."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    clip = drawn.clips.get(glyph.source)
    if clip is None or clip.holds(x, y):
        return x, y
    return min(max(x, clip.x0 + 1), max(clip.x1 - 1, clip.x0)), min(max(y, clip.y0 + 1), max(clip.y1 - 1, clip.y0))


class _Areas:
    """Rectangles by bands of the page: which is the smallest around a point."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.order = sorted(range(len(spans)), key=lambda index: spans[index].area())
        self._bands: dict[int, list[int]] = {}
        self._rank = {index: rank for rank, index in enumerate(self.order)}
        for index in self.order:
            for band in range(int(spans[index].y0 // _BAND), int(spans[index].y1 // _BAND) + 1):
                self._bands.setdefault(band, []).append(index)

    def around(self, entry: Standing, beyond: int = -1) -> int:
        """Return the index of the smallest rectangle around a character, larger than `beyond`; -1 for none."""
        _, x, y = entry
        least = self._rank.get(beyond, -1)
        for index in self._bands.get(int(y // _BAND), ()):
            if self._rank[index] > least and self.spans[index].holds(x, y):
                return index
        return -1


def _table(grid: Lattice, members: list[Standing]) -> PageTable:
    held: list[list[Glyph]] = [[] for _ in grid.squares]
    xs, ys = grid.xs, grid.ys
    for glyph, x, y in members:
        held[find(grid.at, xs, ys, (x, y))].append(glyph)
    cells = [CellText(square, grid.box(square)) for square in grid.squares]
    for cell, glyphs in zip(cells, held, strict=True):
        cell.lines = lines_of(glyph for glyph in glyphs if not glyph.turn)
    table = PageTable(xs, ys, [], _padding(cells))
    for cell, glyphs in zip(cells, held, strict=True):
        cell.text = text_of(cell, cell.lines, table)
        turned = turned_text(glyph for glyph in glyphs if glyph.turn)
        cell.text = f"{cell.text}\n{turned}" if cell.text and turned else cell.text or turned
        if cell.text or cell.square.open_sides <= 1 or not _at_corner(cell.square, grid):
            table.cells.append(cell)
    table.bad = sum(is_bad(glyph.text) for glyph, _, _ in members)
    return table


def text_of(cell: CellText, lines: Sequence[TextLine], table: PageTable) -> str:
    """Return the text that lines make in a cell of a table."""
    return joined(lines, cell.span.x1 - cell.span.x0 - 2 * table.padding)


def _at_corner(square: Square, grid: Lattice) -> bool:
    """True for a part of the rectangle around a table that lines do not enclose: beside a narrower table above it."""
    at_side = square.column == 0 or square.column + square.columns == len(grid.across) - 1
    at_end = square.row == 0 or square.row + square.rows == len(grid.down) - 1
    return at_side and at_end


def _padding(cells: list[CellText]) -> float:
    """Return what the cells of a table leave free at their left, as the fullest of them show."""
    gaps = sorted(min(line.x0 for line in cell.lines) - cell.span.x0 for cell in cells if cell.lines)
    gaps = [gap for gap in gaps if gap > -_PADDING]
    return min(max(gaps[len(gaps) // 20], 0.0), _PADDING) if gaps else 0.0


# -- running text


def _running(free: list[Standing]) -> list[TextLine]:
    """Return the lines outside tables; those a wide gap divides are several."""
    lines: list[TextLine] = []
    turns = Counter(glyph.turn for glyph, _, _ in free)
    for row in rows_of(glyph for glyph, _, _ in free if not glyph.turn):
        start = 0
        ink = [at for at, glyph in enumerate(row) if not glyph.text.isspace()]
        for before, at in pairwise(ink):
            if row[at].x0 - row[before].x1 > _COLUMN_GAP * row[at].em:
                lines += filter(None, [line_of(row[start : before + 1])])
                start = at
        lines += filter(None, [line_of(row[start:])])
    for turn in sorted(turns):
        if turn:
            text = turned_text(glyph for glyph, _, _ in free if glyph.turn == turn)
            lines += [TextLine(text, 0.0, 0.0, 0.0, 10.0, 0.0)] if text else []
    return lines


def edges_match(edges: Sequence[float], others: Sequence[float], by: float = 3.0) -> bool:
    """True if each of `edges` is one of `others`, within `by` pt; both are sorted."""
    for edge in edges:
        at = bisect_left(others, edge - by)
        if at == len(others) or others[at] > edge + by:
            return False
    return True
