"""A column of descriptions that slipped by one row."""

from collections.abc import Iterator
from typing import Final

from kpilint.finding import Ref
from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.consistency._contents import FORMULA
from kpilint.wording import bare

_SHORT: Final = 12
"""Characters of a description that is the name of some figure, not an explanation."""
_SHOWN: Final = 20
"""Other rows of the same slip that a finding names."""
_OF_NONE: Final = ("不是这一行的", "does not belong to this row")


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
        "zh": "指标描述“{found}”{owner_zh}，描述一列错了一行；“{name}”应写自己的描述",
        "en": "the description {found} {owner_en}: the column slipped by one; describe {name}",
    },
    zh=("指标描述一列整体错了一行。\n描述写的是下一行（或上一行）的三级指标，读者会按错误的含义去考核每一行。"),
    bad=[
        (
            {
                "indicators": [
                    {"name": "入学率", "description": "巩固率"},
                    {"name": "巩固率", "description": "升学率"},
                    {"name": "升学率", "description": "升学人数占毕业人数的比例"},
                ]
            },
            {"field": "description", "row": 0, "found": "巩固率", "owner_zh": "是本表第2个指标的名称"},
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
        (
            {
                "indicators": [
                    {"name": "养护里程", "description": "年度目标"},
                    {"name": "绿化里程", "description": "养护里程"},
                    {"name": "好路率", "description": "绿化里程"},
                ]
            },
            {"field": "description", "row": 0, "owner_zh": "不是这一行的"},
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
    """The descriptions of most rows are the names of the rows below or above them.

    A cell was lost while pasting, and every description now explains the wrong indicator. One such row may be
    chance; several, and most of the table, are not. The row at which the run ends has a stranger's description too.
    """
    rows = [(bare(row.name), bare(row.description)) for row in table.indicators]
    for step in (1, -1):
        shifted = _shifted(rows, step)
        if len(shifted) < least_shifted or 2 * len(shifted) < len(rows):
            continue
        every = sorted({*shifted, *_ends(rows, shifted, step)})
        for at in every:
            row = table.indicators[at]
            fits = str(at + step + 1) if at in shifted else ""
            owner = (f"是本表第{fits}个指标的名称", f"is the name of row {fits}") if fits else _OF_NONE
            args = {"found": row.description, "name": row.name, "owner_zh": owner[0], "owner_en": owner[1]}
            yield Hit("description", args, row=at, others=tuple(Ref(row=one) for one in every[:_SHOWN] if one != at))
        return


def _shifted(rows: list[tuple[str, str]], step: int) -> list[int]:
    """Return the rows whose description is the name of the row `step` further, and not their own."""
    return [
        at
        for at, (name, description) in enumerate(rows)
        if description and 0 <= at + step < len(rows) and description == rows[at + step][0] != name
    ]


def _ends(rows: list[tuple[str, str]], shifted: list[int], step: int) -> list[int]:
    """Return the rows next to a run whose short description has nothing of a name of this table."""
    known, names = set(shifted), {name for name, _ in rows}
    ends = {at + step for at in shifted} - known
    return [
        at
        for at in ends
        if 0 < len(rows[at][1]) <= _SHORT and rows[at][1] not in names and not FORMULA.search(rows[at][1])
    ]
