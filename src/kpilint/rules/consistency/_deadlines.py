"""Deadlines in descriptions and values, as far as each is exact: 10月底前, 2025年12月31日前, 每月10日前, 三季度末."""

import re
from typing import Final

from msgspec import Struct

from kpilint.values import dates
from kpilint.values.numerals import chinese
from kpilint.vocabulary import plain

_LONGEST: Final = 200
_HINT: Final = re.compile("[0-9一二三四十年季][月日号季年.度底末-]")
_CLAUSE_END: Final = ",，。;；\n"
_ISO: Final = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")
_RANGE: Final = re.compile(r"[~—–至到]|月-")
_QUARTER: Final = re.compile("第?([一二三四1-4])季度")
_PART: Final = re.compile("[底末初中]|[上中下]旬")
_DUE: Final = re.compile("(?:之前|以前|前)$")
_DUE_AFTER: Final = re.compile(
    r"^(?:(?:[0-9]{1,2}[时点])?[)）]?(?:之前|以前|前|止)"
    r"|(?:[0-9]{1,2}[时点])?(?:全部|全面|按时)?(?:完成|完工|竣工|通车|到位|投入使用|交付|验收|办结|建成))"
)
_EVERY: Final = re.compile(r"(?:每个?|[当次下])(季度?|月|学期|周)(结束|首月|次月|末月|第[一二三]个?月|首|末)?")
_NEXT: Final = re.compile("[次明翌]年")
_STARTS_BEFORE: Final = re.compile("(?:自|从|由|原定|原计划|上年|去年|往年|逾期|晚于|超过)[^,，。;；]{0,6}$")
_STARTS_AFTER: Final = re.compile("^(?:月|起|开始|以来|以后|之后|至|到|-|~|—|的)")
_RANGE_END: Final = re.compile(r"^.*(?:[~—–至到]|月-)")
_ENDS_AFTER: Final = re.compile("^(?:前|之前)?(?:全部|全面)?(?:结束|完成|完工|竣工|建成|办结|投入使用|通车|交付|验收)")
"""With it, the end of a range is its deadline: 7月初至8月中旬结束."""
_YEAR_END: Final = (1115, 1231)
_DAYS: Final = {
    "底": (26, 31), "末": (26, 31), "初": (1, 10), "上旬": (1, 10), "中": (10, 20), "中旬": (10, 20), "下旬": (20, 31),
}  # fmt: skip
_QUARTER_END: Final = 20
"""The day of a quarter's last month from which its end is meant."""
_HUNDRED: Final = 100


class Deadline(Struct, frozen=True):
    """A deadline: the first and last day that it may mean, as month * 100 + day; only the day where it recurs.

    `every` is how often it recurs, "" for once, 次年 for once in the year after; `before` and `after` are what its
    clause says around it.
    """

    first: int
    last: int
    text: str
    year: int = 0
    every: str = ""
    before: str = ""
    after: str = ""
    limit: bool = False
    """It is said to be one: 前, 底, 完成."""


def deadlines(text: str) -> list[Deadline]:
    """Return the dates of a text that may be deadlines; none that begin something. Total."""
    normal = plain(text)[:_LONGEST]
    if not _HINT.search(normal):
        return []
    return [one for read in dates.find(normal) if (one := _deadline(normal, read)) is not None]


def agree(one: Deadline, other: Deadline) -> bool | None:
    """Tell whether two deadlines may be the same day; None where they cannot be compared."""
    if one.every != other.every:
        return None
    if one.year and other.year and one.year != other.year:
        return False
    return one.first <= other.last and other.first <= one.last


def _deadline(text: str, read: dates.DateReading) -> Deadline | None:
    start = max(text.rfind(mark, 0, read.start) for mark in _CLAUSE_END) + 1
    end = min((at for mark in _CLAUSE_END if (at := text.find(mark, read.end)) >= 0), default=len(text))
    before, written, after = text[start : read.start], text[read.start : read.end], text[read.end : end]
    if _STARTS_BEFORE.search(before) or _STARTS_AFTER.match(after):
        return None
    due = _DUE_AFTER.match(after)
    limit = bool(_DUE.search(written) or due or _PART.search(written))
    coming = "次年" if _NEXT.search(before + written) else ""
    every = coming or _every(before, written)
    if _RANGE.search(written) and not _ISO.search(written) and _ENDS_AFTER.match(after) and not every:
        return _range_end(_RANGE_END.sub("", written), before, after)
    span = _day_span(written, read) if every and not coming else _span(written, read, due=bool(_DUE.search(written)))
    if span is None:
        return None
    told = due.group() if due and due.group().endswith(("前", "止")) else ""
    return Deadline(*span, written + told.strip(")）"), read.year, every, before, after[len(told) :], limit)


def _range_end(written: str, before: str, after: str) -> Deadline | None:
    """Return the deadline that the end of a range is, where it is written as a date of its own."""
    ends = list(dates.find(written))
    span = _span(written, ends[0], due=False) if len(ends) == 1 and ends[0].month else None
    return Deadline(*span, written, ends[0].year, "", before, after, limit=True) if span else None


def _every(before: str, written: str) -> str:
    """Return how often a deadline recurs, and in which month of a quarter."""
    found = _EVERY.match(written) or _EVERY.search(before)
    if found is None or (found.end() < len(before) - 4 and not _EVERY.match(written)):
        return ""
    return f"{found[1][0]}{found[2] or ''}" if found[1][0] != "月" else "月"


def _day_span(written: str, read: dates.DateReading) -> tuple[int, int] | None:
    if read.day:
        return (read.day, read.day)
    part = _PART.search(written)
    return _DAYS[part[0]] if part and not read.month else None


def _span(written: str, read: dates.DateReading, *, due: bool) -> tuple[int, int] | None:
    """Return the first and last day that a date of a year may mean; None for what is no exact time of it."""
    exact = _ISO.search(written)
    if exact:
        day = int(exact[2]) * _HUNDRED + int(exact[3])
        return (day, day)
    if _RANGE.search(written):
        return None
    part = _PART.search(written)
    quarter = _QUARTER.search(written)
    if quarter:
        month = 3 * int(quarter[1] if quarter[1].isdecimal() else chinese(quarter[1]) or 0)
        end = month * _HUNDRED + 31
        if part and part[0] in "底末":
            return ((month * _HUNDRED) + _QUARTER_END, end)
        return ((month - 3) * _HUNDRED + 26, end) if due else ((month - 2) * _HUNDRED + 1, end)
    if read.month:
        return _in_month(read.month * _HUNDRED, read.day, part[0] if part else "", due=due)
    return _YEAR_END if part and part[0] in "底末" and "年" in written else None


def _in_month(month: int, day: int, part: str, *, due: bool) -> tuple[int, int]:
    if day:
        return (month + day, month + day)
    if part:
        first, last = _DAYS[part]
        return (month + first, month + last)
    # 10月前 may mean before October or before its end
    return (month - _HUNDRED + 26 if due else month + 1, month + 31)
