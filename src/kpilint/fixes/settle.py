"""Which changes hold: a fix never adds a finding and never lowers a score. What does is left out, and told."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Confidence, Finding, Ref, Severity
from kpilint.fixes.change import Change, applied, merged
from kpilint.fixes.propose import Wanted, safe_changes
from kpilint.model import Document
from kpilint.report import Report
from kpilint.scoring import Score

Judge = Callable[[Sequence[Document]], Report]
"""Checks and scores the documents of a run, together."""


class Left(Struct, frozen=True):
    """A change that was left out, and the rule whose finding it would add, "" where it would lower a score."""

    change: Change
    rule: str


class Settled(Struct, frozen=True):
    """The documents of a run with all changes that hold, their report, and what was left out."""

    documents: tuple[Document, ...]
    report: Report
    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()


class _Harm(Struct, frozen=True):
    """What a change would spoil, and where."""

    rule: str
    at: Ref
    field: str = ""
    others: tuple[Ref, ...] = ()


_Mark = tuple[Ref, str, str, Severity, Confidence]


def settle(documents: Sequence[Document], judge: Judge, wanted: Wanted, keep: Callable[[Change], bool]) -> Settled:
    """Make all safe changes for which `keep` holds; rounds go on until there is nothing to change, or nothing holds.

    So a second run over the result changes nothing.
    """
    now = Settled(tuple(documents), judge(documents))
    while proposed := [one for one in safe_changes(now.documents, now.report, wanted) if keep(one)]:
        after = accept(now, proposed, judge)
        if not after.changes and after.left:
            again = _harmless_alone(now, after.left, judge)
            after = replace(accept(now, again, judge), left=after.left) if again else after
        if not after.changes:
            return replace(now, left=after.left)
        now = replace(after, changes=tuple(merged(now.changes, after.changes)), left=())
    return now


def accept(now: Settled, proposed: Sequence[Change], judge: Judge) -> Settled:
    """Return the run after those of the proposed changes that spoil nothing; `changes` are those alone.

    Those nearest to what would be spoilt are left out, until nothing is.
    """
    kept = list(proposed)
    left: list[Left] = []
    while kept:
        documents = applied(now.documents, kept)
        report = judge(documents)
        harms = list(_harms(now.report, report))
        if not harms:
            return Settled(tuple(documents), report, tuple(kept), tuple(left))
        guilty = _guilty(kept, harms)
        left += guilty.values()
        kept = [one for at, one in enumerate(kept) if at not in guilty]
    return Settled(now.documents, now.report, (), tuple(left))


def _harmless_alone(now: Settled, left: Sequence[Left], judge: Judge) -> list[Change]:
    """Return the changes left out that spoil nothing in their document: they only stood beside those that do."""
    again: list[Change] = []
    before: dict[int, Report] = {}
    for one in left:
        at = one.change.document
        if at not in before:
            before[at] = judge([now.documents[at]])
        changes = [replace(each, document=0) for each in (*again, one.change) if each.document == at]
        after = judge(applied([now.documents[at]], changes))
        if not any(_harms(before[at], after)):
            again.append(one.change)
    return again


def _harms(before: Report, after: Report) -> Iterator[_Harm]:
    """Yield the findings that were added, of any rule and confidence, and the tables whose score fell."""
    known: Counter[_Mark] = Counter(map(_mark, before.findings))
    for one in after.findings:
        mark = _mark(one)
        known[mark] -= 1
        if known[mark] < 0:
            yield _Harm(one.seen.rule, one.at, one.seen.field, one.others)
    for document, (old, new) in enumerate(zip(before.documents, after.documents, strict=False)):
        for table, (earlier, later) in enumerate(zip(old.tables, new.tables, strict=True)):
            if _is_lower(later.score, earlier.score) or _is_lower(later.accepted, earlier.accepted):
                yield _Harm("", Ref(document, table))


def _is_lower(later: Score, earlier: Score) -> bool:
    was, now = earlier.hundredths, later.hundredths
    return was is not None and (now is None or now < was)


def _mark(one: Finding) -> _Mark:
    seen = one.seen
    return one.at, seen.rule, seen.field, seen.severity, seen.confidence


def _guilty(changes: Sequence[Change], harms: Sequence[_Harm]) -> dict[int, Left]:
    """Return the changes to leave out, by index: those nearest to the harms that have one nearest by.

    The other harms may be gone with them; if not, their turn comes.
    """
    found = [(*_nearest(changes, one), one) for one in harms]
    nearest = min(distance for distance, _, _ in found)
    return {at: Left(changes[at], harm.rule) for distance, near, harm in found if distance == nearest for at in near}


def _nearest(changes: Sequence[Change], harm: _Harm) -> tuple[int, list[int]]:
    """Return the changes nearest to a harm, at the least all, and how far off they are."""
    at = harm.at
    spots: list[tuple[Ref, str]] = [(at, harm.field), (at, ""), (Ref(at.document, at.table), "")]
    spots += [(one, "") for one in harm.others]
    spots += [(Ref(one.document, one.table), "") for one in harm.others]
    spots.append((Ref(at.document), ""))
    for distance, (spot, field) in enumerate(spots):
        near = [
            index
            for index, one in enumerate(changes)
            if spot.document is not None and one.touches(spot.document, spot.table, spot.row, field)
        ]
        if near:
            return distance, near
    return len(spots), list(range(len(changes)))
