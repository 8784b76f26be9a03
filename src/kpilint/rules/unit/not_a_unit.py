"""A word after the number that is no unit."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import bare, ends_with, found_in, is_placeholder

PER_CENT = "%"
SHARES = ("率", "满意度", "满意程度", "比例", "占比")


@rule(
    "unit/not-a-unit",
    grain=Indicator,
    reads=("name", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "指标值“{value}”中的“{found}”不是计量单位，应写“{advice}”",
        "en": "{found} in the value {value} is no unit of measure; write {advice}",
    },
    bad=[
        ({"name": "案件办结率", "value": "≥80百分率"}, {"field": "value", "found": "百分率", "advice": "≥80%"}),
        ({"name": "公路养护", "value": "≥80相关文件"}, {"found": "相关文件", "advice": "≥80＋计量单位"}),
        ({"name": "公益岗位人数", "value": "23人数"}, {"found": "人数", "advice": "23人"}),
        ({"name": "贴息发放率", "value": "≥90及时率"}, {"found": "及时率", "advice": "≥90%"}),
        ({"name": "受益家庭", "value": "≥285家庭户"}, {"found": "家庭户", "advice": "≥285户"}),
    ],
    good=[
        {"name": "案件办结率", "value": "≥80%"},
        {"name": "公益岗位人数", "value": "23人"},
        {"name": "用电量", "value": "≤3000度"},
        {"name": "招聘程序", "value": "7步"},
        {"name": "受训人次", "value": "≥300人次"},
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
    if odd:
        yield Hit("value", {"found": word, "advice": _advice(ind, word, percent_words, unit_of_word)})


def _is_no_unit(word: str, words: tuple[str, ...], endings: tuple[str, ...], longest: int) -> bool:
    return bool(found_in(word, words) or ends_with(word, endings)) or len(word) > longest


def _advice(ind: View, word: str, percent_words: tuple[str, ...], unit_of_word: dict[str, str]) -> str:
    """Return the value with the unit that the word or the name asks for."""
    before = ind.value[: ind.value.rfind(word)].strip() if word in ind.value else f"{ind.target.number}"
    share = bool(ends_with(bare(ind.name), SHARES))
    if found_in(word, percent_words):
        return before + PER_CENT
    if share:
        return "百分比，如“≥95%”"
    if word in unit_of_word:
        return before + unit_of_word[word]
    return next((before + unit for key, unit in unit_of_word.items() if ind.name.endswith(key)), before + "＋计量单位")
