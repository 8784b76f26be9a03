"""Rows of tables as their end marks shape them, on the grid that the edges of all rows make."""

from itertools import pairwise
from typing import Final

from msgspec import Struct

from kpilint.sources.doc.rowshape import CellShape
from kpilint.sources.word.geometry import MAX_SPAN, Cell, Row, column_lines
from kpilint.sources.word.tables import Holder, Table

_NEAR: Final = 3
"""Twips by which the edges of merged cells may differ (Word 97's description of TC)."""


class WordTable(Struct):
    """A table that is open; `ends` holds of each of its rows where its shown cells have their edges.

    `unsure` are the rows, counted from 0, whose cells are not as many as their end mark says.
    """

    table: Table
    ends: list[list[tuple[int, int]]]
    unsure: list[int]

    def end_cell(self, holder: Holder) -> None:
        """Add a cell that has been read to the row that is open."""
        cell = Cell(holder.text())
        self.table.cells.append(cell)
        if holder.holds_more():
            self.table.inner[id(cell)] = holder.blocks

    def end_row(self, shape: tuple[CellShape, ...]) -> None:
        """Close the row that is open; cells for which `shape` has no edges are left to be placed by their order."""
        table = self.table
        if not table.cells:
            return
        if len(table.cells) != (shape[-1].last if shape else 0):
            self.unsure.append(len(table.rows))
        cells: list[Cell] = []
        edges: list[tuple[int, int]] = []
        if shape and shape[-1].last >= len(table.cells):
            for one in shape:
                covered = table.cells[one.first : one.last]
                if covered:
                    cells.append(self._shown(covered, one))
                    edges.append((one.left, one.right))
        else:
            cells = table.cells
        table.rows.append(Row(cells))
        self.ends.append(edges)
        table.cells = []

    def _shown(self, covered: list[Cell], shape: CellShape) -> Cell:
        """Return the one cell that merged ones show."""
        cell = covered[0]
        cell.merge = shape.merge
        cell.width = shape.right - shape.left
        for other in covered[1:]:
            cell.text = "\n".join(filter(None, (cell.text, other.text)))
            if id(other) in self.table.inner:
                self.table.inner.setdefault(id(cell), []).extend(self.table.inner.pop(id(other)))
        return cell

    def finish(self) -> Table:
        """Return the table with its grid, and its cells on it."""
        near = _NEAR
        lines = column_lines({edge for row in self.ends for ends in row for edge in ends}, near)
        while len(set(lines.values())) > MAX_SPAN:
            near *= 2
            lines = column_lines(set(lines), near)
        columns = max(lines.values(), default=0)
        for row, edges in zip(self.table.rows, self.ends, strict=True):
            if edges:
                _place(row, edges, lines)
            else:
                row.after = max(columns - len(row.cells), 0)
        first = sorted({line: edge for edge, line in sorted(lines.items(), reverse=True)}.items())
        self.table.grid = [right - left for (_, left), (_, right) in pairwise(first)]
        return self.table


def _place(row: Row, edges: list[tuple[int, int]], lines: dict[int, int]) -> None:
    """Give the cells of a row the columns between their edges; empty cells without any width are left out."""
    pairs = zip(row.cells, edges, strict=True)
    kept = [(cell, ends) for cell, ends in pairs if cell.text or lines[ends[0]] < lines[ends[1]]]
    row.cells = [cell for cell, _ in kept]
    if kept:
        row.before = lines[kept[0][1][0]]
        row.after = max(lines.values()) - lines[kept[-1][1][1]]
        row.skipped = kept[0][1][0] - min(lines)
    for cell, (left, right) in kept:
        cell.span = max(lines[right] - lines[left], 1)
