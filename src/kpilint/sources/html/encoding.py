"""Bytes of a web page to text: what it says of its encoding is a hint, what its bytes are decides."""

import codecs
import re
from typing import Final

from kpilint.problems import ReadFailure

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD: Final = 16_384
"""Bytes in which a declaration is looked for. Browsers look at 1024; Word puts its comments first."""

_WIDER: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "ms936", "gb18030", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "euc-jp": "euc_jp",
}
"""Encodings of several bytes a character, by the names that pages give; the widest that contains each."""

_FIRST_CJK: Final = "\u2000"
"""Short GBK text can be well-formed UTF-8 (联通), but then of two bytes a character, which are letters of the West."""

_LOST_SHARE: Final = 200
"""One character in so many may be lost; with more the encoding is a wrong guess."""
_CUT: Final = 50
"""Characters from which a page may lose one: its end may have been cut off."""


def decode_page(data: bytes, declared: str = "") -> tuple[str, int]:
    """Return the text of a page and how many of its characters could not be decoded (each is U+FFFD in the text).

    Args:
        data: The page.
        declared: Encoding that a mail header names; the page's own declaration is looked for if it is "".

    Raises:
        ReadFailure: `input/empty` if there is nothing but white space, `input/encoding` if no encoding fits.
    """
    text, lost = _decoded(data, declared)
    if not text.strip("\0 \t\r\n\f\ufeff"):
        raise ReadFailure("input/empty")
    return text, lost


def _decoded(data: bytes, declared: str) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _closest(data.removeprefix(mark), (encoding,))
    unmarked = _utf16(data)
    if unmarked:
        return _closest(data, (unmarked,))
    name = (declared or _declaration(data)).lower()
    own = _WIDER.get(name, "")
    text = _strict(data, "utf-8")
    if text is not None and own and not text.isascii() and max(text) < _FIRST_CJK:
        text = _strict(data, own) or text
    for encoding in (own, "gb18030"):
        if text is None and encoding:
            text = _strict(data, encoding)
    if text is not None:
        return text, 0
    return _closest(data, tuple(filter(None, (own, "utf-8", "gb18030", _single(name)))))


def _declaration(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii", "replace") if found else ""


def _utf16(data: bytes) -> str:
    """Return which UTF-16 an unmarked page is in, "" if it is none: markup opens with an ASCII character."""
    start = data.lstrip(b"\r\n\t ")[:4] if data[:1] else b""
    if start[:1] == b"<" and start[1:2] == b"\0" and start[3:4] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:2] == b"\0<" and data[2:3] == b"\0" else ""


def _single(name: str) -> str:
    """Return the encoding of one byte a character that a page declares: it fits any bytes, so it is tried last."""
    return "cp1252" if name in ("windows-1252", "iso-8859-1", "latin1", "us-ascii") else ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _closest(data: bytes, encodings: tuple[str, ...]) -> tuple[str, int]:
    """Return the text in the encoding that loses the fewest characters.

    Raises:
        ReadFailure: `input/encoding`: too many are lost in each, or the bytes are those of no text.
    """
    text = min((data.decode(encoding, "replace") for encoding in encodings), key=lambda one: one.count("\ufffd"))
    lost = text.count("\ufffd")
    if lost > max(len(text) // _LOST_SHARE, len(text) >= _CUT) or text.count("\0") > len(text) // _LOST_SHARE:
        offset = next((at for at, byte in enumerate(data) if byte > 0x7F), 0)  # noqa: PLR2004 - past ASCII
        raise ReadFailure("input/encoding", offset=str(offset))
    return text, lost
