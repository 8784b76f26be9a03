"""What a document holds of target tables and could not be read into one: problems, so that nothing is lost in silence."""

import re
from typing import Final

from kpilint import vocabulary
from kpilint.model import Place, Problem
from kpilint.sources.cells import GridCell, GridRow
from kpilint.sources.draft import Draft
from kpilint.sources.headers import Header
from kpilint.sources.levels import fused, level1_key, level2_key

_SHOWN: Final = 120
_PAGE: Final = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,共]+\s*\d{1,4}\s*页?)?[-—–·\s]*|[(（]?续表?[)）]?")


class Leftovers:
    """Collects problems in the order of the document."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._between: list[GridRow] = []
        self._unread: list[GridRow] = []

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems, rows that belong together as one."""
        self._flush()
        return tuple(self.found)

    def unread(self, row: GridRow, table: int) -> None:
        """Note a row with level words that belongs to no table."""
        del table
        self._unread.append(row)

    def between(self, row: GridRow) -> None:
        """Note text between indicator rows: lost only if the table goes on after it."""
        self._between.append(row)

    def drop_between(self) -> None:
        """The table has ended: what followed its last row was other text."""
        self._between = []
        self._flush()

    def settle(self, draft: Draft, row: GridRow | None, table: int) -> None:
        """The table goes on: join lines that ran on from its last row, report the rest."""
        lines, self._between = self._between, []
        runs_on = row is not None and not row.gap and all(line.prose and not line.gap for line in lines)
        for line in lines:
            if not line.text or is_page_mark(line.text):
                continue
            if runs_on and draft.indicators:
                draft.extend_text(line.cells[0])
            else:
                self._add("grid/unplaced-text", line.place, table, text=line.text[:_SHOWN])

    def columns(self, header: Header, row: GridRow, table: int) -> None:
        """Report columns whose heading is unknown."""
        if header.unknown:
            known = "、".join(vocabulary.official("columns", key) for key in vocabulary.terms("columns"))
            self._add("grid/unknown-column", row.place, table, found="、".join(header.unknown), expected=known)

    def empty(self, draft: Draft, table: int) -> None:
        """Report a title or header of a target table under which no row was found."""
        del table
        self._add("grid/no-rows", draft.place, None, text=(draft.title or "表头")[:_SHOWN])

    def _flush(self) -> None:
        rows, self._unread = self._unread, []
        if rows:
            self._add("grid/rows-unread", rows[0].place, None, count=str(len(rows)), text=rows[0].text[:_SHOWN])

    def _add(self, code: str, place: Place, table: int | None, **args: str) -> None:
        self.found.append(Problem(code, place, args, table))


def is_page_mark(text: str) -> bool:
    """True for a page number and for 续表."""
    return len(text) < 30 and _PAGE.fullmatch(text) is not None  # noqa: PLR2004 - the longest page mark


def is_indicator_like(row: GridRow) -> bool:
    """True for a row, or a line with spaces between its words, that opens with a first and a second level."""
    texts = [cell.text for cell in row.filled()[:2]]
    if row.prose:
        texts = row.cells[0].text.split(maxsplit=2)[:2] if row.cells else []
    return len(texts) > 1 and bool((level1_key(texts[0]) and level2_key(texts[1])) or fused(texts[0]))


def cell_of(text: str, place: Place) -> GridCell:
    """Return a cell."""
    return GridCell(text, place)
