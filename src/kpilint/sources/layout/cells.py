"""Rows and cells as a reader of any format hands them to `grid.read_grid`."""

from msgspec import Struct

from kpilint.model import Place
from kpilint.sources.failures import too_large
from kpilint.sources.limits import Limits

MAX_CELLS = 1024
"""Cells in one row; the widest official form has about 20."""


class GridCell(Struct, frozen=True, gc=False):
    """One cell: its text without markup, as published otherwise, and where it stands.

    `at` is the column of the physical table in which it starts, counted from 0, and `span` over how many it goes;
    -1 where the source has no columns (lines of text). `above` says that the cell belongs to a merged one that
    starts in a row above, whose text and place it has.
    """

    text: str
    place: Place = Place()
    at: int = -1
    span: int = 1
    above: bool = False


class GridRow(Struct, frozen=True):
    """One row of a table, or one line of running text (`prose`, a single cell).

    A cell merged with the one above or to the left is an empty cell, or is missing: the grid finds out which.
    `gap` says that a blank line, a page break or the edge of a physical table stands before the row. A prose row
    without text marks such an edge by itself. `stacked` says that the source has the cells one below the other, so
    that several rows may have come as one. `page_top` says that it is the first on a page, so that its cells may be
    the ends of those above.
    """

    cells: tuple[GridCell, ...]
    prose: bool = False
    heading: bool = False
    gap: bool = False
    stacked: bool = False
    page_top: bool = False

    @property
    def place(self) -> Place:
        """Place of the first cell with text of its own, else of the first cell."""
        for cell in self.cells:
            if cell.text and not cell.above:
                return cell.place
        return self.cells[0].place if self.cells else Place()

    @property
    def text(self) -> str:
        """The raw row: its cells with a tab between them, without what merged cells above give."""
        return "\t".join("" if cell.above else cell.text for cell in self.cells).strip("\t")

    def filled(self) -> list[GridCell]:
        """Return the cells that have text of their own."""
        return [cell for cell in self.cells if cell.text and not cell.above]


def check(row: GridRow, limits: Limits) -> None:
    """Raise `input/too-large` for a row with more cells or a cell with more characters than allowed.

    Raises:
        ReadFailure: the row is beyond the limits.
    """
    if row.prose:
        return
    if len(row.cells) > MAX_CELLS:
        raise too_large("一行的单元格数 / cells in a row", len(row.cells), MAX_CELLS, row.place)
    for cell in row.cells:
        if len(cell.text) > limits.cell_chars:
            raise too_large("单元格字数 / characters in a cell", len(cell.text), limits.cell_chars, cell.place)
