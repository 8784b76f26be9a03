"""What a page break repeats or splits: the title over the next page, and a header over two lines."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers.find import find_header, heading_cells
from kpilint.sources.layout.headers.headings import column_of
from kpilint.sources.layout.heads.head import unit_row
from kpilint.sources.layout.heads.labels import is_page_mark, label_of
from kpilint.sources.layout.rows.levels import completes, level1_key
from kpilint.sources.layout.rows.ragged import place_row

_AGAIN: Final = re.compile(r"[(（]?续表?\d?[)）]?$|^[(（]?续表?[)）]?")
_SKIPPED: Final = 4
"""Rows between the repeated title and the header: the unit, a page number."""

_LABEL: Final = 4
"""Characters of the shortest label that a line break may divide."""

_LINES: Final = 4
"""Lines over which one header may be spread."""


def goes_on(title: str, draft: Draft | None, below: Sequence[GridRow]) -> int | None:
    """Return how many rows below a title are repeated with it if the table goes on there; None if a table starts.

    The title is that of the open table, no head follows it but a unit, and then a header, or rows of the table. A
    first level that the table had and left again is the start of another table with the same title.
    """
    if draft is None or draft.header is None or not draft.indicators:
        return None
    bare = vocabulary.plain(title)
    if _AGAIN.sub("", bare) != _AGAIN.sub("", vocabulary.plain(draft.title)):
        return None
    for at, row in enumerate(below[:_SKIPPED]):
        if find_header(row, None):
            return at if _AGAIN.search(bare) or not restarts(draft, below[at + 1 :]) else None
        if place_row(row.cells, draft.header, draft.above).sure and not row.prose:
            return at if _AGAIN.search(bare) or not restarts(draft, below[at:]) else None
        if not (unit_row(row) or is_page_mark(row.text)):
            return None
    return None


def restarts(draft: Draft, below: Sequence[GridRow]) -> bool:
    """True if the row below opens with a first level that the table had, and left again."""
    filled = below[0].filled() if below else []
    key = level1_key(filled[0].text) if filled else ""
    if not key or key == level1_key(draft.above.level1):
        return False
    return any(key == level1_key(indicator.level1) for indicator in draft.indicators)


def whole_header(row: GridRow, below: Sequence[GridRow]) -> tuple[GridRow, int]:
    """Join a header that line breaks inside its cells spread over lines; return it and how many lines it took more."""
    if row.prose or heading_cells(row) < 2:  # noqa: PLR2004 - one heading alone is no header
        return row, 0
    return _whole(row, below, _heads_more)


def whole_row(row: GridRow, below: Sequence[GridRow]) -> tuple[GridRow, int]:
    """Join a row a label or level word of which is spread over two lines; as `whole_header`."""
    return _whole(row, below, _labels_more)


def _heads_more(last: str, joined: str) -> bool:
    found = column_of(joined)
    return bool(found) and found != column_of(last)


def _labels_more(last: str, joined: str) -> bool:
    if any(completes(last, joined[len(last) :], level) for level in ("level1", "level2")):
        return True
    return bool(label_of(joined)) and not label_of(last) and len(joined) >= _LABEL


def _whole(row: GridRow, below: Sequence[GridRow], more: Callable[[str, str], bool]) -> tuple[GridRow, int]:
    """Join `row` with the lines below as long as the last cell and the first one below make a word of the form."""
    taken = 0
    for line in below[:_LINES]:
        if line.gap or line.heading or row.heading or not line.cells or not row.cells or not row.cells[-1].text:
            break
        last, first = row.cells[-1], line.cells[0]
        if not first.text or not more(last.text, last.text + first.text):
            break
        row = GridRow((*row.cells[:-1], GridCell(last.text + first.text, last.place), *line.cells[1:]), gap=row.gap)
        taken += 1
    return row, taken
