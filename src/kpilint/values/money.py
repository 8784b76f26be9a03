"""Amounts of money of a table, in yuan, whatever unit they were published in."""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from kpilint.model import Budget
from kpilint.values.parsing import parse
from kpilint.values.units import unit_of
from kpilint.vocabulary import plain

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


def _factor(form_unit: str) -> Decimal | None:
    text = plain(form_unit)
    if text in _UNITS:
        return _UNITS[text]
    return Decimal(1) if (unit := unit_of(text)) is not None and text == unit.name == "元" else None
