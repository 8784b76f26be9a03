"""Last year's table, handed in again in another document."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Corpus
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._messages import told_of_years
from kpilint.rules.boilerplate._spots import tables_across
from kpilint.rules.boilerplate._years import again

_ROWS = [
    {"level2": "数量指标", "name": "养护农村公路里程", "value": "≥30公里"},
    {"level2": "质量指标", "name": "养护验收合格率", "value": "≥95%"},
    {"level2": "时效指标", "name": "养护完成时间", "value": "12月底前"},
]
_TABLE = {"project": "农村公路养护", "indicators": _ROWS}
_MORE = {"project": "农村公路养护", "indicators": [{**_ROWS[0], "value": "≥45公里"}, *_ROWS[1:]]}


def _document(year: int, table: Mapping[str, Any]) -> dict[str, object]:
    return {"unit": "云岭县交通局", "year": year, "tables": [table]}


@rule(
    "boilerplate/unchanged-between-documents",
    grain=Corpus,
    reads=("documents",),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{project}”的指标和指标值与另一份文件中{before}年的完全相同；应按上年完成情况和本年任务重新确定",
        "en": "indicators and targets of {project} are those of {before} in another document; set them anew by last "
        "year's results",
    },
    zh=(
        "同一单位同一项目的指标和指标值，与另一份文件中以前年度的一字不差。\n"
        "任务、基数每年不同，目标原样不动多半是照抄上年的表。固定标准的补助可能确实不变，所以只提示、不计分。"
    ),
    bad=[
        (
            {"documents": [_document(2024, _TABLE), _document(2025, _TABLE)]},
            {"field": "indicators", "document": 1, "before": "2024"},
        ),
        (
            {"documents": [_document(2025, _TABLE), _document(2024, _MORE), _document(2023, _TABLE)]},
            {"field": "indicators", "document": 0, "before": "2023"},
        ),
    ],
    good=[
        {"documents": [_document(2024, _TABLE), _document(2025, _MORE)]},
        {"documents": [_document(2025, _TABLE), _document(2025, _TABLE)]},
    ],
)
def unchanged_between_documents(corpus: View, *, least_rows: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """Indicators and targets of a project are word for word those of an earlier year, in another document.

    Tasks and starting points differ from year to year, so the table was most likely handed in again. A subsidy of
    fixed rates may truly not change, so this is for the reviewer to look at.
    """
    for copied in again(tables_across(corpus.documents, copies, least_rows)):
        spot = copied.spot
        if all(other.document != spot.document for other in copied.others):
            yield Hit(
                "indicators", told_of_years(copied), document=spot.document, table=spot.table,
                others=copied.refs_across,
            )  # fmt: skip
