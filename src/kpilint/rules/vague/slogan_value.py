"""A target value of adjectives or slogans, with no amount."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.vague._advice import value_advice
from kpilint.wording import SloganWords, bare, found_in, slogan, unchecked_value


@rule(
    "vague/slogan-value",
    grain=Indicator,
    reads=("level1", "name", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="vague_value",
    standard="财预〔2015〕88号：不能以量化形式表述的，可以采用定性表述，但应具有可衡量性",
    message={
        "zh": "指标值“{value}”{why_zh}无法判断是否完成；应写{advice_zh}",
        "en": "the value {value} {why_en}cannot be checked as met; write {advice_en}",
    },
    zh=(
        "指标值是形容词或口号，无法判断是否完成。\n"
        "“显著”“有所提高”“基本完成”各人理解不同。分级标准（好/一般/差）、日期、可验证的结果和写明"
        "幅度的变化都可以。"
    ),
    bad=[
        ({"name": "群众安全意识", "value": "有所提高"}, {"field": "value", "found": "有所"}),
        ({"name": "河道水质", "value": "效果显著"}, {"field": "value", "found": "显著"}),
        ({"name": "设备运行", "value": "较上年提高"}, {"field": "value", "found": "较上年提高"}),
        ({"name": "工程完工时间", "value": "按时完成"}, {"found": "按时", "advice_zh": "日期，如“12月底前”"}),
        ({"name": "管网冒溢抢修", "value": "及时"}, {"advice_zh": "日期或时限，如“12月底前”“5个工作日内”"}),
        ({"name": "接警响应时间", "value": "较快"}, {"advice_zh": "时限，如“≤30分钟”"}),
        ({"name": "麻疹发病率", "value": "有效控制"}, {"advice_zh": "百分比，如“≤5%”"}),
        ({"name": "刑事发案下降率", "value": "较上年下降"}, {"advice_zh": "百分比，如“≥5%”"}),
        ({"name": "森林覆盖率", "value": "较上年提高"}, {"advice_zh": "百分比或变化的幅度，如“比上年提高2个百分点”"}),
        ({"name": "农民种粮积极性", "value": "有所提高"}, {"advice_zh": "带单位的数，或“好/一般/差”这样的分级标准"}),
    ],
    good=[
        {"name": "对教学质量的持续影响", "value": "好/一般/差"},
        {"name": "工程完工时间", "value": "2025年12月底前完成"},
        {"name": "农民人均收入", "value": "比上年提高5%"},
        {"name": "重大安全事故", "value": "无重大安全事故发生"},
        {"name": "工程验收结果", "value": "合格"},
        {"name": "工程施工", "value": "达到国家标准"},
        {"level1": "决策", "name": "立项依据充分性", "value": "充分"},
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
    evaluation_levels: tuple[str, ...],
) -> Iterator[Hit]:
    """The value is made of adjectives or slogans that nobody can check as met or not.

    显著, 有所提高 or 基本完成 mean something else to each reader. A graded scale (好/一般/差), a date, a result that
    was reached or not (验收合格) and a change with its amount can be checked.
    """
    text = unchecked_value(ind)
    if not text or text in (bare(ind.name), bare(ind.description)):
        return
    if found := slogan(text, ind.target, SloganWords(slogans, slogan_verbs, results, harmless, alone)):
        if found == text and found_in(ind.level1, evaluation_levels):
            return  # the state that the system of evaluation itself asks for
        zh, en = value_advice(bare(ind.name), ind.target)
        why = ("", "") if found == text else (f"含“{found}”，", f"says {found} and ")
        yield Hit("value", {"found": found, "why_zh": why[0], "why_en": why[1], "advice_zh": zh, "advice_en": en})
