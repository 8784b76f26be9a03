"""A row without a third-level indicator."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule

EXECUTION = "执行率"
"""Names the line for the budget's execution, which has no indicator of its own."""


@rule(
    "structure/empty-name",
    grain=Indicator,
    reads=("name", "level1", "level2"),
    needs=("name",),
    severity="error",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "三级指标为空；应写明测什么，如“培训人数”“工程验收合格率”",
        "en": "the row has no third-level indicator; name what is measured, as in 培训人数 or 工程验收合格率",
    },
    zh="三级指标是空的。\n不知道测什么，这一行无从评审。自评表中“预算执行率”一行没有三级指标，不在此列。",
    bad=[
        ({"name": "", "value": "≥95%"}, {"field": "name"}),
        ({"level2": "数量指标", "name": " ", "value": "3次"}, {"field": "name"}),
    ],
    good=[
        {"name": "养护里程", "value": "≥30公里"},
        {"level2": "数量指标", "name": "数量", "value": "3次"},
        {"level1": "预算执行率（10分）", "name": "", "value": "100%"},
    ],
)
def empty_name(ind: View) -> Iterator[Hit]:
    """A row has no third-level indicator.

    A value that belongs to no named measure sets no target. The line of a self-evaluation for the budget's execution
    has a heading of its own in place of levels.
    """
    if not ind.name.strip() and EXECUTION not in ind.level1 + ind.level2:
        yield Hit("name")
