"""Indicators written as running text, as in 【产出指标-数量指标】指标1：培训人数（≥200人）；指标2：…."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kpilint.sources.layout.cells import GridCell
from kpilint.sources.layout.rows.levels import level1_key, level2_key
from kpilint.sources.layout.rows.ragged import Placed, is_comparison

_MARK: Final = re.compile(
    r"[【\[〖]\s*([^【】\[\]〖〗\n]{2,30})\s*[】\]〗]\s*[:：]?"
    r"|(?:^|(?<=[\n；;。]))\s*(?:[(（]?[\d一二三四五六七八九十]{1,2}[、.．)）]\s*)?([^\s:：；;。【】]{2,24})\s*[:：]"
)
_OPENS: Final = frozenset("【[〖:：")
"""What one of every mark has."""
_JOINT: Final = re.compile(r"\s*[-—–－/、:：→]+\s*")
_ITEM: Final = re.compile(
    r"(?:^|(?<=[\n；;。，,\s]))\s*"
    r"(?:(?=(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}\s*[:：、.．])|[\d一二三四五六七八九十]{1,2}\s*[:：、.．](?!\d))"
)
"""Where an indicator starts: 指标1：, which stays with the name, or a number."""
_PREFIX: Final = re.compile(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}\s*[:：、.．]\s*")
_PART: Final = re.compile(r"[；;\n]+")
_BRACKET: Final = re.compile(r"(.{2,}?)\s*[（(]\s*([^（）()]{1,60})\s*[)）]")
_COLON: Final = re.compile(r"\s*[:：]\s*")
_NUMBER: Final = re.compile(r"(.*?[\u4e00-\u9fff）)])\s*(\d[\d.,]*\s*\D{0,12})")
_HAS_VALUE: Final = re.compile(r"\d|[≥≤≧≦＞＜><=＝]|[/／]|定性|[有无优良中差好是]")
_EDGE: Final = " \t\u3000；;。，,、\n"
_LONGEST: Final = 20_000


class Said(Struct, frozen=True):
    """One indicator of running text."""

    level1: str
    level2: str
    name: str
    value: str

    def placed(self, cell: GridCell) -> Placed:
        """Return it as the cells of a row, all at the place of the text."""
        texts = {"level1": self.level1, "level2": self.level2, "name": self.name, "value": self.value}
        return Placed({field: GridCell(text, cell.place) for field, text in texts.items() if text}, sure=True)


def is_running(text: str) -> bool:
    """True for text in which indicators stand after their levels in brackets, or before a colon."""
    if "指标" not in text or len(text) > _LONGEST or _OPENS.isdisjoint(text):
        return False  # as most cells: not worth a search
    return any(True for _ in _marks(text))


def read_running(text: str) -> Iterator[Said]:
    """Yield the indicators of running text in order."""
    marks = list(_marks(text))
    level1 = ""
    for (mark, first, second), after in zip(marks, [*[one[0].start() for one in marks[1:]], len(text)], strict=True):
        level1 = first or level1
        for item in _items(text[mark.end() : after]):
            name, value = _split(item)
            yield Said(level1, second, name, value)


def _marks(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield what opens the indicators of one second level: the match, the first level if given, the second level."""
    for mark in _MARK.finditer(text):
        words = [word for word in _JOINT.split(mark[1] or mark[2]) if word]
        if len(words) == 2 and level1_key(words[0]) and level2_key(words[1]):  # noqa: PLR2004 - both levels
            yield mark, words[0], words[1]
        elif mark[1] and len(words) == 1 and level2_key(words[0]):
            yield mark, "", words[0]


def _items(text: str) -> Iterator[str]:
    starts = list(_ITEM.finditer(text))
    if starts:
        ends = [*[found.start() for found in starts[1:]], len(text)]
        pieces = [text[found.end() : end] for found, end in zip(starts, ends, strict=True)]
    else:
        pieces = _PART.split(text)
    for piece in pieces:
        bare = piece.strip(_EDGE)
        if bare:
            yield bare


def _split(item: str) -> tuple[str, str]:
    """Return name and value: the value in brackets at the end, after a colon, or from a comparison or number on."""
    prefix = _PREFIX.match(item)
    if prefix:
        name, value = _split(item[prefix.end() :])
        return prefix[0].rstrip() + name, value
    bracket = _BRACKET.fullmatch(item)
    if bracket and _HAS_VALUE.search(bracket[2]):
        return bracket[1], bracket[2]
    parts = _COLON.split(item, maxsplit=1)
    if len(parts) > 1 and parts[1]:
        return parts[0], parts[1]
    at = next((at for at in range(2, len(item)) if is_comparison(item[at:])), 0)
    if at:
        return item[:at].strip(), item[at:].strip()
    number = _NUMBER.fullmatch(item)
    return (number[1], number[2].strip()) if number else (item, "")
