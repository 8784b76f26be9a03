"""A column of target values that slipped by one row."""

from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.finding import Ref
from kpilint.measures import measure_of
from kpilint.model import Indicator
from kpilint.rule import Hit, Table, View, rule
from kpilint.values import Target, TargetKind, parse

_CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "rate": frozenset({"percent", "permille"}),
    "satisfaction": frozenset({"percent", "score"}),
    "people": frozenset({"people", "person_times", "household"}),
    "times": frozenset({"times", "event", "person_times", "item"}),
    "money": frozenset({"money"}),
    "time": frozenset({"time", "date"}),
    "size": frozenset({"length", "area", "volume", "weight", "energy"}),
}
"""Classes of units that each kind of figure is stated in; kinds that many units fit are left out."""
_SHOWN: Final = 20
"""Other rows of the same slip that a finding names."""
_WEAK: Final = frozenset(
    {"标准", "待遇", "补贴", "补助", "资金", "期", "进度", "及时性", "时效性", "时效", "量", "投入"}
)
"""Endings that many units fit."""


@rule(
    "consistency/shifted-values",
    grain=Table,
    reads=("indicators", "columns"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "“{name}”的指标值“{found}”与名称对不上，却与第{fits}个指标“{other}”相符：指标值一列错了一行，应逐行对齐",
        "en": "the target {found} does not suit {name}, yet suits row {fits}, {other}: the column of values slipped by "
        "one row; align it again",
    },
    zh=("指标值一列整体错了一行。\n人数行写着百分比、满意度行写着金额，逐行移一格就都对上了：多半是粘贴时丢了一格。"),
    bad=[
        (
            {
                "indicators": [
                    {"name": "培训人数", "value": "≥95%"},
                    {"name": "培训合格率", "value": "12月底前"},
                    {"name": "培训完成时间", "value": "450元"},
                    {"name": "人均培训成本", "value": "≥90%"},
                    {"name": "学员满意度", "value": ""},
                ]
            },
            {"field": "value", "row": 0, "found": "≥95%", "fits": "2"},
        ),
        (
            {
                "indicators": [
                    {"name": "养护里程", "value": "≥90%"},
                    {"name": "好路率", "value": "≥30公里"},
                    {"name": "养护成本", "value": "≥85%"},
                    {"name": "完工时间", "value": "≤8000元"},
                    {"name": "受益人数", "value": "10月底前"},
                ]
            },
            {"field": "value", "row": 1, "fits": "1"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"name": "培训人数", "value": "≥300人"},
                {"name": "培训合格率", "value": "≥95%"},
                {"name": "培训完成时间", "value": "12月底前"},
                {"name": "人均培训成本", "value": "450元"},
            ]
        },
        {
            "indicators": [
                {"name": "培训人数", "value": "≥95%"},
                {"name": "培训完成时间", "value": "≥95%"},
                {"name": "人均培训成本", "value": "≥95%"},
                {"name": "学员满意度", "value": "≥95%"},
            ]
        },
        {
            "indicators": [
                {"name": "培训人数", "value": "≥95%"},
                {"name": "培训合格率", "value": "12月底前"},
                {"name": "完成时间", "value": "12月底前"},
            ]
        },
    ],
)
def shifted_values(table: View, *, least_values: int) -> Iterator[Hit]:
    """The target values do not suit their own names, and all suit the next row's (or the one before).

    A cell was lost while pasting. Only a table in which several values of different kinds are wrong in place and
    right one row away counts, and no value is right in place.
    """
    rows: tuple[Indicator, ...] = tuple(table.indicators)
    if len(rows) <= least_values:
        return
    kinds = [_kind(row.name) for row in rows]
    classes = [_class(parse(row.value)) for row in rows]
    own = [_fits(kind, unit) for kind, unit in zip(kinds, classes, strict=True)]
    if own.count(True) > own.count(False) // 3 or own.count(False) < least_values:
        return
    for step in (1, -1):
        away = [_fits(kinds[at + step], classes[at]) if 0 <= at + step < len(rows) else None for at in range(len(rows))]
        moved = [at for at in range(len(rows)) if away[at] and own[at] is False]
        varied = len({classes[at] for at in moved})
        if len(moved) >= least_values and varied >= least_values and False not in away:
            yield from _hits(rows, moved, step)
            return


def _hits(rows: tuple[Indicator, ...], moved: list[int], step: int) -> Iterator[Hit]:
    for at in moved:
        args = {
            "name": rows[at].name,
            "found": rows[at].value,
            "fits": str(at + step + 1),
            "other": rows[at + step].name,
        }
        yield Hit("value", args, row=at, others=tuple(Ref(row=one) for one in moved[:_SHOWN] if one != at))


def _kind(name: str) -> str:
    named = measure_of(name)
    return named.form if named.form in _CLASSES and named.head not in _WEAK and not named.changes else ""


def _class(target: Target) -> str:
    if target.kind is TargetKind.DATE:
        return "date"
    return "" if target.embedded else target.unit_class


def _fits(kind: str, unit: str) -> bool | None:
    """Tell whether a unit suits a kind of figure; None where either is unknown."""
    return unit in _CLASSES[kind] if kind and unit else None
