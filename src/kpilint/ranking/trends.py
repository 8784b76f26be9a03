"""How a group changed from year to year."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from kpilint.ranking.means import difference, means_of
from kpilint.ranking.resampling import Sample, interval_of, sample_of
from kpilint.ranking.values import Result, Step, YearMean


def years_of(results: Sequence[Result], name: str, least: int) -> tuple[tuple[YearMean, ...], tuple[Step, ...]]:
    """Return the years of a group and the steps between them; nothing where there are not two.

    The interval of a step takes the two years as independent. Years that keep many of their tables are not quite:
    their change is then surer than the interval says.
    """
    members: dict[int, list[Result]] = {}
    for one in results:
        if one.belonging.year is not None:
            members.setdefault(one.belonging.year, []).append(one)
    if len(members) < 2:  # noqa: PLR2004 - a step has two ends
        return (), ()
    samples = {year: sample_of(members[year], f"{name}/{year}") for year in sorted(members)}
    years = []
    for year, drawn in samples.items():
        means = replace(means_of(members[year]), interval=interval_of(drawn))
        years.append(YearMean(year, means, means.assessed < least))
    return tuple(years), tuple(
        step for one, other in pairwise(years) if (step := _step(one, other, samples)) is not None
    )


def _step(before: YearMean, after: YearMean, samples: dict[int, Sample]) -> Step | None:
    found = difference(after.means, before.means)
    if found is None:
        return None
    return Step(before.year, after.year, found, interval_of(samples[after.year].less(samples[before.year])))
