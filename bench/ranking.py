"""How often the intervals of a ranking hold the true mean, by number of documents and of tables in each.

    python bench/ranking.py

Scores are drawn around 70: documents differ by a standard deviation of 6 points where there are several, the tables of
one by 10. Shown: the share of 300 intervals that hold the mean that was drawn from, and their mean width in points.
"""

import random

from kpilint.ranking.resampling import interval_of, resampled

TRIALS = 300
MEAN = 7000
SHAPES = ((1, 5), (1, 20), (2, 10), (3, 10), (5, 10), (10, 10), (20, 5))


def trial(rng: random.Random, documents: int, tables: int, name: str) -> tuple[bool, float]:
    """Draw one county and return whether its interval holds the mean, and the interval's width."""
    offsets = [rng.gauss(0, 600) if documents > 1 else 0 for _ in range(documents)]
    clusters = [[round(MEAN + offset + rng.gauss(0, 1000)) for _ in range(tables)] for offset in offsets]
    found = interval_of(resampled(clusters, name))
    assert found is not None  # noqa: S101 - there are scores
    return found.low <= MEAN <= found.high, (found.high - found.low) / 100


def main() -> None:
    """Print one line for each shape."""
    rng = random.Random(9)
    print("documents  tables in each  holds the mean  width")
    for documents, tables in SHAPES:
        trials = [trial(rng, documents, tables, str(at)) for at in range(TRIALS)]
        share = sum(held for held, _ in trials) / TRIALS
        print(f"{documents:9}  {tables:14}  {share:14.1%}  {sum(wide for _, wide in trials) / TRIALS:5.1f}")


if __name__ == "__main__":
    main()
