"""Nearly the same goal in the tables of different projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects
from kpilint.rules.boilerplate._messages import changed_words, told
from kpilint.rules.boilerplate._spots import goals_in, long_enough


@rule(
    "boilerplate/near-copied-goal",
    grain=Document,
    reads=("tables",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "绩效目标“{goal}”与另外{count}张表的几乎相同（如“{other}”），只改了 {difference}；"
        "应写“{project}”自身要做的事和数量",
        "en": "the goal {goal} is nearly that of {count} other tables, {other} among them, but for {difference}; "
        "write what {project} is to do",
    },
    zh=(
        "不同项目的绩效目标几乎相同，只改了个别词或数。\n"
        "换个名字就能用的目标没有说出本项目要做成什么。数字、文号、地名、单位名和项目自己的名称不算差别。相近的"
        "项目目标可能本来就相近，所以只提示、不计分。"
    ),
    bad=[
        (
            {
                "tables": [
                    {"project": "农村公路养护", "goals": ["1.确保农村公路各项任务按照年初计划保质保量如期完成"]},
                    {"project": "校舍维修", "goals": ["1.确保校舍各项任务按照年初计划保质保量如期完成。"]},
                ]
            },
            {"field": "goals", "table": 0, "other": "校舍维修", "difference": "“校舍”→“农村公路”、−“。”"},
        ),
        (
            {
                "tables": [
                    {"project": "疫苗采购", "goals": ["建立健全长效管理机制，服务群众20000人次以上"]},
                    {"project": "图书馆开放", "goals": ["建立健全长效管理机制，服务群众3000人次以上"]},
                ]
            },
            {"field": "goals", "table": 1, "difference": "“20000”→“3000”"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "农村公路养护", "goals": ["养护农村公路30公里，修补坑槽，清理边沟"]},
                {"project": "校舍维修", "goals": ["维修校舍12所共3600平方米，更换门窗和屋面"]},
            ]
        },
        {
            "tables": [
                {"project": "公路养护", "goals": ["完成年度养护任务"]},
                {"project": "校舍维修", "goals": ["完成年度维修任务"]},
            ]
        },
        {
            "tables": [
                {"project": "2025年中央就业补助资金", "goals": ["按季度向就业见习人员发放补贴，全年200人以上"]},
                {"project": "2025年省级就业补助资金", "goals": ["按季度向就业见习人员发放补贴，全年80人以上"]},
            ]
        },
    ],
)
def near_copied_goal(document: View, *, least_goal: int, least_text: int, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """Goals of different projects are the same but for a few words or figures.

    A goal that fits another project as soon as the name is changed does not say what this one is to achieve. Kindred
    projects may be alike by nature, so this is for the reviewer to look at.
    """
    for copied in between_projects(goals_in(document.tables, copies, least_goal)):
        spot = copied.spot
        if copied.near and long_enough(spot, least_text):
            args = {**told(copied), "goal": spot.text, "difference": changed_words(spot, copied.others[0])}
            yield Hit("goals", args, table=spot.table, others=copied.refs, place=spot.place)
