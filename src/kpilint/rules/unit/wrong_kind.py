"""A unit that cannot measure what the name asks for, or an impossible figure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import share
from kpilint.vocabulary import plain
from kpilint.wording import bare, dimension, ends_with, found_in

Fault = tuple[str, str, str, str]
FAULTS: Final[Mapping[str, Fault]] = {
    "share": ("不能衡量比率或满意度", "cannot measure a share", "百分比，如“≥95%”", "a percentage, as in ≥95%"),
    "people": ("不能衡量人数", "cannot count people", "人数，如“≥300人”", "a number of people, as in ≥300人"),
    "times": ("不能衡量次数", "cannot count how often", "次数，如“≥12次”", "how often, as in ≥12次"),
    "visits": ("不能衡量人次", "cannot count visits", "人次，如“≥3000人次”", "visits, as in ≥3000人次"),
    "time": (
        "不能衡量时间",
        "cannot measure time",
        "日期或时长，如“12月底前”",
        "a date or a length of time, as in 12月底前",
    ),
    "count": ("不能衡量数量", "cannot count things", "数和它的单位，如“12座”", "a number and its unit, as in 12座"),
    "area": ("不能衡量面积", "cannot measure an area", "面积，如“≥300亩”", "an area, as in ≥300亩"),
    "length": ("不能衡量长度", "cannot measure a length", "长度，如“≥30公里”", "a length, as in ≥30公里"),
    "money": ("不能衡量金额", "cannot measure money", "金额，如“≤5万元”", "an amount, as in ≤5万元"),
}
"""What is wrong and what to write, each in Chinese and English, by the entries of the option `refused_units`."""
NO_SUM = ("前只有数字1，像是漏填", "has only 1 before it", "全部金额，如“120万元”", "the whole sum, as in 120万元")
HOUSEHOLDS = ("不能衡量户数", "cannot count households", "户数，如“≥300户”", "a number of households, as in ≥300户")
URGENT: Final = ("响应", "到场", "到达", "出警", "接警", "抢修", "处置")
"""Times that are hours rather than months."""
PEOPLE: Final = ("people", "person_times", "household")


@rule(
    "unit/wrong-kind",
    grain=Indicator,
    reads=("name", "measure_named", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "指标值“{value}”的单位“{found}”{why_zh}；应写{advice_zh}",
        "en": "the unit {found} in the value {value} {why_en}; write {advice_en}",
    },
    zh=(
        "单位与所测事物不符，或数值不可能。\n"
        "满意度不能用人数衡量，人数不能用万元衡量，六个月不能写成“6个”，一项资金的总额也不会是1元。"
    ),
    bad=[
        (
            {"name": "发放时间", "description": "自申请之日起不超过6个月", "value": "≤6个"},
            {"field": "value", "found": "个", "advice_zh": "“≤6个月”"},
        ),
        ({"name": "施工工期", "value": "≤10个"}, {"field": "value", "advice_zh": "完整的单位，如“≤10个月”"}),
        ({"name": "救助响应时间", "value": "≤1个"}, {"advice_zh": "完整的单位，如“≤1个小时”"}),
        ({"name": "燃气软管更换户数", "value": "≥95%"}, {"advice_zh": "户数，如“≥300户”"}),
        ({"name": "故障响应时间", "value": "≤30分"}, {"advice_zh": "完整的单位，如“≤30分钟”"}),
        ({"name": "学生满意度", "value": "≥85人"}, {"found": "人", "advice_zh": "百分比，如“≥85%”"}),
        ({"name": "参训人数", "value": "≥30万元"}, {"found": "万元"}),
        ({"name": "拨入财政专户补助资金金额", "value": "1元"}, {"found": "元"}),
        ({"name": "受训农民人数", "value": "≥95%"}, {"found": "%"}),
        ({"name": "病例报告及时率", "value": "95个"}, {"found": "个"}),
        ({"name": "新建公厕座数", "value": "100%"}, {"found": "%", "advice_zh": "数和它的单位，如“12座”"}),
        ({"name": "信号灯维护次数", "value": "≥12人"}, {"advice_zh": "次数，如“≥12次”"}),
        ({"name": "馆内接待人次", "value": "≥2600份"}, {"advice_zh": "人次，如“≥3000人次”"}),
        ({"name": "绿化面积", "value": "≥300米"}, {"advice_zh": "面积，如“≥300亩”"}),
        ({"name": "设备采购成本", "value": "≤300人"}, {"advice_zh": "金额，如“≤5万元”"}),
        ({"name": "竣工时间", "value": "≥95%"}, {"advice_zh": "日期或时长，如“12月底前”"}),
    ],
    good=[
        {"name": "发放时间", "description": "自申请之日起不超过6个月", "value": "≤6个月"},
        {"name": "学生满意度", "value": "≥90分"},
        {"name": "参训人数", "value": "≥300人次"},
        {"name": "每人补贴金额", "description": "每参保一人补贴一元", "value": "1元"},
        {"name": "巡查频率", "value": "≥2次/周"},
        {"name": "每千人口床位率", "value": "6张/千人"},
        {"name": "工程进度", "value": "≥80%"},
        {"name": "人员投入", "value": "12人"},
        {"name": "受训农民人数增长", "value": "≥5%"},
    ],
)
def wrong_kind(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    refused_units: Mapping[str, Mapping[str, tuple[str, ...]]],
    whole_sums: tuple[str, ...],
    whole_counts: tuple[str, ...],
    per_head: tuple[str, ...],
    growth: tuple[str, ...],
    time_names: tuple[str, ...],
    no_unit_words: tuple[str, ...],
) -> Iterator[Hit]:
    """The unit measures something else than the name asks for, or the figure cannot be.

    A satisfaction is no number of people, a head-count no money, a term of six months not 6个. One yuan as the sum of
    a fund is a figure left over from a form.
    """
    target = ind.target
    if target.number is None or not target.unit_class or target.embedded or target.unit_text in no_unit_words:
        return
    if dimension(ind.name):
        return  # placeholder/dimension-as-name: nothing is named that the unit could fail to measure
    fault = _cut_short(ind, time_names)
    if fault is None and not target.change and not found_in(bare(ind.name), growth):
        fault = _refused(ind, refused_units)
    if fault is None and target.number * target.multiplier == 1:
        fault = _left_over(ind, whole_sums, whole_counts, per_head)
    if fault is not None:
        args = {"found": target.unit_text, "why_zh": fault[0], "why_en": fault[1]}
        yield Hit("value", {**args, "advice_zh": fault[2], "advice_en": fault[3]})


def _cut_short(ind: View, times: tuple[str, ...]) -> Fault | None:
    """Tell 6个 for six months, and 30分 for thirty minutes."""
    target = ind.target
    rest = ""
    if target.unit == "个":
        rest = _term(ind, times)
    elif target.unit == "分" and ends_with(bare(ind.name), times):
        rest = "钟"
    meant = f"{plain(ind.value)}{rest}" if rest else ""
    told = rest in plain(ind.name + ind.description)
    shown = (f"“{meant}”", meant) if told else (f"完整的单位，如“{meant}”", f"the whole unit, as in {meant}")
    return ("没有写完整", "is cut short", *shown) if meant else None


def _refused(ind: View, refused_units: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Fault | None:
    """Return the fault of a unit that cannot measure what the name stands for."""
    target, measure = ind.target, ind.measure_named
    if not measure.form or measure.changes:
        return None
    for kind, about in refused_units.items():
        if measure.form in about["forms"] and target.unit_class in about["classes"]:
            if kind == "share" and (target.per or not target.number):
                return None  # 6张/千人 is a rate of its own
            heads = about.get("heads")
            if heads is None or ends_with(f"{measure.thing}{measure.head}", heads):
                return _fault_of(kind, ind)
    return None


def _fault_of(kind: str, ind: View) -> Fault:
    """Return the fault of a kind; what to write is made from the row where it says more."""
    if kind == "count" and ends_with(bare(ind.name), ("户数",)):
        return HOUSEHOLDS
    if kind != "share":
        return FAULTS[kind]
    why_zh, why_en, _, _ = FAULTS[kind]
    form = "满意度" if ind.measure_named.form == "satisfaction" else "比率"
    example = share(ind.name, ind.target)
    return why_zh.replace("比率或满意度", form), why_en, f"百分比，如“{example}”", f"a percentage, as in {example}"


def _left_over(ind: View, sums: tuple[str, ...], counts: tuple[str, ...], per_head: tuple[str, ...]) -> Fault | None:
    """Tell a 1 left over from a form where a whole fund or population is meant."""
    name = plain(ind.name)
    if ind.target.unit_class == "money" and found_in(name, sums):
        return None if found_in(plain(ind.name + ind.description), per_head) else NO_SUM
    if ind.target.unit_class not in PEOPLE or not found_in(name, counts):
        return None
    whole = f"≥3000{ind.target.unit_text}"
    return "前只有数字1，像是漏填", "has only 1 before it", f"全部的数，如“{whole}”", f"the whole number, as in {whole}"


def _term(ind: View, time_names: tuple[str, ...]) -> str:
    """Return what 6个 lacks where the row speaks of a term: the word after 6个 in the description, else 月."""
    told = re.search(
        rf"(?<![0-9.]){ind.target.number}个(月|工作日|小时|季度|星期|学期)", plain(ind.name + ind.description)
    )
    if told:
        return told[1]
    if not ends_with(bare(ind.name), time_names) and ind.measure_named.form != "time":
        return ""
    return "小时" if found_in(ind.name, URGENT) else "月"
