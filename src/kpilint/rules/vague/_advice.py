"""What to write in place of a value that cannot be checked, right for the row's own measure."""

from typing import Final

from kpilint.directions import polarity
from kpilint.measures import measure_of
from kpilint.rules._advice import CHANGES, FALLS, RISES, share
from kpilint.values import Target
from kpilint.wording import ends_with, found_in

Advice = tuple[str, str]
SHARES: Final = ("率", "满意度", "满意程度", "知晓度", "认可度", "参与度", "比例", "占比", "比重")
TIMES: Final = ("时间", "及时性", "时效", "时效性", "进度", "期限", "时限", "日期", "工期", "时长")
TERMS: Final = ("期限", "时限", "时长", "工期")
PROMPT: Final = ("及时", "按时", "按期", "准时", "如期", "按计划", "按进度", "尽快", "尽早")
"""Words of a value that say when, and not by when."""
NO_FIGURE: Final = ("", "degree")
COUNTED: Final = ("people", "times", "count", "size", "money")
SCALE: Final = (
    "带单位的数，或“好/一般/差”这样的分级标准",
    "a number with its unit, or a graded scale such as 好/一般/差",
)
COUNT: Final = ("带单位的数", "a number with its unit")
DATE: Final = ("日期，如“12月底前”", "a date, as in 12月底前")
DATE_OR_TERM: Final = ("日期或时限，如“12月底前”“5个工作日内”", "a date or a term, as in 12月底前 or 5个工作日内")
TERM: Final = ("时限，如“5个工作日内”", "a term, as in 5个工作日内")
URGENT: Final = ("时限，如“≤30分钟”", "a term, as in ≤30分钟")


def value_advice(name: str, target: Target) -> Advice:
    """Return in Chinese and English what value a name asks for in place of the one that `target` is."""
    measure = measure_of(name)
    if ends_with(name, CHANGES):
        return "百分比，如“≥5%”", "a percentage, as in ≥5%"
    if ends_with(name, SHARES):
        return _points(name, target) if target.change else _share(name, target)
    if ends_with(name, TIMES):
        return _time(name)
    if found_in(target.raw, PROMPT) and measure.form in NO_FIGURE:
        return DATE_OR_TERM
    if (target.change or measure.changes) and measure.form not in NO_FIGURE:
        return _amount(name, target)
    return COUNT if measure.form in COUNTED else SCALE


def _share(name: str, target: Target) -> Advice:
    example = share(name, target)
    return f"百分比，如“{example}”", f"a percentage, as in {example}"


def _falling(name: str, target: Target) -> bool:
    way = polarity(name).way
    if found_in(name, ("下降", "降低", "减少")) or way in FALLS:
        return True
    return target.change == "decrease" and way not in RISES


def _amount(name: str, target: Target) -> Advice:
    example = "比上年下降5%" if _falling(name, target) else "比上年提高5%"
    return f"变化的幅度，如“{example}”", f"the amount of change, as in {example}"


def _points(name: str, target: Target) -> Advice:
    example = "比上年下降0.5个百分点" if _falling(name, target) else "比上年提高2个百分点"
    return f"百分比或变化的幅度，如“{example}”", f"a percentage or the amount of change, as in {example}"


def _time(name: str) -> Advice:
    if found_in(name, ("响应", "到场", "到达", "出警", "接警")):
        return URGENT
    if ends_with(name, TERMS) and not found_in(name, ("完工", "完成", "竣工")):
        return TERM
    return DATE_OR_TERM if ends_with(name, ("及时性", "时效", "时效性")) else DATE
