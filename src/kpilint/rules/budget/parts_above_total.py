"""A budget whose parts come to more than the whole."""

from collections.abc import Iterator

from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.budget import _money as money
from kpilint.rules.budget._parts import parts_of


@rule(
    "budget/parts-above-total",
    grain=Table,
    reads=("budget",),
    severity="error",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "财政资金{fiscal}加其他资金{other}超过预算{total}；应核对三个数，使预算等于各项资金之和",
        "en": "fiscal money {fiscal} and other money {other} come to more than the budget {total}; make them add up",
    },
    zh="财政资金与其他资金之和超过预算总额。\n总额由各项资金组成，和大于总额，至少有一个数填错，后面的指标和支出计划都失去了对照。",
    bad=[
        (
            {"budget": {"total": "100.00", "fiscal": "80.00", "other": "30.00", "money_unit": "万元"}},
            {"field": "budget", "total": "100.00", "other": "30.00"},
        ),
        (
            {"budget": {"total": "50万元", "fiscal": "500000元", "other": "1万元"}},
            {"field": "budget", "fiscal": "500000元"},
        ),
    ],
    good=[
        {"budget": {"total": "100.00", "fiscal": "70.00", "other": "30.00", "money_unit": "万元"}},
        {"budget": {"total": "100.01", "fiscal": "70.01", "other": "30.01", "money_unit": "万元"}},
        {"budget": {"total": "100", "fiscal": "100", "other": "", "money_unit": "万元"}},
        {"budget": {"total": "1,200.00", "fiscal": "1000.00", "other": "２００", "money_unit": "万元"}},
    ],
)
def parts_above_total(table: View) -> Iterator[Hit | Deferred]:
    """Fiscal and other money add up to more than the budget.

    The whole is the sum of its parts, so one of the three figures is wrong, and nothing else in the table can be held
    against them. Sums below the total may have a source that the form has no cell for.
    """
    parts = parts_of(table.budget)
    if isinstance(parts, str):
        yield Deferred(f"预算“{parts}”读不出同一单位的金额")
    elif parts is not None and parts.fiscal is not None and parts.other is not None:
        together = parts.fiscal + parts.other
        if together > parts.total and not money.near(together, parts.total, 2):
            budget = table.budget
            yield Hit("budget", {"total": budget.total, "fiscal": budget.fiscal, "other": budget.other})
