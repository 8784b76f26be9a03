"""The text of a finding: the rule's template, filled from the hit and what it is about."""

from collections.abc import Mapping

from kpilint import problems
from kpilint.finding import Finding
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, Document
from kpilint.rule import Rule


def message_of(rules: Mapping[str, Rule], document: Document, finding: Finding, lang: str) -> str:
    """Return the text of a finding in its document: the rule's template, filled from the hit and what it is about."""
    seen = finding.seen
    if seen.rule in problems.CATALOGUE:
        return problems.message(seen.rule, seen.args, lang)
    one = rules[seen.rule]
    quoted = {name: _quoted(document, finding, name) for name in one.placeholders.difference(seen.args)}
    return one.message[lang].format_map({**quoted, **seen.args})


def _quoted(document: Document, finding: Finding, name: str) -> str:
    at = finding.at
    if name == "path" or at.table is None:
        return document.path
    table = document.tables[at.table]
    if at.row is None or name not in (*CELL_FIELDS, *FURTHER_FIELDS, "text"):
        return str(getattr(table, name))
    cell: str = getattr(table.indicators[at.row], finding.seen.field if name == "text" else name)
    return cell
