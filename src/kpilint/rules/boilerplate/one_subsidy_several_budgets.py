"""One subsidy whose tables, one a budget, are the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import within_subsidies
from kpilint.rules.boilerplate._messages import changed_rows, told
from kpilint.rules.boilerplate._spots import tables_in

_ROWS = [
    {"level2": "数量指标", "name": "领取见习补贴的人数", "value": "≥200人"},
    {"level2": "质量指标", "name": "见习补贴核算正确率", "value": "100%"},
    {"level2": "成本指标", "name": "每人每月见习补贴标准", "value": "2000元"},
]


@rule(
    "boilerplate/one-subsidy-several-budgets",
    grain=Document,
    reads=("tables",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{project}”与另外{count}张表（如“{other}”）是同一项目或补助的不同来源、批次或用途，"
        "指标相同或相近（不同之处：{difference}）；应核对数量是各自的还是合计的，合计数不要重复填报",
        "en": "{project} and {count} more tables, {other} among them, are one project paid from several budgets, with "
        "the same or nearly the same indicators (differing in: {difference}); see that totals are not stated once for "
        "each",
    },
    zh=(
        "同一补助由几级或几批预算安排，各表指标相同。\n"
        "指标相同本身可以，但同一批人或同一数量在几张表里各填一次，汇总就会重复。只提示评审人核对，不计分。"
    ),
    bad=[
        (
            {
                "tables": [
                    {"project": "2025年中央就业补助资金", "indicators": _ROWS},
                    {"project": "2025年省级就业补助资金", "indicators": _ROWS},
                ]
            },
            {"field": "indicators", "table": 1, "count": "1", "difference": "—"},
        ),
        (
            {
                "tables": [
                    {"project": "云财社〔2024〕6号提前下达2025年中央就业补助资金", "indicators": _ROWS},
                    {"project": "云财社〔2024〕9号提前下达2025年省级就业补助资金", "indicators": _ROWS},
                    {"project": "就业见习县级配套资金", "indicators": [*_ROWS[:2], {**_ROWS[2], "value": "1800元"}]},
                ]
            },
            {"field": "indicators", "table": 2, "count": "2", "difference": "“2000”→“1800”"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "2025年中央就业补助资金", "indicators": _ROWS},
                {"project": "2025年省级就业补助资金", "indicators": _ROWS[:2]},
            ]
        },
        {"tables": [{"project": "农村公路养护", "indicators": _ROWS}, {"project": "校舍维修", "indicators": _ROWS}]},
    ],
)
def one_subsidy_several_budgets(document: View, *, least_rows: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """The tables of one subsidy, one for each budget it is paid from, have the same indicators.

    That is no fault. Yet the same persons stated in each table are counted as often as there are tables, so the
    reviewer should see it.
    """
    for copied in within_subsidies(tables_in(document.tables, copies, least_rows).alike):
        args = {**told(copied), "difference": changed_rows(copied, document.tables, of_all=True)}
        yield Hit("indicators", args, table=copied.spot.table, others=copied.refs)
