"""A goal or purpose that is a filler."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import nothing_but_template, template_text


@rule(
    "placeholder/filler-goal",
    grain=Table,
    reads=("goals", "purpose"),
    needs=(),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "{part}中的“{text}”没有内容；应写明要做的事和数量，没有就删去",
        "en": "{text} in the {part_en} says nothing; write what is to be done and how much, or delete it",
    },
    zh=("有一条绩效目标或资金用途只是“同上”“其他”“无”。\n它没有承诺任何事，却占着一条目标的位置。"),
    bad=[
        ({"goals": ["1.新建卫生室12个", "2.同上"]}, {"field": "goals", "text": "2.同上"}),
        ({"goals": ["新建卫生室12个"], "purpose": "其他"}, {"field": "purpose", "text": "其他"}),
    ],
    good=[
        {"goals": ["新建村卫生室12个"], "purpose": "用于12个村卫生室建设"},
        {"goals": ["1.目标内容1"]},
        {"goals": ["其他社会救助对象救助率达到100%"]},
    ],
)
def filler_goal(table: View) -> Iterator[Hit]:
    """One of several goals, or the purpose of the money, is a filler: 同上, 其他, 无.

    It promises nothing, and stands in the list as if it did.
    """
    goals = [one for one in table.goals if one.text.strip()]
    if not all(nothing_but_template(one.text) for one in goals):
        for one in goals:
            if nothing_but_template(one.text) and not template_text(one.text):
                args = {"part": "绩效目标", "part_en": "goals", "text": one.text}
                yield Hit("goals", args, place=one.place)
    if nothing_but_template(table.purpose):
        yield Hit("purpose", {"part": "资金用途", "part_en": "purpose", "text": table.purpose})
