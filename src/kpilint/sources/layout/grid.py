"""Rows of any source to target tables: the one place that knows headers, heads and layouts.

A source hands over rows in reading order (`GridRow`). They are read one after the other: a title or the first label
of a head opens a table, a header opens its indicators, and a row belongs to the table that is open if its level words
and its width say so.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from kpilint.model import Document
from kpilint.sources.failures import too_large
from kpilint.sources.layout.cells import GridCell, GridRow, check
from kpilint.sources.layout.columns import dense, is_aligned, table_edges
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.finished import Finished
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import is_label_of_rows
from kpilint.sources.layout.heads import prose
from kpilint.sources.layout.heads.head import head_labels, read_on, unit_row
from kpilint.sources.layout.heads.labels import is_title
from kpilint.sources.layout.heads.opening import is_subtitle, opens_form, read_head_row, read_header, read_title
from kpilint.sources.layout.heads.repeats import whole_row
from kpilint.sources.layout.heads.terms import term_of
from kpilint.sources.layout.leftovers import is_indicator_like
from kpilint.sources.layout.reading import AHEAD, Reading
from kpilint.sources.layout.rows.aligned import place_columns
from kpilint.sources.layout.rows.read import read_row
from kpilint.sources.layout.shapes import running, wide
from kpilint.sources.layout.shapes.duty_form import DutyForm, find_duty_form
from kpilint.sources.layout.shapes.grouped import ungrouped
from kpilint.sources.layout.shapes.regular import in_columns
from kpilint.sources.layout.shapes.stacked import unstack
from kpilint.sources.layout.shapes.tidy import tidied
from kpilint.sources.layout.shapes.transposed import TALLEST, upright
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["GridCell", "GridRow", "read_grid"]

_MOST_LOOKED_AT = 200
"""Rows over which the columns of a physical table are looked up."""


def read_grid(rows: Iterable[GridRow], path: str, form: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the target tables in `rows`, with a problem for what looks like one and could not be read.

    Raises:
        ReadFailure: `input/too-large` for more rows, tables or cells than allowed.
    """
    kept: list[GridRow] = []
    # Rows that came as one (`unstack`) may keep their columns once they are apart; those that do already stay whole.
    for row in tidied(in_columns(unstack(in_columns(rows)))):
        if len(kept) >= limits.rows:
            raise too_large("行数 / rows", len(kept) + 1, limits.rows, row.place)
        check(row, limits)
        kept.append(row)
    reading = Reading(kept, Finished(limits.tables))
    while reading.at < len(reading.rows):
        _next(reading)
    reading.finish()
    return reading.done.document(path, form, reading.facts)


def _next(reading: Reading) -> None:
    """Read the next row, with those below that belong to it."""
    row = reading.rows[reading.at]
    reading.at += 1
    if is_aligned(row):
        _enter(reading, row)
    else:
        row, taken = whole_row(row, reading.below(AHEAD))
        reading.at += taken
    if any(running.is_running(cell.text) for cell in row.filled()):
        wide.read_running_row(reading, row)
    elif row.prose:
        prose.read_line(reading, row)
    elif row.filled() and not _counts_columns(row):
        _row(reading, row)
        reading.before = []


def _counts_columns(row: GridRow) -> bool:
    """True for the row below a header that numbers its columns: 1, 2, 3 and so on."""
    texts = [cell.text.strip("()（）") for cell in row.filled()]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]  # noqa: PLR2004 - no chance


def _enter(reading: Reading, row: GridRow) -> None:
    """At the first row of a physical table that goes on with the open one, take its columns."""
    draft = reading.draft
    if row.gap:
        reading.header = None
    if not row.gap or draft is None or draft.header is None or not draft.header.edges:
        return
    edges = table_edges(reading.rows[reading.at - 1 : reading.at + _MOST_LOOKED_AT])
    draft.foreign = draft.closed and not row.page_top and len(edges) != len(draft.header.edges)
    if len(edges) == len(draft.header.edges):
        draft.header = replace(draft.header, edges=edges)
    elif not {start for start, _ in edges} <= {start for start, _ in draft.header.edges}:
        draft.header = replace(draft.header, edges=())


def _row(reading: Reading, row: GridRow) -> None:
    """Read a row of cells: of a header or form that it opens, of the open table, or of a head."""
    turned = None if reading.form else upright(reading.rows[reading.at - 1 : reading.at + TALLEST])
    if turned:
        row = reading.put(*turned)
    flat = None if reading.form else ungrouped(reading.rows, reading.at - 1)
    if flat:
        row = reading.put(*flat)
    form = find_duty_form(row, next(iter(reading.below(1)), None))
    if form:
        _open_form(reading, form)
    elif (reading.form and _form_row(reading, row)) or read_header(reading, row):
        return
    else:
        sheet = wide.find_sheet(row)
        reading.sheet = sheet or reading.sheet
        if not sheet:
            _other_row(reading, row)


def _other_row(reading: Reading, row: GridRow) -> None:
    filled = row.filled()
    draft = reading.draft
    alone = filled[0].text if len(filled) == 1 else ""
    if is_title(alone):
        if not is_subtitle(reading, row):
            reading.facts.note(alone)
            read_title(reading, row, alone)
    elif draft and is_label_of_rows(alone):
        draft.term = term_of(alone)
    elif draft and draft.header and _indicator(reading, draft, row):
        return
    elif unit_row(row) or head_labels(row, titled=opens_form(reading, row)):
        read_head_row(reading, row)
    elif draft and not draft.header and reading.header and _fits(row, reading.header):
        draft.header, draft.columns = reading.header, reading.header.fields()
        _indicator(reading, draft, row)
    elif draft and not draft.header and read_on(draft, row):
        return
    elif is_aligned(row) and alone:
        prose.read_line(reading, GridRow((filled[0],), prose=True, gap=True))
    else:
        _unplaced(reading, row)


def _indicator(reading: Reading, draft: Draft, row: GridRow) -> bool:
    """Read a row of the open table; False if it is none."""
    if draft.header and draft.header.wide and not draft.closed:
        draft = wide.open_project(reading, draft, row)
        if wide.only_head(row, draft.header):
            return True
    return read_row(reading, draft, row)


def _fits(row: GridRow, header: Header) -> bool:
    """True for an indicator below the line of a project, under the header that stands above all projects."""
    placed = place_columns(dense(row, header.edges).cells, header.cols)
    return placed.sure and not placed.single and "name" in placed.fields


def _unplaced(reading: Reading, row: GridRow) -> None:
    """Note a row that belongs to no table."""
    draft = reading.draft
    reading.facts.note(row.text)
    seen = bool(draft and not draft.closed and len(row.cells) == 1)  # read_row has noted it
    if draft and draft.header:
        draft.closed, draft.apart = True, draft.apart or row.gap
    if is_indicator_like(row):
        reading.left.unread(row)
    elif draft and draft.header and not seen:
        reading.left.between(row, apart=draft.apart)


# -- the older form


def _open_form(reading: Reading, form: DutyForm) -> None:
    if reading.form:
        form.duty = reading.form.duty
    else:
        draft, reading.draft = reading.draft, None
        reading.form_head = draft.unit_only() if draft and not draft.header else Draft()
    if reading.at < len(reading.rows):
        reading.left.columns(form.unknown, reading.rows[reading.at], reading.number)
    reading.at += form.rows - 1
    reading.form = form


def _form_row(reading: Reading, row: GridRow) -> bool:
    form = reading.form
    if form is None or (form.closed and not form.fits(row)):
        reading.form = None
        return False
    form.closed = False
    opened = form.read(row, reading.draft, reading.form_head)
    if opened is not reading.draft:
        reading.finish()
        reading.draft = opened
    return True
