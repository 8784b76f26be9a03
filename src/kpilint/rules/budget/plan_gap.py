"""A spending plan with an empty date between two others."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _money as money


@rule(
    "budget/plan-gap",
    grain=Table,
    reads=("plan",),
    needs=("plan",),
    severity="info",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划中{period}没有填，前后都填了；应补上累计百分比",
        "en": "the spending plan has nothing for {period}, between two dates that have a figure; fill it in",
    },
    zh="资金支出计划中间缺一期。\n前后都有数而中间空着，多半是漏填。开头空着是还没有支出，末尾空着是已经支出完毕，都不算。",
    bad=[
        ({"plan": {"3月底": "20%", "6月底": "", "12月底": "100%"}}, {"field": "plan", "period": "6月底"}),
        ({"plan": {"3月底": "20%", "6月底": "50%", "10月底": "—", "12月底": "100%"}}, {"period": "10月底"}),
    ],
    good=[
        {"plan": {"3月底": "", "6月底": "50%", "12月底": "100%"}},
        {"plan": {"3月底": "50%", "6月底": "100%", "10月底": "", "12月底": ""}},
    ],
)
def plan_gap(table: View) -> Iterator[Hit]:
    """A date of the spending plan is empty and those before and after it are not.

    An empty first date means that nothing is spent yet, empty last ones that all is; one between them was forgotten.
    """
    filled = [at for at, one in enumerate(table.plan) if not money.blank(one.amount)]
    if not filled:
        return
    for step in table.plan[filled[0] : filled[-1]]:
        if money.blank(step.amount):
            yield Hit("plan", {"period": step.period.strip() or "某一期"})
