"""The style sheet: what paragraphs and characters have from their styles ([MS-DOC] 2.4.6.5, 2.9.271)."""

import struct
from typing import Final

from msgspec import Struct

_KIND_PARAGRAPH: Final = 1
_KIND_CHARACTER: Final = 2
_NO_BASE: Final = 0xFFF
_HEADINGS: Final = range(1, 10)
"""`sti` of heading 1 to heading 9."""


class Style(Struct, frozen=True, gc=False):
    """One style as stored: the modifiers it adds to those of the style it is based on."""

    base: int = _NO_BASE
    heading: bool = False
    paragraph: bytes = b""
    characters: bytes = b""


def styles(sheet: bytes) -> dict[int, Style]:
    """Return the styles of a sheet by their index (istd); one that is cut off or empty is left out."""
    if len(sheet) < 6:  # noqa: PLR2004 - the length and the two counts read here
        return {}
    size, count, base = struct.unpack_from("<HHH", sheet)
    at = 2 + size
    found: dict[int, Style] = {}
    for index in range(count):
        if at + 2 > len(sheet):
            break
        length = struct.unpack_from("<H", sheet, at)[0]
        definition = sheet[at + 2 : at + 2 + length]
        at += 2 + length + (length & 1)
        if base >= 8 and len(definition) >= base + 2:  # noqa: PLR2004 - the fields read below
            found[index] = _style(definition, base)
    return found


def _style(definition: bytes, base: int) -> Style:
    """Return one style (STD): its base, its name, then the modifiers for paragraphs and for characters."""
    sti, kind, _next = struct.unpack_from("<HHH", definition)
    name = struct.unpack_from("<H", definition, base)[0]
    at = base + 2 + 2 * name + 2
    parts: list[bytes] = []
    for _ in range(2 if kind & 0xF == _KIND_PARAGRAPH else 1):
        at += at & 1
        size = struct.unpack_from("<H", definition, at)[0] if at + 2 <= len(definition) else 0
        parts.append(definition[at + 2 : at + 2 + size])
        at += 2 + size
    heading = (sti & 0xFFF) in _HEADINGS
    if kind & 0xF == _KIND_PARAGRAPH:
        return Style(kind >> 4, heading, parts[0][2:], parts[1])
    return Style(kind >> 4, False, b"", parts[0] if kind & 0xF == _KIND_CHARACTER else b"")
