"""The text of a document as paragraphs: what is shown, and the properties of the mark that ends each."""

import re
import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kpilint.sources.doc import fields
from kpilint.sources.doc.fib import CHARACTER_PAGES, FONTS, PARAGRAPH_PAGES, WordFile
from kpilint.sources.doc.fonts import font_names
from kpilint.sources.doc.pages import Pages
from kpilint.sources.doc.pieces import Span, pieces, spans
from kpilint.sources.doc.properties import Characters, Paragraph, Properties
from kpilint.sources.word.paragraphs import PAGE_BREAK
from kpilint.sources.word.raised import raised
from kpilint.sources.word.symbols import Report, Signs, is_symbol_font

CELL: Final = "\x07"
PAGE: Final = "\x0c"
END: Final = "\r"
_MARKS: Final = frozenset((CELL, PAGE, END))
_FIELDS: Final = frozenset((fields.BEGIN, fields.SEPARATOR, fields.END))
_CONTROL: Final = re.compile("([\x00-\x08\x0b-\x1f\uf020-\uf0ff])")
_PRIVATE: Final = "\uf020"
_SHOWN: Final = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-"}
"""Line break, column break, hyphen that does not break; other controls are anchors of pictures, notes and comments."""
_WINDOWS_1252: Final = {code: char for code in range(0x80, 0xA0) if (char := bytes((code,)).decode("cp1252", "ignore"))}
"""How the pieces of one byte a character are read, in every language version ([MS-DOC] 2.9.73)."""


class Marked(Struct, frozen=True):
    """One paragraph: what it shows, its properties, the mark that ends it.

    `joined` says that the mark is hidden or deleted, so that the next paragraph goes on in the same line.
    """

    text: str
    kind: Paragraph
    mark: str
    joined: bool = False


class Text:
    """The text of a document with its properties; what cannot be read of it is reported.

    Raises:
        ReadFailure: `input/damaged`, from all methods.
    """

    def __init__(self, file: WordFile, report: Report) -> None:
        self._bytes = file.text
        self._report = report
        self._pieces = pieces(file)
        self._characters = Pages(file.part(CHARACTER_PAGES), file.text, paragraphs=False)
        self._paragraphs = Pages(file.part(PARAGRAPH_PAGES), file.text, paragraphs=True)
        self._fonts = font_names(file.part(FONTS))
        self._properties = Properties(file)
        self._fields = fields.Fields()
        self._signs = Signs(report)

    def paragraphs(self, start: int, end: int) -> Iterator[Marked]:
        """Yield the paragraphs of the characters `start` to `end`; text behind the last mark is one of its own."""
        for span in spans(self._pieces, start, end):
            for at, stop, kind in self._runs(span):
                if kind.symbol is None:
                    yield from self._marked(at, stop, span, kind)
                elif not kind.deleted and not kind.hidden:
                    font, code = kind.symbol
                    self._fields.put(self._signs.of(self._font(font), code) * ((stop - at) // span.width))
        if rest := self._taken():
            yield Marked(rest, Paragraph(), END)

    def _runs(self, span: Span) -> Iterator[tuple[int, int, Characters]]:
        """Yield the parts of a span that have the same character properties, never splitting a character."""
        at = span.at
        while at < span.end:
            run, stop = self._characters.at(at)
            stop = min(at + max((stop - at) // span.width, 1) * span.width, span.end)
            styled = self._paragraphs.at(at)[0]
            style = struct.unpack_from("<H", styled)[0] if len(styled) > 1 else 0
            yield at, stop, self._properties.characters(run, span.change, style)
            at = stop

    def _marked(self, at: int, stop: int, span: Span, kind: Characters) -> Iterator[Marked]:
        """Put the text of a run, yield the paragraphs that end in it."""
        gone = kind.deleted or kind.hidden
        for part in _CONTROL.split(_decoded(self._bytes[at:stop], span.width)):
            if not part:
                continue
            end = at + _units(part) * span.width
            if part in _MARKS:
                styled, last = self._paragraphs.at(at)
                if part != PAGE or last <= end:
                    yield Marked(self._taken(), self._properties.paragraph(styled, span.change), part, gone)
                elif not gone:
                    self._fields.put(PAGE_BREAK)
            elif not gone:
                self._put(part, kind)
            at = end

    def _put(self, part: str, kind: Characters) -> None:
        if part in _FIELDS:
            self._fields.mark(part)
        elif part[0] < " " and part[0] not in "\t\n":
            self._fields.put(_SHOWN.get(part, ""))
        elif len(part) == 1 and part >= _PRIVATE and _CONTROL.match(part):
            font = next(filter(is_symbol_font, map(self._font, kind.fonts)), "")
            self._fields.put(self._signs.of(font, ord(part)) if font else part)
        else:
            self._fields.put((kind.raised and raised(part)) or part)

    def _taken(self) -> str:
        """Return what the paragraph shows; embedded objects in it are reported."""
        text = self._fields.take()
        for what in self._fields.embedded:
            self._report("input/embedded", {"what": what})
        self._fields.embedded.clear()
        return text

    def _font(self, index: int) -> str:
        return self._fonts[index] if 0 <= index < len(self._fonts) else ""


def _decoded(raw: bytes, width: int) -> str:
    """Return the characters of a run; half of a surrogate pair becomes U+FFFD."""
    if width == 1:
        return raw.decode("latin-1").translate(_WINDOWS_1252)
    return raw.decode("utf-16-le", "replace")


def _units(text: str) -> int:
    """Return how many UTF-16 units the text has in the file."""
    return len(text) if text.isascii() or max(text) < "\U00010000" else len(text.encode("utf-16-le")) // 2
