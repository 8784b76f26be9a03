"""Which findings of a document the exceptions are about: by the lines of comments, and by fingerprint.

All of it takes time in proportion to findings and comments, not to their product: a file may have 10,000 of each.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct

from kpilint.finding import Waiver
from kpilint.report import DocumentReport, Entry, Report
from kpilint.report.requests import Request

Granted = Callable[[Request, str], bool]
"""Told of an exception and a rule that it is about; tells whether the rule's findings can be excused."""


NO_TABLE: Final = -1
"""Stands for the findings about no single table."""


class Spot(Struct, frozen=True):
    """A finding of a rule: on which line, in which table of its document (or `NO_TABLE`), and which there."""

    line: int
    table: int
    entry: Entry


def spots_of(report: Report, one: DocumentReport) -> dict[str, list[Spot]]:
    """Return the findings of a document that exceptions may be about, by rule, each rule's in the order of lines."""
    found: dict[str, list[Spot]] = {}
    parts = ((NO_TABLE, one.entries), *((at, table.entries) for at, table in enumerate(one.tables)))
    for at, entries in parts:
        for entry in entries:
            if entry.finding.seen.rule in report.rules:
                spot = Spot(report.place(entry.finding).line, at, entry)
                found.setdefault(entry.finding.seen.rule, []).append(spot)
    for spots in found.values():
        spots.sort(key=lambda spot: spot.line)
    return found


def excused(
    spots: Mapping[str, Sequence[Spot]],
    comments: Sequence[Request],
    marked: Mapping[str, Sequence[Request]],
    granted: Granted,
) -> dict[int, dict[int, Waiver]]:
    """Return the exceptions of findings, by table and index there.

    Args:
        spots: as of `spots_of`.
        comments: exceptions of the document's own comments; the first of those about a finding gives the reason.
        marked: those of settings files that mean the document, by fingerprint.
        granted: see `Granted`.
    """
    found: dict[int, dict[int, Waiver]] = {}
    for rule_id, rules_spots in spots.items():
        about = [ask for ask in comments if fnmatchcase(rule_id, ask.rule)]
        for spot, ask in (*_by_line(rules_spots, about, rule_id, granted), *_marked(rules_spots, marked, granted)):
            waiver = Waiver(ask.reason, ask.path, ask.place, ask.until)
            found.setdefault(spot.table, {}).setdefault(spot.entry.index, waiver)
    return found


def lines_left(spots: Mapping[str, Sequence[Spot]], found: Mapping[int, Mapping[int, Waiver]]) -> dict[str, list[int]]:
    """Return the lines of the findings that none excuses, by rule."""
    left = {
        rule_id: [spot.line for spot in some if spot.line and spot.entry.index not in found.get(spot.table, ())]
        for rule_id, some in spots.items()
    }
    return {rule_id: lines for rule_id, lines in left.items() if lines}


def nearest(lines: Sequence[int], line: int) -> int:
    """Return that of some lines in order that is nearest to a line."""
    at = bisect_left(lines, line)
    return min(lines[max(0, at - 1) : at + 1], key=lambda one: abs(one - line))


def _by_line(
    spots: Sequence[Spot], asked: Sequence[Request], rule_id: str, granted: Granted
) -> Iterator[tuple[Spot, Request]]:
    lines = [spot.line for spot in spots]
    good = []
    for ask in asked:
        at = bisect_left(lines, ask.first)
        if at < len(lines) and lines[at] <= ask.last and granted(ask, rule_id):
            good.append(ask)
    coming = sorted(range(len(good)), key=lambda at: -good[at].first)
    open_: list[int] = []
    for spot in spots:
        while coming and good[coming[-1]].first <= spot.line:
            heapq.heappush(open_, coming.pop())
        while open_ and good[open_[0]].last < spot.line:
            heapq.heappop(open_)
        if open_:
            yield spot, good[open_[0]]


def _marked(
    spots: Sequence[Spot], marked: Mapping[str, Sequence[Request]], granted: Granted
) -> Iterator[tuple[Spot, Request]]:
    known: dict[str, Request | None] = {}
    for spot in spots:
        mark, rule_id = spot.entry.fingerprint, spot.entry.finding.seen.rule
        if mark not in marked:
            continue
        if mark not in known:
            good = [ask for ask in marked[mark] if fnmatchcase(rule_id, ask.rule) and granted(ask, rule_id)]
            known[mark] = good[0] if good else None
        ask = known[mark]
        if ask is not None:
            yield spot, ask
