"""Streams of an OLE compound file, guarded: olefile checks the tables of a file, not what they claim to hold.

olefile bounds neither a stream's declared size (a ring of sectors gives gigabytes) nor the allocation tables that the
header declares, compares each stream with all others (quadratic), and recurses over the directory.
"""

import struct
from io import BytesIO
from typing import Final

import olefile

from kpilint.sources.containers import oledir
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits

_HEADER: Final = struct.Struct("<8s16x4xHHH6xIII4xIIIII")
_BROKEN: Final = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)
"""What olefile raises on broken files, by fuzzing it."""


class _CompoundFile(olefile.OleFileIO):  # type: ignore[misc]  # olefile has no types
    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None:
        """Leave out the comparison of every stream with every other; sizes are checked before a stream is read."""


def streams(data: bytes, names: tuple[str, ...], limits: Limits) -> dict[str, bytes]:
    """Return those of the named top-level streams that the compound file has.

    Raises:
        ReadFailure: `input/damaged` for what is no compound file or a broken one.
    """
    _check_header(data)
    found: dict[str, bytes] = {}
    try:
        with _CompoundFile(BytesIO(data)) as file:
            if file.root is None or file.root.size > len(data):
                raise damaged("目录损坏", "broken directory")
            for name in names:
                entry = file.root.kids_dict.get(name.lower())
                if entry is None or entry.entry_type != olefile.STGTY_STREAM:
                    continue
                if entry.size > min(len(data), limits.file_bytes):
                    raise damaged(f"数据流 {name} 不完整", f"stream {name} is incomplete")
                found[name] = file.openstream(name).read()
    except _BROKEN as error:
        raise damaged("复合文档结构有误", f"broken compound file: {error}") from error
    return found


def _check_header(data: bytes) -> None:
    """Refuse a header whose tables would not fit into the file."""
    if len(data) < olefile.MINIMAL_OLEFILE_SIZE or not data.startswith(oledir.MAGIC):
        raise damaged("不是 Word 97–2003 文档", "not a Word 97-2003 document")
    _, _order, shift, mini_shift, _dirs, fats, _first, _cutoff, _mini, mini_fats, _difat, difats = _HEADER.unpack_from(
        data
    )
    if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the two versions of [MS-CFB] 2.2
        raise damaged("复合文档头有误", "broken compound file header")
    if (fats + mini_fats + difats) << shift > len(data) + (1 << shift):
        raise damaged("复合文档的分配表不完整", "incomplete allocation tables")
