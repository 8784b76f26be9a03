"""Fiscal money above the budget that it is a part of."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _money as money
from kpilint.rules.budget._parts import parts_of


@rule(
    "budget/fiscal-above-total",
    grain=Table,
    reads=("budget",),
    severity="error",
    confidence="low",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "财政资金{fiscal}超过预算{total}；它是预算的一部分，应核对两个数",
        "en": "the fiscal money {fiscal} is above the budget {total} that it is a part of; check both figures",
    },
    zh="财政资金超过预算总额。\n财政资金是预算的一部分。也可能总额一格读到的是另一项资金，所以只提示、不计分。",
    bad=[
        (
            {"budget": {"total": "10.00", "fiscal": "100.00", "money_unit": "万元"}},
            {"field": "budget", "fiscal": "100.00"},
        ),
        ({"budget": {"total": "5万元", "fiscal": "6万元"}}, {"field": "budget", "total": "5万元"}),
    ],
    good=[
        {"budget": {"total": "100.00", "fiscal": "100.00", "money_unit": "万元"}},
        {"budget": {"total": "", "fiscal": "100.00", "money_unit": "万元"}},
    ],
)
def fiscal_above_total(table: View) -> Iterator[Hit]:
    """The fiscal money is more than the budget, and no other money is stated.

    It is a part of the budget. Kpilint may have read another sum as the total, so this does not score.
    """
    parts = parts_of(table.budget)
    if isinstance(parts, str) or parts is None or parts.fiscal is None or parts.other is not None:
        return
    if parts.fiscal > parts.total and not money.near(parts.fiscal, parts.total):
        yield Hit("budget", {"total": table.budget.total, "fiscal": table.budget.fiscal})
