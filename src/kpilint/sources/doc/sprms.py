"""Property modifiers (sprm) of Word's binary format: a code of two bytes and its operand ([MS-DOC] 2.2.5)."""

import struct
from collections.abc import Iterator
from typing import Final

# paragraphs
STYLE: Final = 0x4600
IN_TABLE: Final = 0x2416
ROW_END: Final = 0x2417
NESTING: Final = 0x6649
NESTING_CHANGE: Final = 0x664A
INNER_CELL: Final = 0x244B
INNER_ROW_END: Final = 0x244C
OUTLINE: Final = 0x2640
LIST: Final = 0x460B
LIST_LEVEL: Final = 0x260A
PAGE_BREAK: Final = 0x2407
HUGE: Final = frozenset({0x6645, 0x6646, 0x646B})
"""The rest of the properties stand in the data stream (sprmPHugePapx, sprmPTableProps)."""

# characters
DELETED: Final = 0x0800
HIDDEN: Final = 0x083C
ALWAYS_HIDDEN: Final = 0x0818
CHARACTER_STYLE: Final = 0x4A30
SYMBOL: Final = 0x6A09
FONTS: Final = (0x4A4F, 0x4A51, 0x4A50)
"""Fonts of Latin, other and East Asian characters (sprmCRgFtc0, 2, 1)."""
RAISED: Final = 0x2A48

# table rows
ROW: Final = 0xD608
ROW_LEFT: Final = 0x9601
ROW_GAP: Final = 0x9602
ROW_INSERT: Final = 0x7621
ROW_DELETE: Final = 0x5622
ROW_WIDTHS: Final = 0x7623
ROW_MERGE: Final = 0x5624
ROW_SPLIT: Final = 0x5625
ROW_VERTICAL: Final = 0xD62B

_TABS: Final = 0xC615
_SIZES: Final = (1, 1, 2, 4, 2, 2, -1, 3)
_TABLE_GROUP: Final = 5
_WHOLE_TABS: Final = 255


def is_row(code: int) -> bool:
    """Tell whether the code changes a property of a table row."""
    return (code >> 10) & 7 == _TABLE_GROUP


def modifiers(run: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each modifier, operands of variable length without their count.

    Stops where the run is cut short: what follows a broken modifier means nothing.
    """
    at, end = 0, len(run)
    while at + 2 < end:
        code = run[at] | run[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if size < 0:
            at, size = _variable(code, run, at)
        if at + size > end:
            return
        yield code, run[at : at + size]
        at += size


def _variable(code: int, run: bytes, at: int) -> tuple[int, int]:
    """Return where an operand of variable length starts, behind its count, and its size."""
    if code == ROW:
        if at + 2 > len(run):
            return at, len(run)
        return at + 2, max((run[at] | run[at + 1] << 8) - 1, 0)
    if code == _TABS and run[at] == _WHOLE_TABS and at + 1 < len(run):
        closed = 1 + 4 * run[at + 1]
        opened = run[at + 1 + closed] if at + 1 + closed < len(run) else 0
        return at + 1, closed + 1 + 3 * opened
    return at + 1, run[at]


def number(operand: bytes) -> int:
    """Return an operand as a signed number."""
    return int.from_bytes(operand, "little", signed=True)


def stored(data: bytes, at: int) -> bytes:
    """Return the modifiers stored at an offset of the data stream, behind their length (PrcData)."""
    if not 0 <= at <= len(data) - 2:
        return b""
    size: int = struct.unpack_from("<H", data, at)[0]
    return data[at + 2 : at + 2 + size]
