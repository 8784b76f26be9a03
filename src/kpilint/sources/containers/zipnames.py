"""Names of files in zip archives made by Chinese programs, which write GBK and do not say so."""

import struct
import zipfile
import zlib
from typing import Final

_UTF8: Final = 0x800
"""Flag bit: the name is UTF-8."""
_UNICODE_PATH: Final = 0x7075
"""Id of the extra field that repeats the name in UTF-8 (Info-ZIP, APPNOTE.TXT 4.6.9)."""
_EXTRA: Final = struct.Struct("<HH")
_PATH_HEAD: Final = struct.Struct("<BI")
_WIDE: Final = "\u0800"
"""Characters from here up take three bytes in UTF-8. Shorter ones are GBK read wrongly, more likely than not."""


def published_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file, with `/` between folders, whatever its archive was made by."""
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")  # zipfile decoded it so; every byte has a character there
        name = _unicode_path(info.extra, raw) or _decoded(raw)
    return name.replace("\\", "/")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name of the Unicode path field, "" where there is none for this very name."""
    at = 0
    while at + _EXTRA.size <= len(extra):
        kind, size = _EXTRA.unpack_from(extra, at)
        field = extra[at + _EXTRA.size : at + _EXTRA.size + size]
        if kind == _UNICODE_PATH and len(field) > _PATH_HEAD.size:
            version, checksum = _PATH_HEAD.unpack_from(field)
            if version == 1 and checksum == zlib.crc32(raw):
                return field[_PATH_HEAD.size :].decode("utf-8", "replace")
        at += _EXTRA.size + size
    return ""


def _decoded(raw: bytes) -> str:
    try:
        name = raw.decode("utf-8")
        if any(char >= _WIDE for char in name):
            return name
    except UnicodeDecodeError:
        name = ""
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return name or raw.decode("cp437")
