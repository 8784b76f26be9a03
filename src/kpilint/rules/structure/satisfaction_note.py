"""A table without a satisfaction, where it is not clear whether anybody is served."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure._satisfaction import nobody_asked
from kpilint.wording import bare, found_in


@rule(
    "structure/satisfaction-note",
    grain=Table,
    reads=("project", "indicators", "broken"),
    needs=("project",),
    severity="info",
    confidence="low",
    item="规范完整性",
    since="0.1",
    standard="财预〔2021〕101号：满意度指标在直接服务公众的项目设置",
    message={
        "zh": "没有满意度指标；如果“{project}”直接服务群众或企业，应补写一项，单位内部的项目可以不设",
        "en": "there is no satisfaction; if {project} serves people or firms, add one",
    },
    zh="没有满意度指标，又看不出项目是否直接服务群众。\n只提示、不计分：不服务公众的项目本来就不必设。",
    bad=[
        (
            {
                "project": "森林防火",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "数二"},
                ],
            },
            {"field": "indicators"},
        ),
        (
            {
                "project": "河道清淤",
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
            "project": "信息系统运维",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "效益指标", "level2": "社会效益指标", "name": "数二"},
            ],
        },
        {
            "project": "森林防火",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "数二"},
            ],
        },
        {
            "project": "河道清淤",
            "indicators": [
                {"level1": "产出指标", "level2": "数量指标", "name": "数一"},
                {"level1": "效益指标", "level2": "社会效益指标", "name": "受益群众满意度"},
            ],
        },
    ],
)
def satisfaction_note(table: View, *, served_words: tuple[str, ...], internal_words: tuple[str, ...]) -> Iterator[Hit]:
    """The table has no satisfaction, and the name of the project does not tell whom it serves.

    A note only: a project that serves nobody outside the office needs none.
    """
    name = bare(table.project)
    if not found_in(name, served_words) and not found_in(name, internal_words) and nobody_asked(table):
        yield Hit("indicators")
