"""Markup told apart by how it begins: HTML, MHTML, the XML of Word and Excel 2003."""

import codecs
import re
from typing import Final

from kpilint.problems import ReadFailure
from kpilint.sources.detection.formats import expected, save_as

_HEAD: Final = 64 * 1024
"""Bytes that are looked at."""
_PROLOGUE: Final = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)*", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"<([a-z][\w.:-]*)")
_HTML_DOCTYPE: Final = re.compile(r"<!doctype\s+html")
_MIME: Final = re.compile(
    r"\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:mime-version:|content-type:\s*multipart/related)"
)
_MIME_HEAD: Final = 8192
_HTML_TAG: Final = re.compile(
    r"html|head|body|table|t[rdh]|thead|tbody|div|span|p|style|script|meta|title|link|center|font|h[1-6]|br|b|strong"
    r"|section|article|form|[uo]l|img|a|base|pre|hr|noscript|main|header|footer|nav|o:p"
)
_XML_KINDS: Final = (
    ("workbook", "urn:schemas-microsoft-com:office:spreadsheet", "excel2003"),
    ("worddocument", "http://schemas.microsoft.com/office/word/2003/wordml", "word2003"),
    ("package", "http://schemas.microsoft.com/office/2006/xmlpackage", "flatopc"),
)
"""By local name of the root element and the namespace it must declare, both in small letters."""


def form(data: bytes, *, whole: bool, sure: bool) -> str:
    """Return `html`, `mhtml`, `excel2003`, `word2003` or `flatopc`, "" for what is no markup.

    Args:
        data: the file.
        whole: only a whole page counts as HTML, not a piece of one (notes in Markdown may begin with a tag).
        sure: it is a page by its name; there need not be a tag at the beginning.

    Raises:
        ReadFailure: `input/unsupported`, `input/save-as` for XML of another kind; `input/doctype` for XML whose
            DOCTYPE does not end within what is looked at.
    """
    head = shown(data[:_HEAD]).lower().lstrip("\ufeff")
    if not whole and _MIME.match(head[:_MIME_HEAD]) and "text/html" in shown(data).lower():
        return "mhtml"
    prologue = _PROLOGUE.match(head)
    start = prologue.end() if prologue else 0
    root = _TAG.match(head, start)
    xml = head.lstrip().startswith("<?xml")
    for name, namespace, found in _XML_KINDS:
        if root and root[1].rpartition(":")[2] == name and namespace in head:
            return found
    if (root and root[1] == "html") or _HTML_DOCTYPE.search(head[:start]):
        return "html"
    if sure or (not whole and ((root and _HTML_TAG.fullmatch(root[1])) or (not xml and "<table" in head))):
        return "html"
    if xml and head.startswith("<!doctype", start):
        raise ReadFailure("input/doctype", part="XML")
    if root and xml:
        if root[1] == "office:document":
            raise save_as("OpenDocument XML", ".docx")
        raise ReadFailure("input/unsupported", found=f"XML <{root[1][:40]}>", expected=expected())
    return ""


def shown(data: bytes) -> str:
    """Return the characters of a piece of a file, good enough to find words in."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return data.decode("utf-16-le", "replace")
    if data.startswith(codecs.BOM_UTF16_BE):
        return data.decode("utf-16-be", "replace")
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") * 50 < len(text) + 50 else data.decode("gb18030", "replace")
