"""Tables that go on over a page break: rows cut in two, merged cells the text of which stands on the other page.

LibreOffice and Word draw the border of a cut row on both pages, Excel draws none inside a merged cell. A row cut in
two is told from two rows by its text: each line that ends on the first page is full and stands at the lower edge.
"""

from collections.abc import Sequence
from typing import Final

from kpilint.sources.layout.rows.levels import completes
from kpilint.sources.pdf.page import CellText, PageTable, edges_match, text_of
from kpilint.sources.pdf.wraps import is_full

_SAME: Final = 3.0
"""How far apart in pt the edges of one column may be on two pages."""
_ALIKE: Final = 0.6
"""Share of the edges that must be the same."""
_ROOM: Final = 1.5
"""Em of room, beyond the padding, that a cell has for another line."""
_MOST_HEADS: Final = 8
"""Rows that a page may repeat."""


def goes_on(before: PageTable, after: PageTable) -> bool:
    """True if a table at the top of a page has the columns of the one at the end of the page before."""
    if abs(before.xs[0] - after.xs[0]) > _SAME or abs(before.xs[-1] - after.xs[-1]) > _SAME:
        return False
    shares = ((before.xs, after.xs), (after.xs, before.xs))
    return any(sum(edges_match([edge], all_) for edge in some) >= _ALIKE * len(some) for all_, some in shares)


def row_texts(table: PageTable, row: int) -> tuple[str, ...]:
    """Return the texts of the cells that start in a row."""
    return tuple(cell.text for cell in table.cells if cell.square.row == row)


def heads(table: PageTable) -> list[tuple[str, ...]]:
    """Return the first rows of a table, one of which may be the header that pages repeat."""
    return [row_texts(table, row) for row in range(min(len(table.ys) - 1, 3 * _MOST_HEADS))]


def repeated(known: Sequence[tuple[str, ...]], after: PageTable) -> int:
    """Return how many rows at the top of a table repeat rows of the table's start."""
    rows = [texts for texts in heads(after)[:_MOST_HEADS] if any(texts)]
    for start in range(len(known)):
        count = 0
        while count < len(rows) and start + count < len(known) and rows[count] == known[start + count]:
            count += 1
        if count and len(rows[0]) > 1:
            return count
    return 0


def stitch(before: PageTable, after: PageTable, known: Sequence[tuple[str, ...]]) -> None:
    """Join what the break between two pages cut; `known` are the first rows of the whole table."""
    first = repeated(known, after)
    if first >= len(after.ys) - 1:
        return
    pairs = _pairs(before, after, first)
    if pairs is None:
        return
    if _is_cut(pairs, before):
        for upper, lower in pairs:
            _join(upper, lower, before)
        _drop_row(after, first)
        return
    for upper, lower in pairs:
        if upper.square.open_bottom or (lower.square.open_top and not first):
            _join_drawn(upper, lower, before)
        elif _is_level_cut(upper, lower, before):
            _join(upper, lower, before)
        elif _is_centred(upper, lower):
            upper.text, upper.lines, lower.text, lower.lines = lower.text, lower.lines, "", []


def _pairs(before: PageTable, after: PageTable, first: int) -> list[tuple[CellText, CellText]] | None:
    """Return the cells above and below the break; None if they do not stand one above the other."""
    last = len(before.ys) - 1
    uppers = [cell for cell in before.cells if cell.square.row + cell.square.rows == last]
    lowers = [cell for cell in after.cells if cell.square.row == first]
    found = []
    for lower in lowers:
        upper = next((cell for cell in uppers if _same_column(cell, lower)), None)
        if upper is not None:
            found.append((upper, lower))
        elif lower.text:
            return None
    return found


def _same_column(one: CellText, other: CellText) -> bool:
    return abs(one.span.x0 - other.span.x0) <= _SAME and abs(one.span.x1 - other.span.x1) <= _SAME


def _is_cut(pairs: Sequence[tuple[CellText, CellText]], before: PageTable) -> bool:
    """True if the rows at the break are one row cut in two."""
    if not pairs:
        return False
    if all(upper.square.open_bottom for upper, _ in pairs) or all(lower.square.open_top for _, lower in pairs):
        return True
    filled = [(upper, lower) for upper, lower in pairs if lower.text]
    cut = sum(_runs_on(upper, lower, before) for upper, lower in filled)
    if not cut or cut == len(filled):
        return bool(cut)
    # where a paragraph ends at the break its line is not full; then too few cells for a row must be left below
    few = 2 * len(filled) <= sum(bool(upper.text) for upper, _ in pairs)
    return few and all(upper.lines and not _has_room(upper, before) for upper, _ in filled)


def _runs_on(upper: CellText, lower: CellText, before: PageTable) -> bool:
    """True if the text of a cell is cut: its last line is full, and the cell has no room for another.

    Where the rest stands says nothing: both halves are centred by themselves.
    """
    if not upper.lines or not lower.lines:
        return False
    last = upper.lines[-1]
    width = max(upper.span.x1 - upper.span.x0 - 2 * before.padding, last.x1 - last.x0)
    return not _has_room(upper, before) and is_full(last, lower.lines[0], width)


def _has_room(cell: CellText, table: PageTable) -> bool:
    """True if another line would fit into a cell."""
    first, last = cell.lines[0], cell.lines[-1]
    room = cell.span.y1 - cell.span.y0 - (last.base - first.base + last.em)
    return room >= _ROOM * last.em + table.padding


def _is_level_cut(upper: CellText, lower: CellText, before: PageTable) -> bool:
    """True if the word of a level is cut (产出指, 标) though the rows beside it are not."""
    if not (lower.text and _runs_on(upper, lower, before)):
        return False
    return any(completes(upper.text, lower.text, level) for level in ("level1", "level2"))


def _is_centred(upper: CellText, lower: CellText) -> bool:
    """True if the text in the lower half of a merged cell stands in the middle of both halves."""
    if upper.text or not lower.lines or lower.square.rows == 1:
        return False
    above, below = upper.span.y1 - upper.span.y0, lower.span.y1 - lower.span.y0
    em = lower.lines[0].em
    middle = (lower.lines[0].base + lower.lines[-1].base - em * 0.7) / 2 - lower.span.y0
    return above > 2 * em and abs(middle - (below - above) / 2) < em and abs(middle - below / 2) > em


def _join(upper: CellText, lower: CellText, table: PageTable) -> None:
    """Put the text of both halves of a cell into the upper one."""
    if upper.lines and lower.lines:
        upper.text = text_of(upper, [*upper.lines, *lower.lines], table)
    else:
        upper.text = f"{upper.text}\n{lower.text}".strip()
    upper.lines = [*upper.lines, *lower.lines]
    lower.text, lower.lines = "", []


def _join_drawn(upper: CellText, lower: CellText, table: PageTable) -> None:
    """Join the halves of a merged cell of a spreadsheet: what the break would cut is drawn on both pages."""
    above, below = ([line.text for line in cell.lines] for cell in (upper, lower))
    again = max((n for n in range(min(len(above), len(below)) + 1) if above[len(above) - n :] == below[:n]), default=0)
    lower.lines = lower.lines[again:]
    lower.text = lower.text if lower.lines and not again else ""
    if lower.lines or lower.text:
        _join(upper, lower, table)


def _drop_row(table: PageTable, row: int) -> None:
    """Take out a row that was joined to the one before the break; merged cells that go on start below it."""
    kept = []
    for cell in table.cells:
        square = cell.square
        if square.row == row:
            if square.rows == 1:
                continue
            square.row, square.rows = row + 1, square.rows - 1
        kept.append(cell)
    kept.sort(key=lambda cell: (cell.square.row, cell.square.column))
    table.cells = kept
