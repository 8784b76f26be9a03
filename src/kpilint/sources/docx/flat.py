"""Word documents that are one XML file: Flat OPC (all parts of a .docx in one) and the XML of Word 2003."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kpilint.problems import ReadFailure
from kpilint.sources.containers.package import PIECE, Parts
from kpilint.sources.containers.safexml import parse_xml
from kpilint.sources.failures import damaged

_PKG: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
ROOT: Final = f"{_PKG}package"


class FlatPackage(Parts):
    """The XML parts of a Flat OPC file, by name without a leading slash.

    Raises:
        ReadFailure: broken, unsafe or too large XML.
    """

    def __init__(self, data: bytes) -> None:
        root = parse_xml(data, "pkg:package")
        self._parts: dict[str, bytes] = {}
        for part in root.iterchildren(f"{_PKG}part"):
            content = part.find(f"{_PKG}xmlData")
            if content is not None and len(content):
                self._parts[part.get(f"{_PKG}name", "").lstrip("/").lower()] = etree.tostring(content[0])

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a part."""
        return name.lower() in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the XML of a part in pieces.

        Raises:
            ReadFailure: `input/damaged`, there is no such part.
        """
        if name not in self:
            raise damaged(f"缺少 {name}", f"{name} is missing")
        return in_pieces(self._parts[name.lower()])


def in_pieces(data: bytes) -> Iterator[bytes]:
    """Yield `data` in pieces of at most `PIECE` bytes."""
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def unsupported_root(tag: str) -> ReadFailure:
    """Return the failure for XML that is no Word document."""
    return ReadFailure("input/unsupported", found=f"XML <{tag[:60]}>", expected=".docx .docm .dotx .xml (Word)")
