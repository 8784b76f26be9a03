"""Where a finding is, for programs: line and column of a file, a path with slashes, a URI."""

from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from kpilint.model import Place
from kpilint.report import SETTINGS

_COLUMNS: Final = frozenset({"yaml", "json", "jsonl", SETTINGS, ""})
"""Formats in which line and column are those of the file; "" is a file that could not be read."""
_LINES: Final = _COLUMNS | {"text"}


def position(place: Place, form: str) -> tuple[int, int]:
    """Return line and column in a file of the format `form`, 0 for what it does not have."""
    if place.table or place.page or form not in _LINES:
        return 0, 0
    return place.line, place.column if form in _COLUMNS else 0


def slashed(path: str) -> str:
    """Return a path of this system with slashes, without `./` in front."""
    return PurePath(path).as_posix()


def uri_of(path: str) -> str:
    """Return a path as a URI, relative where the path is; names that are no text come through as their bytes."""
    try:
        name = slashed(path).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # halves of characters that no file system gives
        name = slashed(path).encode("utf-8", "replace")
    if not PurePath(path).is_absolute():
        return quote(name, safe="/")
    rooted = name if name.startswith(b"/") else b"/" + name  # C:/… on Windows
    return "file://" + quote(rooted, safe="/:")
