"""What a report is: documents, their tables, and the findings with all that is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from kpilint import problems
from kpilint.belonging import Manifest
from kpilint.engine import TableCheck
from kpilint.finding import Finding, Severity, Waiver
from kpilint.model import Document, Place, Problem, Table
from kpilint.report.fingerprints import document_fingerprints, fingerprints
from kpilint.report.messages import message_of
from kpilint.report.used import Used
from kpilint.rule import Rule
from kpilint.scoring import Basis, Score, ScoreModel

SETTINGS: Final = "settings"
"""Format of the document that stands for a settings file or a baseline, where there is something to say of it."""
UNPLACED: Final = "structure/"
"""Opens the codes of problems that are findings of this family; no rule has such an id."""


class Entry(Struct, frozen=True):
    """One finding as reports show it."""

    index: int
    """Among the findings of its table, or of its document where it is about no single table."""
    finding: Finding
    fingerprint: str
    lost: int = 0
    """Hundredths of a point that it costs the table as submitted, the cap included."""
    waiver: Waiver | None = None
    known: bool = False
    """Whether it stands in the baseline."""

    @property
    def counts(self) -> bool:
        """Whether it counts for the exit code."""
        return self.waiver is None and not self.known


class TableReport(Struct, frozen=True, dict=True):
    """One table, what was found in it and its score; what follows from that is worked out once.

    `unplaced` are the findings of the reader: what it saw of the table and could not place. They do not score.
    """

    index: int
    table: Table
    check: TableCheck
    basis: Basis
    score: Score
    unplaced: tuple[Finding, ...] = ()
    waived: Mapping[int, Waiver] = {}
    """Accepted exceptions, by index among `findings`."""
    known: frozenset[int] = frozenset()
    """Findings that stand in the baseline, by index among `findings`."""
    excused: Score | None = None
    """The score without the waived findings, where there are any."""

    @property
    def accepted(self) -> Score:
        """The score after accepted exceptions; `score` is that of the table as submitted."""
        return self.score if self.excused is None else self.excused

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The findings in the order of the table: head first, then row by row, at last those of the reader."""
        return [*sorted(self.check.findings, key=_order), *self.unplaced]

    @cached_property
    def positions(self) -> Sequence[int]:
        """Where each of `check.findings` stands among `findings`."""
        checked = self.check.findings
        places = [0] * len(checked)
        for place, at in enumerate(sorted(range(len(checked)), key=lambda at: _order(checked[at]))):
            places[at] = place
        return places

    @cached_property
    def lost(self) -> Sequence[int]:
        """Hundredths of a point that each of `findings` costs the table as submitted, the cap included."""
        lost = [0] * len(self.findings)
        for line in self.score.ledger:
            lost[self.positions[line.finding]] += line.lost
        return lost

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The findings with all that the report knows of each."""
        marks = fingerprints(self.table, self.findings)
        return [
            Entry(at, one, mark, lost, self.waived.get(at), at in self.known)
            for at, (one, mark, lost) in enumerate(zip(self.findings, marks, self.lost, strict=True))
        ]


def holds_files(document: Document) -> bool:
    """Return whether a document is what there is to say of an archive, whose files are documents of their own."""
    return bool(document.problems) and all(one.code == "input/members-skipped" for one in document.problems)


class DocumentReport(Struct, frozen=True, dict=True):
    """One document with its tables."""

    index: int
    document: Document
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...] = ()
    """Those about no single table: the reader's, then those of rules."""
    waived: Mapping[int, Waiver] = {}
    """As of `TableReport`."""
    known: frozenset[int] = frozenset()

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The findings about no single table, with all that the report knows of each."""
        marks = document_fingerprints(self.document, self.findings)
        return [
            Entry(at, one, marks[at], 0, self.waived.get(at), at in self.known) for at, one in enumerate(self.findings)
        ]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are no findings: what could not be read at all."""
        return tuple(one for one in self.document.problems if not is_unplaced(one))

    @property
    def not_assessed(self) -> bool:
        """Whether anything in it could not be assessed."""
        return any(problems.CATALOGUE[one.code].severity is Severity.ERROR for one in self.document.problems) or any(
            one.score.hundredths is None for one in self.tables
        )


class Report(Struct, frozen=True):
    """All documents of a run, in a fixed order whatever the number of workers; settings files come last."""

    documents: tuple[DocumentReport, ...]
    rules: Mapping[str, Rule]
    model: ScoreModel
    profile: str
    families: Mapping[str, Mapping[str, str]]
    not_ignorable: tuple[str, ...] = ()
    """Ids or globs of rules that no exception excuses, by the profile."""
    manifests: tuple[Manifest, ...] = ()
    """What settings files say of whose the documents are."""
    used: Used = Used()
    """What the run was set to."""

    @property
    def sources(self) -> tuple[DocumentReport, ...]:
        """The documents that were checked, without what stands for settings files."""
        return tuple(one for one in self.documents if one.document.format != SETTINGS)

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
                yield from table.findings

    @property
    def entries(self) -> Iterator[Entry]:
        """All findings with all that the report knows of each, in the same order."""
        for document in self.documents:
            yield from document.entries
            for table in document.tables:
                yield from table.entries

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


def _order(finding: Finding) -> tuple[int, int, str, str]:
    at = finding.at
    return (-1 if at.row is None else at.row, finding.seen.severity.rank, finding.seen.rule, finding.seen.field)


def is_unplaced(problem: Problem) -> bool:
    """Tell what a reader saw and could not place, which is a finding, from what it could not read."""
    return problem.code.startswith(UNPLACED)
