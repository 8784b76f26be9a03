"""Types of the JSON report, format `kpilint.report/1`: its JSON Schema is made from them."""

from typing import Literal

from msgspec import Struct

from kpilint.outputs.json_report.belongs import BelongingV1

Key = Literal["profile", "select", "ignore", "only"]
State = Literal["assessed", "not_applicable", "not_covered", "person"]


class PlaceV1(Struct, frozen=True):
    """Where, all numbers from 1, null where the format has none.

    Where `table` is given, `line` and `column` are row and column of that table, the tables being counted through
    the document; else line and character of the file, or the paragraph. `anchor` is the place in the format's own
    terms (`Sheet1!C7`), or the heading above the table.
    """

    page: int | None
    table: int | None
    line: int | None
    column: int | None
    anchor: str


class SpotV1(Struct, frozen=True):
    """Another spot of the same fault, by index."""

    document: int | None
    table: int | None
    indicator: int | None


class WaiverV1(Struct, frozen=True):
    """An accepted exception: why, until which day (null: no end), and where that is written."""

    reason: str
    until: str | None
    path: str
    line: int | None


class FindingV1(Struct, frozen=True):
    """One finding. `indicator` counts from 0; null where it is about the table or document as a whole.

    `rule` is a rule's id, or the code of what the reader saw and could not place (structure/rows-unread). `label` is
    the label of the labelled rows that the rule answers to; `labels` has those of the cell, too.
    """

    rule: str
    family: str
    label: str | None
    labels: list[str]
    severity: Literal["blocker", "error", "warning", "info"]
    confidence: Literal["high", "low"]
    indicator: int | None
    field: str
    place: PlaceV1
    message: str
    fingerprint: str
    others: list[SpotV1]
    waiver: WaiverV1 | None = None
    """Given where an accepted exception excuses the finding."""
    known: bool = False
    """Whether it stands in the baseline."""


class ItemV1(Struct, frozen=True):
    """One review item. `weight` is the form's; `full` and `lost` are points of the machine score of 100."""

    name: str
    weight: int
    state: State
    full: float | None
    lost: float | None


class LedgerLineV1(Struct, frozen=True):
    """Points lost to one finding (index into the table's findings); all lines add up to 100 − score."""

    item: str
    finding: int
    lost: float


class CoverageV1(Struct, frozen=True):
    """Numbers of subjects of one rule in one table; `yielded` counts findings left to a better rule."""

    rule: str
    examined: int
    not_applicable: int
    deferred: int
    crashed: int
    yielded: int


class NextGradeV1(Struct, frozen=True):
    """The findings (by index) whose cells to put right to reach the next grade."""

    grade: str
    findings: list[int]


class BasisV1(Struct, frozen=True):
    """What it takes, beside the findings, to score the table again (`kpilint rescore`).

    `rows` has the kind of each row: copies of a row share a number. `not_applicable` names the rules that do not apply
    to a table of this form.
    """

    rows: list[int]
    not_applicable: list[str]


class BudgetV1(Struct, frozen=True):
    """A table's budget as published."""

    total: str
    fiscal: str
    other: str
    money_unit: str


class TableV1(Struct, frozen=True):
    """One table. `score` is null where it could not be assessed; `reason` says why."""

    index: int
    number: str
    title: str
    project: str
    code: str
    place: PlaceV1
    indicators: int
    score: float | None
    grade: str | None
    reason: str | None
    items: list[ItemV1]
    ledger: list[LedgerLineV1]
    next_grade: NextGradeV1 | None
    coverage: list[CoverageV1]
    findings: list[FindingV1]
    basis: BasisV1 | None = None
    unit: str = ""
    """As the table names it, "" where it does not."""
    year: int | None = None
    budget: BudgetV1 | None = None
    """Null in reports of early versions only."""
    accepted: float | None = None
    """The score after accepted exceptions; null where there are none."""
    belongs: BelongingV1 | None = None
    """Null in reports of early versions only."""


class ProblemV1(Struct, frozen=True):
    """What the reader could not read; of severity error, it was not assessed."""

    code: str
    severity: Literal["blocker", "error", "warning", "info"]
    table: int | None
    place: PlaceV1
    message: str


class DocumentV1(Struct, frozen=True):
    """One document; `assessed` is false where anything in it could not be assessed."""

    index: int
    path: str
    format: str
    unit: str
    year: int | None
    assessed: bool
    problems: list[ProblemV1]
    findings: list[FindingV1]
    tables: list[TableV1]
    belongs: BelongingV1 | None = None
    """As far as the document itself tells; null in reports of early versions, and for a settings file."""


class SummaryV1(Struct, frozen=True):
    """Counts over the run; `mean` of the scores there are, `findings` without the waived ones."""

    documents: int
    tables: int
    scored: int
    mean: float | None
    grades: dict[str, int]
    findings: dict[str, int]
    """By severity."""
    accepted: float | None = None
    """The mean after accepted exceptions; null where there are none."""
    waived: int = 0
    known: int = 0


class RuleV1(Struct, frozen=True):
    """A rule as it ran. `options` is a mark of its word lists and settings: another mark, other options."""

    rule: str
    severity: Literal["blocker", "error", "warning", "info"]
    confidence: Literal["high", "low"]
    items: list[str]
    options: str


class RuleCountV1(Struct, frozen=True):
    """What one rule comes to over the run: findings, tables and documents with any, points lost as submitted.

    `deferred` are subjects on which it could not decide; `waived` and `known` are findings of which an exception is
    accepted, or that stand in the baseline.
    """

    rule: str
    findings: int
    tables: int
    documents: int
    lost: float
    deferred: int
    waived: int
    known: int


class RescoredV1(Struct, frozen=True):
    """Where a report was scored again (`kpilint rescore`): under what before, and rules that it cannot speak of.

    `added` did not run then, `changed` had other options, `returning` gave way to a rule that is off now.
    """

    profile: str
    score_model: str
    added: list[str]
    changed: list[str]
    returning: list[str]


class ChosenV1(Struct, frozen=True):
    """A choice that changes what is found, and where it is written; `path` null: on the command line."""

    key: Key
    values: list[str]
    path: str | None
    line: int | None


class UsedV1(Struct, frozen=True):
    """What the run was set to. `profile_file` is given where the profile is none of those installed.

    `files` are settings files, `exceptions` how many exceptions they ask for, `heeded` whether any were heeded.
    """

    files: list[str]
    profile_file: str | None
    chosen: list[ChosenV1]
    exceptions: int
    heeded: bool
    baseline: str | None


class ReportV1(Struct, frozen=True):
    """The whole report."""

    format: Literal["kpilint.report/1"]
    version: str
    profile: str
    score_model: str
    language: Literal["zh", "en"]
    summary: SummaryV1
    documents: list[DocumentV1]
    rules: list[RuleV1] = []
    statistics: list[RuleCountV1] = []
    """The rule with most findings first."""
    rescored: RescoredV1 | None = None
    used: UsedV1 | None = None
    """Null in reports of early versions only."""
