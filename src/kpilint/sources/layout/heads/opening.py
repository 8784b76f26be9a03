"""What opens a table: its title, a row of its head, the header of its indicators."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import is_aligned
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers.find import find_header
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import IGNORED, is_label_of_rows
from kpilint.sources.layout.heads.head import opens_table, read_head, read_unit, unit_row
from kpilint.sources.layout.heads.labels import could_be_title, is_page_mark, is_short_line, is_title, label_of
from kpilint.sources.layout.heads.repeats import goes_on, restarts, whole_header
from kpilint.sources.layout.heads.terms import term_of
from kpilint.sources.layout.reading import AHEAD, Reading

_CODED: Final = re.compile(r"\d{3}(?:\d{3})?\s*[\u4e00-\u9fff]")
"""A unit with its code before its name."""

_OPENING: Final = ("code", "project", "unit")
_HEAD_ROWS: Final = 24
"""Rows of a head, at most, above the header of the indicators."""

_ENDS: Final = 6
"""Characters at the end of a line that tell a heading of indicators from the title of a table."""


def read_title(reading: Reading, row: GridRow, title: str) -> None:
    """Open a table at its title, unless the open one goes on under it on the next page."""
    repeated = goes_on(title, reading.draft, reading.below(AHEAD))
    if repeated is not None and reading.draft:
        reading.at += repeated
        reading.page_cut, reading.draft.closed = True, False
        return
    reading.form = None
    unit = reading.draft if reading.draft and reading.draft.only_unit() else None
    reading.finish(by_title=True)
    draft = reading.draft = unit.unit_only() if unit else Draft()
    draft.lent = unit is not None
    draft.place, draft.title, draft.places["title"] = row.place, title, row.place


def is_subtitle(reading: Reading, row: GridRow) -> bool:
    """True for a title inside a physical table, between the head of a project and the header of its indicators."""
    draft = reading.draft
    if not is_aligned(row) or row.gap or draft is None or draft.header or not draft.parts:
        return False
    below = reading.below(3)
    return bool(below) and find_header(below[0], below[1] if below[1:] else None, *below[2:]) is not None


def opens_form(reading: Reading, row: GridRow) -> bool:
    """True where the head of a target table is due: below its title, or at the top of a physical table that is one."""
    draft = reading.draft
    if draft is not None and not draft.header and is_title(draft.title):
        return True
    if not is_aligned(row) or not row.filled() or label_of(row.filled()[0].text) not in _OPENING:
        return False
    below = list(_rest_of_head(reading.below(_HEAD_ROWS)))
    return any(find_header(one, None if at + 1 == len(below) else below[at + 1]) for at, one in enumerate(below))


def _rest_of_head(rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """Yield the rows that may belong to a head: up to a name that stands below values, which is another table's."""
    labels = True
    for row in rows:
        if not is_aligned(row) or row.gap:
            return
        label = next((label_of(cell.text) for cell in row.filled()), "")
        if label in _OPENING and not labels:
            return
        labels = bool(label)
        yield row


def read_head_row(reading: Reading, row: GridRow) -> None:
    """Read a row of labels and values into the open table, or into the next one that it opens."""
    unit = unit_row(row)
    draft = reading.draft
    if draft is not None and row.page_top and row.text in draft.said:
        return  # repeated on the next page
    if draft is None or opens_table(row, draft) or (unit and draft.has_unit()):
        reading.form = None
        draft = reading.open(row)
    draft.said.add(row.text)
    if unit:
        read_unit(draft, unit[0] or _unit_above(reading, row), unit[1])
    else:
        read_head(draft, row)


def _unit_above(reading: Reading, row: GridRow) -> GridCell | None:
    """Return the name of the unit in the line above one that has the money unit alone."""
    line = reading.before[-1] if reading.before and row.prose and not row.gap else None
    if line is None or not line.cells:
        return None
    name = line.cells[0].text
    coded = _CODED.match(name) is not None
    return line.cells[0] if coded or name.endswith(vocabulary.terms("unit_names")["end"]) else None


def read_header(reading: Reading, row: GridRow) -> bool:
    """Read the header of indicators that starts at a row; False if none does."""
    row, taken = (row, 0) if is_aligned(row) else whole_header(row, reading.below(AHEAD))
    below = reading.below(2)
    header = find_header(row, below[0] if below and not taken else None, *below[1:])
    if header is None:
        return False
    reading.at += header.rows - 1 + taken
    reading.form = None
    draft = _table_of(reading, row)
    reading.page_cut = bool(draft.header) and (row.gap or not is_aligned(row))
    if draft.header is None or header.unknown != draft.header.unknown:
        reading.left.columns(header.unknown, row, reading.number)
    if not draft.header:
        draft.columns = header.fields()
    if not draft.header or draft.closed:
        reading.left.settle(draft, row, reading.number)
    _put(reading, draft, header, row)
    return True


def _put(reading: Reading, draft: Draft, header: Header, row: GridRow) -> None:
    draft.header, draft.closed, draft.foreign, draft.page_top = header, False, False, row.page_top
    for col, heading in zip(header.cols, header.headings, strict=False):
        if col == IGNORED and is_label_of_rows(heading):
            draft.term = term_of(heading) or draft.term
    reading.header = header if header.edges else None
    if header.wide and not draft.indicators and draft is not reading.base:
        reading.base, draft.place = draft, row.place


def _table_of(reading: Reading, row: GridRow) -> Draft:
    """Return the table that a header belongs to: the open one, or a new one where a title stands before it."""
    draft = reading.draft
    before = [line for line in reading.before if line.cells and not is_page_mark(line.text)]
    if draft is None or _is_apart(draft, before):
        return reading.open(row)
    again = bool(before) and is_short_line(before[-1].text) and restarts(draft, reading.below(1))
    if draft.closed and (again or any(map(could_be_title, before))):
        return reading.open(row, plain=again)
    return draft


def _is_apart(draft: Draft, before: Sequence[GridRow]) -> bool:
    """True if what seemed the head of a table was that of some other one: little is known, and a title came after."""
    if draft.header or draft.goals or draft.title or draft.texts.get("code"):
        return False
    return any(could_be_title(line) and not is_label_of_rows(line.text[-_ENDS:]) for line in before)
