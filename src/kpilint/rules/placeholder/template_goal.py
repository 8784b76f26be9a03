"""A goal that is nothing but template text."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import nothing_but_template, template_text


@rule(
    "placeholder/template-goal",
    grain=Table,
    reads=("goals",),
    severity="blocker",
    confidence="high",
    item=("明确清晰性", "目标相关性"),
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当指向明确、细化量化",
    message={
        "zh": "绩效目标写的是“{text}”，没有内容；应写明用这笔钱做什么、做多少、达到什么效果",
        "en": "the goal reads {text} and says nothing; write what is to be done, how much, to what effect",
    },
    zh=("绩效目标只有模板文字。\n系统模板自带“目标内容1”，没有改写就等于没有目标，整张表无从评审。"),
    bad=[
        ({"goals": ["1.目标内容1"]}, {"field": "goals", "text": "1.目标内容1"}),
        ({"goals": ["新建卫生室12个", "XX"]}, {"field": "goals", "text": "XX"}),
        ({"goals": ["1.同上", "2.其他"]}, {"field": "goals", "text": "1.同上"}),
    ],
    good=[
        {"goals": ["新建村卫生室12个，服务群众3万人"]},
        {"goals": ["目标内容1完成农村公路养护30公里"]},
        {"goals": ["1.新建村卫生室12个", "2.其他"]},
    ],
)
def template_goal(table: View) -> Iterator[Hit]:
    """A goal is nothing but template text, or none of the goals is more than a filler.

    Forms are delivered with 1.目标内容1. A goal that was never written cannot be reviewed. Where text follows the
    template words, placeholder/template-words-in-goal speaks instead; of one filler among goals,
    placeholder/filler-goal.
    """
    goals = {one.text: one for one in reversed(table.goals) if one.text.strip()}
    nothing = all(map(nothing_but_template, goals))
    for text in reversed(goals):
        if nothing_but_template(text) and (nothing or template_text(text)):
            yield Hit("goals", {"text": text}, place=goals[text].place)
