"""A row without its level, in a table whose other rows have one."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels


@rule(
    "structure/empty-level",
    grain=Table,
    reads=("indicators",),
    needs=(),
    severity="warning",
    confidence="low",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "“{name}”没有写{column}；应补上，或与上一行合并单元格",
        "en": "{name} has no {column_en}; fill it in, or merge the cell with the one above",
    },
    zh="有的行没有写级次。\n不知道归在哪一级，就算不进汇总和权重。也可能是合并单元格没有读到，所以只提示、不计分。",
    bad=[
        (
            {
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "甲"},
                    {"level1": "产出指标", "name": "乙"},
                ]
            },
            {"field": "level2", "row": 1, "name": "乙"},
        ),
        (
            {
                "indicators": [
                    {"level1": "", "level2": "质量指标", "name": "甲"},
                    {"level1": "产出指标", "level2": "数量", "name": "乙"},
                ]
            },
            {"field": "level1", "row": 0},
        ),
    ],
    good=[
        {
            "indicators": [
                {"level1": "产出指标", "level2": "", "name": "甲"},
                {"level1": "效益指标", "level2": "", "name": "乙"},
            ]
        },
        {"indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "甲"}, {"name": "预算执行率"}]},
        {
            "indicators": [
                {"level1": "产出", "level2": "数量", "name": "甲"},
                {"level1": "满意度", "name": "群众满意度"},
            ]
        },
    ],
)
def empty_level(table: View) -> Iterator[Hit]:
    """A row has no level, and others of the table have one.

    It cannot be added up or weighted. A merged cell may have been lost in reading, so this does not score.
    """
    for column, named, english in (("level1", "一级指标", "first level"), ("level2", "二级指标", "second level")):
        texts = [getattr(row, column).strip() for row in table.indicators]
        if not any(texts):
            continue
        for at, (text, row) in enumerate(zip(texts, table.indicators, strict=True)):
            if text or not row.name.strip() or levels.is_execution(row):
                continue
            if column == "level1" or levels.kind1(row.level1) != "satisfaction":
                yield Hit(column, {"name": row.name, "column": named, "column_en": english}, row=at)
