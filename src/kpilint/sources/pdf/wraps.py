"""The lines of a cell or paragraph to its text: what a wrapped line means.

In Chinese text a line break inside a cell is no character. Lines are joined without one where the first unit of the
next line would not have fitted on the line, and with a line feed where it would: there a paragraph ends.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from kpilint.sources.pdf.glyphs import Glyph
from kpilint.sources.pdf.lines import CLOSING, LATIN, OPENING, TextLine, lines_of

_SLACK: Final = 0.3
"""Em by which a line may be measured too short."""
_BETWEEN: Final = 0.25
"""Em between an ideograph and a figure: a space that was there, or the space programs put there by themselves."""
_EDGE: Final = 0.4
"""Em within which lines start at the same place."""
_INDENT: Final = 1.5
"""Em by which the first line of a paragraph stands in."""

_NO_START: Final = CLOSING - frozenset("…—～~·.")
_LETTER: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ITEM: Final = re.compile(
    r"\s*(?:[(（]?(\d{1,2})(?:[)）、．]|\.(?!\d))|([①-⑳])|[(（]?([一二三四五六七八九十]{1,2})[)）、．])"
)
_FIGURE_ITEM: Final = re.compile(r"(\d{1,2})\.()()")
_ENDS: Final = frozenset("。；;！!")
_IDEOGRAPH: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_NUMERALS: Final = {
    word: at
    for at, word in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"], 1
    )
}


def turned_text(glyphs: Iterable[Glyph]) -> str:
    """Return the text of characters turned against the page, each direction read in its own."""
    turned = list(glyphs)
    texts = []
    for turn, _ in Counter(glyph.turn for glyph in turned).most_common():
        lines = lines_of([_turned(glyph) for glyph in turned if glyph.turn == turn])
        texts.append(joined(lines, max((line.x1 - line.x0 for line in lines), default=0.0)))
    return "\n".join(text for text in texts if text)


def _turned(glyph: Glyph) -> Glyph:
    """Return a character as its own direction has it; `base` is the place across it already."""
    x0, y0, x1, y1 = glyph.x0, glyph.y0, glyph.x1, glyph.y1
    if glyph.turn == 1:
        return replace(glyph, x0=-y1, x1=-y0, y0=x0, y1=x1)
    if glyph.turn == 3:  # noqa: PLR2004 - quarters
        return replace(glyph, x0=y0, x1=y1, y0=-x1, y1=-x0, base=-glyph.base)
    return replace(glyph, x0=-x1, x1=-x0, y0=-y1, y1=-y0, base=-glyph.base) if glyph.turn else glyph


def joined(lines: Sequence[TextLine], width: float) -> str:
    """Return the text of lines, the widest of which could be `width` wide.

    A space at the end of a wrapped line leaves no trace in files of LibreOffice: it is lost.
    """
    if not lines:
        return ""
    if len(lines) > 1 and all(len(line.text) == 1 for line in lines) and all(map(_ideograph, lines)):
        return "".join(line.text for line in lines)  # one character above the other
    width = max(width, *(line.x1 - line.x0 for line in lines))
    parts = [lines[0].text]
    item = _item(lines[0].text)
    for at, (line, after) in enumerate(pairwise(lines), start=1):
        found = _item(after.text, after_end=line.text[-1] in _ENDS)
        if _never_ends(line, after):
            pass
        elif not is_full(line, after, width, lines[at + 1 : at + 2]) or _opens(after, lines, item, found):
            parts.append("\n")
        elif line.spaced or _words_meet(line, after):
            parts.append(" ")
        parts.append(after.text)
        item = found or item
    return "".join(parts).strip()


def is_full(line: TextLine, after: TextLine, width: float, next_: Sequence[TextLine] = ()) -> bool:
    """True if the first unit of the line after it would not have fitted on a line; `next_` is the one after that."""
    unit = after.unit
    if next_ and after.text[-1] in OPENING:  # a unit too long for any line, cut in two
        unit += next_[0].unit
    if bool(LATIN.match(line.text[-1])) != bool(LATIN.match(after.text[0])):
        unit += _BETWEEN * after.em
    return line.x1 - line.x0 + unit > width - _SLACK * min(line.em, after.em)


def _never_ends(line: TextLine, after: TextLine) -> bool:
    """True if no paragraph ends between two lines: after an opening bracket, before a closing one."""
    return line.text[-1] in OPENING or after.text[0] in _NO_START


def _opens(
    after: TextLine, lines: Sequence[TextLine], item: tuple[str, int] | None, found: tuple[str, int] | None
) -> bool:
    """True for the first line of a paragraph: the next item of a list, or one that stands in."""
    return (found is not None and item is not None and _follows(item, found)) or _stands_in(after, lines)


def _ideograph(line: TextLine) -> bool:
    return bool(_IDEOGRAPH.match(line.text))


def _stands_in(after: TextLine, lines: Sequence[TextLine]) -> bool:
    """True if a line opens a paragraph by standing in, in text that keeps to the left and is not centred."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    flush = sum(line.x0 - left < _EDGE * line.em for line in lines)
    off = abs((after.x0 + after.x1) - (left + right)) / 2
    return after.x0 - left > _INDENT * after.em and flush > 1 and 2 * flush >= len(lines) and off > _EDGE * after.em


def _words_meet(line: TextLine, after: TextLine) -> bool:
    """True if the break stands for a space: between words, unless a single word too long for the line was cut."""
    if not (_LETTER.match(line.text[-1]) and _LETTER.match(after.text[0])):
        return False
    return " " in line.text or any(not LATIN.match(char) for char in line.text)


def _item(text: str, *, after_end: bool = True) -> tuple[str, int] | None:
    """Return kind and number of the list item a line opens with; "2.5" opens one only where a sentence ended."""
    found = _ITEM.match(text) or (_FIGURE_ITEM.match(text) if after_end else None)
    if not found:
        return None
    if found[1]:
        return ("1", int(found[1]))
    if found[2]:
        return ("①", ord(found[2]) - ord("①") + 1)
    return ("一", _NUMERALS[found[3]]) if found[3] in _NUMERALS else None


def _follows(item: tuple[str, int], found: tuple[str, int]) -> bool:
    return item[0] == found[0] and found[1] == item[1] + 1


def opens_item(text: str) -> bool:
    """True for the first line of a numbered item."""
    return _item(text) is not None
