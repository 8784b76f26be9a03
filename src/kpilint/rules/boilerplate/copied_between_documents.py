"""The same indicators in documents of different units."""

from collections.abc import Hashable, Iterator

from kpilint.finding import Ref
from kpilint.model import Corpus, Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import SHOWN, project_of, rows_key

_ROWS = [
    {"level2": "数量指标", "name": "工作完成数量", "value": "≥95%"},
    {"level2": "质量指标", "name": "工作合格率", "value": "≥95%"},
    {"level2": "社会效益指标", "name": "社会影响", "value": "良好"},
]
_TABLE = {"project": "农村公路养护", "indicators": _ROWS}


@rule(
    "boilerplate/copied-between-documents",
    grain=Corpus,
    reads=("documents",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "本表指标与另外{count}个单位的完全相同（如“{unit}”的“{other}”）；应按本单位实际设置“{project}”的指标",
        "en": "the indicators are those of {count} other units, as of {other} of {unit}; set your own for {project}",
    },
    zh=(
        "不同单位的两张表指标完全相同。\n指标应当出自项目本身。别的单位的表原样出现在本单位，说明没有按自己的项目设置。"
    ),
    bad=[
        (
            {"documents": [{"unit": "云岭县交通局", "tables": [_TABLE]}, {"unit": "白河县交通局", "tables": [_TABLE]}]},
            {"field": "indicators", "table": 0, "unit": "白河县交通局"},
        ),
        (
            {
                "documents": [
                    {"unit": "云岭县交通局", "tables": [{"project": "桥梁检测", "indicators": _ROWS}]},
                    {"unit": "白河县交通局", "tables": [_TABLE]},
                ]
            },
            {"field": "indicators", "other": "桥梁检测", "unit": "云岭县交通局", "project": "农村公路养护"},
        ),
    ],
    good=[
        {"documents": [{"unit": "云岭县交通局", "tables": [_TABLE]}, {"unit": "云岭县交通局", "tables": [_TABLE]}]},
        {
            "documents": [
                {"unit": "云岭县交通局", "tables": [_TABLE]},
                {"unit": "白河县交通局", "tables": [{"project": "桥梁检测", "indicators": _ROWS[:2]}]},
            ]
        },
    ],
)
def copied_between_documents(corpus: View, *, least_rows: int) -> Iterator[Hit]:
    """Documents of different units have tables with the same names and values.

    The targets of one unit were taken over by another, so they cannot rest on its own needs.
    """
    spots: dict[Hashable, list[tuple[int, int]]] = {}
    for which, document in enumerate(corpus.documents):
        for at, table in enumerate(document.tables):
            key = rows_key(table, least_rows)
            if key is not None:
                spots.setdefault(key, []).append((which, at))
    for group in spots.values():
        by_unit: dict[str, tuple[int, int]] = {}
        for which, at in group:
            by_unit.setdefault(_unit(corpus.documents[which]), (which, at))
        if len(by_unit) > 1:
            yield from _hits(corpus.documents, group, by_unit)


def _hits(
    documents: tuple[Document, ...], group: list[tuple[int, int]], by_unit: dict[str, tuple[int, int]]
) -> Iterator[Hit]:
    few = list(by_unit.items())[: SHOWN + 1]
    for which, at in group:
        own = _unit(documents[which])
        copies = [spot for unit, spot in few if unit != own][:SHOWN]
        other = documents[copies[0][0]]
        args = {
            "count": str(len(by_unit) - 1),
            "unit": _unit(other),
            "other": project_of(other.tables[copies[0][1]]),
            "project": project_of(documents[which].tables[at]),
        }
        refs = tuple(Ref(document, table) for document, table in copies)
        yield Hit("indicators", args, document=which, table=at, others=refs)


def _unit(document: Document) -> str:
    return document.unit or document.path
