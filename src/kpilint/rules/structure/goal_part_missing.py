"""A table whose head has no place for goals."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule

HEAD = frozenset({"code", "project", "budget", "plan"})
"""Parts that show that the head was read."""

LOOKS_BACK = frozenset({"actual", "score"})
"""Columns of evaluations, which often take the goals as known."""
MONITORED = ("完成情况", "执行情况")
"""Ends the heading of such a column, where the year is not over."""


@rule(
    "structure/goal-part-missing",
    grain=Table,
    reads=("parts", "goals", "columns", "indicators"),
    needs=(),
    severity="warning",
    confidence="low",
    item="规范完整性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标是绩效指标的依据",
    message={
        "zh": "没有找到绩效目标一栏；如果原表确实没有，应补写绩效目标",
        "en": "no place for goals was found; if the table really has none, add the goals",
    },
    zh=(
        "没有找到绩效目标一栏。\n"
        "指标要对照目标来评。也可能目标写在别处而没有读到，所以只提示、不计分；有这一栏而空着的，由structure/goal-missing计分。"
    ),
    bad=[
        ({"project": "村庄绿化", "indicators": [{"name": "栽树棵数", "value": "3000棵"}]}, {"field": "goals"}),
        ({"code": "A01", "indicators": []}, {"field": "goals"}),
    ],
    good=[
        {"project": "村庄绿化", "goals": ["栽植行道树3000棵"]},
        {"indicators": [{"name": "栽树棵数", "value": "3000棵"}]},
        {"project": "村庄绿化", "indicators": [{"name": "栽树棵数", "value": "3000棵", "actual": "3010棵"}]},
        {
            "project": "村庄绿化",
            "indicators": [
                {"name": "栽树棵数", "value": "3000棵", "others": [{"heading": "1-9月完成情况", "text": "2100棵"}]}
            ],
        },
    ],
)
def goal_part_missing(table: View) -> Iterator[Hit]:
    """The head of the table was read and has no place for goals.

    Indicators are judged against goals. The goals may stand where kpilint did not find them, so this is a note and
    does not score; a place for goals that was left empty is structure/goal-missing.
    """
    if "goals" not in table.parts and table.parts & HEAD and not _looks_back(table):
        yield Hit("goals")


def _looks_back(table: View) -> bool:
    """Tell an evaluation, or the monitoring of part of a year (1-9月完成情况)."""
    if table.columns & LOOKS_BACK:
        return True
    return any(one.heading.endswith(MONITORED) for row in table.indicators[:1] for one in row.others)
