"""A goal that tells what was done instead of what is to be done."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kpilint.rule import Hit, Table, View, rule
from kpilint.vocabulary import plain

_DONE: Final = r"(?:全部|全面|圆满|顺利|基本|如期|按时|按期|提前|超额|均|累计)*"
_CLAUSE: Final = re.compile(r"[,，;；。\n]+")
_UNLESS: Final = re.compile(
    r"的基础上|基础之上|巩固|以来|截至|截止|目前|历年|往年|上年|去年|对已|将已|为已|已.{0,12}的"
)


@rule(
    "consistency/past-tense",
    grain=Table,
    reads=("goals",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标是计划期内预期达到的产出和效果",
    message={
        "zh": "绩效目标“{goal}”用“{found}”说的是已经做完的事；应写本年度要做什么、做到多少，如“完成…”“达到…”",
        "en": "the goal {goal} tells what was done ({found}); write what is to be done this year, and how much",
    },
    zh="绩效目标写成了工作总结。\n目标是预期要达到的产出和效果，“已完成”“取得了”多半是从去年的总结里抄来的。",
    bad=[
        ({"goals": ["全年举办招聘会12场，圆满完成了各项任务"]}, {"field": "goals", "found": "圆满完成了"}),
        ({"goals": ["1.已建成标准化卫生室12个", "2.服务群众3万人"]}, {"found": "已建成"}),
        ({"goals": ["各项工作取得了显著成效"]}, {"found": "取得了"}),
    ],
    good=[
        {"goals": ["完成农村公路养护30公里"]},
        {"goals": ["在已完成一期工程的基础上，新建卫生室12个"]},
        {"goals": ["为已登记失业人员提供就业服务"]},
        {"goals": ["为了提高教学质量，新建校舍12所"]},
        {"goals": ["使群众对政策有了更深了解"]},
        {"goals": ["对已建成的厕所进行管护"]},
    ],
)
def past_tense(table: View, *, done_verbs: tuple[str, ...]) -> Iterator[Hit]:
    """A goal is written as a report of what was done.

    A goal is what is expected of the year to come; 已完成 and 取得了 were copied from last year's summary.
    """
    done = _done(done_verbs)
    for goal in table.goals:
        for clause in _CLAUSE.split(plain(goal.text)):
            found = done.search(clause)
            if found and not _UNLESS.search(clause):
                yield Hit("goals", {"goal": goal.text, "found": found.group()}, place=goal.place)
                break


@cache
def _done(verbs: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a verb that is over: 已完成, 取得了."""
    one = "|".join(map(re.escape, verbs))
    return re.compile(rf"已经?{_DONE}(?:{one})|{_DONE}(?:{one})了")
