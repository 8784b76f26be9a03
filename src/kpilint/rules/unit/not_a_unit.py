"""A word after the number that is no unit."""

import re
from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import counted_in, share, wrong_way
from kpilint.wording import bare, ends_with, found_in, is_placeholder

PER_CENT, WHOLE = "%", 100
_SPELLED = re.compile("百分之[0-9０-９零一二三四五六七八九十百]")
"""A percentage in words, 百分之九十五; the same word after the number is no unit."""
SHARES = ("率", "满意度", "满意程度", "比例", "占比")
TIMES = ("时间", "期限", "工期", "时限", "时长", "年限", "天数", "时间情况")
COUNTS = ("people", "count", "times", "size")


@rule(
    "unit/not-a-unit",
    grain=Indicator,
    reads=("name", "measure_named", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "指标值“{value}”中的“{found}”不是计量单位；应{advice_zh}",
        "en": "{found} in the value {value} is no unit of measure; write {advice_en}",
    },
    zh=(
        "数字后面的词不是计量单位。\n“≥80相关文件”是把依据贴进了单位，“≥80百分率”应写“≥80%”。这样的值无法判断是否完成。"
    ),
    bad=[
        ({"name": "案件办结率", "value": "≥80百分率"}, {"field": "value", "found": "百分率", "advice_zh": "写“≥80%”"}),
        ({"name": "公路养护", "value": "≥80相关文件"}, {"found": "相关文件", "advice_zh": "在“≥80”后写明单位"}),
        ({"name": "公益岗位人数", "value": "23人数"}, {"found": "人数", "advice_zh": "写“23人”"}),
        ({"name": "贴息发放率", "value": "≥90及时率"}, {"found": "及时率", "advice_zh": "写“≥90%”"}),
        (
            {"name": "公共文化活动数量", "value": "≥90完成比例"},
            {"advice_zh": "写数量和它的单位，“公共文化活动数量”不是比率"},
        ),
        ({"name": "补贴发放时间", "value": "≥90完成比例"}, {"advice_zh": "写日期或时长，“补贴发放时间”不是比率"}),
        ({"name": "受益家庭", "value": "≥285家庭户"}, {"found": "家庭户", "advice_zh": "写“≥285户”"}),
    ],
    good=[
        {"name": "案件办结率", "value": "≥80%"},
        {"name": "公益岗位人数", "value": "23人"},
        {"name": "用电量", "value": "≤3000度"},
        {"name": "招聘程序", "value": "7步"},
        {"name": "受训人次", "value": "≥300人次"},
        {"name": "案件办结率", "value": "百分之九十五以上"},
    ],
)
def not_a_unit(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    no_unit_words: tuple[str, ...],
    percent_words: tuple[str, ...],
    no_unit_endings: tuple[str, ...],
    unit_of_word: dict[str, str],
    longest_unknown: int,
) -> Iterator[Hit]:
    """The word after the number is no unit: the name of a rate, a figure, a document.

    “≥80相关文件” has the basis pasted into the unit, “≥80百分率” writes out a sign that exists. Nobody can tell
    whether such a value was met. Short words that kpilint does not know are left alone.
    """
    target = ind.target
    word = target.unit_text
    if target.number is None or not word or target.embedded or is_placeholder(ind.value):
        return
    known = bool(target.unit_class)
    odd = word in no_unit_words if known else _is_no_unit(word, no_unit_words, no_unit_endings, longest_unknown)
    if odd and not _SPELLED.search(ind.value):
        zh, en = _advice(ind, word, percent_words, unit_of_word)
        yield Hit("value", {"found": word, "advice_zh": zh, "advice_en": en})


def _is_no_unit(word: str, words: tuple[str, ...], endings: tuple[str, ...], longest: int) -> bool:
    return bool(found_in(word, words) or ends_with(word, endings)) or len(word) > longest


def _advice(ind: View, word: str, percent_words: tuple[str, ...], unit_of_word: dict[str, str]) -> tuple[str, str]:
    """Return the value with the unit that the word or the name asks for, if either does."""
    before = ind.value[: ind.value.rfind(word)].strip() if word in ind.value else f"{ind.target.number}"
    name = bare(ind.name)
    counted = counted_in(name, unit_of_word)
    share_said = found_in(word, percent_words)
    if share_said and not counted and ind.measure_named.form in COUNTS:
        return f"写数量和它的单位，“{name}”不是比率", f"a number and its unit, {name} is no share"
    if share_said and ind.measure_named.form == "time" and ends_with(name, TIMES):
        return f"写日期或时长，“{name}”不是比率", f"a date or a length of time, {name} is no share"
    turned = ends_with(name, SHARES) and wrong_way(name, ind.target)
    if share_said and not counted and ind.target.number <= WHOLE and not turned:
        return f"写“{before}{PER_CENT}”", before + PER_CENT
    if ends_with(name, SHARES):
        example = share(name, ind.target)
        return f"写百分比，如“{example}”", f"a percentage, as in {example}"
    unit = unit_of_word.get(word, counted)
    return (f"写“{before}{unit}”", before + unit) if unit else (f"在“{before}”后写明单位", f"the unit after {before}")
