"""A row that could not be read whole."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule

SHOWN = 60


@rule(
    "structure/broken-row",
    grain=Table,
    reads=("broken",),
    needs=(),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "有一行不完整，无法识别：“{text}”；应补齐各列，一行一个指标",
        "en": "a row is not whole and could not be read: {text}; fill in every column, one indicator a row",
    },
    zh=("有一行读不完整，没有检查。\n这一行缺列或几列并在了一起。报告原样列出，不会悄悄丢掉。"),
    bad=[
        ({"broken": ["产出指标 数量指标 ≥20"]}, {"field": "indicators", "text": "产出指标 数量指标 ≥20"}),
        ({"indicators": [{"name": "培训人数"}], "broken": ["≥95% 问卷"]}, {"field": "indicators"}),
    ],
    good=[
        {"indicators": [{"name": "培训人数", "value": "≥200人"}]},
        {"goals": ["培训村医200人"], "indicators": []},
    ],
)
def broken_row(table: View) -> Iterator[Hit]:
    """A row of the published table could not be read whole, so it was not checked.

    Cells are missing or run together. The row is shown as it was published; nothing is dropped in silence.
    """
    for one in table.broken:
        text = " ".join(one.text.split())
        shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        yield Hit("indicators", {"text": shown}, place=one.place)
