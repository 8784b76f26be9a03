"""No output or no benefit among the indicators."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as kinds_of

LEVELS: Final = {
    "产出指标": ("output", frozenset({"quantity", "quality", "timeliness"}), "新建公厕数量"),
    "效益指标": (
        "benefit",
        frozenset({"economic_benefit", "social_benefit", "ecological_benefit", "sustainability"}),
        "受益群众人数",
    ),
}
"""Official term: kind on level 1, kinds on level 2, an example."""


@rule(
    "structure/level-missing",
    grain=Table,
    reads=("indicators", "broken", "columns"),
    needs=(),
    severity="error",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2021〕101号：产出指标和效益指标为必设指标",
    message={
        "zh": "没有{level}，每个项目都应设产出指标和效益指标；应补写一项，如“{example}”",
        "en": "the table has no {level}; every project needs outputs and benefits; add one, as in {example}",
    },
    zh=(
        "没有产出指标，或没有效益指标。\n"
        "产出说明交付什么，效益说明为了什么，每个项目都应当有。满意度、成本不是每个项目都必须有，不在此列"
        "。"
    ),
    bad=[
        (
            {"indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "新建公厕数量"}]},
            {"field": "indicators", "level": "效益指标"},
        ),
        (
            {"indicators": [{"level1": "效益指标", "level2": "社会效益指标", "name": "受益人数"}]},
            {"field": "indicators", "level": "产出指标"},
        ),
    ],
    good=[
        {"indicators": [{"level1": "产出指标", "name": "新建公厕数量"}, {"level1": "效果指标", "name": "受益人数"}]},
        {"indicators": [{"level2": "数量指标", "name": "新建公厕数量"}, {"level2": "社会效益", "name": "受益人数"}]},
        {
            "indicators": [
                {"level1": "（一）产出目标", "name": "公厕数量"},
                {"level1": "（二）效益指标", "name": "受益人数"},
            ]
        },
        {"indicators": [{"level1": "产出指标", "name": "新建公厕数量"}, {"level1": "其他类", "name": "受益人数"}]},
    ],
)
def level_missing(table: View) -> Iterator[Hit]:
    """The table has no output, or no benefit.

    Outputs say what is delivered, benefits what for; every project has both. A satisfaction or a cost may be missing
    with reason. Nothing is said where a row stands under a level that kpilint does not know, or was not read whole.
    """
    if table.broken or not table.indicators or not table.columns & {"level1", "level2"}:
        return
    for level in _missing(frozenset((row.level1, row.level2) for row in table.indicators)):
        yield Hit("indicators", {"level": level, "example": LEVELS[level][2]})


@lru_cache(maxsize=4_096)
def _missing(levels: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Return the official levels that no row stands under; none where a row's levels are unknown."""
    kinds = {(kinds_of.kind1(one), kinds_of.kind2(two)) for one, two in levels}
    if ("", "") in kinds:
        return ()
    return tuple(
        level
        for level, (first, second, _) in LEVELS.items()
        if not any(one == first or two in second for one, two in kinds)
    )
