"""The same indicators in several documents."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Corpus
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_documents
from kpilint.rules.boilerplate._messages import told_of_documents
from kpilint.rules.boilerplate._spots import copied_for_sure, tables_across

_ROWS = [
    {"level2": "数量指标", "name": "下乡督导检查的次数", "value": "≥12次"},
    {"level2": "质量指标", "name": "督导发现问题整改到位率", "value": "≥95%"},
    {"level2": "时效指标", "name": "督导情况按月通报及时率", "value": "≥95%"},
    {"level2": "社会效益指标", "name": "辖区群众出行条件改善的乡镇数", "value": "≥8个"},
]
_TABLE = {"project": "农村公路养护", "indicators": _ROWS}
_BRIDGES = {"project": "桥梁检测", "indicators": _ROWS}


def _documents(one: Mapping[str, Any], other: Mapping[str, Any], unit: str = "白河县交通局") -> dict[str, object]:
    return {"documents": [{"unit": "云岭县交通局", "tables": [one]}, {"unit": unit, "tables": [other]}]}


@rule(
    "boilerplate/copied-between-documents",
    grain=Corpus,
    reads=("documents",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "本表指标与其他文件中{count}张表的完全相同（如{unit}“{other}”）；应按本单位实际设置“{project}”的指标",
        "en": "the indicators are those of {count} tables of other documents, as of {other} of {unit}; "
        "set your own for {project}",
    },
    zh=(
        "不同文件（单位、县区）的两张表指标名称和指标值完全相同。\n"
        "指标应当出自项目本身。别处的表连数量一起原样出现，说明没有按自己的项目设置。几行谁都会写的短指标"
        "（满意度≥95%）相同不算，各县同一项目只有比率相同的也不算。"
    ),
    bad=[
        (
            _documents(_TABLE, _TABLE),
            {"field": "indicators", "table": 0, "unit": "白河县交通局"},
        ),
        (
            _documents(_BRIDGES, _TABLE),
            {"field": "indicators", "other": "桥梁检测", "unit": "云岭县交通局", "project": "农村公路养护"},
        ),
        (
            _documents(_BRIDGES, _TABLE, "云岭县交通局"),
            {"field": "indicators", "document": 1, "other": "桥梁检测"},
        ),
    ],
    good=[
        _documents(_TABLE, _TABLE, "云岭县交通局"),
        _documents(_TABLE, {"project": "桥梁检测", "indicators": _ROWS[:2]}),
        {
            "documents": [
                {"unit": f"{place}民政局", "tables": [{"project": "高龄津贴", "indicators": [
                    {"level2": "质量指标", "name": "符合条件老人的津贴发放率", "value": "100%"},
                    {"level2": "时效指标", "name": "高龄津贴按月发放及时率", "value": "100%"},
                    {"level2": "满意度指标", "name": "享受津贴老人满意度", "value": "≥95%"},
                ]}]}
                for place in ("云岭县", "白河县")
            ]
        },
    ],
)  # fmt: skip
def copied_between_documents(
    corpus: View, *, least_rows: int, least_table_text: int, copies: Mapping[str, Any]
) -> Iterator[Hit]:
    """Documents, of other units or counties, have tables with the same names and values.

    The targets of one were taken over by another, figures and all, so they cannot rest on its own needs. A few short
    rows that anyone would write are no copy, nor is one project of several counties that only shares rates.
    """
    documents = corpus.documents
    for copied in between_documents(tables_across(documents, copies, least_rows)):
        spot = copied.spot
        if len(spot.masked) >= least_table_text and copied_for_sure(copied, documents):
            args = told_of_documents(copied, documents)
            yield Hit("indicators", args, document=spot.document, table=spot.table, others=copied.refs_across)
