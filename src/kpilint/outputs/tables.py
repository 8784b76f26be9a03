"""Documents to the input format again, as YAML for people or JSON for programs: what `kpilint import` writes.

Reading what is written here gives equal tables, apart from their places.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kpilint import inputkeys as keys
from kpilint.model import (
    CELL_FIELDS,
    COLUMNS,
    GRADE_NAMES,
    HEAD_PARTS,
    Budget,
    Document,
    Indicator,
    Place,
    Problem,
    Table,
)
from kpilint.outputs.yamltext import comment, entry, scalar
from kpilint.problems import message

_GRADES: Final = ("excellent", "good", "fair", "poor")
_LONGEST_KEY: Final = 200
"""YAML allows a key before a colon 1024 bytes; a period of the spending plan has about ten characters."""


def to_yaml(documents: Sequence[Document], comments: bool = True) -> str:
    """Return one YAML document for each document, with the official Chinese keys.

    Comments say where each table came from and what its reader could not make out.
    """
    return "---\n".join("".join(f"{line}\n" for line in _yaml(one, comments)) for one in documents)


def to_json(documents: Sequence[Document]) -> str:
    """Return a JSON text with English keys; an empty string is an empty cell or a missing column: `columns` tells."""
    content = {"kpilint": 1, "documents": [_json(one) for one in documents]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _yaml(document: Document, comments: bool) -> Iterator[str]:
    if comments:
        yield comment(f"来源：{document.path}")
        yield from (_about(one) for one in document.problems if one.table is None)
    yield "kpilint: 1"
    head = {"unit": document.unit, "year": "" if document.year is None else str(document.year)}
    yield from (f"{keys.official('document', key)}: {scalar(text)}" for key, text in head.items() if text)
    called = keys.official("document", "tables")
    yield f"{called}:" if document.tables else f"{called}: []"
    for index, table in enumerate(document.tables):
        if comments:
            yield ""
            yield comment(f"来源：{document.path} {_where(table.place)}".rstrip())
            yield from (_about(one) for one in document.problems if one.table == index)
        yield from entry(_translated(_content(table)))


def _about(problem: Problem) -> str:
    where = _where(problem.place)
    return comment(f"问题（{where}）：" if where else "问题：", message(problem.code, problem.args, "zh"))


def _where(place: Place) -> str:
    line = f"第 {place.line} 行" if place.line else ""
    return f"{line} {place.anchor}".strip()


def _json(document: Document) -> dict[str, Any]:
    return {
        "path": document.path.encode("utf-8", "replace").decode(),
        "format": document.format,
        "unit": document.unit,
        "year": document.year,
        "tables": [_json_table(index, table) for index, table in enumerate(document.tables)],
        "problems": [
            {
                "code": one.code,
                "table": one.table,
                "place": str(one.place),
                "zh": message(one.code, one.args, "zh"),
                "en": message(one.code, one.args, "en"),
            }
            for one in document.problems
        ],
    }


def _json_table(index: int, table: Table) -> dict[str, Any]:
    """Return a table with every key there is, so that programs need not ask; `parts` tells what the source had."""
    content = _content(table)
    plan = [{"period": step.period, "amount": step.amount} for step in table.plan]
    whole: dict[str, Any] = {key: getattr(table, key) for key in ("title", "number", "code", "project", "unit", "year")}
    whole |= {"budget": _budget(table.budget, every=True), "purpose": table.purpose, "plan": plan}
    whole |= {"goals": [goal.text for goal in table.goals], "columns": [c for c in COLUMNS if c in table.columns]}
    whole["parts"] = sorted(table.parts)
    if "duty" in content:
        whole["duty"] = content["duty"]
    whole["indicators"] = [{**_cells(row, frozenset(CELL_FIELDS)), "place": str(row.place)} for row in table.indicators]
    whole["broken"] = [{**row, "place": str(one.place)} for row, one in zip(_broken(table), table.broken, strict=True)]
    return {"index": index, "place": str(table.place), **whole}


def _content(table: Table) -> dict[str, Any]:
    """Return what a table says as plain values with English keys: no more than what it takes to read it again."""
    head = {key: value for key, value in _head(table).items() if value or key in table.parts}
    rows = [_cells(row, table.columns) for row in table.indicators]
    if table.duty is not None:
        parts = {key: getattr(table.duty, key) for key in ("name", "budget", "content", "goal")}
        head["duty"] = {key: text for key, text in parts.items() if text}
    if frozenset().union(*rows) != table.columns:
        head["columns"] = [column for column in COLUMNS if column in table.columns]
    if HEAD_PARTS.intersection(head) != table.parts:
        head["parts"] = [part for part in keys.variants("table") if part in table.parts]
    if rows:
        head["indicators"] = rows
    if table.broken:
        head["broken"] = _broken(table)
    return head


def _head(table: Table) -> dict[str, Any]:
    head: dict[str, Any] = {key: getattr(table, key) for key in keys.HEAD}
    head["year"] = "" if table.year is None else str(table.year)
    head["budget"] = _budget(table.budget, every=False)
    head["plan"] = _plan(table)
    head["goals"] = [goal.text for goal in table.goals]
    return head


def _budget(budget: Budget, *, every: bool) -> dict[str, str]:
    parts = {key: getattr(budget, key) for key in ("total", "fiscal", "other", "money_unit")}
    return {key: text for key, text in parts.items() if text or every}


def _plan(table: Table) -> dict[str, str] | list[dict[str, str]]:
    """Return the plan as a mapping, or as a list where periods repeat or make no keys."""
    plan = {step.period: step.amount for step in table.plan}
    if len(plan) == len(table.plan) and all("\n" not in period and len(period) <= _LONGEST_KEY for period in plan):
        return plan
    return [{"period": step.period, "amount": step.amount} for step in table.plan]


def _cells(row: Indicator, columns: frozenset[str]) -> dict[str, Any]:
    """Return the cells of the source's columns, filled in or not, and whatever else is filled in.

    The name is what makes a row; a row with thresholds and no `value` would be read with the first of them.
    """
    cells: dict[str, Any] = {
        field: text
        for field in CELL_FIELDS
        if (text := getattr(row, field)) or field in columns or field == "name" or (field == "value" and row.grades)
    }
    if row.grades:
        padded = (*row.grades, *("" for _ in GRADE_NAMES))[: len(GRADE_NAMES)]
        cells["grades"] = dict(zip(_GRADES, padded, strict=True))
    elif "grades" in columns:
        cells["grades"] = ""
    return cells


def _broken(table: Table) -> list[dict[str, Any]]:
    found = []
    for row in table.broken:
        cells = _cells(row.read, frozenset())
        if not cells["name"]:
            del cells["name"]
        found.append({"text": row.text, **cells})
    return found


_INSIDE: Final = {"indicators": "row", "broken": "broken", "budget": "budget", "duty": "duty", "grades": "grades"}
"""Which keys the mappings under a key have."""


def _translated(content: dict[str, Any], scope: str = "table") -> dict[str, Any]:
    """Return `content` under the official Chinese keys."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        inside = _INSIDE.get(key) if scope in {"table", "row", "broken"} else None
        if key in {"columns", "parts"} and scope == "table":
            translated: Any = [keys.official("row" if key == "columns" else "table", one) for one in value]
        elif key == "plan" and isinstance(value, list):
            translated = [_translated(one, "plan") for one in value]
        elif inside and isinstance(value, list):
            translated = [_translated(one, inside) for one in value]
        elif inside and isinstance(value, dict):
            translated = _translated(value, inside)
        else:
            translated = value
        found[keys.official(scope, key)] = translated
    return found
