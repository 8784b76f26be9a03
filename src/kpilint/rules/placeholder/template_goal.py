"""A goal that is template text or a filler."""

from collections.abc import Iterator
from typing import Any

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import bare, filler, template_text


@rule(
    "placeholder/template-goal",
    grain=Table,
    reads=("goals", "purpose"),
    needs=(),
    severity="blocker",
    confidence="high",
    item="规范完整性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当指向明确、细化量化",
    message={
        "zh": "{part}写的是“{text}”，没有内容；应写明用这笔钱做什么、做多少、达到什么效果",
        "en": "the {part_en} reads {text} and says nothing; write what the money is to do, how much of it, to what effect",
    },
    bad=[
        ({"goals": ["1.目标内容1"]}, {"field": "goals", "text": "1.目标内容1"}),
        ({"goals": ["新建卫生室12个", "同上"]}, {"field": "goals", "text": "同上"}),
        ({"goals": ["新建卫生室12个"], "purpose": "其他"}, {"field": "purpose", "text": "其他"}),
    ],
    good=[
        {"goals": ["新建村卫生室12个，服务群众3万人"], "purpose": "用于12个村卫生室建设"},
        {"goals": ["目标内容1完成农村公路养护30公里"]},
    ],
)
def template_goal(table: View) -> Iterator[Hit]:
    """A goal, or the purpose, is nothing but template text or a filler.

    Forms are delivered with 1.目标内容1. A goal that was never written cannot be reviewed. Where text follows the
    template words, placeholder/template-words-in-goal speaks instead.
    """
    for text in dict.fromkeys(one.text for one in table.goals):
        if nothing_but_template(text):
            yield _hit("goals", "绩效目标", text)
    if nothing_but_template(table.purpose):
        yield _hit("purpose", "资金用途", table.purpose)


def nothing_but_template(text: str) -> bool:
    """Tell whether nothing is left of a goal without its number and the template's words."""
    core = text.strip().lstrip("0123456789.、() （）．")
    found = template_text(core)
    return bool(filler(core)) or bool(found and len(bare(core)) <= len(bare(found)) + 1)


def _hit(field: str, part: str, text: str) -> Hit:
    args: dict[str, Any] = {"part": part, "part_en": {"goals": "goal", "purpose": "purpose"}[field], "text": text}
    return Hit(field, args)
