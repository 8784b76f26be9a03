"""A worksheet as read from any spreadsheet format: the text its cells show, and what of it is hidden."""

import re
from typing import Final

from msgspec import Struct, field

from kpilint.model import Place, Problem
from kpilint.sources.excel.addresses import MAX_COLUMNS, MAX_ROWS, cell_address, sheet_prefix
from kpilint.sources.excel.builtin import GENERAL
from kpilint.sources.excel.digits import general
from kpilint.sources.excel.shown import shown_text, shown_value
from kpilint.sources.failures import damaged, too_large
from kpilint.sources.limits import Limits

_NEW_LINES: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MAX_NAMED: Final = 20
"""Cells of one kind that get a problem of their own in one sheet; the rest are counted."""
_MAX_TEXT: Final = 40


class Merge(Struct, frozen=True, gc=False):
    """A merged range: its first and last row and column, counted from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


class Budget(Struct):
    """What the sheets of one workbook may still come to."""

    limits: Limits
    cells: int = 0
    chars: int = 0
    rows: int = 0

    def add(self, text: str) -> None:
        """Count one cell with content.

        Raises:
            ReadFailure: `input/too-large`.
        """
        self.count_cells(1)
        self.chars += len(text)
        if self.chars > self.limits.sheet_chars:
            raise too_large("单元格总字数 / characters in cells", self.chars, self.limits.sheet_chars, Place())

    def count_rows(self, more: int) -> None:
        """Count rows that were made, empty ones too.

        Raises:
            ReadFailure: `input/too-large`.
        """
        self.rows += more
        if self.rows > self.limits.rows:
            raise too_large("行数 / rows", self.rows, self.limits.rows, Place())

    def count_cells(self, more: int) -> None:
        """Count cells.

        Raises:
            ReadFailure: `input/too-large`.
        """
        self.cells += more
        if self.cells > self.limits.sheet_cells:
            raise too_large("单元格数 / cells", self.cells, self.limits.sheet_cells, Place())


class Sheet(Struct):
    """One worksheet. Rows and columns are counted from 0."""

    name: str
    budget: Budget
    hidden: bool = False
    zeros: bool = True
    """Whether zeros are shown."""
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    """Text by row and column, of the cells that show any."""
    edged_rows: set[int] = field(default_factory=set)
    """Rows that vertical lines go through: they are rows of a table even if they are empty."""
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    times_hidden: int = 0
    unshown: list[tuple[int, int, str]] = field(default_factory=list)
    """The first cell that has content and shows nothing because of its format."""
    unshown_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    more_formulas: int = 0
    formats_met: set[str] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(anchor=sheet_prefix(self.name) + cell_address(row, column))

    def put(self, row: int, column: int, text: str) -> None:
        """Set the text that a cell shows; the last one counts.

        Raises:
            ReadFailure: `input/too-large`; `input/damaged` for a cell outside the largest sheet there is.
        """
        if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
            raise damaged("单元格位置超出范围", "a cell lies outside the sheet")
        text = clean(text)
        if text:
            self.budget.add(text)
            self.rows.setdefault(row, {})[column] = text

    def put_text(self, row: int, column: int, text: str, code: str = GENERAL) -> None:
        """Set a cell that holds text, which its format may surround or hide."""
        shown = shown_text(text, code)
        self.put(row, column, shown)
        if not shown.strip() and text.strip():
            self._not_shown(row, column, text)

    def put_number(self, row: int, column: int, value: float, code: str = GENERAL, *, date1904: bool = False) -> None:
        """Set a cell that holds a number."""
        if value == 0 and not self.zeros:
            return
        shown = shown_value(value, code, date1904)
        if shown is None:
            shown = general(value) if abs(value) < float("inf") else str(value)
            self._unknown_format(row, column, code, shown)
        self.put(row, column, shown)
        if value and not shown.strip():
            self._not_shown(row, column, general(value))

    def put_formula(self, row: int, column: int, formula: str) -> None:
        """Set a cell whose formula has no saved result: it is read as the formula, which nobody is shown."""
        text = f"={formula}" if formula else "="
        self.put(row, column, text)
        if len(self.problems) < _MAX_NAMED:
            self._problem("input/formula-without-value", row, column, formula=short(text))
        else:
            self.more_formulas += 1

    def put_picture(self, row: int, column: int) -> None:
        """Note a cell that shows a picture in place of text."""
        if len(self.problems) < _MAX_NAMED:
            self._problem("input/cell-picture", row, column)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Add a merged range; one that is no range is left out."""
        if 0 <= top <= bottom < MAX_ROWS and 0 <= left <= right < MAX_COLUMNS and (top, left) != (bottom, right):
            self.budget.count_cells(1)
            self.merges.append(Merge(top, left, bottom, right))

    def hide_columns(self, first: int, last: int) -> None:
        """Hide columns from `first` to `last`, as far as there are such.

        Raises:
            ReadFailure: `input/damaged` if columns are named over and over.
        """
        self._hide(self.hidden_columns, first, min(last, MAX_COLUMNS - 1), 4 * MAX_COLUMNS)

    def hide_rows(self, first: int, last: int) -> None:
        """Hide rows from `first` to `last`, as far as there are such.

        Raises:
            ReadFailure: `input/damaged` if rows are named over and over.
        """
        self._hide(self.hidden_rows, first, min(last, MAX_ROWS - 1), 4 * MAX_ROWS)

    def _hide(self, into: set[int], first: int, last: int, most: int) -> None:
        self.times_hidden += max(last - first + 1, 0)
        if self.times_hidden > most:
            raise damaged("隐藏的行列重复定义", "rows or columns are hidden twice")
        into.update(range(max(first, 0), last + 1))

    def _not_shown(self, row: int, column: int, text: str) -> None:
        self.unshown_count += 1
        if not self.unshown:
            self.unshown.append((row, column, text))

    def _unknown_format(self, row: int, column: int, code: str, shown: str) -> None:
        if code not in self.formats_met and len(self.formats_met) < _MAX_NAMED:
            self.formats_met.add(code)
            self._problem("input/cell-format-unknown", row, column, format=short(code), text=shown)

    def _problem(self, code: str, row: int, column: int, **args: str) -> None:
        self.problems.append(Problem(code, self.place(row, column), args))


def clean(text: str) -> str:
    """Return cell text with line breaks of any kind as line feeds and no white space around it."""
    return _NEW_LINES.sub("\n", text).strip()


def short(text: str) -> str:
    """Return the beginning of a text, on one line, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"
