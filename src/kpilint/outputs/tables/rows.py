"""Indicator rows as plain values with the English keys of the input format."""

from collections.abc import Sequence
from typing import Any, Final

from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, GRADE_NAMES, VALUE_PARTS, Indicator, Table
from kpilint.values import join_value

_GRADES: Final = ("excellent", "good", "fair", "poor")
_ALONE: Final = tuple(field for field in FURTHER_FIELDS if field not in VALUE_PARTS)
_LONGEST_KEY: Final = 200
"""YAML allows a key before a colon 1024 bytes; a period of the spending plan has about ten characters."""


def cells_of(row: Indicator, columns: frozenset[str], *, whole: bool = False) -> dict[str, Any]:
    """Return the cells of the source's columns, filled in or not, and whatever else is filled in.

    Beside a sign or a unit the value is written as the form has it, as the number alone, unless `whole` is wanted or
    reading would not join the parts to the same value again. The name is what makes a row; a row with thresholds and
    no `value` would be read with the first of them.
    """
    cells: dict[str, Any] = {
        field: text
        for field in CELL_FIELDS
        if (text := getattr(row, field)) or field in columns or field == "name" or (field == "value" and row.grades)
    }
    parts = {field: text for field in VALUE_PARTS if (text := getattr(row, field)) or field in columns}
    if parts:
        cells = _with_parts(row, cells, parts, whole=whole)
    if row.grades:
        padded = (*row.grades, *("" for _ in GRADE_NAMES))[: len(GRADE_NAMES)]
        cells["grades"] = dict(zip(_GRADES, padded, strict=True))
    elif "grades" in columns:
        cells["grades"] = ""
    cells |= {field: text for field in (*_ALONE, "term") if (text := getattr(row, field)) or field in columns}
    if row.others or "others" in columns:
        cells["others"] = pairs([(one.heading, one.text) for one in row.others], "heading", "text")
    return cells


def broken_rows(table: Table, *, whole: bool = False) -> list[dict[str, Any]]:
    """Return the broken rows of a table: their text, and the cells that could be made out."""
    found = []
    for row in table.broken:
        cells = cells_of(row.read, frozenset(), whole=whole)
        if not cells["name"]:
            del cells["name"]
        found.append({"text": row.text, **cells})
    return found


def pairs(texts: Sequence[tuple[str, str]], first: str, second: str) -> dict[str, str] | list[dict[str, str]]:
    """Return pairs of texts as a mapping, or as a list of mappings where the first ones repeat or make no keys."""
    found = dict(texts)
    if len(found) == len(texts) and all("\n" not in key and len(key) <= _LONGEST_KEY for key in found):
        return found
    return [{first: one, second: other} for one, other in texts]


def _with_parts(row: Indicator, cells: dict[str, Any], parts: dict[str, str], *, whole: bool) -> dict[str, Any]:
    """Return the cells with the parts of a split value around it, in the order of the form."""
    joins = join_value(row.sign, row.number, row.measure) == row.value
    beside = "sign" in parts or "measure" in parts
    if joins and beside and not whole:
        parts.pop("number", None)
        value = {"value": row.number} if "value" in cells or row.number else {}
    else:
        parts["number"] = row.number
        value = {"value": row.value}
    before = {field: cell for field, cell in cells.items() if field not in {"value", "basis"}}
    after = {field: cell for field, cell in cells.items() if field == "basis"}
    sign = {"sign": parts.pop("sign")} if "sign" in parts else {}
    return {**before, **sign, **value, **parts, **after}
