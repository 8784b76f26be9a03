"""Reader of Word documents: .docx, .docm, .dotx, .dotm, Flat OPC and the XML of Word 2003.

The XML of the document is read as it is unpacked (`stream`); a cell's place on the table's grid is found at the end of
the table (`geometry`). Structure as in ECMA-376 Part 1; where Word, WPS and LibreOffice differ from it in what they
show, what they show counts.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from lxml import etree

from kpilint.model import Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Grid, Part
from kpilint.sources.containers.package import Package, Parts
from kpilint.sources.containers.safexml import broken_xml, pull_parser, refuse_doctype
from kpilint.sources.docx.flat import ROOT, FlatPackage, in_pieces, unsupported_root
from kpilint.sources.docx.names import NAMESPACES, names, namespace_of
from kpilint.sources.docx.numbering import Numbering
from kpilint.sources.docx.stream import Found, Reader
from kpilint.sources.docx.styles import Styles
from kpilint.sources.failures import check_bytes, damaged
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

_ROOTS: Final = ("document", "wordDocument")
_USUAL: Final = "word/document.xml"
_XML: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


def parts(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Part]:
    """Yield paragraphs, tables and problems of a Word document in reading order.

    Raises:
        ReadFailure: nothing can be assessed: no Word document, protected by a password, damaged, unsafe XML, or
            beyond the limits.
    """
    check_bytes(len(data), limits)
    if not data.strip():
        raise ReadFailure("input/empty")
    if not data[:1024].lstrip().startswith(_XML):
        yield from _package(Package(data, limits), limits)
        return
    root, pieces = _rooted(in_pieces(data), "XML")
    if root == ROOT:
        yield from _package(FlatPackage(data), limits)
    else:
        yield from _document(root, pieces, "XML", None, limits)


def _package(source: Parts, limits: Limits) -> Iterator[Part]:
    name = source.main() or _USUAL
    root, pieces = _rooted(source.pieces(name), name)
    yield from _document(root, pieces, name, source, limits)


def _document(root: str, pieces: Iterator[bytes], name: str, source: Parts | None, limits: Limits) -> Iterator[Part]:
    namespace = namespace_of(root)
    if namespace not in NAMESPACES or root.rpartition("}")[2] not in _ROOTS:
        raise unsupported_root(root)
    related = {} if source is None else _related(source, name)
    styles = Styles(related.get("styles"))
    found = Found(styles, Numbering(related.get("numbering"), styles))
    tables = False
    for part in Reader(names(namespace), found, limits).parts(pieces, name):
        tables = tables or isinstance(part, Grid)
        yield part
    images = 0 if source is None else sum(one.kind == "image" for one in source.relationships(name).values())
    if images and not tables:
        yield Problem("input/only-images", args={"count": str(images)})


def _related(source: Parts, name: str) -> dict[str, etree._Element]:
    """Return the roots of the parts that the document refers to for its styles and list numbers."""
    wanted = ("styles", "numbering")
    return {
        one.kind: source.xml(one.target)
        for one in source.relationships(name).values()
        if one.kind in wanted and not one.external and one.target in source
    }


def _rooted(pieces: Iterator[bytes], name: str) -> tuple[str, Iterator[bytes]]:
    """Return the tag of the root element and the pieces, of which none is lost.

    Raises:
        ReadFailure: there is no root element, the XML is broken, or it declares a DOCTYPE.
    """
    parser = pull_parser(("start",), None)
    taken: list[bytes] = []
    root = None
    try:
        while root is None and (piece := next(pieces, None)) is not None:
            taken.append(piece)
            parser.feed(piece)
            root = next(parser.read_events(), None)
        if root is None:  # libxml2 holds back a few bytes
            parser.close()
            root = next(parser.read_events(), None)
    except etree.XMLSyntaxError as error:
        raise broken_xml(name, error) from error
    if root is not None:
        refuse_doctype(root[1], name)
        return str(root[1].tag), chain(taken, pieces)
    raise damaged(f"{name} 是空的", f"{name} is empty")
