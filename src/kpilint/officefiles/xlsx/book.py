"""The worksheets of a workbook by name, and addresses in them."""

import re
from typing import Final, NamedTuple

from lxml import etree

from kpilint.sources.containers.package import Package, Relationship
from kpilint.sources.excel.addresses import parse_cell
from kpilint.sources.excel.xlsx import worksheets

MAIN: Final = "xl/workbook.xml"
_ANCHOR: Final = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]*))!([A-Z]{1,3}[0-9]{1,7})\Z")


class Address(NamedTuple):
    """A cell of a sheet, row and column counted from 0."""

    sheet: str
    row: int
    column: int


class Book(NamedTuple):
    """The main part, what it refers to, and the parts of the worksheets by name."""

    main: str
    root: etree._Element
    related: dict[str, Relationship]
    sheets: dict[str, str]
    first: str
    """The first worksheet that is seen."""


def opened(package: Package) -> Book:
    """Return what a workbook holds; of two sheets of one name the first.

    Raises:
        ReadFailure: as the reader of workbooks.
    """
    main = package.main() or MAIN
    root, related = package.xml(main), package.relationships(main)
    entries = list(worksheets(root, related))
    sheets: dict[str, str] = {}
    for entry in entries:
        sheets.setdefault(entry.name, entry.part)
    first = next((one.name for one in entries if not one.hidden), entries[0].name if entries else "")
    return Book(main, root, related, sheets, first)


def address_of(anchor: str) -> Address | None:
    """Return the cell that a place's anchor names (`'表 1'!C7`); None if it names none."""
    found = _ANCHOR.match(anchor)
    cell = parse_cell(found[3]) if found else None
    if found is None or cell is None:
        return None
    name = found[2] if found[1] is None else found[1].replace("''", "'")
    return Address(name, *cell)
