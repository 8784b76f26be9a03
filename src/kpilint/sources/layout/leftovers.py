"""What of target tables could not be read into one: problems, so that nothing is lost in silence."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.model import Place, Problem
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.heads.labels import is_foot, is_page_mark
from kpilint.sources.layout.rows.levels import fused, level1_key, level2_key
from kpilint.sources.layout.rows.ragged import is_comparison

_SHOWN: Final = 120
_RUN_ON: Final = 5
"""Lines that a cell may run on over."""

_HEADING: Final = re.compile(
    r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[、.．)）]|第[一二三四五六七八九十]+[章部节]|附[件表录]"
)
_RUNNING: Final = re.compile(
    r"(?:[(（]?\d{1,2}[、.．)）])?\s*[【\[]?\s*([^\s\-—–:：【】]{2,10})\s*[-—–:：]+\s*([^\s\-—–:：【】\]]{2,14})\s*[】\]:：]"
)
"""【产出指标-数量指标】指标1：…: a row as running text."""

_OPENING: Final = 200
_BETWEEN_WORDS: Final = re.compile(r"\s+|</?(?:table|tbody|tr|td|th)(?:\s[^<>]*)?>")
"""White space, or the cells of a table in HTML."""

_RUNNING_TEXT: Final = 1000
_SHORT: Final = 40
"""Characters of a line that may be the end of a cell; a longer one is a paragraph."""

_OPEN, _CLOSED = "《〔（【[(", "》〕）】])"


class Leftovers:
    """Collects problems in the order of the document."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._between: list[GridRow] = []
        self._apart: list[GridRow] = []
        self._unread: list[GridRow] = []
        self._tentative: list[int] = []

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems, rows that belong together as one."""
        self._flush()
        return tuple(self.found)

    def unread(self, row: GridRow) -> None:
        """Note a row with level words that belongs to no table."""
        self._unread.append(row)

    def between(self, row: GridRow, *, apart: bool = False) -> None:
        """Note text between indicator rows: lost only if the table goes on after it, or if it is a row not `apart`."""
        self._between.append(row)
        self._apart += [row] if apart else []

    def end(self, table: int | None, draft: Draft | None = None) -> None:
        """Note that the table has ended: what followed its last row was other text.

        Rows of one cell are not, nor is a line straight after the row, which may be the end of its last cell.
        """
        apart = set(map(id, self._apart))
        rows = [row for row in self._between if not row.prose and id(row) not in apart]
        runs = list(takewhile(_may_run_on, self._between[:_RUN_ON]))
        self._between, self._apart = [], []
        if runs and draft and draft.indicators and _is_open(draft):
            draft.extend_text(runs[0].cells[0])
            runs = runs[1:]
        self._lost(runs + rows, table)
        self._tentative = []
        self._flush()

    def settle(self, draft: Draft, row: GridRow, table: int) -> None:
        """Note that the table goes on: join lines that ran on from its last row, report the rest."""
        lines = [line for line in self._between if line.text and not is_page_mark(line.text)]
        self._between, self._apart = [], []
        runs_on = not row.gap and len(lines) <= _RUN_ON and all(line.prose and not line.gap for line in lines)
        if runs_on and draft.indicators:
            for line in lines:
                draft.extend_text(line.cells[0])
        else:
            self._lost(lines, table)

    def _lost(self, lines: list[GridRow], table: int | None) -> None:
        lines = [line for line in lines if line.text and not is_page_mark(line.text) and not _is_foot(line)]
        if lines:
            text = " / ".join(line.text[:_SHOWN] for line in lines[:_RUN_ON])
            more = f" …（{len(lines)}）" if len(lines) > _RUN_ON else ""
            self._add("structure/text-unplaced", lines[0].place, table, text=text + more)

    def outside(self, cells: Sequence[GridCell], table: int) -> None:
        """Report cells of a row that stand to the right of the last column."""
        if cells:
            self._lost([GridRow(tuple(cells))], table)

    def columns(self, unknown: Sequence[str], row: GridRow, table: int) -> None:
        """Report columns whose heading is unknown."""
        if unknown:
            known = "、".join(vocabulary.official("columns", key) for key in vocabulary.terms("columns"))
            self._add("structure/column-unknown", row.place, table, found="、".join(unknown), expected=known)

    def detach(self, table: int) -> None:
        """Note that what was to be table number `table` is none."""
        for at in self._tentative:
            if self.found[at].table == table:
                self.found[at] = replace(self.found[at], table=None)
        self._tentative = []

    def empty(self, draft: Draft) -> None:
        """Report a title or header of a target table under which no row was found."""
        self._add("structure/table-without-rows", draft.place, None, text=(draft.title or "表头")[:_SHOWN])

    def _flush(self) -> None:
        rows, self._unread = self._unread, []
        if rows:
            self._add("structure/rows-unread", rows[0].place, None, count=str(len(rows)), text=rows[0].text[:_SHOWN])

    def _add(self, code: str, place: Place, table: int | None, **args: str) -> None:
        if table is not None:
            self._tentative.append(len(self.found))
        self.found.append(Problem(code, place, args, table))


_SEALS: Final = ("（盖章）", "（公章）", "（签章）", "(盖章)", "(公章)", "(签章)")
"""How a line ends that says who seals the table above it."""


def _is_foot(row: GridRow) -> bool:
    return is_foot([cell.text for cell in row.filled()])


def _may_run_on(row: GridRow) -> bool:
    """True for a short line straight after a row that is no heading."""
    text = row.cells[0].text if row.prose and row.cells else ""
    if not text or row.gap or row.heading or len(text) > _SHORT or text.endswith(("：", ":", "表", *_SEALS)):
        return False
    return not _HEADING.match(text) and not is_page_mark(text)


def _is_open(draft: Draft) -> bool:
    """True if a bracket of the last cell is still open."""
    row = draft.indicators[-1]
    text = row.basis or row.value or row.description or row.name
    return sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSED))


def is_indicator_like(row: GridRow) -> bool:
    """True for text that opens with a first and a second level, and for a row with a comparison (≥60公里) in a cell."""
    texts = [cell.text for cell in row.filled()[:2]]
    if texts and len(texts[0]) < _RUNNING_TEXT and _RUNNING.match(texts[0]):
        found = _RUNNING.match(texts[0])
        return bool(found and level1_key(found[1]) and level2_key(found[2]))
    if not row.prose and len(texts) > 1:
        return _has_levels(texts) or any(is_comparison(cell.text) for cell in row.filled())
    if row.prose:
        opening = row.cells[0].text[:_OPENING] if row.cells else ""
        texts = [word for word in _BETWEEN_WORDS.split(opening) if word][:2]
    return len(texts) > 1 and _has_levels(texts)


def _has_levels(texts: Sequence[str]) -> bool:
    return bool((level1_key(texts[0]) and level2_key(texts[1])) or fused(texts[0]))
