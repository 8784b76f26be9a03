"""Glob patterns of a manifest: `*` within a folder, `**` through folders, `?` for one character."""

import os
import re
from functools import lru_cache


def matches(path: str, pattern: str, folder: str = "") -> bool:
    """Return whether a pattern, relative to `folder`, takes in a file; one that names a folder takes in what it holds.

    Files of an archive (`a.zip!b/c.docx`) lie under it as in a folder.
    """
    relative = _relative(path, folder)
    return relative is not None and _compiled(pattern).fullmatch(relative) is not None


def parts_of(path: str) -> list[str]:
    """Return the folders of a path and its file name, archives counting as folders."""
    return [part for part in re.split(r"[/\\!]", path) if part not in ("", ".", "..")]


def _relative(path: str, folder: str) -> str | None:
    """Return the path as seen from the manifest's folder; the two may have been written from different places."""
    whole, above = parts_of(os.path.abspath(path)), parts_of(os.path.abspath(folder))  # noqa: PTH100 - text, no file
    return "/".join(whole[len(above) :]) if whole[: len(above)] == above else None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", "/".join(parts_of(pattern)))
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(piece, re.escape(piece)) for piece in pieces) + "(?:/.*)?")
