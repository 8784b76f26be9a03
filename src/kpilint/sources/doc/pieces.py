"""The piece table: which bytes of the text stream hold which characters ([MS-DOC] 2.4.1, 2.8.35, 2.9.177)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.sources.doc.fib import PIECES, WordFile
from kpilint.sources.failures import damaged

_COMPRESSED: Final = 0x40000000
_REUSE: Final = 4
"""How often the pieces may use the same bytes, on the average; a file saved once uses them once."""


class Piece(Struct, frozen=True, gc=False):
    """Characters `start` to `end` of the text, from byte `at` of the stream on, in `width` bytes each.

    `change` are property modifiers for the whole piece, as files saved in a hurry ("fast save") have them.
    """

    start: int
    end: int
    at: int
    width: int
    change: bytes = b""


def pieces(file: WordFile) -> tuple[Piece, ...]:
    """Return the pieces of the text in order.

    Raises:
        ReadFailure: `input/damaged`: there is no piece table, or it points outside the text.
    """
    changes, plc = _tables(file.part(PIECES))
    count = (len(plc) - 4) // 12
    if count < 1:
        raise damaged("没有文字块表", "no piece table")
    starts = struct.unpack_from(f"<{count + 1}I", plc)
    found: list[Piece] = []
    used = 0
    for index, (start, end) in enumerate(pairwise(starts)):
        place, prm = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * index + 2)
        width = 1 if place & _COMPRESSED else 2
        at = (place & 0x3FFFFFFF) // (2 if width == 1 else 1)
        used += (end - start) * width
        if end < start or at + (end - start) * width > len(file.text) or used > _REUSE * len(file.text):
            raise damaged("文字块表有误", "the piece table points outside the text")
        if end > start:
            found.append(Piece(start, end, at, width, _change(prm, changes)))
    if starts[0] or starts[-1] < sum(file.story_chars):
        raise damaged("正文不完整", "a part of the text is missing")
    return tuple(found)


def _tables(clx: bytes) -> tuple[list[bytes], bytes]:
    """Return the shared property changes and the piece table of a Clx."""
    changes: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        size = struct.unpack_from("<h", clx, at + 1)[0]
        if size < 0:
            break
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != 2:  # noqa: PLR2004 - clxt of a Pcdt
        return changes, b""
    size = struct.unpack_from("<I", clx, at + 1)[0]
    return changes, clx[at + 5 : at + 5 + size]


def _change(prm: int, changes: list[bytes]) -> bytes:
    """Return the modifiers a piece refers to; the short form (a code of one byte) has none that matter here."""
    if not prm & 1:
        return _SHORT[prm >> 1 & 0x7F] + bytes((prm >> 8,)) if prm >> 1 & 0x7F in _SHORT else b""
    return changes[prm >> 1] if prm >> 1 < len(changes) else b""


_SHORT: Final = {
    0x18: b"\x16\x24",  # sprmPFInTable
    0x19: b"\x17\x24",  # sprmPFTtp
    0x41: b"\x00\x08",  # sprmCFRMarkDel
    0x5C: b"\x3c\x08",  # sprmCFVanish
}
"""Short codes ([MS-DOC] 2.9.216) to long ones, for the properties that matter here."""


class Span(Struct, frozen=True, gc=False):
    """Bytes `at` to `end` of the text stream, one piece or a part of it."""

    at: int
    end: int
    width: int
    change: bytes


def spans(found: tuple[Piece, ...], start: int, end: int) -> Iterator[Span]:
    """Yield where the characters `start` to `end` stand."""
    index = max(bisect_right(found, start, key=lambda piece: piece.start) - 1, 0)
    for piece in found[index:]:
        if piece.start >= end:
            return
        first, last = max(start, piece.start), min(end, piece.end)
        if first < last:
            at = piece.at + (first - piece.start) * piece.width
            yield Span(at, at + (last - first) * piece.width, piece.width, piece.change)
