"""Pieces of lines to whole rulings, and rulings that touch to the nets of which tables are made."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from kpilint.sources.pdf.drawn import Ruling
from kpilint.sources.pdf.view import Span

TOUCH: Final = 2.5
"""How far apart in pt lines may end that are meant to meet."""
_FRAME: Final = 4.5
"""How far from a level line an upright one may end: thick double frames stand apart from the lines inside."""
_LEVEL: Final = 1.0
"""How far apart across pieces of one line may be."""
_DASH: Final = 4.0
"""The widest gap between dashes."""
_SHORTEST: Final = 4.0
"""What is shorter is no ruling: dots, strokes of outlined letters."""
_APART: Final = 6.0
"""How far apart the boxes of cells may be, each of which has a rectangle of its own."""
_MOST_TESTS: Final = 1_000_000
"""Pairs of rulings tried; a page of tables has some ten thousand, a hatched drawing millions."""


class Net(Struct, frozen=True):
    """Rulings that hang together, and the rectangle around them."""

    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]
    span: Span


class TooManyLinesError(Exception):
    """A drawing, not a page of tables."""


def join_pieces(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Return whole rulings out of pieces: dashes, one segment a cell, the sides of rectangles side by side."""
    joined: list[Ruling] = []
    band: list[Ruling] = []
    for piece in sorted(pieces):
        if band and piece[0] - band[0][0] > _LEVEL:
            joined += _along(band)
            band = []
        band.append(piece)
    return joined + _along(band)


def _along(band: list[Ruling]) -> list[Ruling]:
    """Join the pieces of one line where they meet."""
    rulings: list[Ruling] = []
    weight = place = start = end = 0.0
    for at, first, last in sorted(band, key=lambda piece: piece[1]):
        if weight and first - end > _DASH:
            rulings.append((place / weight, start, end))
            weight = place = 0.0
        if not weight:
            start = end = first
        length = max(last - first, 0.01)
        weight, place, end = weight + length, place + at * length, max(end, last)
    if weight:
        rulings.append((place / weight, start, end))
    return [ruling for ruling in rulings if ruling[2] - ruling[1] >= _SHORTEST]


def nets(across: list[Ruling], down: list[Ruling]) -> list[Net]:
    """Return the nets of joined rulings, from top to bottom.

    Raises:
        TooManyLinesError: the rulings cross too often.
    """
    across = sorted(across)
    parent = list(range(len(across) + len(down)))
    ys = [ruling[0] for ruling in across]
    tests = 0
    for number, (x, y0, y1) in enumerate(down, start=len(across)):
        at = bisect_left(ys, y0 - _FRAME)
        while at < len(ys) and ys[at] <= y1 + _FRAME:
            tests += 1
            if across[at][1] - TOUCH <= x <= across[at][2] + TOUCH:
                _union(parent, at, number)
            at += 1
        if tests > _MOST_TESTS:
            raise TooManyLinesError
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number in range(len(parent)):
        sides = groups.setdefault(_root(parent, number), ([], []))
        if number < len(across):
            sides[0].append(across[number])
        else:
            sides[1].append(down[number - len(across)])
    found = [_net(level, upright) for level, upright in groups.values() if level and upright]
    return sorted(_with_boxes(found), key=lambda net: (net.span.y0, net.span.x0))


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _union(parent: list[int], one: int, other: int) -> None:
    one, other = _root(parent, one), _root(parent, other)
    if one != other:
        parent[max(one, other)] = min(one, other)


def _net(across: list[Ruling], down: list[Ruling]) -> Net:
    xs = [r[0] for r in down] + [end for r in across for end in r[1:]]
    ys = [r[0] for r in across] + [end for r in down for end in r[1:]]
    span = Span(min(xs), min(ys), max(xs), max(ys))
    return Net(tuple(across), tuple(down), span)


def _with_boxes(found: list[Net]) -> list[Net]:
    """Join nets that lie close to a single box: cells with a rectangle of their own, and space between them."""
    boxes = [_is_box(net) for net in found]
    order = sorted(range(len(found)), key=lambda at: found[at].span.y0)
    parent = list(range(len(found)))
    open_: list[int] = []
    tests = 0
    for at in order:
        span = found[at].span
        open_ = [other for other in open_ if found[other].span.y1 + _APART >= span.y0]
        for other in open_:
            if (boxes[at] or boxes[other]) and _beside(span, found[other].span):
                _union(parent, at, other)
        tests += len(open_)
        if tests > _MOST_TESTS:
            raise TooManyLinesError
        open_.append(at)
    groups: dict[int, list[Net]] = {}
    for at, net in enumerate(found):
        groups.setdefault(_root(parent, at), []).append(net)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[Net]) -> Net:
    if len(group) == 1:
        return group[0]
    return _net([r for net in group for r in net.across], [r for net in group for r in net.down])


def _is_box(net: Net) -> bool:
    """True for four lines around one rectangle."""
    span = net.span
    return all(min(y - span.y0, span.y1 - y) <= _APART for y, _, _ in net.across) and all(
        min(x - span.x0, span.x1 - x) <= _APART for x, _, _ in net.down
    )


def _beside(one: Span, other: Span) -> bool:
    """True for rectangles side by side, or one on the other, or one closely around the other (a double frame)."""
    if not one.meets(other, _APART):
        return False
    inside = one.common(other).area() > 0.5 * min(one.area(), other.area())
    sides = zip((one.x0, one.y0, one.x1, one.y1), (other.x0, other.y0, other.x1, other.y1), strict=True)
    return not inside or all(abs(a - b) <= _APART + TOUCH for a, b in sides)
