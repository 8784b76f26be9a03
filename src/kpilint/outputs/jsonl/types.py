"""Types of the lines of the JSON Lines report: its JSON Schema is made from them.

Each line says what it is and its version in `format`; a change that breaks readers makes a new number.
"""

from typing import Literal

from msgspec import Struct

from kpilint.outputs.json_report.belongs import BelongingV1
from kpilint.outputs.json_report.types import PlaceV1

SeverityV1 = Literal["blocker", "error", "warning", "info"]
State = Literal["open", "waived", "known"]


class RunLine(Struct, frozen=True, tag_field="format", tag="kpilint.run/1"):
    """The first line: what made the report."""

    version: str
    profile: str
    score_model: str
    language: Literal["zh", "en"]


class DocumentLine(Struct, frozen=True, tag_field="format", tag="kpilint.document/1"):
    """One document; `assessed` is false where anything in it could not be assessed. Its lines follow."""

    document: int
    path: str
    type: str
    """Format of the document: yaml, docx, xlsx …; empty where it could not be told."""
    unit: str
    year: int | None
    assessed: bool
    tables: int
    belongs: BelongingV1 | None


class ProblemLine(Struct, frozen=True, tag_field="format", tag="kpilint.problem/1"):
    """What the reader met, or a table without a score; of severity error, it was not assessed."""

    document: int
    path: str
    table: int | None
    code: str
    severity: SeverityV1
    place: PlaceV1
    where: str
    message: str


class ItemKept(Struct, frozen=True):
    """One review item of a score: the form's weight, and the points of it that the table kept; null if not judged."""

    name: str
    weight: int
    kept: float | None


class TableLine(Struct, frozen=True, tag_field="format", tag="kpilint.table/1"):
    """One table. `score` is as submitted, `accepted` after accepted exceptions; null where it was not assessed."""

    document: int
    path: str
    table: int
    number: str
    title: str
    project: str
    code: str
    unit: str
    year: int | None
    place: PlaceV1
    indicators: int
    score: float | None
    grade: str | None
    accepted: float | None
    accepted_grade: str | None
    reason: str | None
    items: list[ItemKept]
    belongs: BelongingV1 | None


class FindingLine(Struct, frozen=True, tag_field="format", tag="kpilint.finding/1"):
    """One finding, readable by itself. `table` and `indicator` count from 0, null where it is about the whole.

    `state` is open, waived (an accepted exception, with its `reason`) or known (in the baseline). `lost` is the
    points that it costs its table as submitted.
    """

    document: int
    path: str
    unit: str
    year: int | None
    table: int | None
    title: str
    project: str
    indicator: int | None
    place: PlaceV1
    where: str
    cell: str
    rule: str
    family: str
    severity: SeverityV1
    confidence: Literal["high", "low"]
    message: str
    lost: float
    state: State
    reason: str
    fingerprint: str
    belongs: BelongingV1 | None


class EndLine(Struct, frozen=True, tag_field="format", tag="kpilint.end/1"):
    """The last line: numbers of lines before it, by which a reader knows that nothing is missing."""

    documents: int
    tables: int
    findings: int
    problems: int
    mean: float | None
    """Of the scores there are, as submitted."""


Line = RunLine | DocumentLine | ProblemLine | TableLine | FindingLine | EndLine
