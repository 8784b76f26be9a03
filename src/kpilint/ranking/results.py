"""A report's tables as results to rank."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kpilint.belonging import Belonging, TableFacts, belonging
from kpilint.model import Budget
from kpilint.ranking.values import Loss, Result, Unread
from kpilint.report import DocumentReport, Report, TableReport, holds_files
from kpilint.report.placing import facts_of
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


def results_of(report: Report) -> list[Result]:
    """Return the tables of a report as results."""
    return [
        _result(one, table, belonging(facts, TableFacts(table.table.unit, table.table.year), report.manifests), rules)
        for rules in (len(report.rules),)
        for one in report.documents
        for facts in (facts_of(one),)
        for table in one.tables
    ]


def unread_of(report: Report) -> Iterator[Unread]:
    """Yield the documents of a report of which something could not be read or assessed."""
    for one in report.documents:
        if one.not_assessed and not holds_files(one.document):
            place = belonging(facts_of(one), TableFacts(), report.manifests)
            yield Unread(place, one.document.path, len(one.tables))


def _result(one: DocumentReport, of: TableReport, place: Belonging, rules_run: int) -> Result:
    table, score = of.table, of.score
    rules = [found.seen.rule for found in of.check.findings]
    return Result(
        place,
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
