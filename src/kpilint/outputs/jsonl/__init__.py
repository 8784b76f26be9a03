"""The report as JSON Lines, one object a line that says what it is: for streams, databases and data frames."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kpilint.model import Place
from kpilint.outputs.context import Context
from kpilint.outputs.json_report.belongs import belongs_v1
from kpilint.outputs.json_report.types import PlaceV1
from kpilint.outputs.jsonl.types import (
    DocumentLine,
    EndLine,
    FindingLine,
    ItemKept,
    Line,
    ProblemLine,
    RunLine,
    State,
    TableLine,
)
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.listing import Listed, listed_in
from kpilint.outputs.standing import kept_of, points
from kpilint.report import DocumentReport, Report, TableReport, mean_score
from kpilint.report.placing import Placed, Places, places_of


def render(report: Report, context: Context) -> str:
    """Return the lines: the run, then each document with its problems, tables and findings, an end with counts."""
    return "".join(f"{to_json(line)}\n" for line in lines(report, context))


def lines(report: Report, context: Context) -> Iterator[Line]:
    """Yield the lines as values."""
    yield RunLine(context.version, report.profile, report.model.id, "zh" if context.lang == "zh" else "en")
    told: Counter[type[Line]] = Counter()
    places = places_of(report)
    for document in report.documents:
        for line in _of_document(report, document, places, context.lang):
            told[type(line)] += 1
            yield line
    mean = mean_score(report.tables)
    yield EndLine(
        told[DocumentLine], told[TableLine], told[FindingLine], told[ProblemLine],
        None if mean is None else round(mean, 2),
    )  # fmt: skip


def _of_document(report: Report, one: DocumentReport, places: Places, lang: str) -> Iterator[Line]:
    document = one.document
    yield DocumentLine(
        one.index, document.path, document.format, document.unit, document.year, not one.not_assessed, len(one.tables),
        belongs_v1(places[one.index, None]),
    )  # fmt: skip
    for table in one.tables:
        yield _table(one, table, places[one.index, table.index])
    for told in listed_in(report, one, lang):
        yield _problem(told) if told.state == "unread" else _finding(told, places)


def _table(one: DocumentReport, report: TableReport, placed: Placed) -> TableLine:
    document, table, accepted = one.document, report.table, report.accepted
    return TableLine(
        one.index, document.path, report.index, table.number, table.title, table.project, table.code,
        table.unit or document.unit, table.year or document.year, _place(table.place), len(table.indicators),
        points(report.score), report.score.grade or None, points(accepted), accepted.grade or None,
        report.score.reason or None,
        [
            ItemKept(item.name, item.weight, round(kept, 2) if (kept := kept_of(item)) is not None else None)
            for item in report.score.items
        ],
        belongs_v1(placed),
    )  # fmt: skip


def _problem(told: Listed) -> ProblemLine:
    return ProblemLine(
        told.document, told.path, told.table, told.rule, told.severity.value, _place(told.at), told.where, told.message
    )


def _finding(told: Listed, places: Places) -> FindingLine:
    return FindingLine(
        told.document, told.path, told.unit, told.year, told.table, told.title, told.project, told.row,
        _place(told.at), told.where, told.field, told.rule, told.rule.partition("/")[0], told.severity.value,
        "high" if told.confident else "low", told.message, told.lost,
        msgspec.convert(told.state, State), told.reason, told.fingerprint,
        belongs_v1(places[told.document, told.table]),
    )  # fmt: skip


def _place(place: Place) -> PlaceV1:
    return PlaceV1(place.page or None, place.table or None, place.line or None, place.column or None, place.anchor)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a line."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Line)}
