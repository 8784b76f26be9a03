"""The parts that a budget is stated in: fiscal money and other money."""

from decimal import Decimal

from msgspec import Struct

from kpilint.model import Budget
from kpilint.rules.budget import _money as money


class Parts(Struct, frozen=True):
    """Total, fiscal and other money in one unit; `fiscal` and `other` are None where not stated."""

    total: Decimal
    fiscal: Decimal | None
    other: Decimal | None


def parts_of(budget: Budget) -> Parts | str | None:
    """Return the parts of a budget, the text that cannot be read, or None where there is nothing to compare."""
    texts = (budget.total, budget.fiscal, budget.other)
    if money.blank(budget.total) or (money.blank(budget.fiscal) and money.blank(budget.other)):
        return None
    sums = [None if money.blank(one) else money.amount(one, budget.money_unit) for one in texts]
    for text, one in zip(texts, sums, strict=True):
        if one is None and not money.blank(text):
            return text
    known = [one for one in sums if one is not None]
    in_yuan = [one.yuan is not None for one in known]
    if any(in_yuan) and not all(in_yuan):
        return "、".join(text for text in texts if not money.blank(text))
    total, fiscal, other = (None if one is None else one.number if one.yuan is None else one.yuan for one in sums)
    return None if total is None else Parts(total, fiscal, other)
