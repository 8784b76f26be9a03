"""Rows of any source to target tables: the one place that knows headers, heads and layouts.

A source hands over rows in reading order (`GridRow`). They are read one after the other: a title or the first label
of a head opens a table, a header opens its indicators, and a row belongs to the table that is open if its level words
and its width say so.
"""

from collections.abc import Iterable
from typing import Final

from kpilint.model import Document
from kpilint.sources.layout import facts
from kpilint.sources.layout.cells import GridCell, GridRow, check, too_large
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.duty_form import DutyForm, find_duty_form
from kpilint.sources.layout.finished import Finished
from kpilint.sources.layout.head import head_labels, opens_table, read_head, read_on, read_unit, unit_row
from kpilint.sources.layout.headers import find_header
from kpilint.sources.layout.labels import could_be_title, inline_label, is_page_mark, is_short_line, is_title
from kpilint.sources.layout.leftovers import is_indicator_like
from kpilint.sources.layout.repeats import goes_on, restarts, whole_header, whole_row
from kpilint.sources.layout.stacked import unstack
from kpilint.sources.layout.table_rows import opens_levels, read_row
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["GridCell", "GridRow", "read_grid"]


def read_grid(rows: Iterable[GridRow], path: str, form: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the target tables in `rows`, with a problem for what looks like one and could not be read.

    Raises:
        ReadFailure: `input/too-large` for more rows, tables or cells than allowed.
    """
    kept: list[GridRow] = []
    for row in unstack(rows):
        if len(kept) >= limits.rows:
            raise too_large("行数 / rows", len(kept) + 1, limits.rows, row.place)
        check(row, limits)
        kept.append(row)
    return _Reader(kept, limits).document(path, form)


_AHEAD: Final = 9
"""Rows looked at below the one that is read."""


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
        self.done = Finished(limits.tables)
        self.left = self.done.left
        self.facts = facts.Facts()
        self.page_cut = False

    def document(self, path: str, form: str) -> Document:
        while self.at < len(self.rows):
            row = self.rows[self.at]
            self.at += 1
            row, taken = whole_row(row, self._below(_AHEAD))
            self.at += taken
            if row.prose:
                self._prose(row)
            elif row.filled():
                self._row(row)
                self.before = []
        self._finish()
        return self.done.document(path, form, self.facts)

    # -- running text

    def _prose(self, row: GridRow) -> None:
        text = row.cells[0].text if row.cells else ""
        self.facts.note(text)
        if is_title(text):
            self._title(row, text)
            return
        unit = unit_row(row) if text else None
        if unit or inline_label(text) in ("code", "project"):
            self._head(row)
            return
        if self.form:
            self.form.closed = True
        draft = self.draft
        if draft and opens_levels(row, self._below(1), draft):
            self.left.settle(draft, row, len(self.done.drafts))
            draft.head_rows(row)
            return
        if draft and draft.header:
            self.page_cut = self.page_cut or is_page_mark(text)
            draft.closed = draft.closed or not is_page_mark(text)
            draft.apart = draft.apart or (row.gap and not self.page_cut) or could_be_title(row)
            self.left.between(row)
        elif draft and text and read_on(draft, row):
            return
        elif draft and draft.parts:
            self.left.between(row)
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

    def _below(self, count: int) -> list[GridRow]:
        return self.rows[self.at : self.at + count]

    def _indicator(self, draft: Draft, row: GridRow) -> bool:
        """Read a row of the open table; False if it is none."""
        taken = read_row(self.done, draft, row, self._below(_AHEAD), page_cut=self.page_cut)
        if taken is None:
            return False
        self.at += taken
        self.page_cut = False
        return True

    def _header(self, row: GridRow, below: GridRow | None) -> bool:
        row, taken = whole_header(row, self._below(_AHEAD))
        header = find_header(row, None if taken else below)
        if header is None:
            return False
        self.at += header.rows - 1 + taken
        self.form = None
        draft = self.draft
        before = [line for line in self.before if line.cells and not is_page_mark(line.text)]
        titled = any(map(could_be_title, before))
        again = (
            bool(before) and draft is not None and is_short_line(before[-1].text) and restarts(draft, self._below(1))
        )
        if draft is None or (draft.closed and (titled or again)):
            draft = self._new(row, plain=again)
        self.page_cut = bool(draft.header)
        if draft.header is None or header.unknown != draft.header.unknown:
            self.left.columns(header.unknown, row, len(self.done.drafts))
        if not draft.header:
            draft.columns = header.fields()
            self.left.settle(draft, row, len(self.done.drafts))
        elif draft.closed:
            self.left.settle(draft, row, len(self.done.drafts))
        draft.header, draft.closed = header, False
        return True

    def _other_row(self, row: GridRow) -> None:
        filled = row.filled()
        draft = self.draft
        if len(filled) == 1 and is_title(filled[0].text):
            self._title(row, filled[0].text)
        elif draft and draft.header and self._indicator(draft, row):
            return
        elif unit_row(row) or head_labels(row, titled=draft is not None and not draft.header and is_title(draft.title)):
            self._head(row)
        elif draft and not draft.header and read_on(draft, row):
            return
        else:
            self.facts.note(row.text)
            seen = bool(draft and not draft.closed and len(row.cells) == 1)  # read_row has noted it
            if draft and draft.header:
                draft.closed, draft.apart = True, draft.apart or row.gap
            if is_indicator_like(row):
                self.left.unread(row)
            elif draft and draft.header and not seen:
                self.left.between(row, apart=draft.apart)

    def _head(self, row: GridRow) -> None:
        unit = unit_row(row)
        draft = self.draft
        if draft is None or opens_table(row, draft) or (unit and draft.has_unit()):
            self.form = None
            draft = self._new(row)
        if unit:
            read_unit(draft, *unit)
        else:
            read_head(draft, row)

    # -- the older form

    def _open_form(self, form: DutyForm) -> None:
        if self.form:
            form.duty = self.form.duty
        else:
            draft, self.draft = self.draft, None
            self.form_head = draft.unit_only() if draft and not draft.header else Draft()
        self.left.columns(form.unknown, self.rows[self.at], len(self.done.drafts))
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

    def _title(self, row: GridRow, title: str) -> None:
        """Open a table at its title, unless the open one goes on under it on the next page."""
        repeated = goes_on(title, self.draft, self._below(_AHEAD))
        if repeated is not None and self.draft:
            self.at += repeated
            self.page_cut, self.draft.closed = True, False
            return
        self.form = None
        unit = self.draft if self.draft and self.draft.only_unit() else None
        self._finish(by_title=True)
        self.draft = unit.unit_only() if unit else Draft()
        self.draft.lent = unit is not None
        self.draft.place, self.draft.title, self.draft.places["title"] = row.place, title, row.place

    def _new(self, row: GridRow, *, plain: bool = False) -> Draft:
        """Open a table at a row of its head; a short numbered line or heading just before is its title.

        If `plain`, a line without number is a title too.
        """
        before = [line for line in self.before if line.cells and (could_be_title(line) or (plain and line.text))]
        self._finish()
        self.draft = Draft(place=row.place)
        if before:
            self.draft.title = before[-1].cells[0].text
            self.draft.place = self.draft.places["title"] = before[-1].place
        return self.draft

    def _finish(self, *, by_title: bool = False) -> None:
        draft, self.draft = self.draft, None
        if draft:
            self.done.add(draft, by_title=by_title)
