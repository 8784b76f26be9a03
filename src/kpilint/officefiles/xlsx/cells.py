"""Cells of a workbook with new texts: styles stay, formulas are never written over, shared texts stay with others."""

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from kpilint.officefiles.markup import Markup, like, local, natural, set_text
from kpilint.officefiles.spans import Piece, rewritten
from kpilint.officefiles.values import CellEdit, Refusal, Refused
from kpilint.officefiles.xlsx.book import Address, address_of, opened
from kpilint.officefiles.xlsx.grid import Cells
from kpilint.sources.containers.package import Package
from kpilint.sources.excel.digits import general
from kpilint.sources.excel.sheet import clean
from kpilint.sources.excel.strings import unescape

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?", re.ASCII)
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_TEXTS: Final = frozenset({"s", "inlineStr", "str"})


def edited_parts(package: Package, edits: Sequence[CellEdit]) -> tuple[dict[str, bytes], list[Refusal]]:
    """Return the parts that change, and the edits that cannot be made. What a cell shows is for the caller to check.

    Raises:
        ReadFailure: as the reader of workbooks.
    """
    book = opened(package)
    sheets: dict[str, tuple[Markup, Cells]] = {}
    strings = _Strings(package, next((one.target for one in book.related.values() if one.kind == "sharedStrings"), ""))
    refused = []
    for edit in edits:
        try:
            at = address_of(edit.place.anchor)
            if at is None or at.sheet not in book.sheets:
                raise _no_cell()
            if at.sheet not in sheets:
                markup = Markup(package, book.sheets[at.sheet])
                sheets[at.sheet] = (markup, Cells(markup.root))
            _write(sheets[at.sheet][1], at, edit, strings)
        except Refused as why:
            refused.append(Refusal(edit, why.zh, why.en))
    return {markup.name: markup.content() for markup, _ in sheets.values()}, refused


class _Strings:
    """The shared strings, as elements; loaded when the first is wanted."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._items: list[etree._Element] | None = None

    def item(self, number: str) -> etree._Element:
        if self._items is None:
            found = self._package.xml(self._part) if self._part in self._package else ()
            self._items = [one for one in found if local(one) == "si"]
        at = natural(number.strip())
        if not 0 <= at < len(self._items):
            raise _no_cell()
        return self._items[at]


def _no_cell() -> Refused:
    return Refused("找不到该单元格", "there is no such cell")


def _write(cells: Cells, at: Address, edit: CellEdit, strings: _Strings) -> None:
    cell = cells.get(at.row, at.column)
    if cell is None:
        raise _no_cell()
    parts = {local(one): one for one in cell.iterchildren("*")}
    if "f" in parts:
        raise Refused("该单元格是公式，不改写", "the cell is a formula, which is not written over")
    if not edit.before or cell.get("vm") is not None:
        raise Refused("空单元格请手工填写", "fill in empty cells by hand")
    if cell.get("t", "n") not in _TEXTS:
        _write_number(cell, parts, edit.after)
        return
    item = _item(cell, parts, strings)
    _rewrite(item, edit)
    _empty(cell, parts)
    cell.set("t", "inlineStr")
    cell.insert(0, item)


def _empty(cell: etree._Element, parts: Mapping[str, etree._Element]) -> None:
    for name in ("v", "is"):
        if name in parts:
            cell.remove(parts[name])


def _item(cell: etree._Element, parts: Mapping[str, etree._Element], strings: _Strings) -> etree._Element:
    """Return a text of the cell's own: a shared one is copied, so that other cells keep it."""
    made = etree.Element(like(cell, "is"), nsmap=cell.nsmap)
    if cell.get("t") == "inlineStr" and "is" in parts:
        return parts["is"]
    value = parts["v"].text or "" if "v" in parts else ""
    if cell.get("t") == "s":
        for one in strings.item(value):
            made.append(copy.deepcopy(one))
    else:
        etree.SubElement(made, like(cell, "t")).text = value
    return made


def _rewrite(item: etree._Element, edit: CellEdit) -> None:
    """Change the text of an item where it differs; a run that does not change keeps its XML."""
    holders = [one for one in item.iter("{*}t") if local(one.getparent()) != "rPh"]
    pieces = [Piece(_shown(one.text or ""), one) for one in holders]
    changed = rewritten(pieces, edit.before, edit.after)
    for index, text in changed.items():
        set_text(holders[index], escaped(text))
    if changed:  # readings stand at numbered characters, which have moved
        for reading in [*item.iterchildren("{*}rPh"), *item.iterchildren("{*}phoneticPr")]:
            item.remove(reading)


def _shown(text: str) -> str:
    """Return a run's text with line breaks of all kinds as line feeds, and the white space around it."""
    whole = unescape(text)
    core = clean(whole)
    if not core:
        return whole.replace("\r\n", "\n").replace("\r", "\n")
    lead, tail = whole[: len(whole) - len(whole.lstrip())], whole[len(whole.rstrip()) :]
    return _feeds(lead) + core + _feeds(tail)


def _feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _write_number(cell: etree._Element, parts: Mapping[str, etree._Element], text: str) -> None:
    """Write into a cell that holds no text: a number that shows as it is written stays one, the rest becomes text."""
    number = cell.get("t", "n") == "n" and _NUMBER.fullmatch(text) and general(float(text)) == text
    _empty(cell, parts)
    if number:
        etree.SubElement(cell, like(cell, "v")).text = text
        return
    cell.set("t", "inlineStr")
    item = etree.SubElement(cell, like(cell, "is"))
    set_text(etree.SubElement(item, like(item, "t")), escaped(text))


def escaped(text: str) -> str:
    """Return text with what XML cannot hold written as `_x000D_`, and with what looks like that kept as it is."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
