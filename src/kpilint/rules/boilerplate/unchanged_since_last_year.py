"""Last year's table, handed in again, in one document."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._messages import told_of_years
from kpilint.rules.boilerplate._spots import tables_in
from kpilint.rules.boilerplate._years import again

_ROWS = [
    {"level2": "数量指标", "name": "养护农村公路里程", "value": "≥30公里"},
    {"level2": "质量指标", "name": "养护验收合格率", "value": "≥95%"},
    {"level2": "时效指标", "name": "养护完成时间", "value": "{}年12月底前"},
]


def _table(year: int, kilometres: int = 30) -> dict[str, object]:
    rows = [dict(_ROWS[0], value=f"≥{kilometres}公里"), _ROWS[1], dict(_ROWS[2], value=f"{year}年12月底前")]
    return {"project": f"{year}年农村公路养护", "year": year, "unit": "云岭县交通局", "indicators": rows}


@rule(
    "boilerplate/unchanged-since-last-year",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{project}”的指标和指标值与{before}年的完全相同；应按上年完成情况和本年任务重新确定",
        "en": "indicators and targets of {project} are those of {before}; set them anew by last year's results",
    },
    zh=(
        "同一单位同一项目的指标和指标值与以前年度一字不差。\n"
        "任务、基数每年不同，目标原样不动多半是照抄上年的表。固定标准的补助可能确实不变，所以只提示、不计分。"
    ),
    bad=[
        ({"tables": [_table(2024), _table(2025)]}, {"field": "indicators", "table": 1, "before": "2024"}),
        (
            {"tables": [_table(2025), _table(2023), _table(2024, 40)]},
            {"field": "indicators", "table": 0, "before": "2023"},
        ),
    ],
    good=[
        {"tables": [_table(2024), _table(2025, 45)]},
        {"tables": [_table(2025), _table(2025)]},
        {"tables": [_table(2024), {**_table(2025), "unit": "白河县交通局"}]},
    ],
)
def unchanged_since_last_year(document: View, *, least_rows: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """Indicators and targets of a project are word for word those of an earlier year.

    Tasks and starting points differ from year to year, so the table was most likely handed in again. A subsidy of
    fixed rates may truly not change, so this is for the reviewer to look at.
    """
    for copied in again(tables_in(document.tables, copies, least_rows).copies):
        yield Hit("indicators", told_of_years(copied), table=copied.spot.table, others=copied.refs)
