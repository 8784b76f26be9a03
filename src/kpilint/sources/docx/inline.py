"""The text of one paragraph as it is shown: runs, tracked changes, fields, symbols, formulas.

Deleted and hidden text and the codes of fields are left out; inserted text and the results of fields are read.
"""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree
from msgspec import Struct

from kpilint.sources.docx.names import ANNOTATION, CHOICE, FALLBACK, Names, child, number
from kpilint.sources.docx.styles import Styles, is_on
from kpilint.sources.word.paragraphs import PAGE_BREAK
from kpilint.sources.word.raised import raised
from kpilint.sources.word.symbols import Report, Signs, is_symbol_font

_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
_SPACE: Final = " \t\r\n"
_SPACE_KEPT: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED_2003: Final = "Word.Deletion"


class _Field(Struct):
    """A field that is open: where its code or its result starts in the text, and the form field it is, if one."""

    start: int
    result: bool = False
    chosen: str = ""


class Inline:
    """Reads paragraphs of one document."""

    def __init__(self, word: Names, styles: Styles, report: Report) -> None:
        self._word = word
        self._styles = styles
        self._report = report
        self._skipping = styles.hides()
        self._marks = (word("vanish"), word("vertAlign"), *([word("rStyle")] if self._skipping else ()))
        self._out: list[str] = []
        self._fields: list[_Field] = []
        self._marked = False
        self._signs = Signs(report)
        handlers: dict[str, Callable[[etree._Element], None]] = {
            "t": self._text,
            "r": self._run,
            "tab": lambda _: self._out.append("\t"),
            "cr": lambda _: self._out.append("\n"),
            "br": self._break,
            "noBreakHyphen": lambda _: self._out.append("-"),
            "sym": self._symbol,
            "fldChar": self._field,
            "object": self._object,
            "alternate": self._alternate,
            "annotation": self._annotation,
            "f": self._fraction,
            "rad": lambda element: self._around("√(", element, ")"),
            "d": self._delimited,
            "sup": lambda element: self._raised(element, "^"),
            "nary": self._nary,
        }
        self._handlers = {
            tag: None if kind == "skip" else handlers.get(kind, self._walk) for tag, kind in word.kinds.items()
        }

    def text(self, paragraph: etree._Element) -> str:
        """Return the shown text of a paragraph, with line ends for its breaks and `PAGE_BREAK` for page breaks."""
        self._out, self._fields = [], []
        self._marked = next(paragraph.iter(*self._marks), None) is not None
        self._walk(paragraph)
        return "".join(self._out)

    def _walk(self, parent: etree._Element) -> None:
        handlers, walk = self._handlers, self._walk
        for one in parent:
            handler = handlers.get(one.tag, walk)
            if handler is not None:
                handler(one)

    # -- runs and their text

    def _run(self, run: etree._Element) -> None:
        properties = child(run, self._word("rPr")) if self._marked else None
        if properties is None:
            self._walk(run)
        elif not self._is_hidden(properties):
            align = properties.find(self._word("vertAlign"))
            if align is not None and align.get(self._word.val) == "superscript":
                self._raised(run, "")
            else:
                self._walk(run)

    def _is_hidden(self, properties: etree._Element) -> bool:
        said = is_on(properties.find(self._word("vanish")), self._word)
        if said is None and self._skipping:
            style = properties.find(self._word("rStyle"))
            said = style is not None and self._styles.of(style.get(self._word.val, "")).hidden
        return bool(said)

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        if (text[0] in _SPACE or text[-1] in _SPACE) and element.get(_SPACE_KEPT) != "preserve":
            text = text.strip(_SPACE)
        if "\n" in text:
            text = text.replace("\n", " ")
        if _PRIVATE.search(text):
            text = self._private(text, element)
        self._out.append(text)

    def _private(self, text: str, element: etree._Element) -> str:
        """Return text whose private characters are replaced by what the run's symbol font shows for them."""
        word = self._word
        fonts = element.getparent().find(f"{word('rPr')}/{word('rFonts')}")
        said = [] if fonts is None else [fonts.get(word(one), "") for one in ("ascii", "hAnsi", "cs", "eastAsia")]
        font = next(filter(is_symbol_font, said), "")
        return _PRIVATE.sub(lambda found: self._signs.of(font, ord(found[0])), text) if font else text

    def _symbol(self, element: etree._Element) -> None:
        font = next((value for key, value in element.attrib.items() if key.endswith("}font")), "")
        code = next((value for key, value in element.attrib.items() if key.endswith("}char")), "")
        try:
            self._out.append(self._signs.of(font, int(code, 16)))
        except ValueError:
            self._out.append(self._signs.of(font, 0))

    def _break(self, element: etree._Element) -> None:
        self._out.append(PAGE_BREAK if element.get(self._word("type")) == "page" else "\n")

    def _object(self, element: etree._Element) -> None:
        """Report an embedded object: what it holds is shown as a picture and cannot be read."""
        ole = element.find("{*}OLEObject")
        what = "" if ole is None else ole.get("ProgID", "")
        self._report("input/embedded", {"what": (what or "OLE")[:80]})

    # -- fields

    def _field(self, element: etree._Element) -> None:
        kind = element.get(self._word("fldCharType"))
        out = self._out
        if kind == "begin":
            self._fields.append(_Field(len(out), chosen=self._chosen(element)))
        elif kind == "separate" and self._fields and not self._fields[-1].result:
            self._fields[-1].result = True
            del out[self._fields[-1].start :]
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if not closed.result:
                del out[closed.start :]
            if closed.chosen and not any(out[closed.start :]):
                out.append(closed.chosen)

    def _chosen(self, element: etree._Element) -> str:
        """Return what a form field shows that has no result of its own: a check box, the entry chosen from a list."""
        word = self._word
        data = element.find(word("ffData"))
        if data is None:
            return ""
        box, choice = data.find(word("checkBox")), data.find(word("ddList"))
        if box is not None:
            states = (is_on(box.find(word(one)), word) for one in ("checked", "default"))
            return "☑" if next((state for state in states if state is not None), False) else "☐"
        if choice is None:
            return ""
        entries = [entry.get(word.val, "") for entry in choice.iterchildren(word("listEntry"))]
        said = (choice.find(word(one)) for one in ("result", "default"))
        at = next((number(one.get(word.val)) for one in said if one is not None), 0)
        return entries[at] if 0 <= at < len(entries) else ""

    # -- alternatives and tracked changes

    def _alternate(self, element: etree._Element) -> None:
        """Read the first choice that has text, or else what is there for programs that know none of the choices."""
        start = len(self._out)
        for one in (*element.iterchildren(CHOICE), *element.iterchildren(FALLBACK)):
            self._walk(one)
            if any(self._out[start:]):
                return

    def _annotation(self, element: etree._Element) -> None:
        if element.get(self._word("type")) != _DELETED_2003 and element.tag == ANNOTATION:
            self._walk(element)

    # -- formulas: enough to tell 1/2 from 12, and 10⁴ from 104

    def _part(self, element: etree._Element) -> str:
        start = len(self._out)
        self._walk(element)
        text = "".join(self._out[start:])
        del self._out[start:]
        return text

    def _around(self, before: str, element: etree._Element, after: str) -> None:
        text = self._part(element)
        self._out.append(before[:1] + text if len(text) == 1 or text.isdigit() else before + text + after)

    def _fraction(self, element: etree._Element) -> None:
        parts = [self._part(part) for part in element]
        self._out.append("/".join(part if part.isalnum() else f"({part})" for part in parts if part))

    def _delimited(self, element: etree._Element) -> None:
        marks = {one.tag.rpartition("}")[2]: _math_value(one) for one in element.iterfind("{*}dPr/*")}
        text = self._part(element)
        self._out.append(f"{marks.get('begChr', '(')}{text}{marks.get('endChr', ')')}")

    def _nary(self, element: etree._Element) -> None:
        shown = element.find("{*}naryPr/{*}chr")
        self._out.append("∫" if shown is None else _math_value(shown))
        self._walk(element)

    def _raised(self, element: etree._Element, mark: str) -> None:
        """Write superscript digits as such; other raised text as it is, in formulas after a `^`."""
        text = self._part(element)
        if text:
            self._out.append(raised(text) or mark + text)


def _math_value(element: etree._Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")
