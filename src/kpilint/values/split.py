"""Target values that a form splits over columns (指标性质 | 指标值 | 度量单位), joined for display and parsing."""

from typing import Final
from unicodedata import category

from kpilint.values.amounts import comparator_at
from kpilint.values.parsing import parse
from kpilint.vocabulary import lookup, plain

_UNIT_MARKS: Final = frozenset("%‰‱°′″¥$€")
"""Units that are no letters; any other mark alone (/, —) says that there is none."""

_NO_UNIT: Final = frozenset(["无", "无单位", "定性", "定性指标", "定性描述", "文字", "文字描述", "描述"])
PERCENT_WORDS: Final = frozenset(["百分比", "百分率", "百分数"])
"""Words for % that are no units after a number."""


def join_value(sign: str, number: str, measure: str) -> str:
    """Return the target value that three cells make: ≥ | 95 | % is ≥95%; an empty number makes no value.

    The sign is kept where it compares (≥, ＝, 大于等于; 以上 goes behind) and the number does not by itself; 定性, 正向
    and whatever else stands in that column is left out. So is a measure that the number has already, or that names
    none (无, /, —). What is kept stays as published.
    """
    if not number or not (sign or measure):
        return number
    bare = plain(number)
    before, behind = _comparison(plain(sign), bare)
    unit = measure if _adds_unit(plain(measure), bare) else ""
    return f"{sign if before else ''}{number}{unit}{sign if behind else ''}"


def _comparison(sign: str, number: str) -> tuple[bool, bool]:
    """Tell whether a sign goes before the number, and whether behind it; neither if it says nothing new."""
    if not sign or comparator_at(number, 0)[0] or parse(number).comparator:
        return False, False
    symbol = any(category(char) == "Sm" for char in sign) and not any(map(str.isalnum, sign))
    return bool(comparator_at(sign, 0)[0]) or symbol, sign in lookup("comparators_after")


def _adds_unit(measure: str, number: str) -> bool:
    """Tell whether a cell names a unit that the number has not got."""
    if measure in _NO_UNIT or not any(char.isalnum() or char in _UNIT_MARKS for char in measure):
        return False
    if number.endswith("%") and measure in PERCENT_WORDS:
        return False
    own, other = parse(number), parse("1" + measure)
    same = own.unit and (own.unit, own.multiplier, own.per) == (other.unit, other.multiplier, other.per)
    return not same and not number.endswith(measure)
