"""Saved JSON reports, `kpilint.report/1`, as rescoring needs them, and written again under another profile."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kpilint import problems
from kpilint.errors import UsageError
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.outputs.json_report import FORMAT, encoded, item_v1
from kpilint.outputs.json_report.figures import check, hundredths
from kpilint.outputs.json_report.types import (
    DocumentV1,
    FindingV1,
    LedgerLineV1,
    NextGradeV1,
    ReportV1,
    RescoredV1,
    RuleV1,
    SummaryV1,
    TableV1,
)
from kpilint.profiles import Profile
from kpilint.rescoring import Rescored, RuleRun, SavedTable
from kpilint.rescoring.comparison import Compared, ComparedReport, SavedEntry, SavedReport
from kpilint.rule import Rule
from kpilint.scoring import CAP_ITEM, POINT, Score, basis_of, steps_to_next_grade

NOT_RESCORED: Final = "not-rescored"
"""The reason of a table whose old report lacks what it takes to score it again."""


def read(data: bytes, path: str) -> ReportV1:
    """Return a saved report.

    Raises:
        UsageError: the file is no JSON report of kpilint.
    """
    try:
        return msgspec.json.decode(data, type=ReportV1)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} 不是 kpilint 的 JSON 报告（应为 {FORMAT}，由 kpilint check -f json 生成）：{error}",
            f"{path} is no JSON report of kpilint (should be {FORMAT}, as kpilint check -f json writes): {error}",
        ) from error


def saved(report: ReportV1, path: str) -> SavedReport:
    """Return what rescoring needs of a report. Those of early versions lack it.

    Raises:
        UsageError: a table's figures are out of reason, or contradict one another.
    """
    check(report, path)
    ran = {
        one.rule: RuleRun(Severity(one.severity), Confidence(one.confidence), tuple(one.items), one.options)
        for one in report.rules
    }
    entries = tuple(
        SavedEntry(
            document.index, table.index, document.path, document.unit, table.number, table.title or table.project,
            table.score, table.grade or "", _table(table) if report.rules else None,
        )
        for document in report.documents
        for table in document.tables
    )  # fmt: skip
    lacking = frozenset(report.rescored.returning) if report.rescored else frozenset()
    grades = tuple(report.summary.grades)
    return SavedReport(path, report.version, report.profile, report.score_model, grades, ran, entries, lacking)


def _table(table: TableV1) -> SavedTable | None:
    if table.basis is None:
        return None
    lost: dict[str, int] = {}
    for line in table.ledger:
        key = CAP_ITEM if line.item == CAP_ITEM else table.findings[line.finding].rule
        lost[key] = lost.get(key, 0) + hundredths(line.lost)
    return SavedTable(
        tuple(table.basis.rows),
        tuple(_finding(one) for one in table.findings),
        None if table.score is None else hundredths(table.score),
        table.grade or "",
        lost,
        frozenset(table.basis.not_applicable),
        frozenset(one.rule for one in table.coverage if one.crashed),
        frozenset(one.rule for one in table.coverage if one.yielded),
        frozenset(at for at, one in enumerate(table.findings) if one.waiver is not None),
        None if table.accepted is None else hundredths(table.accepted),
    )


def _finding(one: FindingV1) -> Finding:
    seen = Observation(one.rule, Severity(one.severity), Confidence(one.confidence), one.field)
    return Finding(seen, Ref(0, 0, one.indicator))


def rewritten(report: ReportV1, compared: ComparedReport, profile: Profile) -> str:
    """Return the report as it would be under the other profile, as far as it can tell, and what it cannot."""
    ran = {one.rule for one in report.rules}
    now = _Now(profile, {one.id: one for one in profile.rules if one.id in ran}, ran)
    tables = iter(compared.tables)
    documents = [_document(one, [next(tables) for _ in one.tables], now) for one in report.documents]
    missing = compared.unknown
    return encoded(
        replace(
            report,
            profile=profile.name,
            score_model=compared.model.id,
            documents=documents,
            summary=_summary(report.summary.documents, documents, profile),
            rules=[now.rule(one) for one in report.rules if one.rule in now.rules],
            rescored=RescoredV1(
                report.profile, report.score_model, [*missing.added], [*missing.changed], [*missing.returning]
            ),
        )
    )


class _Now(Struct, frozen=True):
    """The other profile, as far as the report knows its rules; `ran` are those of the report."""

    profile: Profile
    rules: Mapping[str, Rule]
    ran: Collection[str]

    def rule(self, one: RuleV1) -> RuleV1:
        """Return a rule of the report as it would run now. Its options are those that it did run with."""
        now = self.rules[one.rule]
        return replace(one, severity=now.severity.value, confidence=now.confidence.value, items=list(now.items))

    def kept(self, findings: Sequence[FindingV1]) -> list[int]:
        """Return the positions of the findings that are left, in the order of a report: the worst of a row first."""
        left = [at for at, one in enumerate(findings) if one.rule in self.rules or one.rule not in self.ran]
        return sorted(left, key=lambda at: _order(self.finding(findings[at])))

    def finding(self, one: FindingV1) -> FindingV1:
        """Return a finding as grave as it is now; those of the reader are as they were."""
        waiver = one.waiver if self.profile.ignorable(one.rule) else None
        if one.rule not in self.rules:
            return replace(one, waiver=waiver)
        now = self.rules[one.rule]
        return replace(one, severity=now.severity.value, confidence=now.confidence.value, waiver=waiver)


def _order(one: FindingV1) -> tuple[bool, int, int, str, str]:
    row = -1 if one.indicator is None else one.indicator
    return (one.rule in problems.CATALOGUE, row, Severity(one.severity).rank, one.rule, one.field)


def _document(one: DocumentV1, compared: Sequence[Compared], now: _Now) -> DocumentV1:
    tables = [_rewritten(table, made.rescored, now) for table, made in zip(one.tables, compared, strict=True)]
    assessed = all(table.score is not None for table in tables) and all(
        problem.severity != "error" for problem in one.problems
    )
    left = [now.finding(found) for found in one.findings if found.rule in now.rules or found.rule not in now.ran]
    return replace(one, assessed=assessed, findings=left, tables=tables)


def _rewritten(table: TableV1, made: Rescored | None, now: _Now) -> TableV1:
    if made is None:
        items = [replace(one, full=None, lost=None) for one in table.items]
        return replace(
            table, score=None, grade=None, reason=NOT_RESCORED, items=items, ledger=[], next_grade=None, accepted=None
        )
    order = now.kept(table.findings)
    places = {old: at for at, old in enumerate(order)}
    findings = [now.finding(table.findings[at]) for at in order]
    score = made.score
    return replace(
        table,
        score=_points(score),
        grade=score.grade or None,
        reason=score.reason or None,
        items=[item_v1(one) for one in score.items],
        ledger=[LedgerLineV1(line.item, places[line.finding], line.lost / POINT) for line in score.ledger],
        next_grade=_next_grade(made, findings, now),
        coverage=[one for one in table.coverage if one.rule in now.rules],
        findings=findings,
        basis=table.basis
        and replace(table.basis, not_applicable=[one for one in table.basis.not_applicable if one in now.rules]),
        accepted=_points(made.excused) if made.excused else None,
    )


def _points(score: Score) -> float | None:
    return None if score.hundredths is None else score.hundredths / POINT


def _next_grade(made: Rescored, findings: Sequence[FindingV1], now: _Now) -> NextGradeV1 | None:
    model = now.profile.model
    items_of = {rule_id: one.items for rule_id, one in now.rules.items()}
    scoring = [rule_id for rule_id, one in now.rules.items() if model.scores(one.severity, one.confidence)]
    applicable = now.rules.keys() - made.old.not_applicable
    basis = basis_of(items_of, scoring, applicable, made.old.crashed & now.rules.keys())
    left = [at for at, one in enumerate(findings) if one.waiver is None]
    aim, steps = steps_to_next_grade(made.old.kinds, [_finding(findings[at]) for at in left], basis, model)
    return NextGradeV1(aim, [left[step] for step in steps]) if aim else None


def _summary(read: int, documents: Sequence[DocumentV1], profile: Profile) -> SummaryV1:
    tables = [table for document in documents for table in document.tables]
    found = [*(one for part in documents for one in part.findings), *(one for part in tables for one in part.findings)]
    grades = dict.fromkeys((name for name, _ in profile.model.grades), 0)
    for one in tables:
        if one.grade is not None:
            grades[one.grade] += 1
    severities = dict.fromkeys((one.value for one in Severity), 0)
    for finding in found:
        severities[finding.severity] += finding.waiver is None
    scores = [one.score for one in tables if one.score is not None]
    accepted = [one.score if one.accepted is None else one.accepted for one in tables if one.score is not None]
    return SummaryV1(
        read, len(tables), len(scores), _mean(scores), grades, severities,
        _mean(accepted) if any(one.accepted is not None for one in tables) else None,
        sum(one.waiver is not None for one in found), sum(one.known for one in found),
    )  # fmt: skip


def _mean(scores: Sequence[float]) -> float | None:
    return round(sum(scores) / len(scores), 2) if scores else None
