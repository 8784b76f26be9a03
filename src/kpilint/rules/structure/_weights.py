"""Weights (分值, 权重) of a table's rows, in points of 100."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kpilint.model import Indicator
from kpilint.values import parse
from kpilint.vocabulary import plain

WHOLE: Final = Decimal(100)
WITHOUT_EXECUTION: Final = Decimal(90)
"""Budget execution has 10 of the 100 points, and in many forms its place outside the rows."""
ROUNDING: Final = Decimal("0.05")
_DASHES: Final = "-—–―－/"
_UNITS: Final = frozenset({"", "%", "分"})
_MOST: Final = 10**9


def blank(text: str) -> bool:
    """Tell an empty cell, or one with nothing but a dash."""
    return not plain(text).strip(_DASHES)


def weight(text: str) -> Decimal | None:
    """Return a weight as written (15, 15%, 15分, 0.15), None for what is no number."""
    target = parse(text)
    if target.number is None or target.embedded or target.unit_text not in _UNITS or target.upper is not None:
        return None
    return target.number if target.number < _MOST and not target.trailing else None


def points(rows: Sequence[Indicator]) -> list[Decimal] | None:
    """Return the weights that are filled in, shares of 1 as points of 100; None where one is no number."""
    texts = [row.weight for row in rows if not blank(row.weight)]
    found = [weight(text) for text in texts]
    numbers = [one for one in found if one is not None]
    if len(numbers) < len(texts):
        return None
    if numbers and max(numbers) <= 1 and sum(numbers) <= 1 + ROUNDING and len(numbers) > 1:
        return [one * WHOLE for one in numbers]
    return numbers


def full(total: Decimal, *, execution: bool) -> bool:
    """Tell whether weights add up: to 100, or to 90 where budget execution has no row."""
    wanted = (WHOLE,) if execution else (WHOLE, WITHOUT_EXECUTION)
    return any(abs(total - one) <= ROUNDING for one in wanted)
