"""Paragraphs and table cells as WordprocessingML, in the order of children that the format asks for.

python-docx writes the same; paragraph by paragraph it takes several times as long as a check does.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from kpilint.outputs.terminal import safe

_W: Final = qn("w:p").removesuffix("p")
_SPACE: Final = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_SMALL: Final = {"color": "595959", "sz": "21", "szCs": "21"}
_NO_TEXT: Final = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
TWIPS: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""


class Form(Struct, frozen=True):
    """How a paragraph differs from its style. `keep` does not let a page end below it, `fresh` begins one."""

    style: str
    align: str = ""
    keep: bool = False
    fresh: bool = False


def clean(text: str) -> str:
    """Return text on one line that XML can hold and that cannot turn the direction of what stands around it."""
    return safe(text).translate(_NO_TEXT)


def paragraph(form: Form, lines: Sequence[str], tail: str = "", *, chinese: bool) -> Any:
    """Return a paragraph: lines with breaks between them, and a tail in small print."""
    made = OxmlElement("w:p")
    properties = add(made, "pPr")
    add(properties, "pStyle", val=form.style)
    if form.keep:
        add(properties, "keepNext")
    if form.fresh:
        add(properties, "pageBreakBefore")
    if form.align:
        add(properties, "jc", val=form.align)
    for number, line in enumerate(lines):
        run = _run(made, {}, chinese=chinese)
        if number:
            add(run, "br")
        _text(run, line)
    if tail:
        _text(_run(made, _SMALL, chinese=chinese), " " + tail)
    return made


def add(parent: Any, name: str, **attributes: str) -> Any:
    """Add a child to an element and return it."""
    return etree.SubElement(parent, _W + name, {_W + key: value for key, value in attributes.items()})


def _run(parent: Any, looks: Mapping[str, str], *, chinese: bool) -> Any:
    run = add(parent, "r")
    if chinese or looks:
        properties = add(run, "rPr")
        if chinese:  # Word takes “ ” … — for Latin otherwise, and sets them narrow
            add(properties, "rFonts", hint="eastAsia")
        for name, value in looks.items():
            add(properties, name, val=value)
    return run


def _text(run: Any, text: str) -> None:
    etree.SubElement(run, _W + "t", _SPACE).text = clean(text)
