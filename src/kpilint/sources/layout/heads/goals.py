"""Splitting the text of a goals cell into its numbered goals."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from kpilint.model import Goal, Place

_CHINESE: Final = "一二三四五六七八九十"
_MOST: Final = 99
_YEAR: Final = r"(?=(?:19|20)\d\d\s*(?:年|-|—))|(?!\d)"

_STYLES: Final[tuple[Callable[[int], str], ...]] = (
    lambda n: rf"{n}\s*[.．](?:{_YEAR})",
    lambda n: rf"{n}\s*[、,，](?!\d)",
    lambda n: rf"{n}\s*[)）]",
    lambda n: rf"[(（]\s*{n}\s*[)）]",
    lambda n: rf"(?:绩效)?目标\s*(?:{n}|{_chinese(n)})\s*[:：.、]?",
    lambda n: chr(0x2460 + n - 1) if n <= 20 else "(?!)",  # noqa: PLR2004 - circled numbers end at 20
    lambda n: rf"{_chinese(n)}\s*[、.．]",
    lambda n: rf"[(（]\s*{_chinese(n)}\s*[)）]",
)
"""Ways of numbering: a pattern for the n-th goal. 2.5 is no number of a goal, 2.2025年 is."""


def split_goals(pieces: list[tuple[str, Place]]) -> tuple[Goal, ...]:
    """Return the goals of `pieces`, the lines of the goals cell, each with the place of the line it starts on.

    The text is split only before the number that is expected next, so that "2.2025 年" opens goal 2 and "0.5" none.
    """
    pieces = [(text, place) for text, place in pieces if text]
    starts: list[int] = []
    length = 0
    for text, _ in pieces:
        starts.append(length)
        length += len(text) + 1
    joined = "\n".join(text for text, _ in pieces)
    cuts = _cuts(joined)
    goals = []
    for begin, end in zip(cuts, [*cuts[1:], len(joined)], strict=True):
        if joined[begin:end].strip():
            goals.append(Goal(joined[begin:end].strip(), pieces[bisect_right(starts, begin) - 1][1]))
    return tuple(goals)


def opens_goal(text: str, number: int) -> bool:
    """True if `text` starts as the goal of that number does, in any way of numbering."""
    return any(re.match(style(number), text) for style in _STYLES)


def _cuts(text: str) -> list[int]:
    """Return where goals start: 0, then each expected number in the style of the first."""
    style = next((style for style in _STYLES if re.match(style(1), text)), None)
    cuts = [0]
    if style is None:
        return cuts
    for number in range(2, _MOST + 1):
        found = re.compile(r"(?<![\d.第每])" + style(number)).search(text, cuts[-1] + 1)
        if not found:
            return cuts
        cuts.append(found.start())
    return cuts


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _CHINESE[tens - 1] + "十"
    return head + (_CHINESE[ones - 1] if ones else "")
