"""The table drawn as the official form: its head, its rows with merged levels, and the findings beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.model import GRADE_NAMES, Indicator, Table
from kpilint.outputs.html.findings import Note
from kpilint.outputs.html.spots import Column
from kpilint.outputs.html.text import Both
from kpilint.outputs.html.words import field_word, grade, say, term

Notes = Mapping[str, Sequence[Note]]
"""Findings by spot."""
Spans = Mapping[str, Sequence[int]]
"""Of the fields with merged cells: of each row how many rows its cell spans, 0 where it is part of the one above."""

_SHORT: Final = ("code", "project", "unit", "year")
_BESIDE_NUMBER: Final = frozenset({"sign", "measure"})
"""Columns beside which that of the value has only its number."""
_MARGIN: Final = 30
"""Hundredths of the width that findings take beside a form."""
_WIDTHS: Final[Mapping[str, int]] = {
    "term": 6, "level1": 8, "level2": 10, "name": 14, "description": 17, "sign": 6, "value": 12, "number": 8,
    "measure": 7, "grades": 7, "others": 9, "basis": 16, "direction": 6, "weight": 6, "actual": 9, "score": 6,
    "reason": 12,
}  # fmt: skip
"""How wide columns are beside one another."""
_WIDE: Final = 9
"""More columns than this need more room than a screen has."""
_RANKS: Final = {severity.value: severity.rank for severity in Severity}


class Cell(Struct, frozen=True):
    """One cell: published text, and the findings marked in it."""

    text: str
    field: str
    id: str = ""
    """Empty where nothing links to the cell."""
    rows: int = 1
    """How many rows it spans."""
    label: Both | None = None
    notes: tuple[Note, ...] = ()

    @property
    def worst(self) -> str:
        """The gravest severity in it, "" where there is none."""
        return worst_of(self.notes)


class Row(Struct, frozen=True):
    """One row of indicators; `broken` ones have one cell with their text."""

    id: str
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]
    broken: bool = False


class Part(Struct, frozen=True):
    """One part of the head: its label, marked where a finding is about all of it, and its values."""

    label: Cell
    values: tuple[Cell, ...]
    kind: str
    """one, grid or list."""
    unit: Both | None = None


class HeadRow(Struct, frozen=True):
    """One line of the head: two short parts, or a long one."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...]


class Form(Struct, frozen=True):
    """A table as drawn."""

    title: Cell
    head: tuple[HeadRow, ...]
    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]
    noted: bool
    """Whether any finding stands beside it."""
    widths: tuple[float, ...]
    """Of the columns of the rows, in hundredths."""
    wide: bool


def worst_of(notes: Sequence[Note]) -> str:
    """Return the gravest severity of some findings, "" where there are none."""
    return min((one.severity for one in notes), key=_RANKS.__getitem__, default="")


def form_of(key: str, table: Table, columns: Sequence[Column], parts: Sequence[str], notes: Notes) -> Form:
    """Draw a table; `key` makes its ids, `notes` are its findings by spot."""
    rows = [*_rows(key, table, columns, notes, spans_of(table)), *_broken(key, table, notes)]
    head = tuple(_head(key, table, parts, notes))
    noted = any(one.notes for one in rows) or any(one.notes for one in head)
    heads = tuple(Cell("", one.field, label=_heading(one)) for one in columns)
    room, parts_of_it = 100 - _MARGIN * noted, [_WIDTHS[one.field] for one in columns]
    widths = tuple(round(room * one / sum(parts_of_it), 2) for one in parts_of_it)
    title = _cell(key, "title", table.title or table.project, "title", notes)
    return Form(title, head, heads, tuple(rows), noted, widths, len(columns) > _WIDE)


def _heading(column: Column) -> Both:
    if column.field == "grades":
        return grade(GRADE_NAMES[int(column.key)])
    if column.field == "others":
        return _same(column.heading)
    return field_word(column.field)


def _rows(key: str, table: Table, columns: Sequence[Column], notes: Notes, merged: Spans) -> Iterator[Row]:
    for at, row in enumerate(table.indicators):
        own = [f"{at}-{column.id}" for column in columns]
        beside = _in_order(note for spot in own for note in notes.get(spot, ()))
        cells = []
        for column in columns:
            length = merged[column.field][at] if column.field in merged else 1
            if length:
                spots = [f"{under}-{column.id}" for under in range(at, at + length)]
                marks = tuple(note for spot in spots for note in notes.get(spot, ()))
                ident = f"c{key}-{at}-{column.id}" if marks else ""
                label = _heading(column) if column.key else None
                cells.append(Cell(_text(row, column, table), column.field, ident, length, label, marks))
        yield Row(f"r{key}-{at}", tuple(cells), beside)


def cell_id(key: str, spot: str, spans: Spans) -> str:
    """Return the id of the cell that a spot is drawn in: of a merged cell, the first row's."""
    row, dash, column = spot.partition("-")
    if not dash:
        return f"h{key}-{spot}" if spot else ""
    at = int(row)
    if column in spans:
        while not spans[column][at]:
            at -= 1
    return f"c{key}-{at}-{column}"


def spans_of(table: Table) -> Spans:
    """Return how many rows the cells of the table's levels span."""
    return {field: _merged(table.indicators, field) for field in ("level1", "level2")}


def _merged(rows: Sequence[Indicator], field: str) -> list[int]:
    """Return of each row how many rows its cell spans, 0 where it is part of the one above."""
    lengths = [1] * len(rows)
    start = 0
    for at in range(1, len(rows)):
        same = rows[at].level1 == rows[start].level1 and rows[at].term == rows[start].term
        if same and (field == "level1" or rows[at].level2 == rows[start].level2) and getattr(rows[at], field):
            lengths[start] += 1
            lengths[at] = 0
        else:
            start = at
    return lengths


def _text(row: Indicator, column: Column, table: Table) -> str:
    if column.field == "grades":
        at = int(column.key)
        return row.grades[at] if at < len(row.grades) else ""
    if column.field == "others":
        return " ".join(one.text for one in row.others if one.heading == column.heading)
    if column.field == "term":
        return term(row.term).zh
    if column.field == "value" and not table.columns.isdisjoint(_BESIDE_NUMBER) and "number" not in table.columns:
        return row.number or row.value
    text: str = getattr(row, column.field)
    return text


def _broken(key: str, table: Table, notes: Notes) -> Iterator[Row]:
    for at, row in enumerate(table.broken):
        found = tuple(notes.get(f"b{at}", ()))
        yield Row(f"x{key}-{at}", (Cell(row.text, "broken", f"h{key}-b{at}", notes=found),), found, broken=True)


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda one: one.number))


def _head(key: str, table: Table, parts: Sequence[str], notes: Notes) -> Iterator[HeadRow]:
    lines: list[list[str]] = []
    for part in parts:
        if part in _SHORT and lines and lines[-1][-1] in _SHORT and len(lines[-1]) == 1:
            lines[-1].append(part)
        else:
            lines.append([part])
    for line in lines:
        drawn = tuple(_part(key, table, part, notes) for part in line)
        cells = [cell for one in drawn for cell in (one.label, *one.values)]
        yield HeadRow(drawn, _in_order(note for cell in cells for note in cell.notes))


def _part(key: str, table: Table, part: str, notes: Notes) -> Part:
    label = _cell(key, part, "", part, notes, say(part) if part in {"year", "outcome", "duty"} else field_word(part))
    if part == "budget":
        money = [(name, getattr(table.budget, name)) for name in ("total", "fiscal", "other")]
        unit = table.budget.money_unit
        values = tuple(Cell(text, part, label=say(f"budget.{name}")) for name, text in money)
        return Part(label, values, "grid", say("money_unit", unit=unit) if unit else None)
    if part == "plan":
        return Part(label, tuple(Cell(one.amount, part, label=_same(one.period)) for one in table.plan), "grid")
    if part == "goals":
        drawn = [
            _cell(key, f"goals{at}", one.text, part, notes, term(one.term) if one.term else None)
            for at, one in enumerate(table.goals)
        ]
        return Part(label, tuple(drawn), "list")
    if part == "duty":
        texts = {name: getattr(table.duty, name) for name in ("name", "budget", "content", "goal")}
        lines = tuple(Cell(text, part, label=say(f"duty.{name}")) for name, text in texts.items() if text)
        return Part(label, lines, "list")
    text = getattr(table, part)
    return Part(label, (Cell("" if text is None else str(text), part),), "one")


def _cell(key: str, spot: str, text: str, field: str, notes: Notes, label: Both | None = None) -> Cell:  # noqa: PLR0913, PLR0917 - a cell and where it stands
    found = tuple(notes.get(spot, ()))
    return Cell(text, field, f"h{key}-{spot}" if found else "", 1, label, found)


def _same(text: str) -> Both:
    return Both(text, text)
