"""Glob patterns of a manifest: `*` within a folder, `**` through folders, `?` for one character."""

import os
import re
import unicodedata
from functools import lru_cache
from typing import Final

_KEPT: Final = 1 << 14
"""Paths and patterns of which the parts are kept: each of one is held against each of the other."""
_ROOTED: Final = re.compile(r"[/\\]|[A-Za-z]:[/\\]")


def matches(path: str, pattern: str, folder: str = "") -> bool:
    """Return whether a pattern, relative to `folder`, takes in a file; one that names a folder takes in what it holds.

    Files of an archive (`a.zip!b/c.docx`) lie under it as in a folder. A pattern may lead out of the folder (`../`)
    or begin at the root.
    """
    up, compiled = _compiled(pattern)
    below = _below(path, folder, up, _here())
    return below is not None and compiled.fullmatch(below) is not None


def wild(pattern: str) -> bool:
    """Return whether a pattern may take in files of several names."""
    return re.search(r"[*?]", pattern) is not None


def parts_of(path: str) -> list[str]:
    """Return the folders of a path and its file name, archives counting as folders."""
    return [part for part in re.split(r"[/\\!]", path) if part not in ("", ".", "..")]


def _here() -> str:
    """Return the folder that paths are written from, "" where it is gone."""
    try:
        return os.getcwd()  # noqa: PTH109 - asked for each file and pattern
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=_KEPT)
def _below(path: str, folder: str, up: int | None, _from: str) -> str | None:
    """Return a path as seen from `up` folders above another, from the root for None; None where it is not under it.

    `_from` is there for the cache alone: from another folder the same path means another file.
    """
    whole, above = _parts(path), () if up is None else _parts(folder)
    above = above[: max(0, len(above) - (up or 0))]
    return "/".join(whole[len(above) :]) if whole[: len(above)] == above else None


def _parts(path: str) -> tuple[str, ...]:
    return tuple(_same(part) for part in parts_of(os.path.abspath(path)))  # noqa: PTH100 - text, no file


def _same(name: str) -> str:
    """Return a name so that equal ones are the same: systems differ in how they write accents, and in capitals."""
    name = unicodedata.normalize("NFC", name)
    return name.casefold() if os.name == "nt" else name


@lru_cache(maxsize=_KEPT)
def _compiled(pattern: str) -> tuple[int | None, re.Pattern[str]]:
    """Return how many folders a pattern leads up, None for one from the root, and what it takes in from there."""
    up = 0
    parts: list[str] = []
    for part in re.split(r"[/\\!]", pattern):
        if part == "..":
            up += not parts
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(_same(part))
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", "/".join(parts))
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    taken = re.compile("".join(known.get(piece, re.escape(piece)) for piece in pieces) + "(?:/.*)?")
    return None if _ROOTED.match(pattern) else up, taken
