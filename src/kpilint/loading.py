"""Find files and read them, whatever their format. The one place that knows the readers."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kpilint.errors import UsageError
from kpilint.model import Document
from kpilint.problems import ReadFailure
from kpilint.sources import jsonfile, text, yamlfile
from kpilint.sources.detect import KNOWN_UNREAD, SUFFIXES, detect
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

STANDARD_INPUT: Final = "-"
_PROCESS_FILES: Final = ("/dev/", "/proc/")
"""Where the shell offers the output of a command as a file; elsewhere a pipe would wait for ever."""

READERS: Final[Mapping[str, Callable[[bytes, str, Limits], Document]]] = {
    "text": text.read,
    "yaml": yamlfile.read,
    "json": jsonfile.read_json,
    "jsonl": jsonfile.read_jsonl,
}
"""By format: bytes, path for messages and limits to a document."""


def find_files(paths: Iterable[str]) -> list[str]:
    """Return the files to check, sorted within each folder: those named, and in folders those of known formats.

    Files that counties publish in a format this version does not read are listed too, so that they get reported.

    Raises:
        UsageError: a path does not exist.
    """
    found: dict[str, None] = {}
    for path in paths:
        if path != STANDARD_INPUT and (not path or not Path(path).exists()):
            raise UsageError(f"找不到文件或文件夹：{path}", f"no such file or folder: {path}")
        if path != STANDARD_INPUT and Path(path).is_dir():
            found.update(dict.fromkeys(_in_folder(Path(path))))
        else:
            found[path] = None
    return list(found)


def load(path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file (`-` for standard input). Never raises: a file that cannot be read is a document that says so."""
    # A name that is no UTF-8 (from a GBK archive, say) is shown as far as it goes and must not break a report.
    shown = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    try:
        data = _bytes(path, limits)
        kind = detect(shown, data)
        return READERS[kind](data, shown, limits)
    except ReadFailure as failure:
        return Document(shown, "", problems=(failure.problem,))


def _in_folder(folder: Path) -> Iterator[str]:
    wanted = KNOWN_UNREAD | SUFFIXES.keys()
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in wanted and not name.startswith((".", "~$")):
                yield str(Path(at) / name)


def _bytes(path: str, limits: Limits) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.file_bytes + 1)
        else:
            if not path.startswith(_PROCESS_FILES) and not stat.S_ISREG(Path(path).stat().st_mode):
                raise ReadFailure("input/not-a-file")
            with Path(path).open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise ReadFailure("input/unreadable", reason=error.strerror or str(error)) from error
    if len(data) > limits.file_bytes:
        raise ReadFailure(
            "input/too-large", what="文件大小 / size", found=f"> {limits.file_bytes} B", limit=f"{limits.file_bytes} B"
        )
    if not data:
        raise ReadFailure("input/empty")
    return data
