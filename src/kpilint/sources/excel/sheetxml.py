"""One worksheet part of SpreadsheetML (ECMA-376 Part 1, 18.3) to a `Sheet`."""

from functools import lru_cache
from math import isfinite
from typing import Final

from lxml import etree
from msgspec import Struct, field

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.containers.package import Package
from kpilint.sources.excel.addresses import MAX_COLUMNS, MAX_ROWS, column_number, parse_range
from kpilint.sources.excel.constants import constant, is_picture
from kpilint.sources.excel.dates import written_date
from kpilint.sources.excel.sheet import Sheet
from kpilint.sources.excel.strings import elements, local_name, rich_text, unescape
from kpilint.sources.excel.styles import PLAIN, Look
from kpilint.sources.failures import damaged

_TAGS: Final = ["{*}row", "{*}mergeCell", "{*}col", "{*}sheetView"]
_filled: Final = etree.XPath("boolean(*/*)")
_styles: Final = etree.XPath("*/@s", smart_strings=False)
"""Both a tenth of the time that a loop takes: sheets may have a million rows of cells with nothing but a style."""
_MAX_STYLES: Final = 1 << 16
_TRUE: Final = frozenset({"1", "true", "on"})


class Book(Struct, frozen=True):
    """What the sheets of a workbook share."""

    strings: list[str]
    looks: list[Look]
    date1904: bool = False
    by_style: dict[str, Look] = field(default_factory=dict)
    """Looks by the text that refers to them, as far as any did."""


def read_sheet(package: Package, name: str, sheet: Sheet, book: Book) -> None:
    """Read the part `name` into `sheet`.

    Raises:
        ReadFailure: as `Package.pieces`; `input/damaged`, `input/doctype`, `input/too-large`.
    """
    row = -1
    for element in elements(package, name, _TAGS):
        kind = local_name(element)
        if kind == "row":
            row = _read_row(element, row, sheet, book)
        elif kind == "mergeCell":
            area = parse_range(element.get("ref", ""))
            if area:
                sheet.merge(*area)
        elif kind == "col":
            if is_on(element.get("hidden")) or _zero(element.get("width")):
                sheet.hide_columns(_natural(element.get("min")) - 1, _natural(element.get("max")) - 1)
        else:
            sheet.zeros = element.get("showZeros", "1") in _TRUE


def is_on(text: str | None) -> bool:
    """Return a boolean attribute; False where there is none."""
    return text in _TRUE


def _zero(text: str | None) -> bool:
    try:
        return text is not None and float(text) == 0
    except ValueError:
        return False


def _natural(text: str | None) -> int:
    """Return a number of at most seven digits; -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 7 else -1  # noqa: PLR2004


def _read_row(element: etree._Element, before: int, sheet: Sheet, book: Book) -> int:
    """Read one row and return its number; one without a number follows the row before."""
    row = _natural(element.get("r")) - 1 if element.get("r") else before + 1
    if not 0 <= row < MAX_ROWS:
        raise damaged("行号超出范围", "a row lies outside the sheet")
    if is_on(element.get("hidden")) or _zero(element.get("ht")):
        sheet.hide_rows(row, row)
    if _filled(element):
        column = -1
        for cell in element:
            address = cell.get("r")
            column = _column(address.rstrip("0123456789")) if address else column + 1
            if len(cell):
                _Cell(sheet, row, column, book, _look(cell.get("s", "0"), book)).read(cell)
    if any(_look(style, book).edged for style in set(_styles(element))):
        sheet.edged_rows.add(row)
    return row


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004 - XFD
        return MAX_COLUMNS
    return column_number(letters.upper())


def _look(style: str, book: Book) -> Look:
    found = book.by_style.get(style)
    if found is None:
        number = _natural(style)
        found = book.looks[number] if 0 <= number < len(book.looks) else PLAIN
        if len(book.by_style) < _MAX_STYLES:
            book.by_style[style] = found
    return found


class _Cell(Struct, frozen=True, gc=False):
    """Where a cell stands and what it looks like."""

    sheet: Sheet
    row: int
    column: int
    book: Book
    look: Look

    def read(self, cell: etree._Element) -> None:
        value: str | None = None
        formula: str | None = None
        for child in cell:
            name = local_name(child)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                self._text(rich_text(child))
                return
        kind = cell.get("t", "n")
        in_cell = kind == "e" and value == "#VALUE!" and cell.get("vm") is not None
        if in_cell or (formula is not None and is_picture(formula)):
            self.sheet.put_picture(self.row, self.column)
        elif value is not None and (value or kind == "str"):
            self._value(kind, value)
        elif formula is not None and kind != "str":
            self._formula(formula)

    def _text(self, text: str) -> None:
        self.sheet.put_text(self.row, self.column, text, self.look.code)

    def _number(self, value: float) -> None:
        self.sheet.put_number(self.row, self.column, value, self.look.code, date1904=self.book.date1904)

    def _value(self, kind: str, value: str) -> None:
        if kind == "s":
            self._text(self._shared(value))
        elif kind == "str":
            self._text(unescape(value))
        elif kind == "b":
            self.sheet.put(self.row, self.column, "TRUE" if value.strip() in _TRUE else "FALSE")
        elif kind == "e":
            self.sheet.put(self.row, self.column, value)
        else:
            number = written_date(value, date1904=self.book.date1904) if kind == "d" else _float(value)
            if number is None:
                self._text(value)
            else:
                self._number(number)

    def _shared(self, value: str) -> str:
        number = _natural(value.strip())
        if not 0 <= number < len(self.book.strings):
            place = Place(anchor=self.sheet.place(self.row, self.column).anchor)
            raise ReadFailure("input/damaged", place, reason_zh="缺少共享字符串", reason="a shared string is missing")
        return self.book.strings[number]

    def _formula(self, formula: str) -> None:
        value = constant(formula)
        if value is None:
            self.sheet.put_formula(self.row, self.column, unescape(formula))
        elif isinstance(value, str):
            self._text(value)
        else:
            self._number(value)


def _float(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
