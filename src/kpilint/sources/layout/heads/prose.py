"""Lines of running text: titles, heads written as text, what stands between tables."""

from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.heads.head import read_on, unit_row
from kpilint.sources.layout.heads.labels import could_be_title, inline_label, is_page_mark, is_title
from kpilint.sources.layout.heads.opening import read_head_row, read_title
from kpilint.sources.layout.leftovers import is_indicator_like
from kpilint.sources.layout.reading import Reading
from kpilint.sources.layout.rows.read import opens_levels


def read_line(reading: Reading, row: GridRow) -> None:
    """Read a line of running text."""
    text = row.cells[0].text if row.cells else ""
    reading.facts.note(text)
    draft = reading.draft
    if is_title(text):
        read_title(reading, row, text)
    elif text and _is_head(text, row, draft):
        read_head_row(reading, row)
    else:
        if reading.form:
            reading.form.closed = True
        if draft and opens_levels(row, reading.below(1), draft):
            reading.left.settle(draft, row, reading.number)
            draft.head_rows(row)
        elif not (draft and not draft.header and text and read_on(draft, row)):
            _other_line(reading, row, text)


def _other_line(reading: Reading, row: GridRow, text: str) -> None:
    """Note a line that belongs to no part of a table: what follows it may be another table."""
    draft = reading.draft
    if draft and draft.header:
        reading.page_cut = reading.page_cut or is_page_mark(text)
        draft.closed = draft.closed or not is_page_mark(text)
        draft.apart = draft.apart or (row.gap and not reading.page_cut) or could_be_title(row)
    if draft and (draft.header or draft.parts):
        reading.left.between(row)
    if is_indicator_like(row):
        reading.left.unread(row)
    reading.before = [*reading.before[-1:], row]


def _is_head(text: str, row: GridRow, draft: Draft | None) -> bool:
    """True for a line of a head: "label：value", where a head is open or a code or project opens one, or a unit."""
    label = inline_label(text)
    in_head = draft is not None and not draft.header and bool(draft.parts or is_title(draft.title))
    return unit_row(row) is not None or label in ("code", "project") or (bool(label) and in_head)
