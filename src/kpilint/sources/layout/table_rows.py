"""Reading one row below the header of a table: an indicator, the rest of one, or the heading of those that follow."""

from collections.abc import Sequence

from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.continuations import cut_levels, is_cut, join_below
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.finished import Finished
from kpilint.sources.layout.head import is_strong_head, unit_row
from kpilint.sources.layout.headers import Header
from kpilint.sources.layout.levels import level1_key, level2_key
from kpilint.sources.layout.rows import Placed, place_row


def read_row(done: Finished, draft: Draft, row: GridRow, below: Sequence[GridRow], *, page_cut: bool) -> int | None:
    """Read a row of the open table, number `len(done.drafts)`.

    Returns how many rows below it belong to it, None if it is no row of the table.
    """
    header = draft.header
    left, table = done.left, len(done.drafts)
    if header is None:
        return None
    ends = _ends(draft, header, row) if page_cut else None
    if ends:
        draft.extend_row(ends)
        return 0
    placed = place_row(row.cells, header, draft.above)
    if not _is_own(placed, draft, row, header):
        return None
    if placed.single:
        left.between(row)
        return 0 if len(row.cells) > 1 else None
    if heads_rows(row, header) and below and _follows(below[0]):
        left.settle(draft, row, table)
        draft.head_rows(row)
        return 0
    joined = None if placed.whole else join_below(row, below, header, draft.above)
    count, row, placed = joined or (0, row, placed)
    left.settle(draft, row, table)
    draft.closed = draft.apart = False
    if draft.indicators and is_cut(placed, header, draft.indicators[-1], page_cut=page_cut):
        draft.extend_row(placed)
    else:
        draft.add_row(row, placed)
    return count


def _ends(draft: Draft, header: Header, row: GridRow) -> Placed | None:
    if not draft.indicators or draft.closed:
        return None
    return cut_levels(row, header, draft.indicators[-1])


def _is_own(placed: Placed, draft: Draft, row: GridRow, header: Header) -> bool:
    """True if a row belongs to the open table, as its level words and width say."""
    if not placed.sure and (is_strong_head(row) or unit_row(row)):
        return False
    return not draft.closed or _reopens(placed, row, header)


def heads_rows(row: GridRow, header: Header) -> bool:
    """True for a row, or a line of text, that is a first level and nothing else."""
    filled = row.filled()
    return len(filled) == 1 and header.index("level2") >= 0 and bool(level1_key(filled[0].text))


def _follows(row: GridRow) -> bool:
    """True if a row opens with a second level, its first level being empty or missing."""
    filled = row.filled()
    if row.prose or len(filled) < 2:  # noqa: PLR2004 - a level and a name
        return False
    return bool(level2_key(filled[0].text)) and not (level1_key(filled[0].text) and level2_key(filled[1].text))


def opens_levels(row: GridRow, below: Sequence[GridRow], draft: Draft) -> bool:
    """True for a line of text between rows that is the first level of those below it."""
    if draft.header is None or draft.closed or not below or below[0].gap:
        return False
    return heads_rows(row, draft.header) and _follows(below[0])


def _reopens(placed: Placed, row: GridRow, header: Header) -> bool:
    return placed.sure or (placed.whole and len(row.cells) == len(header.cols) and not row.cells[0].text)
