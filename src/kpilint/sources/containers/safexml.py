"""XML from strangers: parsed without entities, network or a DOCTYPE, within libxml2's own bounds."""

from typing import Final

from lxml import etree

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.failures import damaged, too_large

_TREE_MOST: Final = 64 * 1024 * 1024
"""Bytes of XML that are made a tree of, which takes about eight times as much; larger parts are streamed."""
_RESOURCES: Final = 114
"""libxml2's XML_ERR_RESOURCE_LIMIT: nested deeper than 256, text beyond 10 MB, entities that multiply."""
_SAFE: Final = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_KEPT: Final = {"remove_comments": False, "remove_pis": False}


def parse_xml(data: bytes, name: str, *, whole: bool = False) -> etree._Element:
    """Return the root element of XML, parsed without entities, network or a DOCTYPE; `name` is for the message.

    `whole` keeps comments and processing instructions, for parts that will be written again.

    Raises:
        ReadFailure: `input/doctype`, `input/too-deep`, `input/too-large`, `input/damaged`.
    """
    if len(data) > _TREE_MOST:
        raise too_large(f"{name} 字节数 / bytes of {name}", len(data), _TREE_MOST, Place())
    try:
        options = _SAFE | _KEPT if whole else _SAFE
        root = etree.fromstring(data, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken_xml(name, error) from error
    refuse_doctype(root, name)
    return root


def pull_parser(events: tuple[str, ...], tags: list[str] | None) -> etree.XMLPullParser:
    """Return a parser that is as safe as `parse_xml` and yields events while it is fed."""
    return etree.XMLPullParser(events=events, tag=tags, **_SAFE)


def refuse_doctype(element: etree._Element, name: str) -> None:
    """Raise if the document of `element` declares a DOCTYPE.

    Raises:
        ReadFailure: `input/doctype`.
    """
    if element.getroottree().docinfo.internalDTD is not None:
        raise ReadFailure("input/doctype", part=name)


def forget_before(element: etree._Element) -> None:
    """Take what stands before `element` out of the tree: it has been read."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def broken_xml(name: str, error: Exception) -> ReadFailure:
    """Return the failure for what the XML parser said of part `name`."""
    if isinstance(error, etree.XMLSyntaxError) and error.code == _RESOURCES:
        if "depth" in str(error).lower():
            return ReadFailure("input/too-deep", limit="256")
        if "entity" in str(error).lower():
            return ReadFailure("input/doctype", part=name)
        return ReadFailure(
            "input/too-large", what=f"{name} 中一段文字 / one text in {name}", found="> 10 MB", limit="10 MB"
        )
    return damaged(f"{name} 不是完整的 XML", f"{name} is broken XML")
