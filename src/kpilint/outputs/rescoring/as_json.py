"""The effect of another profile on saved reports as JSON, format `kpilint.rescore/1`."""

from collections import Counter
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from kpilint.outputs.jsontext import to_json
from kpilint.rescoring import Rescored, Shift
from kpilint.rescoring.comparison import Compared, Comparison, effects, mean
from kpilint.scoring import CAP_ITEM, POINT

FORMAT: Final = "kpilint.rescore/1"


class CausesV1(Struct, frozen=True):
    """Points by cause; they add up to the difference of the scores."""

    model: float
    rules: float
    severity: float


class ShiftV1(Struct, frozen=True):
    """Points gained by one rule, 封顶 standing for the cap; `was` and `now` are severities, null for off."""

    rule: str
    was: str | None
    now: str | None
    gained: float


class EffectV1(ShiftV1, frozen=True):
    """The same over all tables, with the number of tables that it touches."""

    tables: int


class TableV1(Struct, frozen=True):
    """One table; `document` and `table` are its indices in the report. `gained` null: no score before or now."""

    document: int
    table: int
    path: str
    unit: str
    number: str
    title: str
    score_before: float | None
    score: float | None
    gained: float | None
    grade_before: str | None
    grade: str | None
    causes: CausesV1 | None
    shifts: list[ShiftV1]


class ReportV1(Struct, frozen=True):
    """One report. `score_model` bears a mark where the report cannot tell all: see `added`, `changed`, `returning`.

    `gone` are its rules that are not installed any more.
    """

    file: str
    version: str
    profile_before: str
    score_model_before: str
    score_model: str
    added: list[str]
    changed: list[str]
    returning: list[str]
    gone: list[str]
    tables: list[TableV1]


class SummaryV1(Struct, frozen=True):
    """Over the tables with a score before and now."""

    tables: int
    scored: int
    mean_before: float | None
    mean: float | None
    grades_before: dict[str, int]
    grades: dict[str, int]
    causes: CausesV1
    rules: list[EffectV1]


class ComparisonV1(Struct, frozen=True):
    """The whole comparison."""

    format: Literal["kpilint.rescore/1"]
    version: str
    profile: str
    score_model: str
    summary: SummaryV1
    reports: list[ReportV1]


def render(comparison: Comparison, version: str) -> str:
    """Return the comparison as JSON, indented, with a final line end."""
    profile = comparison.profile
    reports = [
        ReportV1(
            one.saved.file, one.saved.version, one.saved.profile, one.saved.model, one.model.id,
            list(one.unknown.added), list(one.unknown.changed), list(one.unknown.returning), list(one.unknown.gone),
            [_table(table) for table in one.tables],
        )
        for one in comparison.reports
    ]  # fmt: skip
    whole = ComparisonV1(FORMAT, version, profile.name, profile.model.id, _summary(comparison), reports)
    return to_json(whole, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the format."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ComparisonV1)}


def _summary(comparison: Comparison) -> SummaryV1:
    tables = comparison.scored
    before = mean([one.old.hundredths or 0 for one in tables])
    now = mean([one.score.hundredths or 0 for one in tables])
    return SummaryV1(
        sum(1 for _ in comparison.tables),
        len(tables),
        before,
        now,
        dict(Counter(one.old.grade for one in tables)),
        dict(Counter(one.score.grade for one in tables)),
        _causes(*(sum(getattr(one, key) for one in tables) for key in ("by_model", "by_rules", "by_severity"))),
        [
            EffectV1(one.shift.rule, *_severities(one.shift), one.shift.gained / POINT, one.tables)
            for one in effects(tables)
        ],
    )


def _table(one: Compared) -> TableV1:
    entry, made = one.entry, one.rescored
    score = None if made is None or made.score.hundredths is None else made.score.hundredths / POINT
    gained = None if made is None or made.gained is None else made.gained / POINT
    return TableV1(
        entry.document, entry.index, entry.path, entry.unit, entry.number, entry.title,
        entry.score, score, gained,
        entry.grade or None, made.score.grade or None if made else None,
        _causes(made.by_model, made.by_rules, made.by_severity) if made and gained is not None else None,
        _shifts(made) if made else [],
    )  # fmt: skip


def _causes(model: int, rules: int, severity: int) -> CausesV1:
    return CausesV1(model / POINT, rules / POINT, severity / POINT)


def _shifts(made: Rescored) -> list[ShiftV1]:
    return [ShiftV1(one.rule, *_severities(one), one.gained / POINT) for one in made.shifts]


def _severities(one: Shift) -> tuple[str | None, str | None]:
    if one.rule == CAP_ITEM:
        return None, None
    return one.was.value if one.was else None, one.now.value if one.now else None
