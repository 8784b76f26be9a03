"""The report: what was checked, what was found and what it comes to. One value, many renderers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kpilint import problems
from kpilint.engine import CRASH_MESSAGE, CRASHED, DocumentCheck, TableCheck
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, Cell, Document, Indicator, Place, Problem, Table
from kpilint.rule import Rule
from kpilint.scoring import Basis, Score, ScoreModel

EXIT_CLEAN: Final = 0
EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2
EXIT_NOTHING: Final = 3
EXIT_NOT_ASSESSED: Final = 4

_UNPLACED: Final = "structure/"
"""Opens the codes of problems that are findings of this family; no rule has such an id."""
_FIELDS: Final = {"structure/column-unknown": "columns"}
"""What those problems are about, where it is not the rows."""


class Tally(Struct, frozen=True):
    """What one rule did in one table: numbers of subjects."""

    examined: int = 0
    not_applicable: int = 0
    deferred: int = 0
    crashed: int = 0
    yielded: int = 0
    """Of the examined: found something, and left it to a rule that explains the fault better."""


class TableReport(Struct, frozen=True):
    """One table, what was found in it and its score.

    `unplaced` are the findings of the reader: what it saw of the table and could not place. They do not score.
    """

    index: int
    table: Table
    check: TableCheck
    basis: Basis
    score: Score
    unplaced: tuple[Finding, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """The findings in the order of the table: head first, then row by row, at last those of the reader."""
        return [*sorted(self.check.findings, key=_order), *self.unplaced]


def holds_files(document: Document) -> bool:
    """Return whether a document is what there is to say of an archive, whose files are documents of their own."""
    return bool(document.problems) and all(one.code == "input/members-skipped" for one in document.problems)


class DocumentReport(Struct, frozen=True):
    """One document with its tables."""

    index: int
    document: Document
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...] = ()
    """Those about no single table: the reader's, then those of rules."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are no findings: what could not be read at all."""
        return tuple(one for one in self.document.problems if not _is_finding(one))

    @property
    def not_assessed(self) -> bool:
        """Whether anything in it could not be assessed."""
        return any(problems.CATALOGUE[one.code].severity is Severity.ERROR for one in self.document.problems) or any(
            one.score.hundredths is None for one in self.tables
        )


class Report(Struct, frozen=True):
    """All documents of a run, in a fixed order whatever the number of workers."""

    documents: tuple[DocumentReport, ...]
    rules: Mapping[str, Rule]
    model: ScoreModel
    profile: str
    families: Mapping[str, Mapping[str, str]]

    @property
    def tables(self) -> Iterator[TableReport]:
        """All tables of all documents."""
        return (table for document in self.documents for table in document.tables)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, those about whole documents first in each."""
        for document in self.documents:
            yield from document.findings
            for table in document.tables:
                yield from table.check.findings
                yield from table.unplaced

    def message(self, finding: Finding, lang: str) -> str:
        """Return the text of a finding in `lang` (zh or en)."""
        return message_of(self.rules, self.documents[finding.at.document or 0].document, finding, lang)

    def place(self, finding: Finding) -> Place:
        """Return where a finding stands."""
        at = finding.at
        if finding.place is not None:
            return finding.place
        if at.document is None or at.table is None:
            return Place()
        table = self.documents[at.document].document.tables[at.table]
        if at.row is None:
            return table.place_of(finding.seen.field)
        return table.indicators[at.row].place_of(finding.seen.field)

    def labels(self, finding: Finding) -> tuple[str, ...]:
        """Return the labels of the labelled rows that a finding answers to, the rule's own first."""
        one = self.rules.get(finding.seen.rule)
        return one.labels_of(finding.seen.field) if one is not None else ()


def message_of(rules: Mapping[str, Rule], document: Document, finding: Finding, lang: str) -> str:
    """Return the text of a finding in its document: the rule's template, filled from the hit and what it is about."""
    seen = finding.seen
    if seen.rule == CRASHED:
        return CRASH_MESSAGE[lang].format_map(seen.args)
    if seen.rule in problems.CATALOGUE:
        return problems.message(seen.rule, seen.args, lang)
    one = rules[seen.rule]
    quoted = {name: _quoted(document, finding, name) for name in one.placeholders.difference(seen.args)}
    return one.message[lang].format_map({**quoted, **seen.args})


def _quoted(document: Document, finding: Finding, name: str) -> str:
    at = finding.at
    if name == "path" or at.table is None:
        return document.path
    table = document.tables[at.table]
    if at.row is None or name not in (*CELL_FIELDS, *FURTHER_FIELDS, "text"):
        return str(getattr(table, name))
    cell: str = getattr(table.indicators[at.row], finding.seen.field if name == "text" else name)
    return cell


def exit_code(report: Report, *, fail_on: Severity | None, fail_under: float | None) -> int:
    """Return the exit code: 4 something not assessed, 3 nothing to check, 1 findings or a low score, else 0.

    `fail_on` None means that findings alone never fail; `fail_under` is in points.
    """
    if any(one.not_assessed for one in report.documents):
        return EXIT_NOT_ASSESSED
    if not any(True for _ in report.tables):
        return EXIT_NOTHING
    if fail_on is not None and any(one.seen.severity.rank <= fail_on.rank for one in report.findings):
        return EXIT_FINDINGS
    scores = (one.score.hundredths for one in report.tables)
    if fail_under is not None and any(one is not None and one < fail_under * 100 for one in scores):
        return EXIT_FINDINGS
    return EXIT_CLEAN


def coverage(report: Report, one: TableReport) -> dict[str, Tally]:
    """Return what each rule of the run did in one table, by rule id."""
    rows = len(one.table.indicators)
    tallies = {}
    for rule_id, rule in report.rules.items():
        subjects = rows if rule.grain in (Cell, Indicator) else 1
        deferred = one.check.deferred.get(rule_id, 0)
        crashed = one.check.crashed.get(rule_id, 0)
        if rule_id in one.check.not_applicable:
            tallies[rule_id] = Tally(not_applicable=subjects)
        else:
            tallies[rule_id] = Tally(
                subjects - deferred - crashed, 0, deferred, crashed, one.check.yielded.get(rule_id, 0)
            )
    return tallies


def mean_score(tables: Iterable[TableReport]) -> float | None:
    """Return the mean of the scores there are, in points."""
    scores = [one.score.hundredths for one in tables if one.score.hundredths is not None]
    return sum(scores) / len(scores) / 100 if scores else None


def _order(finding: Finding) -> tuple[int, int, str, str]:
    at = finding.at
    return (-1 if at.row is None else at.row, finding.seen.severity.rank, finding.seen.rule, finding.seen.field)


def assemble(
    checks: Sequence[DocumentCheck], scored: Sequence[Sequence[tuple[Basis, Score]]]
) -> tuple[DocumentReport, ...]:
    """Put checks and scores together, in order."""
    return tuple(
        _document_report(index, check, scores) for index, (check, scores) in enumerate(zip(checks, scored, strict=True))
    )


def _document_report(index: int, check: DocumentCheck, scores: Sequence[tuple[Basis, Score]]) -> DocumentReport:
    unplaced: dict[int | None, list[Finding]] = {}
    for one in filter(_is_finding, check.document.problems):
        table = one.table if one.table is not None and one.table < len(check.tables) else None
        unplaced.setdefault(table, []).append(_finding_of(one, Ref(index, table)))
    tables = tuple(
        TableReport(at, table, found, basis, score, tuple(unplaced.get(at, ())))
        for at, (table, found, (basis, score)) in enumerate(
            zip(check.document.tables, check.tables, scores, strict=True)
        )
    )
    return DocumentReport(index, check.document, tables, (*unplaced.get(None, ()), *check.findings))


def _is_finding(problem: Problem) -> bool:
    """Tell what a reader saw and could not place from what it could not read."""
    return problem.code.startswith(_UNPLACED)


def _finding_of(problem: Problem, at: Ref) -> Finding:
    """Return a reader's problem as a finding. It is in doubt: what could not be placed may be no part of a table."""
    severity = problems.CATALOGUE[problem.code].severity
    seen = Observation(problem.code, severity, Confidence.LOW, _FIELDS.get(problem.code, "indicators"), problem.args)
    return Finding(seen, at, place=problem.place)
