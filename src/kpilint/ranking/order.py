"""Ranks of groups by their exact means, and which of them are clearly apart.

Two means are clearly apart where their difference is more than √(h₁² + h₂²), with half the widths of their intervals: a
95 % test of each pair, not corrected for their number. (That intervals must not overlap would ask for h₁ + h₂, which
is far more than 95 %.)

A band begins with the best group that has none yet and takes in those below it up to the first that is clearly worse
than this best one (a mean without an interval is never clearly apart: the next one with an interval stands for it), so
that bands never overlap and follow the order of the means. As that depends on where bands happen to begin, each group
has a range of ranks as well: behind all that are clearly better, before all that are clearly worse.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

from msgspec import Struct

from kpilint.ranking.values import Standing


class Entrant(Struct, frozen=True):
    """A mean in hundredths and half the width of its interval, None where that is not known."""

    mean: Fraction
    half: float | None


def standings(entrants: Sequence[Entrant]) -> list[Standing]:
    """Return the standing of each, in the order given. Equal means stand together, whatever their intervals."""
    by_mean: dict[Fraction, list[int]] = {}
    for at, one in enumerate(entrants):
        by_mean.setdefault(one.mean, []).append(at)
    order = [at for mean in sorted(by_mean, reverse=True) for at in by_mean[mean]]
    spots = [_spot(entrants[at]) for at in order]
    better, worse = _beaten(spots)
    found: dict[int, Standing] = {}
    leaders: list[_Spot] = []
    begin = band = 0
    while begin < len(order):
        end = begin + len(by_mean[entrants[order[begin]].mean])
        equals = spots[begin:end]
        if not band or (leaders and all(_apart(leader, one) for leader in leaders for one in equals)):
            leaders, band = [], band + 1
        leaders = leaders or [one for one in equals if one[1] < inf]
        for place in range(begin, end):
            found[order[place]] = Standing(begin + 1, better[place] + 1, len(order) - worse[place], band)
        begin = end
    return [found[at] for at in range(len(order))]


_Spot = tuple[float, float]
"""Mean and squared half width, infinite where it is not known: such a mean is never clearly apart from another."""


def _spot(one: Entrant) -> _Spot:
    return float(one.mean), inf if one.half is None else one.half**2


def _apart(upper: _Spot, lower: _Spot) -> bool:
    return (upper[0] - lower[0]) ** 2 > upper[1] + lower[1]


def _beaten(spots: Sequence[_Spot]) -> tuple[list[int], list[int]]:
    """Return, for each of spots in falling order, how many are clearly better and how many clearly worse."""
    better, worse = [0] * len(spots), [0] * len(spots)
    for above, (mean, square) in enumerate(spots):
        for below in range(above + 1, len(spots)):  # every pair: written out, as there may be thousands of units
            low, other = spots[below]
            if (mean - low) ** 2 > square + other:
                better[below] += 1
                worse[above] += 1
    return better, worse
