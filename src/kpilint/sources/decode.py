"""Bytes to text: UTF-8 (with or without mark), UTF-16 with mark, and the GBK that Windows programs write."""

import codecs

from msgspec import Struct

from kpilint.problems import ReadFailure

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(Struct, frozen=True):
    """The text of a file, the encoding it is in, and the number of bytes of the mark before it."""

    text: str
    encoding: str
    mark: int = 0


def decode(data: bytes) -> str:
    """Return the text of `data`, with line ends as they are.

    GB18030 serves for GBK and GB2312, of which it is a superset.

    Raises:
        ReadFailure: `input/empty` if there is nothing but white space, `input/encoding` if no encoding fits.
    """
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """Do as `decode`, and tell the encoding, for those who write the file again.

    Raises:
        ReadFailure: as `decode`.
    """
    found = _decoded(data)
    if not found.text.strip():
        raise ReadFailure("input/empty")
    return found


def _decoded(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, len(mark))
            except UnicodeDecodeError as error:
                raise ReadFailure("input/encoding", offset=str(error.start + len(mark))) from error
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as utf8_error:
        if b"\x00" in data:  # binary: GB18030 would make words of it
            raise ReadFailure("input/encoding", offset=str(utf8_error.start)) from utf8_error
        try:
            return Decoded(data.decode("gb18030"), "gb18030")
        except UnicodeDecodeError:
            raise ReadFailure("input/encoding", offset=str(utf8_error.start)) from utf8_error
