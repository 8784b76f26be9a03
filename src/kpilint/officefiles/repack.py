"""Zip archives with a few files replaced or added; everything else is copied as it is packed, in the same order.

`zipfile` writes no file without packing it anew, so what stays is copied here byte by byte, with its header, and only
where it starts is put right in the list of contents. Layout as in APPNOTE.TXT 6.3.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from kpilint.sources.containers import zipdir
from kpilint.sources.containers.package import part_key
from kpilint.sources.failures import damaged

_LOCAL: Final = struct.Struct("<4s5HIIIHH")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_MOST: Final = 0xFFFFFFFF
_DESCRIBED: Final = 0x08
"""Flag bit: sizes and checksum follow the data."""
_UTF8: Final = 0x800
_DATE: Final = 0x21
"""1 January 1980, what Office itself writes into its packages."""


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with the contents of `parts` in place of those there, or added at its end.

    Raises:
        ReadFailure: `input/damaged` for an archive whose files overlap, or one of more than 4 GB.
    """
    try:
        return _repacked(data, parts)
    except zipdir.BROKEN as error:
        raise damaged("压缩包的目录有误", "the list of contents is broken") from error


def _repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries, directory, comment = archive.infolist(), archive.start_dir, archive.comment
    records = _records(data, directory, entries)
    new = {part_key(name): content for name, content in parts.items()}
    by_offset = sorted(entries, key=lambda one: one.header_offset)
    ends = dict(zip(map(id, by_offset), [one.header_offset for one in by_offset[1:]] + [directory], strict=True))
    out = bytearray(data[: by_offset[0].header_offset] if by_offset else b"")
    for info in by_offset:
        record, end = records[id(info)], ends[id(info)]
        content = new.get(part_key(info.filename))
        start = len(out)
        if content is None:
            out += data[info.header_offset : _end_of(data, info, end)]
        else:
            out += _replaced(data, info, record, content)
        record[42:46] = struct.pack("<I", start)
    listed = [bytes(records[id(info)]) for info in entries]
    there = {part_key(info.filename) for info in entries}
    for name, content in parts.items():
        if part_key(name) not in there:
            listed.append(_added(out, name, content))
    return _ended(out, listed, comment)


def _records(data: bytes, directory: int, entries: list[zipfile.ZipInfo]) -> dict[int, bytearray]:
    """Return each file's record in the list of contents, by the identity of its entry."""
    records, at = {}, directory
    for info in entries:
        fields = _CENTRAL.unpack_from(data, at)
        size = _CENTRAL.size + sum(fields[10:13])
        if fields[-1] == _MOST:
            raise damaged("压缩包采用 64 位偏移", "the archive has 64-bit offsets")
        records[id(info)] = bytearray(data[at : at + size])
        at += size
    return records


def _header(data: bytes, info: zipfile.ZipInfo) -> tuple[tuple[int, ...], int]:
    """Return the numbers of a file's own header, and its length with name and extra field."""
    _, *numbers = _LOCAL.unpack_from(data, info.header_offset)
    return tuple(numbers), _LOCAL.size + numbers[-2] + numbers[-1]


def _end_of(data: bytes, info: zipfile.ZipInfo, end: int) -> int:
    """Return where a file ends, which is where the next one starts: a descriptor of unknown length may follow it."""
    if info.header_offset + _header(data, info)[1] + info.compress_size > end:
        raise damaged("压缩包内文件互相重叠", "files in the archive overlap")
    return end


def _replaced(data: bytes, info: zipfile.ZipInfo, record: bytearray, content: bytes) -> bytes:
    """Return header and data for new contents; the record gets their sizes."""
    (version, flags, method, time, date, *_, name, extra), length = _header(data, info)
    packed = _packed(content, method)
    sizes = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
    flags &= ~_DESCRIBED
    record[8:10] = struct.pack("<H", flags)
    record[16:28] = sizes
    head = struct.pack("<4s5H", b"PK\x03\x04", version, flags, method, time, date)
    named = data[info.header_offset + _LOCAL.size : info.header_offset + length]
    return head + sizes + struct.pack("<HH", name, extra) + named + packed


def _added(out: bytearray, name: str, content: bytes) -> bytes:
    """Add a file and return its record for the list of contents."""
    packed, named, start = _packed(content, zipfile.ZIP_DEFLATED), name.encode(), len(out)
    flags = 0 if name.isascii() else _UTF8
    common = (20, flags, zipfile.ZIP_DEFLATED, 0, _DATE, zlib.crc32(content), len(packed), len(content), len(named), 0)
    out += _LOCAL.pack(b"PK\x03\x04", *common) + named + packed
    return _CENTRAL.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, start) + named


def _packed(content: bytes, method: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return content
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _ended(out: bytearray, listed: list[bytes], comment: bytes) -> bytes:
    start = len(out)
    for record in listed:
        out += record
    if len(out) >= _MOST or len(listed) >= 0xFFFF:  # noqa: PLR2004 - what the fields of the end can hold
        raise damaged("压缩包过大", "the archive is too large")
    count = len(listed)
    return bytes(out + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(out) - start, start, len(comment)) + comment)
