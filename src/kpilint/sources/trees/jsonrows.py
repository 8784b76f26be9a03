"""Lines of JSON Lines decoded straight into typed values: the way of large files, which use canonical keys.

A line is taken here only if the outcome is the same as that of the careful way (`jsontree` and `structured`); any
doubt (other keys, numbers, a repeated key, a long cell) leaves it to that.
"""

from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from kpilint import inputkeys as keys
from kpilint.model import CELL_FIELDS, HEAD_PARTS, Budget, Goal, Indicator, Place, PlanStep, Table
from kpilint.sources.limits import Limits

_TEXTS: Final = ("title", "number", "code", "project", "unit", "purpose", "outcome")
_ANCHORS: Final = tuple(f"indicators[{at}]" for at in range(256))
_ALL_CELLS: Final = frozenset(CELL_FIELDS)
_NAME: Final = CELL_FIELDS.index("name")
_Text = str | None | UnsetType
_ESCAPED_QUOTE: Final = b"\\u0022"


def line_place(line: int, anchor: str = "") -> Place:
    """Return the place of something in a line, named by the keys that lead to it."""
    return Place(line, 0, anchor)


def by_line(table: Table, path: str) -> Table:
    """Return a table with places of line and name in place of line and column.

    `path` are the keys that lead to the table, as in `tables[0].`.
    """
    line = table.place.line
    return structs.replace(
        table,
        place=line_place(line, path.rstrip(".")),
        places={part: line_place(line, path + part) for part in table.places},
        goals=tuple(
            structs.replace(one, place=line_place(line, f"{path}goals[{at}]")) for at, one in enumerate(table.goals)
        ),
        plan=tuple(
            PlanStep(one.period, one.amount, line_place(line, f"{path}plan[{at}]")) for at, one in enumerate(table.plan)
        ),
        indicators=tuple(_row_by_line(row, line, f"{path}indicators[{at}]") for at, row in enumerate(table.indicators)),
        broken=tuple(
            structs.replace(
                row,
                place=line_place(line, f"{path}broken[{at}]"),
                read=_row_by_line(row.read, line, f"{path}broken[{at}]"),
            )
            for at, row in enumerate(table.broken)
        ),
        duty=structs.replace(table.duty, place=line_place(line, path + "duty")) if table.duty else None,
    )


def _row_by_line(row: Indicator, line: int, anchor: str) -> Indicator:
    return structs.replace(row, place=line_place(line, anchor), cells=(), further={})


class LineDecoder:
    """Decodes lines whose keys are all English, or all official Chinese terms; the last that fitted is tried first."""

    def __init__(self, limits: Limits) -> None:
        self._decoders = [msgspec.json.Decoder(_table_type(chinese=chinese)) for chinese in (False, True)]
        self._encoder = msgspec.json.Encoder()
        self._limit = limits.cell_chars

    def table(self, line: bytes, number: int) -> Table | None:
        """Return the table of a line, None if the line needs the careful way."""
        if _ESCAPED_QUOTE in line:  # would upset the count of quotes below
            return None
        for decoder in self._decoders:
            try:
                found = decoder.decode(line)
            except (msgspec.MsgspecError, RecursionError):
                continue
            if decoder is not self._decoders[0]:
                self._decoders.reverse()
            # msgspec keeps the last of repeated keys: encoded again, such a line has fewer quotes than it had.
            if self._encoder.encode(found).count(b'"') != line.count(b'"'):
                return None
            return _table(found, number, len(line) > self._limit, self._limit)
        return None


def _table(found: Any, line: int, long: bool, limit: int) -> Table | None:
    rows = found.indicators or ()
    columns, indicators = _indicators(rows, line)
    if indicators is None:
        return None
    head = {part: value for part in keys.HEAD if (value := getattr(found, part)) is not UNSET}
    goals = head.get("goals") or ()
    plan = head.get("plan") or {}
    table = Table(
        title=head.get("title") or "",
        number=head.get("number") or "",
        code=head.get("code") or "",
        project=head.get("project") or "",
        unit=head.get("unit") or "",
        year=head.get("year"),
        budget=_budget(head.get("budget")),
        purpose=head.get("purpose") or "",
        plan=tuple(
            PlanStep(period, amount, line_place(line, f"plan[{at}]"))
            for at, (period, amount) in enumerate(plan.items())
        ),
        goals=tuple(
            Goal(goal, line_place(line, f"goals[{at}]"))
            for at, goal in enumerate((goals,) if isinstance(goals, str) else goals)
        ),
        indicators=indicators,
        columns=columns,
        parts=HEAD_PARTS.intersection(head),
        place=line_place(line),
        places={part: line_place(line, part) for part in head},
        outcome=head.get("outcome") or "",
    )
    if long and _longest(table) > limit:
        return None
    year = table.year
    return table if year is None or 1000 <= year <= 9999 else None  # noqa: PLR2004 - four digits


def _indicators(rows: Any, line: int) -> tuple[frozenset[str], tuple[Indicator, ...] | None]:
    """Return the columns and the rows; None for rows if one has no name."""
    found: list[Indicator] = []
    columns: frozenset[str] = frozenset()
    for at, row in enumerate(rows):
        cells = structs.astuple(row)
        if UNSET in cells or None in cells:
            if cells[_NAME] is UNSET:
                return columns, None
            columns |= {field for field, cell in zip(CELL_FIELDS, cells, strict=True) if cell is not UNSET}
            cells = tuple(cell or "" for cell in cells)
        elif columns is not _ALL_CELLS:
            columns = _ALL_CELLS
        level1, level2, name, description, value, basis = cells
        anchor = _ANCHORS[at] if at < len(_ANCHORS) else f"indicators[{at}]"
        found.append(Indicator(level1, level2, name, description, value, basis, (), Place(line, 0, anchor)))
    return columns, tuple(found)


def _budget(found: Any) -> Budget:
    if found is None:
        return Budget()
    return Budget(*(part or "" for part in structs.astuple(found)))


def _longest(table: Table) -> int:
    texts = [getattr(table, part) for part in _TEXTS]
    texts += [goal.text for goal in table.goals]
    texts += [text for step in table.plan for text in (step.period, step.amount)]
    texts += structs.astuple(table.budget)
    texts += [cell for row in table.indicators for cell in structs.astuple(row)[: len(CELL_FIELDS)]]
    return max(map(len, texts))


def _table_type(*, chinese: bool) -> type[Struct]:
    """Return the type of a line with English keys, or with the official Chinese ones."""
    row: Any = _struct("row", dict.fromkeys(CELL_FIELDS, _Text), chinese=chinese)
    budget: Any = _struct("budget", dict.fromkeys(Budget.__struct_fields__, _Text), chinese=chinese)
    types: dict[str, Any] = dict.fromkeys(_TEXTS, _Text)
    types |= {
        "year": int | None | UnsetType,
        "budget": budget | None | UnsetType,
        "plan": dict[str, str] | None | UnsetType,
        "goals": list[str] | str | None | UnsetType,
        "indicators": list[row] | None | UnsetType,
    }
    return _struct("table", types, chinese=chinese)


def _struct(scope: str, types: dict[str, Any], *, chinese: bool) -> type[Struct]:
    return msgspec.defstruct(
        scope.title(),
        [(key, kind, UNSET) for key, kind in types.items()],
        rename={key: keys.official(scope, key) for key in types} if chinese else None,
        forbid_unknown_fields=True,
        gc=False,
    )
