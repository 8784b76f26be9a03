"""Thresholds of 优, 良, 中, 差 that do not fall or rise step by step."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from kpilint.model import GRADE_NAMES
from kpilint.rule import Deferred, Hit, Indicator, View, rule
from kpilint.values import Target, parse

_STEPS: Final = 3
"""Thresholds that must differ; 差 begins where 中 ends."""
_BELOW: Final = frozenset({"le", "lt"})
_ABOVE: Final = frozenset({"ge", "gt"})


@rule(
    "consistency/grades-order",
    grain=Indicator,
    reads=("name", "grades"),
    needs=("grades",),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    message={
        "zh": "“{name}”的评价标准{found}没有逐级{way}：{why}；应使优、良、中、差的界限依次{way}",
        "en": "the grades of {name} ({found}) do not {way_en} step by step: {why_en}; write thresholds in order",
    },
    zh="优、良、中、差的界限没有依次递减（或递增）。\n两级界限相同或倒挂，同一个结果就评得出两个等级。",
    bad=[
        (
            {"name": "公厕完好率", "grades": ["≥95%", "≥90%", "≥92%", "<80%"]},
            {"field": "grades", "why": "良≥90%，中≥92%", "way": "递减"},
        ),
        (
            {"name": "公厕完好率", "grades": ["100%", "100%", "≥80%", "<80%"]},
            {"field": "grades", "why": "优100%，良100%"},
        ),
        ({"name": "投诉件数", "grades": ["≤5件", "≤15件", "≤10件", ">10件"]}, {"field": "grades", "way": "递增"}),
        ({"name": "完好率", "grades": ["≥95%", "≥90%", "≥80%", "≥80%"]}, {"field": "grades", "why": "中≥80%，差≥80%"}),
    ],
    good=[
        {"name": "公厕完好率", "grades": ["100%", "≥90%", "≥80%", "﹤80%"]},
        {"name": "投诉件数", "grades": ["≤5件", "≤10件", "≤15件", ">15件"]},
        {"name": "公厕完好率", "grades": ["95%以上", "90%-95%", "80%-90%", "80%以下"]},
        {"name": "办结时间", "grades": ["5天以内", "5-10天", "10-15天", "15天以上"]},
        {"name": "群众评价", "grades": ["好", "较好", "一般", "差"]},
        {"name": "公厕完好率", "grades": ["100%", "", "", ""]},
        {"name": "公厕完好率", "grades": ["≥95%", "<95%且≥85%", "<85%且≥70%", "<70%"]},
    ],
)
def grades_order(ind: View) -> Iterator[Hit | Deferred]:
    """The thresholds of the four grades neither fall nor rise step by step.

    With two thresholds alike or crossed, one result has two grades. The last grade begins where the one before it ends.
    Grades in words are left alone; those of different units are deferred.
    """
    texts = [text.strip() for text in ind.grades]
    if len(texts) < len(GRADE_NAMES) or not all(texts):
        return
    targets = [parse(text) for text in texts]
    if all(one.number is None for one in targets):
        return
    if any(_unclear(one) for one in targets) or len({one.unit_class for one in targets if one.unit_class}) > 1:
        yield Deferred("四档评价标准的数读不全，或单位不同")
        return
    falls, rises = _crossed([_low(one) for one in targets]), _crossed([-_high(one) for one in targets])
    rising = targets[0].comparator in _BELOW or (targets[0].comparator not in _ABOVE and len(rises) < len(falls))
    wrong = rises if rising else falls
    same_side = targets[2].comparator == targets[3].comparator and targets[3].comparator in _BELOW | _ABOVE
    if not wrong and same_side and _low(targets[2]) == _low(targets[3]):
        wrong = [_STEPS - 1]
    if wrong:
        yield Hit("grades", _args(texts, wrong[0], rising=rising))


def _args(texts: list[str], at: int, *, rising: bool) -> dict[str, str]:
    return {
        "found": "、".join(texts),
        "way": "递增" if rising else "递减",
        "way_en": "rise" if rising else "fall",
        "why": f"{GRADE_NAMES[at]}{texts[at]}，{GRADE_NAMES[at + 1]}{texts[at + 1]}",
        "why_en": f"{texts[at]} is followed by {texts[at + 1]}",
    }


def _crossed(numbers: list[Decimal]) -> list[int]:
    """Return where a threshold is not below the one before it; the last may be equal to the third."""
    found = [at for at, (one, two) in enumerate(pairwise(numbers[:_STEPS])) if two >= one]
    return [*found, _STEPS - 1] if numbers[_STEPS] > numbers[_STEPS - 1] else found


def _unclear(target: Target) -> bool:
    return target.number is None or target.embedded or target.ratio_to is not None or "且" in target.raw


def _low(target: Target) -> Decimal:
    return target.amount or Decimal(0)


def _high(target: Target) -> Decimal:
    return _low(target) if target.upper is None else target.upper * target.multiplier
