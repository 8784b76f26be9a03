"""Merged cells as they are seen, with the hidden rows and columns taken out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from msgspec import Struct


class Area(Struct, frozen=True, gc=False):
    """A visible merged cell in the rows and columns that are seen, both ends included."""

    top: int
    left: int
    bottom: int
    right: int
    row: int
    """Where its text stands in the sheet."""
    column: int
    text: str


def unseen(hidden: list[int], seen: int) -> int:
    """Return which row or column is number `seen` of those that are not hidden."""
    low, high = 0, len(hidden)
    while low < high:
        middle = (low + high) // 2
        if hidden[middle] - middle <= seen:
            low = middle + 1
        else:
            high = middle
    return seen + low


def disjoint(areas: Iterable[Area]) -> Iterator[Area]:
    """Yield areas, sorted by their top row, that do not lie over one before."""
    lefts: list[int] = []
    rights: dict[int, int] = {}
    ends: list[tuple[int, int]] = []
    for area in areas:
        while ends and ends[0][0] < area.top:
            left = heappop(ends)[1]
            del lefts[bisect_left(lefts, left)], rights[left]
        at = bisect_left(lefts, area.left)
        free_before = at == 0 or rights[lefts[at - 1]] < area.left
        if free_before and (at == len(lefts) or lefts[at] > area.right):
            lefts.insert(at, area.left)
            rights[area.left] = area.right
            heappush(ends, (area.bottom, area.left))
            yield area
