"""The JSON report, format `kpilint.report/1`: types of its own, with a JSON Schema made from them."""

from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from kpilint import problems
from kpilint.finding import Finding, Ref
from kpilint.model import Document, Place
from kpilint.report import (
    DocumentReport,
    Report,
    TableReport,
    coverage,
    document_fingerprint,
    fingerprints,
    mean_score,
)
from kpilint.scoring import ItemScore, steps_to_next_grade

FORMAT: Final = "kpilint.report/1"
"""Name of the format; a change that breaks readers makes a new one."""


State = Literal["assessed", "not_applicable", "not_covered", "person"]


class PlaceV1(Struct, frozen=True):
    """Where: line and column from 1, null where the format has none; `anchor` in the format's own terms."""

    line: int | None
    column: int | None
    anchor: str


class SpotV1(Struct, frozen=True):
    """Another spot of the same fault, by index."""

    document: int | None
    table: int | None
    indicator: int | None


class FindingV1(Struct, frozen=True):
    """One finding. `indicator` counts from 0; null where it is about the table or document as a whole."""

    rule: str
    family: str
    label: str | None
    severity: Literal["blocker", "error", "warning", "info"]
    confidence: Literal["high", "low"]
    indicator: int | None
    field: str
    place: PlaceV1
    message: str
    fingerprint: str
    others: list[SpotV1]


class ItemV1(Struct, frozen=True):
    """One review item. `weight` is the form's; `full` and `lost` are points of the machine score of 100."""

    name: str
    weight: int
    state: State
    full: float | None
    lost: float | None


class LedgerLineV1(Struct, frozen=True):
    """Points lost to one finding (index into the table's findings); all lines add up to 100 − score."""

    item: str
    finding: int
    lost: float


class CoverageV1(Struct, frozen=True):
    """Numbers of subjects of one rule in one table."""

    rule: str
    examined: int
    not_applicable: int
    deferred: int
    crashed: int


class NextGradeV1(Struct, frozen=True):
    """The findings (by index) whose cells to put right to reach the next grade."""

    grade: str
    findings: list[int]


class TableV1(Struct, frozen=True):
    """One table. `score` is null where it could not be assessed; `reason` says why."""

    index: int
    number: str
    title: str
    project: str
    code: str
    place: PlaceV1
    indicators: int
    score: float | None
    grade: str | None
    reason: str | None
    items: list[ItemV1]
    ledger: list[LedgerLineV1]
    next_grade: NextGradeV1 | None
    coverage: list[CoverageV1]
    findings: list[FindingV1]


class ProblemV1(Struct, frozen=True):
    """What the reader could not read or place."""

    code: str
    severity: Literal["blocker", "error", "warning", "info"]
    table: int | None
    place: PlaceV1
    message: str


class DocumentV1(Struct, frozen=True):
    """One document; `assessed` is false where anything in it could not be assessed."""

    index: int
    path: str
    format: str
    unit: str
    year: int | None
    assessed: bool
    problems: list[ProblemV1]
    findings: list[FindingV1]
    tables: list[TableV1]


class SummaryV1(Struct, frozen=True):
    """Counts over the run; `mean` of the scores there are."""

    documents: int
    tables: int
    scored: int
    mean: float | None
    grades: dict[str, int]
    findings: dict[str, int]
    """By severity."""


class ReportV1(Struct, frozen=True):
    """The whole report."""

    format: Literal["kpilint.report/1"]
    version: str
    profile: str
    score_model: str
    language: Literal["zh", "en"]
    summary: SummaryV1
    documents: list[DocumentV1]


def render(report: Report, lang: str, version: str) -> str:
    """Return the report as JSON, keys in a fixed order, indented, with a final line end."""
    documents = [_document(report, one, lang) for one in report.documents]
    language: Literal["zh", "en"] = "zh" if lang == "zh" else "en"
    whole = ReportV1(FORMAT, version, report.profile, report.model.id, language, _summary(report), documents)
    encoded = msgspec.json.encode(whole)
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ReportV1)}


def _summary(report: Report) -> SummaryV1:
    tables = list(report.tables)
    grades = dict.fromkeys((name for name, _ in report.model.grades), 0)
    for one in tables:
        if one.score.hundredths is not None:
            grades[one.score.grade] += 1
    severities = {"blocker": 0, "error": 0, "warning": 0, "info": 0}
    for found in report.findings:
        severities[found.seen.severity] += 1
    mean = mean_score(tables)
    return SummaryV1(
        len(report.documents),
        len(tables),
        sum(grades.values()),
        None if mean is None else round(mean, 2),
        grades,
        severities,
    )


def _document(report: Report, one: DocumentReport, lang: str) -> DocumentV1:
    document = one.document
    return DocumentV1(
        one.index, document.path, document.format, document.unit, document.year, not one.not_assessed,
        _problems(document, lang),
        [_finding(report, found, document_fingerprint(document, found), lang) for found in one.findings],
        [_table(report, table, lang) for table in one.tables],
    )  # fmt: skip


def _problems(document: Document, lang: str) -> list[ProblemV1]:
    return [
        ProblemV1(
            one.code,
            problems.CATALOGUE[one.code].severity.value,
            one.table,
            _place(one.place),
            problems.message(one.code, one.args, lang),
        )
        for one in document.problems
    ]


def _table(report: Report, one: TableReport, lang: str) -> TableV1:
    table, score, findings = one.table, one.score, one.findings
    at = {id(found): index for index, found in enumerate(findings)}
    shown = [at[id(found)] for found in one.check.findings]
    aim, steps = steps_to_next_grade(table, one.check.findings, one.basis, report.model)
    return TableV1(
        one.index, table.number, table.title, table.project, table.code, _place(table.place), len(table.indicators),
        None if score.hundredths is None else score.hundredths / 100, score.grade or None, score.reason or None,
        [_item(item) for item in score.items],
        [LedgerLineV1(line.item, shown[line.finding], line.lost / 100) for line in score.ledger],
        NextGradeV1(aim, [shown[step] for step in steps]) if aim else None,
        [
            CoverageV1(rule, tally.examined, tally.not_applicable, tally.deferred, tally.crashed)
            for rule, tally in coverage(report, one).items()
        ],
        [
            _finding(report, found, mark, lang)
            for found, mark in zip(findings, fingerprints(table, findings), strict=True)
        ],
    )  # fmt: skip


def _item(item: ItemScore) -> ItemV1:
    assessed = item.state == "assessed"
    return ItemV1(
        item.name,
        item.weight,
        msgspec.convert(item.state, State),
        item.full / 100 if assessed else None,
        item.lost / 100 if assessed else None,
    )


def _finding(report: Report, found: Finding, fingerprint: str, lang: str) -> FindingV1:
    seen = found.seen
    return FindingV1(
        seen.rule, seen.rule.partition("/")[0], report.label(seen.rule), seen.severity.value, seen.confidence.value,
        found.at.row, seen.field, _place(report.place(found)), report.message(found, lang), fingerprint,
        [_spot(one) for one in found.others],
    )  # fmt: skip


def _spot(ref: Ref) -> SpotV1:
    return SpotV1(ref.document, ref.table, ref.row)


def _place(place: Place) -> PlaceV1:
    return PlaceV1(place.line or None, place.column or None, place.anchor)
