"""Numbers in Chinese numerals, as the formats `[DBNum1]` (一), `[DBNum2]` (壹) and `[DBNum3]` (１) show them."""

from typing import Final

from kpilint.sources.numerals import below_ten_thousand

_DIGITS: Final = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_PLACES: Final = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS: Final = ("", "万", "亿", "万亿")


def each_digit(text: str, numerals: int) -> str:
    """Return `text` with each digit replaced by its numeral, place by place (2021: 二〇二一)."""
    return text.translate({ord(str(value)): digit for value, digit in enumerate(_DIGITS[numerals])})


def in_words(text: str, numerals: int) -> str:
    """Return a plain decimal number as it is read (123: 一百二十三); other text as `each_digit` does."""
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 4 * len(_GROUPS):
        return each_digit(text, numerals)
    return sign + _whole(whole, numerals) + point + each_digit(rest, numerals)


def day_in_words(value: int, numerals: int) -> str:
    """Return a month, a day or an hour in words: with `[DBNum1]` without the one that `in_words` has (十五)."""
    return in_words(str(value), numerals).replace("一十", "十")


def _whole(digits: str, numerals: int) -> str:
    zero = _DIGITS[numerals][0]
    padded = digits.zfill(-(-len(digits) // 4) * 4)
    count = len(padded) // 4
    made = ""
    owed = False
    for number in range(count):
        four = padded[4 * number : 4 * number + 4]
        if four == "0000":
            owed = bool(made)
            continue
        words = below_ten_thousand(int(four), _DIGITS[numerals], _PLACES[numerals])
        made += (zero if made and (owed or four[0] == "0") else "") + words + _GROUPS[count - 1 - number]
        owed = False
    return made or zero
