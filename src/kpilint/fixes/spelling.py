"""Cells spelt as usual: stray white space, full-width characters, variants of comparison signs. Text in, text out.

None of these changes what is read out of a cell.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from kpilint.vocabulary import alternatives, lookup, term, terms

_SPACE: Final = r"[^\S\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
"""White space within a line; breaks between lines are layout."""
_HAN: Final = "\u4e00-\u9fff"
_TAIL: Final = rf"(?<!{_SPACE}){_SPACE}++(?=[\r\n]|\Z)"
"""White space at the end of a line; only the beginning of a run is looked at, or a long one takes for ever."""
_ENDS: Final = re.compile(rf"\A{_SPACE}++|{_TAIL}")
_TAILS: Final = re.compile(_TAIL)
_WITHIN: Final = re.compile(_SPACE)
_SPREAD: Final = re.compile(rf"[{_HAN}](?:{_SPACE}+[{_HAN}])+")
"""Single characters set apart to fill the cell: 数 量."""
_AFTER_FIGURE: Final = re.compile(rf"(?<=[0-9０-９]){_SPACE}++(?=[{_HAN}%％﹪‰])|(?<=[%％﹪‰]){_SPACE}++(?=[{_HAN}])")
_POINT: Final = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")
_HALF: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)},
    ord("％"): "%",
    ord("﹪"): "%",
}
_BREAKS: Final = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def visible(text: str) -> str:
    """Return a text without zero-width, direction and control characters."""
    if text.isprintable():
        return text
    return "".join(one for one in text if one in _BREAKS or unicodedata.category(one) not in ("Cc", "Cf"))


def trimmed(text: str) -> str:
    """Return the text of a short cell without white space at its ends and at the ends of its lines."""
    return _ENDS.sub("", visible(text))


def tidy(text: str) -> str:
    """Return a longer text, whose paragraphs may be indented, without white space at the ends of lines."""
    return _TAILS.sub("", visible(text))


def closed_up(text: str) -> str:
    """Return a trimmed name without the spaces that only fill its cell: 数 量."""
    return _WITHIN.sub("", text) if _SPREAD.fullmatch(text) else text


def level(text: str) -> str:
    """Return a trimmed level without the spaces within where it then is a term of the vocabulary: 产出 指标."""
    whole = _WITHIN.sub("", text)
    known = any(term(whole) in lookup(section) for section in ("level1", "level2"))
    return whole if known else text


def tight(text: str) -> str:
    """Return a trimmed value without spaces between sign, number and unit: ≥ 95 %."""
    return _after_sign().sub(r"\1", _AFTER_FIGURE.sub("", text))


def half_width(text: str) -> str:
    """Return a value with its digits, letters and per cent signs in half width."""
    return _POINT.sub(".", text).translate(_HALF)


def usual_signs(text: str) -> str:
    """Return a value with the official form of each comparison sign of the vocabulary; words (不低于) stay."""
    official = _signs()
    return _any_sign().sub(lambda found: official[found.group()], text)


@cache
def _signs() -> dict[str, str]:
    """Return the official form of each sign, itself included."""
    return {
        variant: variants[0]
        for variants in terms("comparators").values()
        for variant in variants
        if not any(map(str.isalnum, variant))
    }


@cache
def _any_sign() -> re.Pattern[str]:
    return re.compile(alternatives(_signs()))


@cache
def _after_sign() -> re.Pattern[str]:
    return re.compile(rf"({alternatives(_signs())}){_SPACE}++(?=[0-9０-９])")
