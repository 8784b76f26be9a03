"""XML parts that are changed and written again: what stands before the root element is kept as it is."""

import re
from typing import Final

from lxml import etree

from kpilint.sources.containers.package import Package
from kpilint.sources.containers.safexml import parse_xml

_BEFORE: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_DECLARED: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_DIGITS: Final = 9
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SHOWN_WITHOUT: Final = re.compile(r"\S(?:.*\S)?", re.DOTALL)


class Markup:
    """One XML part: its tree, and its bytes once that was changed.

    Raises:
        ReadFailure: as `Package.xml`.
    """

    def __init__(self, package: Package, name: str) -> None:
        data = package.read(name)
        self.name = name
        self.root = parse_xml(data, name, whole=True)
        before = _BEFORE.match(data)
        encoded = _ENCODED.match(data)
        self._before = before[0] if before else b""
        if (encoded and encoded[1].lower() != b"utf-8") or not data[len(self._before) :].startswith(b"<"):
            self._before = _DECLARED  # UTF-16, or anything else: it is UTF-8 from now on

    def content(self) -> bytes:
        """Return the part as it is now."""
        return self._before + written(self.root)


def written(root: etree._Element) -> bytes:
    """Return an element in UTF-8, without a declaration."""
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False)
    return made


def part(root: etree._Element) -> bytes:
    """Return a new part."""
    return _DECLARED + written(root)


def like(element: etree._Element, tag: str) -> str:
    """Return the full name of `tag` in the namespace of an element."""
    name = str(element.tag)
    return name[: name.rfind("}") + 1] + tag


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, "" for a comment."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def natural(text: str | None) -> int:
    """Return a number of at most nine digits; -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else -1


def set_text(element: etree._Element, text: str) -> None:
    """Set the text of an element so that white space around it and inside it is kept."""
    element.text = text
    if (text and not _SHOWN_WITHOUT.fullmatch(text)) or "\n" in text or "  " in text:
        element.set(SPACE, "preserve")
