"""A net of rulings to the cells it encloses, merged ones with their spans."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kpilint.sources.pdf.drawn import Ruling
from kpilint.sources.pdf.rulings import Net
from kpilint.sources.pdf.view import Span

SNAP: Final = 2.5
"""Lines closer than this in pt are one edge: double lines, columns dragged by hand."""
_WIDEST: Final = 5.0
"""Width of one edge at most."""
_NARROW: Final = 6.0
"""A strip between two edges that is narrower and has no text is the space between cells."""
_REACH: Final = 3.0
"""How far short of the next edge a line may end; by as much more as that edge is wide."""
_INK: Final = 0.5
"""By how much the box of a character may reach over the edges of its cell, in pt."""
MOST_SQUARES: Final = 400_000
"""Rows times columns of one net."""


Edge = tuple[float, float]
"""Where the lines of one edge lie, from the first to the last: double lines, cells with space between them."""


class Square(Struct, gc=False):
    """One cell: its first row and column counted from 0, its spans, and which of its sides no line closes."""

    row: int
    column: int
    rows: int
    columns: int
    open_top: bool = False
    open_bottom: bool = False
    open_sides: int = 0
    """How many of its four sides are open."""


class Lattice(Struct):
    """The cells of one net, and the places of its edges."""

    across: list[Edge]
    """Edges from left to right."""
    down: list[Edge]
    """Edges from top to bottom."""
    squares: list[Square]
    """In the order of their rows."""
    at: list[int]
    """Index of the square at row * columns + column."""

    @property
    def xs(self) -> list[float]:
        """The middles of its edges from left to right."""
        return [(low + high) / 2 for low, high in self.across]

    @property
    def ys(self) -> list[float]:
        """The middles of its edges from top to bottom."""
        return [(low + high) / 2 for low, high in self.down]

    def box(self, square: Square) -> Span:
        """Return the rectangle of a square, inside the lines around it."""
        right, bottom = square.column + square.columns, square.row + square.rows
        x0, y0 = self.across[square.column][1], self.down[square.row][1]
        return Span(x0, y0, max(self.across[right][0], x0), max(self.down[bottom][0], y0))


def find(at: list[int], xs: list[float], ys: list[float], point: tuple[float, float]) -> int:
    """Return the index of the square at a point; `at`, `xs` and `ys` are those of its lattice."""
    column = min(max(bisect_right(xs, point[0]) - 1, 0), len(xs) - 2)
    row = min(max(bisect_right(ys, point[1]) - 1, 0), len(ys) - 2)
    return at[row * (len(xs) - 1) + column]


def lattice(net: Net, boxes: Sequence[Span]) -> Lattice | None:
    """Return the cells of a net, None if its lines enclose less than two; `boxes` are those of its characters.

    A net without a side, as tables open to the left and right have, ends where its lines end.
    """
    xs = _edges([r[0] for r in net.down], net.span.x0, net.span.x1, [(box.x0, box.x1) for box in boxes])
    ys = _edges([r[0] for r in net.across], net.span.y0, net.span.y1, [(box.y0, box.y1) for box in boxes])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > MOST_SQUARES:  # noqa: PLR2004 - two cells
        return None
    level, upright = _covered(net.across, ys, xs), _covered(net.down, xs, ys)
    if (sum(map(any, level)) < 2 or sum(map(any, upright)) < 2) and columns < 3 and rows < 3:  # noqa: PLR2004
        return None
    cells = _Squares(level, upright)
    return Lattice(xs, ys, cells.squares, cells.at)


def _edges(places: list[float], first: float, last: float, texts: list[tuple[float, float]]) -> list[Edge]:
    """Return the edges that lines make; where text-free strips are too narrow for cells, one edge for both sides."""
    groups: list[Edge] = []
    for place in sorted(places):
        if groups and place - groups[-1][1] <= SNAP and place - groups[-1][0] <= _WIDEST:
            groups[-1] = (groups[-1][0], place)
        else:
            groups.append((place, place))
    if groups[0][0] - first > SNAP:
        groups.insert(0, (first, first))
    if last - groups[-1][1] > SNAP:
        groups.append((last, last))
    texts = sorted(texts)
    kept = groups[:1]
    for low, high in groups[1:]:
        before = kept[-1]
        narrow = low - before[1] < _NARROW and high - before[0] < 2 * _NARROW
        if narrow and not _holds_text(before[1], low, texts):
            kept[-1] = (before[0], high)
        else:
            kept.append((low, high))
    return kept


def _holds_text(low: float, high: float, texts: list[tuple[float, float]]) -> bool:
    """True if a character stands between two edges; those that reach over them belong to cells across."""
    at = bisect_left(texts, (low - _INK, 0.0))
    while at < len(texts) and texts[at][0] < high:
        if texts[at][1] <= high + _INK:
            return True
        at += 1
    return False


def _covered(rulings: Sequence[Ruling], edges: list[Edge], along: list[Edge]) -> list[bytearray]:
    """Return for each edge which of the steps along it a line covers."""
    found = [bytearray(len(along) - 1) for _ in edges]
    lows, ends = [low for low, _ in edges], [high for _, high in along]
    for place, start, end in rulings:
        taken = found[max(bisect_right(lows, place) - 1, 0)]
        step = bisect_left(ends, start - _REACH - _WIDEST)
        while step < len(along) - 1 and along[step][0] < end:
            left, right = along[step][1], along[step + 1][0]
            slack = (right - left) / 4
            before, after = (min(_REACH + high - low, slack) for low, high in along[step : step + 2])
            if start <= left + before and end >= right - after:
                taken[step] = 1
            step += 1
    return found


class _Squares:
    """Cells out of the steps that lines cover: from the top left, each as wide and then as high as nothing parts it."""

    def __init__(self, level: list[bytearray], upright: list[bytearray]) -> None:
        self.level = level
        """For each edge from top to bottom, which columns a line covers."""
        self.upright = upright
        """For each edge from left to right, which rows a line covers."""
        self.columns, self.rows = len(upright) - 1, len(level) - 1
        self.at = [-1] * (self.columns * self.rows)
        self.squares: list[Square] = []
        for start in range(self.columns * self.rows):
            if self.at[start] < 0:
                self._take(*divmod(start, self.columns))

    def _take(self, row: int, column: int) -> None:
        wide = high = 1
        while self._wider(row, column + wide):
            wide += 1
        while row + high < self.rows and self._higher(row + high, column, column + wide):
            high += 1
        for below in range(row, row + high):
            start = below * self.columns + column
            self.at[start : start + wide] = [len(self.squares)] * wide
        top = not all(self.level[row][column : column + wide])
        bottom = not all(self.level[row + high][column : column + wide])
        left = not all(self.upright[column][row : row + high])
        right = not all(self.upright[column + wide][row : row + high])
        self.squares.append(Square(row, column, high, wide, top, bottom, top + bottom + left + right))

    def _wider(self, row: int, column: int) -> bool:
        return column < self.columns and self.at[row * self.columns + column] < 0 and not self.upright[column][row]

    def _higher(self, row: int, column: int, end: int) -> bool:
        """True if a cell reaches into a row: no line above it, none inside it, and its sides as above."""
        if any(self.level[row][column:end]) or any(self.upright[edge][row] for edge in range(column + 1, end)):
            return False
        for edge in (column, end):
            if 0 < edge < self.columns and not self.upright[edge][row] and self.upright[edge][row - 1]:
                return False
        return all(taken < 0 for taken in self.at[row * self.columns + column : row * self.columns + end])
