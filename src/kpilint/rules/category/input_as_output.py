"""What a project is given, written as what it brings about."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import bare, ends_with, found_in

OUTPUTS = ("quantity", "quality", "social_benefit", "sustainability")


@rule(
    "category/input-as-output",
    grain=Indicator,
    reads=("level2_kind", "name", "target"),
    needs=("level2", "name", "value"),
    severity="info",
    confidence="low",
    item="指标科学性",
    since="0.1",
    message={
        "zh": "“{name}”（{value}）是项目的投入（{found}），不是产出；应写这笔钱办成的事，如建成的数量、受益的人数",
        "en": "{name} ({value}) is what is put in ({found}), not what comes out; write what the money brings about",
    },
    zh="把投入写成了产出。\n安排了多少资金是预算，不是绩效；产出是花钱办成的事。",
    bad=[
        (
            {"level2": "数量指标", "name": "安排专项资金", "value": "300万元"},
            {"field": "level2", "found": "资金、安排"},
        ),
        ({"level2": "数量指标", "name": "财政投入资金总额", "value": "≥50万元"}, {"field": "level2"}),
    ],
    good=[
        {"level2": "数量指标", "name": "发放助学金金额", "value": "300万元"},
        {"level2": "成本指标", "name": "财政投入资金总额", "value": "≤50万元"},
        {"level2": "数量指标", "name": "投入使用设备数量", "value": "5台"},
    ],
)
def input_as_output(
    ind: View, *, inputs: tuple[str, ...], funds: tuple[str, ...], input_endings: tuple[str, ...]
) -> Iterator[Hit]:
    """What the project is given stands where its output should.

    How much money was set aside is the budget; the output is what the money brings about.
    """
    if ind.level2_kind not in OUTPUTS or ind.target.unit_class != "money":
        return
    name = bare(ind.name)
    if (verb := found_in(name, inputs)) and (fund := found_in(name, funds)) and ends_with(name, input_endings):
        yield Hit("level2", {"found": f"{fund}、{verb}"})
