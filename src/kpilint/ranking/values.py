"""Values of a ranking. Means and losses are exact fractions of hundredths of a point; outputs round them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from kpilint.belonging import Belonging, Disagreement, Source
from kpilint.scoring import POINT

PASS: Final = 60 * POINT
"""Tables below this are counted: the lowest grade of 财预〔2020〕10号."""


class By(StrEnum):
    """What is compared."""

    COUNTY = "county"
    UNIT = "unit"
    YEAR = "year"


class Options(Struct, frozen=True):
    """How to rank. `by` None compares counties, or units where there is one county only."""

    by: By | None = None
    min_tables: int = 5
    """Tables with a score below which a group is listed and not ranked."""


class Loss(Struct, frozen=True, gc=False):
    """A line of a table's ledger: hundredths lost in a review item to a rule."""

    item: str
    rule: str
    lost: int


class Result(Struct, frozen=True):
    """One table as a ranking sees it. Scores are hundredths of a point, None where it could not be assessed."""

    belonging: Belonging
    document: str
    """Its path: tables of one document are not independent of one another."""
    title: str
    score: int | None
    accepted: int | None
    """After accepted exceptions."""
    yuan: Decimal | None
    """The budget, None where no amount could be read."""
    items: Mapping[str, tuple[int, int]] = {}
    """Full marks and loss of each item of the form, in its order; full marks of 0 where it was not assessed."""
    losses: tuple[Loss, ...] = ()
    applied: Fraction | None = None
    """The share of the rules of its run that applied: forms with fewer columns give rules less to look at."""


class Unread(Struct, frozen=True):
    """A document of which something could not be read or assessed; `tables` of it were read."""

    belonging: Belonging
    document: str
    tables: int


class Interval(Struct, frozen=True):
    """A 95 % interval in hundredths, from resampling."""

    low: float
    high: float


class Part(Struct, frozen=True):
    """What one item, family or rule adds to a difference of means. All parts add up to it exactly."""

    name: str
    amount: Fraction


class Difference(Struct, frozen=True):
    """A difference of two means and what it is made of, positive where the first is better."""

    amount: Fraction
    items: tuple[Part, ...]
    families: tuple[Part, ...]
    rules: tuple[Part, ...]


class ItemMean(Struct, frozen=True):
    """The mean share of its marks that an item kept, over the tables it was assessed in."""

    name: str
    tables: int
    kept: Fraction


class Means(Struct, frozen=True):
    """What the tables of a group come to. Means are None where there is nothing to take them of."""

    documents: int
    tables: int
    assessed: int
    below: int
    mean: Fraction | None
    accepted: Fraction | None
    """Mean after accepted exceptions."""
    weighted: Fraction | None
    """Mean weighted by budget, over the tables that state one."""
    without_budget: int
    """Tables with a score that are not in `weighted`."""
    yuan: Fraction
    items: tuple[ItemMean, ...]
    lost: Mapping[str, Fraction]
    """Lost per table, by rule; `scoring.CAP_ITEM` for the cap."""
    lost_by_item: Mapping[str, Fraction]
    applied: Fraction | None = None
    """The mean share of rules that applied, over the tables with a score."""
    interval: Interval | None = None
    """Of `mean`; None below two tables."""


class YearMean(Struct, frozen=True):
    """One year of a group. `few` tells that it has too few tables to say much."""

    year: int
    means: Means
    few: bool


Unit = tuple[str, str]
"""County and unit: who wrote a table."""


class Side(Struct, frozen=True):
    """One year of a step: its units, its tables of which no unit is known, and what of it is compared."""

    units: int
    unknown: int
    compared: int
    """Tables with a score, of the units that are there in both years."""
    mean: Fraction | None
    """Of these."""


class Step(Struct, frozen=True):
    """From one year to the next that there is: how the units changed that are there in both, `units`.

    The interval of the change is there where both years have one. `verdict` "other" tells that no unit is there in
    both, so that nothing is compared.
    """

    before: int
    after: int
    units: tuple[Unit, ...]
    old: Side
    new: Side
    difference: Difference | None
    interval: Interval | None
    verdict: Literal["risen", "fallen", "unclear", "other"]

    @property
    def whole(self) -> bool:
        """Whether both years have the same units, so that all their tables are compared."""
        there = self.old.units == self.new.units == len(self.units)
        return there and bool(self.units) and not self.old.unknown + self.new.unknown


class Standing(Struct, frozen=True):
    """Where a group stands: ranks count from 1 and are shared; those that are not clearly apart share a band."""

    rank: int
    best: int
    worst: int
    band: int


class Group(Struct, frozen=True):
    """A county, unit or year. `why` says why it has no standing: unknown (it belongs nowhere) or few (tables)."""

    county: str
    unit: str
    year: int | None
    means: Means
    unread: int
    """Documents of which something could not be read or assessed."""
    standing: Standing | None
    why: Literal["", "unknown", "few"]
    difference: Difference | None
    """From the mean of all tables."""
    years: tuple[YearMean, ...]
    steps: tuple[Step, ...]
    sources: Mapping[Source, int]
    """Numbers of tables by where it is written that they belong here."""


class Conflict(Struct, frozen=True):
    """A disagreement about where the tables of a document belong."""

    document: str
    tables: int
    seen: Disagreement


class Origin(Struct, frozen=True):
    """Where tables came from: a saved report, or files checked now."""

    path: str
    """Of the report, "" for files checked now."""
    model: str
    profile: str
    version: str
    tables: int
    lacking: tuple[str, ...] = ()
    """What a report of an early version does not tell: budget, unit."""


class Ranking(Struct, frozen=True, dict=True):
    """All groups: those with a standing first, the best first, then the others by name."""

    by: By
    model: str
    min_tables: int
    groups: tuple[Group, ...]
    all: Group
    conflicts: tuple[Conflict, ...] = ()
    origins: tuple[Origin, ...] = ()
    repeated: tuple[str, ...] = ()
    """Documents that came more than once, from several reports or a report and the file itself."""
    families: Mapping[str, Mapping[str, str]] = {}
    """Titles of rule families by language."""

    @cached_property
    def ranked(self) -> tuple[Group, ...]:
        """The groups that have a standing."""
        return tuple(one for one in self.groups if one.standing is not None)

    @cached_property
    def several_counties(self) -> bool:
        """Whether the groups are of more than one county."""
        return len({one.county for one in self.groups}) > 1
