"""Finding the header of an indicator table, in one row or several."""

import sys
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.model import GRADE_NAMES
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import Stack, is_aligned, stacks
from kpilint.sources.layout.headers.header import Header, columns_under
from kpilint.sources.layout.headers.headings import (
    IGNORED,
    adds_heading,
    column_of,
    head_column,
    heads_group,
    is_heading,
    is_label_of_rows,
    is_year,
    stacked_heading,
)
from kpilint.sources.layout.rows.levels import level1_key, level2_key

_MOST: Final = 40
_MONEY: Final = ("@budget", "@total")
"""Parts of a wide sheet's head over columns of their own (预算金额 over 小计, 财政拨款)."""

_ROWS: Final = 3
"""Rows of the highest header."""


def find_header(row: GridRow, below: GridRow | None, *more: GridRow) -> Header | None:
    """Return the header that `row` is, alone or together with rows below it; None if it is none."""
    if row.prose or len(row.cells) > _MOST:
        return None
    if is_aligned(row):
        return _aligned([row, *([below] if below else []), *more])
    texts = [cell.text for cell in row.cells]
    one = columns_under([(text,) for text in texts])
    if below is None or below.prose or len(below.cells) > _MOST:
        return one
    two = _two_rows(texts, [cell.text for cell in below.cells])
    if two and (not one or _weight(two) > _weight(one)):
        return two
    return one


def heading_cells(row: GridRow) -> int:
    """Return how many cells of a row are column headings."""
    return sum(column_of(cell.text) is not None for cell in row.cells)


def _weight(header: Header) -> int:
    return sum(field not in ("", IGNORED) for field in header.cols) - 2 * len(header.unknown)


# -- rows of a physical table


def _aligned(rows: Sequence[GridRow]) -> Header | None:
    """Return the best header that the first row makes with none, one or two of those below."""
    if not _may_head(rows):
        return None
    best: Header | None = None
    for count in range(1, min(len(rows), _ROWS) + 1):
        block = rows[:count]
        if count > 1 and not _heads_on(block[-1], block[-2]):
            break
        columns = _levels_apart(stacks(block), rows[count : count + 1])
        if len(columns) > _MOST or (count > 1 and not _is_block(block)):
            continue
        sides = frozenset(at for at, stack in enumerate(columns) if stack.cells and stack.cells[0].above)
        found = columns_under([stack.texts for stack in columns], count, sides)
        if found and (best is None or _weight(found) > _weight(best)):
            best = replace(found, edges=tuple((stack.start, stack.end) for stack in columns))
    return best


def _levels_apart(columns: list[Stack], below: Sequence[GridRow]) -> list[Stack]:
    """Return the columns of a header, 绩效指标 over both levels as one each where the row below has two cells there."""
    if not below or not is_aligned(below[0]):
        return columns
    found: list[Stack] = []
    for one in columns:
        inside = [cell.at for cell in below[0].cells if one.start <= cell.at < one.end]
        if len(inside) == 2 and one.texts and all(map(is_label_of_rows, one.texts)):  # noqa: PLR2004 - two levels
            found += [Stack(one.start, inside[1], one.cells), Stack(inside[1], one.end, one.cells)]
        else:
            found.append(one)
    return found


def _may_head(rows: Sequence[GridRow]) -> bool:
    """True unless a glance at the rows shows that no header starts with the first: most rows are none."""
    if not any(is_heading(cell.text) for cell in rows[0].cells):
        return False
    for row in rows[:_ROWS]:
        found = {column[0] for cell in row.cells if (column := column_of(cell.text))}
        if "name" in found or {"level2", "value"} <= found:
            return True
    return False


def _heads_on(row: GridRow, above: GridRow) -> bool:
    """True if a row can be a further row of a header: in the same table, and all it adds are headings."""
    if not is_aligned(row) or row.gap:
        return False
    own = row.filled()
    return bool(own) and all(_heads(cell, above) for cell in own)


def _heads(cell: GridCell, above: GridRow) -> bool:
    over = next((one for one in above.cells if one.at <= cell.at < one.at + one.span), None)
    heading = over.text if over else ""
    if not heading and is_year(cell.text):
        heading = next((one.text for one in reversed(above.cells) if one.at <= cell.at and one.text), "")
    return cell.text == heading or adds_heading(heading, cell.text) or head_column(heading) in _MONEY


def _is_block(rows: Sequence[GridRow]) -> bool:
    """True if each cell of the upper rows is a heading, a heading over several columns or reaches into the last row.

    In a file without merged cells what reaches down has an empty cell below it, or its own text again.
    """
    merged = {(cell.at, cell.text) for cell in rows[-1].cells if cell.above}
    upper = rows[-2].filled() if len(rows) > 1 else []
    if sum(is_heading(cell.text) for cell in upper) * 2 > len(upper):
        below = {cell.at: cell.text for cell in rows[-1].cells}
        merged |= {(cell.at, cell.text) for cell in upper if below.get(cell.at) in ("", cell.text)}
    merged |= {(cell.at, cell.text) for cell in upper for one in rows[-1].cells if _is_half(cell, one)}
    starts = [cell.at for row in rows[1:] for cell in row.cells]
    for row in rows[:-1]:
        for cell in row.filled():
            over = sum(cell.at <= at < cell.at + cell.span for at in starts)
            group = (over > 1 and heads_group(cell.text)) or _all_headings(cell, row, rows[-1])
            spans = group or head_column(cell.text) in _MONEY
            if not (column_of(cell.text) or spans or (cell.at, cell.text) in merged):
                return False
    return True


def _is_half(upper: GridCell, lower: GridCell) -> bool:
    """True for the two lines of one heading: 确定 over 依据."""
    return upper.at == lower.at and bool(lower.text) and column_of(upper.text + lower.text) is not None


def _all_headings(cell: GridCell, row: GridRow, below: GridRow) -> bool:
    """True if a cell of a header stands over several headings of columns and nothing else: 确定能, 有可能 below it.

    In a file without merged cells it stands over all that is below it and the empty cells to its right.
    """
    if not any(found[0] == "name" for one in row.cells if (found := column_of(one.text))):
        return False
    right = next((one.at for one in row.filled() if one.at > cell.at), sys.maxsize)
    end = max(cell.at + cell.span, right)
    own = [one.text for one in below.filled() if cell.at <= one.at < end]
    return len(own) > 1 and all(column_of(text) for text in own)


# -- lines of text


def _two_rows(upper: list[str], lower: list[str]) -> Header | None:
    """Match two rows column by column; grades alone in the lower row stand under the heading that spans them."""
    names = [text for text in lower if text]
    if not names or any(level1_key(text) and level2_key(text) for text in lower[:2]):
        return None
    spans = vocabulary.lookup("parts")
    if lower[: len(names)] == list(GRADE_NAMES) and len(names) == len(GRADE_NAMES):
        at = next((i for i, text in enumerate(upper) if spans.get(vocabulary.term(text)) == "grades"), 0)
        lower = [""] * at + names
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    pairs = [tuple(text for text in pair if text) for pair in zip(upper, lower, strict=True)]
    if any(b and stacked_heading((a, b)) is None for a, b in zip(upper, lower, strict=True)):
        return None
    if not all(_spans(a, a + b) for a, b in zip(upper, lower, strict=True) if a):
        return None
    return columns_under(pairs, rows=2)


def _spans(text: str, joined: str) -> bool:
    """True if a cell of the upper row is a heading, the first half of one, or a heading over several columns."""
    if column_of(text) or column_of(joined):
        return True
    return vocabulary.lookup("parts").get(vocabulary.term(text)) in ("indicators", "grades")
