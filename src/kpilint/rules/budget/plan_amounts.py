"""Amounts in a spending plan of percentages."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _plan


@rule(
    "budget/plan-amounts",
    grain=Table,
    reads=("plan", "budget"),
    needs=("plan",),
    severity="info",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划（{figures}）填的是金额；表上按累计百分比填，应写{advice}",
        "en": "the spending plan ({figures}) is in amounts; the form asks for percentages: write {advice}",
    },
    zh="资金支出计划填的是金额。\n这一栏按占预算的累计百分比填写；混填金额，各表无法比较，也看不出进度。",
    bad=[
        (
            {
                "plan": {"3月底": "10.00", "6月底": "30.00", "12月底": "50.00"},
                "budget": {"total": "50.00", "money_unit": "万元"},
            },
            {"field": "plan", "advice": "20%、60%、100%"},
        ),
        (
            {
                "plan": {"3月底": "20%", "6月底": "50%", "10月底": "300万元"},
                "budget": {"total": "400", "money_unit": "万元"},
            },
            {"field": "plan", "figures": "20%、50%、300万元"},
        ),
    ],
    good=[
        {
            "plan": {"3月底": "20.00", "6月底": "50.00", "12月底": "100.00"},
            "budget": {"total": "255.00", "money_unit": "万元"},
        },
        {"plan": {"6月底": "20.00%", "12月底": "100.00%"}, "budget": {"total": "255.00", "money_unit": "万元"}},
        {
            "plan": {"3月底": "20", "6月底": "50%", "12月底": "100%"},
            "budget": {"total": "255.00", "money_unit": "万元"},
        },
    ],
)
def plan_amounts(table: View) -> Iterator[Hit]:
    """The spending plan holds amounts of money.

    The form asks for percentages of the budget, cumulative. Amounts that add up are no loss of information, so this is
    a note; plans that do not reach the budget are budget/plan-incomplete.
    """
    found = _plan.judge(table.plan, table.budget)
    if found.fault == "amounts":
        yield Hit("plan", {"figures": found.figures, "advice": found.advice})
    elif found.fault == "mixed":
        yield Hit("plan", {"figures": found.figures, "advice": f"“{found.first}”占预算的百分比"})
