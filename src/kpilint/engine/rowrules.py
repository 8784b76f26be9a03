"""The rules of cell and row grain, with what is recalled of earlier rows.

A row is judged in three steps, each recalled as far as things repeat: the whole row; each cell at a glance, where
most rules are done; and the few rules that need to look at further cells (`memo.Recall`).
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from kpilint import fields
from kpilint.engine.memo import MOST_ENTRIES, Memo, Recall, Watched
from kpilint.engine.outcomes import outcomes
from kpilint.finding import Deferred, Hit, Observation
from kpilint.model import COLUMNS, Cell, Indicator, Table
from kpilint.rule import Rule

RowOutcome = Observation | Deferred
Reader = Callable[[Any, Any], Hashable]


class RowRules:
    """Rules of cell and row grain."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._row_rules = row_rules = [one for one in rules if one.grain is Indicator]
        self._cell_rules = cell_rules = [one for one in rules if one.grain is Cell]
        recalls = {one.id: Recall(_recording(one), _judging(one)) for one in row_rules}
        first = {one.id: _first_read(one) for one in row_rules}
        self._glances = [
            _Glances(
                cell,
                [one for one in cell_rules if cell in one.cells],
                [recalls[one.id] for one in row_rules if first[one.id] == cell],
            )
            for cell in COLUMNS
            if any(cell in one.cells for one in cell_rules) or cell in first.values()
        ]
        self._others = [recalls[one.id] for one in row_rules if first[one.id] not in COLUMNS]
        reads = {name for one in row_rules for name in one.reads}
        specs = [spec for name, spec in fields.FIELDS[Indicator].items() if name in reads]
        further = {spec.source for spec in specs if not spec.of_table}.difference(COLUMNS)
        self._key = attrgetter(*COLUMNS, *sorted(further))
        self._of_table = sorted({spec.source for spec in specs if spec.of_table})
        self._rows: Memo[tuple[RowOutcome, ...]] = Memo(self._look_closer)

    def look(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        """Return what the rules see in one row."""
        if not self._rows.active:
            return self._judge(row, table) if self._nothing_repeats() else self._look_closer(row, table)
        key = self._key(row)
        if self._of_table:
            key = (key, *(getattr(table, name) for name in self._of_table))
        return self._rows.get(key, row, table)

    def _look_closer(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        seen: tuple[RowOutcome, ...] = ()
        for glances in self._glances:
            seen += glances.look(row, table)
        for recall in self._others:
            seen += recall.get(row, table)
        return seen

    def _nothing_repeats(self) -> bool:
        """Tell whether most cells differ from row to row, so that recalling costs more than judging."""
        return 2 * sum(not one.active for one in self._glances) > len(self._glances)

    def _judge(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        """Run every rule, with nothing recalled."""
        seen: list[RowOutcome] = []
        for one in self._cell_rules:
            for cell in one.cells:
                if text := getattr(row, cell):
                    seen += _bare(outcomes(one, Cell(cell, text), None))
        for one in self._row_rules:
            seen += _bare(outcomes(one, row, table))
        return tuple(seen)


class _Glance(Struct, frozen=True, gc=False):
    """What one cell alone tells: what rules saw that needed no other, and the rules that have to look further."""

    seen: tuple[RowOutcome, ...]
    pending: tuple[Recall[tuple[RowOutcome, ...]], ...]


class _Glances(Watched):
    """What the rules that begin with one cell make of it, by its text."""

    __slots__ = ("_cell_rules", "_entries", "_field", "_get", "_recalls")

    def __init__(
        self, field: str, cell_rules: Sequence[Rule], recalls: Sequence[Recall[tuple[RowOutcome, ...]]]
    ) -> None:
        super().__init__()
        self._field = field
        self._get = attrgetter(field)
        self._cell_rules = cell_rules
        self._recalls = recalls
        self._entries: dict[Hashable, _Glance] = {}

    def look(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        """Return what these rules see in a row."""
        text = self._get(row)
        glance = self._entries.get(text)
        self.watch(hit=glance is not None)
        if glance is None:
            return self._first_look(text, row, table)
        seen = glance.seen
        for recall in glance.pending:
            seen += recall.get(row, table)
        return seen

    def _first_look(self, text: Any, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        alone: tuple[RowOutcome, ...] = ()
        further: tuple[RowOutcome, ...] = ()
        pending = []
        if text:
            cell = Cell(self._field, text)
            for one in self._cell_rules:
                alone += _bare(outcomes(one, cell, None))
        if not self.active:
            for recall in self._recalls:
                further += recall.get(row, table)
            return alone + further
        for recall in self._recalls:
            found, readers = recall.learn(row, table)
            if len(readers) == 1:
                alone += found
            else:
                further += found
                pending.append(recall)
        if len(self._entries) < MOST_ENTRIES:
            self._entries[text] = _Glance(alone, tuple(pending))
        return alone + further

    def forget(self) -> None:
        """Drop all entries."""
        self._entries.clear()


def _recording(one: Rule) -> Callable[[Any, Any], tuple[tuple[RowOutcome, ...], list[Reader]]]:
    """Return a function that runs the rule on a row and tells what it read of it."""
    of_table = {spec.source for spec in fields.FIELDS[Indicator].values() if spec.of_table}

    def compute(row: Any, table: Any) -> tuple[tuple[RowOutcome, ...], list[Reader]]:
        log: list[str] = []
        found = _bare(outcomes(one, row, table, log))
        return found, [_reader(source, of_table=source in of_table) for source in dict.fromkeys(log)]

    return compute


def _judging(one: Rule) -> Callable[[Any, Any], tuple[RowOutcome, ...]]:
    """Return a function that runs the rule on a row."""
    return lambda row, table: _bare(outcomes(one, row, table))


def _first_read(one: Rule) -> str:
    """Return the cell that a rule reads before any other; a rule that reads none is run on every row."""
    log: list[str] = []
    outcomes(one, Indicator(), Table(), log)
    return log[0] if log else ""


@cache
def _reader(source: str, *, of_table: bool) -> Reader:
    get = attrgetter(source)
    return (lambda _row, table: get(table)) if of_table else (lambda row, _table: get(row))


def _bare(found: Sequence[Deferred | tuple[Observation, Hit]]) -> tuple[RowOutcome, ...]:
    return tuple(one if isinstance(one, Deferred) else one[0] for one in found) if found else ()
