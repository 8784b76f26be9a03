"""A table while it is read: what its head said so far, and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from kpilint.model import CELL_FIELDS, BrokenRow, Budget, Duty, Indicator, Place, PlanStep, Table
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.goals import split_goals
from kpilint.sources.layout.headers import GRADE_FIELDS, Header
from kpilint.sources.layout.labels import number_of
from kpilint.sources.layout.rows import Above, Placed


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
    lent: bool = False
    """Unit and money unit are those of a line above the title."""

    def mark(self, part: str, place: Place) -> None:
        """Note that the source has a place for a part of the head, and where."""
        self.parts.add(part)
        self.places.setdefault(part, place)

    def put(self, name: str, cell: GridCell) -> None:
        """Keep the first text given for a field of the head."""
        self.texts.setdefault(name, cell.text)

    def add_row(self, row: GridRow, placed: Placed) -> None:
        """Add an indicator, or a broken row."""
        places = [cell.place for cell in placed.fields.values()]
        place = min(places, key=lambda at: (at.line, at.column)) if places and not places[0].anchor else row.place
        indicator = _indicator(placed, place, self.above)
        if placed.whole:
            self.indicators.append(indicator)
        else:
            self.broken.append(BrokenRow(row.text, row.place, indicator))
        self.above = Above(indicator.level1, indicator.level2, rows=True)

    def head_rows(self, row: GridRow) -> None:
        """Note a first level that stands in a row of its own, above its rows."""
        self.above = Above(row.filled()[0].text, rows=True)

    def extend_row(self, placed: Placed) -> None:
        """Join the cells of a row cut in two by a page break to those of the row above."""
        row = self.indicators[-1]
        cells = list(row.cells)
        texts: dict[str, str] = {}
        for name, cell in placed.fields.items():
            if name in CELL_FIELDS:
                texts[name] = getattr(row, name) + cell.text
                at = CELL_FIELDS.index(name)
                cells[at] = cells[at] or cell.place
        joined = _value(placed)
        if joined and "value" not in placed.fields:
            texts["value"] = row.value + joined
        self.indicators[-1] = replace(row, **texts, cells=tuple(cells))
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
            goals=split_goals([(cell.text, cell.place) for cell in self.goals]),
            indicators=tuple(self.indicators),
            broken=tuple(self.broken),
            columns=self.columns,
            parts=frozenset(self.parts),
            duty=self.duty,
            place=self.place,
            places=dict(self.places),
        )


def _indicator(placed: Placed, place: Place, above: Above) -> Indicator:
    fields = placed.fields
    level1 = fields["level1"].text if "level1" in fields else above.level1
    same = "level1" not in fields or level1 == above.level1
    level2 = fields["level2"].text if "level2" in fields else above.level2 if same else ""
    name, description, basis = (fields[one].text if one in fields else "" for one in ("name", "description", "basis"))
    grades = tuple(fields[name].text if name in fields else "" for name in GRADE_FIELDS)
    return Indicator(
        level1=level1,
        level2=level2,
        name=name,
        description=description,
        value=_value(placed) or grades[0],
        basis=basis,
        grades=grades if any(grades) else (),
        place=place,
        cells=tuple(_place(fields, one) for one in CELL_FIELDS),
    )


def _place(fields: Mapping[str, GridCell], name: str) -> Place | None:
    """Return the place of a cell; the value's is that of its sign, or of the threshold of 优, where it has none."""
    names = (name,) if name != "value" else ("value", "sign", "measure", GRADE_FIELDS[0])
    return next((fields[key].place for key in names if key in fields), None)


def _value(placed: Placed) -> str:
    """Return the value with the sign before it and the unit after it, where the form has columns for them."""
    return "".join(placed.fields[name].text for name in ("sign", "value", "measure") if name in placed.fields)
