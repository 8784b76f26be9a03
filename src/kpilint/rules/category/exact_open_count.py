"""A sign of equality on a number that may well be exceeded."""

from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import found_in

COUNTED: Final = ("people", "person_times", "times", "event")


@rule(
    "category/exact-open-count",
    grain=Indicator,
    reads=("name", "target"),
    needs=("name", "value"),
    severity="info",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”可以超额完成，写“{value}”则多一个少一个都算没有完成；除非数目是定死的，应写“{instead}”",
        "en": "{name} may be exceeded, yet {value} is missed by one more as by one less; unless fixed, write {instead}",
    },
    zh="可以超额完成的数量写了“=”。\n培训、宣传、服务的人数和次数多做也是完成，写成“=”按字面多做反而不达标。编制、名册定死的数目除外。",
    bad=[
        ({"level2": "数量指标", "name": "普法宣传次数", "value": "=12次"}, {"field": "value", "instead": "≥12次"}),
        ({"level2": "数量指标", "name": "培训农民人次", "value": "＝600人次"}, {"instead": "≥600人次"}),
    ],
    good=[
        {"level2": "数量指标", "name": "普法宣传次数", "value": "12次"},
        {"level2": "数量指标", "name": "行政村数", "value": "=11个"},
        {"level2": "数量指标", "name": "发放补助人数", "value": "=285人"},
    ],
)
def exact_open_count(ind: View, *, open_work: tuple[str, ...], fixed_numbers: tuple[str, ...]) -> Iterator[Hit]:
    """An open number is to be met exactly.

    More people trained or more visits made are no failure, which a sign of equality makes of them. Numbers fixed by a
    roll or an establishment are as they should be.
    """
    target = ind.target
    if target.comparator != "eq" or target.unit_class not in COUNTED or not target.number:
        return
    name = plain(ind.name)
    if found_in(name, fixed_numbers) or not found_in(name, open_work):
        return
    yield Hit("value", {"instead": f"≥{target.number}{target.unit_text}"})
