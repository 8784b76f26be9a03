"""Why a table has the score it has: what was examined, what each finding costs, what would gain most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Literal

from msgspec import Struct

from kpilint.finding import Confidence, Finding
from kpilint.report import DocumentReport, Entry, Report, TableReport, coverage
from kpilint.scoring import (
    CAP_ITEM,
    ItemScore,
    Score,
    row_kinds,
    score,
    scores_without_each,
    spot_of,
    steps_to_next_grade,
)

Why = Literal["info", "doubt", "worse", "copy", "once", "nothing"]
"""Why a finding costs nothing: a mere hint; in doubt; a worse one in the row; in a copy of the row; the same rule about
the table again; too little of the item to make a hundredth, or of no item that is judged."""


class Loss(Struct, frozen=True):
    """Hundredths that a finding costs in one item."""

    entry: Entry
    lost: int


class Silent(Struct, frozen=True):
    """A finding that costs nothing. `instead` is the one that counts in its place."""

    entry: Entry
    why: Why
    instead: Entry | None = None


class Part(Struct, frozen=True):
    """One review item: the rules that judge it and apply here, those that do not apply, and each loss."""

    item: ItemScore
    examined: tuple[str, ...]
    not_applicable: tuple[str, ...]
    losses: tuple[Loss, ...]

    @property
    def rows(self) -> int:
        """The number of rows that lose points."""
        return len({one.entry.finding.at.row for one in self.losses if one.entry.finding.at.row is not None})


class Gain(Struct, frozen=True):
    """A cell put right: hundredths gained, the score it leads to and its grade."""

    entries: tuple[Entry, ...]
    gained: int
    after: int
    grade: str


class Explanation(Struct, frozen=True):
    """All there is to say about one score. What would gain is counted after accepted exceptions."""

    document: DocumentReport
    table: TableReport
    parts: tuple[Part, ...]
    cap: Loss | None
    silent: tuple[Silent, ...]
    gains: tuple[Gain, ...]
    """Each cell put right alone, the most first."""
    aim: str
    """The next better grade, "" where there is none, or too much would have to be put right."""
    steps: tuple[Gain, ...]
    """Cells put right one after the other until the next grade is reached."""
    rows: int
    """Rows that differ."""
    examined: int
    """Rules that ran on the table."""
    not_applicable: tuple[str, ...]
    deferred: Mapping[str, int]
    yielded: Mapping[str, int]
    crashed: Mapping[str, int]


def explain(report: Report, document: DocumentReport, table: TableReport) -> Explanation:
    """Explain the score of one table of a document of a report."""
    entries = table.entries
    losses = list(_losses(table, entries))
    cap = next((one for item, one in losses if item == CAP_ITEM), None)
    tallies = coverage(report, table)
    absent = table.check.not_applicable
    gains, (aim, steps) = _gains(report, table, entries), _steps(report, table, entries)
    return Explanation(
        document,
        table,
        tuple(_part(report, table, item, losses) for item in table.score.items),
        cap,
        tuple(_silent(report, table, entries, losses)) if table.score.hundredths is not None else (),
        tuple(gains),
        aim,
        steps,
        len(set(row_kinds(table.table))),
        len(report.rules.keys() - absent),
        tuple(sorted(absent)),
        *({rule: getattr(one, name) for rule, one in tallies.items() if getattr(one, name)} for name in
          ("deferred", "yielded", "crashed")),
    )  # fmt: skip


def matching(tables: Sequence[TableReport], wanted: str) -> list[int]:
    """Return the positions of the tables that are wanted: by number from 1, else by part of the title.

    `*` and `?` stand for anything. Titles that are what was wanted, letter for letter, go before those that contain it.
    """
    if wanted.isdecimal() and 0 < int(wanted) <= len(tables):
        return [int(wanted) - 1]
    pattern = re.compile(re.escape(wanted.strip()).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE)
    names = [(one.table.title.strip(), one.table.project.strip()) for one in tables]
    exact = [at for at, pair in enumerate(names) if wanted.strip() in pair]
    return exact or [at for at, pair in enumerate(names) if any(map(pattern.search, pair))]


def _losses(table: TableReport, entries: Sequence[Entry]) -> Iterator[tuple[str, Loss]]:
    positions = table.positions
    for line in table.score.ledger:
        yield line.item, Loss(entries[positions[line.finding]], line.lost)


def _part(report: Report, table: TableReport, item: ItemScore, losses: Sequence[tuple[str, Loss]]) -> Part:
    scores = report.model.scores
    judging = [
        one.id for one in report.rules.values() if item.name in one.items and scores(one.severity, one.confidence)
    ]
    absent = table.check.not_applicable
    return Part(
        item,
        tuple(one for one in judging if one not in absent),
        tuple(one for one in judging if one in absent),
        tuple(one for name, one in losses if name == item.name),
    )


def _silent(
    report: Report, table: TableReport, entries: Sequence[Entry], losses: Sequence[tuple[str, Loss]]
) -> Iterator[Silent]:
    kinds = row_kinds(table.table)
    costing = {one.entry.index for _, one in losses}
    counted: dict[tuple[str, object], tuple[int, Entry]] = {}
    for at, (item, one) in enumerate(losses):
        counted.setdefault((item, _once(one.entry, kinds)), (at, one.entry))
    for entry in entries:
        if entry.index in costing:
            continue
        seen, row = entry.finding.seen, entry.finding.at.row
        faults = report.model.table_faults if row is None else report.model.faults
        if seen.confidence is not Confidence.HIGH:
            yield Silent(entry, "doubt")
        elif not faults[seen.severity]:
            yield Silent(entry, "info")
        else:
            once = _once(entry, kinds)
            items = table.basis.items_of.get(seen.rule, ())
            instead = [counted[item, once] for item in items if (item, once) in counted]
            yield _outweighed(entry, min(instead, key=itemgetter(0))[1] if instead else None)


def _once(entry: Entry, kinds: Sequence[int]) -> int | str:
    """Return what counts once in an item: the kind of a row, or the rule of a finding about the whole table."""
    row = entry.finding.at.row
    return entry.finding.seen.rule if row is None else kinds[row]


def _outweighed(entry: Entry, other: Entry | None) -> Silent:
    """Say why a finding costs nothing that would by itself; `other` counts in its place."""
    if other is None:
        return Silent(entry, "nothing")
    row = entry.finding.at.row
    return Silent(entry, "once" if row is None else "worse" if other.finding.at.row == row else "copy", other)


def _open(entries: Sequence[Entry]) -> list[Entry]:
    return [one for one in entries if one.waiver is None]


def _scored(report: Report, table: TableReport, entries: Sequence[Entry]) -> Score:
    findings = [one.finding for one in entries]
    return score(row_kinds(table.table), findings, table.basis, report.model)


def _gains(report: Report, table: TableReport, entries: Sequence[Entry]) -> list[Gain]:
    spots: dict[tuple[int | None, str], list[Entry]] = {}
    for one in _open(entries):
        spots.setdefault(spot_of(one.finding), []).append(one)
    left = [one.finding for some in spots.values() for one in some]
    after = scores_without_each(row_kinds(table.table), left, table.basis, report.model)
    now = score(row_kinds(table.table), left, table.basis, report.model).hundredths or 0
    gains = [
        Gain(tuple(some), after[spot] - now, after[spot], report.model.grade(after[spot]))
        for spot, some in spots.items()
        if after.get(spot, now) > now
    ]
    return sorted(gains, key=lambda one: -one.gained)


def _steps(report: Report, table: TableReport, entries: Sequence[Entry]) -> tuple[str, tuple[Gain, ...]]:
    left = _open(entries)
    findings: list[Finding] = [one.finding for one in left]
    aim, order = steps_to_next_grade(row_kinds(table.table), findings, table.basis, report.model)
    now = _scored(report, table, left).hundredths or 0
    steps: list[Gain] = []
    for at in order:
        step, left = _put_right(report, table, left, spot_of(findings[at]), now)
        now = step.after
        steps.append(step)
    return aim, tuple(steps)


def _put_right(
    report: Report, table: TableReport, entries: Sequence[Entry], spot: tuple[int | None, str], now: int
) -> tuple[Gain, list[Entry]]:
    """Return what putting one cell right gains, and the findings that are left."""
    fixed = tuple(one for one in entries if spot_of(one.finding) == spot)
    left = [one for one in entries if spot_of(one.finding) != spot]
    made = _scored(report, table, left)
    after = made.hundredths or 0
    return Gain(fixed, after - now, after, made.grade), left
