"""Zip archives opened without trusting them, and what they are by the names in them."""

import io
import re
import struct
import zipfile
import zlib
from typing import BinaryIO, Final

from kpilint.model import Place
from kpilint.sources.failures import damaged, too_large
from kpilint.sources.limits import Limits

MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""Starts of a zip archive: with files, without any, in several volumes."""
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, ArithmeticError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises on broken archives (RuntimeError for one that wants a password)."""

LOCKED: Final = 0x1 | 0x40
"""Flag bits of an encrypted file."""
PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Ways of packing that are unpacked here, and the only ones that the packaging conventions of Office allow."""

_RATIO_FROM: Final = 16 * 1024 * 1024
"""Bytes from which the ratio to the packed size says something."""
_BYTES_AN_ENTRY: Final = 256
"""In the list of contents; 46 and the name, with the dates that some programs add."""
_CONTENT_TYPES: Final = "[content_types].xml"
_PEEK: Final = 256 * 1024
"""Bytes of a part that are looked at to tell formats apart."""
_MAIN: Final = re.compile(
    rb"(wordprocessingml|ms-word|ms-excel\.sheet\.binary|spreadsheetml|ms-excel|presentationml|ms-powerpoint)\.[^\"'<>]*main"
)
"""What tells office formats apart in the content type of the main part, `application/vnd.…main+xml`."""
_MAIN_KINDS: Final = {
    b"wordprocessingml": "docx", b"ms-word": "docx", b"ms-excel.sheet.binary": "xlsb", b"spreadsheetml": "xlsx",
    b"ms-excel": "xlsx", b"presentationml": "pptx", b"ms-powerpoint": "pptx",
}  # fmt: skip
_FOLDERS: Final = (("word/", "docx"), ("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MIMETYPES: Final = {
    b"application/vnd.oasis.opendocument.": "OpenDocument",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/epub+zip": "EPUB",
}
_PARTS: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ofd.xml": "ofd"}
"""Parts that tell a format where the list of content types is missing, as it is by rights in OFD (GB/T 33190)."""


class _Guarded(io.RawIOBase):
    """A stream that reads no more than `most` bytes at once: zipfile reads the list of contents in one go."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        super().__init__()
        self._stream = stream
        self._most = most

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise too_large("压缩包的目录字节数 / bytes of the list of contents", size, self._most, Place())
        return self._stream.read(size)


def open_zip(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Return an archive of which only the list of contents has been read.

    Raises:
        ReadFailure: `input/damaged`, `input/too-large` for more files than `Limits.archive_entries`.
    """
    most = max(1 << 20, limits.archive_entries * _BYTES_AN_ENTRY)
    try:
        archive = zipfile.ZipFile(_Guarded(stream, most))
    except BROKEN as error:
        raise damaged("压缩包不完整或目录有误", "incomplete zip archive or broken contents") from error
    count = len(archive.infolist())
    if count > limits.archive_entries:
        raise too_large("压缩包内文件数 / files in the archive", count, limits.archive_entries, Place())
    return archive


def kind(archive: zipfile.ZipFile) -> str:
    """Return the format of the document that a zip archive holds, `zip` for a plain archive of files.

    `docx`, `xlsx`, and what is not read: `xlsb`, `pptx`, `odt`, `ods`, `ofd`, `OpenDocument`, `EPUB`.
    """
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    if _CONTENT_TYPES in names:
        if main := _MAIN.search(head(archive, names[_CONTENT_TYPES], _PEEK)):
            return _MAIN_KINDS[main[1]]
        return next((form for start, form in _FOLDERS if any(name.startswith(start) for name in names)), "zip")
    if "mimetype" in names:
        mimetype = head(archive, names["mimetype"], _PEEK).strip()
        if kinds := [start for start in _MIMETYPES if mimetype.startswith(start)]:
            return _MIMETYPES[max(kinds, key=len)]
    return next((form for name, form in _PARTS.items() if name in names), "zip")


def head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return the first `most` bytes of a file, nothing of one that cannot be unpacked."""
    if info.compress_type not in PACKINGS:
        return b""
    try:
        with archive.open(info) as stream:
            return stream.read(most)
    except BROKEN:
        return b""


def check_ratio(info: zipfile.ZipInfo, size: int, limits: Limits) -> None:
    """Refuse a file whose size, unpacked, is too many times its packed size.

    Raises:
        ReadFailure: `input/too-large`.
    """
    ratio = size // max(info.compress_size, 1)
    if size > _RATIO_FROM and ratio > limits.unpack_ratio:
        raise too_large("解压倍数 / unpacking ratio", ratio, limits.unpack_ratio, Place())
