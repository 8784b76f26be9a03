"""A date that is over before the table's year begins."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.values import TargetKind
from kpilint.vocabulary import plain

_ANY_YEAR: Final = re.compile(r"20[0-9]{2}(?![0-9])")
_YEAR: Final = re.compile(r"(?<![0-9〔\[【(])20[0-9]{2}(?=年(?!第?[0-9]+号))")


@rule(
    "consistency/date-past",
    grain=Indicator,
    reads=("target", "year", "project", "actual"),
    needs=("value",),
    severity="error",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "指标值“{value}”的日期在{year}年之前，还没有开始就已经过期；应改为{year}年内的日期",
        "en": "the date {value} lies before {year} and is over before the year begins; write a date in {year}",
    },
    zh="指标值是往年的日期。\n多半是照抄了往年的表，年份没有改，目标还没有批下来就过期了。",
    bad=[
        ({"year": 2025, "name": "完工时间", "value": "2023年12月底前"}, {"field": "value", "year": "2025"}),
        ({"project": "2025年路灯安装", "name": "完工时间", "value": "2023年12月底前"}, {"year": "2025"}),
        ({"year": 2024, "name": "补贴发放时间", "value": "2022年6月30日前"}, {"field": "value"}),
    ],
    good=[
        {"year": 2025, "name": "完工时间", "value": "2025年12月底前"},
        {"year": 2025, "name": "完工时间", "value": "2026年6月底前"},
        {"year": 2025, "name": "完工时间", "value": "12月底前"},
        {"year": 2025, "name": "建设期限", "value": "2024年1月至2025年12月"},
        {"name": "完工时间", "value": "2023年12月底前"},
        {"project": "云财农2025年第7号路灯安装", "name": "完工时间", "value": "2023年12月底前"},
        {"year": 2025, "name": "完工时间", "value": "2024年12月底前", "actual": "2024年12月20日"},
    ],
)
def date_past(ind: View) -> Iterator[Hit]:
    """The target is a date of an earlier year than the table's.

    It was copied from an earlier table; the target has expired before it is approved. A row that already tells the
    result belongs to an evaluation of that earlier year.
    """
    target = ind.target
    if target.kind is not TargetKind.DATE or not target.date or not target.date[0]:
        return
    year = ind.year or max(map(int, _YEAR.findall(plain(ind.project))), default=0)
    last = max((target.date[0], *map(int, _ANY_YEAR.findall(target.raw))))
    if last < year and not ind.actual:
        yield Hit("value", {"year": str(year)})
