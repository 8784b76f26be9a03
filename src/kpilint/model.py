"""The values everything else speaks of: Document, Table, Indicator and their places.

All values are frozen. Every published cell is kept as it was published; parsed forms (`values.Target`,
`citations.Citation`) are derived from the text and never replace it.

`msgspec.Struct` serves as the frozen, slotted record type: see docs/decisions/0002-msgspec.md.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

CELL_FIELDS: Final = ("level1", "level2", "name", "description", "value", "basis")
"""The six cells of an indicator row, in the order of the official form."""

COLUMNS: Final = (*CELL_FIELDS, "grades")
"""What the indicator table of a form may have a column for."""

VALUE_PARTS: Final = ("sign", "number", "measure")
"""Columns into which some forms split the target value (指标性质 | 指标值 | 度量单位), in that order."""

FURTHER_FIELDS: Final = ("sign", "number", "measure", "direction", "weight", "actual", "score", "reason")
"""Cells that only some provinces' forms and self-evaluations have."""

ROW_COLUMNS: Final = (*COLUMNS, *FURTHER_FIELDS, "term", "others")
"""What `Table.columns` may hold, in the order it is written."""

HEAD_PARTS: Final = frozenset({"code", "project", "unit", "budget", "purpose", "plan", "goals"})
"""Parts of a table's head that a form may have or lack."""

GRADE_NAMES: Final = ("优", "良", "中", "差")
"""Order of `Indicator.grades`."""


class Place(Struct, frozen=True, gc=False):
    """Where a cell stands in its document.

    All numbers count from 1; 0 means the format has none. In text and YAML `line` and `column` are those of the
    file. Where `table` is given (docx, doc, html, pdf) they are the row and the column in that table, the tables
    being counted through the document, and `page` is the page. `anchor` names the place in the format's own terms
    where numbers do not (`Sheet1!C7`, `tables[3].indicators[0].value`), or the heading that stands above the table.
    """

    line: int = 0
    column: int = 0
    anchor: str = ""
    table: int = 0
    page: int = 0

    def __str__(self) -> str:
        if self.table or self.page:
            named = (("p", self.page), ("T", self.table), ("R", self.line), ("C", self.column))
            return " ".join(f"{letter}{number}" for letter, number in named if number)
        if not self.line:
            return self.anchor
        at = f"{self.line}:{self.column}" if self.column else str(self.line)
        return f"{at} {self.anchor}" if self.anchor else at


class OtherValue(Struct, frozen=True, gc=False):
    """A target value for another time than the year's (上年完成值): the column's heading and the cell."""

    heading: str
    text: str


class Indicator(Struct, frozen=True):
    """One third-level row (三级指标) as published.

    An empty string is an empty cell, or a column that the form does not have: `Table.columns` tells which.
    `value` is the target value; in the older duty-activity form it is the threshold of 优, and `grades` holds the
    thresholds of 优, 良, 中, 差 in that order. Where the form splits the value over columns, `value` is the cells of
    `VALUE_PARTS` joined, and they are kept beside it. `term` tells a long-term indicator ("long") from one of the
    year ("year") where one table has both; "" elsewhere.
    """

    level1: str = ""
    level2: str = ""
    name: str = ""
    description: str = ""
    value: str = ""
    basis: str = ""
    grades: tuple[str, ...] = ()
    place: Place = Place()
    cells: tuple[Place | None, ...] = ()
    """Places of `CELL_FIELDS`, where the source knows them; None for a cell merged into the one above."""
    sign: str = ""
    number: str = ""
    measure: str = ""
    direction: str = ""
    weight: str = ""
    actual: str = ""
    score: str = ""
    reason: str = ""
    term: str = ""
    others: tuple[OtherValue, ...] = ()
    further: Mapping[str, Place] = {}
    """Places of the cells of `FURTHER_FIELDS` that the row has, where the source knows them."""

    def own_place(self, field: str) -> Place | None:
        """Return the place of a cell, None where it has none of its own: merged into another, or not known."""
        if field in self.further:
            return self.further[field]
        field = "value" if field == "number" else field
        return self.cells[CELL_FIELDS.index(field)] if self.cells and field in CELL_FIELDS else None

    def place_of(self, field: str) -> Place:
        """Return the place of one cell, or the row's place where the cell has none of its own."""
        if (found := self.own_place(field)) is not None:
            return found
        if not self.cells and self.place.anchor and not self.place.table and field:
            return Place(self.place.line, self.place.column, f"{self.place.anchor}.{field}")
        return self.place


class Cell(Struct, frozen=True, gc=False):
    """One cell of an indicator row: what rules of the smallest grain look at."""

    field: str
    text: str


class BrokenRow(Struct, frozen=True):
    """A row of an indicator table that could not be read whole; `read` holds what could be made out of it."""

    text: str
    place: Place
    read: Indicator = Indicator()


class Goal(Struct, frozen=True):
    """One goal (绩效目标) as published, with its own number if it has one.

    `term` is "long" or "year" where the form has two sets of goals (中长期目标, 年度目标), "" where it has one.
    """

    text: str
    place: Place = Place()
    term: str = ""


class Budget(Struct, frozen=True):
    """Amounts as published; `money_unit` is the unit the form states (万元)."""

    total: str = ""
    fiscal: str = ""
    other: str = ""
    money_unit: str = ""


class PlanStep(Struct, frozen=True):
    """One column of the spending plan (资金支出计划): by when, and how much as published (20%, 200.00)."""

    period: str
    amount: str
    place: Place = Place()


class Duty(Struct, frozen=True):
    """The duty (职责) above an activity in the older duty-activity form."""

    name: str
    budget: str = ""
    content: str = ""
    goal: str = ""
    place: Place = Place()


class Table(Struct, frozen=True):
    """The performance targets of one project (or of one activity, in the older form)."""

    title: str = ""
    number: str = ""
    code: str = ""
    project: str = ""
    unit: str = ""
    year: int | None = None
    budget: Budget = Budget()
    purpose: str = ""
    plan: tuple[PlanStep, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    columns: frozenset[str] = frozenset()
    """Which of `COLUMNS` the source had."""
    parts: frozenset[str] = frozenset()
    """Which of `HEAD_PARTS` the source had a place for, filled in or not."""
    duty: Duty | None = None
    place: Place = Place()
    places: Mapping[str, Place] = {}
    """Places of title, code, project, unit, budget, purpose, plan, goals, where known."""
    outcome: str = ""
    """What a self-evaluation says was reached of the goals (实际完成情况)."""

    def place_of(self, field: str) -> Place:
        """Return the place of a field of the table's head, or the table's own place."""
        return self.places.get(field, self.place)


class Problem(Struct, frozen=True):
    """Something a reader met that it could not read or could not place; nothing is dropped in silence.

    `code` names an entry of `problems.CATALOGUE`, `args` fill its message.
    """

    code: str
    place: Place = Place()
    args: Mapping[str, str] = {}
    table: int | None = None
    """Index of the table it belongs to, None where it concerns the document."""


class Remark(Struct, frozen=True):
    """A comment to kpilint in a YAML file (`# kpilint: …`): its text and the lines it is about, first to last."""

    text: str
    place: Place
    first: int
    last: int


class Document(Struct, frozen=True):
    """One published or submitted file of one unit in one year."""

    path: str
    format: str
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    unit: str = ""
    year: int | None = None
    remarks: tuple[Remark, ...] = ()


class Corpus(Struct, frozen=True):
    """All documents of one run: what rules of the largest grain look at."""

    documents: tuple[Document, ...] = ()
