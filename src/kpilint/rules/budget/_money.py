"""Amounts of money of a table, as the rules on budgets compare and show them."""

from decimal import Decimal
from typing import Final

from kpilint.model import Budget
from kpilint.values import Target
from kpilint.values.money import Sum, amount, total_of
from kpilint.vocabulary import plain

__all__ = [
    "ROUNDING", "Sum", "amount", "blank", "comparable", "is_sum", "near", "shown", "stated", "total_of", "yuan_shown",
]  # fmt: skip

ROUNDING: Final = Decimal("0.005")
"""Share of an amount that rounding may take away."""
_LEAST_ROUNDING: Final = Decimal("0.011")
"""Published amounts have two decimals as a rule."""
_DASHES: Final = "-—–―－/"
_WAN: Final = 10_000


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
