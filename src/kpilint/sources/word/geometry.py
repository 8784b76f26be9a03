"""Rows of cells as WordprocessingML has them, to cells on a common grid.

By the standard a cell covers `gridSpan` columns of the table's grid. Where the rows agree in that, it is taken at
its word. Programs that convert to Word often write no spans, or wrong ones, and right widths, and Word shows the
widths: so a row whose spans do not add up to the grid is placed by its widths, if these meet the columns of the grid
or, all rows together, make one of their own. Columns narrower than `_SLIVER` in which no cell stands alone come of
borders dragged a hair apart, and count as the border they look like.
"""

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct, field

_SLIVER: Final = 113
"""2 mm in twentieths of a point: what is nearer looks like one line."""
MAX_SPAN: Final = 1024
"""Columns that one table may have here; Word allows 63."""


class Cell(Struct, gc=False):
    """One cell: what the file says (text, span, width, merge), and where it comes to stand (at, columns, rows)."""

    text: str = ""
    span: int = 1
    width: int = 0
    """In twentieths of a point, or any unit that is the same for the whole row; 0 where not given."""
    merge: str = ""
    """"restart", "continue", or "" for a cell that is not merged vertically."""
    at: int = 0
    columns: int = 1
    rows: int = 1
    gone: bool = False
    """The cell goes on one that starts above and has no text of its own."""
    first: int = 0
    """Row in which the cell starts, from 0."""


class Row(Struct):
    """One row; `before` and `after` are grid columns left free at its ends, `skipped` the width of those before."""

    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    after: int = 0
    skipped: int = 0

    def total(self) -> int:
        """Return how many grid columns the row says it has."""
        return self.before + sum(cell.span for cell in self.cells) + self.after

    def edges(self) -> list[int] | None:
        """Return where its cells start and the last one ends, by their widths; None where one has no width."""
        if not self.cells or (self.before and not self.skipped) or not all(cell.width for cell in self.cells):
            return None
        return list(accumulate((cell.width for cell in self.cells), initial=self.skipped))


def arrange(rows: list[Row], grid: list[int]) -> list[int]:
    """Set `at` and `columns` of all cells; `grid` are the widths of the table's columns, as far as it says.

    Returns:
        The rows (from 0) that fit neither by spans nor by widths and were placed by the order of their cells.
    """
    totals = [row.total() for row in rows]
    widest = max(totals, default=0)
    full = len(grid) if len(grid) in totals else widest
    odd = [at for at, total in enumerate(totals) if total != full and rows[at].cells]
    for row in rows:
        _by_span(row)
    borders = list(accumulate(grid, initial=0))
    bad = [at for at in odd if not (len(grid) == full and _by_grid(rows[at], borders))]
    if bad and _by_widths(rows):
        return []
    if len(grid) >= widest:
        _close_slivers(rows, grid)
    return [at for at in bad if len(rows[at].cells) > 1]


def _by_span(row: Row) -> None:
    at = row.before
    for cell in row.cells:
        cell.at, cell.columns = at, cell.span
        at += cell.span


def _by_grid(row: Row, lines: list[int]) -> bool:
    """Place a row where its widths meet the lines between the grid's columns; the row stays as it is if they do not."""
    edges = row.edges()
    if edges is None or not edges[-1]:
        return False
    for scale in (1.0, lines[-1] / edges[-1]):
        found = [_nearest(lines, edge * scale) for edge in edges]
        if all(at >= 0 for at in found) and all(left < right for left, right in pairwise(found)):
            for cell, (left, right) in zip(row.cells, pairwise(found), strict=True):
                cell.at, cell.columns = left, right - left
            return True
    return False


def _nearest(lines: list[int], edge: float) -> int:
    """Return the index of the line nearest to `edge`, -1 if it is farther than a sliver."""
    at = bisect_left(lines, edge)
    near = min((one for one in (at - 1, at) if 0 <= one < len(lines)), key=lambda one: abs(lines[one] - edge))
    return near if abs(lines[near] - edge) <= _SLIVER else -1


def _by_widths(rows: list[Row]) -> bool:
    """Place all rows by their widths alone, if they make one grid: all end at one line and no cell vanishes."""
    edges = [row.edges() for row in rows if row.cells]
    known = [one for one in edges if one is not None]
    if len(known) < len(edges) or not known:
        return False
    ends = {one[-1] for one in known}
    if max(ends) - min(ends) > _SLIVER:
        return False
    column = column_lines({edge for one in known for edge in one}, _SLIVER)
    if any(column[left] == column[right] for one in known for left, right in pairwise(one)):
        return False
    for row, one in zip((row for row in rows if row.cells), known, strict=True):
        for cell, (left, right) in zip(row.cells, pairwise(one), strict=True):
            cell.at, cell.columns = column[left], column[right] - column[left]
    return max(column.values()) <= MAX_SPAN


def column_lines(edges: set[int], near: int) -> dict[int, int]:
    """Return the column line, from 0, of each edge: edges no farther than `near` from a line's first are on it."""
    column: dict[int, int] = {}
    line, start = -1, 0
    for edge in sorted(edges):
        if line < 0 or edge - start > near:
            line, start = line + 1, edge
        column[edge] = line
    return column


def _close_slivers(rows: list[Row], grid: list[int]) -> None:
    """Take columns that are no wider than a border out of the grid, but for those in which a cell stands alone."""
    slivers = {at for at, width in enumerate(grid) if 0 < width <= _SLIVER}
    if not slivers:
        return
    solid = list(accumulate((at not in slivers for at in range(len(grid))), initial=0))
    alone = [0] * (len(grid) + 1)  # how many more cells that cover nothing but slivers start than end there
    for start, end in {(cell.at, min(cell.at + cell.columns, len(grid))) for row in rows for cell in row.cells}:
        if start < end and solid[start] == solid[end]:
            alone[start] += 1
            alone[end] -= 1
    slivers = {at for at, cells in enumerate(accumulate(alone)) if at in slivers and not cells}
    line, gone = [0], 0
    for at, width in enumerate(grid):
        gone = gone + width if at in slivers else 0
        line.append(line[-1] + (not 0 < gone <= _SLIVER))
        gone = gone if 0 < gone <= _SLIVER else 0
    for row in rows:
        for cell in row.cells:
            right = line[min(cell.at + cell.columns, len(grid))]
            cell.at = line[min(cell.at, len(grid))]
            cell.columns = max(right - cell.at, 1)


def join_down(rows: list[Row]) -> list[tuple[int, Cell]]:
    """Join cells merged with those above: the upper one gets `rows`, the lower ones are marked `gone`.

    A cell that goes on where nothing is merged above starts a merge itself, but where it is empty and the cell above
    covers the same columns: then that is taken to be the start that the file forgot. Under such a merge without a
    start, a cell with text stands for itself: nobody can say that it is hidden.

    Returns:
        Row (from 0) and cell for cells that vanish under a merged one with a text that it does not have.
    """
    hidden: list[tuple[int, Cell]] = []
    above: list[Cell] = []
    starts: list[int] = []
    for at, row in enumerate(rows):
        here: list[Cell] = []
        for cell in row.cells:
            cell.first = at
            owner = _owner(cell, above, starts) if cell.merge == "continue" else None
            if owner is None:
                here.append(cell)
                continue
            cell.gone = True
            owner.merge = owner.merge or "continue"
            owner.rows = at - owner.first + 1
            if cell.text and cell.text != owner.text:
                hidden.append((at, cell))
            if not here or here[-1] is not owner:
                here.append(owner)
        above, starts = here, [cell.at for cell in here]
    return hidden


def _owner(cell: Cell, above: list[Cell], starts: list[int]) -> Cell | None:
    """Return the cell of the row above that `cell` goes on, if there is one."""
    at = bisect_left(starts, cell.at + 1) - 1
    found = above[at] if at >= 0 else None
    if found is None or found.at + found.columns <= cell.at:
        return None
    if found.merge == "restart" or (found.merge and cell.text in ("", found.text)):
        return found
    return found if not found.merge and not cell.text and (found.at, found.columns) == (cell.at, cell.columns) else None
