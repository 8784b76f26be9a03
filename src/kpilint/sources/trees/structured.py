"""Parsed YAML and JSON to Documents: what the keys mean, and what is wrong with them.

One root is a document mapping (with `tables` or `documents`), one table, or a list of tables. A table with any
fault is left out and reported, for a table half read would be scored for what is not there; the others are kept.
"""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct, structs

from kpilint import inputkeys as keys
from kpilint.model import Document, Problem, Table
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits
from kpilint.sources.trees.expect import LIST, MAPPING, Faults, Hints, fields, items, nodes, text
from kpilint.sources.trees.nodes import Map, Node, Seq, place
from kpilint.sources.trees.rowtree import RowReader
from kpilint.sources.trees.tabletree import read_table, read_year

_SHARED: Final = frozenset({"unit", "year"})
"""Keys that a document and a table both have, so that they tell nothing of which it is."""


class _Head(Struct):
    """What a document mapping says above its tables."""

    unit: str
    year: int | None
    tables: list[Table]


class Builder:
    """Collects tables and problems of one file, root by root."""

    def __init__(self, limits: Limits, finish: Callable[[Table, str], Table] = lambda table, _: table) -> None:
        self.problems: list[Problem] = []
        self._finish = finish
        self._limits = limits
        self._heads: list[_Head] = []
        self._rows = RowReader()
        self._hints = Hints()
        self._seen = 0
        self._counted_rows = 0

    def add_root(self, node: Node) -> None:
        """Take in one root node; null ones say nothing.

        Tables pass through `finish` with the path of keys that leads to them (`tables[0].`).

        Raises:
            ReadFailure: `input/format-version`, `input/too-large`.
        """
        if node.text == "":
            return
        if isinstance(node, Map) and _is_document(node):
            self._document(node)
        elif isinstance(node, Map):
            self._heads.append(_Head("", None, self._tables([("", node)], "document")))
        elif isinstance(node, Seq):
            self._heads.append(_Head("", None, self._tables((f"[{at}].", one) for at, one in enumerate(node.items))))
        else:
            faults = Faults(self._hints)
            wanted = (f"绩效目标表（{MAPPING[0]}）或其{LIST[0]}", f"a table ({MAPPING[1]}) or {LIST[1]} of tables")
            faults.wrong_type("文件 / file", node, wanted)
            self.problems += faults.problems

    def add_table(self, table: Table) -> None:
        """Take in a table that was read by other means."""
        self._count(len(table.indicators))
        self._heads.append(_Head("", None, [table]))

    def build(self, path: str, kind: str) -> Document:
        """Return the document; unit and year are those that its roots agree on first.

        Where roots differ in them, the tables of the others are given their own.
        """
        unit = next((one.unit for one in self._heads if one.unit), "")
        year = next((one.year for one in self._heads if one.year is not None), None)
        tables = [table for head in self._heads for table in _owned(head, unit, year)]
        if not tables and not self.problems:
            self.problems.append(Problem("input/no-table"))
        return Document(path, kind, tuple(tables), tuple(self.problems), unit, year)

    def _document(self, node: Map, path: str = "") -> None:
        faults = Faults(self._hints)
        found = fields(node, "document", faults, "table")
        version = found.get("kpilint")
        if version is not None and text(version, faults) != keys.FORMAT_VERSION:
            raise ReadFailure(
                "input/format-version",
                place(version.value),
                found=version.value.text or "?",
                expected=keys.FORMAT_VERSION,
            )
        unit, year = text(found.get("unit"), faults), read_year(found.get("year"), faults)
        text(found.get("source"), faults)
        tables = [(f"{path}tables[{at}].", one) for at, one in enumerate(nodes(found.get("tables"), faults))]
        inner = items(found.get("documents"), faults)
        self.problems += faults.problems
        self._heads.append(_Head(unit, year, self._tables(tables)))
        for at, one in enumerate(inner):
            if isinstance(one.value, Map):
                self._document(one.value, f"{path}documents[{at}].")
            else:
                wrong = Faults(self._hints)
                wrong.wrong_type(one.key.text, one.value, MAPPING)
                self.problems += wrong.problems

    def _tables(self, roots: Iterable[tuple[str, Node]], *suggest: str) -> list[Table]:
        found: list[Table] = []
        for path, node in roots:
            faults = Faults(self._hints)
            table = read_table(node, self._rows, faults, *suggest)
            self._count(len(table.indicators))
            if not faults.count:
                found.append(self._finish(table, path))
                continue
            called = table.project or table.title
            self.problems += faults.problems
            self.problems.append(
                Problem(
                    "input/table-left-out",
                    place(node),
                    {
                        "number": str(self._seen),
                        "title": f"“{called}”" if called else "",
                        "count": str(faults.count),
                    },
                )
            )
        return found

    def _count(self, rows: int) -> None:
        self._seen += 1
        self._counted_rows += rows
        for what, found, limit in (
            ("表数 / tables", self._seen, self._limits.tables),
            ("行数 / rows", self._counted_rows, self._limits.rows),
        ):
            if found > limit:
                raise ReadFailure("input/too-large", what=what, found=f"> {limit}", limit=str(limit))


def _is_document(node: Map) -> bool:
    """Return whether a mapping has a key that only document mappings have."""
    known = keys.spellings("document")
    return any(known[key.text] not in _SHARED for key in node.items[::2] if key.text in known)


def _owned(head: _Head, unit: str, year: int | None) -> list[Table]:
    own_unit = head.unit if head.unit != unit else ""
    own_year = head.year if head.year != year else None
    if not own_unit and own_year is None:
        return head.tables
    return [
        structs.replace(table, unit=table.unit or own_unit, year=own_year if table.year is None else table.year)
        for table in head.tables
    ]
