"""Amounts of money of a table, in yuan, whatever unit they were published in."""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from kpilint.model import Budget
from kpilint.values import Target, parse
from kpilint.values.units import unit_of
from kpilint.vocabulary import plain

ROUNDING: Final = Decimal("0.005")
"""Share of an amount that rounding may take away."""
_LEAST_ROUNDING: Final = Decimal("0.011")
"""Published amounts have two decimals as a rule."""
_DASHES: Final = "-—–―－/"
_WAN: Final = 10_000
_UNITS: Final = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000), "千元": Decimal(1_000)}


class Sum(Struct, frozen=True):
    """An amount as published, and in yuan; `yuan` is None where no unit is stated, neither with it nor by the form."""

    number: Decimal
    yuan: Decimal | None


def amount(text: str, form_unit: str) -> Sum | None:
    """Return an amount; a bare number is in the form's unit. None for a text that is no amount, or two."""
    target = parse(text)
    number = target.number
    if number is None or number < 0 or target.embedded or target.upper is not None or target.per or target.ratio_to:
        return None
    if target.unit_class == "money":
        return Sum(number, target.amount) if target.unit == "元" and not target.trailing else None
    if target.unit_text or target.unit_class or target.trailing or target.kind != "number":
        return None
    factor = _factor(form_unit)
    return Sum(number, None if factor is None else number * factor)


def total_of(budget: Budget) -> Sum | None:
    """Return the budget: its total, or the fiscal money where the form states no total."""
    text = budget.total if budget.total.strip() else budget.fiscal
    return amount(text, budget.money_unit)


def stated(budget: Budget) -> str:
    """Return the budget as published, with its unit."""
    text = (budget.total if budget.total.strip() else budget.fiscal).strip()
    return text + budget.money_unit if text[-1:].isdigit() else text


def blank(text: str) -> bool:
    """Tell an empty cell, or one with nothing but a dash."""
    return not plain(text).strip(_DASHES)


def comparable(some: Sum, other: Sum) -> tuple[Decimal, Decimal] | None:
    """Return two amounts in one unit, or None where only one of them states a unit."""
    if some.yuan is not None and other.yuan is not None:
        return some.yuan, other.yuan
    if some.yuan is None and other.yuan is None:
        return some.number, other.number
    return None


def near(some: Decimal, other: Decimal, parts: int = 1) -> bool:
    """Tell whether two amounts are the same but for the rounding of each part."""
    return abs(some - other) <= max(ROUNDING * max(abs(some), abs(other)), _LEAST_ROUNDING * parts)


def shown(number: Decimal) -> str:
    """Return a number without exponent and needless zeros."""
    text = f"{number.quantize(Decimal('0.01')) if abs(number) < 10**20 else number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan_shown(yuan: Decimal) -> str:
    """Return an amount as it is usually written: 万元 from ten thousand up."""
    return f"{shown(yuan / _WAN)}万元" if yuan >= _WAN else f"{shown(yuan)}元"


def is_sum(target: Target) -> bool:
    """Tell whether a target is one definite sum of yuan: no amount per something, no range, no sentence."""
    return (
        target.unit_class == "money"
        and target.unit == "元"
        and target.number is not None
        and target.number < 10**15
        and target.upper is None
        and not (target.per or target.embedded or target.trailing)
    )


def _factor(form_unit: str) -> Decimal | None:
    text = plain(form_unit)
    if text in _UNITS:
        return _UNITS[text]
    return Decimal(1) if (unit := unit_of(text)) is not None and text == unit.name == "元" else None
