"""Whether one mean is clearly above another: two tests, and a difference must pass both.

**Their intervals.** The difference must be more than √(l² + u²), of which l is how far the interval of the better mean
reaches down, and u how far that of the worse one reaches up (MOVER: Zou and Donner, Construction of confidence limits
about effect measures, 2008). Scores end at 100 and few bad tables pull a mean down, so intervals are lopsided: half
their widths would take a county whose interval reaches up to 100 for clearly worse.

**Chance.** Tables of both, shuffled and dealt out again, must not come as far apart in more than one case of forty: a
permutation test, by the exact mean, variance and skewness of such a difference (Pearson type III: Mielke and Berry,
Permutation Methods, 2007). Intervals rest on what was seen alone. Five tables at 100 show no spread, and would be
clearly better than thirty like them of which three are bad.

The first knows that tables of one document resemble each other, the second that few tables show little. Simulated, two
equal counties are taken for different in 0 to 7 cases of 100, by their intervals alone in up to 36 (bench/ranking.py).
Pairs are not corrected for their number.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import comb, sqrt
from statistics import NormalDist
from typing import Final

from msgspec import Struct

from kpilint.ranking.values import Interval, Means, Result

_TAIL: Final = 0.025
_Z: Final = NormalDist().inv_cdf(1 - _TAIL)
_BEYOND_ANY: Final = 9
"""Square of a standardised difference that is beyond chance whatever the skewness, which asks for 2.8 at most."""
_STRAIGHT: Final = 1e-6
"""Skewness below which a distribution is as good as symmetrical."""


class Sums(Struct, frozen=True):
    """The number of scores, and the sums of these, their squares and their cubes."""

    number: int = 0
    first: int = 0
    second: int = 0
    third: int = 0

    @property
    def mean(self) -> Fraction:
        """The mean, 0 where there are no scores."""
        return Fraction(self.first, self.number or 1)


class Entrant(Struct, frozen=True):
    """A mean in hundredths with its interval, None where that is not known, and its scores' sums."""

    mean: Fraction
    interval: Interval | None
    sums: Sums

    @property
    def arms(self) -> tuple[float, float]:
        """How far the interval reaches below and above the mean; resampling may leave the mean itself outside."""
        assert self.interval is not None  # noqa: S101 - callers look
        mean = float(self.mean)
        return max(0.0, mean - self.interval.low), max(0.0, self.interval.high - mean)


def entrant_of(means: Means, results: Iterable[Result]) -> Entrant:
    """Return a group of tables as it is compared."""
    sums = sums_of(one.score for one in results if one.score is not None)
    return Entrant(sums.mean, means.interval, sums)


def sums_of(scores: Iterable[int]) -> Sums:
    """Return the sums of scores."""
    found = list(scores)
    return Sums(len(found), sum(found), sum(one**2 for one in found), sum(one**3 for one in found))


def apart(upper: Entrant, lower: Entrant) -> bool:
    """Return whether the first mean is clearly above the second."""
    if upper.interval is None or lower.interval is None or upper.mean <= lower.mean:
        return False
    down, up = upper.arms[0], lower.arms[1]
    return float(upper.mean - lower.mean) ** 2 > down**2 + up**2 and beyond_chance(upper.sums, lower.sums)


def beyond_chance(upper: Sums, lower: Sums) -> bool:
    """Return whether tables shuffled among the two would hardly ever put the first as far above the second."""
    one, other = upper.number, lower.number
    if not _enough(one, other):
        return False
    number, total = one + other, upper.first + lower.first
    spread = number * (upper.second + lower.second) - total**2
    if spread <= 0:
        return False
    # Of means of tables drawn without replacement, as of the hypergeometric distribution.
    gap = upper.first / one - lower.first / other
    square = gap * gap * one * other * (number - 1) / spread
    if square > _BEYOND_ANY:
        return gap > 0
    mean, variance = total / number, spread / number**2
    cubes = (upper.third + lower.third) / number - 3 * mean * variance - mean**3
    skew = cubes / variance**1.5 * (other - one) * sqrt((number - 1) / (one * other)) / (number - 2)
    return gap > 0 and _normal(sqrt(square), skew) > _Z


@cache
def _enough(one: int, other: int) -> bool:
    """Tell whether tables can be dealt out in so many ways that a single one of them is rare."""
    return comb(one + other, one) >= 1 / _TAIL  # of thousands of tables, too many ways for a float


def _normal(value: float, skew: float) -> float:
    """Return the normal value as rare as a standardised one of this skewness (Wilson and Hilferty, 1931)."""
    if abs(skew) < _STRAIGHT:
        return value
    root: float = max(0.0, 1 + skew * value / 2) ** (1 / 3)
    return 6 / skew * (root - 1) + skew / 6
