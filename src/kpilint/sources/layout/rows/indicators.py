"""One indicator from the cells of its row, and from the rest of the row that a page break cut off."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, VALUE_PARTS, Indicator, OtherValue, Place
from kpilint.sources.layout.cells import GridCell
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import GRADE_FIELDS, OTHER
from kpilint.sources.layout.rows.ragged import Above, Placed
from kpilint.values import join_value


def indicator(placed: Placed, place: Place, above: Above, header: Header | None) -> Indicator:
    """Return the indicator that the cells of a row make; levels that are missing are those of the row above."""
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
        further={name: fields[name].place for name in _KEPT if name in fields},
        **_further(fields, header or Header(())),
    )


def _place(fields: Mapping[str, GridCell], name: str) -> Place | None:
    """Return the place of a cell; the value's is that of its sign, or of the threshold of 优, where it has none."""
    names = (name,) if name != "value" else ("value", "sign", "measure", GRADE_FIELDS[0])
    return next((fields[key].place for key in names if key in fields), None)


def _value(placed: Placed) -> str:
    """Return the value with the sign before it and the unit after it, where the form has columns for them."""
    sign, number, measure = (
        placed.fields[name].text if name in placed.fields else "" for name in ("sign", "value", "measure")
    )
    return join_value(sign, number, measure) if sign or measure else number


def _further(fields: Mapping[str, GridCell], header: Header) -> dict[str, Any]:
    """Return what only some forms have: the parts of the value, weight, what was reached, values for other times."""
    found: dict[str, Any] = {name: fields[name].text for name in _KEPT if name in fields}
    if "value" in fields and not {"sign", "measure"}.isdisjoint(header.cols):
        found["number"] = fields["value"].text
    others = [(int(name.removeprefix(OTHER)), cell.text) for name, cell in fields.items() if name.startswith(OTHER)]
    if others:
        found["others"] = tuple(
            OtherValue(header.headings[at] if at < len(header.headings) else "", text) for at, text in others
        )
    return found


_KEPT: Final = tuple(name for name in FURTHER_FIELDS if name != "number")


def extended(row: Indicator, placed: Placed) -> Indicator:
    """Return a row with the cells that go on below joined to its own."""
    cells = list(row.cells)
    further = dict(row.further)
    texts: dict[str, str] = {}
    for name, cell in placed.fields.items():
        if name in CELL_FIELDS and not cell.above:
            texts[name] = getattr(row, name) + cell.text
            at = CELL_FIELDS.index(name)
            cells[at] = cells[at] or cell.place
        elif name in _KEPT and not cell.above:
            texts[name] = getattr(row, name) + cell.text
            further.setdefault(name, cell.place)
    if row.number or not texts.keys().isdisjoint(VALUE_PARTS):
        more = placed.fields["value"].text if "value" in placed.fields else ""
        number = texts["number"] = (row.number or row.value) + more
        texts["value"] = join_value(texts.get("sign", row.sign), number, texts.get("measure", row.measure))
    return replace(row, **texts, cells=tuple(cells), further=further)
