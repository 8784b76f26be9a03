"""Indicator rows from nodes. Rows of one file share few sets of keys: each set is understood once."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kpilint import inputkeys as keys
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, BrokenRow, Indicator, OtherValue, Place
from kpilint.sources.trees.expect import LIST, MAPPING, Faults, Given, fields, items, pairs, text
from kpilint.sources.trees.nodes import Map, Node, Seq, place
from kpilint.values import join_value

_TEXTS: Final = (*CELL_FIELDS, *FURTHER_FIELDS)
_GRADES: Final = ("excellent", "good", "fair", "poor")


class _Shape(Struct, frozen=True):
    """Where in a row's members each cell stands (0, a key's place: nowhere), for one sequence of keys without fault."""

    at: tuple[int, ...]
    columns: frozenset[str]


class RowReader:
    """Turns row nodes into indicators."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[str | None, ...], _Shape] = {}

    def indicators(self, nodes: Sequence[Node], key: str, faults: Faults) -> tuple[list[Indicator], frozenset[str]]:
        """Return the rows and the columns that any of them has; faulty rows are left out and noted."""
        found: list[Indicator] = []
        columns: set[frozenset[str]] = set()
        shapes, last = self._shapes, None
        for number, node in enumerate(nodes, 1):
            row: Indicator | None = None
            if node.__class__ is Map:
                spelt = tuple([one.text for one in node.items[::2]])
                shape = shapes.get(spelt) or self._understand(spelt)
                if shape is not None:
                    row = _plain(node, shape)
                    if shape is not last:
                        columns.add(shape.columns)
                        last = shape
            if row is None:
                row, own = _careful(node, f"{key}[{number}]", faults)
                columns.add(own)
            if row is not None:
                found.append(row)
        return found, frozenset().union(*columns)

    def _understand(self, spelt: tuple[str | None, ...]) -> _Shape | None:
        """Return the shape of a row with these keys; None if it needs care: an unknown key, grades, no name."""
        known = keys.spellings("row")
        named = [known.get(key) if key is not None else None for key in spelt]
        plain = set(named) <= set(CELL_FIELDS) and len(set(named)) == len(named) and "name" in named
        if not plain:
            return None
        at = tuple(2 * named.index(field) + 1 if field in named else 0 for field in CELL_FIELDS)
        shape = self._shapes[spelt] = _Shape(at, frozenset(CELL_FIELDS).intersection(named))
        return shape


def broken_row(given: Given, faults: Faults) -> BrokenRow | None:
    """Return a row that its source had broken: its text, and the cells that could be made out."""
    if not isinstance(given.value, Map):
        faults.wrong_type(given.key.text, given.value, MAPPING)
        return None
    found = fields(given.value, "broken", faults)
    return BrokenRow(text(found.get("text"), faults), place(given.value), _row(given.value, found, faults))


def _plain(node: Map, shape: _Shape) -> Indicator | None:
    """Return a row of a known shape; None if a cell is no text."""
    texts: list[str] = []
    places: list[Place | None] = []
    members = node.items
    for at in shape.at:
        if at:
            cell = members[at]
            if cell.text is None:
                return None
            texts.append(cell.text)
            places.append(Place(cell.line, cell.column))
        else:
            texts.append("")
            places.append(None)
    level1, level2, name, description, value, basis = texts
    at_row = Place(node.line, node.column)
    return Indicator(level1, level2, name, description, value, basis, (), at_row, tuple(places))


def _careful(node: Node, key: str, faults: Faults) -> tuple[Indicator | None, frozenset[str]]:
    if not isinstance(node, Map):
        faults.wrong_type(key, node, MAPPING)
        return None, frozenset()
    found = fields(node, "row", faults)
    if "name" not in found:
        faults.add("input/missing-name", node)
        return None, frozenset()
    return _row(node, found, faults), keys.columns_of(found)


def _row(node: Map, found: dict[str, Given], faults: Faults) -> Indicator:
    cells: dict[str, str] = {field: text(found[field], faults) for field in _TEXTS if field in found}
    thresholds = grades(found.get("grades"), faults)
    if "value" not in found and thresholds:
        cells["value"] = thresholds[0]
    own = {**found, "value": found["number"]} if "number" in found and "value" not in found else found
    return Indicator(
        **_joined(cells),
        grades=thresholds,
        place=place(node),
        cells=tuple(place(own[field].value) if field in own else None for field in CELL_FIELDS),
        further={field: place(found[field].value) for field in FURTHER_FIELDS if field in found},
        term=read_term(found.get("term"), faults),
        others=tuple(OtherValue(heading, cell) for heading, cell, _ in _others(found.get("others"), faults)),
    )


def _joined(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells with the target value made of its parts, where it is split and not given whole.

    Beside a sign or a unit the value is the number that the form has in that column, if no number is given.
    """
    if "number" not in cells and ("sign" in cells or "measure" in cells):
        cells = {**cells, "number": cells.get("value", "")}
    elif "number" not in cells or "value" in cells:
        return cells
    return {**cells, "value": join_value(cells.get("sign", ""), cells["number"], cells.get("measure", ""))}


def _others(given: Given | None, faults: Faults) -> list[tuple[str, str, Node]]:
    return pairs(given, "other", ("heading", "text"), faults)


def read_term(given: Given | None, faults: Faults) -> str:
    """Return the term that is named, "long" or "year", "" for none."""
    written = text(given, faults)
    term = keys.term_of(written)
    if given is not None and term is None:
        known = {key: keys.official_term(key) for key in keys.TERM_GOALS}
        expected_zh, expected = "、".join(known.values()), ", ".join(known)
        faults.add("input/not-a-term", given.value, found=written[:20], expected_zh=expected_zh, expected=expected)
    return term or ""


def grades(given: Given | None, faults: Faults) -> tuple[str, ...]:
    """Return the thresholds of 优, 良, 中, 差: from a list of four, or a mapping in which any may be missing."""
    if given is None or given.value.text == "":
        return ()
    node = given.value
    if isinstance(node, Map):
        found = fields(node, "grades", faults)
        return tuple(text(found.get(grade), faults) for grade in _GRADES)
    if not isinstance(node, Seq):
        faults.wrong_type(given.key.text, node, (f"{LIST[0]}或{MAPPING[0]}", f"{LIST[1]} or {MAPPING[1]}"))
        return ()
    thresholds = tuple(text(one, faults) for one in items(given, faults))
    if len(thresholds) != len(_GRADES):
        faults.add("input/grades-count", node, found=str(len(thresholds)))
    return thresholds
