"""The same indicators in the tables of different projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects
from kpilint.rules.boilerplate._messages import told
from kpilint.rules.boilerplate._spots import tables_in

_ROWS = [
    {"level2": "数量指标", "name": "工作完成数量", "value": "≥95%"},
    {"level2": "质量指标", "name": "工作合格率", "value": "≥95%"},
    {"level2": "社会效益指标", "name": "社会影响", "value": "良好"},
]


@rule(
    "boilerplate/copied-table",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当与项目相应匹配",
    message={
        "zh": "本表指标与另外{count}张表的完全相同（如“{other}”）；应按“{project}”自身的内容设置指标",
        "en": "the indicators are those of {count} other tables, {other} among them; set ones that fit {project}",
    },
    zh=(
        "不同项目的指标名称和指标值完全相同。\n"
        "适合所有项目的指标，衡量不了任何一个项目。同一补助分几级预算安排、项目名称只差级次或序号的，不在"
        "此列，由 boilerplate/one-subsidy-several-budgets 提示。"
    ),
    bad=[
        (
            {
                "tables": [
                    {"project": "农村公路养护", "indicators": _ROWS},
                    {"project": "校舍维修", "indicators": _ROWS},
                ]
            },
            {"field": "indicators", "table": 0, "other": "校舍维修", "count": "1"},
        ),
        (
            {
                "tables": [
                    {"project": "农村公路养护", "indicators": _ROWS},
                    {"project": "校舍维修", "indicators": list(reversed(_ROWS))},
                    {"project": "疫苗采购", "indicators": _ROWS},
                ]
            },
            {"field": "indicators", "table": 2, "count": "2"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "农村公路养护", "indicators": _ROWS},
                {"project": "校舍维修", "indicators": _ROWS[:2]},
            ]
        },
        {
            "tables": [
                {"project": "2025年中央就业补助资金", "indicators": _ROWS},
                {"project": "2025年省级就业补助资金", "indicators": _ROWS},
            ]
        },
    ],
)
def copied_table(document: View, *, least_rows: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """Tables of different projects have the same names and values.

    Indicators that fit every project measure none. One subsidy paid from the budgets of several levels, whose
    projects differ by number or level only, may well share its indicators.
    """
    for copied in between_projects(tables_in(document.tables, copies, least_rows).copies):
        if not copied.near:
            yield Hit("indicators", told(copied), table=copied.spot.table, others=copied.refs)
