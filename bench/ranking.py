"""How far a ranking can be trusted: what its intervals hold, and how often it calls equal counties different.

    python bench/ranking.py [trials]

**Intervals.** Scores are drawn around 70: documents differ by a standard deviation of 6 points where there are several,
the tables of one by 10. Shown: the share of intervals that hold the mean that was drawn from, and their mean width.

**Equal counties.** Two counties draw their scores from one distribution, in the shapes that scores have: most at 100,
some capped at 59, halves. Shown: the share of pairs that are called clearly apart, by each of the two tests alone (see
kpilint/ranking/apart.py), by both, which is what a ranking does, and by half the widths of the intervals.

**Different counties.** The same with means 10 points apart: the share that is found.
"""

import random
import sys
from collections.abc import Callable, Sequence
from math import hypot

from kpilint.ranking.apart import Entrant, apart, beyond_chance, sums_of
from kpilint.ranking.resampling import interval_of, resampled
from kpilint.scoring import FULL

TRIALS = 400
MEAN = 7000
SHAPES = ((1, 5), (1, 20), (2, 10), (3, 10), (5, 10), (10, 10), (20, 5))
Pair = tuple[tuple[int, int], tuple[int, int], float]
PAIRS: Sequence[Pair] = (
    ((1, 5), (1, 5), 0), ((1, 3), (1, 11), 0), ((1, 5), (1, 30), 0), ((1, 10), (1, 50), 0), ((1, 20), (1, 20), 0),
    ((1, 30), (1, 200), 0), ((2, 5), (8, 10), 0), ((5, 10), (5, 10), 600), ((2, 5), (8, 10), 600),
    ((3, 10), (6, 20), 600),
)  # fmt: skip
"""Documents and tables in each, of either county, and the standard deviation between documents."""

FOUND: Sequence[Pair] = (
    ((1, 5), (1, 5), 0),
    ((1, 10), (1, 10), 0),
    ((1, 20), (1, 20), 0),
    ((1, 30), (1, 200), 0),
    ((5, 10), (5, 10), 600),
)

Draw = Callable[[random.Random], float]
DRAWS: dict[str, Draw] = {
    "normal": lambda rng: rng.gauss(MEAN, 1000),
    "tail": lambda rng: FULL - rng.expovariate(1 / 1200),
    "most at 100": lambda rng: FULL if rng.random() < 0.85 else rng.uniform(3000, 9500),
    "one in 20 bad": lambda rng: FULL if rng.random() < 0.95 else 2000,
    "capped": lambda rng: 5900 if rng.random() < 0.3 else min(FULL, rng.gauss(8500, 900)),
    "halves": lambda rng: FULL if rng.random() < 0.5 else 3000,
}


def held(rng: random.Random, documents: int, tables: int, name: str) -> tuple[bool, float]:
    """Draw one county and return whether its interval holds the mean, and the interval's width."""
    found = interval_of(resampled(drawn(rng, DRAWS["normal"], (documents, tables), 600 if documents > 1 else 0), name))
    assert found is not None  # noqa: S101 - there are scores
    return found.low <= MEAN <= found.high, (found.high - found.low) / 100


def drawn(rng: random.Random, draw: Draw, shape: tuple[int, int], between: float) -> list[list[int]]:
    """Draw the scores of a county, document by document."""
    offsets = [rng.gauss(0, between) if between else 0.0 for _ in range(shape[0])]
    return [[max(0, min(FULL, round(draw(rng) + offset))) for _ in range(shape[1])] for offset in offsets]


def entrant(clusters: Sequence[Sequence[int]], name: str) -> Entrant:
    """Return a county as it is compared."""
    scores = [score for one in clusters for score in one]
    sums = sums_of(scores)
    return Entrant(sums.mean, interval_of(resampled(clusters, name)), sums)


def verdicts(counties: Sequence[Entrant]) -> tuple[bool, bool, bool, bool]:
    """Return whether two counties are apart by their arms, beyond chance, by both, and by half the widths."""
    upper, lower = sorted(counties, key=lambda one: -one.mean)
    gap = float(upper.mean - lower.mean)
    halves = [(one.interval.high - one.interval.low) / 2 for one in (upper, lower) if one.interval]
    return (
        gap > hypot(upper.arms[0], lower.arms[1]), beyond_chance(upper.sums, lower.sums), apart(upper, lower),
        gap > hypot(*halves),
    )  # fmt: skip


def compare(title: str, trials: int, shift: float, pairs: Sequence[Pair] = PAIRS) -> None:
    """Print, for each distribution and pair of shapes, how often two counties are called apart."""
    print(f"\n{title}\n{'scores':14} {'documents x tables':18} {'between':>7}  arms chance   both halves")
    for kind, draw in DRAWS.items():
        for one, other, between in pairs:
            rng = random.Random(f"{kind}/{one}/{other}/{between}")
            sums = [0] * 4
            for at in range(trials):
                first = entrant(drawn(rng, draw, one, between), f"a{at}")
                second = entrant(drawn(rng, lambda rng: draw(rng) - shift, other, between), f"b{at}")  # noqa: B023 - at once
                sums = [total + found for total, found in zip(sums, verdicts((first, second)), strict=True)]
            shares = " ".join(f"{total / trials:6.1%}" for total in sums)
            shapes = f"{one[0]}x{one[1]} {other[0]}x{other[1]}"
            print(f"{kind:14} {shapes:18} {between / 100:7.0f} {shares}", flush=True)


def main(trials: int = TRIALS) -> None:
    """Print the three tables."""
    rng = random.Random(9)
    print("documents  tables in each  holds the mean  width")
    for documents, tables in SHAPES:
        found = [held(rng, documents, tables, str(at)) for at in range(trials)]
        share = sum(held for held, _ in found) / trials
        print(f"{documents:9}  {tables:14}  {share:14.1%}  {sum(wide for _, wide in found) / trials:5.1f}")
    compare("equal counties", trials, 0)
    compare("10 points apart", trials, 1000, FOUND)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
