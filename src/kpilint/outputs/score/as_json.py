"""The scores of tables explained as JSON, format `kpilint.score/1`."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from kpilint.finding import Finding
from kpilint.outputs.context import Context
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.places import place_words
from kpilint.outputs.words import FIELDS, WORDS
from kpilint.report import Entry, Report
from kpilint.report.explaining import Explanation, Gain, Loss, Part, Silent, Why
from kpilint.scoring import POINT, Score

FORMAT: Final = "kpilint.score/1"


class SpotV1(Struct, frozen=True):
    """A finding in short; `finding` is its index in the table, `indicator` counts rows from 0."""

    finding: int
    rule: str
    severity: str
    indicator: int | None
    field: str
    place: str
    cell: str
    message: str
    fingerprint: str
    exception: str | None
    """The reason of an accepted exception."""


class LossV1(Struct, frozen=True):
    """Points that a finding costs."""

    lost: float
    at: SpotV1


class PartV1(Struct, frozen=True):
    """One review item: its rules by whether they apply, and each loss; `full` and `lost` are points of 100."""

    name: str
    weight: int
    state: str
    full: float | None
    lost: float | None
    examined: list[str]
    not_applicable: list[str]
    losses: list[LossV1]


class SilentV1(Struct, frozen=True):
    """A finding that costs nothing: why, and the finding (index) that counts in its place."""

    why: Why
    instead: int | None
    at: SpotV1


class GainV1(Struct, frozen=True):
    """A cell put right: the findings (indices) that go, points gained, the score after it and its grade."""

    findings: list[int]
    gained: float
    after: float
    grade: str
    at: SpotV1


class CountV1(Struct, frozen=True):
    """A number of subjects of one rule."""

    rule: str
    count: int


class ExplainedV1(Struct, frozen=True):
    """One table. The losses of all items and the cap add up to 100 − score."""

    path: str
    number: str
    title: str
    project: str
    score: float | None
    grade: str | None
    reason: str | None
    accepted_score: float | None
    accepted_grade: str | None
    rows: int
    rows_different: int
    items: list[PartV1]
    cap: LossV1 | None
    silent: list[SilentV1]
    gains: list[GainV1]
    next_grade: str | None
    steps: list[GainV1]
    not_applicable: list[str]
    deferred: list[CountV1]
    yielded: list[CountV1]
    crashed: list[CountV1]


class ExplanationsV1(Struct, frozen=True):
    """All tables that were asked for."""

    format: Literal["kpilint.score/1"]
    version: str
    profile: str
    score_model: str
    tables: list[ExplainedV1]


def render(report: Report, explanations: Sequence[Explanation], context: Context) -> str:
    """Return explanations as JSON, indented, with a final line end."""
    whole = ExplanationsV1(
        FORMAT,
        context.version,
        report.profile,
        report.model.id,
        [_Written(report, one, context.lang).table() for one in explanations],
    )
    return to_json(whole, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the format."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ExplanationsV1)}


class _Written:
    """One explanation in the types of the format."""

    def __init__(self, report: Report, explanation: Explanation, lang: str) -> None:
        self.report = report
        self.told = explanation
        self.lang = lang

    def table(self) -> ExplainedV1:
        told = self.told
        table, score, accepted = told.table.table, told.table.score, told.table.accepted
        return ExplainedV1(
            told.document.document.path, table.number, table.title, table.project,
            _points(score), score.grade or None, score.reason or None, _points(accepted), accepted.grade or None,
            len(table.indicators), told.rows,
            [self._part(one) for one in told.parts],
            self._loss(told.cap) if told.cap else None,
            [self._silent(one) for one in told.silent],
            [self._gain(one) for one in told.gains],
            told.aim or None,
            [self._gain(one) for one in told.steps],
            list(told.not_applicable),
            *([CountV1(rule, n) for rule, n in counts.items()] for counts in
              (told.deferred, told.yielded, told.crashed)),
        )  # fmt: skip

    def _part(self, part: Part) -> PartV1:
        item = part.item
        assessed = item.state == "assessed"
        return PartV1(
            item.name,
            item.weight,
            item.state,
            item.full / POINT if assessed else None,
            item.lost / POINT if assessed else None,
            list(part.examined),
            list(part.not_applicable),
            [self._loss(one) for one in part.losses],
        )

    def _loss(self, loss: Loss) -> LossV1:
        return LossV1(loss.lost / POINT, self._spot(loss.entry))

    def _silent(self, one: Silent) -> SilentV1:
        return SilentV1(one.why, one.instead.index if one.instead else None, self._spot(one.entry))

    def _gain(self, one: Gain) -> GainV1:
        found = [each.index for each in one.entries]
        return GainV1(found, one.gained / POINT, one.after / POINT, one.grade, self._spot(one.entries[0]))

    def _spot(self, entry: Entry) -> SpotV1:
        finding: Finding = entry.finding
        seen = finding.seen
        return SpotV1(
            entry.index, seen.rule, seen.severity.value, finding.at.row, seen.field,
            place_words(self.report.place(finding), self.told.document.document.format, WORDS[self.lang]),
            FIELDS[self.lang].get(seen.field, ""), self.report.message(finding, self.lang), entry.fingerprint,
            entry.waiver.reason if entry.waiver else None,
        )  # fmt: skip


def _points(score: Score) -> float | None:
    return None if score.hundredths is None else score.hundredths / POINT
