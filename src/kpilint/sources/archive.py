"""Zip archives of documents: their files one at a time, in memory, counted while they are unpacked.

Nothing is written to disk, so that absolute names and `..` lead nowhere.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec import Struct

from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure
from kpilint.sources.containers import zipdir
from kpilint.sources.containers.zipnames import published_name
from kpilint.sources.detection.detect import differing
from kpilint.sources.detection.formats import unpack_first
from kpilint.sources.detection.wanted import HEAD, furniture, looks_like_ours, named_as_ours
from kpilint.sources.failures import check_bytes, damaged, too_large
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

BETWEEN: Final = "!"
"""Stands between the path of an archive and the name of a file in it."""

_METHODS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}
"""Ways of packing that some programs use and this one leaves to them, as in APPNOTE.TXT 4.4.5."""
_HEADER: Final = 30
"""Bytes before the name in the header of a file."""
_PIECE: Final = 1 << 20
_NAMES_SHOWN: Final = 5


class Member(Struct, frozen=True):
    """One file of an archive: its bytes, or a problem; or the archive itself, with a problem and without bytes."""

    path: str
    data: bytes | None = None
    problem: Problem | None = None


class _Left:
    """What may still be unpacked, over an archive and all those inside it."""

    def __init__(self, limits: Limits) -> None:
        self.bytes = limits.archive_bytes
        self.entries = limits.archive_entries


def is_archive(stream: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Say whether a file is a zip archive of files, rather than one document in a zip; the stream stays at its start.

    Raises:
        ReadFailure: a zip archive that cannot be opened.
    """
    start = stream.read(4)
    stream.seek(0)
    if start not in zipdir.MAGIC:
        return False
    with zipdir.open_zip(stream, limits) as archive:
        found = zipdir.kind(archive)
    stream.seek(0)
    return found == "zip"


def members(stream: BinaryIO, path: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Yield the files of a zip archive in the order of their names, those of zips inside it in their places.

    A file that cannot be unpacked is yielded with its problem, and the rest goes on. What is of no format that is
    read is counted in a note about the archive.
    """
    yield from _members(stream, path, limits, _Left(limits), 1)


def _members(stream: BinaryIO, path: str, limits: Limits, left: _Left, depth: int) -> Iterator[Member]:
    if depth > limits.archive_depth:
        yield Member(path, problem=Problem("input/too-deep", args={"limit": str(limits.archive_depth)}))
        return
    try:
        archive = zipdir.open_zip(stream, limits)
        infos = _checked(archive, limits, left)
    except ReadFailure as failure:
        yield Member(path, problem=failure.problem)
        return
    with archive:
        named = sorted(((published_name(info), info) for info in infos), key=lambda one: (one[0], one[1].header_offset))
        chosen, skipped = _chosen(archive, named)
        yield from (Member(path, problem=note) for note in _notes(path, chosen, skipped))
        for name, info in chosen:
            inside = f"{path}{BETWEEN}{name}"
            try:
                data = _unpacked(archive, info, limits, left)
                nested = is_archive(io.BytesIO(data), limits)
            except ReadFailure as failure:
                yield Member(inside, problem=failure.problem)
                continue
            if nested:
                yield from _members(io.BytesIO(data), inside, limits, left, depth + 1)
            else:
                yield Member(inside, data)
            del data


def _checked(archive: zipfile.ZipFile, limits: Limits, left: _Left) -> list[zipfile.ZipInfo]:
    """Return what is in an archive.

    Raises:
        ReadFailure: `input/too-large`, too many in all; `input/damaged`, they share bytes, as only bombs do.
    """
    infos = archive.infolist()
    left.entries -= len(infos)
    if left.entries < 0:
        found, most = limits.archive_entries - left.entries, limits.archive_entries
        raise too_large("压缩包内文件数 / files in the archive", found, most, Place())
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise damaged("压缩包内的文件互相重叠（疑为压缩炸弹）", "files in the archive overlap, as in a zip bomb")
        end = info.header_offset + _HEADER + info.compress_size
    return infos


def _chosen(
    archive: zipfile.ZipFile, named: list[tuple[str, zipfile.ZipInfo]]
) -> tuple[list[tuple[str, zipfile.ZipInfo]], list[str]]:
    """Return the files to look at, and the names of those that are of no format that is read."""
    chosen, skipped = [], []
    for name, info in named:
        if name.endswith("/") or furniture(name):
            continue
        if named_as_ours(name) or looks_like_ours(name, zipdir.head(archive, info, HEAD)):
            chosen.append((name, info))
        else:
            skipped.append(name)
    return chosen, skipped


def _notes(path: str, chosen: list[tuple[str, zipfile.ZipInfo]], skipped: list[str]) -> Iterator[Problem]:
    misnamed = differing(path, "zip")
    if misnamed is not None and not chosen:
        reasons = {"reason_zh": "压缩包中没有文档的内容", "reason": "there is no document in the package"}
        yield Problem("input/damaged", args=reasons)
        return
    if misnamed is not None:
        yield misnamed
    if skipped:
        more = "……" if len(skipped) > _NAMES_SHOWN else ""
        names = "、".join(skipped[:_NAMES_SHOWN]) + more
        yield Problem("input/members-skipped", args={"count": str(len(skipped)), "names": names})
    if not chosen:
        yield Problem("input/no-table")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, left: _Left) -> bytes:
    """Return the bytes of one file.

    Raises:
        ReadFailure: `input/encrypted`, `input/unpack-first` (packed in an unusual way), `input/too-large`,
            `input/damaged`.
    """
    if info.flag_bits & zipdir.LOCKED:
        raise ReadFailure("input/encrypted")
    if info.compress_type not in zipdir.PACKINGS:
        raise unpack_first(f"zip ({_METHODS.get(info.compress_type, info.compress_type)})")
    _check_size(info, info.file_size, limits, left)
    pieces = []
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                left.bytes -= len(piece)
                pieces.append(piece)
                if left.bytes < 0:
                    _check_size(info, 0, limits, left)
    except zipdir.BROKEN as error:
        raise damaged("在压缩包中已损坏，解不开", "damaged in its archive, cannot be unpacked") from error
    return b"".join(pieces)


def _check_size(info: zipfile.ZipInfo, size: int, limits: Limits, left: _Left) -> None:
    """Check the size that is declared, beyond which zipfile unpacks nothing.

    Raises:
        ReadFailure: `input/too-large`.
    """
    check_bytes(size, limits)
    if size > left.bytes:
        found = limits.archive_bytes - left.bytes + size
        raise too_large("压缩包解压后的字节数 / bytes of the archive unpacked", found, limits.archive_bytes, Place())
    zipdir.check_ratio(info, size, limits)
