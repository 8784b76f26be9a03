"""Where bars, intervals and lines of the charts begin and end: drawn on the server, as SVG in the page."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.ranking.values import Interval, Means, Step, YearMean
from kpilint.scoring import FULL, POINT

WIDTH: Final = 300
"""Of a bar, in units of the drawing: 3 a point."""
HEIGHT: Final = 120
_TOP: Final = 14
_LEFT: Final = 30
_YEAR: Final = 86


class Bar(Struct, frozen=True):
    """A mean with its interval, from left to right."""

    mean: float
    low: float | None
    high: float | None


class Dot(Struct, frozen=True):
    """One year of a chart of years."""

    x: float
    y: float
    low: float | None
    high: float | None
    year: int
    shown: str


class Years(Struct, frozen=True):
    """A chart of years; `path` joins dots, `lines` are points with their heights."""

    width: int
    dots: tuple[Dot, ...]
    path: str
    lines: tuple[tuple[int, float], ...]


def bar(means: Means) -> Bar | None:
    """Return the bar of a mean, None where there is none."""
    if means.mean is None:
        return None
    low, high = _ends(means.interval, WIDTH / FULL)
    return Bar(round(float(means.mean) * WIDTH / FULL, 1), low, high)


def years(found: Sequence[YearMean], steps: Sequence[Step]) -> Years | None:
    """Return the chart of a group's years, None where there are not two with a mean.

    A line joins two years of the same units only: between others it would show a change that is none.
    The scale goes by tens from below the lowest to above the highest, so that differences are seen.
    """
    drawn = [one for one in found if one.means.mean is not None]
    if len(drawn) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    ends = [float(one.means.mean or 0) for one in drawn]
    ends += [end for one in drawn if one.means.interval for end in (one.means.interval.low, one.means.interval.high)]
    least, most = int(min(ends) // (10 * POINT)) * 10, min(100, int(max(ends) // (10 * POINT)) * 10 + 10)
    least = min(least, most - 10)
    scale = (HEIGHT - 2 * _TOP) / (most - least)

    def height(hundredths: float) -> float:
        return round(_TOP + (most - hundredths / POINT) * scale, 1)

    dots = tuple(
        Dot(
            _LEFT + _YEAR * at + _YEAR / 2, height(float(one.means.mean or 0)),
            height(one.means.interval.low) if one.means.interval else None,
            height(one.means.interval.high) if one.means.interval else None,
            one.year, f"{float(one.means.mean or 0) / POINT:.1f}",
        )
        for at, one in enumerate(drawn)
    )  # fmt: skip
    step = 10 if most - least <= 40 else 20  # noqa: PLR2004 - five lines are enough
    lines = tuple((point, height(point * POINT)) for point in range(least, most + 1, step))
    same = {(step.before, step.after) for step in steps if step.whole}
    joined = [(one, other) for one, other in pairwise(dots) if (one.year, other.year) in same]
    path = " ".join(f"M{one.x},{one.y} L{other.x},{other.y}" for one, other in joined)
    return Years(_LEFT + _YEAR * len(drawn) + 8, dots, path, lines)


def _ends(interval: Interval | None, scale: float) -> tuple[float | None, float | None]:
    if interval is None:
        return None, None
    return round(interval.low * scale, 1), round(interval.high * scale, 1)
