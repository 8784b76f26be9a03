"""Documents to the input format again, as YAML for people or JSON for programs: what `kpilint import` writes.

Reading what is written here gives equal tables, apart from their places.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from kpilint import inputkeys as keys
from kpilint.model import CELL_FIELDS, HEAD_PARTS, ROW_COLUMNS, Budget, Document, Goal, Problem, Table
from kpilint.outputs.places import heading_words, place_words
from kpilint.outputs.tables.rows import broken_rows, cells_of, pairs
from kpilint.outputs.tables.yamltext import comment, entry, scalar
from kpilint.outputs.words import WORDS
from kpilint.problems import message


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
        yield from (_about(one, document.format) for one in document.problems if one.table is None)
    yield "kpilint: 1"
    head = {"unit": document.unit, "year": "" if document.year is None else str(document.year)}
    yield from (f"{keys.official('document', key)}: {scalar(text)}" for key, text in head.items() if text)
    called = keys.official("document", "tables")
    yield f"{called}:" if document.tables else f"{called}: []"
    for index, table in enumerate(document.tables):
        if comments:
            yield ""
            yield _source(document, table)
            yield from (_about(one, document.format) for one in document.problems if one.table == index)
        yield from entry(_translated(_content(table)))


def _about(problem: Problem, form: str) -> str:
    where = place_words(problem.place, form, WORDS["zh"])
    return comment(f"问题（{where}）：" if where else "问题：", message(problem.code, problem.args, "zh"))


def _source(document: Document, table: Table) -> str:
    words = WORDS["zh"]
    where = place_words(table.place, document.format, words, columns=False)
    where += heading_words(table.place, table.title, words)
    return comment(f"来源：{document.path} {where}".rstrip())


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
    goals = [_goal(one) if one.term else one.text for one in table.goals]
    whole: dict[str, Any] = {key: getattr(table, key) for key in ("title", "number", "code", "project", "unit", "year")}
    whole |= {"budget": _budget(table.budget, every=True), "purpose": table.purpose, "plan": plan}
    if table.outcome:
        whole["outcome"] = table.outcome
    whole |= {"goals": goals, "columns": _columns(table), "parts": sorted(table.parts)}
    if "duty" in content:
        whole["duty"] = content["duty"]
    columns = table.columns.union(CELL_FIELDS)
    whole["indicators"] = [{**cells_of(row, columns, whole=True), "place": str(row.place)} for row in table.indicators]
    broken = broken_rows(table, whole=True)
    whole["broken"] = [{**row, "place": str(one.place)} for row, one in zip(broken, table.broken, strict=True)]
    return {"index": index, "place": str(table.place), **whole}


def _content(table: Table) -> dict[str, Any]:
    """Return what a table says as plain values with English keys: no more than what it takes to read it again."""
    head = {key: value for key, value in _head(table).items() if value or key in table.parts}
    if any(goal.term for goal in table.goals):
        del head["goals"]
        head |= _goals(table.goals)
    rows = [cells_of(row, table.columns) for row in table.indicators]
    if table.duty is not None:
        parts = {key: getattr(table.duty, key) for key in ("name", "budget", "content", "goal")}
        head["duty"] = {key: text for key, text in parts.items() if text}
    if frozenset().union(*map(keys.columns_of, rows)) != table.columns:
        head["columns"] = _columns(table)
    shown = HEAD_PARTS.intersection(head) | ({"goals"} if table.goals else set())
    if shown != table.parts:
        head["parts"] = [part for part in keys.variants("table") if part in table.parts]
    if rows:
        head["indicators"] = rows
    if table.broken:
        head["broken"] = broken_rows(table)
    return head


def _head(table: Table) -> dict[str, Any]:
    head: dict[str, Any] = {key: getattr(table, key) for key in keys.HEAD}
    head["year"] = "" if table.year is None else str(table.year)
    head["budget"] = _budget(table.budget, every=False)
    head["plan"] = pairs([(step.period, step.amount) for step in table.plan], "period", "amount")
    head["goals"] = [goal.text for goal in table.goals]
    return head


def _budget(budget: Budget, *, every: bool) -> dict[str, str]:
    parts = {key: getattr(budget, key) for key in ("total", "fiscal", "other", "money_unit")}
    return {key: text for key, text in parts.items() if text or every}


def _goals(goals: Sequence[Goal]) -> dict[str, Any]:
    """Return goals of two terms, each set under its key; in one list where the sets are mixed.

    A key alone would not tell the term, so that the other one is written too, empty.
    """
    runs = [(term, [goal.text for goal in run]) for term, run in groupby(goals, attrgetter("term"))]
    sets = dict(runs)
    if len(sets) < len(runs):
        return {"goals": [_goal(one) for one in goals]}
    if len(sets) == 1:
        sets = {term: [] for term in keys.TERM_GOALS} | sets
    return {keys.TERM_GOALS.get(term, "goals"): texts for term, texts in sets.items()}


def _goal(goal: Goal) -> dict[str, str]:
    return {"text": goal.text, "term": goal.term}


def _columns(table: Table) -> list[str]:
    return [column for column in ROW_COLUMNS if column in table.columns]


_INSIDE: Final = {
    "indicators": "row", "broken": "broken", "budget": "budget", "duty": "duty", "grades": "grades", "plan": "plan",
    "goals": "goal", "others": "other",
}  # fmt: skip
"""Which keys the mappings under a key have; those of `_FREE` have keys of their own where they stand alone."""

_FREE: Final = frozenset({"plan", "others"})


def _translated(content: dict[str, Any], scope: str = "table") -> dict[str, Any]:
    """Return `content` under the official Chinese keys."""
    return {keys.official(scope, key): _translated_value(key, value, scope) for key, value in content.items()}


def _translated_value(key: str, value: Any, scope: str) -> Any:
    if key in {"columns", "parts"} and scope == "table":
        return [keys.official("row" if key == "columns" else "table", one) for one in value]
    if key == "term":
        return keys.official_term(value)
    inside = _INSIDE.get(key) if scope in {"table", "row", "broken"} else None
    if inside and isinstance(value, list):
        return [_translated(one, inside) if isinstance(one, dict) else one for one in value]
    if inside and isinstance(value, dict) and key not in _FREE:
        return _translated(value, inside)
    return value
