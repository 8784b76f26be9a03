"""The same long goal, or the same long text of a row, in several documents."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Corpus, Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import Copied, between_documents
from kpilint.rules.boilerplate._messages import changed_words, told_of_documents
from kpilint.rules.boilerplate._spots import field_of, goals_across, long_enough, rows_across, tables_across

_GOAL = "进一步健全工作机制，强化日常监管，推动各项工作再上新台阶"
_INFLUENCE = {"name": "影响力", "description": "通过本单位认真履职，提升了在服务人群中的影响力", "value": "≥95%"}


@rule(
    "boilerplate/text-copied-between-documents",
    grain=Corpus,
    reads=("documents",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{text}”与其他文件中{count}处的相同或几乎相同（如{unit}“{other}”；不同之处：{difference}）；"
        "应写“{project}”自身的内容",
        "en": "{text} stands in {count} places of other documents, as in {other} of {unit} (differing in: "
        "{difference}); write what is of {project}",
    },
    zh=(
        "一条长的绩效目标，或一行指标的长描述，在别的文件（单位、县区）里也有，相同或只改了个别词。\n"
        "可能是照抄，也可能是上级文件的原话，所以只提示、不计分。短的通用指标和计算公式各处相同是正常的；整表相同"
        "的另有规则。"
    ),
    bad=[
        (
            {
                "documents": [
                    {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "goals": [_GOAL]}]},
                    {"unit": "白河县水利局", "tables": [{"project": "水库除险", "goals": ["1." + _GOAL + "。"]}]},
                ]
            },
            {"field": "goals", "document": 1, "unit": "云岭县交通局", "difference": "+“。”"},
        ),
        (
            {
                "documents": [
                    {"unit": "云岭县医院", "tables": [{"project": "设备购置", "indicators": [_INFLUENCE]}]},
                    {"unit": "白河县图书馆", "tables": [{"project": "免费开放", "indicators": [
                        {**_INFLUENCE, "description": "通过本馆认真履职，提升了在服务人群中的影响力"},
                    ]}]},
                ]
            },
            {"field": "description", "document": 0, "row": 0, "other": "免费开放", "difference": "“馆”→“单位”"},
        ),
    ],
    good=[
        {
            "documents": [
                {"unit": f"{place}人社局", "tables": [{"project": "培训", "goals": ["培训农民工100人"], "indicators": [
                    {"name": "培训人数", "description": "参加培训并取得证书的人数", "value": "≥100人"},
                    {"name": "资金到位率", "description": "实际到位资金占计划到位资金的比例", "value": "100%"},
                ]}]}
                for place in ("云岭县", "白河县")
            ]
        },
        {
            "documents": [
                {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "goals": [_GOAL]}]},
                {"unit": "云岭县交通局", "tables": [{"project": "公路养护", "goals": [_GOAL]}]},
            ]
        },
    ],
)  # fmt: skip
def text_copied_between_documents(
    corpus: View, *, least_rows: int, least_text: int, copies: Mapping[str, Any]
) -> Iterator[Hit]:
    """A long goal, or the long description of a row, stands in other documents, too.

    It may be copied, or be the wording of a higher level's paper. Short rows that anyone would write, and formulas,
    are the same everywhere. Where whole tables are the same, other rules say so.
    """
    documents = corpus.documents
    whole = {
        (one.spot.document, one.spot.table) for one in between_documents(tables_across(documents, copies, least_rows))
    }
    for copied in between_documents(goals_across(documents, copies, least_text)):
        spot = copied.spot
        if long_enough(spot, least_text):
            args = _args(copied, documents)
            yield Hit(
                "goals", args, document=spot.document, table=spot.table, others=copied.refs_across, place=spot.place
            )
    for copied in between_documents(rows_across(documents, copies, least_text)):
        spot = copied.spot
        if (spot.document, spot.table) not in whole and long_enough(spot, least_text):
            field = field_of(documents[spot.document].tables, spot)
            yield Hit(
                field, _args(copied, documents), document=spot.document, table=spot.table, row=spot.row,
                others=copied.refs_across,
            )  # fmt: skip


def _args(copied: Copied, documents: tuple[Document, ...]) -> Mapping[str, str]:
    difference = changed_words(copied.spot, copied.others[0])
    return {**told_of_documents(copied, documents), "text": copied.spot.text, "difference": difference}
