"""Tables: cells and rows as they are met, and the grids that are made of them at their end.

A table inside a cell is a grid of its own. Where each row of the outer table has something in one cell only, that
table is no more than a frame on the page: it is taken away, and what it frames comes in its order. Otherwise the outer
table comes first, whole, and the inner ones after it.
"""

from collections.abc import Iterator

from msgspec import Struct, field

from kpilint.model import Place
from kpilint.sources.boxes import Box, Grid, Line
from kpilint.sources.word.geometry import Cell, Row
from kpilint.sources.word.paragraphs import PAGE_BREAK, Paragraph, lines

Block = Paragraph | Line | Grid
"""What stands in the body, a cell or a text box."""


class Holder(Struct):
    """What holds paragraphs and tables: the body, a cell, a text box."""

    anchor: str = ""
    """The last paragraph with text, or what stood above the holder."""
    blocks: list[Block] = field(default_factory=list)
    boxed: list[Block] = field(default_factory=list)
    """What text boxes hold that belong to the paragraph that is open."""
    carried: list[str] = field(default_factory=list)
    """Texts of paragraphs whose ends are deleted."""
    deleted: bool = False
    """All that it holds is deleted (a tracked change)."""

    def text(self) -> str:
        """Return the text of its paragraphs, as that of a cell."""
        text = "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))
        return text.replace(PAGE_BREAK, "\n").strip()

    def holds_more(self) -> bool:
        """Say whether it holds more than paragraphs."""
        return any(not isinstance(block, Paragraph) for block in self.blocks)


class Table(Struct):
    """A table that is open."""

    number: int
    anchor: str
    grid: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """Cells of the row that is open."""
    inner: dict[int, list[Block]] = field(default_factory=dict)
    """Blocks of the cells that hold more than paragraphs, by the cell's identity."""


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
