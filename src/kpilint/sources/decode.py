"""Bytes to text: UTF-8 (with or without mark), UTF-16 with mark, and the GBK that Windows programs write."""

import codecs

from kpilint.problems import ReadFailure

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Return the text of `data`, with line ends as they are.

    GB18030 serves for GBK and GB2312, of which it is a superset.

    Raises:
        ReadFailure: `input/empty` if there is nothing but white space, `input/encoding` if no encoding fits.
    """
    text = _decoded(data)
    if not text.strip():
        raise ReadFailure("input/empty")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadFailure("input/encoding", offset=str(error.start)) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as utf8_error:
        if b"\x00" in data:  # binary: GB18030 would make words of it
            raise ReadFailure("input/encoding", offset=str(utf8_error.start)) from utf8_error
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            raise ReadFailure("input/encoding", offset=str(utf8_error.start)) from utf8_error
