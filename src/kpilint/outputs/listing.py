"""Findings one by one, in words: what lists, sheets and annotations have in common."""

from collections.abc import Iterator

from msgspec import Struct

from kpilint import problems
from kpilint.finding import Confidence, Severity
from kpilint.model import Place, Problem
from kpilint.outputs.places import place_words
from kpilint.outputs.words import FIELDS, WORDS, reason_word
from kpilint.report import DocumentReport, Entry, Report, TableReport
from kpilint.scoring import POINT


class Listed(Struct, frozen=True):
    """One finding, or one thing that could not be read, as a line of a list. Texts are as published, not escaped."""

    path: str
    unit: str
    year: int | None
    table: int | None
    """Index of the table in its document, from 0; None where it is about no single table."""
    number: str
    """The table's own number."""
    title: str
    project: str
    row: int | None
    """Index of the row in its table, from 0."""
    at: Place
    where: str
    """The place in words."""
    field: str
    """The cell in words."""
    severity: Severity
    confident: bool
    rule: str
    family: str
    """Title of the rule's family."""
    message: str
    lost: float = 0
    """Points it costs its table."""
    state: str = "open"
    """open, waived (an accepted exception), known (in the baseline), or unread: no finding, but not assessed."""
    reason: str = ""
    """Of the accepted exception."""
    fingerprint: str = ""
    document: int = 0
    """Index of the document in the report."""


def listed(report: Report, lang: str) -> Iterator[Listed]:
    """Yield all there is to say, document by document: what could not be read, then the findings in their order."""
    for document in report.documents:
        yield from listed_in(report, document, lang)


def listed_in(report: Report, document: DocumentReport, lang: str) -> Iterator[Listed]:
    """Yield all there is to say of one document."""
    for problem in document.problems:
        yield _problem(report, document, problem, lang)
    for entry in document.entries:
        yield _finding(report, document, None, entry, lang)
    for table in document.tables:
        if table.score.hundredths is None:
            yield _unscored(document, table, lang)
        for entry in table.entries:
            yield _finding(report, document, table, entry, lang)


def family_word(report: Report, rule: str, lang: str) -> str:
    """Return the title of a rule's family, or of what a code without a rule belongs to."""
    family = rule.partition("/")[0]
    return report.families[family][lang] if family in report.families else WORDS[lang].get(family, family)


def _problem(report: Report, one: DocumentReport, problem: Problem, lang: str) -> Listed:
    document = one.document
    return Listed(
        document.path, document.unit, document.year, problem.table, "", "", "", None,
        problem.place, place_words(problem.place, document.format, WORDS[lang]), "",
        problems.CATALOGUE[problem.code].severity, True, problem.code, family_word(report, problem.code, lang),
        problems.message(problem.code, problem.args, lang), state="unread", document=one.index,
    )  # fmt: skip


def _unscored(one: DocumentReport, table: TableReport, lang: str) -> Listed:
    """Return what there is to say of a table without a score: no format may take it for one without findings."""
    document, said, words = one.document, table.table, WORDS[lang]
    return Listed(
        document.path, said.unit or document.unit, said.year or document.year, table.index, said.number, said.title,
        said.project, None, said.place, place_words(said.place, document.format, words, columns=False), "",
        Severity.ERROR, True, f"engine/{table.score.reason}", words["not_assessed"],
        reason_word(table.score.reason, lang), state="unread", document=one.index,
    )  # fmt: skip


def _finding(report: Report, one: DocumentReport, table: TableReport | None, entry: Entry, lang: str) -> Listed:
    document, finding = one.document, entry.finding
    seen, place = finding.seen, report.place(finding)
    of_table: tuple[int | None, str, str, str] = (None, "", "", "")
    unit, year = document.unit, document.year
    if table is not None:
        of_table = (table.index, table.table.number, table.table.title, table.table.project)
        unit, year = table.table.unit or unit, table.table.year or year
    return Listed(
        document.path, unit, year, *of_table, finding.at.row,
        place, place_words(place, document.format, WORDS[lang]), FIELDS[lang].get(seen.field, ""),
        seen.severity, seen.confidence is Confidence.HIGH, seen.rule, family_word(report, seen.rule, lang),
        report.message(finding, lang), entry.lost / POINT,
        "waived" if entry.waiver else "known" if entry.known else "open",
        entry.waiver.reason if entry.waiver else "", entry.fingerprint, one.index,
    )  # fmt: skip
