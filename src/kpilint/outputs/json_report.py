"""The JSON report, format `kpilint.report/1`."""

from typing import Any, Final, Literal

import msgspec

from kpilint import problems
from kpilint.finding import Finding, Ref
from kpilint.fingerprints import document_fingerprints, fingerprints
from kpilint.model import Place
from kpilint.outputs.json_types import (
    CoverageV1,
    DocumentV1,
    FindingV1,
    ItemV1,
    LedgerLineV1,
    NextGradeV1,
    PlaceV1,
    ProblemV1,
    ReportV1,
    SpotV1,
    State,
    SummaryV1,
    TableV1,
)
from kpilint.report import DocumentReport, Report, TableReport, coverage, mean_score
from kpilint.scoring import ItemScore, steps_to_next_grade

FORMAT: Final = "kpilint.report/1"
"""Name of the format; a change that breaks readers makes a new one."""


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
        _problems(one, lang),
        [
            _finding(report, found, mark, lang)
            for found, mark in zip(one.findings, document_fingerprints(document, one.findings), strict=True)
        ],
        [_table(report, table, lang) for table in one.tables],
    )  # fmt: skip


def _problems(document: DocumentReport, lang: str) -> list[ProblemV1]:
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
            CoverageV1(rule, tally.examined, tally.not_applicable, tally.deferred, tally.crashed, tally.yielded)
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
    labels = list(report.labels(found))
    return FindingV1(
        seen.rule, seen.rule.partition("/")[0], labels[0] if labels else None, labels,
        seen.severity.value, seen.confidence.value, found.at.row, seen.field, _place(report.place(found)),
        report.message(found, lang), fingerprint,
        [_spot(one) for one in found.others],
    )  # fmt: skip


def _spot(ref: Ref) -> SpotV1:
    return SpotV1(ref.document, ref.table, ref.row)


def _place(place: Place) -> PlaceV1:
    return PlaceV1(place.page or None, place.table or None, place.line or None, place.column or None, place.anchor)
