"""Tables: cells and rows as they are met, and the grids that are made of them at their end.

A table inside a cell is a grid of its own. Where each row of the outer table has something in one cell only, that
table is no more than a frame on the page: it is taken away, and what it frames comes in its order. Otherwise the outer
table comes first, whole, and the inner ones after it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml import etree
from msgspec import Struct, field

from kpilint.model import Place
from kpilint.sources.boxes import Box, Grid, Line
from kpilint.sources.docx.geometry import MAX_SPAN, Cell, Row
from kpilint.sources.docx.inline import PAGE_BREAK
from kpilint.sources.docx.names import Names, child, number
from kpilint.sources.docx.paragraphs import Paragraph, lines

_PERCENT: Final = 50
"""Widths in percent are given in fiftieths."""
_WIDEST: Final = 1 << 20


class Holder(Struct):
    """What holds paragraphs and tables: the body, a cell, a text box."""

    anchor: str = ""
    """The last paragraph with text, or what stood above the holder."""
    blocks: list["Paragraph | Line | Grid"] = field(default_factory=list)
    boxed: list["Paragraph | Line | Grid"] = field(default_factory=list)
    """What text boxes hold that belong to the paragraph that is open."""
    carried: list[str] = field(default_factory=list)
    """Texts of paragraphs whose ends are deleted."""
    element: Any = None
    deleted: bool = False


class Table(Struct):
    """A table that is open."""

    number: int
    anchor: str
    element: Any = None
    grid: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """Cells of the row that is open."""
    inner: dict[int, list["Paragraph | Line | Grid"]] = field(default_factory=dict)
    """Blocks of the cells that hold more than paragraphs, by the cell's identity."""
    row: Any = None
    row_gone: bool = False
    """The row that is open, and whether it is deleted."""
    count: int = 0
    """Cells met in the row that is open, merged ones too."""
    sideways: bool = False
    """The last cell begins or goes on a merge of the old kind, to the right."""


class Boxes(Struct, frozen=True):
    """The boxes of a table's rows, made when they are asked for."""

    rows: list[Row]
    number: int
    anchor: str

    def __iter__(self) -> Iterator[Box]:
        """Yield the boxes from left to right and from top to bottom."""
        for at, row in enumerate(self.rows):
            for cell in row.cells:
                if not cell.gone:
                    place = Place(at + 1, cell.at + 1, self.anchor, self.number)
                    yield Box(at, cell.at, cell.text, place, cell.rows, cell.columns)


def add_cell(table: Table, element: etree._Element, holder: Holder, word: Names) -> None:
    """Add a cell that has been read to the row that is open."""
    table.count += 1
    cell = Cell(_text(holder.blocks))
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
    if any(not isinstance(block, Paragraph) for block in holder.blocks):
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


def close_row(table: Table, element: etree._Element, word: Names) -> Row | None:
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


def row_deleted(table: Table, cell: etree._Element, word: Names) -> bool:
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


def frames(table: Table) -> bool:
    """Say whether the table only frames other tables: something in at most one cell of each row."""
    return bool(table.inner) and all(
        sum(bool(cell.text) or id(cell) in table.inner for cell in row.cells) <= 1 for row in table.rows
    )


def framed(table: Table) -> Iterator[Line | Grid]:
    """Yield what a table that is only a frame holds, in order."""
    for at, row in enumerate(table.rows):
        for cell in row.cells:
            place = Place(at + 1, cell.at + 1, table.anchor, table.number)
            blocks = table.inner.get(id(cell)) or [Paragraph(cell.text)]
            gap = True
            for block in blocks:
                if isinstance(block, Paragraph):
                    for text, page in lines(block.text):
                        if text:
                            yield Line(text, place, heading=block.heading, gap=gap or page)
                        gap = not text
                else:
                    yield block
                    gap = False


def _text(blocks: list["Paragraph | Line | Grid"]) -> str:
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    return text.replace(PAGE_BREAK, "\n").strip()
