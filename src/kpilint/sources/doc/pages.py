"""Formatted pages (FKP): which properties the bytes of the text have ([MS-DOC] 2.4.6, 2.8.5, 2.9.32, 2.9.174)."""

import struct
from bisect import bisect_right
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.sources.failures import damaged

_PAGE: Final = 512
_PAGE_NUMBER: Final = 0x3FFFFF
_KEPT: Final = 256
"""Pages kept unpacked; text refers to pages in order, nearly."""


class Page(Struct, frozen=True, gc=False):
    """A page as unpacked: where its runs start in the text stream, and where their properties stand on the page."""

    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    raw: bytes


class Pages:
    """The pages of one kind, paragraphs or characters, behind their index (PlcBtePapx, PlcBteChpx).

    Raises:
        ReadFailure: `input/damaged`: there is no index.
    """

    def __init__(self, index: bytes, text: bytes, *, paragraphs: bool) -> None:
        count = max((len(index) - 4) // 8, 0)
        if not count:
            raise damaged("缺少格式页索引", "no index of the formatted pages")
        self._text = text
        self._paragraphs = paragraphs
        self._starts = struct.unpack_from(f"<{count + 1}I", index)
        self._numbers = struct.unpack_from(f"<{count}I", index, 4 * (count + 1))
        self._kept: dict[int, Page] = {}

    def at(self, where: int) -> tuple[bytes, int]:
        """Return the properties at a byte of the text stream, and where they end, always behind `where`.

        Raises:
            ReadFailure: `input/damaged`: no page covers that byte, or the page is broken.
        """
        slot = bisect_right(self._starts, where) - 1
        if not 0 <= slot < len(self._numbers):
            raise self._broken()
        page = self._page(self._numbers[slot] & _PAGE_NUMBER)
        run = bisect_right(page.starts, where) - 1
        if not 0 <= run < len(page.offsets):
            raise self._broken()
        return self._properties(page, page.offsets[run]), page.starts[run + 1]

    def _broken(self) -> Exception:
        kind_zh, kind = ("段落", "paragraph") if self._paragraphs else ("字符", "character")
        return damaged(f"{kind_zh}格式数据有误", f"broken {kind} formatting")

    def _page(self, number: int) -> Page:
        page = self._kept.get(number)
        if page is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            page = self._kept[number] = self._unpack(number)
        return page

    def _unpack(self, number: int) -> Page:
        raw = self._text[number * _PAGE : (number + 1) * _PAGE]
        entry = 13 if self._paragraphs else 1
        count = raw[-1] if len(raw) == _PAGE else 0
        if not count or 4 * (count + 1) + entry * count > _PAGE - 1:
            raise self._broken()
        starts = struct.unpack_from(f"<{count + 1}I", raw)
        if any(after < before for before, after in pairwise(starts)):
            raise self._broken()
        first = 4 * (count + 1)
        return Page(starts, tuple(2 * raw[first + entry * index] for index in range(count)), raw)

    def _properties(self, page: Page, at: int) -> bytes:
        """Return the properties at an offset of a page: of a paragraph with its style in front."""
        if not at or at >= _PAGE - 1:
            return b""
        size = page.raw[at]
        if self._paragraphs:
            if size:
                return page.raw[at + 1 : at + 2 * size]
            at += 1
            size = 2 * page.raw[at]
        return page.raw[at + 1 : at + 1 + size]
