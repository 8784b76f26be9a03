"""Text of a page as it flows: tokens in the order of the page, and the paragraphs that they make.

White space goes together as CSS Text 3 has it, with the line breaks between Chinese characters that Word puts into
its pages: they are not shown.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import east_asian_width

from msgspec import Struct

if TYPE_CHECKING:
    from kpilint.sources.html.tables import Table

EDGE: Final = " \t\n\r\f\v\u3000\xa0\u200b\ufeff"
"""White space that cells and paragraphs are stripped of."""

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_BREAK: Final = re.compile("[\v\x85\u2028\u2029]")
_ANY: Final = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]")


class Mark(Enum):
    """What stands between texts."""

    BLOCK = 1
    """The edge of a paragraph or another block."""
    LINE = 2
    """A line break."""
    GAP = 3
    """A ruled line or the edge of a page: a block edge after which something new begins."""
    HEADING = 4
    """A heading begins; it is over at the next `END`."""
    END = 5
    LINK = 6
    """A link begins; it is over at the next `UNLINK`."""
    UNLINK = 7


Piece: TypeAlias = "str | Mark | Table"


class Paragraph(Struct, frozen=True):
    """One paragraph; `links` says that all its text is that of links."""

    text: str
    heading: bool = False
    gap: bool = False
    links: bool = False


def collapsed(raw: str) -> str:
    """Return text with each run of white space as one space, or as none where it breaks a line of Chinese."""
    if not _ANY.search(raw):
        return raw
    text = _SPACE.sub(_space, raw) if "\n" in raw or "\r" in raw else _SPACE.sub(" ", raw)
    return _BREAK.sub("\n", text) if _BREAK.search(text) else text


def _space(run: re.Match[str]) -> str:
    if "\n" not in run[0] and "\r" not in run[0]:
        return " "
    text, start, end = run.string, run.start(), run.end()
    return "" if start and end < len(text) and _is_wide(text[start - 1]) and _is_wide(text[end]) else " "


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WFH"


def paragraphs(tokens: Iterable[Piece]) -> "Iterator[Paragraph | Table]":
    """Yield what the tokens make: paragraphs without empty ones, and tables, in order."""
    builder = _Builder()
    for token in tokens:
        if isinstance(token, str):
            builder.add(token)
        elif isinstance(token, Mark):
            yield from builder.mark(token)
        else:
            yield from builder.flush()
            yield token
            builder.gap = True
    yield from builder.flush()


def plain(tokens: Iterable[Piece]) -> str:
    """Return the paragraphs of a cell, one a line."""
    return "\n".join(one.text for one in paragraphs(tokens) if isinstance(one, Paragraph)).strip(EDGE)


class _Builder:
    """The paragraph that is open."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.unlinked = False
        self.heading = self.gap = self.link = False

    def add(self, text: str) -> None:
        self.texts.append(text)
        if not self.link and not self.unlinked and text.strip(EDGE):
            self.unlinked = True

    def mark(self, mark: Mark) -> Iterator[Paragraph]:
        if mark in (Mark.LINK, Mark.UNLINK):
            self.link = mark is Mark.LINK
        elif mark is Mark.LINE and self.heading:
            self.texts.append("\v")
        elif mark is Mark.LINE:
            self.gap = self.gap or self._is_empty()
            yield from self.flush()
        else:
            # A block that holds nothing but a space (<p>&nbsp;</p>) is an empty paragraph; white space alone is none.
            self.gap = self.gap or mark is Mark.GAP or (bool(self.texts) and self._is_blank())
            yield from self.flush()
            self.heading = mark is Mark.HEADING or (self.heading and mark is not Mark.END)

    def _is_empty(self) -> bool:
        return not "".join(self.texts).strip(EDGE)

    def _is_blank(self) -> bool:
        text = "".join(self.texts)
        return "\xa0" in text and not text.strip(EDGE)

    def flush(self) -> Iterator[Paragraph]:
        raw = "".join(self.texts)
        self.texts = []
        text = collapsed(raw).strip(" ") if raw else ""
        if text.strip(EDGE):
            yield Paragraph(text, self.heading, self.gap, not self.unlinked)
            self.gap = False
        self.unlinked = False
