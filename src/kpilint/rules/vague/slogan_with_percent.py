"""A slogan that carries a percentage of nothing."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.vague._names import NameWords, nothing_named
from kpilint.vocabulary import plain

SHARE_TOLD: Final = re.compile(r"占|÷|/|之比|除以|比例|比率|百分比|分子|分母|[率度](?:[,，。;；)）]|$)|同比|增长|下降")
"""Words of a description that say what is divided by what, or name a share."""


@rule(
    "vague/slogan-with-percent",
    grain=Indicator,
    reads=("level2", "level2_kind", "name", "description", "value", "target"),
    needs=("name", "value"),
    severity="warning",
    confidence="high",
    item="明确清晰性",
    since="0.1",
    label="vague_name",
    standard="财预〔2015〕88号：绩效目标应当细化量化",
    message={
        "zh": "三级指标“{name}”{how_zh}，“{value}”没有分子、分母；应写可以数的量，或写明什么占什么的比例",
        "en": "the name {name} {how_en}, and {value} is a percentage of nothing; name a share: what, of what",
    },
    zh=(
        "口号后面跟了一个百分数。\n"
        "“促进社会和谐 ≥95%”看似量化，却没有分子、分母，谁也算不出来。描述写明了占比的，或指标值是增幅的，不在此列。"
    ),
    bad=[
        (
            {"level2": "社会效益指标", "name": "促进社会和谐稳定", "value": "≥95%"},
            {"field": "name", "how_zh": "是以“促进”开头的口号"},
        ),
        (
            {"level2": "可持续影响指标", "name": "基层治理能力", "description": "提高治理能力", "value": "≥90%"},
            {"field": "name"},
        ),
        ({"level2": "生态效益指标", "name": "生态环境改善", "value": "95％以上"}, {"field": "name"}),
    ],
    good=[
        {"level2": "社会效益指标", "name": "促进社会和谐稳定", "value": "明显改善"},
        {"level2": "社会效益指标", "name": "提高政策知晓率", "value": "≥95%"},
        {
            "level2": "社会效益指标",
            "name": "提升居民健康素养水平",
            "description": "具备健康素养的人数占调查人数的比例",
            "value": "≥25%",
        },
        {"level2": "经济效益指标", "name": "促进农民增收", "value": "较上年增长5%"},
        {"level2": "社会效益指标", "name": "促进就业", "value": "≥200人"},
    ],
)
def slogan_with_percent(  # noqa: PLR0913 - the word lists are the rule's options
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
    """A slogan carries a percentage with no stated numerator and denominator.

    促进社会和谐 ≥95% looks measured, and nobody can work it out. A share that the description defines, and a growth,
    can be worked out.
    """
    target = ind.target
    if target.unit_class != "percent" or target.change:
        return
    words = NameWords(
        work_words, scope_openers, slogan_verbs, abstract_endings, degree_endings, state_endings, state_adverbs,
        measured_endings, change_endings, people_endings, countable_classes,
    )  # fmt: skip
    how = nothing_named(ind, words)
    if how is not None and how.slogan and not SHARE_TOLD.search(plain(ind.description)):
        yield Hit("name", {"how_zh": how.zh, "how_en": how.en})
