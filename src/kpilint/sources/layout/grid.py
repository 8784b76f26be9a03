"""Rows of any source to target tables: the one place that knows headers, heads and layouts.

A source hands over rows in reading order (`GridRow`). They are read one after the other: a title or the first label
of a head opens a table, a header opens its indicators, and a row belongs to the table that is open if its level words
and its width say so.
"""

from collections.abc import Iterable

from kpilint.model import Document, Problem
from kpilint.sources.layout import facts
from kpilint.sources.layout.cells import GridCell, GridRow, check, too_large
from kpilint.sources.layout.continuations import is_cut, join_below
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.duty_form import DutyForm, find_duty_form
from kpilint.sources.layout.head import (
    head_labels,
    is_strong_head,
    opens_table,
    read_head,
    read_on,
    read_unit,
    unit_row,
)
from kpilint.sources.layout.headers import Header, find_header
from kpilint.sources.layout.labels import inline_label, is_title, number_of
from kpilint.sources.layout.leftovers import Leftovers, is_indicator_like, is_page_mark
from kpilint.sources.layout.rows import Placed, place_row
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["GridCell", "GridRow", "read_grid"]


def read_grid(rows: Iterable[GridRow], path: str, form: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the target tables in `rows`, with a problem for what looks like one and could not be read.

    Raises:
        ReadFailure: `input/too-large` for more rows, tables or cells than allowed.
    """
    kept: list[GridRow] = []
    for row in rows:
        if len(kept) >= limits.rows:
            raise too_large("行数 / rows", len(kept) + 1, limits.rows, row.place)
        check(row, limits)
        kept.append(row)
    return _Reader(kept, limits).document(path, form)


class _Reader:
    """The table that is open, and what is read already."""

    def __init__(self, rows: list[GridRow], limits: Limits) -> None:
        self.rows = rows
        self.limits = limits
        self.at = 0
        self.draft: Draft | None = None
        self.form: DutyForm | None = None
        self.form_head = Draft()
        self.before: list[GridRow] = []
        """Lines of prose since the last row: a title may be among them."""
        self.done: list[Draft] = []
        self.facts = facts.Facts()
        self.left = Leftovers()
        self.page_cut = False

    def document(self, path: str, form: str) -> Document:
        while self.at < len(self.rows):
            row = self.rows[self.at]
            self.at += 1
            if row.prose:
                self._prose(row)
            elif row.filled():
                self._row(row)
                self.before = []
        self._finish()
        year = self.facts.year()
        years = facts.table_years(self.done, year)
        tables = tuple(draft.table(own) for draft, own in zip(self.done, years, strict=True))
        problems = self.left.problems()
        if not tables:
            problems = (*problems, Problem("input/no-table"))
        if year is None and len(set(years)) == 1:
            year = years[0]
        return Document(path, form, tables, problems, self.facts.unit(self.done), year)

    # -- running text

    def _prose(self, row: GridRow) -> None:
        text = row.cells[0].text if row.cells else ""
        self.facts.note(text)
        if is_title(text):
            self._open(row, title=text)
            return
        unit = unit_row(row) if text else None
        if unit or inline_label(text) in ("code", "project"):
            self._head(row)
            return
        if self.form:
            self.form.closed = True
        draft = self.draft
        if draft and draft.header:
            draft.closed = True
            self.left.between(row)
        elif draft and text and read_on(draft, row):
            return
        if is_indicator_like(row):
            self.left.unread(row)
        self.before = [*self.before[-1:], row]

    # -- rows

    def _row(self, row: GridRow) -> None:
        below = self.rows[self.at] if self.at < len(self.rows) else None
        form = find_duty_form(row, below)
        if form:
            self._open_form(form)
        elif self.form and self._form_row(row):
            return
        elif not self._header(row, below):
            self._other_row(row)

    def _header(self, row: GridRow, below: GridRow | None) -> bool:
        header = find_header(row, below)
        if header is None:
            return False
        self.at += header.rows - 1
        self.form = None
        draft = self.draft
        titled = any(_could_be_title(line) and not is_page_mark(line.text) for line in self.before)
        if draft is None or (draft.closed and titled):
            draft = self._new(row)
        self.page_cut = bool(draft.header)
        if not draft.header:
            draft.columns = header.fields()
            self.left.columns(header, row, len(self.done))
        elif draft.closed:
            self.left.settle(draft, row, len(self.done))
        draft.header, draft.closed = header, False
        return True

    def _other_row(self, row: GridRow) -> None:
        filled = row.filled()
        draft = self.draft
        if len(filled) == 1 and is_title(filled[0].text):
            self._open(row, title=filled[0].text)
        elif draft and draft.header and self._indicator(draft, draft.header, row):
            return
        elif unit_row(row) or head_labels(row, titled=draft is not None and not draft.header and is_title(draft.title)):
            self._head(row)
        elif draft and not draft.header and read_on(draft, row):
            return
        else:
            self.facts.note(row.text)
            if draft and draft.header:
                draft.closed = True
            if is_indicator_like(row):
                self.left.unread(row)

    def _head(self, row: GridRow) -> None:
        unit = unit_row(row)
        draft = self.draft
        if draft is None or opens_table(row, draft) or (unit and (draft.header or "money_unit" in draft.texts)):
            self.form = None
            draft = self._new(row)
        if unit:
            read_unit(draft, *unit)
        else:
            read_head(draft, row)

    # -- indicators

    def _indicator(self, draft: Draft, header: Header, row: GridRow) -> bool:
        """Read a row of the open table; False if it is none."""
        placed = place_row(row.cells, header, draft.above)
        if not placed.sure and (is_strong_head(row) or unit_row(row)):
            return False
        if draft.closed and not self._reopens(placed, row, header):
            return False
        if placed.single:
            self.left.between(row)
            return len(row.cells) > 1
        joined = None if placed.whole else join_below(row, self.rows[self.at : self.at + 9], header, draft.above)
        if joined:
            count, row, placed = joined
            self.at += count
        self.left.settle(draft, row, len(self.done))
        draft.closed = False
        if draft.indicators and is_cut(placed, header, draft.indicators[-1], page_cut=self.page_cut):
            draft.extend_row(placed)
        else:
            draft.add_row(row, placed)
        self.page_cut = False
        return True

    def _reopens(self, placed: Placed, row: GridRow, header: Header) -> bool:
        return placed.sure or (placed.whole and len(row.cells) == len(header.cols) and not row.cells[0].text)

    # -- the older form

    def _open_form(self, form: DutyForm) -> None:
        if self.form:
            form.duty = self.form.duty
        else:
            draft, self.draft = self.draft, None
            self.form_head = draft.unit_only() if draft and not draft.header else Draft()
        self.at += form.rows - 1
        self.form = form

    def _form_row(self, row: GridRow) -> bool:
        form = self.form
        if form is None or (form.closed and not form.fits(row)):
            self.form = None
            return False
        form.closed = False
        opened = form.read(row, self.draft, self.form_head)
        if opened is not self.draft:
            self._finish()
            self.draft = opened
        return True

    # -- opening and closing tables

    def _open(self, row: GridRow, title: str) -> None:
        self.form = None
        self._finish(by_title=True)
        self.draft = Draft(place=row.place, title=title, places={"title": row.place})

    def _new(self, row: GridRow) -> Draft:
        """Open a table at a row of its head; a short numbered line or heading just before is its title."""
        before = [line for line in self.before if line.cells and _could_be_title(line)]
        self._finish()
        self.draft = Draft(place=row.place)
        if before:
            self.draft.title = before[-1].cells[0].text
            self.draft.place = self.draft.places["title"] = before[-1].place
        return self.draft

    def _finish(self, *, by_title: bool = False) -> None:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if draft.indicators or draft.broken or (draft.has_head() and (draft.header or draft.goals)):
            self.done.append(draft)
            if len(self.done) > self.limits.tables:
                raise too_large("表数 / tables", len(self.done), self.limits.tables, draft.place)
            self.left.end(len(self.done) - 1)
            return
        if draft.header or (is_title(draft.title) and (draft.parts or number_of(draft.title) or not by_title)):
            self.left.empty(draft)
        self.left.detach(len(self.done))
        self.left.end(None)


def _could_be_title(line: GridRow) -> bool:
    text = line.cells[0].text
    if not text or len(text) > 80 or text.endswith(("。", "；", "：", ":")):  # noqa: PLR2004
        return False
    return line.heading or bool(number_of(text))
