"""Saved JSON reports, `kpilint.report/1`, as ranking needs them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kpilint.belonging import DocumentFacts, Manifest, TableFacts, belonging
from kpilint.model import Budget
from kpilint.outputs.json_report.belongs import as_saved
from kpilint.outputs.json_report.figures import check, hundredths
from kpilint.outputs.json_report.types import BudgetV1, DocumentV1, ReportV1, TableV1
from kpilint.ranking import Loss, Result, Unread, yuan_of
from kpilint.scoring import CAP_ITEM


def results_of(report: ReportV1, path: str, manifests: Sequence[Manifest]) -> Iterator[Result]:
    """Yield the tables of a saved report as results.

    Raises:
        UsageError: the report contradicts itself, or its figures are out of reason.
    """
    check(report, path)
    for document in report.documents:
        facts = _facts(document)
        for table in document.tables:
            yield _result(document, table, facts, manifests)


def unread_of(report: ReportV1, manifests: Sequence[Manifest]) -> Iterator[Unread]:
    """Yield the documents of a saved report of which something could not be read or assessed."""
    for one in report.documents:
        if not one.assessed:
            yield Unread(
                as_saved(belonging(_facts(one), TableFacts(), manifests), one.belongs), one.path, len(one.tables)
            )


def _facts(one: DocumentV1) -> DocumentFacts:
    return DocumentFacts(one.path, one.unit, one.year, tuple(table.title for table in one.tables))


def _result(document: DocumentV1, table: TableV1, facts: DocumentFacts, manifests: Sequence[Manifest]) -> Result:
    return Result(
        as_saved(belonging(facts, TableFacts(table.unit, table.year), manifests), table.belongs),
        document.path,
        table.title or table.project,
        _hundredths(table.score),
        _hundredths(table.score if table.accepted is None else table.accepted),
        None if table.budget is None else yuan_of(_budget(table.budget)),
        {item.name: (_hundredths(item.full) or 0, _hundredths(item.lost) or 0) for item in table.items},
        tuple(
            Loss(
                line.item,
                CAP_ITEM if line.item == CAP_ITEM else table.findings[line.finding].rule,
                hundredths(line.lost),
            )
            for line in table.ledger
        ),
        _applied(table),
    )


def _applied(table: TableV1) -> Fraction | None:
    left_out = sum(one.not_applicable > 0 for one in table.coverage)
    return 1 - Fraction(left_out, len(table.coverage)) if table.coverage else None


def _budget(one: BudgetV1) -> Budget:
    return Budget(one.total, one.fiscal, one.other, one.money_unit)


def _hundredths(points: float | None) -> int | None:
    return None if points is None else hundredths(points)
