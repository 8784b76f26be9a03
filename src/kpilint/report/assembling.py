"""Checks and scores to the documents of a report."""

from collections.abc import Sequence
from typing import Final

from kpilint import problems
from kpilint.engine import DocumentCheck
from kpilint.finding import Confidence, Finding, Observation, Ref
from kpilint.model import Problem
from kpilint.report.values import DocumentReport, TableReport, is_unplaced
from kpilint.scoring import Basis, Score

_FIELDS: Final = {"structure/column-unknown": "columns"}
"""What those problems are about, where it is not the rows."""


def assemble(
    checks: Sequence[DocumentCheck], scored: Sequence[Sequence[tuple[Basis, Score]]]
) -> tuple[DocumentReport, ...]:
    """Put checks and scores together, in order."""
    return tuple(
        _document_report(index, check, scores) for index, (check, scores) in enumerate(zip(checks, scored, strict=True))
    )


def _document_report(index: int, check: DocumentCheck, scores: Sequence[tuple[Basis, Score]]) -> DocumentReport:
    unplaced: dict[int | None, list[Finding]] = {}
    for one in filter(is_unplaced, check.document.problems):
        table = one.table if one.table is not None and one.table < len(check.tables) else None
        unplaced.setdefault(table, []).append(_finding_of(one, Ref(index, table)))
    tables = tuple(
        TableReport(at, table, found, basis, score, tuple(unplaced.get(at, ())))
        for at, (table, found, (basis, score)) in enumerate(
            zip(check.document.tables, check.tables, scores, strict=True)
        )
    )
    return DocumentReport(index, check.document, tables, (*unplaced.get(None, ()), *check.findings))


def _finding_of(problem: Problem, at: Ref) -> Finding:
    """Return a reader's problem as a finding. It is in doubt: what could not be placed may be no part of a table."""
    severity = problems.CATALOGUE[problem.code].severity
    seen = Observation(problem.code, severity, Confidence.LOW, _FIELDS.get(problem.code, "indicators"), problem.args)
    return Finding(seen, at, place=problem.place)
