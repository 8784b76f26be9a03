"""A spending plan by period where the form asks for the share spent so far."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _plan


@rule(
    "budget/plan-not-cumulative",
    grain=Table,
    reads=("plan", "budget"),
    needs=("plan",),
    severity="warning",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划（{figures}）填的是各期的数；应填到该时点为止的累计百分比：{advice}",
        "en": "the spending plan ({figures}) gives each period by itself; write the share spent by then: {advice}",
    },
    zh="资金支出计划填的是各期支出，不是累计。\n表上要的是到3月底、6月底、10月底、12月底累计支出预算的百分之几，各期分别填写，就看不出年底是否支出完毕。",
    bad=[
        (
            {
                "plan": {"3月底": "200.00", "6月底": "150.00", "10月底": "150.00"},
                "budget": {"total": "500.00", "money_unit": "万元"},
            },
            {"field": "plan", "advice": "40%、70%、100%"},
        ),
        (
            {
                "plan": {"3月底": "2.50", "6月底": "2.50", "10月底": "2.50", "12月底": "2.50"},
                "budget": {"total": "10.00", "money_unit": "万元"},
            },
            {"field": "plan", "advice": "25%、50%、75%、100%"},
        ),
        (
            {
                "plan": {"3月底": "25%", "6月底": "25%", "10月底": "25%", "12月底": "25%"},
                "budget": {"total": "60", "money_unit": "万元"},
            },
            {"advice": "25%、50%、75%、100%"},
        ),
    ],
    good=[
        {
            "plan": {"3月底": "20%", "6月底": "50%", "10月底": "80%", "12月底": "100%"},
            "budget": {"total": "60", "money_unit": "万元"},
        },
        {
            "plan": {"3月底": "", "6月底": "20.00", "10月底": "50.00", "12月底": "100.00"},
            "budget": {"total": "100.00", "money_unit": "万元"},
        },
        {
            "plan": {"3月底": "10.00", "6月底": "30.00", "12月底": "50.00"},
            "budget": {"total": "50.00", "money_unit": "万元"},
        },
    ],
)
def plan_not_cumulative(table: View) -> Iterator[Hit]:
    """The spending plan gives what is spent in each period.

    The form asks for the share of the budget spent by each date. Given by period, nobody sees whether the money is
    spent by the end of the year, and tables cannot be compared.
    """
    found = _plan.judge(table.plan, table.budget)
    if found.fault == "periods":
        yield Hit("plan", {"figures": found.figures, "advice": found.advice})
