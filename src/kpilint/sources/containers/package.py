"""Office Open XML packages (.docx, .xlsx): a zip of XML parts that refer to each other, opened without trusting it.

Nothing is unpacked but what is asked for, in pieces, and counted while it is unpacked: sizes that the archive declares
are checked first and never believed. Structure as in ECMA-376 Part 2 (Open Packaging Conventions).
"""

import io
import posixpath
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.containers import oledir, zipdir
from kpilint.sources.containers.safexml import parse_xml
from kpilint.sources.failures import check_bytes, damaged, too_large
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

PIECE: Final = 1 << 16
"""Bytes unpacked at a time."""

_OLE: Final = oledir.MAGIC[:4]
_ENTRY: Final = b"PK\x01\x02"
"""Start of an entry in the central directory of a zip archive."""


class Relationship(Struct, frozen=True):
    """One reference from a part: `kind` is the last segment of its type, `target` a part's name, or an address."""

    kind: str
    target: str
    external: bool = False


class Parts(ABC):
    """Parts that refer to each other, wherever they are kept; names are compared without regard to case."""

    @abstractmethod
    def __contains__(self, name: str) -> bool: ...

    @abstractmethod
    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part in pieces.

        Raises:
            ReadFailure: there is no such part, or it cannot be read.
        """

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            ReadFailure: as for `pieces`.
        """
        return b"".join(self.pieces(name))

    def xml(self, name: str) -> etree._Element:
        """Return the root element of an XML part.

        Raises:
            ReadFailure: as for `pieces`; `input/doctype`, `input/too-deep`; `input/damaged` for broken XML.
        """
        return parse_xml(self.read(name), name)

    def relationships(self, name: str = "") -> dict[str, Relationship]:
        """Return what a part refers to, by id; "" for the package itself. Nothing where the part has no references.

        Raises:
            ReadFailure: as for `xml`.
        """
        folder, base = posixpath.split(_clean(name))
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        found = {}
        for element in self.xml(rels).iterchildren("{*}Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(kind, target if external else _at(folder, target), external)
        return found

    def main(self) -> str:
        """Return the name of the part that holds the document, the workbook or the slides, "" if none is named.

        Raises:
            ReadFailure: as for `xml`.
        """
        related = self.relationships().values()
        return next((one.target for one in related if one.kind == "officeDocument" and one.target in self), "")


class Package(Parts):
    """The parts of one office file, by name without a leading slash (`word/document.xml`).

    Raises:
        ReadFailure: `input/damaged` for what is no zip archive, `input/encrypted` for an office file with a password
            (stored as an OLE file), `input/too-large` for more entries than `Limits.archive_entries`.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        check_bytes(len(data), limits)
        entries = data.count(_ENTRY)  # an upper bound, and what zipfile would make objects of
        if entries > limits.archive_entries:
            raise too_large("压缩包内文件数 / files in the archive", entries, limits.archive_entries, Place())
        if data.startswith(_OLE):
            raise _not_zip(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _not_zip(data) from error
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for info in self._zip.infolist():
            key = part_key(info.filename)
            if key in self._parts:
                self._twice.add(key)
            self._parts[key] = info

    def names(self) -> list[str]:
        """Return the names of all parts, as they are written in the archive, without a leading slash."""
        return [_clean(info.filename) for info in self._parts.values()]

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a part; names are compared without regard to case."""
        return part_key(name) in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part in pieces of at most `PIECE`.

        Raises:
            ReadFailure: `input/damaged` (no such part, or two; broken data; wrong checksum), `input/encrypted`,
                `input/too-large` (the part, or all parts read so far, or the ratio).
        """
        info = self._info(name)
        found = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(PIECE):
                    found += len(piece)
                    self._count(info, found, len(piece))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise damaged(f"{name} 解不开", f"{name} cannot be unpacked") from error
        except RuntimeError as error:  # how zipfile asks for a password
            raise ReadFailure("input/encrypted") from error

    def _info(self, name: str) -> zipfile.ZipInfo:
        key = part_key(name)
        info = self._parts.get(key)
        if info is None:
            raise damaged(f"缺少 {name}", f"{name} is missing")
        if key in self._twice:
            raise damaged(f"{name} 有两份", f"{name} is there twice")
        if info.flag_bits & zipdir.LOCKED:
            raise ReadFailure("input/encrypted")
        if info.compress_type not in zipdir.PACKINGS:
            raise damaged(f"{name} 的压缩方式不明", f"{name} is packed in an unknown way")
        self._count(info, info.file_size, 0)
        if info.file_size > self._left:
            raise _too_big(info.file_size, self._left)
        return info

    def _count(self, info: zipfile.ZipInfo, found: int, more: int) -> None:
        """Take `more` bytes off what may still be unpacked; `found` is the size of the part so far."""
        self._left -= more
        if self._left < 0:
            raise _too_big(self._limits.unpacked_bytes - self._left, self._limits.unpacked_bytes)
        zipdir.check_ratio(info, found, self._limits)


def _not_zip(data: bytes) -> ReadFailure:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return ReadFailure("input/encrypted")
        return ReadFailure("input/unsupported", found="doc/xls (OLE)", expected=".docx .xlsx")
    if not data:
        return ReadFailure("input/empty")
    return damaged("压缩包的目录读不出来", "the zip directory cannot be read")


def _too_big(found: int, limit: int) -> ReadFailure:
    return too_large("解压后的字节数 / bytes unpacked", found, limit, Place())


def _clean(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def part_key(name: str) -> str:
    """Return what tells parts apart: names are equal without regard to case (Open Packaging Conventions, 6.2.2.3)."""
    return _clean(name).lower()


def _at(folder: str, target: str) -> str:
    """Return the name of the part that `target` points to from a part in `folder`."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
