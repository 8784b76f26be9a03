"""Outputs without a quality."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels


@rule(
    "structure/quality-missing",
    grain=Table,
    reads=("indicators", "broken"),
    needs=("level2",),
    severity="info",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2021〕101号：产出指标一般应有数量指标和质量指标",
    message={
        "zh": "产出指标中没有质量指标；应补写一项，如“工程验收合格率”",
        "en": "there is no quality among the outputs; add one, as in 工程验收合格率",
    },
    zh="产出指标中没有质量指标。\n只写做了多少，不写做得怎样，完成了也可能不合用。",
    bad=[
        (
            {
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "培训人数"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "受益人数"},
                ]
            },
            {"field": "indicators"},
        ),
        (
            {
                "indicators": [
                    {"level1": "产出指标", "level2": "时效指标", "name": "完工时间"},
                    {"level1": "产出指标", "level2": "数量指标", "name": "培训人数"},
                ]
            },
            {"field": "indicators"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"level1": "产出指标", "level2": "质量指标", "name": "验收合格率"},
                {"level1": "产出指标", "level2": "数量指标", "name": "培训人数"},
            ]
        },
        {
            "indicators": [
                {"level1": "产出指标", "level2": "1.质量指标", "name": "验收合格率"},
                {"level1": "产出指标", "level2": "时效指标", "name": "完工时间"},
            ]
        },
        {
            "indicators": [
                {"level1": "产出指标", "level2": "工作任务", "name": "完成情况"},
                {"level1": "产出指标", "level2": "时效指标", "name": "完工时间"},
            ]
        },
        {"indicators": [{"level1": "效益指标", "level2": "社会效益指标", "name": "受益人数"}]},
    ],
)
def quality_missing(table: View) -> Iterator[Hit]:
    """The outputs have no quality.

    Doing many is not doing well; what is delivered may be of no use. As a rule outputs have
    both quantity and quality. Nothing is said where a level is not known or a row could not be read.
    """
    if table.broken or not levels.levels_known(table.indicators):
        return
    kinds = {levels.kind2(row.level2) for row in table.indicators}
    if kinds & levels.OUTPUTS and "quality" not in kinds:
        yield Hit("indicators")
