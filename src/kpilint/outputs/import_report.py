"""How reading went: what `kpilint import` says of each file, and all of it with `--report`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from tabulate import tabulate

from kpilint import problems
from kpilint.exitcodes import EXIT_CLEAN, EXIT_NOT_ASSESSED, EXIT_NOTHING
from kpilint.finding import Severity
from kpilint.model import Document, Place
from kpilint.outputs.places import place_words, reading_order
from kpilint.outputs.terminal import pad, safe, width, wrap
from kpilint.outputs.words import WORDS
from kpilint.report import holds_files

FORMAT: Final = "kpilint.import-report/1"
"""Name of the JSON format; a change that breaks readers makes a new one."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "file": "文件",
        "format": "格式",
        "tables": "表",
        "rows": "指标行",
        "broken": "存疑行",
        "problems": "问题",
        "total": "合计 {n} 个文件",
        "unreadable": "其中 {n} 个有内容未能读取，{none} 个没有绩效目标表。",
        "row": "这一行没有读完整，请与原文件核对：{text}",
        "none": "没有绩效目标表",
        "doubt": "存疑",
    },
    "en": {
        "file": "file",
        "format": "format",
        "tables": "tables",
        "rows": "rows",
        "broken": "in doubt",
        "problems": "problems",
        "total": "{n} file(s) in all",
        "unreadable": "{n} of them not fully read, {none} without a target table.",
        "row": "row not read whole, compare it with the document: {text}",
        "none": "no target table",
        "doubt": "doubt",
    },
}
_MOST_TEXT: Final = 300
_FIGURES: Final = ("format", "tables", "rows", "broken", "problems")
"""Columns beside the file's name."""
_PADDING: Final = 4
"""Cells that a column takes beside its header: two between columns, two that tabulate adds to headers."""
_FORMAT_CELLS: Final = 9
"""Longest name of a format."""
_INDENT: Final = 9


class DoubtV1(Struct, frozen=True):
    """Something to compare with the document: a row not read whole, or a problem of the reader, by its code."""

    code: str
    severity: Literal["blocker", "error", "warning", "info"]
    place: str
    message: str
    table: int | None
    text: str
    """The row as it stands there, "" for a problem."""


class FileV1(Struct, frozen=True):
    """One document. `format` is "" where the file could not be read at all."""

    path: str
    format: str
    unit: str
    year: int | None
    tables: int
    rows: int
    broken_rows: int
    problems: int
    read: bool
    """Whether everything in it could be read."""
    doubts: list[DoubtV1]


class ImportReportV1(Struct, frozen=True):
    """The whole report."""

    format: Literal["kpilint.import-report/1"]
    language: Literal["zh", "en"]
    files: list[FileV1]
    tables: int
    rows: int
    broken_rows: int
    problems: int


def exit_code(documents: Sequence[Document]) -> int:
    """Return the exit code: 4 something could not be read, 3 no target table in any document, else 0."""
    if any(_unread(one) for one in documents):
        return EXIT_NOT_ASSESSED
    return EXIT_CLEAN if any(one.tables for one in documents) else EXIT_NOTHING


def problem_lines(documents: Sequence[Document], lang: str) -> Iterator[str]:
    """Yield a line for each problem: path, place, message, code."""
    for document in documents:
        for one in document.problems:
            where = " ".join(part for part in (safe(document.path), _where(one.place, document, lang)) if part)
            yield f"{where}: {safe(problems.message(one.code, one.args, lang))} [{one.code}]"


def to_json(documents: Sequence[Document], lang: str, _cells: int = 0) -> str:
    """Return the report as JSON, keys in a fixed order, indented, with a final line end."""
    files = [_file(one, lang) for one in documents]
    total = [sum(getattr(one, name) for one in files) for name in ("tables", "rows", "broken_rows", "problems")]
    language: Literal["zh", "en"] = "zh" if lang == "zh" else "en"
    encoded = msgspec.json.encode(ImportReportV1(FORMAT, language, files, *total))
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def to_text(documents: Sequence[Document], lang: str, cells: int = 80) -> str:
    """Return the report as text: a table of the files with totals, then what is in doubt, file by file."""
    words = _WORDS[lang]
    files = [_file(one, lang) for one in documents]
    lines = [*_overview(files, words, cells), ""]
    unread, none = sum(not one.read for one in files), sum(not one.tables for one in files)
    none -= sum(holds_files(one) for one in documents)
    if unread or none:
        lines += [words["unreadable"].format(n=unread, none=none), ""]
    for one in files:
        if one.doubts:
            lines += [safe(one.path), *_doubts(one, lang, cells), ""]
    return "\n".join(lines)


def _file(document: Document, lang: str) -> FileV1:
    broken = [
        DoubtV1("", "warning", _where(row.place, document, lang), _row(row.text, lang), at, row.text)
        for at, table in enumerate(document.tables)
        for row in table.broken
    ]
    met = [
        DoubtV1(
            one.code,
            problems.CATALOGUE[one.code].severity.value,
            _where(one.place, document, lang),
            problems.message(one.code, one.args, lang),
            one.table,
            "",
        )
        for one in sorted(document.problems, key=lambda one: reading_order(one.place))
    ]
    told = holds_files(document) or any(problems.CATALOGUE[one.code].whole_file for one in document.problems)
    if not document.tables and not told:
        met.append(DoubtV1("", "warning", "", _WORDS[lang]["none"], None, ""))
    rows = sum(len(table.indicators) for table in document.tables)
    return FileV1(
        document.path.encode("utf-8", "replace").decode(), document.format, document.unit, document.year,
        len(document.tables), rows, len(broken), len(document.problems), not _unread(document), [*met, *broken],
    )  # fmt: skip


def _row(text: str, lang: str) -> str:
    flat = " | ".join(" ".join(cell.split()) for cell in text.split("\t"))
    return _WORDS[lang]["row"].format(text=flat if len(flat) <= _MOST_TEXT else flat[:_MOST_TEXT] + "…")


def _unread(document: Document) -> bool:
    return any(problems.CATALOGUE[one.code].severity is Severity.ERROR for one in document.problems)


def _where(place: Place, document: Document, lang: str) -> str:
    return place_words(place, document.format, WORDS[lang])


def _overview(files: Sequence[FileV1], words: Mapping[str, str], cells: int) -> Iterator[str]:
    taken = sum(width(words[name]) + _PADDING for name in _FIGURES)
    room = max(20, cells - taken - max(0, _FORMAT_CELLS - width(words["format"]) - 2))
    rows: list[list[Any]] = []
    for one in files:
        name, *more = wrap(safe(one.path), room, room)
        rows.append([name, one.format, one.tables, one.rows, one.broken_rows or "", one.problems or ""])
        rows += [[part] for part in more]
    total = [sum(getattr(one, name) for one in files) for name in ("tables", "rows", "broken_rows", "problems")]
    rows.append([words["total"].format(n=len(files)), "", *total])
    headers = [words[name] for name in ("file", *_FIGURES)]
    shown = tabulate(rows, headers, "simple", colalign=("left", "left", *("right",) * 4), disable_numparse=True)
    *above, last = shown.splitlines()
    yield from (line.rstrip() for line in (*above, above[1], last))


def _doubts(one: FileV1, lang: str, cells: int) -> Iterator[str]:
    for doubt in one.doubts:
        tag = WORDS[lang]["severity." + doubt.severity] if doubt.code or not doubt.text else _WORDS[lang]["doubt"]
        code = f" [{doubt.code}]" if doubt.code else ""
        text = " ".join(part for part in (doubt.place, safe(doubt.message) + code) if part)
        lines = wrap(text, cells - _INDENT, cells - _INDENT)
        head = pad(tag, _INDENT - 3)
        yield f"  {head} {lines[0]}"
        yield from (" " * (3 + width(head)) + line for line in lines[1:])
