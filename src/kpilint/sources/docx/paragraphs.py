"""Paragraphs: their text with the list number shown before it, and what sets them apart in the document."""

from typing import Final

from lxml import etree
from msgspec import Struct

from kpilint.sources.docx.inline import Inline
from kpilint.sources.docx.names import LIST_TEXT, LIST_VALUE, Names, child, number
from kpilint.sources.docx.numbering import Numbering
from kpilint.sources.docx.styles import Styles, is_on, outline
from kpilint.sources.word.paragraphs import Paragraph


class _Said(Struct, gc=False):
    """What a paragraph's own properties say."""

    style: str = ""
    level: int | None = None
    num_id: int | None = None
    heading: bool | None = None
    joined: bool = False
    breaks: int = 0
    shown: str = ""


class Paragraphs:
    """Reads the paragraphs of one document, in order: the list numbers count on from one to the next."""

    def __init__(self, word: Names, styles: Styles, numbering: Numbering, inline: Inline) -> None:
        self._word = word
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._properties: Final = word("pPr")

    def read(self, element: etree._Element) -> Paragraph:
        """Return a paragraph and count on in its list."""
        said = self._said(element)
        style = self._styles.of(said.style)
        text = self._inline.text(element)
        shown = "" if said.joined else said.shown or self._number(said)
        heading = style.heading if said.heading is None else said.heading
        return Paragraph(text, bool(heading), said.joined, said.breaks, shown)

    def _number(self, said: _Said) -> str:
        num_id, level = said.num_id, said.level
        if num_id is None:
            style = self._styles.of(said.style)
            num_id, level = style.num_id, style.level if level is None else level
            if num_id is None:
                return ""
        elif level is None:
            level = 0
        return self._numbering.next_number(num_id, level, said.style) if num_id else ""

    def _said(self, element: etree._Element) -> _Said:
        said = _Said(style=self._styles.default)
        properties = child(element, self._properties)
        if properties is None:
            return said
        for one in properties:
            local = self._word.local.get(one.tag)
            if local is not None:
                _note(said, one, local, self._word)
        return said


def _note(said: _Said, element: etree._Element, local: str, word: Names) -> None:
    """Note one property of a paragraph."""
    match local:
        case "pStyle":
            said.style = element.get(word.val, "")
        case "numPr":
            said.num_id = _value(element, word("numId"), word)
            said.level = _value(element, word("ilvl"), word)
        case "outlineLvl":
            said.heading = outline(element.get(word.val))
        case "pageBreakBefore":
            said.breaks = -1 if is_on(element, word) else said.breaks
        case "sectPr":
            said.breaks = 1
        case "rPr":
            said.joined = any(child(element, word(one)) is not None for one in ("del", "moveFrom"))
        case "listPr":
            said.shown = _shown_2003(element)


def _value(element: etree._Element, tag: str, word: Names) -> int | None:
    found = element.find(tag)
    return None if found is None else number(found.get(word.val))


def _shown_2003(element: etree._Element) -> str:
    """Return the number that Word 2003 notes down beside the list's definition; bullets are marks, not text."""
    shown = element.find(LIST_TEXT)
    text = "" if shown is None else shown.get(LIST_VALUE, "")
    return f"{text} " if any(char.isalnum() for char in text) else ""
