"""Numbers as Word's automatic numbering shows them (ECMA-376 Part 1, 17.18.59, ST_NumberFormat)."""

from collections.abc import Callable
from typing import Final

from kpilint.sources.numerals import below_ten_thousand

_DIGITS: Final = "零一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_OLD: Final = "零壹貳參肆伍陸柒捌玖"
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_MOST: Final = 9999
_ROMAN_MOST: Final = 3999
_LETTERS: Final = 26
_REPEATS: Final = 30
"""How often Word repeats a letter (aa, bb) before it is not worth writing out."""
_SMALL_TEENS: Final = range(10, 20)
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def shown_number(value: int, form: str) -> str:
    """Return `value` as number format `form` shows it; in digits where the format is unknown or has no such number."""
    writer = _WRITERS.get(form)
    return (writer(value) if writer and 0 < value <= _MOST else "") or ("" if form in _NONE else str(value))


def chinese(value: int, digits: str = _DIGITS, places: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Return 12 as 十二, 105 as 一百零五; `value` from 1 to 9999."""
    text = below_ten_thousand(value, digits, places)
    return text[1:] if digits == _DIGITS and value in _SMALL_TEENS else text


def _digital(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    if value > _ROMAN_MOST:
        return ""
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    """Word counts a … z, aa, bb, … zz, aaa."""
    times = (value - 1) // _LETTERS + 1
    return chr(ord("a") + (value - 1) % _LETTERS) * times if times <= _REPEATS else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


def _signs(start: int, count: int) -> str:
    return "".join(map(chr, range(start, start + count)))


_CIRCLED: Final = _one_of(_signs(0x2460, 20) + _signs(0x3251, 15) + _signs(0x32B1, 15))
_FORMAL_PLACES: Final = ("", "拾", "佰", "仟")
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}


def _ordinal(value: int) -> str:
    teen = value // 10 % 10 == 1
    return f"{value}{'th' if teen else _ORDINALS.get(value % 10, 'th')}"


_NONE: Final = frozenset({"none", "bullet"})
_WRITERS: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        chinese,
    ),
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": str,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda value: chinese(value, _FORMAL, _FORMAL_PLACES),
    "ideographLegalTraditional": lambda value: chinese(value, _FORMAL_OLD, _FORMAL_PLACES),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "ideographEnclosedCircle": _one_of(_signs(0x3220, 10)),
    "decimalEnclosedParen": _one_of(_signs(0x2474, 20)),
    "decimalEnclosedFullstop": _one_of(_signs(0x2488, 20)),
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "ordinal": _ordinal,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
