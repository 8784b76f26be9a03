"""How a group changed from year to year, told of the same units only."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import hypot
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kpilint.ranking.apart import Entrant, apart, entrant_of
from kpilint.ranking.means import difference, means_of
from kpilint.ranking.resampling import interval_of, sample_of
from kpilint.ranking.values import Interval, Means, Result, Side, Step, Unit, YearMean


class _Year(Struct, frozen=True):
    """One year of a group, its tables by unit; `name` seeds its resamples."""

    year: int
    name: str
    tables: Sequence[tuple[Unit | None, Result]]

    @property
    def units(self) -> frozenset[Unit]:
        return frozenset(unit for unit, _ in self.tables if unit is not None)

    def of(self, units: Collection[Unit] | None = None) -> list[Result]:
        """Return the tables of these units, None for all tables."""
        return [one for unit, one in self.tables if units is None or unit in units]

    def means(self, units: Collection[Unit] | None = None) -> Means:
        chosen = self.of(units)
        return replace(means_of(chosen), interval=interval_of(sample_of(chosen, self.name)))


def years_of(
    results: Sequence[Result], units: Sequence[Unit | None], name: str, least: int
) -> tuple[tuple[YearMean, ...], tuple[Step, ...]]:
    """Return the years of a group and the steps between them; nothing where there are not two.

    `units` are those of `results`, None where that is not known.
    """
    members: dict[int, list[tuple[Unit | None, Result]]] = {}
    for unit, one in zip(units, results, strict=True):
        if one.belonging.year is not None:
            members.setdefault(one.belonging.year, []).append((unit, one))
    if len(members) < 2:  # noqa: PLR2004 - a step has two ends
        return (), ()
    years = [_Year(year, f"{name}/{year}", members[year]) for year in sorted(members)]
    means = [one.means() for one in years]
    return (
        tuple(YearMean(one.year, mean, mean.assessed < least) for one, mean in zip(years, means, strict=True)),
        tuple(_step(one, other) for one, other in pairwise(years)),
    )


def _step(before: _Year, after: _Year) -> Step:
    """Compare the tables of the units that are there in both years: those of one year only would seem a change.

    The two years are taken as independent. Where many tables stayed as they were, a change is surer than its interval
    says.
    """
    shared = before.units & after.units
    old, new = before.means(shared), after.means(shared)
    found = difference(new, old)
    units, sides = tuple(sorted(shared)), (_side(before, old), _side(after, new))
    if found is None:
        return Step(before.year, after.year, units, *sides, None, None, "unclear" if shared else "other")
    ends = entrant_of(old, before.of(shared)), entrant_of(new, after.of(shared))
    return Step(before.year, after.year, units, *sides, found, _interval(*ends), _verdict(*ends))


def _side(one: _Year, means: Means) -> Side:
    return Side(len(one.units), sum(unit is None for unit, _ in one.tables), means.assessed, means.mean)


def _interval(before: Entrant, after: Entrant) -> Interval | None:
    """Return the interval of the change, by the arms that those of the two years have; see `apart`."""
    if before.interval is None or after.interval is None:
        return None
    amount = float(after.mean - before.mean)
    (old_down, old_up), (new_down, new_up) = before.arms, after.arms
    return Interval(amount - hypot(new_down, old_up), amount + hypot(new_up, old_down))


def _verdict(before: Entrant, after: Entrant) -> Literal["risen", "fallen", "unclear"]:
    return "risen" if apart(after, before) else "fallen" if apart(before, after) else "unclear"
