"""Why a table has the score it has: what was examined, what each finding costs, what would gain most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from kpilint.finding import Confidence, Finding
from kpilint.report import DocumentReport, Entry, Report, TableReport, coverage
from kpilint.scoring import CAP_ITEM, ItemScore, Score, row_kinds, score, spot_of, steps_to_next_grade

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
            yield _outweighed(entry, kinds, [(item, one.entry) for item, one in losses], table.basis.items_of)


def _outweighed(
    entry: Entry, kinds: Sequence[int], costing: Sequence[tuple[str, Entry]], items_of: Mapping[str, Sequence[str]]
) -> Silent:
    """Say which finding counts in place of one that would cost something by itself."""
    rule, row = entry.finding.seen.rule, entry.finding.at.row
    for item, other in costing:
        there = other.finding.at.row
        if item not in items_of.get(rule, ()) or (row is None) != (there is None):
            continue
        if row is None or there is None:
            if other.finding.seen.rule == rule:
                return Silent(entry, "once", other)
        elif kinds[there] == kinds[row]:
            return Silent(entry, "worse" if there == row else "copy", other)
    return Silent(entry, "nothing")


def _open(entries: Sequence[Entry]) -> list[Entry]:
    return [one for one in entries if one.waiver is None]


def _scored(report: Report, table: TableReport, entries: Sequence[Entry]) -> Score:
    findings = [one.finding for one in entries]
    return score(row_kinds(table.table), findings, table.basis, report.model)


def _gains(report: Report, table: TableReport, entries: Sequence[Entry]) -> list[Gain]:
    left = _open(entries)
    now = _scored(report, table, left)
    if now.hundredths is None:
        return []
    spots = dict.fromkeys(spot_of(one.finding) for one in left)
    gains = [_put_right(report, table, left, spot, now.hundredths)[0] for spot in spots]
    return sorted((one for one in gains if one.gained), key=lambda one: -one.gained)


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
