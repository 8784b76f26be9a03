"""A level that is no official term and no known variant."""

from collections.abc import Iterator
from difflib import get_close_matches

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels
from kpilint.vocabulary import official, terms
from kpilint.wording import found_in


@rule(
    "structure/unknown-level",
    grain=Table,
    reads=("indicators",),
    needs=(),
    severity="warning",
    confidence="low",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "{column}“{found}”不是规定的名称；应写{right}",
        "en": "{found} is not an official level; write one of the official terms: {right}",
    },
    zh="级次名称不规范。\n各表要按级次汇总、算权重，名称不一就归不了类。部门整体和评价用的其他体系不在此列；各地叫法多，所以只提示、不计分。",
    bad=[
        (
            {"indicators": [{"level1": "产出指标", "level2": "数理指标", "name": "甲"}]},
            {"field": "level2", "right": "“数量指标”"},
        ),
        (
            {
                "indicators": [
                    {"level1": "效益指标", "level2": "社会效益", "name": "甲"},
                    {"level1": "绩效指标", "name": "乙"},
                ]
            },
            {"field": "level1", "row": 1, "found": "绩效指标"},
        ),
        (
            {"indicators": [{"level1": "数量指标", "level2": "数量指标", "name": "甲"}]},
            {"field": "level1", "right": "“产出指标”"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"level1": "(一)产出目标", "level2": "①数量", "name": "甲"},
                {"level1": "", "level2": "", "name": "乙"},
            ]
        },
        {"indicators": [{"level1": "产出指标（50分）", "level2": "质量指标20分", "name": "甲"}]},
        {"indicators": [{"level1": "履职效能", "level2": "重点工作履行情况", "name": "甲"}]},
        {"indicators": [{"level1": "预算执行率", "level2": "预算执行率", "name": "预算执行率"}]},
    ],
)
def unknown_level(table: View, *, other_systems: tuple[str, ...]) -> Iterator[Hit]:
    """A level is neither an official term nor a known variant of one.

    Tables are added up by level. Departments as a whole and evaluations have levels of their own, which are left
    alone; spellings differ much, so this does not score.
    """
    rows = table.indicators
    if any(found_in(row.level1, other_systems) for row in rows if not levels.is_execution(row)):
        return
    seen: set[tuple[str, str]] = set()
    for at, row in enumerate(rows):
        for column, text, named in (("level1", row.level1, "一级指标"), ("level2", row.level2, "二级指标")):
            found = levels.core(text)
            if not found or levels.is_execution(row) or _known(column, found) or (column, found) in seen:
                continue
            seen.add((column, found))
            yield Hit(column, {"column": named, "found": text.strip(), "right": _right(column, found)}, row=at)


def _known(column: str, found: str) -> bool:
    return bool(levels.kind1(found) if column == "level1" else levels.kind2(found))


def _right(column: str, found: str) -> str:
    """Return what was meant, or all terms that the column may hold."""
    below = levels.kind2(found) if column == "level1" else ""
    if below:
        kinds = {"cost": levels.COSTS | {"cost"}, "output": levels.OUTPUTS, "benefit": levels.BENEFITS}
        return f"“{official('level1', next((one for one, two in kinds.items() if below in two), 'satisfaction'))}”"
    every = [official(column, key) for key in terms(column)]
    near = get_close_matches(found[:20], every, n=1, cutoff=0.7)
    return "、".join(f"“{one}”" for one in near or every)
