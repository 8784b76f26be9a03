"""A report's tables as results to rank."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kpilint.belonging import DocumentFacts, Manifest, TableFacts, belonging
from kpilint.model import Budget
from kpilint.ranking.values import Loss, Result, Unread
from kpilint.report import DocumentReport, Report, TableReport, holds_files
from kpilint.scoring import CAP_ITEM
from kpilint.values import money

_MOST_YUAN: Final = 10**15
"""More than any budget: what is larger is no amount."""


def yuan_of(budget: Budget) -> Decimal | None:
    """Return a budget in yuan, None where no amount or no unit is stated."""
    found = money.total_of(budget)
    if found is None or found.yuan is None or found.yuan > _MOST_YUAN:
        return None
    return found.yuan


def results_of(report: Report, manifests: Sequence[Manifest] = ()) -> list[Result]:
    """Return the tables of a report as results."""
    return [
        _result(one, table, facts, manifests, len(report.rules))
        for one in report.documents
        for facts in (_facts(one),)
        for table in one.tables
    ]


def unread_of(report: Report, manifests: Sequence[Manifest] = ()) -> Iterator[Unread]:
    """Yield the documents of a report of which something could not be read or assessed."""
    for one in report.documents:
        if one.not_assessed and not holds_files(one.document):
            place = belonging(_facts(one), TableFacts(), manifests)
            yield Unread(place, one.document.path, len(one.tables))


def _facts(one: DocumentReport) -> DocumentFacts:
    document = one.document
    return DocumentFacts(document.path, document.unit, document.year, tuple(table.title for table in document.tables))


def _result(
    one: DocumentReport, of: TableReport, facts: DocumentFacts, manifests: Sequence[Manifest], rules_run: int
) -> Result:
    table, score = of.table, of.score
    rules = [found.seen.rule for found in of.check.findings]
    return Result(
        belonging(facts, TableFacts(table.unit, table.year), manifests),
        one.document.path,
        table.title or table.project,
        score.hundredths,
        of.accepted.hundredths,
        yuan_of(table.budget),
        {item.name: (item.full, item.lost) for item in score.items},
        tuple(
            Loss(line.item, CAP_ITEM if line.item == CAP_ITEM else rules[line.finding], line.lost)
            for line in score.ledger
        ),
        1 - Fraction(len(of.check.not_applicable), rules_run) if rules_run else None,
    )
