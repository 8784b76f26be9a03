"""A target value of adjectives or slogans, with no amount."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import SloganWords, bare, ends_with, slogan, unchecked_value

RATES = ("率", "度", "比例", "占比")


@rule(
    "vague/slogan-value",
    grain=Indicator,
    reads=("name", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="vague_value",
    standard="财预〔2015〕88号：不能以量化形式表述的，可以采用定性表述，但应具有可衡量性",
    message={
        "zh": "指标值“{value}”含“{found}”，无法判断是否完成；“{name}”应写{advice_zh}",
        "en": "the value {value} says {found} and cannot be checked as met; give {name} {advice_en}",
    },
    bad=[
        ({"name": "群众安全意识", "value": "有所提高"}, {"field": "value", "found": "有所"}),
        ({"name": "河道水质", "value": "效果显著"}, {"field": "value", "found": "显著"}),
        ({"name": "设备运行", "value": "较上年提高"}, {"field": "value", "found": "较上年提高"}),
        ({"name": "工程完工时间", "value": "按时完成"}, {"field": "value", "found": "按时"}),
    ],
    good=[
        {"name": "对教学质量的持续影响", "value": "好/一般/差"},
        {"name": "工程完工时间", "value": "2025年12月底前完成"},
        {"name": "农民人均收入", "value": "比上年提高5%"},
        {"name": "重大安全事故", "value": "无重大安全事故发生"},
        {"name": "工程验收结果", "value": "合格"},
        {"name": "工程施工", "value": "达到国家标准"},
    ],
)
def slogan_value(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    slogans: tuple[str, ...],
    slogan_verbs: tuple[str, ...],
    results: tuple[str, ...],
    harmless: tuple[str, ...],
    alone: tuple[str, ...],
) -> Iterator[Hit]:
    """The value is made of adjectives or slogans that nobody can check as met or not.

    显著, 有所提高 or 基本完成 mean something else to each reader. A graded scale (好/一般/差), a date, a result that
    was reached or not (验收合格) and a change with its amount can be checked.
    """
    text = unchecked_value(ind)
    if not text or text in (bare(ind.name), bare(ind.description)):
        return
    if found := slogan(text, ind.target, SloganWords(slogans, slogan_verbs, results, harmless, alone)):
        zh, en = _advice(bare(ind.name), changes=ind.target.change)
        yield Hit("value", {"found": found, "advice_zh": zh, "advice_en": en})


def _advice(name: str, *, changes: bool) -> tuple[str, str]:
    """Return what to write instead, by what the name measures."""
    if ends_with(name, RATES):
        return "百分比，如“≥95%”", "a percentage, as in ≥95%"
    if name.endswith(("时间", "及时性", "时效", "进度", "期限")):
        return "日期，如“2025年12月底前”", "a date, as in 2025年12月底前"
    if changes:
        return "变化的幅度，如“比上年提高5%”", "the amount of change, as in 比上年提高5%"
    return "带单位的数，或“好/一般/差”这样的分级标准", "a number with its unit, or a graded scale such as 好/一般/差"
