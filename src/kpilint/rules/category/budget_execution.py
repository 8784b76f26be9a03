"""The share of the budget spent, as an indicator of output or benefit."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import bare, ends_with

OUTPUTS = ("quantity", "quality", "timeliness", "economic_benefit", "social_benefit", "sustainability")


@rule(
    "category/budget-execution",
    grain=Indicator,
    reads=("level2_kind", "name"),
    needs=("level2", "name"),
    severity="info",
    confidence="low",
    item="指标科学性",
    since="0.1",
    standard="财预〔2020〕10号：预算执行率另列10分，不作产出、效益指标",
    message={
        "zh": "“{name}”说的是钱花了多少（{found}），不是产出或效益；预算执行率自评时另计10分；这里应写花钱办成的事",
        "en": "{name} tells how much was spent ({found}), not what came of it; write what the money achieves",
    },
    zh="把预算执行率写成了产出或效益指标。\n钱花完不等于事办成；预算执行率在自评时单独计10分，写在产出里就算了两次。",
    bad=[
        ({"level2": "质量指标", "name": "预算执行率", "value": "≥95%"}, {"field": "level2", "found": "预算执行率"}),
        ({"level2": "时效指标", "name": "专项资金支付率", "value": "100%"}, {"field": "level2", "found": "资金支付率"}),
    ],
    good=[
        {"level2": "质量指标", "name": "设备使用率", "value": "≥95%"},
        {"level2": "成本指标", "name": "预算执行率", "value": "≤100%"},
    ],
)
def budget_execution(ind: View, *, funds: tuple[str, ...], spent_endings: tuple[str, ...]) -> Iterator[Hit]:
    """The share of the budget that was spent stands as an output or benefit.

    Spending is no result. Self-evaluations give it ten points of its own, so as an output it would count twice.
    """
    if ind.level2_kind not in OUTPUTS:
        return
    name = bare(ind.name)
    ending = ends_with(name, spent_endings)
    if ending and (fund := ends_with(name.removesuffix(ending), funds)):
        yield Hit("level2", {"found": fund + ending})
