"""Reading one row below the header of a table: an indicator, the rest of one, or the heading of those that follow."""

from collections.abc import Sequence

from msgspec.structs import replace

from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.columns import beyond, dense, is_aligned
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.heads.head import is_strong_head, unit_row
from kpilint.sources.layout.heads.labels import is_foot, label_of
from kpilint.sources.layout.heads.terms import LONG, YEAR
from kpilint.sources.layout.reading import AHEAD, Reading
from kpilint.sources.layout.rows.aligned import goes_on_above, has_content, place_columns, whole_name
from kpilint.sources.layout.rows.continuations import cut_levels, is_cut, join_below
from kpilint.sources.layout.rows.levels import level1_key, level2_key
from kpilint.sources.layout.rows.ragged import Placed, place_row


def read_row(reading: Reading, draft: Draft, row: GridRow) -> bool:
    """Read a row of the open table, with rows below that hold the rest of it; False if it is no row of the table."""
    header = draft.header
    if header is None or (draft.foreign and is_aligned(row)):
        return False
    aligned = bool(header.edges) and is_aligned(row)
    taken = _aligned_row(reading, draft, header, row) if aligned else _ragged_row(reading, draft, header, row)
    if taken is None:
        return False
    reading.at += taken
    reading.page_cut = False
    return True


def _ragged_row(reading: Reading, draft: Draft, header: Header, row: GridRow) -> int | None:
    """Read a row of a source without columns: what its cells are follows from their words and number.

    Returns how many rows below it belong to it, None if it is no row of the table.
    """
    below = reading.below(AHEAD)
    ends = _ends(draft, header, row) if reading.page_cut else None
    if ends:
        draft.extend_row(ends)
        return 0
    placed = place_row(row.cells, header, draft.above)
    if not _is_own(placed, draft, row, header):
        return None
    if placed.single:
        reading.left.between(row)
        return 0 if len(row.cells) > 1 else None
    if heads_rows(row, header) and below and _follows(below[0]):
        reading.left.settle(draft, row, reading.number)
        draft.head_rows(row)
        return 0
    joined = None if placed.whole else join_below(row, below, header, draft.above)
    count, row, placed = joined or (0, row, placed)
    reading.left.settle(draft, row, reading.number)
    draft.closed = draft.apart = False
    if draft.indicators and is_cut(placed, header, draft.indicators[-1], page_cut=reading.page_cut):
        draft.extend_row(placed)
    else:
        draft.add_row(row, placed)
    return count


def _aligned_row(reading: Reading, draft: Draft, header: Header, row: GridRow) -> int | None:
    """Read a row of a physical table, the columns of which are known; as `_ragged_row`."""
    flat = dense(row, header.edges)
    cut = reading.page_cut or row.page_top
    ends = _ends(draft, header, flat) if cut else None
    if ends:
        draft.extend_row(ends)
        return 0
    placed = place_columns(flat.cells, header.cols, term=LONG if header.second else "")
    placed = whole_name(placed, header)
    if not flat.filled() or not _is_own(placed, draft, row, header):
        return None
    if placed.single:
        if not is_foot([cell.text for cell in row.filled()]):
            return None  # a line across the table
        reading.left.between(row)
        return 0
    reading.left.settle(draft, row, reading.number)
    reading.left.outside(beyond(row, header.edges), reading.number)
    draft.closed = draft.apart = False
    _note_blanks(reading, draft, header, flat)
    if _goes_on(placed, draft, header, page_cut=cut):
        draft.extend_row(placed)
    elif has_content(placed):
        draft.add_row(flat, placed)
    else:
        draft.note_levels(placed)
    if header.second:
        second = place_columns(flat.cells, header.second, term=YEAR)
        if has_content(second):
            draft.add_row(flat, second)
    return 0


def _note_blanks(reading: Reading, draft: Draft, header: Header, row: GridRow) -> None:
    """Note where the level cells of a row start, and that a page break parts no more than this row from those above."""
    draft.page_top = draft.page_top or row.page_top
    for level in ("level1", "level2"):
        if level in header.cols:
            draft.note_blank(level, row.cells[header.index(level)], reading.unmerged)
    draft.page_top = False


def _goes_on(placed: Placed, draft: Draft, header: Header, *, page_cut: bool) -> bool:
    """True for a row of a physical table that is the rest of the one above."""
    if not draft.indicators:
        return False
    if goes_on_above(placed):
        return True
    return page_cut and is_cut(_own(placed), header, draft.indicators[-1], page_cut=True)


def _own(placed: Placed) -> Placed:
    """Return the row without what merged cells above give."""
    return replace(placed, fields={name: cell for name, cell in placed.fields.items() if not cell.above})


def _ends(draft: Draft, header: Header, row: GridRow) -> Placed | None:
    if not draft.indicators or draft.closed:
        return None
    return cut_levels(row, header, draft.indicators[-1])


def _is_own(placed: Placed, draft: Draft, row: GridRow, header: Header) -> bool:
    """True if a row belongs to the open table, as its level words and width say."""
    if not placed.sure and (is_strong_head(row) or unit_row(row)) and not _is_category(placed, row):
        return False
    return not draft.closed or _reopens(placed, row, header)


def _is_category(placed: Placed, row: GridRow) -> bool:
    """True for an indicator whose second level is a label elsewhere (绩效目标 under 决策): name and value beside it."""
    filled = row.filled()
    category = placed.fields.get("level2")
    own = [name for name in ("name", "value") if name in placed.fields and not placed.fields[name].above]
    if category is None or not filled or filled[0].text != category.text or len(own) < 2:  # noqa: PLR2004 - both
        return False
    return label_of(category.text) == "goals" and not any(label_of(cell.text) for cell in filled[1:])


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
    if header.edges and is_aligned(row):
        return placed.sure
    return placed.sure or (placed.whole and len(row.cells) == len(header.cols) and not row.cells[0].text)
