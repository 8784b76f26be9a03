"""No column of target values, or none of levels."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule


@rule(
    "structure/missing-column",
    grain=Table,
    reads=("indicators", "columns"),
    needs=(),
    severity="blocker",
    confidence="high",
    item=("规范完整性", "指标科学性"),
    since="0.1",
    standard="财预〔2015〕88号：绩效指标应当有具体的指标值",
    message={
        "zh": "表中没有{column_zh}一列；应补上这一列，逐行填写",
        "en": "the table has no column of {column_en}; add it and fill it in row by row",
    },
    zh=("表中没有指标值一列，或没有指标级次。\n没有目标值就无从考核；不分一级、二级指标，就看不出产出和效益各是什么。"),
    bad=[
        (
            {"indicators": [{"level1": "产出指标", "name": "新建公厕数量"}]},
            {"field": "indicators", "column_zh": "指标值"},
        ),
        ({"indicators": [{"name": "新建公厕数量", "value": "12座"}]}, {"column_zh": "一级指标、二级指标"}),
    ],
    good=[
        {"indicators": [{"level1": "产出指标", "name": "新建公厕数量", "value": "12座"}]},
        {"indicators": [{"level2": "数量指标", "name": "新建公厕数量", "value": ""}]},
        {"indicators": [{"name": "公厕完好率", "value": "100%", "grades": ["100%", "≥90%", "≥80%", "<80%"]}]},
    ],
)
def missing_column(table: View) -> Iterator[Hit]:
    """The table has no column of target values, or none of levels.

    Rules about a column do not run where the column does not exist, so without this one a table could gain by
    leaving columns out. The older form of duties and activities has grades in place of levels.
    """
    if not table.indicators:
        return
    if not table.columns & {"value", "number", "grades"}:
        yield Hit("indicators", {"column_zh": "指标值", "column_en": "target values"})
    if not table.columns & {"level1", "level2", "grades"}:
        yield Hit("indicators", {"column_zh": "一级指标、二级指标", "column_en": "levels"})
