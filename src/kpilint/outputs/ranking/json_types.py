"""Types of the JSON ranking, format `kpilint.ranking/1`.

Scores are in points. Figures are rounded to hundredths; the parts of a difference are rounded so that they add up to
it.
"""

from typing import Literal

from msgspec import Struct


class IntervalV1(Struct, frozen=True):
    """A 95 % interval, in points."""

    low: float
    high: float


class PartV1(Struct, frozen=True):
    """What one item, family or rule adds to a difference, in points; "封顶" is the cap."""

    name: str
    points: float


class DifferenceV1(Struct, frozen=True):
    """A difference of two means. Each of the lists adds up to `points`."""

    points: float
    items: list[PartV1]
    families: list[PartV1]
    rules: list[PartV1]


class ItemV1(Struct, frozen=True):
    """The mean share (0 to 1) of its marks that an item kept, over the tables that it was assessed in."""

    name: str
    tables: int
    kept: float


class MeansV1(Struct, frozen=True):
    """What tables come to; null where there is nothing to take a mean of.

    `accepted` is the mean after accepted exceptions. `weighted` is weighted by budget: the `without_budget` tables are
    not in it, `budget_yuan` is the sum of the others. `lost` is what is lost per table by rule. `rules_applied` is the
    mean share of rules that applied to a table: forms with fewer columns give them less to look at.
    """

    documents: int
    tables: int
    assessed: int
    not_assessed: int
    below_60: int
    mean: float | None
    interval: IntervalV1 | None
    accepted: float | None
    weighted: float | None
    without_budget: int
    budget_yuan: float
    items: list[ItemV1]
    lost: dict[str, float]
    rules_applied: float | None


class YearV1(Struct, frozen=True):
    """One year of a group; `few` where it has too few tables to say much."""

    year: int
    few: bool
    means: MeansV1


class UnitV1(Struct, frozen=True):
    """A unit, without its county."""

    county: str
    unit: str


class SideV1(Struct, frozen=True):
    """One year of a step: its units, its tables of which no unit is known, and the tables that are compared."""

    units: int
    unknown_tables: int
    compared_tables: int
    mean: float | None
    """Of these."""


class StepV1(Struct, frozen=True):
    """From one year to the next that there is, over the tables of the units that are there in both years.

    `verdict` is risen, fallen, unclear, or other: no unit is there in both, so that `difference` is null.
    """

    before: int
    after: int
    units: list[UnitV1]
    old: SideV1
    new: SideV1
    difference: DifferenceV1 | None
    interval: IntervalV1 | None
    verdict: Literal["risen", "fallen", "unclear", "other"]


class StandingV1(Struct, frozen=True):
    """Rank among the ranked, the ranks it may have, and the band, 1 for the best."""

    rank: int
    best: int
    worst: int
    band: int


class GroupV1(Struct, frozen=True):
    """A county, unit or year. "" and null stand for what it is not compared by, or what is not known.

    `standing` is null where it is not ranked; `why` says why: unknown (it belongs nowhere) or few (tables).
    `sources` has numbers of tables by where it is written that they belong here.
    """

    county: str
    unit: str
    year: int | None
    standing: StandingV1 | None
    why: Literal["", "unknown", "few"]
    means: MeansV1
    unread_documents: int
    difference: DifferenceV1 | None
    years: list[YearV1]
    steps: list[StepV1]
    sources: dict[str, int]


class ConflictV1(Struct, frozen=True):
    """Two sources that say different things of where the tables of a document belong; `used` is the one that counts."""

    document: str
    tables: int
    field: Literal["county", "unit", "year"]
    used: str
    used_source: str
    other: str
    other_source: str


class OriginV1(Struct, frozen=True):
    """Where tables came from: a saved report, or, `path` null, files checked for this ranking.

    `lacking` names what a report of an early version does not tell: budget, unit.
    """

    path: str | None
    score_model: str
    profile: str
    version: str
    tables: int
    lacking: list[str]


class RankingV1(Struct, frozen=True):
    """The whole ranking: groups with a standing first, the best first."""

    format: Literal["kpilint.ranking/1"]
    version: str
    by: Literal["county", "unit", "year"]
    score_model: str
    min_tables: int
    all: GroupV1
    groups: list[GroupV1]
    conflicts: list[ConflictV1]
    origins: list[OriginV1]
    repeated: list[str]
    """Documents that came more than once, and were counted each time."""
