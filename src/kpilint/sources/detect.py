"""Which format a file is in."""

import re
from pathlib import PurePosixPath
from typing import Final

from kpilint.problems import ReadFailure

SUFFIXES: Final = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "text",
    ".md": "text",
}
"""Formats that this version reads, by suffix."""

KNOWN_UNREAD: Final = frozenset(
    {".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".pdf", ".htm", ".html", ".csv", ".zip", ".rar", ".7z", ".ofd"}
)
"""Formats that counties publish in and this version does not read: named in a folder, never passed over."""

_MAGIC: Final = ((b"PK\x03\x04", "docx/xlsx/zip"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "doc/xls"))
_YAML_KEY: Final = re.compile(rb"^\s*(?:- )?[\"']?[\w\x80-\xff]+[\"']?\s*:(?:\s|$)", re.MULTILINE)
_JSON_START: Final = b"{["


def detect(path: str, data: bytes) -> str:
    """Return `yaml`, `json`, `jsonl` or `text`; by content where the suffix says nothing (standard input).

    Raises:
        ReadFailure: `input/unsupported`.
    """
    suffix = PurePosixPath(path).suffix.lower()
    for start, name in _MAGIC:
        if data.startswith(start):
            raise _unsupported(name)
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in KNOWN_UNREAD:
        raise _unsupported(suffix)
    return _by_content(data)


def _by_content(data: bytes) -> str:
    body = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body[:1] and body[:1] in _JSON_START:
        lines = [line for line in body.splitlines() if line.strip()]
        return "jsonl" if len(lines) > 1 and all(line.lstrip()[:1] == b"{" for line in lines) else "json"
    if b"\t" not in body and len(_YAML_KEY.findall(body)) >= 2:  # noqa: PLR2004 - one may be prose with a colon
        return "yaml"
    return "text"


def _unsupported(found: str) -> ReadFailure:
    return ReadFailure("input/unsupported", found=found, expected=" ".join(SUFFIXES))
