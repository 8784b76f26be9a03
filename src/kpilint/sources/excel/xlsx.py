"""Workbooks of Excel and WPS in Office Open XML (.xlsx, .xlsm, templates): ECMA-376 Part 1, clause 18."""

from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import Struct

from kpilint.model import Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.containers.package import Package, Relationship
from kpilint.sources.excel.sheet import Budget, Sheet, short
from kpilint.sources.excel.sheetxml import Book, is_on, read_sheet
from kpilint.sources.excel.strings import shared_strings
from kpilint.sources.excel.styles import read_looks
from kpilint.sources.excel.visible import sheet_parts
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits

_HIDDEN: Final = frozenset({"hidden", "veryHidden"})
_MAX_BOXES: Final = 20
"""Text boxes of a sheet that are told of."""


class Entry(Struct, frozen=True):
    """A worksheet of a workbook."""

    name: str
    part: str
    hidden: bool


def parts_xlsx(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the tables of the visible worksheets, with problems for what is hidden or not understood.

    Values of formulas are those that were saved; nothing is calculated, and no link is followed.

    Raises:
        ReadFailure: `input/damaged`, `input/encrypted`, `input/doctype`, `input/too-large`, `input/save-as` (.xlsb).
    """
    package = Package(data, limits)
    main = package.main() or "xl/workbook.xml"
    if main.lower().endswith(".bin"):
        raise ReadFailure("input/save-as", found=".xlsb", expected=".xlsx")
    workbook = package.xml(main)
    related = package.relationships(main)
    properties = workbook.find("{*}workbookPr")
    book = Book(
        strings=_strings(package, related, limits),
        looks=next((read_looks(package, part) for part in _of_kind(package, related, "styles")), []),
        date1904=properties is not None and is_on(properties.get("date1904")),
    )
    budget = Budget(limits)
    for entry in worksheets(workbook, related):
        sheet = Sheet(entry.name, budget, hidden=entry.hidden)
        read_sheet(package, entry.part, sheet, book)
        if not sheet.hidden:
            sheet.problems += _drawn(package, entry.part, sheet)
        yield from sheet_parts(sheet)


def _strings(package: Package, related: dict[str, Relationship], limits: Limits) -> list[str]:
    found = _of_kind(package, related, "sharedStrings")
    return next((shared_strings(package, part, limits) for part in found), [])


def _of_kind(package: Package, related: dict[str, Relationship], kind: str) -> Iterator[str]:
    return (one.target for one in related.values() if one.kind == kind and not one.external and one.target in package)


def worksheets(workbook: etree._Element, related: dict[str, Relationship]) -> Iterator[Entry]:
    """Yield the worksheets in the order of their tabs; charts, dialogs and macro sheets have no cells to read."""
    seen = set()
    for element in workbook.iterfind("{*}sheets/{*}sheet"):
        one = related.get(next((value for key, value in element.items() if key.endswith("}id")), ""))
        if one is None or one.external:
            raise damaged("找不到工作表", "a worksheet is missing")
        if one.kind == "worksheet" and one.target.lower() not in seen:
            seen.add(one.target.lower())
            yield Entry(element.get("name", ""), one.target, element.get("state", "") in _HIDDEN)


def _drawn(package: Package, part: str, sheet: Sheet) -> Iterator[Problem]:
    """Yield a problem for the text of each text box, and for pictures where there is nothing else."""
    pictures = 0
    boxes = 0
    for drawing in _of_kind(package, package.relationships(part), "drawing"):
        root = package.xml(drawing)
        pictures += sum(1 for _ in root.iter("{*}pic"))
        for body in root.iter("{*}txBody"):
            text = " ".join("".join(run.text or "" for run in line.iter("{*}t")) for line in body.iter("{*}p"))
            if text.strip() and boxes < _MAX_BOXES:
                boxes += 1
                args = {"name": short(sheet.name), "text": short(text)}
                yield Problem("input/text-box", sheet.place(0, 0), args)
    if pictures and not sheet.rows:
        yield Problem("input/sheet-picture", sheet.place(0, 0), {"name": short(sheet.name), "count": str(pictures)})
