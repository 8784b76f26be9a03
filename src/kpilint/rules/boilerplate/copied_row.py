"""A row's long text that stands in the tables of other projects, too."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects, within_subsidies
from kpilint.rules.boilerplate._messages import changed_words, told
from kpilint.rules.boilerplate._spots import field_of, long_enough, rows_in, tables_in

_INFLUENCE = {"name": "影响力", "description": "通过本单位认真履职，提升了在服务人群中的影响力", "value": "≥95%"}
_LATER = {"name": "使广大群众少了后顾之忧，促进了社会稳定"}
_PEOPLE = {"name": "培训人数", "description": "参加培训的人数", "value": "≥100人"}
_PAID = {"name": "到位率", "description": "实际到位资金占计划到位资金的比例"}
_ROAD = {"name": "养护里程", "description": "列入年度计划并经验收合格的养护里程", "value": "≥30公里"}


@rule(
    "boilerplate/copied-row",
    grain=Document,
    reads=("tables",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{text}”在另外{count}处也有（如“{other}”；不同之处：{difference}）；应写“{project}”自身的内容",
        "en": "{text} stands in {count} other places, too, {other} among them (differing in: {difference}); "
        "write what is of {project}",
    },
    zh=(
        "一行指标的长描述（没有描述的看名称）在别的项目里也有，相同或只改了个别词。\n"
        "一大段话原样出现在不同项目里，多半是照抄。短的通用指标（培训人数、资金到位率）和计算公式各处相同是正常的，"
        "不在此列；整表相同的另有规则。只提示、不计分。"
    ),
    bad=[
        (
            {
                "tables": [
                    {"project": "农村公路养护", "indicators": [_INFLUENCE]},
                    {"project": "疫苗采购", "indicators": [_INFLUENCE]},
                ]
            },
            {"field": "description", "row": 0, "table": 1, "other": "农村公路养护", "difference": "—"},
        ),
        (
            {
                "tables": [
                    {"project": "农村公路养护", "indicators": [_ROAD, _LATER]},
                    {"project": "养老院改造", "indicators": [{"name": "使广大老人少了后顾之忧，促进了社会稳定"}]},
                ]
            },
            {"field": "name", "row": 1, "table": 0, "difference": "“老人”→“群众”"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "焊工培训", "indicators": [_PEOPLE]},
                {"project": "月嫂培训", "indicators": [_PEOPLE]},
            ]
        },
        {
            "tables": [
                {"project": "农村公路养护", "indicators": [_PAID]},
                {"project": "校舍维修", "indicators": [_PAID]},
            ]
        },
        {
            "tables": [
                {"project": "2025年中央公路养护补助", "indicators": [_INFLUENCE]},
                {"project": "2025年省级公路养护补助", "indicators": [_INFLUENCE]},
            ]
        },
    ],
)
def copied_row(document: View, *, least_rows: int, least_text: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """The long description of a row, or its name where there is none, stands in other projects, too.

    Short rows that any project has, and formulas, are the same everywhere and left alone. Where whole tables are
    the same, other rules say so.
    """
    found = tables_in(document.tables, copies, least_rows)
    whole = {one.spot.table for one in (*between_projects(found.copies), *within_subsidies(found.alike))}
    for copied in between_projects(rows_in(document.tables, copies, least_text)):
        spot = copied.spot
        if spot.table not in whole and long_enough(spot, least_text):
            args = {**told(copied), "text": spot.text, "difference": changed_words(spot, copied.others[0])}
            yield Hit(field_of(document.tables, spot), args, table=spot.table, row=spot.row, others=copied.refs)
