"""Dates and time limits as targets state them: 12月底之前, 2025年12月31日前, 每月10日前, 第四季度末.

Texts are expected in the form `vocabulary.plain` gives.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kpilint.values.numerals import chinese

_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})"
_MONTH: Final = r"(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_BEFORE: Final = r"(?:之前|以前|前)"
_LIMIT: Final = rf"(?:{_BEFORE}|之内|以内|内)"
_PART: Final = r"(?:[上中下]旬|[初底末中])"
_THIS: Final = r"(?:当年|今年|本年度?|每年|次年|明年)"
_TO: Final = r"[-~—–至到]"

_FORMS: Final = (
    rf"{_YEAR}年?{_TO}{_YEAR}年度?",
    rf"(?:{_YEAR}年)?{_MONTH}{_TO}{_MONTH}月份?",
    rf"{_YEAR}年度?(?:{_MONTH}月份?(?:{_DAY}[日号])?|第?[一二三四1-4]季度)?",
    rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}(?![0-9])[日号]?",
    rf"{_YEAR}[-./]{_MONTH}(?=月|{_PART}?{_LIMIT})月?",
    rf"{_THIS}?{_MONTH}月份?{_DAY}[日号]",
    rf"{_THIS}?{_MONTH}月份?(?={_PART}|{_BEFORE}|内)",
    rf"{_THIS}{_MONTH}月份?",
    rf"{_MONTH}月份",
    rf"{_MONTH}月(?={_TO}{_MONTH}月)",
    rf"(?<={_TO}){_MONTH}月",
    rf"(?:[当本今次明下每该]|每个)?(?:年度?|季度?|月份?|周)(?={_PART}|{_BEFORE})",
    rf"(?:[当本次下每该])月{_DAY}[日号]",
    rf"{_DAY}[日号](?={_BEFORE})",
    r"第?[一二三四1-4]季度",
    r"(?:[上下]半年|当年度?|今年|本年度?|全年度?|年度?内)",
    rf"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?={_BEFORE})",
)
_ONE: Final = rf"(?:{'|'.join(_FORMS)}){_PART}?{_LIMIT}?"
_DATE: Final = re.compile(rf"(?<![0-9.]){_ONE}(?:{_TO}{_ONE})?")
_HINT: Final = re.compile("[0-9年月日号季周]")
_LEAD: Final = re.compile(r"(?:截至|截止到?|于|在|到|至|确保|力争|每|:){0,3}")
_BARE_MONTH: Final = re.compile(rf"{_MONTH}月")
_YEAR_ONLY: Final = re.compile(rf"{_YEAR}年度?(?:{_TO}{_YEAR}年度?)?|全年度?|当年度?|今年|本年度?|[上下]半年|.*季度")
_DONE: Final = re.compile(r"(?:前|内)?(?:全部|按时|全面)?(?:完成|办结|到位|完工|竣工)")
_AMOUNT: Final = re.compile(r"[0-9%‰]|百分|[一二两三四五六七八九十百]+[成次人元个件]")
_MAX_REST: Final = 40

_YEAR_PART: Final = re.compile(rf"({_YEAR})[年\-./]")
_MONTH_PART: Final = re.compile(rf"(?:[0-9年][-./年]度?|^|[^0-9])({_MONTH})(?:月|[-./~—–至到](?=[0-9]))")
_DAY_PART: Final = re.compile(rf"(?:[月\-./日]份?|^)({_DAY})(?:[日号]|$)")


class DateReading(Struct, frozen=True):
    """A date or time limit in a text: from `start` to `end`; year, month and day are 0 where not stated.

    `firm` says that it names a limit or a day, not only a period such as 全年.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    firm: bool


def find(text: str) -> Iterator[DateReading]:
    """Yield the dates of a text from left to right."""
    return (_reading(found) for found in _DATE.finditer(text)) if _HINT.search(text) else iter(())


def whole(text: str) -> DateReading | None:
    """Return the date that a text is, words such as 全部完成 after it allowed, an amount after it not."""
    lead = _LEAD.match(text)
    found = _DATE.match(text) or _DATE.match(text, lead.end() if lead else 0) or _BARE_MONTH.fullmatch(text)
    if found is None:
        return None
    reading, rest = _reading(found), text[found.end() : found.end() + _MAX_REST + 1]
    if not rest:
        return reading
    if len(rest) > _MAX_REST or _AMOUNT.search(rest) or not (reading.firm or _DONE.fullmatch(rest)):
        return None
    return reading


def starts(text: str) -> bool:
    """Tell whether a text begins with a date."""
    return _DATE.match(text) is not None


def is_bare_month(text: str) -> bool:
    """Tell whether a text is 12月 and no more: December, or twelve months."""
    return _BARE_MONTH.fullmatch(text) is not None


def _reading(found: re.Match[str]) -> DateReading:
    written = found.group()
    year, month, day = (_number(part.search(written)) for part in (_YEAR_PART, _MONTH_PART, _DAY_PART))
    return DateReading(found.start(), found.end(), year, month, day, _YEAR_ONLY.fullmatch(written) is None)


def _number(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    value = int(found[1]) if found[1].isdecimal() else chinese(found[1])
    return 0 if value is None else int(value)
