"""Missed, and no reason given."""

from collections.abc import Iterator
from decimal import Decimal

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained
from kpilint.values import parse


@rule(
    "consistency/self-reason-missing",
    grain=Indicator,
    reads=("name", "value", "target", "actual", "weight", "score", "reason"),
    needs=("value", "actual", "reason"),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "“{name}”{why}，没有写原因和改进措施；应写明差在哪里、怎么改",
        "en": "{name} {why_en}, and no reason is given; say what went wrong and what will be done",
    },
    zh="没有完成目标或被扣分，却没有写原因。\n偏差原因和改进措施是自评的主要内容，没有它，下年还会一样。",
    bad=[
        (
            {"name": "培训人数", "value": "≥200人", "actual": "186人", "weight": "10", "score": "9.3", "reason": ""},
            {"field": "reason", "why": "目标≥200人，实际186人"},
        ),
        ({"name": "完工时间", "value": "10月底前", "actual": "12月15日", "reason": "无"}, {"field": "reason"}),
        (
            {"name": "群众满意度", "value": "较高", "actual": "较高", "weight": "10", "score": "8", "reason": "—"},
            {"field": "reason", "why": "扣了2分"},
        ),
    ],
    good=[
        {"name": "培训人数", "value": "≥200人", "actual": "186人", "reason": "部分学员请假，次年补训"},
        {"name": "培训人数", "value": "≥200人", "actual": "206人", "weight": "10", "score": "10", "reason": ""},
        {"name": "培训人数", "value": "≥200人", "actual": "206人", "weight": "", "score": "", "reason": "无"},
    ],
)
def reason_missing(ind: View, *, unmet_words: tuple[str, ...]) -> Iterator[Hit]:
    """A target was missed, or points were taken off, and no reason is given.

    Reasons and what will be done are what a self-evaluation is for. Full marks for a missed target are
    consistency/self-full-score.
    """
    if not attained.blank(ind.reason) or not ind.name.strip():
        return
    lost = _lost(ind.weight, ind.score)
    if lost is not None and lost <= 0:
        return
    if attained.attained(ind.name, ind.target, parse(ind.actual), unmet_words) == attained.MISSED:
        why = {"why": f"目标{ind.value}，实际{ind.actual}", "why_en": f"was to be {ind.value} and is {ind.actual}"}
        yield Hit("reason", why)
    elif lost is not None:
        points = f"{lost.normalize():f}"
        yield Hit("reason", {"why": f"扣了{points}分", "why_en": f"lost {points} points"})


def _lost(weight: str, score: str) -> Decimal | None:
    """Return the points taken off, None where weight and score do not tell."""
    most, got = attained.points(weight), attained.points(score)
    return most - got if most is not None and got is not None and most >= 1 else None
