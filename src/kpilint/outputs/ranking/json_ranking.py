"""The JSON ranking, format `kpilint.ranking/1`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import msgspec

from kpilint.outputs.context import Context
from kpilint.outputs.ranking import figures
from kpilint.outputs.ranking.json_types import (
    ConflictV1,
    DifferenceV1,
    GroupV1,
    IntervalV1,
    ItemV1,
    MeansV1,
    OriginV1,
    PartV1,
    RankingV1,
    SideV1,
    StandingV1,
    StepV1,
    UnitV1,
    YearV1,
)
from kpilint.outputs.ranking.sentences import claimed
from kpilint.ranking import Group, Ranking
from kpilint.ranking.values import Conflict, Difference, Interval, Means, Part, Side, Step
from kpilint.scoring import POINT

FORMAT: Final = "kpilint.ranking/1"
"""Name of the format; a change that breaks readers makes a new one."""


def render(ranking: Ranking, context: Context) -> str:
    """Return the ranking as JSON, keys in a fixed order, indented, with a final line end."""
    whole = RankingV1(
        FORMAT, context.version, ranking.by.value, ranking.model, ranking.min_tables, _group(ranking.all),
        [_group(one) for one in ranking.groups],
        [_conflict(one) for one in ranking.conflicts],
        [
            OriginV1(_text(one.path) or None, one.model, one.profile, one.version, one.tables, list(one.lacking))
            for one in ranking.origins
        ],
        [_text(one) for one in ranking.repeated],
    )  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the ranking."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(RankingV1)}


def _group(one: Group) -> GroupV1:
    stand = one.standing
    return GroupV1(
        _text(one.county), _text(one.unit), one.year,
        None if stand is None else StandingV1(stand.rank, stand.best, stand.worst, stand.band),
        one.why, _means(one.means), one.unread, _difference(one.difference),
        [YearV1(each.year, each.few, _means(each.means)) for each in one.years],
        [_step(step) for step in one.steps],
        {source.value: number for source, number in sorted(one.sources.items())},
    )  # fmt: skip


def _means(one: Means) -> MeansV1:
    return MeansV1(
        one.documents, one.tables, one.assessed, one.tables - one.assessed, one.below, _points(one.mean),
        _interval(one.interval), _points(one.accepted), _points(one.weighted), one.without_budget,
        float(round(one.yuan, 2)),
        [ItemV1(item.name, item.tables, float(round(item.kept, 4))) for item in one.items],
        {rule: figures.hundredths(lost) / POINT for rule, lost in one.lost.items()},
        None if one.applied is None else float(round(one.applied, 4)),
    )  # fmt: skip


def _difference(one: Difference | None) -> DifferenceV1 | None:
    if one is None:
        return None
    lists = [_parts(parts, one.amount) for parts in (one.items, one.families, one.rules)]
    return DifferenceV1(figures.hundredths(one.amount) / POINT, *lists)


def _parts(parts: Sequence[Part], total: Fraction) -> list[PartV1]:
    return [PartV1(one.name, one.hundredths / POINT) for one in figures.shown(parts, total)]


def _step(one: Step) -> StepV1:
    units = [UnitV1(_text(county), _text(unit)) for county, unit in one.units]
    return StepV1(
        one.before, one.after, units, _side(one.old), _side(one.new), _difference(one.difference),
        _interval(one.interval), one.verdict,
    )  # fmt: skip


def _side(one: Side) -> SideV1:
    return SideV1(one.units, one.unknown, one.compared, _points(one.mean))


def _interval(one: Interval | None) -> IntervalV1 | None:
    return None if one is None else IntervalV1(round(one.low / POINT, 2), round(one.high / POINT, 2))


def _points(value: Fraction | None) -> float | None:
    return None if value is None else figures.hundredths(value) / POINT


def _conflict(one: Conflict) -> ConflictV1:
    used, other = one.seen.used, one.seen.other
    return ConflictV1(
        _text(one.document), one.tables, one.seen.field, _text(claimed(used)), used.source.value,
        _text(claimed(other)), other.source.value,
    )  # fmt: skip


def _text(text: str) -> str:
    """Return text that UTF-8 can hold: names of files need not be."""
    return text.encode("utf-8", "replace").decode()
