"""A target value that restates the name or the description, or is a mere phrase."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.vague._advice import value_advice
from kpilint.wording import (
    SloganWords,
    bare,
    denies,
    ends_with,
    found_in,
    slogan,
    starts_with,
    unchecked_value,
)


@rule(
    "vague/value-restates-name",
    grain=Indicator,
    reads=("name", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="vague_value",
    standard="财预〔2015〕88号：绩效目标应当细化量化",
    message={
        "zh": "指标值“{value}”{how_zh}，没有写要达到多少；应{advice_zh}",
        "en": "the value {value} {how_en} and sets no amount; {advice_en}",
    },
    zh=(
        "指标值只是重复名称、描述，或是一句没有数量的话。\n"
        "指标值要回答多少、何时或什么等级。能判断做到没做到的结果（如验收合格、全覆盖）可以。"
    ),
    bad=[
        ({"name": "学生满意度", "value": "学生满意度"}, {"field": "value", "advice_zh": "写百分比，如“≥95%”"}),
        ({"name": "质量", "description": "保证供水", "value": "保证供水"}, {"field": "value"}),
        (
            {"name": "政策宣传效果", "value": "居民政策知晓率"},
            {"advice_zh": "把它写作三级指标，指标值写百分比，如“≥95%”"},
        ),
        ({"name": "农村公路建设", "value": "修建通往各村的道路"}, {"field": "value"}),
        ({"name": "国有资产保值增值", "value": "保值增值"}, {"field": "value"}),
    ],
    good=[
        {"name": "学生满意度", "value": "≥95%"},
        {"name": "水库验收合格", "value": "验收合格"},
        {"name": "道路建设", "value": "建成并投入使用"},
        {"name": "医疗废物处置", "value": "应处置尽处置"},
        {"name": "受益人口", "description": "受益人口3万人", "value": "受益人口3万人"},
        {"name": "提高居民健康水平", "value": "显著提高"},
    ],
)
def value_restates_name(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    slogans: tuple[str, ...],
    slogan_verbs: tuple[str, ...],
    measured_endings: tuple[str, ...],
    results: tuple[str, ...],
    result_openers: tuple[str, ...],
    harmless: tuple[str, ...],
    alone: tuple[str, ...],
    least_phrase: int,
) -> Iterator[Hit]:
    """The value repeats the name or the description, names another measure, or is a phrase with nothing to check.

    A value has to say how much, by when or what grade; 学生满意度 as the value of 学生满意度 says none of them. A
    phrase that tells a result which is reached or not (建成, 合格, 全覆盖) is accepted. Adjectives and slogans belong
    to vague/slogan-value.
    """
    text = unchecked_value(ind)
    if not text:
        return
    name = bare(ind.name)
    measure = bool(ends_with(text, measured_endings)) and not denies(text) and not starts_with(text, result_openers)
    if text == name:
        how = ("只是重复三级指标", "only repeats the name")
    elif text == bare(ind.description) and text not in results:
        how = ("只是重复指标描述", "only repeats the description")
    elif slogan(text, ind.target, SloganWords(slogans, slogan_verbs, results, harmless, alone)):
        return
    elif len(text) > 1 and text in name and not denies(text) and not found_in(text, results):
        how = ("只是重复三级指标中的字", "only repeats words of the name")
    elif measure:
        how = ("又是一个指标的名称", "is the name of a measure")
    elif len(text) >= least_phrase and not denies(text) and not found_in(text, results):
        how = ("是一句没有数量的话", "is a phrase with no amount")
    else:
        return
    zh, en = value_advice(text if measure else name, ind.target)
    if measure and text != name:
        zh, en = f"把它写作三级指标，指标值写{zh}", f"make it the name, and the value {en}"
    else:
        zh, en = f"写{zh}", f"write {en}"
    yield Hit("value", {"how_zh": how[0], "how_en": how[1], "advice_zh": zh, "advice_en": en})
