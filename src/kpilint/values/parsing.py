"""Target values (指标值): "≥26.5元/人/月" becomes comparison, number, unit and kind, and the text is kept.

`parse` takes any text, never raises, and runs in time linear to the text.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from unicodedata import normalize

from kpilint import vocabulary
from kpilint.values import dates, units
from kpilint.values.amounts import NUMBERS, Amount, Prefix, alternation, amount_at, comparator_at, prefix_at
from kpilint.values.target import Target, TargetKind

_CACHED_CHARS: Final = 200
_MAX_SCALE_CHARS: Final = 200
_MAX_BARE_SCALE_CHARS: Final = 24
_MIN_BARE_STEPS: Final = 3
_NOT_BEFORE: Final = frozenset("数几第")
_LOOK_BACK: Final = 12

_TRAILING_MARKS: Final = "。；;，,、.!！"
_CIRCLED: Final = dict.fromkeys(range(9312, 9372))
_ENUMERATOR: Final = re.compile(r"\(?[0-9]{1,2}(?:[、)](?=.)|\.(?=[^0-9]))")
_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_POWER: Final = re.compile(r"(?:([0-9]{1,15}(?:\.[0-9]{1,9})?)\s*[×xX*]\s*)?(?<![0-9.])10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_RAISED: Final = re.compile(r"(?<![a-zA-Z])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""Raised digits that belong to no unit (m²): an exponent, or the number of a note."""

_MAX_EXPONENT: Final = 15
_CITED: Final = re.compile(r"[〔\[【(﹝][^〔\[【(﹝〕\]】)﹞]{0,20}[〕\]】)﹞](?:第?[0-9]+号?)?")
_COMPARED: Final = r"(?:比(?![例率重值分])|较(?![好高大低差强])|同比|环比|相比)"
_SENTENCE: Final = re.compile(r"[\u4e00-\u9fff][^0-9]*[0-9]")
_SCALE_SPLIT: Final = re.compile(r"[/、,;|\\]|或者?")
_SCALE_AIM: Final = re.compile(
    r"(?P<aim>[^()]{1,6})\((?:分为?)?(?P<steps>[^()]{3,60}?)(?:[二三四五](?:级|档|个等级|等))?\)"
)
"""The step aimed at, with the whole scale in brackets: 好(分好、一般、差三级)."""
_SCALE_REST: Final = r"$|[:(<>=≤≥≧≦0-9]"
_CLASS_KINDS: Final = {
    "money": TargetKind.MONEY,
    "percent": TargetKind.PERCENT,
    "permille": TargetKind.PERCENT,
    "time": TargetKind.DURATION,
}


def parse(text: str) -> Target:
    """Return what a target value says. Total: any text has an answer, `qualitative` at the least."""
    return _parse_cached(text) if len(text) <= _CACHED_CHARS else _parse(text)


def _parse(raw: str) -> Target:
    text = _normal(raw)
    if not text:
        return Target(raw, TargetKind.EMPTY)
    for read in (_date, _scale, _leading, _inside):
        found = read(raw, text)
        if found is not None:
            return found
    return Target(raw, TargetKind.QUALITATIVE, comparator=_sign(text), change=_change(text, len(text)))


_parse_cached = lru_cache(maxsize=65_536)(_parse)


def _normal(raw: str) -> str:
    """Return the text in half-width without white space, numbering in front and full stops behind."""
    if _RAISED.search(raw):
        raw = _RAISED.sub("", _POWER.sub(_written_out, _SPACE.sub("", raw)))  # NFKC would make 104 of 10⁴
    text = vocabulary.plain(normalize("NFKC", raw.translate(_CIRCLED))).rstrip(_TRAILING_MARKS)
    numbered = _ENUMERATOR.match(text)
    return text[numbered.end() :] if numbered else text


def _written_out(power: re.Match[str]) -> str:
    """Return 5×10³ as 5000."""
    exponent = int(normalize("NFKC", power[2]))
    if exponent > _MAX_EXPONENT:
        return power[0]
    return format((Decimal(power[1] or 1) * 10**exponent).normalize(), "f")


def _date(raw: str, text: str) -> Target | None:
    found = dates.whole(text)
    if found is None:
        return None
    bare_month = dates.is_bare_month(text)
    return Target(
        raw,
        TargetKind.DATE,
        number=Decimal(found.month) if bare_month else None,
        unit="月" if bare_month else "",
        unit_text="月" if bare_month else "",
        unit_class="time" if bare_month else "",
        trailing=text[found.end :],
        date=(found.year, found.month, found.day),
    )


def _scale(raw: str, text: str) -> Target | None:
    if len(text) > _MAX_SCALE_CHARS:
        return None
    level, word = _scale_patterns()
    if (aimed := _SCALE_AIM.fullmatch(text)) and level.fullmatch(aimed["aim"]):
        whole = _scale(raw, aimed["steps"])
        return whole if whole is not None and aimed["aim"] in whole.levels else None
    pieces = [piece for piece in _SCALE_SPLIT.split(text) if piece]
    found = [level.match(piece) for piece in pieces]
    steps = tuple(one[0] for one in found if one)
    if len(pieces) < 2 or len(steps) < len(pieces):  # noqa: PLR2004 - a scale has two steps
        steps = tuple(word.findall(text)) if len(text) <= _MAX_BARE_SCALE_CHARS else ()
        if len(steps) < _MIN_BARE_STEPS or sum(map(len, steps)) < len(text):
            return None
    elif len(set(steps)) < len(steps):
        return None
    return Target(raw, TargetKind.SCALE, levels=steps)


def _leading(raw: str, text: str) -> Target | None:
    """Read a value that begins with its number; not 11个行政村覆盖率达到100%, which begins with another."""
    if dates.starts(text):
        return None
    prefix = prefix_at(text, 0)
    found = amount_at(text, prefix.end, prefix)
    if found is None or (found.chinese and not _clean(text, found)):
        return None
    if found.unit_class and not found.comparator and _SENTENCE.match(text, found.end):
        return None
    return _target(raw, text, found, start=prefix.end, embedded=False)


def _inside(raw: str, text: str) -> Target | None:
    """Find the number of a sentence: one that is compared or says a change, else the first with a unit."""
    days = list(dates.find(text))
    first: tuple[int, Amount] | None = None
    for start in _number_starts(text, days):
        cue, amount = _cued(text, start)
        if amount is None or not (amount.unit_class or cue) or (amount.chinese and not _clean(text, amount)):
            continue
        first = (start, amount) if cue or first is None else first
        if cue:
            break
    if first is not None:
        return _target(raw, text, first[1], start=first[0], embedded=True)
    day = next((one for one in days if one.firm), None)
    return None if day is None else Target(raw, TargetKind.DATE, embedded=True, date=(day.year, day.month, day.day))


def _number_starts(text: str, days: list[dates.DateReading]) -> Iterator[int]:
    """Yield where the numbers of a sentence begin, those of dates, document numbers and words (PM2.5) left out."""
    skip = sorted([*((day.start, day.end) for day in days), *(found.span() for found in _CITED.finditer(text))])
    at = 0
    for found in NUMBERS.finditer(text):
        start = found.start()
        while at < len(skip) and skip[at][1] <= start:
            at += 1
        if not (at < len(skip) and skip[at][0] <= start) and not _is_part_of_word(text, start):
            yield start


def _is_part_of_word(text: str, start: int) -> bool:
    """Tell the 2.5 of PM2.5, the 十 of 数十 and the 一 of 第一 from a number."""
    before = text[start - 1 : start] if start else ""
    return before in _NOT_BEFORE or (before.isascii() and before.isalpha())


def _cued(text: str, start: int) -> tuple[bool, Amount | None]:
    """Read the amount at `start` and tell whether a comparison or a verb of change stands before it."""
    before = text[max(0, start - _LOOK_BACK) : start]
    found = _comparator_before().search(before)
    sign = comparator_at(found[1], 0)[0] if found else ""
    verb = _verb_before().search(before)
    return bool(sign or verb or before.endswith(("达", ":"))), amount_at(text, start, Prefix(start, sign))


def _clean(text: str, found: Amount) -> bool:
    """Tell whether a Chinese numeral is a number at all: 一次 is, 一次性发放 and 一般 are not."""
    if found.unit == "%":
        return True
    after = text[found.end : found.end + 1]
    return bool(found.unit_class or found.ratio_to or found.end == len(text)) and not "\u4e00" <= after <= "\u9fff"


def _target(raw: str, text: str, found: Amount, *, start: int, embedded: bool) -> Target:
    unit, unit_text, end = found.unit, found.unit_text, found.end
    if not found.unit_class and found.ratio_to is None:
        unit = units.unknown_at(text, end)
        unit_text, end = unit_text + unit, end + len(unit)
    return Target(
        raw,
        _kind(found),
        found.comparator,
        found.number,
        found.multiplier,
        unit,
        unit_text,
        found.unit_class,
        found.per,
        found.upper,
        found.ratio_to,
        text[end:],
        embedded,
        _change(text, start),
    )


def _kind(found: Amount) -> TargetKind:
    if found.ratio_to is not None:
        return TargetKind.RATE
    if not found.unit_class:
        return TargetKind.NUMBER
    kind = _CLASS_KINDS.get(found.unit_class, TargetKind.COUNT)
    return TargetKind.RATE if found.per and kind in (TargetKind.COUNT, TargetKind.DURATION) else kind


def _change(text: str, start: int) -> str:
    """Return increase or decrease for 比…增加, 增加20% and 有所提高; not for 提高服务水平."""
    for found in (_compared_change().search(text), _verb_before().search(text[max(0, start - _LOOK_BACK) : start])):
        if found is not None:
            return vocabulary.lookup("change")[found["verb"]]
    return ""


def _sign(text: str) -> str:
    """Return the comparison that a text without a number begins with; 达到 is a verb there."""
    return "" if text.startswith("达到") else comparator_at(text, 0)[0]


@cache
def _scale_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = alternation("scale")
    return re.compile(rf"(?:{words})(?={_SCALE_REST})"), re.compile(words)


@cache
def _verb_before() -> re.Pattern[str]:
    verbs, signs = alternation("change"), alternation("comparators")
    return re.compile(rf"(?<![不无未没])(?P<verb>{verbs})(?:率|幅度?|额|了)?(?:{signs}|大?约|近)?$")


@cache
def _compared_change() -> re.Pattern[str]:
    return re.compile(rf"{_COMPARED}[^,;。]{{0,20}}?(?<![不无未没])(?P<verb>{alternation('change')})")


@cache
def _comparator_before() -> re.Pattern[str]:
    return re.compile(rf"({alternation('comparators')})(?:大?约|近)?$")


__all__ = ["Target", "TargetKind", "parse"]
