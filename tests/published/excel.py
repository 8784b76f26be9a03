"""Pages as .xlsx, written by openpyxl: a page is a sheet, paragraphs are cells over its whole width."""

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from published.page import Area, Grid, Page, Text

_THIN = Side(style="thin")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="center")
_SHEET_WIDTH = 130
"""Characters over the whole width of a sheet."""
_LINE_POINTS = 15


def xlsx(pages: Sequence[Page], *, landscape: bool = True) -> bytes:
    """Return the bytes of a workbook with a sheet per page; all cells are text, as finance systems export them."""
    book = Workbook()
    book.remove(book.active)
    for number, page in enumerate(pages, 1):
        _sheet(book.create_sheet(page.name or f"Sheet{number}"), page, landscape=landscape)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(page: Page) -> str:
    """Return a page as comma-separated values, as Excel saves it: a merged cell has its text in the first one."""
    out = io.StringIO()
    writer = csv.writer(out)
    for part in page.parts:
        if isinstance(part, Text):
            writer.writerow([part.text])
            continue
        rows = [[""] * part.columns for _ in part.rows]
        for area in part.areas():
            rows[area.row][area.column] = area.text
        writer.writerows(rows)
    return out.getvalue()


def _sheet(sheet: Worksheet, page: Page, *, landscape: bool) -> None:
    width = max((part.columns for part in page.parts if isinstance(part, Grid)), default=1)
    top = 1
    for part in page.parts:
        if isinstance(part, Text):
            _put(sheet, top, 1, part.text)
            if width > 1 and part.text:
                _merge(sheet, top, 1, 1, width)
            top += 1
        else:
            _table(sheet, part, top)
            top += len(part.rows)
    shares = next((part.widths for part in page.parts if isinstance(part, Grid) and part.widths), (1,) * width)
    for column, share in enumerate(shares):
        sheet.column_dimensions[get_column_letter(column + 1)].width = _SHEET_WIDTH * share / sum(shares)
    _set_heights(sheet, page)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _set_heights(sheet: Worksheet, page: Page) -> None:
    """Make rows as high as their text needs: what does not fit is cut off in print."""
    top = 1
    for part in page.parts:
        if isinstance(part, Text):
            top += 1
            continue
        lines = [1] * len(part.rows)
        for area in sorted(part.areas(), key=lambda area: area.rows):
            rows = range(area.row, area.row + area.rows)
            lines[rows[-1]] += max(_lines(sheet, area) - sum(lines[row] for row in rows), 0)
        for row, count in enumerate(lines, top):
            sheet.row_dimensions[row].height = _LINE_POINTS * count
        top += len(lines)


def _lines(sheet: Worksheet, area: Area) -> int:
    columns = range(area.column + 1, area.column + area.columns + 1)
    room = sum(sheet.column_dimensions[get_column_letter(one)].width for one in columns) - 2
    return sum(
        math.ceil(sum(1 + (letter > "\xff") for letter in line) * 1.1 / room) or 1 for line in area.text.split("\n")
    )


def _table(sheet: Worksheet, part: Grid, top: int) -> None:
    for area in part.areas():
        _put(sheet, top + area.row, area.column + 1, area.text)
        if area.rows > 1 or area.columns > 1:
            _merge(sheet, top + area.row, area.column + 1, area.rows, area.columns)
    for row in sheet.iter_rows(top, top + len(part.rows) - 1, 1, part.columns):
        for cell in row:
            cell.border = _BORDER


def _merge(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    # Not by `merge_cells`, which compares each merged range with all others: 1,000 rows take half a minute.
    last = get_column_letter(column + columns - 1)
    sheet.merged_cells.ranges.add(CellRange(f"{get_column_letter(column)}{row}:{last}{row + rows - 1}"))


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell: Any = sheet.cell(row, column)
    if text:
        # As text even where it looks like a formula ("=100%"), as Excel has it once a clerk formats the cell so.
        cell.value = text
        cell.data_type = "s"
    cell.alignment = _WRAP
