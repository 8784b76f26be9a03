"""Amounts of money among a table's indicators, and which of them are the project's own spending."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kpilint.model import Budget, Indicator
from kpilint.rules.budget import _money as money
from kpilint.values import Target, parse
from kpilint.vocabulary import lookup, term
from kpilint.wording import bare, found_in

COSTS: Final = frozenset({"cost", "economic_cost"})
_OUTPUTS: Final = frozenset({"quantity", "quality"})
_UNIT_IN_NAME: Final = re.compile(r"[(（](亿元|万元|元)[)）]$")
_LONGEST: Final = 60
_CAPS: Final = frozenset({"", "le", "lt", "eq"})


class Amount(Struct, frozen=True):
    """A row whose target is one sum of money: the row's number from 0, its bare name, and yuan."""

    at: int
    row: Indicator
    name: str
    target: Target
    yuan: Decimal
    cost: bool
    """It stands under a cost level."""


def kind2(row: Indicator) -> str:
    """Return the kind of a row's second level, or "cost" for any row under a first level of costs."""
    found = lookup("level2").get(term(row.level2), "")
    return found or ("cost" if lookup("level1").get(term(row.level1), "") == "cost" else "")


def sums(indicators: tuple[Indicator, ...]) -> Iterator[Amount]:
    """Return the rows whose target is one sum of money."""
    for at, row in enumerate(indicators):
        target = _in_money(row)
        if target is None:
            continue
        if money.is_sum(target) and target.amount:
            yield Amount(at, row, bare(row.name), target, target.amount, kind2(row) in COSTS)


def _in_money(row: Indicator) -> Target | None:
    """Return the parsed value of a row with money in it; the unit may stand in the name: 设备成本（万元）, ≤80."""
    if "元" in row.value:
        return parse(row.value)
    named = _UNIT_IN_NAME.search(row.name[-_LONGEST:])
    if named is None or len(row.value) > _LONGEST or parse(row.value).kind != "number":
        return None
    return parse(row.value + named.group(1))


def own_spending(one: Amount, *, not_own: tuple[str, ...], spending: tuple[str, ...]) -> bool:
    """Tell whether an amount is what the project itself spends, as a whole: a cap or a plain sum, no floor."""
    if one.target.comparator not in _CAPS or found_in(one.name + bare(one.row.description), not_own):
        return False
    if one.cost:
        return True
    return kind2(one.row) in _OUTPUTS and bool(found_in(one.name, spending))


def budget_in_yuan(budget: Budget) -> Decimal | None:
    """Return a budget in yuan, None where it is missing, zero, unreadable or has no unit."""
    whole = money.total_of(budget)
    return whole.yuan if whole is not None and whole.yuan else None
