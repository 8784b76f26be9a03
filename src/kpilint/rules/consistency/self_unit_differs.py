"""Target and actual value in different units."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained
from kpilint.values import parse


@rule(
    "consistency/self-unit-differs",
    grain=Indicator,
    reads=("name", "value", "target", "actual"),
    needs=("value", "actual"),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”的目标是{value}，实际完成写{actual}，单位不同，无从比较；应与目标用同一单位",
        "en": "{name} was to be {value} and is given as {actual}; write the actual value in the unit of the target",
    },
    zh="实际完成值与目标值的单位不同。\n目标是人数，实际写百分比，就看不出完成了没有。",
    bad=[
        ({"name": "抽检批次", "value": "≥1200批次", "actual": "100%"}, {"field": "actual"}),
        ({"name": "合格率", "value": "≥98%", "actual": "1260批次"}, {"field": "actual"}),
    ],
    good=[
        {"name": "抽检批次", "value": "≥1200批次", "actual": "1260次"},
        {"name": "抽检批次", "value": "≥1200批次", "actual": "1260"},
        {"name": "改造校舍", "value": "≥12栋", "actual": "12所"},
        {"name": "工程投资", "value": "≤1200万元", "actual": "11980000元"},
        {"name": "完工时间", "value": "12月底前", "actual": "100%"},
        {"name": "培训人数", "value": "≥200人", "actual": "培训6期206人，完成率103%"},
    ],
)
def unit_differs(ind: View) -> Iterator[Hit]:
    """The actual value is in a unit of another class than the target.

    A number of batches and a percentage cannot be compared, so nobody can tell whether the target was reached.
    """
    if attained.differ(ind.target, parse(ind.actual)):
        yield Hit("actual")
