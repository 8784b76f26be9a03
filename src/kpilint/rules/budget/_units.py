"""Unit costs among a table's indicators, and the quantities that they are to be multiplied with."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kpilint.model import Indicator
from kpilint.rules.budget._costs import COSTS, kind2
from kpilint.values import Target, parse
from kpilint.wording import bare, without

_PER_NAMED: Final = re.compile(
    r"每(?P<after>人次|公里|平方米|立方米|人|户|亩|件|次|场|期|台|套|个|份|辆|座|处|村|班|吨)|(?P<before>[人户亩次场村校])均"
)
_TIMES: Final = {"月": 12, "个月": 12, "天": 365, "日": 365, "季度": 4, "季": 4, "学期": 2, "周": 52, "小时": 24}
"""How often at most in a year, for words that make a unit cost one of each month or day."""
_YEAR: Final = frozenset({"年", "学年", "年度"})
_NEVER: Final = frozenset({"money", "percent", "permille", "time", "score", "multiple", "level", ""})
_FLOORS: Final = frozenset({"", "eq", "ge", "gt"})
_ALIKE: Final = (
    frozenset({"people", "person_times"}),
    frozenset({"item", "case", "place", "event", "times", "document", "organisation", "project", "living"}),
)
"""Classes whose units stand for one another where the things are the same (100个案件, 240元/件)."""

_LONGEST: Final = 60
"""Characters of a value that is still a unit cost and no story."""
_PAIR: Final = 2
"""Two characters in common are the shortest word in common."""


class UnitCost(Struct, frozen=True):
    """A cost per unit: its row from 0, yuan, the unit, and how often in a year it may fall due (1: once)."""

    at: int
    row: Indicator
    yuan: Decimal
    unit: str
    often: int


class Quantity(Struct, frozen=True):
    """A planned quantity: its row from 0, and the parsed value."""

    at: int
    row: Indicator
    target: Target


def unit_costs(indicators: tuple[Indicator, ...]) -> list[UnitCost]:
    """Return the costs of a table that are stated per unit."""
    found = []
    for at, row in enumerate(indicators):
        if "元" not in row.value or kind2(row) not in COSTS:
            continue
        target = parse(row.value)
        if target.unit != "元" or not target.amount or target.upper is not None or len(target.raw) > _LONGEST:
            continue
        words = list(target.per)
        named = _PER_NAMED.search(bare(row.name))
        if named and not any(one not in _TIMES and one not in _YEAR for one in words):
            words.append(named["after"] or named["before"])
        units = [one for one in words if one not in _TIMES and one not in _YEAR]
        if len(units) == 1:
            often = 1
            for one in words:
                often *= _TIMES.get(one, 1)
            found.append(UnitCost(at, row, target.amount, units[0], often))
    return found


def quantities(indicators: tuple[Indicator, ...]) -> list[Quantity]:
    """Return the planned quantities of a table: counts and sizes under 数量指标."""
    found = []
    for at, row in enumerate(indicators):
        if kind2(row) != "quantity":
            continue
        target = parse(row.value)
        if target.unit_class in _NEVER or target.embedded or target.upper is not None or not target.amount:
            continue
        if not target.per and target.comparator in _FLOORS:
            found.append(Quantity(at, row, target))
    return found


def matching(cost: UnitCost, among: list[Quantity]) -> list[Quantity]:
    """Return the quantities that a unit cost may be multiplied with, by their unit."""
    unit = parse(f"1{cost.unit}")
    same = [one for one in among if one.target.unit in (cost.unit, unit.unit)]
    return same or [one for one in among if _alike(one.target.unit_class, unit.unit_class)]


def same_thing(cost: UnitCost, quantity: Quantity, cost_words: tuple[str, ...]) -> bool:
    """Tell whether a unit cost names what the quantity counts, or names nothing of its own (人均费用)."""
    one = without(bare(cost.row.name), cost_words)
    two = bare(quantity.row.name)
    if len(one) < _PAIR:
        return True
    return any(one[at : at + _PAIR] in two for at in range(len(one) - 1))


def _alike(one: str, two: str) -> bool:
    return any(one in group and two in group for group in _ALIKE)
