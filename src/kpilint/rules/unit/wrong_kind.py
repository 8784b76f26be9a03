"""A unit that cannot measure what the name asks for, or an impossible figure."""

import re
from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import bare, ends_with, found_in

PEOPLE = ("people", "person_times", "household")
NEVER_PEOPLE = ("money", "percent", "length", "area", "time")
NO_SHARE = ("不能衡量比率或满意度", "cannot measure a share", "百分比，如“≥95%”", "a percentage, as in ≥95%")
NO_PEOPLE = ("不能衡量人数", "cannot count people", "人数，如“≥300人”", "a number of people, as in ≥300人")
NO_SUM = ("前只有1", "has only 1 before it", "全部金额，如“120万元”", "the whole sum, as in 120万元")
NO_COUNT = ("前只有1", "has only 1 before it", "全部人数，如“≥3000人”", "the whole number, as in ≥3000人")
"""What is wrong and what to write, in Chinese and English."""


@rule(
    "unit/wrong-kind",
    grain=Indicator,
    reads=("name", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "指标值“{value}”的单位“{found}”{why_zh}，与“{name}”不符；应写{advice_zh}",
        "en": "the unit {found} in the value {value} {why_en} and does not fit {name}; write {advice_en}",
    },
    bad=[
        (
            {"name": "发放时间", "description": "自申请之日起不超过6个月", "value": "≤6个"},
            {"field": "value", "found": "个", "advice_zh": "“≤6个月”"},
        ),
        ({"name": "施工工期", "value": "≤10个"}, {"field": "value", "advice_zh": "“≤10个月”"}),
        ({"name": "学生满意度", "value": "23人"}, {"found": "人"}),
        ({"name": "参训人数", "value": "≥30万元"}, {"found": "万元"}),
        ({"name": "拨入财政专户补助资金金额", "value": "1元"}, {"found": "元"}),
        ({"name": "受训农民人数", "value": "≥95%"}, {"found": "%"}),
    ],
    good=[
        {"name": "发放时间", "description": "自申请之日起不超过6个月", "value": "≤6个月"},
        {"name": "学生满意度", "value": "≥90分"},
        {"name": "参训人数", "value": "≥300人次"},
        {"name": "每人补贴金额", "description": "每参保一人补贴一元", "value": "1元"},
        {"name": "巡查频率", "value": "≥2次/周"},
        {"name": "受训农民人数增长", "value": "≥5%"},
    ],
)
def wrong_kind(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    share_endings: tuple[str, ...],
    people_count_endings: tuple[str, ...],
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
    name, unit_class = bare(ind.name), target.unit_class
    only_one = target.number * target.multiplier == 1
    fault: tuple[str, str, str, str] | None = None
    if target.unit == "个" and (term := _term(ind, time_names)):
        fault = ("没有写完整", "is cut short", f"“{plain(ind.value)}{term}”", f"{plain(ind.value)}{term}")
    elif ends_with(name, share_endings):
        fault = NO_SHARE if (unit_class in PEOPLE or unit_class == "money") and not target.per else None
    elif ends_with(name, people_count_endings) and unit_class in NEVER_PEOPLE:
        fault = None if found_in(name, growth) or target.change else NO_PEOPLE
    elif only_one and unit_class == "money" and found_in(name, whole_sums):
        fault = None if found_in(plain(ind.name + ind.description), per_head) else NO_SUM
    elif only_one and unit_class in PEOPLE and found_in(plain(ind.name), whole_counts):
        fault = NO_COUNT
    if fault is not None:
        args = {"found": target.unit_text, "why_zh": fault[0], "why_en": fault[1]}
        yield Hit("value", {**args, "advice_zh": fault[2], "advice_en": fault[3]})


def _term(ind: View, time_names: tuple[str, ...]) -> str:
    """Return what 6个 lacks where the row speaks of a term: the word after 6个 in the description, else 月."""
    told = re.search(
        rf"(?<![0-9.]){ind.target.number}个(月|工作日|小时|季度|星期|学期)", plain(ind.name + ind.description)
    )
    if told:
        return told[1]
    return "月" if ends_with(bare(ind.name), time_names) else ""
