"""Find the files to check in what the command line names."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint.errors import UsageError
from kpilint.sources.detection.wanted import HEAD, furniture, looks_like_ours, named_as_ours

STANDARD_INPUT: Final = "-"
ANNOTATED: Final = ".审核"
"""Stands in the names of files that `kpilint annotate` has written, before the suffix."""


class Found(Struct, frozen=True):
    """Paths to check, in order, and those that folders hold beside them and nobody asked for by name."""

    files: list[str]
    skipped: list[str]
    """Files of no format that is read, annotated copies beside their originals, and links to folders, which are not
    followed."""


def find_files(paths: Iterable[str]) -> Found:
    """Return the files to check, sorted within each folder: those named, and in folders those that seem to be ours.

    Files that counties publish in a format this version does not read are among them, so that they get reported. So
    are folders that cannot be opened. Hidden files, and the locks of open documents (`~$…`), are not.

    Raises:
        UsageError: a path does not exist.
    """
    found: dict[str, None] = {}
    skipped: dict[str, None] = {}
    for path in paths:
        if path != STANDARD_INPUT and (not path or not os.path.lexists(path)):
            raise UsageError(f"找不到文件或文件夹：{path}", f"no such file or folder: {path}")
        if path != STANDARD_INPUT and Path(path).is_dir():
            for one, ours in _in_folder(path):
                (found if ours else skipped)[one] = None
        else:
            found[path] = None
    return Found(list(found), [one for one in skipped if one not in found])


def _in_folder(folder: str) -> Iterator[tuple[str, bool]]:
    """Yield what a folder holds, folders in it first to last, and whether it is to be checked."""
    closed: list[str] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from ((one, True) for one in closed)
        closed.clear()
        folders[:] = sorted(name for name in folders if not furniture(name))
        for name in (one for one in folders if Path(at, one).is_symlink()):
            yield str(Path(at, name)), False
        for name in sorted(names):
            if not furniture(name):
                path = str(Path(at, name))
                ours = named_as_ours(name) or looks_like_ours(name, _head(path))
                yield path, ours and not _is_copy(name, names)
    yield from ((one, True) for one in closed)


def _is_copy(name: str, names: Collection[str]) -> bool:
    """Tell whether a file is the annotated copy of one beside it: the same tables would count twice."""
    stem, suffix = Path(name).stem, Path(name).suffix
    return stem.endswith(ANNOTATED) and stem.removesuffix(ANNOTATED) + suffix in names


def _head(path: str) -> bytes:
    try:
        if not Path(path).is_file():  # a pipe would wait for ever
            return b""
        with Path(path).open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
