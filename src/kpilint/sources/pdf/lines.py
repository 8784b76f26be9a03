"""Characters to lines: baselines, and the gaps that are spaces."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.sources.pdf.glyphs import Glyph

_SAME_LINE: Final = 0.45
"""By how many em baselines of one line may differ: raised figures, mixed fonts."""
_WORD_GAP: Final = 0.22
"""Gap in em between Latin letters or figures that is a space."""
_WIDE_GAP: Final = 1.0
"""Gap in em that is a space between any characters."""
_NO_GAP: Final = 0.08
"""Width in em below which a space is none."""

OPENING: Final = frozenset("（(【[《〈「『“‘{｛〔$￥")
CLOSING: Final = frozenset("）)】]》〉」』”’}｝〕，,。.、；;：:！!？?％%‰℃…—～~·")
_SLASH: Final = frozenset("/／")
LATIN: Final = re.compile(r"[!-~\u00a1-\u024f≥≤±×÷]")


class TextLine(Struct, frozen=True):
    """One line: its text with the spaces that are seen, its place, and the width of its first unbreakable unit."""

    text: str
    x0: float
    x1: float
    base: float
    em: float
    unit: float
    spaced: bool = False
    """True if a space stands at its end."""


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the lines that upright characters make, from top to bottom; gaps of many em stay in the line."""
    return [line for row in rows_of(glyphs) if (line := line_of(row))]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return characters in lines by their baselines, each from left to right."""
    rows: list[list[Glyph]] = []
    base = em = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if not rows or glyph.base - base > _SAME_LINE * max(em, glyph.em):
            rows.append([])
            base, em = glyph.base, glyph.em
        elif glyph.em > em and glyph.text != " ":
            base, em = glyph.base, glyph.em
        rows[-1].append(glyph)
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
    return rows


def line_of(row: Sequence[Glyph]) -> TextLine | None:
    """Return a line of characters from left to right, None for one of spaces only."""
    ink: list[Glyph] = []
    spaces: list[bool] = []
    """Whether a space stands before each."""
    space = False
    for glyph in row:
        if glyph.text.isspace():
            space = True
            continue
        ink.append(glyph)
        spaces.append(space)
        space = False
    if not ink:
        return None
    loose = _stretch(ink, spaces)
    parts = [ink[0].text]
    for (before, glyph), given in zip(pairwise(ink), spaces[1:], strict=True):
        gap = glyph.x0 - before.x1
        if (given and gap > _NO_GAP * before.em) or _parted(before, glyph, gap, loose):
            parts.append(" ")
        parts.append(glyph.text)
    em = Counter(round(glyph.em, 1) for glyph in ink).most_common(1)[0][0]
    x1 = max(glyph.x1 for glyph in ink)
    unit = _unit(ink) - ink[0].x0
    base = ink[0].base if len(ink) == 1 else sorted(glyph.base for glyph in ink)[len(ink) // 2]
    return TextLine("".join(parts), ink[0].x0, x1, base, em, unit, space)


def _stretch(ink: Sequence[Glyph], spaces: Sequence[bool]) -> tuple[float, float]:
    """Return by how much a justified line has its characters apart: Latin ones, and others."""
    latin: list[float] = []
    other: list[float] = []
    for (before, glyph), given in zip(pairwise(ink), spaces[1:], strict=True):
        if not given:
            words = bool(LATIN.match(before.text) and LATIN.match(glyph.text))
            (latin if words else other).append(glyph.x0 - before.x1)
    return (max(min(latin), 0.0) if len(latin) > 1 else 0.0), (max(min(other), 0.0) if other else 0.0)


def _parted(before: Glyph, glyph: Glyph, gap: float, loose: tuple[float, float]) -> bool:
    """True if the gap between two characters without a space is one to a reader."""
    em = min(before.em, glyph.em)
    if LATIN.match(before.text) and LATIN.match(glyph.text):
        return gap - loose[0] > _WORD_GAP * em
    return gap - loose[1] > _WIDE_GAP * em


def _unit(ink: Sequence[Glyph]) -> float:
    """Return where the first unit ends that no line break may divide: a word, or a character with its punctuation."""
    at = 0
    while at < len(ink) - 1 and ink[at].text in OPENING:
        at += 1
    if LATIN.match(ink[at].text):
        while at + 1 < len(ink) and LATIN.match(ink[at + 1].text) and not _parted_here(ink, at):
            at += 1
    closed = at
    while at + 1 < len(ink) and ink[at + 1].text in CLOSING:
        at += 1
    if at > closed:  # 【2018】21: LibreOffice keeps a closing bracket and the figure after it on one line
        while at + 1 < len(ink) and LATIN.match(ink[at + 1].text) and not _parted_here(ink, at):
            at += 1
    if at + 2 < len(ink) and ink[at + 1].text in _SLASH:  # 元/件
        at += 2
    return ink[at].x1


def _parted_here(ink: Sequence[Glyph], at: int) -> bool:
    return ink[at + 1].x0 - ink[at].x1 > _WORD_GAP * ink[at].em
