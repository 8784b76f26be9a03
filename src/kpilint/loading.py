"""Turn files into documents, whatever their format: archives into several, hostile ones into a clear problem."""

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from kpilint.errors import UsageError, trouble
from kpilint.folders import STANDARD_INPUT
from kpilint.guarded import guard
from kpilint.model import Document, Problem
from kpilint.ownreports import is_own_report
from kpilint.problems import ReadFailure
from kpilint.sources import archive, conversion, readers
from kpilint.sources.detection.detect import detect, differing
from kpilint.sources.detection.formats import SUFFIXES
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

IN_PROCESS: Final = "KPILINT_IN_PROCESS"
"""Environment variable that, set to 1, has all files read in this process, unguarded: for debugging a reader."""

_PROCESS_FILES: Final = ("/dev/", "/proc/")
"""Where the shell offers the output of a command as a file; elsewhere a pipe would wait for ever."""


class KeptDocuments(Protocol):
    """Documents that earlier runs have read, by all that a reader makes them of."""

    def key(self, form: str, data: bytes, path: str, limits: Limits) -> bytes | None:
        """Return the key of what a reader makes of a file, None where it is not worth keeping."""

    def find(self, key: bytes) -> Document | None:
        """Return the document that is kept under a key."""

    def keep(self, key: bytes, document: Document) -> None:
        """Keep a document, if it can be."""


class Item(Struct, frozen=True):
    """One document to be: a file still to be read, bytes out of an archive, or a problem that is all there is.

    Plain values, so that a worker process can be handed one.
    """

    path: str
    """Of the file; in an archive `folder/a.zip!inside/b.docx`, as reports show it."""
    data: bytes | None = None
    problem: Problem | None = None


def items(path: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Item]:
    """Yield what one file (`-` for standard input) holds: itself, or the files of an archive in the order of names.

    Never raises. Of an archive one file is in memory at a time.
    """
    try:
        if path == STANDARD_INPUT or path.startswith(_PROCESS_FILES):
            data = _bytes(path, limits)  # can be read only once
            if archive.is_archive(io.BytesIO(data), limits):
                yield from _members(io.BytesIO(data), path, limits)
            else:
                yield Item(path, data)
            return
        with _opened(path) as stream:
            if archive.is_archive(stream, limits):
                yield from _members(stream, path, limits)
                return
    except ReadFailure as failure:
        yield Item(path, problem=failure.problem)
    except OSError as error:
        yield Item(path, problem=_unreadable(error).problem)
    else:
        yield Item(path)


def load_item(item: Item, limits: Limits = DEFAULT_LIMITS, kept: KeptDocuments | None = None) -> Document:
    """Return the document of an item. Never raises: what cannot be read is a document that says so."""
    shown = shown_path(item.path)
    if item.problem is not None:
        return Document(shown, "", problems=(item.problem,))
    try:
        data = _bytes(item.path, limits) if item.data is None else _something(item.data)
    except ReadFailure as failure:
        return Document(shown, "", problems=(failure.problem,))
    document = _document(data, shown, limits, kept)
    if is_own_report(document, data, limits):
        return Document(shown, document.format, problems=(Problem("input/own-report"),))
    return document


def load_all(path: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Document]:
    """Yield the documents of one file (`-` for standard input): one, or those in an archive. Never raises."""
    return (load_item(item, limits) for item in items(path, limits))


def prepare(paths: Iterable[str]) -> None:
    """Start the guarded process, without waiting for it, if the names of files tell that it will be needed."""
    forms = {SUFFIXES.get(PurePosixPath(path).suffix.lower(), "text") for path in paths}
    if forms - readers.UNGUARDED and os.environ.get(IN_PROCESS) != "1":
        guard.shared().start()


def load(path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document of one file (`-` for standard input), which may say that it cannot be read.

    Raises:
        UsageError: the file is an archive of several documents; `load_all` yields them.
    """
    first, *more = load_all(path, limits)
    if more:
        raise UsageError(f"压缩包内有多个文件：{path}", f"an archive of several documents: {path}")
    return first


def _document(data: bytes, shown: str, limits: Limits, kept: KeptDocuments | None) -> Document:
    try:
        form = detect(shown, data, limits)
        document = _read(form, data, shown, limits, kept)
    except ReadFailure as failure:
        return Document(shown, "", problems=(failure.problem,))
    note = differing(shown, form)
    return document if note is None else replace(document, problems=(note, *document.problems))


def _read(form: str, data: bytes, shown: str, limits: Limits, kept: KeptDocuments | None) -> Document:
    if form == "zip":  # it was none when it was first looked at
        raise ReadFailure("input/unreadable", reason_zh="读取时文件有变动", reason="changed while it was read")
    if form == "rtf":
        docx = conversion.rtf_as_docx(data, limits)
    else:
        try:
            return _kept(form, data, shown, limits, kept)
        except ReadFailure as failure:
            if form != "doc":
                raise
            docx = conversion.doc_as_docx(data, limits, failure)
    document = _kept("docx", docx, shown, limits, kept)
    return replace(document, format=form, problems=(conversion.NOTE, *document.problems))


def _kept(form: str, data: bytes, shown: str, limits: Limits, kept: KeptDocuments | None) -> Document:
    key = None if kept is None else kept.key(form, data, shown, limits)
    if kept is None or key is None:
        return _guarded(form, data, shown, limits)
    found = kept.find(key)
    if found is None:
        found = _guarded(form, data, shown, limits)
        kept.keep(key, found)
    return found


def _guarded(form: str, data: bytes, shown: str, limits: Limits) -> Document:
    if readers.needs_guard(form, data) and os.environ.get(IN_PROCESS) != "1":
        return guard.shared().read(form, data, shown, limits)
    try:
        return readers.read(form, data, shown, limits)
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:  # a fault of a reader costs the file, not the run
        reason = f"{type(error).__name__}: {error}"[:200]
        raise ReadFailure("input/reader-crashed", reason=reason) from error


def _members(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Item]:
    for one in archive.members(stream, shown_path(path), limits):
        yield Item(one.path, one.data, one.problem)


def shown_path(path: str) -> str:
    """Return a path for reports. A name that is no UTF-8 (from a GBK archive, say) is shown as far as it goes."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def _opened(path: str) -> BinaryIO:
    """Open a file that a program may safely read from.

    Raises:
        ReadFailure: `input/not-a-file`, a pipe or device.
        OSError: it cannot be opened.
    """
    if not path.startswith(_PROCESS_FILES):
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise ReadFailure("input/not-a-file")
    return Path(path).open("rb")


def _bytes(path: str, limits: Limits) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.file_bytes + 1)
        else:
            with _opened(path) as stream:
                data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise _unreadable(error) from error
    if len(data) > limits.file_bytes:
        raise ReadFailure("input/too-large", what="文件大小 / size", found=f"> {_size(limits)}", limit=_size(limits))
    return _something(data)


def _something(data: bytes) -> bytes:
    if not data:
        raise ReadFailure("input/empty")
    return data


def _unreadable(error: OSError) -> ReadFailure:
    zh, en = trouble(error)
    return ReadFailure("input/unreadable", reason_zh=zh, reason=en)


def _size(limits: Limits) -> str:
    return f"{limits.file_bytes / 2**20:,.4g} MB"
