"""Which rules run on tables of one form."""

from collections.abc import Collection

from kpilint.engine.rowrules import RowOutcome, RowRules
from kpilint.model import Cell, Corpus, Document, Indicator, Table
from kpilint.rule import Rule


class Plan:
    """The rules that apply to tables with the same columns and parts."""

    def __init__(self, rules: Collection[Rule], table: Table) -> None:
        present = _present(table)
        applicable = [one for one in rules if _applies(one, present)]
        ids = {one.id for one in applicable}
        self.not_applicable = frozenset(one.id for one in rules if one.id not in ids)
        self.table_rules = [one for one in applicable if one.grain is Table]
        self._row_rules = [one for one in applicable if one.grain in (Cell, Indicator)]
        self._rows: RowRules | None = None

    def look(self, row: Indicator, table: Table) -> tuple[RowOutcome, ...]:
        """Return what the rules of cell and row grain see in one row."""
        if self._rows is None:  # nothing to prepare where all tables are known from earlier runs
            self._rows = RowRules(self._row_rules)
        return self._rows.look(row, table)


def _present(table: Table) -> frozenset[str]:
    """Return what the form has a place for. A value split over columns is one, whether they are called that or not."""
    split = {"value"} if "number" in table.columns else set()
    return frozenset(table.columns.union(table.parts, split))


def _applies(one: Rule, present: Collection[str]) -> bool:
    if one.grain in (Document, Corpus):
        return True
    if one.grain is Cell:
        return any(cell in present for cell in one.cells)
    return all(need in present for need in one.needs)
