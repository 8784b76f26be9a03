"""A project that serves people, and asks none of them."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure._satisfaction import nobody_asked
from kpilint.wording import bare, found_in


@rule(
    "structure/satisfaction-missing",
    grain=Table,
    reads=("project", "indicators", "broken"),
    needs=("project",),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2021〕101号：满意度指标在直接服务公众的项目设置",
    message={
        "zh": "“{project}”面向群众（{found}），没有满意度指标；应补写一项，如“受益群众满意度≥90%”",
        "en": "{project} serves people ({found}) and has no satisfaction; add one, as in 受益群众满意度≥90%",
    },
    zh="服务群众的项目没有满意度指标。\n钱花在群众身上，就应当听群众怎么说。单位内部的项目不要求。",
    bad=[
        (
            {
                "project": "困难群众慰问",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "数二"},
                ],
            },
            {"field": "indicators"},
        ),
        (
            {
                "project": "农村饮水安全巩固",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "数二"},
                ],
            },
            {"field": "indicators"},
        ),
    ],
    good=[
        {
            "project": "办公设备购置",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "效益指标", "level2": "社会效益指标", "name": "数二"},
            ],
        },
        {
            "project": "困难群众慰问",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "数二"},
            ],
        },
        {
            "project": "农村饮水安全巩固",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "效益指标", "level2": "社会效益指标", "name": "受益群众满意度"},
            ],
        },
    ],
)
def satisfaction_missing(
    table: View, *, served_words: tuple[str, ...], internal_words: tuple[str, ...]
) -> Iterator[Hit]:
    """A project that serves people outside the office has no satisfaction.

    Those whom the money is for should be heard. Projects of the office itself need none.
    """
    found = found_in(bare(table.project), served_words)
    if found and not found_in(bare(table.project), internal_words) and nobody_asked(table):
        yield Hit("indicators", {"found": found})
