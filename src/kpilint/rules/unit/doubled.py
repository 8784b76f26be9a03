"""A unit written twice."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.values.units import unit_of
from kpilint.vocabulary import plain
from kpilint.wording import is_placeholder

TWICE_TEN_THOUSAND = "万万"


@rule(
    "unit/doubled",
    grain=Indicator,
    reads=("value", "target"),
    needs=("value",),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "指标值“{value}”的单位写了两遍（“{found}”）；应写“{meant}”",
        "en": "the value {value} has its unit twice ({found}); write {meant}",
    },
    zh=(
        "单位写了两遍。\n“95%%”“200万元元”多为把数和单位分栏填写后又合在一起，汇总时读不出数。“人次”“台套”这样的复合单位不在此列。"
    ),
    bad=[
        ({"name": "入学率", "value": "≥95%%"}, {"field": "value", "found": "%%", "meant": "≥95%"}),
        ({"name": "工程投资", "value": "200万元元"}, {"found": "万元元", "meant": "200万元"}),
        ({"name": "参训人数", "value": "100名人"}, {"found": "名人", "meant": "100名"}),
        ({"name": "办结率", "value": "≥90%百分比"}, {"found": "%百分比", "meant": "≥90%"}),
        ({"name": "补助资金", "value": "20万万元"}, {"found": "万万元", "meant": "20万元"}),
    ],
    good=[
        {"name": "参训人次", "value": "≥300人次"},
        {"name": "购置设备", "value": "5台套"},
        {"name": "出动车辆", "value": "8辆次"},
        {"name": "养护河道", "value": "126条段"},
        {"name": "巡查次数", "value": "2次/月"},
        {"name": "参训人数", "value": "50名（人）"},
        {"name": "受益人口", "value": "3万人以上"},
    ],
)
def doubled(ind: View, *, percent_words: tuple[str, ...]) -> Iterator[Hit]:
    """The unit stands twice after the number: 95%%, 200万元元.

    Mostly number and unit were filled in apart and joined again. Compound units (人次, 台套) are one unit.
    """
    target = ind.target
    if not target.unit_class or target.embedded or is_placeholder(ind.value):
        return
    value, trailing = plain(ind.value), target.trailing
    if TWICE_TEN_THOUSAND in target.unit_text:
        yield Hit("value", {"found": target.unit_text, "meant": value.replace(TWICE_TEN_THOUSAND, "万", 1)})
        return
    again = unit_of(trailing) if trailing and not trailing.startswith("(") else None
    same = again is not None and again.unit_class == target.unit_class
    per_cent = target.unit_class == "percent" and trailing.startswith(percent_words)
    if (same or per_cent) and value.endswith(trailing):
        yield Hit("value", {"found": target.unit_text + trailing, "meant": value.removesuffix(trailing)})
