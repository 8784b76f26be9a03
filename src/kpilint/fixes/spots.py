"""The cells of a document that may be rewritten, and a document with some of them rewritten.

A cell is what stands at one place of the file. Several rows may show it: a merged cell, an alias of YAML.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.model import CELL_FIELDS, Document, Indicator, Place, Table
from kpilint.values import join_value

PARTS: Final = ("sign", "number", "measure")
_HEAD: Final = ("title", "project", "purpose")
_LEVELS: Final = ("level1", "level2")


class Spot(Struct, frozen=True):
    """Where a cell shows in a document: table, row (-1 for the head), field, and which of several goals or grades."""

    table: int
    row: int
    field: str
    at: int = 0


class Held(Struct, frozen=True):
    """A cell as it stands in its file.

    `key` is "" where `place` is that of the cell itself; else it is the field of the mapping (the row) at `place`.
    """

    place: Place
    key: str
    text: str
    spots: tuple[Spot, ...]

    @property
    def field(self) -> str:
        """The field that it fills."""
        return self.spots[0].field


def cells(document: Document) -> list[Held]:
    """Return the cells of a document in order; those that share a place and differ are parts of one, and left out."""
    found: dict[tuple[Place, str, str], list[Held]] = {}
    for index, table in enumerate(document.tables):
        for one in (*_head(table, index), *_rows(table, index)):
            if one.text:
                found.setdefault((one.place, one.key, "" if one.key else one.field), []).append(one)
    return [_joined(same) for same in found.values() if len({one.text for one in same}) == 1]


def rewritten(document: Document, texts: Mapping[Spot, str]) -> Document:
    """Return the document with other texts at some spots."""
    of_table: dict[int, dict[Spot, str]] = {}
    for spot, text in texts.items():
        of_table.setdefault(spot.table, {})[spot] = text
    tables = list(document.tables)
    for index, changed in of_table.items():
        tables[index] = _table(tables[index], changed)
    return replace(document, tables=tuple(tables))


def is_split(row: Indicator) -> bool:
    """Tell whether the value of a row is made of the cells of its sign, number and unit."""
    return bool(row.sign or row.measure) and join_value(row.sign, row.number, row.measure) == row.value


def _joined(same: list[Held]) -> Held:
    return replace(same[0], spots=tuple(spot for one in same for spot in one.spots))


def _head(table: Table, index: int) -> Iterator[Held]:
    for field in _HEAD:
        if field in table.places:
            yield Held(table.places[field], "", getattr(table, field), (Spot(index, -1, field),))
    for at, goal in enumerate(table.goals):
        yield Held(goal.place, "text", goal.text, (Spot(index, -1, "goals", at),))


def _rows(table: Table, index: int) -> Iterator[Held]:
    above: dict[str, Held] = {}
    for at, row in enumerate(table.indicators):
        for one in _row(row, index, at):
            held, last = one, above.get(one.field)
            merged = bool(one.key and row.cells) and one.field in _LEVELS
            if merged and last is not None and last.text == one.text:
                held = replace(last, spots=one.spots)
            above[held.field] = held
            yield held


def _row(row: Indicator, index: int, at: int) -> Iterator[Held]:
    split = is_split(row)
    for field in CELL_FIELDS:
        if field == "value" and (split or _is_first_grade(row)):
            continue
        yield _own(row, field, getattr(row, field), Spot(index, at, field))
    if split:
        yield _own(row, "sign", row.sign, Spot(index, at, "sign"))
        number = _own(row, "value", row.number, Spot(index, at, "number"))
        yield number if not number.key else replace(number, key="number")
        yield _own(row, "measure", row.measure, Spot(index, at, "measure"))
    for number_of, text in enumerate(row.grades):
        yield Held(row.place, f"grades[{number_of}]", text, (Spot(index, at, "grades", number_of),))


def _is_first_grade(row: Indicator) -> bool:
    """Tell whether the value is that of 优 and no cell of its own."""
    return bool(row.grades) and row.own_place("value") is None and row.value == row.grades[0]


def _own(row: Indicator, field: str, text: str, spot: Spot) -> Held:
    place = row.own_place(field)
    return Held(row.place, field, text, (spot,)) if place is None else Held(place, "", text, (spot,))


def _table(table: Table, texts: Mapping[Spot, str]) -> Table:
    head = {spot.field: text for spot, text in texts.items() if spot.row < 0 and spot.field in _HEAD}
    goals = list(table.goals)
    rows: dict[int, list[tuple[Spot, str]]] = {}
    for spot, text in texts.items():
        if spot.field == "goals":
            goals[spot.at] = replace(goals[spot.at], text=text)
        elif spot.row >= 0:
            rows.setdefault(spot.row, []).append((spot, text))
    indicators = list(table.indicators)
    for at, changed in rows.items():
        indicators[at] = _indicator(indicators[at], changed)
    return replace(table, goals=tuple(goals), indicators=tuple(indicators), **head)


def _indicator(row: Indicator, texts: Iterable[tuple[Spot, str]]) -> Indicator:
    cells_: dict[str, Any] = {}
    grades = list(row.grades)
    for spot, text in texts:
        if spot.field == "grades":
            grades[spot.at] = text
        else:
            cells_[spot.field] = text
    if row.grades and _is_first_grade(row):
        cells_["value"] = grades[0]
    elif is_split(row):
        parts = {part: cells_.get(part, getattr(row, part)) for part in PARTS}
        cells_["value"] = join_value(**parts)
    return replace(row, grades=tuple(grades), **cells_)
