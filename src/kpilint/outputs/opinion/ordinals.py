"""Numbers as Chinese headings count."""

from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")


def ordinal(number: int, lang: str) -> str:
    """Return a number from 1 as headings count: 一, 十二, 一百零三; plain digits in English and from 10,000."""
    if lang != "zh" or number >= 10 ** len(_PLACES):
        return str(number)
    text, gap = "", False
    for power in reversed(range(len(_PLACES))):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[power]
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text
