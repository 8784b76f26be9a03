"""Which rules run on tables of one form, and what one rule makes of one subject."""

from collections.abc import Callable, Collection, Hashable, Sequence
from operator import attrgetter
from typing import Any, Final

from kpilint import fields
from kpilint.finding import Confidence, Deferred, Hit, Observation, Severity
from kpilint.memo import Memo
from kpilint.model import Corpus, Document, Indicator, Table
from kpilint.rule import Rule

CRASHED: Final = "engine/rule-crashed"
CRASH_MESSAGE: Final = {
    "zh": "规则 {rule} 运行出错（{error}），本表不能评分",
    "en": "rule {rule} crashed ({error}); this table cannot be scored",
}

RowOutcome = Observation | Deferred


class Plan:
    """Which rules run on tables of one form, grouped by the cells they rest on."""

    def __init__(self, rules: Collection[Rule], table: Table) -> None:
        present = table.columns | table.parts
        applicable = [one for one in rules if one.grain in (Document, Corpus) or present.issuperset(one.needs)]
        ids = {one.id for one in applicable}
        self.not_applicable = frozenset(one.id for one in rules if one.id not in ids)
        self.table_rules = [one for one in applicable if one.grain is Table]
        row_rules = [one for one in applicable if one.grain is Indicator]
        by_cells: dict[tuple[str, ...], list[Rule]] = {}
        for one in row_rules:
            by_cells.setdefault(one.sources, []).append(one)
        self._groups = [(_key(cells), Memo(_evaluator(group))) for cells, group in by_cells.items()]
        cells = tuple(sorted({cell for group in by_cells for cell in group}))
        self._row_key = _key(cells)
        self._rows: Memo[tuple[RowOutcome, ...]] = Memo(self._look_closer)

    def look(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        """Return what the row rules see in one row, in the order of their groups."""
        return self._rows.get(self._row_key(row, table), row, table)

    def _look_closer(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        seen: list[RowOutcome] = []
        for key, memo in self._groups:
            seen += memo.get(key(row, table), row, table)
        return tuple(seen)


def _key(cells: Sequence[str]) -> Callable[[Indicator, Table], Hashable]:
    of_table = [cell for cell in cells if cell not in fields.COLUMNS]
    own = [cell for cell in cells if cell in fields.COLUMNS]
    if not own:
        return lambda _row, table: tuple(getattr(table, cell) for cell in of_table)
    get = attrgetter(*own)
    if not of_table:
        return lambda row, _table: get(row)
    get_of_table = attrgetter(*of_table)
    return lambda row, table: (get(row), get_of_table(table))


def _evaluator(rules: Sequence[Rule]) -> Callable[[Indicator, Table], tuple[RowOutcome, ...]]:
    def evaluate(row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        seen: list[RowOutcome] = []
        for one in rules:
            seen += [o if isinstance(o, Deferred) else o[0] for o in outcomes(one, row, table)]
        return tuple(seen)

    return evaluate


def outcomes(one: Rule, subject: Any, table: Table | None) -> list[Deferred | tuple[Observation, Hit]]:
    """Run one rule on one subject: its hits stamped, its deferrals named, a crash of any kind as an observation."""
    try:
        return [
            Deferred(outcome.reason, one.id)
            if isinstance(outcome, Deferred)
            else (_stamp(one, outcome, subject, table), outcome)
            for outcome in one.run(subject, table)
        ]
    except Exception as error:  # noqa: BLE001 - a crash of any kind is reported, never a pass
        args = {"rule": one.id, "error": f"{type(error).__name__}: {error}"}
        return [(Observation(CRASHED, Severity.ERROR, Confidence.HIGH, "", args), Hit(""))]


def _stamp(one: Rule, hit: Hit, subject: Any, table: Table | None) -> Observation:
    args = {
        name: str(hit.args[name] if name in hit.args else _published(one, name, subject, table))
        for name in one.placeholders
    }
    return Observation(one.id, one.severity, one.confidence, hit.field, args)


def _published(one: Rule, name: str, subject: Any, table: Table | None) -> Any:
    spec = fields.FIELDS[one.grain].get(name)
    return getattr(table if spec is not None and spec.of_table else subject, name)
