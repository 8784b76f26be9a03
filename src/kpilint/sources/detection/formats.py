"""The formats there are: their suffixes, their names, and who reads them."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from kpilint.problems import ReadFailure

SUFFIXES: Final[Mapping[str, str]] = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".txt": "text", ".md": "text", ".csv": "csv", ".tsv": "csv",
    ".docx": "docx", ".docm": "docx", ".doc": "doc", ".wps": "doc",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".et": "xls",
    ".pdf": "pdf", ".html": "html", ".htm": "html", ".mht": "mhtml", ".mhtml": "mhtml", ".zip": "zip",
}  # fmt: skip
"""Formats that this version reads, by the suffix that promises them."""

ALSO_LISTED: Final = (".rtf", ".odt", ".ods", ".ofd", ".rar", ".7z", ".gz", ".tgz", ".tar", ".xlsb")
"""Suffixes of what counties publish in and this version does not read: named in a folder, never passed over."""

ALIKE: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset({"text", "yaml", "json", "jsonl", "csv"}),
    "csv": frozenset({"csv", "text"}),
    "doc": frozenset({"doc"}),
    "html": frozenset({"html", "mhtml"}),
    "mhtml": frozenset({"html", "mhtml"}),
}
"""What a promised format may turn out to be without a word, where that is more than itself."""

WPS: Final[Mapping[str, frozenset[str]]] = {
    ".wps": frozenset({"doc", "docx"}),
    ".et": frozenset({"xls", "xlsx"}),
}
"""The same for suffixes of WPS Office, which writes Microsoft's formats under its own names."""

NAMES: Final[Mapping[str, str]] = {
    "text": "TXT", "yaml": "YAML", "json": "JSON", "jsonl": "JSON Lines", "csv": "CSV", "html": "HTML",
    "mhtml": "MHTML", "docx": "Word (.docx)", "doc": "Word 97-2003 (.doc)", "xlsx": "Excel (.xlsx)",
    "xls": "Excel 97-2003 (.xls)", "excel2003": "Excel 2003 XML", "word2003": "Word 2003 XML",
    "flatopc": "Word XML (flat OPC)", "rtf": "RTF", "pdf": "PDF", "zip": "ZIP",
}  # fmt: skip
"""Formats as they are called in messages."""

_NAMED_BY_SUFFIX: Final[Mapping[tuple[str, str], str]] = {("text", ".md"): "Markdown", ("csv", ".tsv"): "TSV"}
"""Formats that have a name of their own under a suffix."""


def called(form: str, path: str) -> str:
    """Return what the format of a file is called in messages."""
    return _NAMED_BY_SUFFIX.get((form, PurePosixPath(path).suffix.lower()), NAMES.get(form, form))


def expected() -> str:
    """Return what this version reads, for messages."""
    return " ".join(SUFFIXES)


def unpack_first(found: str) -> ReadFailure:
    """Return the failure for an archive that is not opened here."""
    return ReadFailure("input/unpack-first", found=found)


def save_as(found: str, wanted: str) -> ReadFailure:
    """Return the failure for a document that an office program can save as something that is read."""
    return ReadFailure("input/save-as", found=found, expected=wanted)


def not_recognised() -> ReadFailure:
    """Return the failure for content of no known kind."""
    return ReadFailure("input/not-recognised", expected=expected())
