"""The readers, by format. Each is imported when the first file of its format comes."""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

from kpilint.model import Document
from kpilint.sources.limits import Limits

if TYPE_CHECKING:
    from kpilint.sources.boxes import Part

Read = Callable[[bytes, str, Limits], Document]
"""Bytes and path for messages to a document."""
Parts = Callable[[bytes, Limits], "Iterator[Part]"]
"""Bytes to the parts of a document (see `boxes`)."""

_DOCUMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("kpilint.sources.plain.text", "read"),
    "yaml": ("kpilint.sources.trees.yamlfile", "read"),
    "json": ("kpilint.sources.trees.jsonfile", "read_json"),
    "jsonl": ("kpilint.sources.trees.jsonfile", "read_jsonl"),
}
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "csv": ("kpilint.sources.plain.csvfile", "parts"),
    "docx": ("kpilint.sources.docx", "parts"),
    "doc": ("kpilint.sources.doc", "parts"),
    "xlsx": ("kpilint.sources.excel", "parts_xlsx"),
    "xls": ("kpilint.sources.excel", "parts_xls"),
    "word2003": ("kpilint.sources.docx", "parts"),
    "flatopc": ("kpilint.sources.docx", "parts"),
    "excel2003": ("kpilint.sources.excel", "parts_xml2003"),
    "pdf": ("kpilint.sources.pdf", "parts"),
    "html": ("kpilint.sources.html", "parts"),
    "mhtml": ("kpilint.sources.html", "parts"),
}

_KINDS: Final[Mapping[str, str]] = {"word2003": "docx", "flatopc": "docx", "excel2003": "xlsx", "mhtml": "html"}
"""`Document.format` of formats that only wrap another one."""

UNGUARDED: Final = frozenset({*_DOCUMENTS, "csv"})
"""Formats without foreign code for documents: their readers are safe in the process that checks."""
_MARKED: Final = re.compile(rb"<t(?:able|r|d)[\s/>]", re.IGNORECASE)
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def needs_guard(form: str, data: bytes) -> bool:
    """Say whether a file is for the guarded process: all formats with foreign code, and text with HTML in it."""
    return form not in UNGUARDED or (form == "text" and (data.startswith(_WIDE) or _MARKED.search(data) is not None))


def read(form: str, data: bytes, path: str, limits: Limits) -> Document:
    """Return the document in the bytes of a file of format `form` (a key of `formats.NAMES`).

    Raises:
        ReadFailure: nothing of the file can be assessed.
    """
    if form in _DOCUMENTS:
        module, name = _DOCUMENTS[form]
        whole: Read = getattr(import_module(module), name)
        return whole(data, path, limits)
    from kpilint.sources.boxes import read_parts  # noqa: PLC0415 - YAML and JSON need none of it

    module, name = _PARTS[form]
    parts: Parts = getattr(import_module(module), name)
    return read_parts(parts(data, limits), path, _KINDS.get(form, form), limits)
