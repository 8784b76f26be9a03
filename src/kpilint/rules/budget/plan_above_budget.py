"""A spending plan of more money than there is."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _plan


@rule(
    "budget/plan-above-budget",
    grain=Table,
    reads=("plan", "budget"),
    needs=("plan",),
    severity="error",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划（{figures}）中的{found}超过{whole}；应填累计百分比，最后一期为100%",
        "en": "the spending plan ({figures}) has {found}, above {whole}; write cumulative shares that end at 100%",
    },
    zh="资金支出计划超过预算。\n到任何时点为止的支出都不会超过预算；超过的，不是计划填错，就是预算填错。",
    bad=[
        (
            {"plan": {"6月底": "60.00", "12月底": "120.00"}, "budget": {"total": "80.00", "money_unit": "万元"}},
            {"field": "plan", "found": "120.00", "whole": "80.00万元"},
        ),
        (
            {"plan": {"6月底": "60%", "12月底": "120%"}, "budget": {"total": "80.00", "money_unit": "万元"}},
            {"field": "plan", "found": "120%", "whole": "100%"},
        ),
    ],
    good=[
        {"plan": {"6月底": "60.00", "12月底": "80.00"}, "budget": {"total": "80.00", "money_unit": "万元"}},
        {"plan": {"6月底": "30.00", "12月底": "100.00"}, "budget": {"total": "80.00", "money_unit": "万元"}},
        {"plan": {"6月底": "60万元", "12月底": "80万元"}, "budget": {"total": "800000", "money_unit": "元"}},
    ],
)
def plan_above_budget(table: View) -> Iterator[Hit]:
    """The spending plan has a share above 100 per cent, or an amount above the budget.

    No more can be spent by any date than there is. Either the plan or the budget is wrong.
    """
    found = _plan.judge(table.plan, table.budget)
    if found.fault == "over":
        yield Hit("plan", {"figures": found.figures, "found": found.first, "whole": found.second})
