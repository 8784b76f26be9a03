"""A goal that was written after the template's words."""

from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import nothing_but_template, template_text, unnumbered

_AFTER_WORDS: Final = " \u3000\t：:、，,。.．；;-—"
"""What divides the template's words from what was written after them."""


@rule(
    "placeholder/template-words-in-goal",
    grain=Table,
    reads=("goals",),
    severity="error",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "绩效目标中残留模板文字“{found}”；应删去，只留“{rest}”",
        "en": "the goal still holds the template words {found}; delete them and keep {rest}",
    },
    zh=("绩效目标里残留着模板文字。\n“目标内容1”本应被覆盖，或者“XX”一直没有换成数字。删去或补上即可。"),
    bad=[
        (
            {"goals": ["1.目标内容1合计安排经费30万元，用于村庄绿化"]},
            {"field": "goals", "found": "目标内容1", "rest": "合计安排经费30万元，用于村庄绿化"},
        ),
        (
            {"goals": ["目标内容1：维修水厂12座"]},
            {"field": "goals", "found": "目标内容1", "rest": "维修水厂12座"},
        ),
        ({"goals": ["新建XX公里农村公路"]}, {"field": "goals", "found": "XX"}),
    ],
    good=[
        {"goals": ["新建农村公路12公里"]},
        {"goals": ["1.目标内容1"]},
    ],
)
def template_words_in_goal(table: View) -> Iterator[Hit]:
    """Words of the template stand inside a goal that was otherwise written.

    目标内容1 was to be overwritten and was not, or an XX never became a figure. A goal that is nothing but template is
    the business of placeholder/template-goal.
    """
    for goal in table.goals:
        text = goal.text
        found = template_text(unnumbered(text))
        if found and not nothing_but_template(text):
            before, _, after = text.partition(found)
            after = after.lstrip(_AFTER_WORDS)
            rest = after if "目标内容" in found and len(before.strip()) < len("(10)、") else before + "…" + after
            yield Hit("goals", {"found": found, "rest": rest.strip()}, place=goal.place)
