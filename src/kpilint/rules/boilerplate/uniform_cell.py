"""One basis or value fills most rows of a document."""

from collections import Counter
from collections.abc import Iterator

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import CELL_NAMES

FIELDS = ("value", "basis")


def _table(value: str, basis: str, rows: int) -> dict[str, object]:
    return {
        "project": "农村公路养护",
        "indicators": [{"name": f"道路{at}养护里程", "value": value, "basis": basis} for at in range(rows)],
    }


@rule(
    "boilerplate/uniform-cell",
    grain=Document,
    reads=("tables",),
    severity="info",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "全文{rows}行中有{count}行（{share}%）的{cell}都是“{text}”；应逐项确定",
        "en": "{count} of {rows} rows ({share} %) of the document have the same {field}, {text}; set each by itself",
    },
    zh=(
        "全文大多数行用同一个指标值或同一个依据。\n"
        "从头到尾一样的数和依据，说明没有逐项测算。也可能是巧合，所以只提示评审人，不计分。"
    ),
    bad=[
        ({"tables": [_table("≥90完成比例", "", 25)]}, {"field": "value", "share": "100", "table": None}),
        (
            {"tables": [_table("≥3公里", "相关政策", 18), _table("≥5公里", "云交发〔2024〕2号", 4)]},
            {"field": "basis", "count": "18", "rows": "22", "text": "相关政策"},
        ),
    ],
    good=[
        {"tables": [_table("≥3公里", "相关政策", 10)]},
        {
            "tables": [
                _table("≥3公里", "云交发〔2024〕2号", 9),
                _table("≥5公里", "《公路法》", 9),
                _table("≥9公里", "往年决算", 9),
            ]
        },
    ],
)
def uniform_cell(document: View, *, share: float, least_cells: int) -> Iterator[Hit]:
    """One value or one basis fills most rows of the document.

    Numbers and reasons that are the same from first page to last were not worked out row by row. It may be chance,
    so this is a note for the reviewer.
    """
    rows = [row for table in document.tables for row in table.indicators]
    for field in FIELDS:
        texts = Counter(text for row in rows if (text := plain(getattr(row, field))))
        total = sum(texts.values())
        if total < least_cells:
            continue
        text, count = texts.most_common(1)[0]
        if count >= share * total:
            args = {
                "text": text,
                "count": str(count),
                "rows": str(total),
                "share": str(count * 100 // total),
                "cell": CELL_NAMES[field],
                "field": field,
            }
            yield Hit(field, args)
