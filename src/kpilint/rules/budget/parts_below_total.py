"""A budget whose parts come to less than the whole."""

from collections.abc import Iterator

from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.budget import _money as money
from kpilint.rules.budget._parts import parts_of


@rule(
    "budget/parts-below-total",
    grain=Table,
    reads=("budget",),
    severity="warning",
    confidence="low",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "财政资金{fiscal}加其他资金{other}不到预算{total}；应核对三个数，或写明其余资金的来源",
        "en": "fiscal money {fiscal} and other money {other} are below the budget {total}; name the other sources",
    },
    zh="财政资金与其他资金之和不到预算总额。\n差额没有来源。有的表另有上年结转、单位资金等项而没有读到，所以只提示、不计分。",
    bad=[
        (
            {"budget": {"total": "100.00", "fiscal": "60.00", "other": "30.00", "money_unit": "万元"}},
            {"field": "budget", "total": "100.00"},
        ),
        (
            {"budget": {"total": "50", "fiscal": "5", "other": "0", "money_unit": "万元"}},
            {"field": "budget", "fiscal": "5"},
        ),
    ],
    good=[
        {"budget": {"total": "100.00", "fiscal": "70.00", "other": "30.00", "money_unit": "万元"}},
        {"budget": {"total": "100", "fiscal": "60", "other": "", "money_unit": "万元"}},
    ],
)
def parts_below_total(table: View) -> Iterator[Hit | Deferred]:
    """Fiscal and other money add up to less than the budget.

    The difference has no source. Some forms have further cells (money carried over, money of the unit) that kpilint may
    not have read, so this does not score.
    """
    parts = parts_of(table.budget)
    if isinstance(parts, str) or parts is None or parts.fiscal is None:
        return
    if parts.other is not None:
        together = parts.fiscal + parts.other
        if together < parts.total and not money.near(together, parts.total, 2):
            budget = table.budget
            yield Hit("budget", {"total": budget.total, "fiscal": budget.fiscal, "other": budget.other})
    elif parts.fiscal < parts.total:
        yield Deferred("其他资金没有填，差额来源不明")
