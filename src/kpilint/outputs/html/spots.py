"""Where in the drawn form each finding is marked: a cell of a row, a part of the head, a broken row, or nowhere."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from kpilint.finding import Finding
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, GRADE_NAMES, VALUE_PARTS, Place, Table

HEAD_ORDER: Final = ("code", "project", "unit", "year", "duty", "budget", "purpose", "plan", "goals", "outcome")
"""Parts of the head, as the form has them from top to bottom."""

_OF_VALUE: Final = frozenset({"value", "target", "grades", "others", *VALUE_PARTS})
"""Fields that are the target value or a part of it, in whichever columns it stands."""
_BEFORE_BASIS: Final = ("term", "level1", "level2", "name", "description")
_STANDS_FOR: Final[Mapping[str, str]] = {
    "target": "value", "grades": "value", "citations": "basis", "level1_kind": "level1", "level2_kind": "level2",
}  # fmt: skip
"""Cells that a derived field is read from."""


class Column(Struct, frozen=True):
    """One column of the indicator table as drawn; `key` tells grades and other values apart."""

    field: str
    key: str = ""
    heading: str = ""
    """Of other values: as published."""

    @property
    def id(self) -> str:
        """Name of the column in ids."""
        return self.field + self.key


def columns_of(table: Table) -> list[Column]:
    """Return the form's own columns in the form's order. A value that is split or graded stands in its parts."""
    there = table.columns | {"name"} | _filled(table)
    if "grades" in there or ("number" in table.columns and "value" not in table.columns):
        there -= {"value"}
    shown = [Column(field) for field in (*_BEFORE_BASIS, "sign", "value", "number", "measure") if field in there]
    if "grades" in there:
        shown += [Column("grades", str(at)) for at in range(len(GRADE_NAMES))]
    shown += [Column("others", str(at), heading) for at, heading in enumerate(_headings(table))]
    further = [field for field in FURTHER_FIELDS if field not in VALUE_PARTS]
    return shown + [Column(field) for field in ("basis", *further) if field in there]


def _headings(table: Table) -> list[str]:
    """Return the headings of the further target values, in the order of their columns."""
    return list(dict.fromkeys(one.heading for row in table.indicators for one in row.others))


def parts_of(table: Table) -> list[str]:
    """Return the parts of the head that the form has, or that have content."""
    return [part for part in HEAD_ORDER if part in table.parts or _content(table, part)]


def spot_of(finding: Finding, place: Place, table: Table, columns: Sequence[Column], parts: Sequence[str]) -> str:
    """Return the spot of a finding as the ids of a table's cells have it, "" where it is about the whole."""
    row, field = finding.at.row, finding.seen.field
    if row is not None:
        return f"{row}-{_column(field, columns)}"
    for at, broken in enumerate(table.broken):
        if place == broken.place != table.place:
            return f"b{at}"
    if field == "title" and table.title:
        return "title"
    if field not in parts:
        return ""
    if field == "goals":
        for at, goal in enumerate(table.goals):
            if place == goal.place != table.place_of("goals"):
                return f"goals{at}"
    return field


def _column(field: str, columns: Sequence[Column]) -> str:
    ids = {one.field: one.id for one in reversed(columns)}
    wanted = [field, _STANDS_FOR.get(field, "")]
    if field in _OF_VALUE:
        wanted += ["value", "number", "grades"]
    return next((ids[one] for one in wanted if one in ids), ids["name"])


def _filled(table: Table) -> set[str]:
    """Return the cells that have content though the form is not known to have the column.

    The number is kept for every value that is split, whatever the form calls its column.
    """
    fields = (*CELL_FIELDS, *(field for field in FURTHER_FIELDS if field != "number"), "grades", "term")
    return {field for field in fields if any(getattr(row, field) for row in table.indicators)}


def _content(table: Table, part: str) -> object:
    if part == "budget":
        return table.budget.total or table.budget.fiscal or table.budget.other
    return getattr(table, part)
