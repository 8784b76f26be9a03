"""A name that does not say what is measured, or of what."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import bare, clauses, denies, dimension, ends_with, is_placeholder, starts_with, without

SERVES: Final = re.compile("为.{1,12}(?:提供|奠定|打下|创造)")
"""The wish to serve somebody: 为决策提供依据."""
EXAMPLES: Final = {
    "quantity": "“培训人数”“新建公厕座数”",
    "quality": "“工程验收合格率”“培训考核通过率”",
    "timeliness": "“补贴发放完成时间”“工程完工时间”",
    "cost": "“每公里养护成本”“人均培训费用”",
    "economic_benefit": "“受益农户户均增收额”“带动销售额”",
    "ecological_benefit": "“新增绿化面积”“污水处理率”",
    "sustainability": "“设施设计使用年限”“管护人员数量”",
}
"""Two of different fields for each level, so that nobody takes one for the row's own."""
SHORT: Final = 2
"""Characters that say too little of a name after its adverb (按时发放, 业务培训)."""


@rule(
    "vague/nothing-measured",
    grain=Indicator,
    reads=("level2", "level2_kind", "name", "description", "value", "target"),
    needs=("name",),
    severity="warning",
    confidence="high",
    item="明确清晰性",
    since="0.1",
    label="vague_name",
    standard="财预〔2015〕88号：绩效目标应当指向明确",
    message={
        "zh": "三级指标“{name}”{how_zh}；应写明什么事物的什么量，如{example}",
        "en": "the name {name} {how_en}; name the thing and the measure, as in {example}",
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
        ({"level2": "社会效益指标", "name": "促进社会和谐稳定", "value": "≥90%"}, {"field": "name"}),
        ({"level2": "服务对象满意度指标", "name": "满意度", "value": "≥90%"}, {"example": "“受训学员满意度”"}),
        ({"level2": "社会效益指标", "name": "教育服务水平", "value": "提高"}, {"field": "name"}),
        ({"level2": "服务对象满意度指标", "name": "学生家长", "value": "≥90%"}, {"example": "“学生家长满意度”"}),
    ],
    good=[
        {"level2": "服务对象满意度指标", "name": "群众满意度", "value": "≥90%"},
        {"level2": "质量指标", "name": "资金使用率", "value": "≥95%"},
        {"level2": "社会效益指标", "name": "促进高校毕业生就业人数", "value": "≥200人"},
        {"level2": "数量指标", "name": "日污水处理能力", "value": "≥5000吨"},
        {"level2": "经济效益指标", "name": "提高粮食产量", "value": "≥500吨"},
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
) -> Iterator[Hit]:
    """The name does not say what is measured, or of what.

    完成率 does not say what is completed, 促进社会和谐稳定 is a wish. A named object, even a broad one (群众满意度), is
    enough, and so is a wish whose value counts something in a unit of its own (提高粮食产量 ≥500吨).
    """
    name = bare(ind.name)
    rest = without(name.strip("0123456789"), work_words)
    measured = any(ends_with(_unchanged(one, change_endings), measured_endings) for one in clauses(ind.name))
    if (rest and measured) or is_placeholder(ind.name) or dimension(ind.name, ind.level2):
        return
    how: tuple[str, str] | None = None
    if name and not rest:
        how = ("只有工作用语，没有说明是什么事物", "has only words of work and names no thing")
    elif len(rest) <= SHORT and starts_with(name, scope_openers) and not _counted(ind, countable_classes):
        how = ("没有说明测什么", "does not say what is measured")
    elif "是否" in name:
        how = ("是一个问句，不是可计量的指标", "is a question, not a measure")
    elif (word := _wish(name, slogan_verbs)) and not _counted(ind, countable_classes):
        how = (f"是以“{word}”开头的口号", f"is a slogan beginning with {word}")
    elif (word := _state(name, state_endings, state_adverbs, measured_endings)) and not _counted(
        ind, countable_classes
    ):
        how = (f"是以“{word}”结尾的口号", f"is a slogan ending with {word}")
    elif (word := _abstract(name, abstract_endings, degree_endings)) and not _counted(ind, countable_classes):
        how = (f"以“{word}”结尾，是抽象的说法", f"ends with {word}, an abstract notion")
    elif ind.level2_kind == "satisfaction" and ends_with(name, people_endings):
        how = ("只有对象，没有说明测什么", "names people and no measure")
    if how is not None:
        example = _example(ind, name, work_words, measured_endings)
        yield Hit("name", {"how_zh": how[0], "how_en": how[1], "example": example})


def _counted(ind: View, classes: tuple[str, ...]) -> bool:
    """Tell whether the value counts something or grades it, which makes a measure of a wish."""
    return ind.target.unit_class in classes or ind.target.kind == "scale"


def _unchanged(clause: str, changes: tuple[str, ...]) -> str:
    """Return a clause without the change it ends with: 医院收入 of 医院收入增长."""
    return clause.removesuffix(ends_with(clause, changes))


def _wish(name: str, verbs: tuple[str, ...]) -> str:
    """Return the verb of a wish that a name begins with; a wish that something does not happen can be checked."""
    if SERVES.match(name):
        return "为"
    verb = starts_with(name, verbs)
    return "" if denies(name[len(verb) :]) else verb


def _state(name: str, endings: tuple[str, ...], adverbs: tuple[str, ...], measures: tuple[str, ...]) -> str:
    """Return the state a slogan ends with, unless what is to change is a measure (农民收入提高)."""
    state = ends_with(name, endings)
    thing = name.removesuffix(state)
    while adverb := ends_with(thing, adverbs):
        thing = thing.removesuffix(adverb)
    return "" if ends_with(thing, measures) else state


def _abstract(name: str, endings: tuple[str, ...], degrees: tuple[str, ...]) -> str:
    """Return the abstract notion a name ends with, a word of degree after it or not."""
    degree = ends_with(name, degrees)
    return ends_with(name.removesuffix(degree), endings) or ends_with(name, endings)


def _example(ind: View, name: str, work_words: tuple[str, ...], measured_endings: tuple[str, ...]) -> str:
    """Return the measure that the description names, else what fits the level."""
    said = bare(ind.description)
    if said != name and ends_with(said, measured_endings) and without(said, work_words):
        return f"“{ind.description.strip()}”"
    if ind.level2_kind == "satisfaction":
        whom = name if "满意" not in name and len(name) > SHORT and "完成" not in name else "受训学员"
        return f"“{whom}满意度”"
    return EXAMPLES.get(ind.level2_kind, "“受益群众人数”“政策知晓率”")
