"""A table being written, row by row."""

from collections.abc import Sequence
from typing import Any, Literal

from docx.oxml import OxmlElement
from msgspec import Struct

from kpilint.outputs.opinion import styles
from kpilint.outputs.opinion.elements import TWIPS, Form, add, paragraph

Align = Literal["left", "center"]


class Cell(Struct, frozen=True):
    """A cell: its text, a paragraph a line; how many columns it takes; whether it goes on with the one above it."""

    text: str = ""
    align: Align = "center"
    span: int = 1
    down: Literal["", "restart", "continue"] = ""


class Grid:
    """A table with columns of given widths, in millimetres."""

    def __init__(self, body: Any, widths: Sequence[float], lang: str) -> None:
        self._widths = [round(width * TWIPS) for width in widths]
        self._chinese = lang == "zh"
        self._table = OxmlElement("w:tbl")
        properties = add(self._table, "tblPr")
        add(properties, "tblStyle", val=styles.identifier("Table Grid"))
        add(properties, "tblW", w=str(sum(self._widths)), type="dxa")
        add(properties, "jc", val="center")
        add(properties, "tblLayout", type="fixed")
        margins = add(properties, "tblCellMar")
        for side, width in (("top", 28), ("left", 57), ("bottom", 28), ("right", 57)):
            add(margins, side, w=str(width), type="dxa")
        columns = add(self._table, "tblGrid")
        for width in self._widths:
            add(columns, "gridCol", w=str(width))
        body.sectPr.addprevious(self._table)

    def head(self, texts: Sequence[str]) -> None:
        """Add a row of headings, repeated on every page."""
        self._row([Cell(text) for text in texts], head=True)

    def row(self, cells: Sequence[Cell], *, height: float = 0) -> None:
        """Add a row, at least `height` millimetres high."""
        self._row(cells, height=height)

    def _row(self, cells: Sequence[Cell], *, head: bool = False, height: float = 0) -> None:
        row = add(self._table, "tr")
        properties = add(row, "trPr")
        add(properties, "cantSplit")
        if height:
            add(properties, "trHeight", val=str(round(height * TWIPS)), hRule="atLeast")
        if head:
            add(properties, "tblHeader")
        style = styles.identifier(styles.HEAD if head else styles.CELL)
        at = 0
        for cell in cells:
            self._cell(row, cell, sum(self._widths[at : at + cell.span]), style)
            at += cell.span

    def _cell(self, row: Any, cell: Cell, width: int, style: str) -> None:
        made = add(row, "tc")
        properties = add(made, "tcPr")
        add(properties, "tcW", w=str(width), type="dxa")
        if cell.span > 1:
            add(properties, "gridSpan", val=str(cell.span))
        if cell.down:
            add(properties, "vMerge", val=cell.down)
        add(properties, "vAlign", val="center")
        for line in cell.text.split("\n"):
            made.append(paragraph(Form(style, cell.align), [line], chinese=self._chinese))
