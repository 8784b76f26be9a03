"""Serial numbers shown as dates and times.

Days are counted from 1900-01-01 as day 1, with a 29 February 1900 that never was (day 60), or from 1904-01-01 as
day 0 in workbooks of the 1904 system (ECMA-376 Part 1, 18.17.4.1).
"""

import math
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from kpilint.sources.excel.chinese import day_in_words, each_digit
from kpilint.sources.excel.formatcode import Section, Token

DAYS_1904: Final = 1462
"""Days between the two ways of counting."""
_LAST_DAY: Final = 2_958_465
"""9999-12-31."""
_LEAP_DAY: Final = 60
_BEFORE_LEAP: Final = date(1899, 12, 31)
_AFTER_LEAP: Final = date(1899, 12, 30)
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
_DAY_SECONDS: Final = 86_400
_MAX_FRACTION: Final = 3
_NOON: Final = 12

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_HAN_DAYS: Final = "日一二三四五六"


class _Moment(Struct, frozen=True):
    year: int
    month: int
    day: int
    weekday: int
    """0 for Sunday."""
    seconds: int
    """Of the day."""
    part: int
    """Of a second, in units of its last digit shown."""
    total: int
    """Seconds from day 0."""


def written_date(text: str, *, date1904: bool) -> float | None:
    """Return the serial number of a date written out (ISO 8601), None for other text; time zones are left out."""
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    return (moment - _EPOCH).total_seconds() / _DAY_SECONDS - (DAYS_1904 if date1904 else 0)


def shown_date(serial: float, section: Section, *, date1904: bool) -> str | None:
    """Return a serial number as a date section shows it; None for one outside the calendar (Excel shows ####)."""
    tokens = list(section.tokens)
    places = _fraction_places(tokens)
    timed = any(token.kind in {"half", "elapsed"} or token.text[:1] in {"h", "n", "s"} for token in tokens)
    moment = _moment(serial + (DAYS_1904 if date1904 else 0), places if timed else _MAX_FRACTION)
    if moment is None:
        return None
    half = section.has("half")
    made = []
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.kind == "." and _zeros(tokens, at + 1):
            skip = _zeros(tokens, at + 1)
            made.append(f".{moment.part:0{places}d}".ljust(skip + 1, "0")[: skip + 1])
        else:
            made.append(_piece(token, moment, section, half=half))
    return "".join(made)


def _zeros(tokens: list[Token], at: int) -> int:
    count = 0
    while at + count < len(tokens) and tokens[at + count].text == "0":
        count += 1
    return count


def _fraction_places(tokens: list[Token]) -> int:
    counts = [_zeros(tokens, at + 1) for at, token in enumerate(tokens) if token.kind == "."]
    return min(max(counts, default=0), _MAX_FRACTION)


def _moment(serial: float, places: int) -> _Moment | None:
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    scale = 10**places
    units = math.floor(serial * _DAY_SECONDS * scale + 0.5 + 1e-6)
    total, part = divmod(units, scale)
    days, seconds = divmod(total, _DAY_SECONDS)
    if days > _LAST_DAY:
        return None
    weekday = (days - 1) % 7
    if days == 0:
        return _Moment(1900, 1, 0, weekday, seconds, part, total)
    if days == _LEAP_DAY:
        return _Moment(1900, 2, 29, weekday, seconds, part, total)
    day = (_BEFORE_LEAP if days < _LEAP_DAY else _AFTER_LEAP) + timedelta(days)
    return _Moment(day.year, day.month, day.day, weekday, seconds, part, total)


def _piece(token: Token, moment: _Moment, section: Section, *, half: bool) -> str:
    if token.kind == "half":
        return _half(token.text, moment.seconds // 3600 >= _NOON, chinese=section.chinese)
    if token.kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
        return str(moment.total // unit).zfill(len(token.text))
    if token.kind != "date":
        return token.text
    words = _words(token.text, moment, chinese=section.chinese)
    if words is not None:
        return words
    text = _number(token.text, moment, half=half)
    if not section.numerals:
        return text
    return each_digit(text, section.numerals) if token.text[0] in "ye" else day_in_words(int(text), section.numerals)


def _half(text: str, afternoon: bool, *, chinese: bool) -> str:
    if text.upper() == "AM/PM" and chinese:
        text = "上午/下午"
    return text.split("/")[afternoon]


def _words(code: str, moment: _Moment, *, chinese: bool) -> str | None:
    """Return a month or a day of the week by name; None where the code asks for a number."""
    letter, count = code[0], len(code)
    full = count > 3  # noqa: PLR2004 - mmmm, dddd, aaaa
    if letter == "a":
        return ("星期" if full else "") + _HAN_DAYS[moment.weekday]
    if letter not in "md" or count < 3:  # noqa: PLR2004 - mmm, ddd
        return None
    if letter == "d":
        han = ("星期" if full else "周") + _HAN_DAYS[moment.weekday]
        return han if chinese else _DAYS[moment.weekday][: None if full else 3]
    if chinese and count <= 4:  # noqa: PLR2004 - mmmm
        return day_in_words(moment.month, 1) + "月" if full else f"{moment.month}月"
    return _MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(count)]


def _number(code: str, moment: _Moment, *, half: bool) -> str:
    letter, count = code[0], min(len(code), 2)
    if letter == "y":
        return str(moment.year) if len(code) > 2 else f"{moment.year % 100:02d}"  # noqa: PLR2004 - yy
    if letter == "e":
        return str(moment.year)
    hour = moment.seconds // 3600
    if half:
        hour = hour % _NOON or _NOON
    value = {
        "m": moment.month,
        "d": moment.day,
        "h": hour,
        "n": moment.seconds // 60 % 60,
        "s": moment.seconds % 60,
    }[letter]
    return str(value).zfill(count)
