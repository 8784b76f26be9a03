"""A goal of another year than the table."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Table, View, rule
from kpilint.vocabulary import plain

_YEAR: Final = re.compile(r"(?<![0-9〔\[【(])(20[0-9]{2})(?=年(?!第?[0-9]+号))")
_NOT_THE_GOAL: Final = re.compile(
    r"《[^》]*》|[〔\[【(]20[0-9]{2}[〕\]】)]|(?:自|从|较|比|以|在|与|同)20[0-9]{2}年[^,，。;；]{0,8}(?:起|以来|开始|基础|相比|为基期|增|提|下|减|同期|的)"
    r"|20[0-9]{2}年[^,，。;；]{0,10}(?:以来|基础上|结转|尾款|欠|遗留|续建|考核结果|验收的)|20[0-9]{2}年?(?:[-—~至到]|-)20[0-9]{2}"
)


@rule(
    "consistency/goal-year-differs",
    grain=Table,
    reads=("goals", "year"),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "绩效目标“{goal}”写的是{found}年，本表是{year}年的；应改为{year}年的目标和数字",
        "en": "the goal {goal} is about {found}, the table about {year}; write the goal and figures of {year}",
    },
    zh="绩效目标写的是以前年度。\n多半是照抄了往年的表，年份和数字都没有改，到期时考核的是已经过去的事。",
    bad=[
        (
            {"year": 2025, "goals": ["2023年底前新建卫生室12个"]},
            {"field": "goals", "found": "2023", "year": "2025"},
        ),
        ({"year": 2024, "goals": ["1.服务群众3万人", "2.2022年完成造林2000亩"]}, {"found": "2022"}),
    ],
    good=[
        {"year": 2025, "goals": ["2025年底前新建卫生室12个"]},
        {"year": 2025, "goals": ["2024年开工，2025年完工"]},
        {"year": 2025, "goals": ["按照云财农〔2023〕7号文件，养护公路30公里"]},
        {"year": 2025, "goals": ["在2024年的基础上增加3%"]},
        {"year": 2025, "goals": ["支付2023年校舍维修工程款"]},
        {"year": 2025, "goals": ["落实《云岭县2023年公路养护方案》"]},
        {"goals": ["2023年底前新建卫生室12个"]},
    ],
)
def goal_year_differs(table: View, *, settling_words: tuple[str, ...]) -> Iterator[Hit]:
    """A goal names earlier years only.

    It was copied from an earlier table with its year and figures, and is over before the table's year begins. Goals
    of settling what an earlier year left to pay are meant so.
    """
    if not table.year:
        return
    for goal in table.goals:
        text = _NOT_THE_GOAL.sub("", plain(goal.text))
        years = {int(found) for found in _YEAR.findall(text)}
        if years and max(years) < table.year and not any(word in text for word in settling_words):
            args = {"goal": goal.text, "found": str(max(years)), "year": str(table.year)}
            yield Hit("goals", args, place=goal.place)
