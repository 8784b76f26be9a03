"""Ranks of groups by their exact means, and which of them are clearly apart.

A band begins with the best group that has none yet and takes in those below it up to the first that is clearly worse
than this best one (a mean without an interval is never clearly apart: the next one with an interval stands for it), so
that bands never overlap and follow the order of the means. As that depends on where bands happen to begin, each group
has a range of ranks as well: behind all that are clearly better, before all that are clearly worse.
"""

from collections.abc import Sequence
from fractions import Fraction

from kpilint.ranking.apart import Entrant, apart, beyond_chance
from kpilint.ranking.values import Standing


def standings(entrants: Sequence[Entrant]) -> list[Standing]:
    """Return the standing of each, in the order given. Equal means stand together, whatever their intervals."""
    by_mean: dict[Fraction, list[int]] = {}
    for at, one in enumerate(entrants):
        by_mean.setdefault(one.mean, []).append(at)
    order = [at for mean in sorted(by_mean, reverse=True) for at in by_mean[mean]]
    ordered = [entrants[at] for at in order]
    better, worse = _beaten(ordered)
    found: dict[int, Standing] = {}
    leaders: list[Entrant] = []
    begin = band = 0
    while begin < len(order):
        end = begin + len(by_mean[ordered[begin].mean])
        equals = ordered[begin:end]
        if not band or (leaders and all(apart(leader, one) for leader in leaders for one in equals)):
            leaders, band = [], band + 1
        leaders = leaders or [one for one in equals if one.interval is not None]
        for place in range(begin, end):
            found[order[place]] = Standing(begin + 1, better[place] + 1, len(order) - worse[place], band)
        begin = end
    return [found[at] for at in range(len(order))]


def _beaten(ordered: Sequence[Entrant]) -> tuple[list[int], list[int]]:
    """Return, for each of groups in falling order, how many are clearly better and how many clearly worse."""
    better, worse = [0] * len(ordered), [0] * len(ordered)
    known = [
        (at, float(one.mean), one.arms[0] ** 2, one.arms[1] ** 2)
        for at, one in enumerate(ordered)
        if one.interval is not None
    ]
    for place, (above, mean, down, _) in enumerate(known):
        for below, low, _, up in known[place + 1 :]:  # `apart`, written out: there may be thousands of units
            if (mean - low) ** 2 > down + up and beyond_chance(ordered[above].sums, ordered[below].sums):
                better[below] += 1
                worse[above] += 1
    return better, worse
