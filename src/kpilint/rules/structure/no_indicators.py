"""A table without a single indicator."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule


@rule(
    "structure/no-indicators",
    grain=Table,
    reads=("indicators", "broken"),
    needs=(),
    severity="blocker",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    message={
        "zh": "没有绩效指标；至少应写产出指标和效益指标各一项，各有指标值",
        "en": "the table has no indicators; write at least one output and one benefit, each with a value",
    },
    zh=("整张表没有一条绩效指标。\n只有目标、没有指标，无从衡量。"),
    bad=[
        ({"project": "村庄绿化", "goals": ["栽植行道树3000棵"], "indicators": []}, {"field": "indicators"}),
        ({"project": "设备购置", "indicators": []}, {"field": "indicators"}),
    ],
    good=[
        {"indicators": [{"level1": "产出指标", "name": "栽植行道树棵数", "value": "≥3000棵"}]},
        {"indicators": [], "broken": ["产出指标 数量指标 栽植行道树"]},
    ],
)
def no_indicators(table: View) -> Iterator[Hit]:
    """The table has no indicator at all.

    Goals alone cannot be measured. Rows that were published and could not be read are structure/broken-row instead.
    """
    if not table.indicators and not table.broken:
        yield Hit("indicators")
