"""The JSON report, format `kpilint.report/1`."""

from typing import Any, Final, Literal

import msgspec

from kpilint import problems
from kpilint.finding import Ref, Severity, Waiver
from kpilint.model import Place
from kpilint.outputs.context import Context
from kpilint.outputs.json_report.belongs import belongs_v1
from kpilint.outputs.json_report.types import (
    BasisV1,
    BudgetV1,
    ChosenV1,
    CoverageV1,
    DocumentV1,
    FindingV1,
    ItemV1,
    Key,
    LedgerLineV1,
    NextGradeV1,
    PlaceV1,
    ProblemV1,
    ReportV1,
    RuleCountV1,
    RuleV1,
    SpotV1,
    State,
    SummaryV1,
    TableV1,
    UsedV1,
    WaiverV1,
)
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.statistics import RuleCount, counted
from kpilint.report import DocumentReport, Entry, Report, TableReport, coverage, mean_accepted, mean_score, next_grade
from kpilint.report.placing import Placed, Places, places_of
from kpilint.report.used import Used
from kpilint.rescoring import options_mark
from kpilint.rule import Rule
from kpilint.scoring import POINT, ItemScore, row_kinds

FORMAT: Final = "kpilint.report/1"
"""Name of the format; a change that breaks readers makes a new one."""


def render(report: Report, context: Context) -> str:
    """Return the report as JSON, keys in a fixed order, indented, with a final line end."""
    places = places_of(report)
    documents = [_document(report, one, places, context.lang) for one in report.documents]
    language: Literal["zh", "en"] = "zh" if context.lang == "zh" else "en"
    whole = ReportV1(
        FORMAT, context.version, report.profile, report.model.id, language, _summary(report), documents,
        rules=[_rule(one) for one in report.rules.values()],
        statistics=[_rule_count(one) for one in counted(report)],
        used=_used(report.used),
    )  # fmt: skip
    return encoded(whole)


def encoded(report: ReportV1) -> str:
    """Return a report as text."""
    return to_json(report, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ReportV1)}


def _used(used: Used) -> UsedV1:
    chosen = [
        ChosenV1(msgspec.convert(one.key, Key), list(one.values), one.path or None, one.line or None)
        for one in used.chosen
    ]
    return UsedV1(
        list(used.files), used.profile_file or None, chosen, used.exceptions, used.heeded, used.baseline or None
    )


def _rule_count(one: RuleCount) -> RuleCountV1:
    return RuleCountV1(
        one.rule, one.findings, one.tables, one.documents, one.lost / POINT, one.deferred, one.waived, one.known
    )


def _summary(report: Report) -> SummaryV1:
    tables = list(report.tables)
    grades = dict.fromkeys((name for name, _ in report.model.grades), 0)
    for one in tables:
        if one.score.hundredths is not None:
            grades[one.score.grade] += 1
    severities = dict.fromkeys((one.value for one in Severity), 0)
    waived = known = 0
    for entry in report.entries:
        waived += entry.waiver is not None
        known += entry.known
        severities[entry.finding.seen.severity] += entry.waiver is None
    return SummaryV1(
        len(report.sources), len(tables), sum(grades.values()), _rounded(mean_score(tables)), grades, severities,
        _rounded(mean_accepted(tables)) if any(one.excused for one in tables) else None, waived, known,
    )  # fmt: skip


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)


def _document(report: Report, one: DocumentReport, places: Places, lang: str) -> DocumentV1:
    document = one.document
    return DocumentV1(
        one.index, document.path, document.format, document.unit, document.year, not one.not_assessed,
        _problems(one, lang),
        [_finding(report, entry, lang) for entry in one.entries],
        [_table(report, table, places[one.index, table.index], lang) for table in one.tables],
        belongs_v1(places[one.index, None]),
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


def _table(report: Report, one: TableReport, placed: Placed, lang: str) -> TableV1:
    table, score, shown = one.table, one.score, one.positions
    aim, steps = next_grade(report, one)
    return TableV1(
        one.index, table.number, table.title, table.project, table.code, _place(table.place), len(table.indicators),
        None if score.hundredths is None else score.hundredths / 100, score.grade or None, score.reason or None,
        [item_v1(item) for item in score.items],
        [LedgerLineV1(line.item, shown[line.finding], line.lost / 100) for line in score.ledger],
        NextGradeV1(aim, steps) if aim else None,
        [
            CoverageV1(rule, tally.examined, tally.not_applicable, tally.deferred, tally.crashed, tally.yielded)
            for rule, tally in coverage(report, one).items()
        ],
        [_finding(report, entry, lang) for entry in one.entries],
        basis=BasisV1(list(row_kinds(table)), sorted(one.check.not_applicable)),
        unit=table.unit, year=table.year,
        budget=BudgetV1(table.budget.total, table.budget.fiscal, table.budget.other, table.budget.money_unit),
        accepted=None if one.excused is None or one.excused.hundredths is None else one.excused.hundredths / 100,
        belongs=belongs_v1(placed),
    )  # fmt: skip


def _rule(one: Rule) -> RuleV1:
    return RuleV1(one.id, one.severity.value, one.confidence.value, list(one.items), options_mark(one))


def item_v1(item: ItemScore) -> ItemV1:
    """Return one item of a score as the report has it."""
    assessed = item.state == "assessed"
    return ItemV1(
        item.name,
        item.weight,
        msgspec.convert(item.state, State),
        item.full / 100 if assessed else None,
        item.lost / 100 if assessed else None,
    )


def _finding(report: Report, entry: Entry, lang: str) -> FindingV1:
    found, seen = entry.finding, entry.finding.seen
    labels = list(report.labels(found))
    return FindingV1(
        seen.rule, seen.rule.partition("/")[0], labels[0] if labels else None, labels,
        seen.severity.value, seen.confidence.value, found.at.row, seen.field, _place(report.place(found)),
        report.message(found, lang), entry.fingerprint,
        [_spot(one) for one in found.others], _waiver(entry.waiver), entry.known,
    )  # fmt: skip


def _waiver(one: Waiver | None) -> WaiverV1 | None:
    if one is None:
        return None
    return WaiverV1(one.reason, one.until.isoformat() if one.until else None, one.path, one.place.line or None)


def _spot(ref: Ref) -> SpotV1:
    return SpotV1(ref.document, ref.table, ref.row)


def _place(place: Place) -> PlaceV1:
    return PlaceV1(place.page or None, place.table or None, place.line or None, place.column or None, place.anchor)
