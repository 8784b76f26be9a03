"""The page put together: documents and their tables, style and scripts in line, and what the browser may run."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from msgspec import Struct

from kpilint.model import ROW_COLUMNS
from kpilint.outputs.context import Context
from kpilint.outputs.html import words
from kpilint.outputs.html.findings import Note, note, problem_note
from kpilint.outputs.html.overview import overview, rule_anchor
from kpilint.outputs.html.packed import PER_PACK, insides
from kpilint.outputs.html.tables import TableView, table_view
from kpilint.outputs.html.text import attribute, shown, spans
from kpilint.report import DocumentReport, Report, holds_files
from kpilint.report.placing import places_of

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLES: Final = ("page.css", "form.css", "phone.css", "print.css")
_SCRIPTS: Final = ("language.js", "tables.js", "jump.js", "filter.js", "sort.js", "charts.js", "print.js")
_VENDOR: Final = "echarts.common.min.js"
_UNPACKS: Final = "fflate.js"
_UNLABELLED: Final = frozenset({"name", "level1", "level2", "grades", "others"})
"""Cells of a row that speak for themselves, or whose heading stands beside them."""
_FEW: Final = 12
"""Up to so many tables stand open from the start."""


class DocumentView(Struct, frozen=True):
    """One document as the page shows it."""

    key: str
    path: str
    unit: str
    year: str
    archive: bool
    notes: tuple[Note, ...]
    tables: tuple[TableView, ...]


def render(report: Report, context: Context) -> str:
    """Return the report as one HTML page that needs nothing from anywhere else."""
    documents = tuple(_documents(report))
    views = [table for one in documents for table in one.tables]
    style, scripts = _joined(_STYLES) + _labels(), _joined(_SCRIPTS)
    macros = vars(_environment().get_template("table.html.j2").module)
    inside = insides(views, macros["inside"])
    vendor = [asset(f"vendor/{name}") for name in (_VENDOR, *([_UNPACKS] if inside.packs else []))]
    return _environment().get_template("report.html.j2").render(
        report=report, documents=documents, overview=overview(report, views), lang=context.lang,
        version=context.version, day="" if context.today == date.min else context.today.isoformat(),
        opened=len(views) <= _FEW, style=Markup(style), vendor=[*map(Markup, vendor)], scripts=Markup(scripts),  # noqa: S704 - kpilint's own files
        index=index(documents), policy=policy(style, (*vendor, scripts)), inside=inside, per_pack=PER_PACK,
    )  # fmt: skip


def index(documents: tuple[DocumentView, ...]) -> dict[str, object]:
    """Return what the page's script filters by: of each finding id, severity, family, states and indicator."""
    return {
        "loose": [_entry(one) for document in documents for one in document.notes],
        "tables": [
            {"id": f"t{table.key}", "names": attribute(table.names), "findings": [_entry(one) for one in table.notes]}
            for document in documents
            for table in document.tables
        ],
    }


def policy(style: str, scripts: tuple[str, ...]) -> str:
    """Return the content security policy: this style, these scripts, and nothing from anywhere."""
    allowed = " ".join(map(_hashed, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hashed(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def asset(name: str) -> str:
    """Return a text file of this package; line ends as the browser's parser makes them, which hashes rest on."""
    return files("kpilint.outputs.html").joinpath(name).read_bytes().decode().replace("\r\n", "\n")


def _entry(one: Note) -> tuple[str, ...]:
    return (one.id, one.severity, one.family, one.states, attribute(one.indicator))


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(asset(f"assets/{name}") for name in names)


def _labels() -> str:
    """Return the rules that name the cells where a narrow screen shows a row as a card, without column heads."""
    rules = [
        f'[data-lang="{lang}"] .rows td.{field}::before {{ content: "{getattr(words.field_word(field), lang)}"; }}'
        for field in ROW_COLUMNS
        for lang in ("zh", "en")
        if field not in _UNLABELLED
    ]
    return "@media screen and (max-width: 52rem) {\n" + "\n".join(rules) + "\n}\n"


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _documents(report: Report) -> Iterator[DocumentView]:
    places = places_of(report)
    for one in report.documents:
        document = one.document
        yield DocumentView(
            str(one.index), document.path, document.unit, str(document.year or ""), holds_files(document),
            tuple(_notes(report, one)), tuple(
                table_view(report, one.index, table, places[one.index, table.index]) for table in one.tables
            ),
        )  # fmt: skip


def _notes(report: Report, one: DocumentReport) -> Iterator[Note]:
    """Yield what there is to say of the document as a whole: what could not be read, then findings."""
    for index, problem in enumerate(one.problems):
        yield problem_note(problem, one.document.format, str(one.index), index)
    for entry in one.entries:
        yield note(report, entry, f"{one.index}-d")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only this format needs it

    made = Environment(
        loader=PackageLoader("kpilint.outputs.html"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters |= {"shown": shown, "spans": spans, "attribute": attribute}
    made.globals |= {"say": lambda key, **args: spans(words.say(key, **args)), "severity": words.severity_word}
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals |= {"rule_anchor": rule_anchor, "both": words.say}
    return made
