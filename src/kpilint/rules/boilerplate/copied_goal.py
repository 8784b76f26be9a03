"""The same goal in the tables of different projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects
from kpilint.rules.boilerplate._messages import told
from kpilint.rules.boilerplate._spots import goals_in


@rule(
    "boilerplate/copied-goal",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当与项目相应匹配",
    message={
        "zh": "绩效目标“{goal}”与另外{count}张表的相同（如“{other}”）；应写“{project}”自身要做的事和数量",
        "en": "the goal {goal} is that of {count} other tables, {other} among them; write what {project} is to do",
    },
    zh=(
        "不同项目写了同一条绩效目标。\n"
        "放到哪个项目都成立的目标，等于没有为任何项目设目标。同一补助由几级预算安排时目标可以相同，短语偶然相同"
        "也不算。"
    ),
    bad=[
        (
            {
                "tables": [
                    {"project": "农村公路养护", "goals": ["保障各项工作顺利开展"]},
                    {"project": "校舍维修", "goals": ["1.保障各项工作顺利开展。"]},
                ]
            },
            {"field": "goals", "table": 1, "other": "农村公路养护"},
        ),
        (
            {
                "tables": [
                    {"project": "疫苗采购", "goals": ["采购疫苗3000支", "提高财政资金使用效益"]},
                    {"project": "校舍维修", "goals": ["提高财政资金使用效益"]},
                ]
            },
            {"field": "goals", "table": 0, "goal": "提高财政资金使用效益"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "农村公路养护", "goals": ["养护农村公路30公里"]},
                {"project": "校舍维修", "goals": ["维修校舍12所共3600平方米"]},
            ]
        },
        {"tables": [{"project": "公路养护", "goals": ["按时完成"]}, {"project": "校舍维修", "goals": ["按时完成"]}]},
        {
            "tables": [
                {"project": "2025年中央就业补助资金", "goals": ["发放见习补贴200人以上"]},
                {"project": "2025年省级就业补助资金", "goals": ["发放见习补贴200人以上"]},
            ]
        },
    ],
)
def copied_goal(document: View, *, least_goal: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """Different projects state the same goal.

    A goal that fits every project sets a target for none. Short phrases may coincide and are left alone, and one
    subsidy may have one goal in the table of each budget that pays it.
    """
    for copied in between_projects(goals_in(document.tables, copies, least_goal)):
        spot = copied.spot
        if not copied.near:
            yield Hit(
                "goals", {**told(copied), "goal": spot.text}, table=spot.table, others=copied.refs, place=spot.place
            )
