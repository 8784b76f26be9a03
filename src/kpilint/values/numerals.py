"""Numbers as Chinese documents write them: 1,234.5, 九十五, 二〇二五, 壹佰, 三点五.

Texts are expected in the form `vocabulary.plain` gives (half-width, no white space). Everything here is linear and
bounded: a run longer than `MAX_DIGITS` is no number of a target table.
"""

import re
from decimal import Decimal
from typing import Final

MAX_DIGITS: Final = 24

CHINESE_DIGITS: Final = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_VALUES: Final = dict(zip(CHINESE_DIGITS, "001223456789123456789", strict=True))
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}
_CHARS: Final = CHINESE_DIGITS + "".join(_SMALL) + "".join(_LARGE)

CHINESE: Final = rf"[{_CHARS}]+(?:点[{CHINESE_DIGITS}]+)?"
"""Pattern of a run of Chinese numerals."""

ARABIC: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
"""Pattern of a number in digits, with or without thousands separators."""

_CHINESE_RE: Final = re.compile(CHINESE)
_ARABIC_RE: Final = re.compile(ARABIC)


def arabic_at(text: str, at: int) -> tuple[Decimal, int] | None:
    """Return the number in digits that starts at `at` and its end, or None."""
    found = _ARABIC_RE.match(text, at)
    if found is None or found.end() - at > MAX_DIGITS:
        return None
    return Decimal(found.group().replace(",", "")), found.end()


def chinese_at(text: str, at: int) -> tuple[Decimal, Decimal, int] | None:
    """Return number, multiplier (万, 亿 written last) and end of the Chinese numeral that starts at `at`, or None."""
    found = _CHINESE_RE.match(text, at)
    if found is None or found.end() - at > MAX_DIGITS:
        return None
    written, multiplier = found.group(), Decimal(1)
    while len(written) > 1 and written[-1] in _LARGE:
        multiplier *= _LARGE[written[-1]]
        written = written[:-1]
    number = chinese(written)
    return None if number is None else (number, multiplier, found.end())


def chinese(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral of at most `MAX_DIGITS` characters, or None where it is malformed."""
    whole, point, decimals = text.partition("点")
    if not whole or len(text) > MAX_DIGITS or any(char not in _CHARS for char in whole):
        return None
    digits = "".join(_VALUES.get(char, "") for char in decimals)
    if bool(point) != bool(digits) or len(digits) != len(decimals):
        return None
    base = _positional(whole) if all(char in _VALUES for char in whole) else _composed(whole)
    return None if base is None else Decimal(f"{base}.{digits}" if digits else base)


def _positional(text: str) -> int | None:
    """Read 五 and 二〇二五; 三五 is "three to five" and no number."""
    if len(text) == len("三五") and not set(text) & set("零〇"):
        return None
    return int("".join(_VALUES[char] for char in text))


def _composed(text: str) -> int | None:
    """Read 一百二十万: digits times their place, sections times 万 and 亿."""
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _VALUES:
            if digit:
                return None
            digit = int(_VALUES[char])
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None
            total, section, digit = (total + section) * _LARGE[char], 0, None
    return total + section + (digit or 0)
