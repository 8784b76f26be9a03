"""One description pasted over rows that measure different things."""

from collections.abc import Iterator
from typing import Final

from kpilint.finding import Ref
from kpilint.measures import measure_of
from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import bare, is_placeholder

_SHOWN: Final = 20
"""Other copies that a finding names."""


@rule(
    "consistency/pasted-description",
    grain=Table,
    reads=("indicators", "columns"),
    needs=("description",),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "描述“{found}”贴在了{count}行不同的指标上，说不清“{name}”怎样衡量；应逐行写各自的统计口径",
        "en": "the description {found} stands in {count} rows that measure different things and does not tell how "
        "{name} is measured; describe each row by itself",
    },
    zh="同一句描述贴在几行测不同事物的指标上。\n一句话不会同时是人数、比率和满意度的口径，至少有几行是没有写。",
    bad=[
        (
            {
                "indicators": [
                    {"name": "受训人数", "description": "提高农民种植技术"},
                    {"name": "培训合格率", "description": "提高农民种植技术"},
                    {"name": "学员满意度", "description": "提高农民种植技术"},
                ]
            },
            {"field": "description", "row": 0, "count": "3"},
        ),
        (
            {
                "indicators": [
                    {"name": "巡查次数", "description": "按上级下达的计划执行"},
                    {"name": "隐患整改率", "description": "按上级下达的计划执行"},
                    {"name": "完成时间", "description": "按上级下达的计划执行"},
                    {"name": "群众满意度", "description": "反映群众满意情况"},
                ]
            },
            {"field": "description", "row": 2, "count": "3"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"name": "受训人数", "description": "提高农民种植技术"},
                {"name": "培训合格率", "description": "考核合格人数占受训人数的比例"},
                {"name": "学员满意度", "description": "问卷调查结果"},
            ]
        },
        {
            "indicators": [
                {"name": "县道好路率", "description": "好路里程占总里程的比例"},
                {"name": "乡道好路率", "description": "好路里程占总里程的比例"},
                {"name": "村道好路率", "description": "好路里程占总里程的比例"},
            ]
        },
    ],
)
def pasted_description(table: View, *, least_pasted: int) -> Iterator[Hit]:
    """The same description stands in several rows whose names measure different kinds of figures.

    No sentence defines a head-count, a rate and a satisfaction at once, so some of these rows have no definition.
    """
    groups: dict[str, list[int]] = {}
    for at, row in enumerate(table.indicators):
        text = bare(row.description)
        if text and not is_placeholder(row.description):
            groups.setdefault(text, []).append(at)
    for text, rows in groups.items():
        kinds = {measure_of(table.indicators[at].name).form for at in rows}
        if len(rows) < least_pasted or len(kinds) < least_pasted:
            continue
        for at in rows:
            row = table.indicators[at]
            if text not in bare(row.name) and bare(row.name) not in text and text != bare(row.value):
                args = {"found": row.description, "name": row.name, "count": str(len(rows))}
                yield Hit("description", args, row=at, others=tuple(Ref(row=one) for one in rows[:_SHOWN] if one != at))
