"""A target below what was reached last year."""

from collections.abc import Iterator

from kpilint.directions import polarity
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained
from kpilint.values import parse
from kpilint.vocabulary import plain
from kpilint.wording import starts_with


@rule(
    "consistency/self-below-last-year",
    grain=Indicator,
    reads=("name", "level2_kind", "value", "target", "others"),
    needs=("value", "others"),
    severity="warning",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”的目标{value}低于{heading}{last}；应不低于上年，或说明为什么降低",
        "en": "the target {value} of {name} is below {heading} ({last}); aim at that at least, or say why not",
    },
    zh="目标低于上年实际完成的水平。\n比率、满意度一类越高越好的指标，目标不应低于已经达到的水平。数量随任务增减，理由可能正当，所以只提示、不计分。",
    bad=[
        (
            {"name": "家长满意度", "value": "≥90%", "others": [{"heading": "上年完成值", "text": "95%"}]},
            {"field": "value", "last": "95%", "heading": "上年完成值"},
        ),
        (
            {"name": "案件结案率", "value": "≥85%", "others": [{"heading": "上年实际值", "text": "92.5"}]},
            {"field": "value"},
        ),
    ],
    good=[
        {"name": "家长满意度", "value": "≥95%", "others": [{"heading": "上年完成值", "text": "95%"}]},
        {"name": "投诉率", "value": "≤3%", "others": [{"heading": "上年完成值", "text": "5%"}]},
        {"name": "失业率", "value": "3%", "others": [{"heading": "上年完成值", "text": "5%"}]},
        {"name": "培训人数", "value": "≥150人", "others": [{"heading": "实施周期目标值", "text": "450人"}]},
        {"name": "培训人数", "value": "150人", "others": [{"heading": "上年完成值", "text": "180人"}]},
    ],
)
def below_last_year(ind: View, *, last_year_words: tuple[str, ...]) -> Iterator[Hit]:
    """The target is below what the form shows for last year.

    A share that was reached once should not fall. Only where more is better, by the comparison or by the name. Counts
    may go down for good reasons, so this does not score.
    """
    last = next((one for one in ind.others if starts_with(plain(one.heading), last_year_words)), None)
    target = ind.target
    if last is None or target.number is None or target.embedded or target.change:
        return
    way = polarity(ind.name).way
    more = target.comparator in ("ge", "gt") or (target.comparator != "le" and way and target.unit_class == "percent")
    if way in ("falls", "spending") or not more:
        return
    before = parse(last.text)
    if before.embedded or before.upper is not None or before.change:
        return
    pair = attained.numbers(target, before)
    if pair is not None and pair[0] < pair[1]:
        yield Hit("value", {"heading": last.heading, "last": last.text})
