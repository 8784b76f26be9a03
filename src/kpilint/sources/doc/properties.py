"""Properties of paragraphs and characters, as far as they decide on what text is shown and where."""

import struct
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from kpilint.sources.doc import sprms
from kpilint.sources.doc.fib import STYLES, WordFile
from kpilint.sources.doc.rowshape import CellShape, row_shape
from kpilint.sources.doc.styles import Style, styles
from kpilint.sources.failures import damaged

_KEPT: Final = 4096
"""Combinations kept ready; a document has some dozens, one that is made to cost memory has more."""
_WORK: Final = 4
_WORK_MORE: Final = 2 << 20
"""Bytes of modifiers that are looked at, as a multiple of the file and in addition; no program's file comes near."""
_NO_OUTLINE: Final = 9
_LISTS: Final = range(1, 0x7FF)
_AS_STYLE, _UNLIKE_STYLE = 0x80, 0x81
_DEPTH: Final = 255
_SUPERSCRIPT: Final = 1
_TOGGLES: Final = frozenset({sprms.DELETED, sprms.HIDDEN, sprms.ALWAYS_HIDDEN})
_CHARACTER_CODES: Final = _TOGGLES | {*sprms.FONTS, sprms.RAISED}
_PARAGRAPH_CODES: Final = frozenset({
    sprms.IN_TABLE, sprms.ROW_END, sprms.NESTING, sprms.INNER_CELL, sprms.INNER_ROW_END, sprms.OUTLINE, sprms.LIST,
    sprms.LIST_LEVEL, sprms.PAGE_BREAK,
})  # fmt: skip

Modifiers = tuple[tuple[int, bytes], ...]


class Paragraph(Struct, frozen=True):
    """What a paragraph is: its nesting in tables (0 outside), which mark ends it, its list, and the row it may end."""

    nesting: int = 0
    row_end: bool = False
    cell_end: bool = False
    heading: bool = False
    page_break: bool = False
    list: int = 0
    list_level: int = 0
    row: tuple[CellShape, ...] = ()


class Characters(Struct, frozen=True, gc=False):
    """What a run of characters is; `symbol` is the font and the code of a symbol that stands in its place."""

    deleted: bool = False
    hidden: bool = False
    raised: bool = False
    fonts: tuple[int, ...] = ()
    symbol: tuple[int, int] | None = None


class Properties:
    """Works properties out from styles and modifiers, each combination once.

    Raises:
        ReadFailure: `input/damaged`, from all methods: the modifiers are used over and over, which no program writes.
    """

    def __init__(self, file: WordFile) -> None:
        self._data = file.data
        self._room = _WORK * (len(file.text) + len(file.table) + len(file.data)) + _WORK_MORE
        self._styles = styles(file.part(STYLES))
        self._paragraph_styles: dict[int, dict[int, int]] = {}
        self._character_styles: dict[int, dict[int, int]] = {}
        self._paragraphs: dict[tuple[bytes, bytes], Paragraph] = {}
        self._characters: dict[tuple[bytes, bytes, int], Characters] = {}

    def paragraph(self, styled: bytes, change: bytes) -> Paragraph:
        """Return what a paragraph is: `styled` is its style's index and its modifiers, `change` those of its piece."""
        key = (styled, change)
        found = self._paragraphs.get(key)
        if found is None:
            if len(self._paragraphs) >= _KEPT:
                self._paragraphs.clear()
            found = self._paragraphs[key] = self._paragraph(styled, change)
        return found

    def characters(self, run: bytes, change: bytes, style: int) -> Characters:
        """Return what characters are by the modifiers of their run, of their piece and by their paragraph's style."""
        key = (run, change, style)
        found = self._characters.get(key)
        if found is None:
            if len(self._characters) >= _KEPT:
                self._characters.clear()
            found = self._characters[key] = self._character(run + change, style)
        return found

    def _modifiers(self, run: bytes) -> Modifiers:
        self._room -= len(run) + 1
        if self._room < 0:
            raise damaged("格式数据互相重叠", "overlapping formatting")
        return tuple(sprms.modifiers(run))

    def _paragraph(self, styled: bytes, change: bytes) -> Paragraph:
        style = struct.unpack_from("<H", styled)[0] if len(styled) > 1 else 0
        row: list[tuple[int, bytes]] = []
        values = dict(self._styled(style, self._paragraph_styles, characters=False))
        for code, operand in (*self._modifiers(styled[2:]), *self._modifiers(change)):
            if code == sprms.STYLE:
                style = int.from_bytes(operand, "little")
                values |= self._styled(style, self._paragraph_styles, characters=False)
            elif code in sprms.HUGE:
                _set(values, row, self._modifiers(sprms.stored(self._data, int.from_bytes(operand, "little"))))
            else:
                _set(values, row, ((code, operand),))
        named = self._styles.get(style, Style()).heading
        return _resolved(values, row_shape(row), heading=named)

    def _styled(self, index: int, kept: dict[int, dict[int, int]], *, characters: bool) -> dict[int, int]:
        """Return the values a style has by itself and the styles it is based on, each style read once."""
        chain: list[int] = []
        at = index
        while at in self._styles and at not in kept and at not in chain[-24:]:
            chain.append(at)
            at = self._styles[at].base
            if len(chain) > len(self._styles):
                break
        values = kept.get(at, {})
        for one in reversed(chain):
            values = dict(values)
            if characters:
                _toggle(values, self._modifiers(self._styles[one].characters), {})
            else:
                _set(values, [], self._modifiers(self._styles[one].paragraph))
            kept[one] = values
        return values

    def _character(self, run: bytes, paragraph_style: int) -> Characters:
        direct = self._modifiers(run)
        values = dict(self._styled(paragraph_style, self._character_styles, characters=True))
        for code, operand in direct:
            if code == sprms.CHARACTER_STYLE:
                own = self._styled(int.from_bytes(operand, "little"), self._character_styles, characters=True)
                values |= own
        _toggle(values, direct, dict(values))
        symbol = next((operand for code, operand in direct if code == sprms.SYMBOL), None)
        return Characters(
            deleted=bool(values.get(sprms.DELETED)),
            hidden=bool(values.get(sprms.HIDDEN) or values.get(sprms.ALWAYS_HIDDEN)),
            raised=values.get(sprms.RAISED) == _SUPERSCRIPT,
            fonts=tuple(values[code] for code in sprms.FONTS if code in values),
            symbol=struct.unpack("<HH", symbol) if symbol is not None else None,
        )


def _set(values: dict[int, int], row: list[tuple[int, bytes]], run: Iterable[tuple[int, bytes]]) -> None:
    """Set the values that modifiers of a paragraph give; a row's modifiers are put on the list."""
    for code, operand in run:
        if code == sprms.NESTING_CHANGE:
            values[sprms.NESTING] = values.get(sprms.NESTING, 0) + sprms.number(operand)
        elif sprms.is_row(code):
            row.append((code, operand))
        elif code in _PARAGRAPH_CODES:
            values[code] = sprms.number(operand)


def _toggle(values: dict[int, int], run: Modifiers, styled: dict[int, int]) -> None:
    """Set what modifiers of characters give; on and off may be relative to what the style gives."""
    for code, operand in run:
        if code in _CHARACTER_CODES:
            value = int.from_bytes(operand, "little")
            if code in _TOGGLES and value in {_AS_STYLE, _UNLIKE_STYLE}:
                value = styled.get(code, 0) ^ (value & 1)
            values[code] = value


def _resolved(values: dict[int, int], row: tuple[CellShape, ...], *, heading: bool) -> Paragraph:
    nesting = max(values.get(sprms.NESTING, 1), 1) if values.get(sprms.IN_TABLE) else 0
    inner = nesting > 1
    outline = values.get(sprms.OUTLINE)
    return Paragraph(
        nesting=min(nesting, _DEPTH),
        row_end=bool(values.get(sprms.INNER_ROW_END if inner else sprms.ROW_END)),
        cell_end=inner and bool(values.get(sprms.INNER_CELL)),
        heading=heading if outline is None else 0 <= outline < _NO_OUTLINE,
        page_break=bool(values.get(sprms.PAGE_BREAK)),
        list=values[sprms.LIST] if values.get(sprms.LIST, 0) in _LISTS else 0,
        list_level=values.get(sprms.LIST_LEVEL, 0),
        row=row,
    )
