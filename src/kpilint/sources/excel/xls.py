"""Binary workbooks of Excel 5 to 2003 and of WPS (.xls, .et): BIFF streams in an OLE file, read by xlrd.

xlrd gives values, number formats, merged ranges and what is hidden (`formatting_info`); the OLE file is opened with
olefile, which forgives more of what other programs write.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import olefile
import xlrd
from msgspec import Struct

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.excel.builtin import BUILTIN, GENERAL
from kpilint.sources.excel.sheet import Budget, Sheet
from kpilint.sources.excel.styles import PLAIN, Look
from kpilint.sources.excel.visible import sheet_parts
from kpilint.sources.failures import check_bytes, damaged, too_large
from kpilint.sources.limits import Limits

_STREAMS: Final = ("Workbook", "Book")
"""Names of the stream from Excel 97 on, and before; a file may have both."""
_SYSTEM_FORMATS: Final = {14: "m/d/yy", 22: "m/d/yy h:mm"}
"""What xlrd takes for the formats that follow the settings of the system."""
_LAST_BUILTIN: Final = 58
_MAX_SHEETS: Final = 4096


def parts_xls(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the tables of the visible worksheets, with problems for what is hidden or not understood.

    Raises:
        ReadFailure: `input/damaged`, `input/encrypted`, `input/too-large`.
    """
    check_bytes(len(data), limits)
    book = _opened(_stream(data))
    try:
        budget = Budget(limits)
        looks = _looks(book)
        for number in range(_sheet_count(book)):
            sheet = _read_sheet(book, number, budget, looks)
            book.unload_sheet(number)
            yield from sheet_parts(sheet)
    finally:
        book.release_resources()


def _stream(data: bytes) -> bytes:
    """Return the workbook stream of an OLE file; data that is none as it is (BIFF from before OLE)."""
    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            encrypted = ole.exists("EncryptedPackage")
            name = next((name for name in _STREAMS if ole.exists(name)), "")
            stream = bytes(ole.openstream(name).read()) if name else b""
    except MemoryError:
        raise
    except Exception as error:  # on broken files olefile raises OSError mostly, and whatever comes of wrong numbers
        raise _damaged() from error
    if encrypted:
        raise ReadFailure("input/encrypted")
    if not stream:
        raise damaged("其中没有工作簿", "there is no workbook in it")
    return stream


def _damaged() -> ReadFailure:
    return damaged("工作簿的数据不完整", "the data of the workbook is broken")


class _Silent(io.StringIO):
    """Where xlrd's remarks go."""

    def write(self, text: str) -> int:
        return len(text)


def _opened(stream: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Silent()
        )
    except MemoryError:
        raise
    except Exception as error:  # on broken data xlrd raises whatever comes (AssertionError, struct.error, KeyError)
        if "encrypted" in str(error):
            raise ReadFailure("input/encrypted") from error
        raise _damaged() from error


def _sheet_count(book: xlrd.Book) -> int:
    """Return how many sheets there are, having seen that no two are in the same place of the file."""
    count: int = book.nsheets
    places = book._sh_abs_posn  # noqa: SLF001 - xlrd has no public name for it
    if count > _MAX_SHEETS:
        raise too_large("工作表数 / sheets", count, _MAX_SHEETS, Place())
    if len(set(places)) < count:
        raise _damaged()
    return count


def _looks(book: xlrd.Book) -> list[Look]:
    return [Look(_code(book, one.format_key), _is_edged(one.border)) for one in book.xf_list]


def _code(book: xlrd.Book, key: int) -> str:
    """Return a number format: the one the file has, or else the one that a Chinese system has for its id."""
    found = book.format_map.get(key)
    code = found.format_str if found else ""
    own = BUILTIN.get(key, GENERAL) if key <= _LAST_BUILTIN else GENERAL
    if not code or code == _SYSTEM_FORMATS.get(key) or code.lower() in {"general", "g/通用格式"}:
        return own
    return str(code)


def _is_edged(border: xlrd.formatting.XFBorder) -> bool:
    return bool(border.left_line_style or border.right_line_style)


def _read_sheet(book: xlrd.Book, number: int, budget: Budget, looks: list[Look]) -> Sheet:
    try:
        source = book.sheet_by_index(number)
    except MemoryError:
        raise
    except Exception as error:  # as in `_opened`
        raise _damaged() from error
    sheet = Sheet(source.name, budget, hidden=bool(source.visibility), zeros=bool(source.show_zero_values))
    reader = _Cells(sheet, looks, bool(book.datemode))
    budget.count_rows(source.nrows)
    for row in range(source.nrows):
        if source.row_len(row):
            xfs = source._cell_xf_indexes[row]  # noqa: SLF001 - the public way checks each cell
            reader.row(row, source.row_types(row), source.row_values(row), xfs)
    for top, bottom, left, right in source.merged_cells:
        sheet.merge(top, left, bottom - 1, right - 1)
    sheet.hidden_rows.update(row for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0)
    for column, info in source.colinfo_map.items():
        if info.hidden or info.width == 0:
            sheet.hide_columns(column, column)
    return sheet


class _Cells(Struct, frozen=True):
    """Takes the cells of a sheet over from xlrd."""

    sheet: Sheet
    looks: list[Look]
    date1904: bool

    def row(self, number: int, kinds: Sequence[int], values: list[object], xfs: Sequence[int]) -> None:
        edged = False
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            at = xfs[column]
            look = self.looks[at] if 0 <= at < len(self.looks) else PLAIN
            edged = edged or look.edged
            if kind != xlrd.XL_CELL_BLANK:
                self._cell(number, column, kind, values[column], look)
        if edged:
            self.sheet.edged_rows.add(number)

    def _cell(self, row: int, column: int, kind: int, value: object, look: Look) -> None:
        if kind == xlrd.XL_CELL_TEXT:
            self.sheet.put_text(row, column, str(value), look.code)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            self.sheet.put(row, column, "TRUE" if value else "FALSE")
        elif kind == xlrd.XL_CELL_ERROR:
            self.sheet.put(row, column, xlrd.error_text_from_code.get(value, "#N/A"))
        elif isinstance(value, float | int):
            self.sheet.put_number(row, column, float(value), look.code, date1904=self.date1904)
