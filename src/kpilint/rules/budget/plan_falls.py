"""A spending plan that falls."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _plan


@rule(
    "budget/plan-falls",
    grain=Table,
    reads=("plan", "budget"),
    needs=("plan",),
    severity="error",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划（{figures}）由{first}降到{second}；累计支出不会减少，应逐期累计填写",
        "en": "the spending plan ({figures}) falls from {first} to {second}; write cumulative shares",
    },
    zh="资金支出计划前高后低。\n到某个时点为止的累计支出只会增加；下降说明填错了一格。",
    bad=[
        (
            {
                "plan": {"3月底": "20%", "6月底": "60%", "10月底": "50%", "12月底": "100%"},
                "budget": {"total": "80.00", "money_unit": "万元"},
            },
            {"field": "plan", "first": "60%", "second": "50%"},
        ),
        (
            {
                "plan": {"3月底": "30.00", "6月底": "20.00", "12月底": "80.00"},
                "budget": {"total": "80.00", "money_unit": "万元"},
            },
            {"field": "plan", "first": "30.00", "second": "20.00"},
        ),
    ],
    good=[
        {
            "plan": {"3月底": "20%", "6月底": "60%", "10月底": "60%", "12月底": "100%"},
            "budget": {"total": "80.00", "money_unit": "万元"},
        },
        {"plan": {"3月底": "20", "6月底": "60", "12月底": "80"}, "budget": {"total": "80.00", "money_unit": "万元"}},
    ],
)
def plan_falls(table: View) -> Iterator[Hit]:
    """The spending plan falls from one date to the next, and is no plan by period either.

    What was spent by June is not unspent in October. One of the figures is wrong.
    """
    found = _plan.judge(table.plan, table.budget)
    if found.fault == "falls":
        yield Hit("plan", {"figures": found.figures, "first": found.first, "second": found.second})
