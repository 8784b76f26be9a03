"""A name that does not say what is measured, or of what."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.vague._names import SHORT, NameWords, nothing_named
from kpilint.wording import bare, clauses, ends_with, found_in, without

EXAMPLES: Final = {
    "quantity": "“培训人数”“新建公厕座数”",
    "quality": "“工程验收合格率”“培训考核通过率”",
    "timeliness": "“补贴发放完成时间”“工程完工时间”",
    "cost": "“每公里养护成本”“人均培训费用”",
    "economic_cost": "“每公里养护成本”“人均培训费用”",
    "social_cost": "“施工扰民投诉件数”“占道施工天数”",
    "ecological_cost": "“施工扬尘超标天数”“临时占用绿地面积”",
    "economic_benefit": "“受益农户户均增收额”“带动销售额”",
    "ecological_benefit": "“新增绿化面积”“污水处理率”",
    "sustainability": "“设施设计使用年限”“管护人员数量”",
}
"""Two of different fields for each level, so that nobody takes one for the row's own."""
PROMPT_RATES: Final = "“补贴发放及时率”“工程按期完工率”"
WHAT: Final = ("什么事物的什么量", "name the thing and the measure")
WHOSE: Final = ("谁对什么满意", "say who is satisfied with what")
SATISFACTION: Final = ("满意",)
NO_FIGURE: Final = ("", "degree", "satisfaction")
LONGEST: Final = 16
"""Characters of a description that may be a name."""
OPENERS: Final = "对|向|由|据|经|调查|回访|抽查|反映|接受服务的?|服务的?"


@rule(
    "vague/nothing-measured",
    grain=Indicator,
    reads=(
        "level1",
        "level2",
        "level2_kind",
        "name",
        "description",
        "measure_named",
        "measure_described",
        "value",
        "target",
    ),
    needs=("name",),
    severity="warning",
    confidence="high",
    item="明确清晰性",
    since="0.1",
    label="vague_name",
    standard="财预〔2015〕88号：绩效目标应当指向明确",
    message={
        "zh": "三级指标“{name}”{how_zh}；应写明{advice_zh}，如{example}",
        "en": "the name {name} {how_en}; {advice_en}, as in {example}",
    },
    zh=(
        "三级指标没有说明测什么，或测的是什么事物。\n"
        "“完成率”没有说完成什么，“促进社会和谐稳定”是愿望。写明了对象的（如群众满意度）就可以。"
    ),
    bad=[
        (
            {"level2": "质量指标", "name": "任务完成率", "value": "≥95%"},
            {"field": "name", "example": "“工程验收合格率”“培训考核通过率”"},
        ),
        (
            {"level2": "时效指标", "name": "完成率", "description": "助学金发放及时率", "value": "≥95%"},
            {"field": "name", "example": "“助学金发放及时率”"},
        ),
        (
            {"level2": "服务对象满意度指标", "name": "满意率", "description": "对受训农民发放问卷", "value": "≥90%"},
            {"field": "name", "how_zh": "没有写明谁满意", "example": "“受训农民满意度”"},
        ),
        (
            {"level2": "成本指标", "name": "任务完成及时率", "value": "≥90%"},
            {"example": "“补贴发放及时率”“工程按期完工率”"},
        ),
        ({"level2": "社会效益指标", "name": "促进社会和谐稳定", "value": "≥90%"}, {"field": "name"}),
        ({"level2": "服务对象满意度指标", "name": "满意度", "value": "≥90%"}, {"example": "“受益群众满意度”"}),
        ({"level2": "社会效益指标", "name": "教育服务水平", "value": "提高"}, {"field": "name"}),
        ({"level2": "服务对象满意度指标", "name": "学生家长", "value": "≥90%"}, {"example": "“学生家长满意度”"}),
    ],
    good=[
        {"level2": "服务对象满意度指标", "name": "群众满意度", "value": "≥90%"},
        {"level2": "质量指标", "name": "资金使用率", "value": "≥95%"},
        {"level2": "社会效益指标", "name": "促进高校毕业生就业人数", "value": "≥200人"},
        {"level2": "数量指标", "name": "日污水处理能力", "value": "≥5000吨"},
        {"level2": "经济效益指标", "name": "提高粮食产量", "value": "≥500吨"},
        {"level2": "社会效益指标", "name": "带动农户（户）", "value": "≥1200"},
        {"level1": "履职效能", "level2": "整体工作完成情况", "name": "总体工作完成率", "value": "≥98%"},
        {"level2": "可持续影响指标", "name": "对基层治理的持续影响", "value": "好/一般/差"},
    ],
)
def nothing_measured(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    work_words: tuple[str, ...],
    scope_openers: tuple[str, ...],
    slogan_verbs: tuple[str, ...],
    abstract_endings: tuple[str, ...],
    degree_endings: tuple[str, ...],
    state_endings: tuple[str, ...],
    state_adverbs: tuple[str, ...],
    measured_endings: tuple[str, ...],
    change_endings: tuple[str, ...],
    people_endings: tuple[str, ...],
    countable_classes: tuple[str, ...],
    evaluation_levels: tuple[str, ...],
) -> Iterator[Hit]:
    """The name does not say what is measured, or of what.

    完成率 does not say what is completed, 促进社会和谐稳定 is a wish. A named object, even a broad one (群众满意度), is
    enough, and so is a wish whose value counts something in a unit of its own (提高粮食产量 ≥500吨).
    """
    words = NameWords(
        work_words, scope_openers, slogan_verbs, abstract_endings, degree_endings, state_endings, state_adverbs,
        measured_endings, change_endings, people_endings, countable_classes,
    )  # fmt: skip
    if how := nothing_named(ind, words):
        if not how.slogan and found_in(ind.level1, evaluation_levels):
            return  # a name that the system of evaluation itself gives
        asked = ind.level2_kind == "satisfaction"
        zh, en = WHOSE if asked else WHAT
        args = {"how_zh": how.zh, "how_en": how.en, "advice_zh": zh, "advice_en": en}
        if asked and found_in(bare(ind.name), SATISFACTION) and not how.slogan:
            args |= {"how_zh": "没有写明谁满意", "how_en": "does not say who is satisfied"}
        example = _whose(ind, people_endings) if asked else _example(ind, work_words, measured_endings)
        yield Hit("name", {**args, "example": f"“{example}”" if asked else example})


def _example(ind: View, work_words: tuple[str, ...], measured_endings: tuple[str, ...]) -> str:
    """Return the measure that the description names, else what fits the level."""
    said, told = bare(ind.description), ind.measure_described
    own = told.form not in NO_FIGURE and len(said) <= LONGEST and ends_with(said, measured_endings) and "的" not in said
    if own and said != bare(ind.name) and len(without(told.thing, work_words)) >= SHORT and len(clauses(said)) == 1:
        return f"“{ind.description.strip()}”"
    if ind.measure_named.form == "rate":
        return PROMPT_RATES if "punctual" in ind.measure_named.aspects else EXAMPLES["quality"]
    return EXAMPLES.get(ind.level2_kind, "“受益群众人数”“政策知晓率”")


def _whose(ind: View, people: tuple[str, ...]) -> str:
    """Return the satisfaction of those whom the name or the description speaks of."""
    words = "|".join(people)
    for said in (ind.name, ind.description):
        found = re.search(rf"(?<![\u4e00-\u9fff])(?:{OPENERS})?([\u4e00-\u9fff]{{0,4}}?(?:{words})+)", said)
        if found and not found[1].startswith(("满意", "服务对象")):
            return f"{found[1]}满意度"
    return "受益群众满意度"
