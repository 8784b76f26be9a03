"""Nearly the same indicators in several documents."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Corpus
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_documents
from kpilint.rules.boilerplate._messages import rows_changed_across, told_of_documents
from kpilint.rules.boilerplate._spots import copied_for_sure, tables_across

_ROADS = [
    {"level2": "数量指标", "name": "下乡督导检查的次数", "value": "≥12次"},
    {"level2": "质量指标", "name": "督导发现问题整改到位率", "value": "≥95%"},
    {"level2": "时效指标", "name": "云岭县督导情况按月通报及时率", "value": "≥95%"},
    {"level2": "社会效益指标", "name": "辖区群众出行条件改善的乡镇数", "value": "≥8个"},
]
_OTHERS = [{**_ROADS[0], "value": "≥30次"}, _ROADS[1], {**_ROADS[2], "name": "白河县督导情况按月通报及时率"}, _ROADS[3]]
_OWN = [
    {"level2": "数量指标", "name": "维修校舍的面积", "value": "≥3600平方米"},
    {"level2": "质量指标", "name": "校舍竣工验收一次合格率", "value": "≥95%"},
    {"level2": "时效指标", "name": "秋季开学前完工的校舍数", "value": "≥12所"},
]


@rule(
    "boilerplate/near-copied-between-documents",
    grain=Corpus,
    reads=("documents",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "本表指标与其他文件中{count}张表的几乎相同（如{unit}“{other}”），只改了 {difference}；"
        "应按本单位实际设置“{project}”的指标",
        "en": "the indicators are nearly those of {count} tables of other documents, as of {other} of {unit}, but for "
        "{difference}; set your own for {project}",
    },
    zh=(
        "不同文件（单位、县区）的两张表指标几乎相同，只改了个别词、数或地名。\n"
        "可能是照抄别处的表，也可能是上级统一下达的指标，所以只提示、不计分。"
    ),
    bad=[
        (
            {
                "documents": [
                    {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "indicators": _ROADS}]},
                    {"unit": "白河县交通局", "tables": [{"project": "公路养护", "indicators": _OTHERS}]},
                ]
            },
            {"field": "indicators", "document": 1, "difference": "“12”→“30”、“云岭”→“白河”"},
        ),
        (
            {
                "documents": [
                    {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "indicators": _ROADS}]},
                    {"unit": "清和县教育局", "tables": [{"project": "校舍维修", "indicators": _OTHERS}]},
                ]
            },
            {"field": "indicators", "document": 0, "unit": "清和县教育局", "other": "校舍维修"},
        ),
    ],
    good=[
        {
            "documents": [
                {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "indicators": _ROADS}]},
                {"unit": "清和县教育局", "tables": [{"project": "校舍维修", "indicators": _OWN}]},
            ]
        },
        {
            "documents": [
                {"unit": f"{place}人社局", "tables": [{"project": "培训", "indicators": [
                    {"name": "培训人数", "value": f"≥{count}人"},
                    {"name": "资金到位率", "value": "100%"},
                    {"name": "群众满意度", "value": "≥95%"},
                ]}]}
                for place, count in (("云岭县", 100), ("白河县", 80))
            ]
        },
    ],
)  # fmt: skip
def near_copied_between_documents(
    corpus: View, *, least_rows: int, least_table_text: int, copies: Mapping[str, Any]
) -> Iterator[Hit]:
    """Documents, of other units or counties, have tables that are the same but for a few words, figures and places.

    One may be copied from the other; or a higher level prescribed the indicators, so this is for the reviewer.
    """
    documents = corpus.documents
    for copied in between_documents(tables_across(documents, copies, least_rows)):
        spot = copied.spot
        if len(spot.masked) >= least_table_text and not copied_for_sure(copied, documents):
            args = {**told_of_documents(copied, documents), "difference": rows_changed_across(copied, documents)}
            yield Hit("indicators", args, document=spot.document, table=spot.table, others=copied.refs_across)
