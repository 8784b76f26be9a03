"""Archives of web pages (.mht, .mhtml; Word and Excel call them "single file web page"): MIME, RFC 2557."""

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Final

from kpilint.model import Place
from kpilint.sources.failures import damaged, too_large

_HEAD: Final = 8192
_STARTS: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*[A-Za-z][A-Za-z-]*:")
_MIME: Final = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_MULTIPART: Final = re.compile(rb"content-type:\s*multipart/", re.IGNORECASE)
_MOST_LEVELS: Final = 16
"""Multiparts in one file: a page has one, one with several forms of the same content two."""

_NO_CONTENT: Final = re.compile(r"(?:^|[/\\])(?:header|tabstrip)\.html?$", re.IGNORECASE)
"""What Word keeps headers and footers in, and Excel the tabs of its sheets."""


def is_archive(data: bytes) -> bool:
    """True for MIME: header lines first, one of them naming several parts or a page."""
    head = data[:_HEAD]
    return bool(_STARTS.match(head) and _MIME.search(head))


def archived_pages(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the pages of an archive in its order, each with the encoding that its header names, "" if none.

    Raises:
        ReadFailure: `input/damaged` for an archive without a page, `input/too-large` for parts in parts in parts.
    """
    levels = len(_MULTIPART.findall(data))
    if levels > _MOST_LEVELS:
        raise too_large("网页归档中的嵌套 / multiparts in a web archive", levels, _MOST_LEVELS, Place())
    found = False
    # compat32 keeps headers as they are: newer policies parse each, and fail on some that are malformed.
    for part in BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf \t\r\n")).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and not part.is_multipart():
            found = True
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip() and not _NO_CONTENT.search(_name(part)):
                yield payload, _charset(part)
    if not found:
        raise damaged("网页归档中没有网页", "there is no page in the web archive")


def _name(part: Message) -> str:
    return str(part.get("Content-Location", "")).strip()


def _charset(part: Message) -> str:
    """Return the declared encoding, "" for us-ascii, which Word declares though it is what remains of the rest."""
    name = part.get_param("charset", "")
    return name if isinstance(name, str) and name.lower() not in ("us-ascii", "unicode") else ""
