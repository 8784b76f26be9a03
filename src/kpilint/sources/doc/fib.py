"""The file information block: what the parts of a Word 97-2003 document are and where ([MS-DOC] 2.5)."""

import struct
from typing import Final

from msgspec import Struct

from kpilint.problems import ReadFailure
from kpilint.sources.doc.compound import streams
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits

STYLES: Final = 1
CHARACTER_PAGES: Final = 12
PARAGRAPH_PAGES: Final = 13
FONTS: Final = 15
PIECES: Final = 33
TEXT_BOXES: Final = 56
LISTS: Final = 73
LIST_OVERRIDES: Final = 74
"""Indices into the block's pairs of offset and length ([MS-DOC] 2.5.6)."""

_WORD_6: Final = frozenset({0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699})
_WORD_97: Final = 0xA5EC
_FIRST_VERSION: Final = 0xB0
"""`nFib` of Word 97 and its trial versions; Word 95 has 0x68."""
_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200
_STORIES: Final = 7
"""Texts one after the other: main, footnotes, headers, (macros), comments, endnotes, text boxes."""


class WordFile(Struct, frozen=True):
    """The streams of a Word document and what its information block says of them.

    `story_chars` are the lengths of the texts that follow one another, the first being the main text and the last
    the text boxes; they are counted in UTF-16 units.
    """

    text: bytes
    table: bytes
    data: bytes
    story_chars: tuple[int, ...]
    pairs: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Return where the table of that index starts in the table stream, 0 where there is none."""
        at = 2 * index
        return self.pairs[at] if at + 1 < len(self.pairs) and self.pairs[at + 1] else 0

    def part(self, index: int) -> bytes:
        """Return the table of that index, empty where the file has none or where it lies outside the stream."""
        at = 2 * index
        if at + 1 >= len(self.pairs):
            return b""
        start, length = self.pairs[at], self.pairs[at + 1]
        return self.table[start : start + length] if start + length <= len(self.table) else b""


def open_word(data: bytes, limits: Limits) -> WordFile:
    """Return the parts of a Word 97-2003 document.

    Raises:
        ReadFailure: `input/damaged`, `input/encrypted`, `input/save-as` (Word 95 and before).
    """
    found = streams(data, ("WordDocument", "0Table", "1Table", "Data", "EncryptedPackage"), limits)
    text = found.get("WordDocument")
    if text is None:
        if "EncryptedPackage" in found:
            raise ReadFailure("input/encrypted")
        raise damaged("复合文档中没有 Word 正文", "the compound file holds no Word text")
    flags = _flags(text)
    table = found.get("1Table" if flags & _SECOND_TABLE else "0Table")
    if table is None:
        raise damaged("缺少表格数据流（Table）", "the table stream is missing")
    try:
        stories, pairs = _block(text)
    except struct.error as error:
        raise damaged("文件信息块不完整", "the file information block is incomplete") from error
    if any(chars < 0 for chars in stories) or not stories[0]:
        raise damaged("正文长度有误", "impossible length of the text")
    return WordFile(text, table, found.get("Data", b""), stories, pairs)


def _flags(text: bytes) -> int:
    """Return the flags of the block's base, once it is known to be one that can be read."""
    if len(text) < 34:  # noqa: PLR2004 - the base and the count after it
        raise damaged("文件信息块不完整", "the file information block is incomplete")
    magic, version = struct.unpack_from("<HH", text)
    flags: int = struct.unpack_from("<H", text, 10)[0]
    if magic in _WORD_6 or (magic == _WORD_97 and version < _FIRST_VERSION):
        raise ReadFailure("input/save-as", found="Word 6.0/95", expected=".docx")
    if magic != _WORD_97:
        raise damaged("不是 Word 文档", "not a Word document")
    if flags & _ENCRYPTED:
        raise ReadFailure("input/encrypted")
    return flags


def _block(text: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the lengths of the stories, and the flat pairs of offset and length."""
    shorts = struct.unpack_from("<H", text, 32)[0]
    at = 34 + 2 * shorts
    longs = struct.unpack_from("<H", text, at)[0]
    stories = struct.unpack_from(f"<{_STORIES}i", text, at + 2 + 12)
    at += 2 + 4 * longs
    pairs = struct.unpack_from("<H", text, at)[0]
    return stories, struct.unpack_from(f"<{2 * pairs}I", text, at + 2)
