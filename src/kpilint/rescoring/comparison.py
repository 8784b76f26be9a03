"""Saved reports under another profile, side by side: table by table, and what it comes to over all of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from kpilint.profiles import Profile
from kpilint.rescoring import Rescored, RuleRun, SavedTable, Shift, Unknown, rescore, unknown
from kpilint.scoring import ScoreModel


class SavedEntry(Struct, frozen=True):
    """A table of a saved report with its names. `table` is None where the report lacks what rescoring needs."""

    document: int
    index: int
    path: str
    unit: str
    number: str
    title: str
    score: float | None
    grade: str
    table: SavedTable | None


class SavedReport(Struct, frozen=True):
    """A saved report as rescoring needs it."""

    file: str
    version: str
    profile: str
    model: str
    grades: tuple[str, ...]
    """Its grades, best first."""
    ran: Mapping[str, RuleRun]
    entries: tuple[SavedEntry, ...]
    lacking: frozenset[str] = frozenset()
    """Rules of which findings were left out when it was rescored before."""


class Compared(Struct, frozen=True):
    """One table, before and under the other profile; `rescored` is None where it cannot be told."""

    entry: SavedEntry
    rescored: Rescored | None


class ComparedReport(Struct, frozen=True):
    """One report, before and under the other profile. `model` is the other one; its id says what was left out."""

    saved: SavedReport
    tables: tuple[Compared, ...]
    unknown: Unknown
    model: ScoreModel


class Comparison(Struct, frozen=True):
    """All reports under the other profile."""

    reports: tuple[ComparedReport, ...]
    profile: Profile

    @property
    def tables(self) -> Iterator[tuple[ComparedReport, Compared]]:
        """All tables, in the order of the reports."""
        return ((report, one) for report in self.reports for one in report.tables)

    @property
    def scored(self) -> list[Rescored]:
        """The tables with a score before and now: the ones that means and causes speak of."""
        return [one.rescored for _, one in self.tables if one.rescored is not None and one.rescored.gained is not None]


class Effect(Struct, frozen=True):
    """What one rule does over all tables: hundredths gained, and the number of tables that it touches."""

    shift: Shift
    tables: int


def compare(reports: Iterable[SavedReport], profile: Profile, installed: Collection[str]) -> Comparison:
    """Score saved reports again as a profile does; `installed` are the ids of all rules there are."""
    return Comparison(tuple(_compared(one, profile, installed) for one in reports), profile)


def _compared(saved: SavedReport, profile: Profile, installed: Collection[str]) -> ComparedReport:
    tables = [one.table for one in saved.entries if one.table]
    missing = unknown(saved.ran, tables, profile, installed, saved.lacking)
    model = profile.model
    if mark := _mark(missing, saved.ran, profile):
        model = replace(model, id=f"{model.id}+{mark}")
    other = replace(profile, model=model)
    return ComparedReport(
        saved,
        tuple(Compared(one, rescore(one.table, saved.ran, other) if one.table else None) for one in saved.entries),
        missing,
        model,
    )


def _mark(missing: Unknown, ran: Mapping[str, RuleRun], profile: Profile) -> str:
    """Return what tells scores that lack something from those of a check; reports that lack the same have the same.

    "" where nothing that scores is missing.
    """
    scoring = {one.id for one in profile.rules if profile.model.scores(one.severity, one.confidence)}
    lacking = scoring.intersection((*missing.added, *missing.changed, *missing.returning))
    if not lacking:
        return ""
    known = sorted(f"{one} {ran[one].options if one in ran else '-'}" for one in lacking)
    return blake2b("\n".join(known).encode(), digest_size=2).hexdigest()


def mean(hundredths: Sequence[int]) -> float | None:
    """Return the mean in points, None of nothing."""
    return sum(hundredths) / len(hundredths) / 100 if hundredths else None


def moves(tables: Iterable[Rescored]) -> Counter[tuple[str, str]]:
    """Count the tables by grade before and grade now."""
    return Counter((one.old.grade, one.score.grade) for one in tables)


def effects(tables: Iterable[Rescored]) -> list[Effect]:
    """Return what each rule does over all tables, the greatest effect first."""
    gained: Counter[Shift] = Counter()
    touched: Counter[Shift] = Counter()
    for table in tables:
        for one in table.shifts:
            kind = replace(one, gained=0)
            gained[kind] += one.gained
            touched[kind] += 1
    found = [Effect(replace(kind, gained=gained[kind]), count) for kind, count in touched.items()]
    return sorted(found, key=lambda one: (-abs(one.shift.gained), one.shift.rule))
