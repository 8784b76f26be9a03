"""Tables drawn with characters in text documents: Pandoc's grid tables, and what terminals and databases print.

    +----------+--------+        ┌──────────┬────────┐
    | 一级指标 | 指标值 |        │ 一级指标 │ 指标值 │
    +==========+========+        ├──────────┼────────┤
    | 产出指标 | ≥95%   |        │ 产出指标 │ ≥95%   │
    +----------+--------+        └──────────┴────────┘

Columns are told by where the corners stand, counted in columns of the screen (a Chinese character takes two) or, for
files aligned otherwise, in characters. A cell goes on over a rule or a bar that is missing.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct
from wcwidth import wcwidth

from kpilint.model import Place
from kpilint.sources.boxes import Box, Grid

_HORIZONTAL: Final = "─━┄┅┈┉╌╍═╴╶╸╺╼╾"
_VERTICAL: Final = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_DRAWING: Final = "".join(map(chr, range(0x2500, 0x2580)))
_PLAIN: Final = str.maketrans(
    {one: "-" if one in _HORIZONTAL else "|" if one in _VERTICAL else "+" for one in _DRAWING}
)
_RULE: Final = re.compile(r"\+(?:[-=:]+\+)+")
_PART_OF_RULE: Final = re.compile(r"\+[-=:]{2,}\+")
_FILL: Final = frozenset("-=:")
_BARS: Final = frozenset("|+")
_PRINTED_RULES: Final = 3
"""Rules of a table as databases print it: above, below and under the header, none between rows."""
_NOTHING: Final = "\x00"
"""Second column of the screen that a wide character takes up."""


class Source(Struct, frozen=True):
    """One line of the document."""

    number: int
    raw: str


class _Canvas(Struct, frozen=True):
    """The lines as columns of the screen: what is in each, and which character of the line it is."""

    lines: list[str]
    at: list[list[int]]


def is_rule(raw: str) -> bool:
    """True for a line that could be the top of a drawn table."""
    text = raw.strip()
    return text[:1].translate(_PLAIN) == "+" and bool(_RULE.fullmatch(text.translate(_PLAIN)))


def is_drawn(raw: str) -> bool:
    """True for a line that could be part of a drawn table."""
    return raw.strip()[:1].translate(_PLAIN) in ("|", "+")


def drawn_table(sources: Sequence[Source]) -> Grid | None:
    """Return the table that lines draw, None if they draw none."""
    for wide, drawing in ((True, 1), (True, 2), (False, 1)):
        canvas = _canvas(sources, wide=wide, drawing=drawing)
        if canvas:
            boxes = _boxes(canvas, sources)
            return Grid(tuple(boxes)) if boxes else None
    return None


def _canvas(sources: Sequence[Source], *, wide: bool, drawing: int) -> _Canvas | None:
    """Return the lines in columns; None unless all are of one width between two edges."""
    lines: list[str] = []
    at: list[list[int]] = []
    for source in sources:
        start = len(source.raw) - len(source.raw.lstrip())
        text, where = [], []
        for index, character in enumerate(source.raw.rstrip()[start:], start):
            drawn = "\u2500" <= character <= "\u257f"
            width = drawing if drawn else max(wcwidth(character), 0) if wide else 1
            if width:
                text.append(character.translate(_PLAIN) if drawn else character)
                where.append(index)
            if width == 2:  # noqa: PLR2004 - columns of the screen
                text.append(text[-1] if drawn and text[-1] == "-" else _NOTHING)
                where.append(index)
        line = "".join(text).rstrip(_NOTHING)
        if len(line) < 2 or line[0] not in _BARS or line[-1] not in _BARS or (lines and len(line) != len(lines[0])):  # noqa: PLR2004
            return None
        lines.append(line)
        at.append(where)
    return _Canvas(lines, at)


def _boxes(canvas: _Canvas, sources: Sequence[Source]) -> list[Box] | None:
    lines = canvas.lines
    rules = [number for number, line in enumerate(lines) if _PART_OF_RULE.search(line.replace(_NOTHING, "-"))]
    if not rules or rules[0] != 0 or rules[-1] != len(lines) - 1:
        return None
    edges = _edges([lines[number] for number in rules])
    if edges[-1] != len(lines[0]) - 1 or len(edges) < 2:  # noqa: PLR2004 - a column lies between two
        return None
    bands = _bands(lines, rules)
    cells = _Cells(len(bands), len(edges) - 1)
    for row, (first, last) in enumerate(bands):
        for column, edge in enumerate(edges[1:-1]):
            if any(lines[number][edge] not in _BARS for number in range(first, last)):
                cells.join((row, column), (row, column + 1))
        if row + 1 < len(bands) and last < bands[row + 1][0]:
            for column, (left, right) in enumerate(pairwise(edges)):
                if not _FILL.issuperset(lines[last][left + 1 : right].replace(_NOTHING, "-")):
                    cells.join((row, column), (row + 1, column))
    return [
        _box(canvas, sources, bands, edges, area)
        for area in cells.areas()
    ]  # fmt: skip


def _edges(rules: Sequence[str]) -> list[int]:
    """Return the columns of the screen in which corners stand."""
    found = set()
    for line in rules:
        for at, character in enumerate(line):
            beside = line[at - 1 : at] + line[at + 1 : at + 2]
            if character == "+" and not _FILL.isdisjoint(beside.replace(_NOTHING, "-")):
                found.add(at)
    return sorted(found | {0})


def _bands(lines: Sequence[str], rules: Sequence[int]) -> list[tuple[int, int]]:
    """Return the rows as first line and line after the last."""
    bands = [(above + 1, below) for above, below in pairwise(rules) if below > above + 1]
    plain = all("=" not in lines[number] for number in rules)
    if plain and len(rules) == _PRINTED_RULES and len(bands) == _PRINTED_RULES - 1:
        first, last = bands.pop()
        bands += [(number, number + 1) for number in range(first, last)]
    return bands


def _box(
    canvas: _Canvas, sources: Sequence[Source], bands: Sequence[tuple[int, int]], edges: Sequence[int], area: list[int]
) -> Box:
    """Return the cell of an area: first row, first column, last row, last column."""
    top, left, bottom, right = area
    texts: list[str] = []
    place = Place(sources[bands[top][0]].number, 1 + canvas.at[bands[top][0]][edges[left]])
    for number in range(bands[top][0], bands[bottom][1]):
        inner = canvas.lines[number][edges[left] + 1 : edges[right + 1]]
        text = inner.replace(_NOTHING, "").strip()
        if text and not texts:
            start = edges[left] + 1 + len(inner) - len(inner.lstrip())
            place = Place(sources[number].number, 1 + canvas.at[number][start])
        texts += [text] if text else []
    return Box(top, left, "\n".join(texts), place, bottom - top + 1, right - left + 1)


class _Cells:
    """Fields of a lattice, and which of them are one cell."""

    def __init__(self, rows: int, columns: int) -> None:
        self.columns = columns
        self.parent = list(range(rows * columns))

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = self._root(one[0] * self.columns + one[1]), self._root(other[0] * self.columns + other[1])
        self.parent[max(first, second)] = min(first, second)

    def _root(self, field: int) -> int:
        while self.parent[field] != field:
            self.parent[field] = self.parent[self.parent[field]]
            field = self.parent[field]
        return field

    def areas(self) -> list[list[int]]:
        """Return the area of each cell, in the order of their first fields."""
        found: dict[int, list[int]] = {}
        for field in range(len(self.parent)):
            row, column = divmod(field, self.columns)
            area = found.setdefault(self._root(field), [row, column, row, column])
            area[1], area[2], area[3] = min(area[1], column), max(area[2], row), max(area[3], column)
        return list(found.values())
