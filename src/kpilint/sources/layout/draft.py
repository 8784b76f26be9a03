"""A table while it is read: what its head said so far, and its rows."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from kpilint.model import (
    CELL_FIELDS,
    BrokenRow,
    Budget,
    Duty,
    Goal,
    Indicator,
    Place,
    PlanStep,
    Table,
)
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.heads.goals import split_goals
from kpilint.sources.layout.heads.labels import number_of
from kpilint.sources.layout.heads.terms import LONG, YEAR, settled
from kpilint.sources.layout.rows.indicators import extended, indicator
from kpilint.sources.layout.rows.ragged import Above, Placed


@dataclass
class Draft:
    """What is known of one table. `last` is the part of the head read last, `closed` that other text came between."""

    place: Place = field(default_factory=Place)
    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """code, project, unit, total, fiscal, other, money_unit, as published."""
    places: dict[str, Place] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    purpose: list[GridCell] = field(default_factory=list)
    goals: list[GridCell] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    """For what time each of `goals` is."""
    term: str = ""
    """For what time the goals or rows read next are."""
    repeated: set[str] = field(default_factory=set)
    """Goals of a wide sheet, which may repeat them on each row."""
    named: bool = False
    """That the row above, in a wide sheet, named its project itself."""
    reached: list[GridCell] = field(default_factory=list)
    """What a self-evaluation says was reached of the goals."""
    goal_columns: list[tuple[int, int, str]] = field(default_factory=list)
    """Start, end and time of the labels under which goals stand side by side."""
    periods: list[tuple[int, str]] = field(default_factory=list)
    plan: list[PlanStep] = field(default_factory=list)
    header: Header | None = None
    columns: frozenset[str] = frozenset()
    indicators: list[Indicator] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)
    duty: Duty | None = None
    above: Above = field(default_factory=Above)
    last: str = ""
    closed: bool = False
    apart: bool = False
    """That other text is set apart from the table by a blank line or a heading."""
    foreign: bool = False
    """That the physical table which is read, after other text, has other columns: only a header makes it this one's."""
    said: set[str] = field(default_factory=set)
    """Rows of the head as they stand, which a table may repeat on the next page."""
    page_top: bool = False
    """That the next row is the first on its page."""
    blank: dict[str, int] = field(default_factory=dict)
    """By level, the first row below the text of the cell that its last rows share: that text is on the next page."""
    lent: bool = False
    """Unit and money unit are those of a line above the title."""

    def mark(self, part: str, place: Place) -> None:
        """Note that the source has a place for a part of the head, and where."""
        self.parts.add(part)
        self.places.setdefault(part, place)

    def put(self, name: str, cell: GridCell) -> None:
        """Keep the first text given for a field of the head."""
        self.texts.setdefault(name, cell.text)

    def add_goal(self, cell: GridCell, term: str = "") -> None:
        """Add a piece of the goals, for the time given or that of the label read last."""
        self.goals.append(cell)
        self.terms.append(term or self.term)

    def add_row(self, row: GridRow, placed: Placed) -> None:
        """Add an indicator, or a broken row."""
        own = [cell.place for cell in placed.fields.values() if not cell.above]
        place = min(own, key=lambda at: (at.line, at.column), default=row.place)
        read = indicator(placed, place, self.above, self.header)
        term = placed.term or self.term
        row_read = replace(read, term=term) if term else read
        if placed.whole:
            self.indicators.append(row_read)
        else:
            self.broken.append(BrokenRow(row.text, row.place, row_read))
        self.above = Above(row_read.level1, row_read.level2, rows=True)

    def head_rows(self, row: GridRow) -> None:
        """Note a first level that stands in a row of its own, above its rows."""
        self.above = Above(row.filled()[0].text, rows=True)

    def note_blank(self, level: str, cell: GridCell, unmerged: set[str]) -> None:
        """Note where a level cell of a physical table starts, and fill it in above where a page break parts its text.

        A merged cell has its text in the middle, which may be on the next page; the rows above it on this page have
        an empty cell to their left. `unmerged` are the levels that the document is seen to leave empty row by row.
        """
        if cell.above:
            return
        start = self.blank.pop(level, None)
        if not self.page_top:
            if start is not None:
                unmerged.add(level)  # an empty cell that ended within its page
            if not cell.text:
                self.blank[level] = len(self.indicators)
        elif start is not None and cell.text and level not in unmerged:
            self.indicators[start:] = [replace(row, **{level: cell.text}) for row in self.indicators[start:]]

    def note_levels(self, placed: Placed) -> None:
        """Note the levels of a row that has nothing else: rows below inherit them."""
        levels = [placed.fields[name].text if name in placed.fields else "" for name in ("level1", "level2")]
        self.above = Above(levels[0] or self.above.level1, levels[1], rows=True)

    def extend_row(self, placed: Placed) -> None:
        """Join the cells of a row that goes on, after a page break or below, to those of the row above."""
        self.indicators[-1] = extended(self.indicators[-1], placed)
        self.above = Above(self.indicators[-1].level1, self.indicators[-1].level2, rows=True)

    def extend_text(self, cell: GridCell) -> None:
        """Join a line that runs on from the last cell of the row above."""
        row = self.indicators[-1]
        name = next(name for name in reversed(CELL_FIELDS) if getattr(row, name) or name == "name")
        self.indicators[-1] = replace(row, **{name: f"{getattr(row, name)}\n{cell.text}"})

    def unit_only(self) -> "Draft":
        """Return a draft with this one's unit and money unit."""
        kept = ("unit", "money_unit")
        return Draft(
            texts={name: text for name, text in self.texts.items() if name in kept},
            parts=self.parts & {"unit"},
            places={name: place for name, place in self.places.items() if name in kept},
        )

    def only_unit(self) -> bool:
        """True if nothing is known but a unit or money unit."""
        return "money_unit" in self.texts and not (self.title or self.header or self.parts - {"unit"})

    def has_unit(self) -> bool:
        """True if the money unit is given, or a header has come: another one belongs to the next table."""
        return self.header is not None or ("money_unit" in self.texts and not self.lent)

    def has_head(self) -> bool:
        """True if the head says what the table is about."""
        return bool(self.title or self.texts.get("code") or self.texts.get("project") or self.goals)

    def table(self, year: int | None) -> Table:
        """Return the table."""
        title = self.title
        terms = settled([one.term for one in self.indicators])
        rows = [
            one if one.term == term else replace(one, term=term)
            for one, term in zip(self.indicators, terms, strict=True)
        ]
        return Table(
            title=title,
            number=number_of(title),
            code=self.texts.get("code", ""),
            project=self.texts.get("project", ""),
            unit=self.texts.get("unit", ""),
            year=year,
            budget=Budget(*(self.texts.get(name, "") for name in ("total", "fiscal", "other", "money_unit"))),
            purpose="\n".join(cell.text for cell in self.purpose),
            plan=tuple(self.plan),
            goals=self._goals(),
            indicators=tuple(rows),
            broken=tuple(self.broken),
            columns=self.columns | {"term"} if any(terms) else self.columns,
            parts=frozenset(self.parts),
            duty=self.duty,
            place=self.place,
            places=dict(self.places),
            outcome="\n".join(cell.text for cell in self.reached),
        )

    def _goals(self) -> tuple[Goal, ...]:
        """Return the goals, those of each time split by themselves, the long-term ones first."""
        other = LONG if YEAR in self.terms else ""  # 总体目标 beside 年度目标
        terms = settled([term or other for term in self.terms])
        pieces = list(zip(self.goals, terms, strict=True))
        return tuple(
            replace(goal, term=term) if term else goal
            for term in sorted(set(terms))
            for goal in split_goals([(cell.text, cell.place) for cell, own in pieces if own == term])
        )
