"""Automatic numbers of paragraphs: list formats, their overrides and the counting ([MS-DOC] 2.9.147, 2.9.131)."""

import struct
from typing import Final

from msgspec import Struct

from kpilint.sources.doc.fib import LIST_OVERRIDES, LISTS, WordFile
from kpilint.sources.failures import damaged
from kpilint.sources.word.counting import shown_number

_LEVELS: Final = 9
_LVLF: Final = struct.Struct("<iBB9xB8xBBBx")
_NOTHING_AFTER: Final = 2
"""What stands behind a number: a tab (0), a space (1), nothing (2)."""
_FULL: Final = 200
"""Characters of a number that are worth showing."""
_FORMS: Final = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand",
    57: "numberInDash", 0xFF: "none",
}  # fmt: skip
"""Number forms (MSONFC, [MS-OSHARED] 2.2.1.3) by the names that .docx gives them; figures for others."""


class Level(Struct, frozen=True, gc=False):
    """One level of a list: where it starts, the form of its numbers, and the text around them."""

    start: int = 1
    form: str = "decimal"
    legal: bool = False
    restart: int = _LEVELS
    """Paragraphs of levels above this one make it start anew."""
    after: int = _NOTHING_AFTER
    text: str = ""


class Override(Struct, frozen=True):
    """A use of a list (LFO): which one, where levels start anew, and levels of its own."""

    list_id: int
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}


class Numbering:
    """Counts the numbered paragraphs of one text, which are to be shown in order."""

    def __init__(self, file: WordFile) -> None:
        self.broken = False
        """The tables of lists cannot be read, so that no number is known."""
        self._room = 4 * len(file.text) + 0x10000
        """Characters that all numbers together may come to; a list made for it could multiply a file."""
        try:
            self._lists = _lists(file)
            self._uses = _overrides(file)
        except (struct.error, IndexError):
            self._lists, self._uses, self.broken = {}, (), True
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next(self, use: int, depth: int) -> str:
        """Return what stands before the next paragraph of that list and level, with the space behind it.

        Bullets are marks, not text, and are left out.

        Raises:
            ReadFailure: `input/damaged`: the numbers are longer than any document has them.
        """
        if not 1 <= use <= len(self._uses) or not 0 <= depth < _LEVELS:
            return ""
        override = self._uses[use - 1]
        levels = self._levels(override)
        if depth >= len(levels):
            return ""
        counts = self._counts.setdefault(override.list_id, [None] * _LEVELS)
        self._count(counts, use, depth, levels)
        level = levels[depth]
        if level.form == "bullet":
            return ""
        text = _written(level, levels, counts)
        self._room -= len(text)
        if self._room < 0:
            raise damaged("列表编号有误", "impossible list numbers")
        return text

    def _levels(self, override: Override) -> tuple[Level, ...]:
        levels = self._lists.get(override.list_id, ())
        if not override.levels:
            return levels
        return tuple(override.levels.get(index, level) for index, level in enumerate(levels))

    def _count(self, counts: list[int | None], use: int, depth: int, levels: tuple[Level, ...]) -> None:
        """Count one paragraph: levels above it start if they have not, levels below it start anew."""
        starts = self._uses[use - 1].starts
        for above in range(depth):
            if counts[above] is None:
                counts[above] = starts.get(above, levels[above].start)
        reached = counts[depth]
        anew = depth in starts and (use, depth) not in self._begun
        self._begun.add((use, depth))
        counts[depth] = starts.get(depth, levels[depth].start) if reached is None or anew else reached + 1
        for below in range(depth + 1, len(levels)):
            if depth < levels[below].restart:
                counts[below] = None


def _written(level: Level, levels: tuple[Level, ...], counts: list[int | None]) -> str:
    """Return the number with the text around it: characters below 9 stand for the count of that level."""
    parts: list[str] = []
    for char in level.text[:_FULL]:
        if ord(char) >= _LEVELS:
            parts.append(char)
        elif ord(char) < len(levels):
            count = counts[ord(char)]
            parts.append("" if count is None else _shown(count, level, levels[ord(char)]))
    text = "".join(parts)[:_FULL]
    return text + ("" if level.after == _NOTHING_AFTER else " ") if text.strip() else ""


def _shown(count: int, level: Level, of: Level) -> str:
    return shown_number(count, "decimal" if level.legal else of.form)


def _lists(file: WordFile) -> dict[int, tuple[Level, ...]]:
    """Return the levels of each list by its id; the levels stand behind the table of lists (PlfLst)."""
    table = file.part(LISTS)
    if len(table) < 2:  # noqa: PLR2004 - the count
        return {}
    count = struct.unpack_from("<h", table)[0]
    at = file.offset(LISTS) + len(table)
    found: dict[int, tuple[Level, ...]] = {}
    for index in range(count):
        list_id = struct.unpack_from("<i", table, 2 + 28 * index)[0]
        simple = table[2 + 28 * index + 26] & 1
        levels: list[Level] = []
        for _ in range(1 if simple else _LEVELS):
            level, at = _level(file.table, at)
            levels.append(level)
        found[list_id] = tuple(levels)
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return a level (LVL) and where it ends."""
    start, form, flags, after, characters, paragraphs, limit = _LVLF.unpack_from(table, at)
    at += _LVLF.size + characters + paragraphs
    size = struct.unpack_from("<H", table, at)[0]
    text = table[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
    restart = limit if flags & 8 else _LEVELS
    return Level(start, _FORMS.get(form, "decimal"), bool(flags & 4), restart, after, text), at + 2 + 2 * size


def _overrides(file: WordFile) -> tuple[Override, ...]:
    """Return the uses of lists in the order of their numbers (PlfLfo)."""
    table = file.part(LIST_OVERRIDES)
    if len(table) < 4:  # noqa: PLR2004 - the count
        return ()
    count = struct.unpack_from("<I", table)[0]
    at = 4 + 16 * count
    found: list[Override] = []
    for index in range(min(count, len(table) // 16)):
        list_id, changed = struct.unpack_from("<i8xB", table, 4 + 16 * index)
        at += 4
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for _ in range(changed):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(table, at)
            if flags & 0x10:
                starts[flags & 0xF] = levels[flags & 0xF].start if flags & 0x20 else start
        found.append(Override(list_id, starts, levels))
    return tuple(found)
