"""A goal that only repeats what the money is for, or the duty."""

from collections.abc import Iterator

from kpilint.model import Table
from kpilint.rule import Hit, View, rule
from kpilint.similar import likeness
from kpilint.wording import bare, template_text, unnumbered

_LIKE = 0.9
_SOURCES = {"purpose": "资金用途", "content": "职责内容", "goal": "职责目标"}


@rule(
    "boilerplate/goal-copied-from-purpose",
    grain=Table,
    reads=("goals", "purpose", "duty"),
    needs=("goals",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "绩效目标“{goal}”照抄了{source}；{source}说钱花在哪、管什么，目标应写花完要达到什么程度、多少数量",
        "en": "the goal {goal} repeats what the form says of the project's {part}; a goal says how much is to be "
        "reached with the money",
    },
    zh=(
        "绩效目标与资金用途或职责的文字相同。\n"
        "用途说钱花在哪，职责说管什么，目标要说花完这笔钱做成什么、做到多少。把前者抄过来等于没有目标。短句相同"
        "可能是巧合，所以只提示、不计分。"
    ),
    bad=[
        (
            {"purpose": "用于保障农村公路日常养护工作正常开展", "goals": ["1.用于保障农村公路日常养护工作正常开展。"]},
            {"field": "goals", "source": "资金用途"},
        ),
        (
            {
                "purpose": "校舍维修",
                "duty": {"name": "一、校舍安全", "goal": "消除校舍安全隐患，改善办学条件", "content": "校舍排查和维修"},
                "goals": ["消除校舍安全隐患，改善办学条件"],
            },
            {"field": "goals", "source": "职责目标", "goal": "消除校舍安全隐患，改善办学条件"},
        ),
    ],
    good=[
        {"purpose": "用于农村公路日常养护", "goals": ["养护农村公路30公里，优良路率达到85%"]},
        {"purpose": "校舍维修", "goals": ["校舍维修"]},
        {"purpose": "", "goals": ["养护农村公路30公里，优良路率达到85%"]},
        {"purpose": "养护农村公路30公里，优良路率达到85%", "goals": ["养护农村公路30公里，优良路率达到85%"]},
    ],
)
def goal_copied_from_purpose(table: View, *, least_goal: int) -> Iterator[Hit]:
    """A goal repeats the purpose of the money or the text of the duty.

    The purpose says where the money goes, the duty what is looked after; a goal says what is to be reached and how
    much of it. A goal with figures of its own does, wherever else it stands.
    """
    duty = table.duty
    texts = {"purpose": table.purpose, "content": duty.content if duty else "", "goal": duty.goal if duty else ""}
    sources = {part: core for part, text in texts.items() if len(core := bare(text)) >= least_goal}
    for goal in table.goals if sources else ():
        text = unnumbered(goal.text)
        core = bare(text)
        if len(core) < least_goal or template_text(text) or any(char.isdigit() for char in core):
            continue
        part = next((part for part, source in sources.items() if _same(core, source)), "")
        if part:
            yield Hit("goals", {"goal": text, "source": _SOURCES[part], "part": part}, place=goal.place)


def _same(goal: str, source: str) -> bool:
    return goal == source or (2 * abs(len(goal) - len(source)) <= len(source) and likeness(goal, source) >= _LIKE)
