"""Run the examples that rules carry: they are tests, documentation and what `kpilint explain` shows."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kpilint.engine import CRASHED, Engine
from kpilint.finding import Finding
from kpilint.model import HEAD_PARTS, ROW_COLUMNS, Cell, Document, Indicator, Table
from kpilint.report import message_of
from kpilint.rule import LANGUAGES, Example, Rule


def subject_of(rule: Rule, example: Example) -> tuple[Document, ...]:
    """Return documents in which the example stands.

    An example of cell or indicator grain names cells (and `project`, `year` of its table); one of table grain names
    parts of a table, with `goals` as texts and `indicators` as mappings; one of document grain `tables`; one of corpus
    grain `documents`.
    """
    if rule.grain in (Cell, Indicator):
        cells = {name: text for name, text in example.items() if name in ROW_COLUMNS}
        head = {name: value for name, value in example.items() if name not in cells}
        return (_document([{**head, "indicators": [cells]}]),)
    if rule.grain is Table:
        return (_document([example]),)
    if rule.grain is Document:
        return (_document(example["tables"], example),)
    return tuple(_document(one["tables"], one) for one in example["documents"])


def failures(rule: Rule) -> list[str]:
    """Return what is wrong with a rule's examples; nothing if each bad one hits as it says and no good one does."""
    wrong: list[str] = []
    for number, (example, expected) in enumerate(rule.bad, 1):
        found = [_shown(rule, example, one) for one in found_by(rule, example)]
        if not any(all(one.get(name) == value for name, value in expected.items()) for one in found):
            wrong.append(f"{rule.id}: bad example {number} {example}: expected {dict(expected)}, found {found}")
    for number, example in enumerate(rule.good, 1):
        if seen := [_shown(rule, example, one) for one in found_by(rule, example)]:
            wrong.append(f"{rule.id}: good example {number} {example}: found {seen}")
    return wrong


def found_by(rule: Rule, example: Example) -> list[Finding]:
    """Return what one rule finds in one example, crashes included."""
    checked = Engine([rule]).check(subject_of(rule, example))
    of_tables = [found for one in checked for table in one.tables for found in table.findings]
    return [*(found for one in checked for found in one.findings), *of_tables]


def message(rule: Rule, example: Example, found: Finding, lang: str) -> str:
    """Return the message that a finding in an example gives."""
    return message_of({rule.id: rule}, subject_of(rule, example)[found.at.document or 0], found, lang)


def _shown(rule: Rule, example: Example, found: Finding) -> dict[str, Any]:
    """Return what a bad example may ask of its hit. A crash or a message that cannot be written shows nothing."""
    if found.seen.rule == CRASHED:
        return {"crashed": found.seen.args["error"]}
    at = {"field": found.seen.field, "row": found.at.row, "table": found.at.table, "document": found.at.document}
    return {**at, **found.seen.args, **{lang: message(rule, example, found, lang) for lang in LANGUAGES}}


def _document(tables: Any, head: Mapping[str, Any] | None = None) -> Document:
    about = {key: value for key, value in (head or {}).items() if key in ("unit", "year", "path")}
    return msgspec.convert(
        {"path": "example", "format": "example", **about, "tables": [_table(one) for one in tables]}, Document
    )


def _table(example: Example) -> dict[str, Any]:
    table = dict(example)
    table["goals"] = [{"text": one} for one in example.get("goals", ())]
    table["plan"] = [{"period": period, "amount": amount} for period, amount in dict(example.get("plan", {})).items()]
    table["broken"] = [{"text": one, "place": {}} for one in example.get("broken", ())]
    rows = example.get("indicators", ())
    columns = {name for row in rows for name in row if name in ROW_COLUMNS}
    table.setdefault("columns", sorted(columns))
    table.setdefault("parts", [name for name in example if name in HEAD_PARTS])
    return table
