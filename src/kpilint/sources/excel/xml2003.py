"""Workbooks saved as "XML Spreadsheet 2003": one XML file, often named .xls, as many reporting systems export it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kpilint.sources.boxes import Part
from kpilint.sources.containers.safexml import parse_xml
from kpilint.sources.excel.builtin import GENERAL
from kpilint.sources.excel.constants import is_picture
from kpilint.sources.excel.dates import written_date
from kpilint.sources.excel.sheet import Budget, Sheet
from kpilint.sources.excel.strings import local_name
from kpilint.sources.excel.styles import PLAIN, Look
from kpilint.sources.excel.visible import sheet_parts
from kpilint.sources.failures import check_bytes
from kpilint.sources.limits import Limits

_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED: Final = {
    "General Number": GENERAL,
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Medium Date": "d-mmm-yy",
    "Long Date": "[$-F800]",
    "Long Time": "[$-F400]",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00;"¥"\\-#,##0.00',
    "Euro Currency": "[$€-2] #,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""Formats that have a name in this format and a code elsewhere."""


def parts_xml2003(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the tables of the visible worksheets, with problems for what is hidden or not understood.

    Raises:
        ReadFailure: `input/damaged`, `input/doctype`, `input/too-deep`, `input/too-large`.
    """
    check_bytes(len(data), limits)
    root = parse_xml(data, "Workbook")
    budget = Budget(limits)
    looks = _looks(root)
    date1904 = root.find(".//{*}ExcelWorkbook/{*}Date1904") is not None
    for element in root.iterchildren(f"{_SS}Worksheet"):
        options = element.find("{*}WorksheetOptions")
        visible = options.findtext("{*}Visible", "") if options is not None else ""
        sheet = Sheet(element.get(f"{_SS}Name", ""), budget, hidden=visible in {"SheetHidden", "SheetVeryHidden"})
        sheet.zeros = options is None or options.find("{*}DoNotDisplayZeros") is None
        for table in element.iterchildren(f"{_SS}Table"):
            _Table(sheet, looks, date1904=date1904).read(table)
        yield from sheet_parts(sheet)


def _looks(root: etree._Element) -> dict[str, Look]:
    looks: dict[str, Look] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        parent = looks.get(style.get(f"{_SS}Parent", "Default"), PLAIN)
        number_format = style.find(f"{_SS}NumberFormat")
        code = parent.code if number_format is None else number_format.get(f"{_SS}Format", GENERAL)
        sides = style.iterfind(f"{_SS}Borders/{_SS}Border")
        edged = any(side.get(f"{_SS}Position") in {"Left", "Right"} for side in sides)
        looks[style.get(f"{_SS}ID", "")] = Look(_NAMED.get(code, code) or GENERAL, edged or parent.edged)
    return looks


def _count(element: etree._Element, name: str, default: int) -> int:
    text = element.get(_SS + name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else default  # noqa: PLR2004


class _Table:
    """Reads one table element into a sheet."""

    def __init__(self, sheet: Sheet, looks: dict[str, Look], *, date1904: bool) -> None:
        self.sheet = sheet
        self.looks = looks
        self.date1904 = date1904

    def read(self, table: etree._Element) -> None:
        column, row = 0, 0
        for element in table:
            name = local_name(element)
            if name == "Column":
                column = _count(element, "Index", column + 1) - 1
                last = column + _count(element, "Span", 0)
                if element.get(f"{_SS}Hidden") == "1":
                    self.sheet.hide_columns(column, last)
                column = last + 1
            elif name == "Row":
                row = _count(element, "Index", row + 1) - 1
                span = _count(element, "Span", 0)
                if element.get(f"{_SS}Hidden") == "1":
                    self.sheet.hide_rows(row, row + span)
                self._row(element, row)
                row += 1 + span

    def _row(self, element: etree._Element, row: int) -> None:
        column = 0
        edged = False
        for cell in element.iterchildren(f"{_SS}Cell"):
            column = _count(cell, "Index", column + 1) - 1
            look = self.looks.get(cell.get(f"{_SS}StyleID", element.get(f"{_SS}StyleID", "Default")), PLAIN)
            across, down = _count(cell, "MergeAcross", 0), _count(cell, "MergeDown", 0)
            if across or down:
                self.sheet.merge(row, column, row + down, column + across)
            self._cell(cell, row, column, look)
            edged = edged or look.edged
            column += 1 + across
        if edged:
            self.sheet.edged_rows.add(row)

    def _cell(self, cell: etree._Element, row: int, column: int, look: Look) -> None:
        formula = cell.get(f"{_SS}Formula")
        data = cell.find("{*}Data")
        if formula is not None and is_picture(formula):
            self.sheet.put_picture(row, column)
        elif data is not None:
            self._data(data, row, column, look)
        elif formula is not None:
            self.sheet.put_formula(row, column, formula.removeprefix("="))

    def _data(self, data: etree._Element, row: int, column: int, look: Look) -> None:
        text = "".join(data.itertext())
        kind = data.get(f"{_SS}Type", "String")
        number = _serial(text, kind, date1904=self.date1904)
        if number is not None:
            self.sheet.put_number(row, column, number, look.code, date1904=self.date1904)
        elif kind == "Boolean":
            self.sheet.put(row, column, "TRUE" if text.strip() == "1" else "FALSE")
        else:
            self.sheet.put_text(row, column, text, GENERAL if kind == "Error" else look.code)


def _serial(text: str, kind: str, *, date1904: bool) -> float | None:
    """Return the number that a cell of kind Number or DateTime holds."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return written_date(text, date1904=date1904)
    except ValueError:
        pass
    return None
