"""Types of the JSON report, format `kpilint.report/1`: its JSON Schema is made from them."""

from typing import Literal

from msgspec import Struct

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


class SummaryV1(Struct, frozen=True):
    """Counts over the run; `mean` of the scores there are."""

    documents: int
    tables: int
    scored: int
    mean: float | None
    grades: dict[str, int]
    findings: dict[str, int]
    """By severity."""


class ReportV1(Struct, frozen=True):
    """The whole report."""

    format: Literal["kpilint.report/1"]
    version: str
    profile: str
    score_model: str
    language: Literal["zh", "en"]
    summary: SummaryV1
    documents: list[DocumentV1]
