"""A bound that the description sets from below and the value from above."""

from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency._numbers import stated

_SIDES: Final[Mapping[str, str]] = {"ge": "ge", "gt": "ge", "le": "le", "lt": "le"}
_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "ge": ("下限", "a lower bound", "≥"),
    "le": ("上限", "an upper bound", "≤"),
}


@rule(
    "consistency/comparison-differs",
    grain=Indicator,
    reads=("description", "value", "target"),
    needs=("description", "value"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "描述“{description}”说的是{bound_zh}，指标值“{value}”的符号却相反；核实后应写“{sign}{found}”，或者改描述",
        "en": "the description {description} sets {bound_en}, yet the sign of {value} says the opposite; "
        "write {sign}{found}, or change the description",
    },
    zh="描述与指标值的比较方向相反。\n描述说不低于，指标值却写≤：做得越差越算完成。",
    bad=[
        (
            {"name": "合格率", "description": "合格率不低于90%", "value": "≤90%"},
            {"field": "value", "sign": "≥", "found": "90%"},
        ),
        ({"name": "办结时限", "description": "受理后15日内办结", "value": "≥15日"}, {"sign": "≤"}),
    ],
    good=[
        {"name": "合格率", "description": "合格率不低于90%", "value": "≥90%"},
        {"name": "办结时限", "description": "受理后15日内办结", "value": "15日"},
        {"name": "培训人数", "description": "每班不超过50人", "value": "≥50人"},
    ],
)
def comparison_differs(ind: View) -> Iterator[Hit]:
    """The description calls a number a lower bound, the value an upper one, or the other way round.

    With the sign turned round, doing worse meets the target.
    """
    side = _SIDES.get(ind.target.comparator)
    if side is None or ind.target.upper is not None:
        return
    for one in stated(ind.description):
        same = one.unit == ind.target.unit and one.amount == ind.target.amount
        if same and one.bound and one.bound != side and "每" not in one.before:
            zh, en, sign = _WORDS[one.bound]
            yield Hit("value", {"bound_zh": zh, "bound_en": en, "sign": sign, "found": one.text})
            return
