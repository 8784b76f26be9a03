"""The same goal in the tables of different projects."""

from collections.abc import Iterator

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import groups, others, project_key, project_of, refs
from kpilint.wording import bare, template_text


@rule(
    "boilerplate/copied-goal",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当与项目相应匹配",
    message={
        "zh": "绩效目标“{goal}”与另外{count}个项目的相同（如“{other}”）；应写“{project}”自身要做的事和数量",
        "en": "the goal {goal} is that of {count} other projects, {other} among them; write what {project} is to do",
    },
    zh=(
        "不同项目写了同一条绩效目标。\n"
        "放到哪个项目都成立的目标，等于没有为任何项目设目标。同一补助由几级预算安排时目标可能相同，所以本"
        "规则只提示、不计分。"
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
def copied_goal(document: View, *, least_goal: int, budget_levels: tuple[str, ...]) -> Iterator[Hit]:
    """Different projects state the same goal.

    A goal that fits every project sets a target for none. Short phrases may coincide and are left alone.
    """
    tables = document.tables
    said: list[tuple[str, int]] = []
    shown: dict[str, str] = {}
    for at, table in enumerate(tables):
        for text in dict.fromkeys(one.text for one in table.goals):
            key = bare(text).lstrip("0123456789")
            if len(key) >= least_goal and not template_text(text):
                said.append((key, at))
                shown.setdefault(key, text)
    pairs = list(dict.fromkeys(said))
    for group in groups((key, index) for index, (key, _) in enumerate(pairs)):
        members = [pairs[index][1] for index in group]
        if len({project_key(tables[at], budget_levels) for at in members}) < 2:  # noqa: PLR2004 - different projects
            continue
        goal = shown[pairs[group[0]][0]]
        for at in members:
            copies = others(members, at)
            args = {
                "goal": goal,
                "count": str(len(members) - 1),
                "other": project_of(tables[copies[0]]),
                "project": project_of(tables[at]),
            }
            yield Hit("goals", args, table=at, others=refs(copies))
