"""A comparison that contradicts the direction column of its own row."""

from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import term

TURNED: Final = {"ge": "≤", "gt": "≤", "le": "≥", "lt": "≥"}


@rule(
    "category/declared-direction",
    grain=Indicator,
    reads=("direction", "target"),
    needs=("direction", "value"),
    severity="error",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    label="direction",
    message={
        "zh": "指标方向写“{direction}”，指标值“{value}”却是{sign_zh}；应改方向为“{other}”，或改符号为“{turned}”",
        "en": "the direction is {direction}, the value {value} {sign_en}; write {other} or the sign {turned}",
    },
    zh="指标方向与指标值的符号矛盾。\n正向指标越大越好，应写“≥”；反向指标越小越好，应写“≤”。两处不一致，评分时不知道以哪个为准。",
    bad=[
        (
            {"direction": "正向", "name": "培训人数", "value": "≤300人"},
            {"field": "value", "other": "反向", "turned": "≥"},
        ),
        ({"direction": "反向指标", "name": "投诉率", "value": "≥5%"}, {"field": "value", "other": "正向"}),
    ],
    good=[
        {"direction": "正向指标", "name": "培训人数", "value": "≥300人"},
        {"direction": "负向", "name": "单位成本", "value": "≤300元"},
        {"direction": "正向", "name": "建成座数", "value": "=3座"},
        {"direction": "", "name": "培训人数", "value": "≤300人"},
    ],
)
def declared_direction(ind: View, *, upward: tuple[str, ...], downward: tuple[str, ...]) -> Iterator[Hit]:
    """The row's own direction column and the sign of its value contradict each other.

    A figure that should be large needs a lowest amount, one that should be small a highest; with one against the
    other nobody knows what will be scored.
    """
    declared = term(ind.direction)
    if declared not in upward and declared not in downward:
        return
    sign = ind.target.comparator
    at_least = sign in ("ge", "gt")
    if sign not in TURNED or ind.target.change or at_least == (declared in upward):
        return
    told = ("下限", "is a lowest amount") if at_least else ("上限", "is a highest amount")
    yield Hit(
        "value",
        {
            "sign_zh": told[0],
            "sign_en": told[1],
            "other": "正向" if at_least else "反向",
            "turned": TURNED[sign],
        },
    )
