"""Cells and rows of tables by their XML."""

from itertools import islice
from typing import Any, Final

from lxml import etree

from kpilint.sources.docx.names import Names, child, number
from kpilint.sources.word.geometry import MAX_SPAN, Cell, Row
from kpilint.sources.word.tables import Holder, Table

_PERCENT: Final = 50
"""Widths in percent are given in fiftieths."""
_WIDEST: Final = 1 << 20


class XmlHolder(Holder):
    """A cell or a text box with its element."""

    element: Any = None


class XmlTable(Table):
    """A table that is open, with its element and what its XML has said so far of the row that is open."""

    element: Any = None
    row: Any = None
    row_gone: bool = False
    """The row that is open, and whether it is deleted."""
    count: int = 0
    """Cells met in the row that is open, merged ones too."""
    sideways: bool = False
    """The last cell begins or goes on a merge of the old kind, to the right."""


def add_cell(table: XmlTable, element: etree._Element, holder: Holder, word: Names) -> None:
    """Add a cell that has been read to the row that is open."""
    table.count += 1
    cell = Cell(holder.text())
    sideways = ""
    properties = child(element, word("tcPr"))
    if properties is not None:
        sideways = _properties(cell, properties, word)
    if sideways == "continue" and table.sideways:
        owner = table.cells[-1]
        owner.span, owner.text = min(owner.span + cell.span, MAX_SPAN), "\n".join(filter(None, (owner.text, cell.text)))
        owner.width = owner.width + cell.width if owner.width and cell.width else 0
        cell = owner
    else:
        table.cells.append(cell)
    table.sideways = bool(sideways)
    if holder.holds_more():
        table.inner.setdefault(id(cell), []).extend(holder.blocks)


def _properties(cell: Cell, properties: etree._Element, word: Names) -> str:
    """Set span, width and merge of a cell; returns its merge to the right of the old kind."""
    sideways = ""
    for one in properties:
        match word.local.get(one.tag):
            case "gridSpan":
                cell.span = min(max(number(one.get(word.val), 1), 1), MAX_SPAN)
            case "tcW":
                cell.width = _width(one, word)
            case "vMerge" | "vmerge":
                cell.merge = "restart" if one.get(word.val) == "restart" else "continue"
            case "hMerge" | "hmerge":
                sideways = "restart" if one.get(word.val) == "restart" else "continue"
            case "cellDel":
                cell.text = ""
    return sideways


def _width(element: etree._Element, word: Names) -> int:
    """Return a width; percentages and twentieths of a point are not told apart, rows do not mix them."""
    kind, text = element.get(word("type"), "dxa"), element.get(word("w"), "")
    if kind not in ("dxa", "pct"):
        return 0
    if text.endswith("%"):
        head = text[:-1].partition(".")[0]
        return max(number(head), 0) * _PERCENT
    return min(max(number(text.partition(".")[0]), 0), _WIDEST)


def close_row(table: XmlTable, element: etree._Element, word: Names) -> Row | None:
    """Close the row that is open and return it; None if the row is deleted (a tracked change)."""
    row = Row(table.cells)
    table.cells, table.count, table.sideways = [], 0, False
    properties = child(element, word("trPr"))
    if properties is None:
        return row
    if _is_deleted(properties, word):
        return None
    for one in properties:
        value = one.get(word.val)
        match word.local.get(one.tag):
            case "gridBefore":
                row.before = min(max(number(value), 0), MAX_SPAN)
            case "gridAfter":
                row.after = min(max(number(value), 0), MAX_SPAN)
            case "wBefore":
                row.skipped = _width(one, word)
    return row


def row_deleted(table: XmlTable, cell: etree._Element, word: Names) -> bool:
    """Say whether the row in which `cell` starts is deleted (a tracked change)."""
    row = cell.getparent()
    if row.tag != word("tr"):
        row = next(cell.iterancestors(word("tr")), row)
    if table.row is not row:
        table.row, table.row_gone = row, _is_deleted(child(row, word("trPr")), word)
    return table.row_gone


def grid_widths(element: etree._Element, word: Names) -> list[int]:
    """Return the widths of a table's grid columns."""
    columns = islice(element.iterchildren(word("gridCol")), MAX_SPAN)
    return [min(max(number(column.get(word("w"))), 0), _WIDEST) for column in columns]


def _is_deleted(properties: etree._Element | None, word: Names) -> bool:
    return properties is not None and child(properties, word("del")) is not None
