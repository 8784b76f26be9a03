"""Texts of SpreadsheetML: shared and inline strings."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from kpilint.model import Place
from kpilint.sources.containers.package import Package
from kpilint.sources.containers.safexml import broken_xml, forget_before, pull_parser, refuse_doctype
from kpilint.sources.failures import too_large
from kpilint.sources.limits import Limits

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(package: Package, name: str, limits: Limits) -> list[str]:
    """Return the shared strings of a workbook.

    Raises:
        ReadFailure: as `Package.pieces`; `input/damaged` for broken XML, `input/too-large`.
    """
    found: list[str] = []
    for element in elements(package, name, ["{*}si"]):
        found.append(rich_text(element))
        if len(found) > limits.sheet_cells:
            raise too_large("不同文字数 / shared strings", len(found), limits.sheet_cells, Place())
    return found


def elements(package: Package, name: str, tags: list[str]) -> Iterator[etree._Element]:
    """Yield the elements of a part that have one of `tags`, each as soon as it is read; it is emptied after that.

    Raises:
        ReadFailure: as `Package.pieces`; `input/doctype`, `input/damaged` for broken XML.
    """
    parser = pull_parser(("end",), tags)
    first = True
    try:
        for piece in package.pieces(name):
            parser.feed(piece)
            for _, element in parser.read_events():
                if first:
                    refuse_doctype(element, name)
                    first = False
                yield element
                element.clear()
                forget_before(element)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise broken_xml(name, error) from error


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, of which there is a transitional and a strict one."""
    name: str = element.tag
    return name.rpartition("}")[2]


def rich_text(element: etree._Element) -> str:
    """Return the text of a string item (`si`, `is`): its runs joined, readings (`rPh`) left out."""
    made = []
    for child in element:
        name = local_name(child)
        if name == "t":
            made.append(child.text or "")
        elif name == "r":
            made += [run.text or "" for run in child.iterchildren("{*}t")]
    return unescape("".join(made))


def unescape(text: str) -> str:
    """Return text with the characters that XML cannot hold, written `_x000D_` (ECMA-376 Part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    made = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return made.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
