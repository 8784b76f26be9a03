"""Files that kpilint wrote itself, told by a mark in their content: they lie beside what is checked, and are none.

Asked only of files in which no table was read, so a mark can hide nothing that would be assessed without it; see
docs/decisions/0020-own-reports.md.
"""

import io
import re
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from kpilint.model import Document
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.problems import ReadFailure
from kpilint.sources.containers import zipdir
from kpilint.sources.limits import Limits

_HEAD: Final = 64 * 1024
_NAME: Final = "kpilint"
_BOM: Final = b"\xef\xbb\xbf"
_PAGE: Final = re.compile(rb'<meta name="generator" content="kpilint[ "]')
_XML: Final = re.compile(rb'\s*(?:<\?xml[^>]*>\s*)?<testsuites name="kpilint"')
_AUTHOR: Final = re.compile(rb"<dc:creator>kpilint[ <]")
_PROPERTIES: Final = "docProps/core.xml"
_MARKDOWN: Final = "## kpilint · ".encode()
_COLUMNS: Final = ("column.rule", "column.message", "column.fingerprint")
_NOTHING_FOUND: Final = frozenset({"input/no-table", "input/unsupported", "structure/table-without-rows"})
"""What readers say of reports, which repeat titles of tables. Whatever else they say is worth more than the mark."""


class _Driver(Struct, frozen=True):
    name: str = ""


class _Tool(Struct, frozen=True):
    driver: _Driver = _Driver()


class _Run(Struct, frozen=True):
    tool: _Tool = _Tool()


class _Object(Struct, frozen=True):
    """As much of a JSON report as tells whose it is: `format` of kpilint's own, `runs` of SARIF."""

    format: str = ""
    runs: tuple[_Run, ...] = ()


class _Issue(Struct, frozen=True):
    """As much of an issue of a GitLab report."""

    engine_name: str = ""


def is_own_report(document: Document, data: bytes, limits: Limits) -> bool:
    """Tell whether a file in which no table was read is a report or another output of kpilint."""
    if document.tables:
        return False
    if document.format in {"json", "jsonl"}:
        return _is_json(data, lines=document.format == "jsonl")
    known = all(one.code in _NOTHING_FOUND for one in document.problems)
    return known and _MARKS.get(document.format, _is_xml)(data, limits)


def _is_json(data: bytes, *, lines: bool) -> bool:
    text = data.removeprefix(_BOM).lstrip()
    try:
        if text.startswith(b"["):
            issues = msgspec.json.decode(text, type=tuple[_Issue, ...])
            return bool(issues) and all(one.engine_name == _NAME for one in issues)
        found = msgspec.json.decode(text.partition(b"\n")[0] if lines else text, type=_Object)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False
    return found.format.startswith(f"{_NAME}.") or any(one.tool.driver.name == _NAME for one in found.runs)


def _is_xml(data: bytes, _limits: Limits) -> bool:
    return bool(_XML.match(data[:_HEAD].removeprefix(_BOM)))


def _is_page(data: bytes, _limits: Limits) -> bool:
    return bool(_PAGE.search(data[:_HEAD]))


def _is_text(data: bytes, _limits: Limits) -> bool:
    return data.removeprefix(_BOM).startswith(_MARKDOWN)


def _is_list(data: bytes, _limits: Limits) -> bool:
    head = data[:_HEAD].removeprefix(_BOM).splitlines()[:1]
    cells = set(head[0].decode("utf-8", "replace").replace('"', "").split(",")) if head else set()
    return any(all(words[column] in cells for column in _COLUMNS) for words in LIST_WORDS.values())


def _is_office(data: bytes, limits: Limits) -> bool:
    try:
        with zipdir.open_zip(io.BytesIO(data), limits) as archive:
            return bool(_AUTHOR.search(zipdir.head(archive, archive.getinfo(_PROPERTIES), _HEAD)))
    except (ReadFailure, KeyError):
        return False


_MARKS: Final[Mapping[str, Callable[[bytes, Limits], bool]]] = {
    "html": _is_page, "text": _is_text, "csv": _is_list, "docx": _is_office, "xlsx": _is_office,
}  # fmt: skip
