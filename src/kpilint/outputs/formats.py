"""The formats of a report: one module each, loaded when it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:  # the command line lists the names before anything is loaded
    from kpilint.outputs.context import Context
    from kpilint.report import Report


class Format(Struct, frozen=True):
    """One format. Its module has `render(report, context)`, which returns text, or bytes where it is `binary`."""

    module: str
    suffixes: tuple[str, ...] = ()
    """What names of its files end in, for `-o` without `-f`."""
    binary: bool = False
    by_unit: bool = False
    """Whether its module has `by_unit(report, context)`, which yields a name and a file for each unit."""


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("text", (".txt",)),
    "short": Format("short"),
    "json": Format("json_report", (".json",)),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson")),
    "sarif": Format("sarif", (".sarif", ".sarif.json")),
    "junit": Format("junit", (".xml",)),
    "github": Format("github"),
    "gitlab": Format("gitlab"),
    "markdown": Format("markdown", (".md",)),
    "csv": Format("csv_report", (".csv",)),
    "xlsx": Format("xlsx", (".xlsx",), binary=True),
    "html": Format("html", (".html", ".htm")),
    "docx": Format("opinion", (".docx",), binary=True, by_unit=True),
}


def render(name: str, report: "Report", context: "Context") -> bytes:
    """Return a report in a format, text in UTF-8."""
    written: str | bytes = import_module(f"kpilint.outputs.{FORMATS[name].module}").render(report, context)
    return written.encode("utf-8", "replace") if isinstance(written, str) else written


def render_each(name: str, report: "Report", context: "Context") -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of a file for each unit, in a format that is `by_unit`."""
    files: Iterator[tuple[str, bytes]] = import_module(f"kpilint.outputs.{FORMATS[name].module}").by_unit(
        report, context
    )
    return files


def of_file(path: str) -> str | None:
    """Return the name of the format that files named so have, None where no format has such files."""
    name = PurePath(path).name.lower()
    found = [(suffix, one) for one, form in FORMATS.items() for suffix in form.suffixes if name.endswith(suffix)]
    return max(found, key=lambda pair: len(pair[0]))[1] if found else None
