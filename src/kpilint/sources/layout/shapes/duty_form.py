"""The older form: duties (职责), their activities, and indicators with thresholds for 优, 良, 中, 差."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kpilint import vocabulary
from kpilint.model import GRADE_NAMES, Duty, Place
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import Edges, dense, is_aligned, stacks
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers.headings import GRADE_FIELDS, column_of
from kpilint.sources.layout.heads.labels import label_of
from kpilint.sources.layout.rows.ragged import Placed

_ORDINAL: Final = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．)）]\s*")
_DUTY: Final = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")
_COLUMNS: Final = frozenset({"name", "value", "grades"})
_PARTS: Final = (("total", "budget"), ("purpose", "purpose"), ("goals", "goals"))


@dataclass
class DutyForm:
    """Columns of the form (field to position), and the duty under which rows stand."""

    cols: Mapping[str, int]
    width: int
    rows: int
    """Rows of the header."""
    unknown: tuple[str, ...] = ()
    """Thresholds beyond the four of the form, left out."""
    duty: Duty | None = None
    closed: bool = False
    """Other text has come between."""
    edges: Edges = ()
    """The columns' places in a physical table."""

    def read(self, row: GridRow, draft: Draft | None, head: Draft) -> Draft | None:
        """Read one row; return the table it belongs to, new if it opens an activity, None if it is a duty's.

        `head` lends unit and money unit to a new table.
        """
        fields = self._fields(row)
        activity, name = fields.get("duty"), fields.get("name")
        if activity and draft and name and activity.text in (draft.title, self.duty and self.duty.name):
            activity = None  # repeated in each row instead of merged
        if activity and (_DUTY.match(activity.text) or not name) and not (name and not draft and not self.duty):
            self.duty = _duty(activity, fields)
            if not name:
                return None
        if activity:
            draft = self._activity(activity, fields, head)
        if draft is None:
            draft = self._activity(GridCell("", row.place), fields, head)
        placed = Placed({key: cell for key, cell in fields.items() if key == "name" or key in GRADE_FIELDS})
        if name:
            draft.add_row(row, placed)
        elif placed.fields and draft.indicators:
            draft.extend_row(placed)
        return draft

    def fits(self, row: GridRow) -> bool:
        """True if a row after other text still belongs to the form: all its indicator cells are there."""
        fields = self._fields(row)
        return all(name in fields for name in ("name", *GRADE_FIELDS))

    def _fields(self, row: GridRow) -> dict[str, GridCell]:
        """Return cells by field; a row without the merged cells to the left is read from the right."""
        if self.edges and is_aligned(row):
            cells = dense(row, self.edges).cells
            return {name: cells[at] for name, at in self.cols.items() if cells[at].text and not cells[at].above}
        cells = row.cells
        missing = self.width - len(cells)
        if missing == self.cols["name"] and all(cell.text for cell in cells):
            cells = (GridCell("", row.place),) * missing + cells
        return {name: cells[at] for name, at in self.cols.items() if at < len(cells) and cells[at].text}

    def _activity(self, name: GridCell, fields: Mapping[str, GridCell], head: Draft) -> Draft:
        draft = Draft(place=name.place, title=name.text, columns=_COLUMNS, duty=self.duty)
        draft.texts = {**head.texts, "project": _ORDINAL.sub("", name.text, count=1)}
        draft.parts = set(head.parts) | {part for field, part in _PARTS if field in self.cols} | {"project"}
        draft.places = {**head.places, "title": name.place, "project": name.place}
        for field, part in _PARTS:
            if field in fields:
                draft.places[part] = fields[field].place
        if "total" in fields:
            draft.put("total", fields["total"])
        draft.purpose = [fields["purpose"]] if "purpose" in fields else []
        if "goals" in fields:
            draft.add_goal(fields["goals"])
        return draft


def find_duty_form(row: GridRow, below: GridRow | None) -> DutyForm | None:
    """Return the form whose header is `row`, with the grades in the row below or in the same one."""
    if row.prose:
        return None
    if is_aligned(row):
        return _aligned_form(row, below)
    cols: dict[str, int] = {}
    grades = -1
    headings = _headings()
    for at, cell in enumerate(row.cells):
        key = headings.get(vocabulary.term(cell.text), "") if len(cell.text) < _LONGEST else ""
        if key == "grades":
            grades = at
            continue
        field = "duty" if key == "duty" else _field(cell.text)
        if field:
            cols.setdefault(field, at)
    if "duty" not in cols or "name" not in cols:
        return None
    if GRADE_FIELDS[0] in cols:
        return DutyForm(cols, max(cols.values()) + 1, 1)
    names = [cell.text for cell in below.filled()] if below and not below.prose else []
    if below is None or names[: len(GRADE_NAMES)] != list(GRADE_NAMES):
        return None
    start = next(at for at, cell in enumerate(below.cells) if cell.text) or max(grades, 0)
    cols |= {name: start + i for i, name in enumerate(GRADE_FIELDS)}
    return DutyForm(cols, start + len(names), 2, tuple(names[len(GRADE_NAMES) :]))


def _aligned_form(row: GridRow, below: GridRow | None) -> DutyForm | None:
    """Return the form whose header is `row` of a physical table, alone or with the grades in the row below."""
    if not any(_is_duty(cell.text) for cell in row.cells):
        return None
    for rows in ([row], [row, below] if below is not None and is_aligned(below) and not below.gap else []):
        columns = stacks(rows)
        cols: dict[str, int] = {}
        for at, column in enumerate(columns):
            text = column.texts[-1] if column.texts else ""
            field = "duty" if _is_duty(text) else _field(text)
            if field:
                cols.setdefault(field, at)
        if {"duty", "name", *GRADE_FIELDS} <= cols.keys():
            edges = tuple((column.start, column.end) for column in columns)
            return DutyForm(cols, len(columns), len(rows), edges=edges)
    return None


_LONGEST: Final = 24
"""Characters of the longest heading."""


@lru_cache(maxsize=8192)
def _is_duty(text: str) -> bool:
    return len(text) < _LONGEST and _headings().get(vocabulary.term(text)) == "duty"


@cache
def _headings() -> dict[str, str]:
    return vocabulary.lookup("parts") | vocabulary.lookup("duty_form")


def _field(text: str) -> str:
    label = label_of(text)
    if label in ("total", "purpose", "goals"):
        return label
    found = column_of(text)
    return found[0] if found and (found[0] == "name" or found[0] in GRADE_FIELDS) else ""


def _duty(cell: GridCell, fields: Mapping[str, GridCell]) -> Duty:
    budget, content, goal = (fields[name].text if name in fields else "" for name in ("total", "purpose", "goals"))
    return Duty(cell.text, budget, content, goal, Place(cell.place.line, cell.place.column, cell.place.anchor))
