"""Which files of a folder or an archive are looked at: those named as ours, and those that look like ours."""

import re
from pathlib import PurePosixPath
from typing import Final

from kpilint.names import BASELINE_NAME, SETTINGS_NAME
from kpilint.sources.containers import oledir, zipdir
from kpilint.sources.detection import markup
from kpilint.sources.detection.formats import ALSO_LISTED, SUFFIXES

HEAD: Final = 64 * 1024
"""Bytes of a file without a known suffix that are looked at."""

_USUAL: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9_-]{0,9}")
"""What programs give files as suffixes. “.2024年” is part of a name."""
_SUBJECT: Final = "绩效"
_FURNITURE: Final = frozenset({"thumbs.db", "desktop.ini", SETTINGS_NAME, BASELINE_NAME})
_OFFICE_PARTS: Final = (b"[Content_Types].xml", b"word/", b"xl/", b"mimetype", b"OFD.xml")
_RESOURCES: Final = "__MACOSX"
"""Where macOS puts what zip archives have no place for."""


def furniture(path: str) -> bool:
    """Say whether a path (with `/`) is what systems and programs leave about: hidden files, locks, settings."""
    parts = path.split("/")
    return parts[-1].startswith((".", "~$")) or parts[-1].lower() in _FURNITURE or _RESOURCES in parts


def named_as_ours(name: str) -> bool:
    """Say whether a file has the suffix of a format in which counties publish."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in SUFFIXES or suffix in ALSO_LISTED


def looks_like_ours(name: str, head: bytes) -> bool:
    """Say whether a file of another or no suffix seems to hold a document: by its first `HEAD` bytes.

    Text counts if it speaks of performance (绩效) and its suffix is not that of a program's files.
    """
    if head.startswith(zipdir.MAGIC[0]):
        return any(part in head[:4096] for part in _OFFICE_PARTS) or not PurePosixPath(name).suffix
    if head.startswith((oledir.MAGIC, b"%PDF-", rb"{\rtf")):
        return True
    text = markup.shown(head)
    if _SUBJECT not in text or "\0" in text:
        return False
    suffix = PurePosixPath(name).suffix
    return not _USUAL.fullmatch(suffix) or suffix.lower() == ".xml"
