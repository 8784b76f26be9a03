"""Sheets of a workbook: tables with a header that stays, sorts, filters and prints on every page.

Every text is written as text. What a spreadsheet would run as a formula, once somebody saves the sheet as CSV, has an
apostrophe before it; control and direction characters are shown as escapes.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kpilint.outputs.context import Context
from kpilint.outputs.terminal import safe
from kpilint.outputs.xlsx.words import SHEET_WORDS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet; the last one is kept for saying what is missing."""
_MOST_CHARS: Final = 32_000
"""Characters of a cell, which holds 32,767, escapes and all."""
_MOST_LINES: Final = 250
"""Lines of a cell, which holds 253."""
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")
_A4: Final = 9
_NARROW: Final = 7
"""Columns that are no wider have figures and words so short that they stand best in the middle."""
_LINE: Final = 14.0
_PADDING: Final = 4.0
_HIGHEST: Final = 400.0
"""Points that a row may be high; Excel allows 409."""

Value = str | float | int | None


class Column(Struct, frozen=True):
    """A column: its heading, its width in characters, and the number format of its cells ("" for text).

    Those that are not `printed` stand last: a page is not wide enough for all.
    """

    heading: str
    width: float = 10
    form: str = ""
    printed: bool = True


@lru_cache(maxsize=1 << 14)
def harmless(text: str) -> str:
    """Return published text as a cell that nothing runs, and that a cell can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = "\n".join(safe(line) for line in lines[:_MOST_LINES])
    cut = len(shown) > _MOST_CHARS or len(lines) > _MOST_LINES
    return ("'" if _FORMULA.match(shown) else "") + shown[:_MOST_CHARS] + ("…" if cut else "")


class Book:
    """A workbook that is being written."""

    def __init__(self, context: Context) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, and for this format only

        self.words: Mapping[str, str] = SHEET_WORDS[context.lang]
        self._held = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book: Workbook = Workbook(self._held, options)
        self._font = {"font_name": self.words["font"], "font_size": 10, "valign": "top"}
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        title = self.words["title"]
        self._book.set_properties({"title": title, "author": "kpilint", "created": _moment(context.today)})

    def look(self, **what: str | int | bool) -> "Format":
        """Return a cell format."""
        key = tuple(sorted(what.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(self._font | what)
        return self._formats[key]

    def sheet(self, key: str) -> "Worksheet":
        """Return a new sheet, set up for printing on A4."""
        sheet = self._book.add_worksheet(self.words[f"sheet.{key}"])
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(0)  # which shows them on paper, too
        sheet.set_footer(f"&C{self.words['page']}")
        return sheet

    def table(
        self, key: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], most: int = MOST_ROWS
    ) -> tuple["Worksheet", int]:
        """Return a sheet of rows under a header, and how many rows there are; `most` is what a sheet holds."""
        sheet = self.sheet(key)
        looks = [self._column(sheet, at, column) for at, column in enumerate(columns)]
        given = iter(rows)
        count = 0
        for count, row in enumerate(islice(given, most - 2), 1):
            sheet.set_row(count, _height(row, columns))
            for at, value in enumerate(row):
                put(sheet, count, at, value, looks[at])
        left = sum(1 for _ in given)
        if left:
            note = self.look(bold=True, font_color="#C00000")
            sheet.write_string(count + 1, 0, self.words["cut"].format(n=left), note)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        sheet.print_area(0, 0, max(count, 1), sum(one.printed for one in columns) - 1)
        return sheet, count

    def _column(self, sheet: "Worksheet", at: int, column: Column) -> "Format":
        """Set up a column; returns the look of its cells."""
        what: dict[str, str | int | bool] = {"num_format": column.form} if column.form else {"text_wrap": True}
        look = self.look(align="center" if column.width <= _NARROW else "", **what)
        head = self.look(bold=True, text_wrap=True, bg_color="#DDE6F0", border=1, valign="vcenter", align="center")
        sheet.set_column(at, at, column.width)
        sheet.set_row(0, 3 * _LINE)
        sheet.write_string(0, at, column.heading, head)
        return look

    def done(self) -> bytes:
        """Return the bytes of the workbook."""
        self._book.close()
        return self._held.getvalue()


def put(sheet: "Worksheet", row: int, column: int, value: Value, look: "Format") -> None:
    """Write one cell: texts as texts, numbers as numbers."""
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, harmless(value), look)
    elif value is not None:
        sheet.write_number(row, column, value, look)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height that a row needs: spreadsheets do not all find it out by themselves."""
    lines = (
        _lines(value, column.width)
        for value, column in zip(row, columns, strict=True)
        if isinstance(value, str) and value and not column.form
    )
    return min(_LINE * max(lines, default=1) + _PADDING, _HIGHEST)


@lru_cache(maxsize=1 << 14)
def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; a Chinese character is as wide as two Latin ones, and has three bytes."""
    sizes = ((len(line.encode("utf-8", "replace")) + len(line)) / 2 for line in text.split("\n"))
    return sum(max(1, ceil(size / width)) for size in sizes)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())
