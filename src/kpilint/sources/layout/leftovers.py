"""What of target tables could not be read into one: problems, so that nothing is lost in silence."""

import re
from typing import Final

from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.model import Place, Problem
from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers import Header
from kpilint.sources.layout.levels import fused, level1_key, level2_key

_SHOWN: Final = 120
_RUN_ON: Final = 5
"""Lines that a cell may run on over."""

_SIGNED: Final = re.compile(r"[:：]")
"""填表人：, 联系电话：, 注： below a table belong to no cell."""

_PAGE: Final = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,共]+\s*\d{1,4}\s*页?)?[-—–·\s]*|[(（]?续表?[)）]?"
)


class Leftovers:
    """Collects problems in the order of the document."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._between: list[GridRow] = []
        self._unread: list[GridRow] = []
        self._tentative: list[int] = []

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems, rows that belong together as one."""
        self._flush()
        return tuple(self.found)

    def unread(self, row: GridRow) -> None:
        """Note a row with level words that belongs to no table."""
        self._unread.append(row)

    def between(self, row: GridRow) -> None:
        """Note text between indicator rows: lost only if the table goes on after it."""
        self._between.append(row)

    def end(self, table: int | None) -> None:
        """Note that the table has ended: what followed its last row was other text, rows of one cell aside."""
        rows = [row for row in self._between if not row.prose and not _SIGNED.search(row.text, 0, 12)]
        self._between = []
        self._lost(rows, table)
        self._tentative = []
        self._flush()

    def settle(self, draft: Draft, row: GridRow, table: int) -> None:
        """Note that the table goes on: join lines that ran on from its last row, report the rest."""
        lines = [line for line in self._between if line.text and not is_page_mark(line.text)]
        self._between = []
        runs_on = not row.gap and len(lines) <= _RUN_ON and all(line.prose and not line.gap for line in lines)
        if runs_on and draft.indicators:
            for line in lines:
                draft.extend_text(line.cells[0])
        else:
            self._lost(lines, table)

    def _lost(self, lines: list[GridRow], table: int | None) -> None:
        lines = [line for line in lines if line.text and not is_page_mark(line.text) and not _is_sum(line)]
        if lines:
            text = " / ".join(line.text[:_SHOWN] for line in lines[:_RUN_ON])
            more = f" …（{len(lines)}）" if len(lines) > _RUN_ON else ""
            self._add("grid/unplaced-text", lines[0].place, table, text=text + more)

    def columns(self, header: Header, row: GridRow, table: int) -> None:
        """Report columns whose heading is unknown."""
        if header.unknown:
            known = "、".join(vocabulary.official("columns", key) for key in vocabulary.terms("columns"))
            self._add("grid/unknown-column", row.place, table, found="、".join(header.unknown), expected=known)

    def detach(self, table: int) -> None:
        """Note that what was to be table number `table` is none."""
        for at in self._tentative:
            if self.found[at].table == table:
                self.found[at] = replace(self.found[at], table=None)
        self._tentative = []

    def empty(self, draft: Draft) -> None:
        """Report a title or header of a target table under which no row was found."""
        self._add("grid/no-rows", draft.place, None, text=(draft.title or "表头")[:_SHOWN])

    def _flush(self) -> None:
        rows, self._unread = self._unread, []
        if rows:
            self._add("grid/rows-unread", rows[0].place, None, count=str(len(rows)), text=rows[0].text[:_SHOWN])

    def _add(self, code: str, place: Place, table: int | None, **args: str) -> None:
        if table is not None:
            self._tentative.append(len(self.found))
        self.found.append(Problem(code, place, args, table))


def is_page_mark(text: str) -> bool:
    """True for a page number and for 续表."""
    return len(text) < 30 and _PAGE.fullmatch(text) is not None  # noqa: PLR2004 - the longest page mark


def _is_sum(row: GridRow) -> bool:
    filled = row.filled()
    return len(filled) > 1 and vocabulary.term(filled[0].text[:20]) in vocabulary.lookup("totals")


def is_indicator_like(row: GridRow) -> bool:
    """True for a row, or a line with spaces between its words, that opens with a first and a second level."""
    texts = [cell.text for cell in row.filled()[:2]]
    if row.prose:
        texts = row.cells[0].text.split(maxsplit=2)[:2] if row.cells else []
    return len(texts) > 1 and bool((level1_key(texts[0]) and level2_key(texts[1])) or fused(texts[0]))
