"""What to write in place of a wrong value, right for the row: examples that families share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from kpilint.directions import polarity
from kpilint.measures import measure_of
from kpilint.values import Target
from kpilint.values.units import unit_of
from kpilint.wording import ends_with

LIKELY, SURE, WHOLE = Decimal(50), Decimal(80), Decimal(100)
"""Per cent up from which a figure is believed of a share that should be large; with another unit, ≥95个, from SURE."""
HIGH, LOW = Decimal(95), Decimal(5)
GLUED: Final = 2
"""A figure from one to this is a tick box glued to a share: 1.95."""
CHANGES: Final = ("下降率", "降低率", "减少率", "增长率", "提高率", "增速", "增幅", "降幅")
"""Endings of the change of a figure."""
AT_MOST: Final = ("le", "lt")
LARGE: Final = ("百", "千", "万", "亿")
FALLS: Final = ("falls", "spending")
RISES: Final = ("rises", "gains")


def share(name: str, target: Target) -> str:
    """Return a percentage to write for a rate: the row's own figure where it can be one, the sign by what is good."""
    way = polarity(name).way
    few = way in FALLS or (way not in RISES and target.comparator in AT_MOST)
    number = target.number
    if not (number and (ends_with(name, CHANGES) or measure_of(name).changes)):
        number = _meant(number, few=few, stated=target.unit_class in ("", "percent"))
    return f"{'≤' if few else '≥'}{number.normalize():f}%"


def wrong_way(name: str, target: Target) -> bool:
    """Tell a lowest amount for what should be small, or a highest for what should be large: the sign is wrong, too."""
    way = polarity(name).way
    return way in (RISES if target.comparator in AT_MOST else FALLS)


def _meant(number: Decimal | None, *, few: bool, stated: bool) -> Decimal:
    if number is None:
        return LOW if few else HIGH
    if 1 < number < GLUED and not few:
        digits = str(number).partition(".")[2].rstrip("0")
        number = Decimal(f"{digits:0<2}"[:2])
    if few:
        return number if stated and 0 < number < LIKELY else LOW
    return number if (LIKELY if stated else SURE) <= number <= WHOLE else HIGH


def counted_in(name: str, unit_of_word: Mapping[str, str]) -> str:
    """Return the unit that the ending of a name asks for, "" if none: 剂次 of 疫苗接种剂次."""
    if unit := next((unit for word, unit in unit_of_word.items() if name.endswith(word)), ""):
        return unit
    return name[-2:] if name.endswith("次") and unit_of(name[-2:]) else ""


def with_unit(value: str, unit: str) -> str:
    """Return a value with a unit after its last number: 85以上 with % is 85%以上."""
    end = max((at for at, one in enumerate(value) if one.isdigit()), default=len(value) - 1) + 1
    end += value[end : end + 1] in LARGE
    return f"{value[:end]}{unit}{value[end:]}"
