"""The same indicator twice in one table."""

from collections.abc import Iterator

from kpilint.finding import Ref
from kpilint.rule import Hit, Table, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import dimension


@rule(
    "structure/duplicate-row",
    grain=Table,
    reads=("indicators",),
    needs=(),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "“{name}”与本表第{first}个指标重复；应删去一行，或写明两行各测什么",
        "en": "{name} repeats row {first} of this table; delete one, or say what each of them measures",
    },
    zh=("同一张表里有两行完全相同。\n重复的指标会被重复计算，或者本该写的另一个指标没有写。"),
    bad=[
        (
            {
                "indicators": [
                    {"level2": "数量指标", "name": "培训人数", "value": "≥200人"},
                    {"level2": "数量指标", "name": "培训 人数", "value": "≥200人"},
                ]
            },
            {"field": "name", "row": 1, "first": "1"},
        ),
        (
            {
                "indicators": [
                    {"level2": "质量指标", "name": "任务完成率", "value": "≥95%"},
                    {"level2": "数量指标", "name": "培训人数", "value": "≥200人"},
                    {"level2": "质量指标", "name": "任务完成率", "value": "≥95%"},
                ]
            },
            {"field": "name", "row": 2, "first": "1"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"level2": "数量指标", "name": "培训人数", "description": "教师", "value": "≥200人"},
                {"level2": "数量指标", "name": "培训人数", "description": "校长", "value": "≥200人"},
            ]
        },
        {
            "indicators": [
                {"term": "long", "level2": "质量指标", "name": "验收合格率", "value": "100%"},
                {"term": "year", "level2": "质量指标", "name": "验收合格率", "value": "100%"},
            ]
        },
        {
            "indicators": [
                {"level2": "数量指标", "name": "培训人数", "value": "≥200人"},
                {"level2": "数量指标", "name": "培训期数", "value": "≥2期"},
            ]
        },
    ],
)
def duplicate_row(table: View) -> Iterator[Hit]:
    """Two rows of a table have the same level, name, description and value.

    A copied row gives one measure double weight, or hides a second measure that was meant and not written.
    """
    names = [plain(row.name) for row in table.indicators]
    if len(set(names)) == len(names):
        return
    first: dict[tuple[str, ...], int] = {}
    for at, row in enumerate(table.indicators):
        key = tuple(plain(text) for text in (row.term, row.level2, row.name, row.description, row.value))
        if not key[2] or dimension(row.name, row.level2):
            continue
        before = first.setdefault(key, at)
        if before != at:
            yield Hit("name", {"name": row.name, "first": str(before + 1)}, row=at, others=(Ref(row=before),))
