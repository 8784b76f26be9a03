"""No spending plan where the form has a place for one."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _money as money


@rule(
    "budget/plan-missing",
    grain=Table,
    reads=("plan",),
    needs=("plan",),
    severity="warning",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "没有填资金支出计划；应按3月底、6月底、10月底、12月底填累计百分比，最后一期为100%",
        "en": "the spending plan is empty; write the share of the budget spent by each date, ending at 100%",
    },
    zh="没有填资金支出计划。\n表上有这一栏而空着，资金支出的时间就没有安排，也无从考核进度。",
    bad=[
        ({"plan": {}}, {"field": "plan"}),
        ({"plan": {"3月底": "", "6月底": " ", "12月底": "—"}}, {"field": "plan"}),
    ],
    good=[
        {"plan": {"12月底": "100%"}},
        {"budget": {"total": "20", "money_unit": "万元"}},
    ],
)
def plan_missing(table: View) -> Iterator[Hit]:
    """The form has a place for a spending plan, and it is empty.

    Without it nothing says when the money is to be spent, and progress cannot be checked.
    """
    if all(money.blank(one.amount) for one in table.plan):
        yield Hit("plan")
