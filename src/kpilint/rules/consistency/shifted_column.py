"""A column of descriptions that slipped by one row."""

from collections.abc import Iterator
from itertools import pairwise

from kpilint.finding import Ref
from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import bare


@rule(
    "consistency/shifted-column",
    grain=Table,
    reads=("indicators", "columns"),
    needs=("description",),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "指标描述“{found}”是本表第{next}个指标的名称，描述一列错了一行；“{name}”应写自己的描述",
        "en": "the description {found} is the name of row {next}: the column slipped by one; describe {name}",
    },
    zh=("指标描述一列整体错了一行。\n描述写的是下一行的三级指标，读者会按错误的含义去考核每一行。"),
    bad=[
        (
            {
                "indicators": [
                    {"name": "入学率", "description": "巩固率"},
                    {"name": "巩固率", "description": "升学率"},
                    {"name": "升学率", "description": "升学人数占毕业人数的比例"},
                ]
            },
            {"field": "description", "row": 0, "found": "巩固率", "next": "2"},
        ),
        (
            {
                "indicators": [
                    {"name": "养护里程", "description": "绿化里程"},
                    {"name": "绿化里程", "description": "好路率"},
                    {"name": "好路率", "description": "好路率"},
                ]
            },
            {"field": "description", "row": 1, "found": "好路率"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"name": "入学率", "description": "巩固率"},
                {"name": "巩固率", "description": "在校人数占入学人数的比例"},
                {"name": "升学率", "description": "升学人数占毕业人数的比例"},
            ]
        },
        {
            "indicators": [
                {"name": "任务完成率", "description": "任务完成率"},
                {"name": "任务完成率", "description": "任务完成率"},
                {"name": "任务完成率", "description": "任务完成率"},
            ]
        },
    ],
)
def shifted_column(table: View, *, least_shifted: int) -> Iterator[Hit]:
    """The descriptions of most rows are the names of the rows below them.

    A cell was lost while pasting, and every description now explains the wrong indicator. One such row may be
    chance; several, and most of the table, are not.
    """
    rows = [(bare(row.name), bare(row.description)) for row in table.indicators]
    shifted = [
        at
        for at, ((name, description), (following, _)) in enumerate(pairwise(rows))
        if description and description == following != name
    ]
    if len(shifted) < least_shifted or 2 * len(shifted) < len(rows):
        return
    for at in shifted:
        row = table.indicators[at]
        args = {"found": row.description, "name": row.name, "next": str(at + 2)}
        yield Hit("description", args, row=at, others=tuple(Ref(row=one) for one in shifted if one != at))
