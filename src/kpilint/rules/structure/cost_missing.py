"""Works or a purchase without a cost."""

from collections.abc import Iterator
from functools import cache

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels
from kpilint.wording import bare, found_in

EXAMPLES = (
    (("购置", "采购"), "单价≤8500元/台"),
    (("农田", "造林", "绿化", "林地", "草地"), "亩均投资≤2400元"),
    (("公路", "道路", "管网", "渠", "河道", "桥"), "每公里造价≤60万元"),
)
BY_AREA = "单位造价≤2000元/平方米"
"""Unit costs of what is bought or built; a house, where nothing else fits."""


@rule(
    "structure/cost-missing",
    grain=Table,
    reads=("project", "indicators", "broken"),
    needs=("project",),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2021〕101号：工程基建、大型修缮、购置类项目应设成本指标",
    message={
        "zh": "“{project}”是{found}类项目，没有成本指标；应补写单位造价、单价或总成本控制数，如“{example}”",
        "en": "{project} builds, repairs or buys ({found}) and has no cost; add one, as in {example}",
    },
    zh="建设、修缮、购置类项目没有成本指标。\n这类项目花多少钱买多少东西是评审重点，成本指标是必设的；其他项目不要求。",
    bad=[
        (
            {
                "project": "县医院CT设备购置",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "购置台数"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "检查人次"},
                ],
            },
            {"field": "indicators", "found": "购置", "example": "单价≤8500元/台"},
        ),
        (
            {
                "project": "第二中学教学楼建设",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "建筑面积"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "新增学位"},
                ],
            },
            {"found": "楼建设"},
        ),
    ],
    good=[
        {
            "project": "县医院CT设备购置",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "购置台数"},
                {"level1": "成本指标", "level2": "经济成本指标", "name": "单价"},
            ],
        },
        {"project": "人才队伍建设", "indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "培训人数"}]},
        {"project": "公路维修养护", "indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "养护里程"}]},
        {
            "project": "政府采购工作经费",
            "indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "评审次数"}],
        },
    ],
)
def cost_missing(
    table: View,
    *,
    works_words: tuple[str, ...],
    built_things: tuple[str, ...],
    no_works: tuple[str, ...],
) -> Iterator[Hit]:
    """A project that builds, repairs or buys something has no cost.

    What is paid for what is the first question about such projects, and a cost is compulsory for them alone. Told by
    the project's name; routine upkeep and programmes that only sound like works are left out.
    """
    if table.broken or not table.indicators or not levels.levels_known(table.indicators):
        return
    name = bare(table.project)
    if found_in(name, no_works):
        return
    found = found_in(name, works_words) or found_in(name, _built(built_things))
    kinds = {levels.kind2(row.level2) for row in table.indicators} | {
        levels.kind1(row.level1) for row in table.indicators
    }
    if found and not kinds & (levels.COSTS | {"cost"}):
        example = next((one for words, one in EXAMPLES if found_in(found, words) or found_in(name, words)), BY_AREA)
        yield Hit("indicators", {"found": found, "example": example})


@cache
def _built(things: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{thing}{word}" for thing in things for word in ("建设", "工程"))
