"""Nearly the same indicators in the tables of different projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects, within_subsidies
from kpilint.rules.boilerplate._messages import barely_changed, changed_rows, told
from kpilint.rules.boilerplate._spots import tables_in

_ROADS = [
    {"level2": "数量指标", "name": "下乡督导检查的次数", "value": "≥12次"},
    {"level2": "质量指标", "name": "督导发现问题整改到位率", "value": "≥95%"},
    {"level2": "时效指标", "name": "督导情况按月通报及时率", "value": "≥95%"},
    {"level2": "社会效益指标", "name": "辖区群众出行条件改善的乡镇数", "value": "≥8个"},
]
_SCHOOLS = [{**_ROADS[0], "value": "≥20次"}, *_ROADS[1:3], {**_ROADS[3], "name": "辖区群众就学条件改善的乡镇数"}]
_OWN = [
    {"level2": "数量指标", "name": "维修校舍的面积", "value": "≥3600平方米"},
    {"level2": "质量指标", "name": "校舍竣工验收一次合格率", "value": "≥95%"},
    {"level2": "时效指标", "name": "秋季开学前完工的校舍数", "value": "≥12所"},
    {"level2": "社会效益指标", "name": "不再使用危房上课的学生数", "value": "≥800人"},
]

_COST = {"level2": "成本指标", "name": "维修", "value": "2元"}
_PEOPLE = {"name": "培训人数", "value": "≥60人"}
_PLEASED = {"name": "满意度", "value": "≥95%"}


def _tables(*pairs: tuple[str, list[dict[str, str]]]) -> dict[str, object]:
    return {"tables": [{"project": project, "indicators": rows} for project, rows in pairs]}


@rule(
    "boilerplate/near-copied-table",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当与项目相应匹配",
    message={
        "zh": "本表指标与另外{count}张表的几乎相同（如“{other}”），只改了 {difference}；"
        "应按“{project}”自身的内容设置指标",
        "en": "the indicators are nearly those of {count} other tables, {other} among them, but for {difference}; "
        "set ones that fit {project}",
    },
    zh=(
        "不同项目的指标几乎相同，只改了个别词或数。\n"
        "在别的项目的表上改几个字，多半没有按自己的项目设置。数字、文号、地名、单位名和项目自己的名称不算差别。"
        "性质相近的项目指标可能本来就相近，所以只提示、不计分。"
    ),
    bad=[
        (
            _tables(("农村公路养护", _ROADS), ("校舍维修", _SCHOOLS)),
            {"field": "indicators", "table": 1, "other": "农村公路养护", "difference": "“12”→“20”、“出行”→“就学”"},
        ),
        (
            _tables(("校舍维修", [*_SCHOOLS, _COST]), ("农村公路养护", _ROADS)),
            {"field": "indicators", "table": 1, "other": "校舍维修", "count": "1"},
        ),
    ],
    good=[
        _tables(("农村公路养护", _ROADS), ("校舍维修", _OWN)),
        _tables(("焊工培训", [{**_PEOPLE, "value": "≥90人"}, _PLEASED]), ("月嫂培训", [_PEOPLE, _PLEASED])),
        _tables(("2025年中央公路养护补助资金", _ROADS), ("2025年省级公路养护补助资金", _SCHOOLS)),
    ],
)
def near_copied_table(
    document: View, *, least_rows: int, least_table_text: int, copies: Mapping[str, Any]
) -> Iterator[Hit]:
    """Tables of different projects are the same but for a few words or figures.

    Figures, document numbers, names of places, units and of the project itself are passed over. Kindred projects
    may be alike by nature, so this is for the reviewer to look at.
    """
    found = tables_in(document.tables, copies, least_rows)
    of_subsidy = {one.spot.ref for one in within_subsidies(found.alike)}
    for copied in between_projects(found.copies):
        spot = copied.spot
        if copied.near and len(spot.masked) >= least_table_text and spot.ref not in of_subsidy:
            if barely_changed(copied, document.tables):
                continue
            difference = changed_rows(copied, document.tables)
            yield Hit("indicators", {**told(copied), "difference": difference}, table=spot.table, others=copied.refs)
