"""Run rules over documents: who says so, how bad, where, and what was not assessed.

The engine knows no files and no terminal. A rule that raises becomes a finding `engine/rule-crashed`; a crash, a
deferral and a rule that does not apply are recorded and are never a pass.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import fields
from kpilint.engine.kept import KeptChecks
from kpilint.engine.outcomes import CRASHED, outcomes
from kpilint.engine.plan import Plan
from kpilint.engine.precedence import settle
from kpilint.finding import Deferred, Finding, Hit, Observation, Ref
from kpilint.model import Corpus, Document, Table
from kpilint.rule import Rule

_NONE: Final[Mapping[str, int]] = {}


class TableCheck(Struct, frozen=True):
    """What the rules made of one table. Counts are subjects by rule id; rules not named ran on all of theirs."""

    findings: tuple[Finding, ...] = ()
    deferred: Mapping[str, int] = _NONE
    crashed: Mapping[str, int] = _NONE
    not_applicable: frozenset[str] = frozenset()
    yielded: Mapping[str, int] = _NONE
    """Findings left out because another rule explains the same fault of the cell better."""


class DocumentCheck(Struct, frozen=True):
    """What the rules made of one document; `findings` are those about no single table of it."""

    document: Document
    tables: tuple[TableCheck, ...] = ()
    findings: tuple[Finding, ...] = ()


class Engine:
    """A set of bound rules with their memos. Not shared between processes: workers build their own.

    `kept` has the checks of single tables that earlier runs have made, and keeps those that this one makes.
    """

    def __init__(self, rules: Sequence[Rule], kept: KeptChecks | None = None) -> None:
        self.rules = {one.id: one for one in sorted(rules, key=lambda one: one.id)}
        self._plans: dict[tuple[frozenset[str], frozenset[str]], Plan] = {}
        self._yields = {one.id: one.yields_to for one in rules if one.yields_to}
        self._kept = kept

    def check(self, documents: Sequence[Document]) -> list[DocumentCheck]:
        """Run every rule of every grain over the documents, in their order."""
        return self.across([self.check_document(one, index) for index, one in enumerate(documents)])

    def check_document(self, document: Document, index: int = 0) -> DocumentCheck:
        """Run the rules of indicator, table and document grain over one document."""
        checked = DocumentCheck(document, tuple(self._check_tables(document.tables, index)))
        for one in self._of(Document):
            if document.tables:
                checked = _spread([checked], outcomes(one, document, None), [index])[0]
        return checked

    def across(self, checked: Sequence[DocumentCheck]) -> list[DocumentCheck]:
        """Run the rules of corpus grain over documents that `check_document` has seen."""
        result = list(checked)
        corpus = Corpus(tuple(one.document for one in result))
        if len(result) > 1:
            for one in self._of(Corpus):
                result = _spread(result, outcomes(one, corpus, None), range(len(result)))
        return result

    def applicable(self, table: Table) -> Mapping[str, Rule]:
        """Return the rules that apply to a table with its columns and parts."""
        absent = self._plan(table).not_applicable
        return {rule_id: one for rule_id, one in self.rules.items() if rule_id not in absent}

    def _of(self, grain: fields.Grain) -> Iterable[Rule]:
        return (one for one in self.rules.values() if one.grain is grain)

    def _plan(self, table: Table) -> Plan:
        key = (table.columns, table.parts)
        if key not in self._plans:
            self._plans[key] = Plan(self.rules.values(), table)
        return self._plans[key]

    def _check_tables(self, tables: Sequence[Table], document: int) -> Iterator[TableCheck]:
        if self._kept is None:
            yield from (self._check_table(table, document, at) for at, table in enumerate(tables))
            return
        for at, (table, kept) in enumerate(zip(tables, self._kept.find(tables, document), strict=True)):
            if kept is not None:
                yield replace(kept, not_applicable=self._plan(table).not_applicable)
            else:
                check = self._check_table(table, document, at)
                self._kept.keep(table, check, document, at)
                yield check

    def _check_table(self, table: Table, document: int, index: int) -> TableCheck:
        plan = self._plan(table)
        findings: list[Finding] = []
        set_apart: list[Deferred | Observation] = []
        for at, row in enumerate(table.indicators):
            for seen in plan.look(row, table):
                if type(seen) is Observation:
                    findings.append(Finding(seen, Ref(document, index, at)))
                    if seen.rule == CRASHED:
                        set_apart.append(seen)
                else:
                    set_apart.append(seen)
        for one in plan.table_rules:
            for outcome in outcomes(one, table, table):
                if isinstance(outcome, Deferred):
                    set_apart.append(outcome)
                    continue
                seen, hit = outcome
                spot = Ref(document, index, hit.row)
                findings.append(Finding(seen, spot, _absolute(hit.others, document, index), hit.place))
                if seen.rule == CRASHED:
                    set_apart.append(seen)
        findings, gone = settle(findings, self._yields)
        return TableCheck(
            tuple(findings),
            _count(one.rule for one in set_apart if isinstance(one, Deferred)) if set_apart else _NONE,
            _count(one.args["rule"] for one in set_apart if isinstance(one, Observation)) if set_apart else _NONE,
            plan.not_applicable,
            _count(one.rule for one in gone) if gone else _NONE,
        )


def _absolute(others: Iterable[Ref], document: int, table: int | None) -> tuple[Ref, ...]:
    return tuple(
        Ref(
            document if one.document is None else one.document,
            table if one.table is None else one.table,
            one.row,
        )
        for one in others
    )


def _spread(
    checked: Sequence[DocumentCheck], found: Iterable[Deferred | tuple[Observation, Hit]], indices: Sequence[int]
) -> list[DocumentCheck]:
    """Hand findings of document and corpus grain to the tables and documents they concern.

    A crash and a deferral concern every table of the documents that the rule looked at. `indices` are the documents'
    places in the run; a hit of document grain names none and means the only one.
    """
    of_table: dict[tuple[int, int], list[Finding]] = {}
    of_document: dict[int, list[Finding]] = {}
    crashed: set[str] = set()
    deferred: set[str] = set()
    for outcome in found:
        if isinstance(outcome, Deferred):
            deferred.add(outcome.rule)
            continue
        seen, hit = outcome
        local = hit.document or 0
        finding = Finding(
            seen,
            Ref(indices[local], hit.table, hit.row),
            _absolute(hit.others, indices[local], hit.table),
            hit.place,
        )
        if seen.rule == CRASHED:
            crashed.add(seen.args["rule"])
        if hit.table is None:
            of_document.setdefault(local, []).append(finding)
        else:
            of_table.setdefault((local, hit.table), []).append(finding)
    return [
        replace(
            one,
            tables=tuple(
                _with(check, of_table.get((local, index), ()), deferred, crashed)
                for index, check in enumerate(one.tables)
            ),
            findings=(*one.findings, *of_document.get(local, ())),
        )
        for local, one in enumerate(checked)
    ]


def _with(
    check: TableCheck, found: Iterable[Finding], deferred: Collection[str], crashed: Collection[str]
) -> TableCheck:
    added = tuple(found)
    if not added and not deferred and not crashed:
        return check
    return replace(
        check,
        findings=check.findings + added,
        deferred={**check.deferred, **dict.fromkeys(deferred, 1)},
        crashed={**check.crashed, **dict.fromkeys(crashed, 1)},
    )


def _count(rule_ids: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for rule_id in rule_ids:
        counts[rule_id] = counts.get(rule_id, 0) + 1
    return counts
