"""What an OLE compound file holds, told by the names in its directory and nothing else.

Bounded reading of [MS-CFB]: no stream is opened, no table trusted. The readers open the file properly, in the guarded
process; this runs before it is known who they are.
"""

import struct
from collections.abc import Iterator
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY: Final = 128
"""Bytes of a directory entry."""
_MOST: Final = 4096
"""Sectors of the directory, and of the list of allocation sectors, that are looked at."""
_NONE: Final = 0xFFFFFFFA
"""Sector numbers and entry numbers from here up are marks."""
_IN_HEADER: Final = 109
"""Allocation sectors that the header lists."""
_KNOWN: Final = ("WordDocument", "Workbook", "Book", "EncryptedPackage", "PowerPoint Document")


def top_names(data: bytes) -> frozenset[str]:
    """Return the names of what stands at the top of a compound file.

    Those of embedded objects (the workbook inside a Word file) are not among them. Where the directory cannot be
    followed, known names are looked for all through the file.
    """
    try:
        entries = b"".join(_directory(data))
        return frozenset(_top(entries))
    except (struct.error, IndexError):
        return frozenset(name for name in _KNOWN if _stands_in(data, name))


def _directory(data: bytes) -> Iterator[bytes]:
    """Yield the sectors of the directory.

    Raises:
        struct.error, IndexError: the file is too short for what it says of itself.
    """
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in {9, 12}:
        raise IndexError
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", data, 48)
    tables = _tables(data, size)
    each = size // 4
    for _ in range(_MOST):
        if sector >= _NONE:
            return
        at = (sector + 1) * size
        if at >= len(data):
            raise IndexError
        yield data[at : at + size]
        (sector,) = struct.unpack_from("<I", data, (tables[sector // each] + 1) * size + sector % each * 4)


def _tables(data: bytes, size: int) -> list[int]:
    """Return the sectors of the allocation table, in order."""
    tables = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    (sector,) = struct.unpack_from("<I", data, 68)
    for _ in range(_MOST):
        if sector >= _NONE:
            break
        *more, sector = struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        tables += more
    return tables


def _top(entries: bytes) -> Iterator[str]:
    """Yield the names below the root entry, which form a binary tree."""
    (child,) = struct.unpack_from("<I", entries, 76)
    waiting, seen = [child], set()
    while waiting:
        number = waiting.pop()
        if number >= _NONE or number in seen:
            continue
        seen.add(number)
        name, length = struct.unpack_from("<64sH", entries, number * _ENTRY)
        yield name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<II", entries, number * _ENTRY + 68)


def _stands_in(data: bytes, name: str) -> bool:
    """Say whether a directory entry of this name is anywhere in the file."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
            return True
        at = data.find(wanted, at + 1)
    return False
