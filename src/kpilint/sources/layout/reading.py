"""How far the reading of a document is: its rows, the table that is open, and what is done."""

from dataclasses import dataclass, field

from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.finished import Finished
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.heads.facts import Facts
from kpilint.sources.layout.heads.labels import could_be_title
from kpilint.sources.layout.leftovers import Leftovers
from kpilint.sources.layout.shapes.duty_form import DutyForm

AHEAD = 9
"""Rows looked at below the one that is read."""


@dataclass
class Reading:
    """Rows, `at` being that after the one which is read; the open table; the tables that are done."""

    rows: list[GridRow]
    done: Finished
    at: int = 0
    draft: Draft | None = None
    form: DutyForm | None = None
    form_head: Draft = field(default_factory=Draft)
    """What stood above the header of a duty-activity form."""
    before: list[GridRow] = field(default_factory=list)
    """Lines of prose since the last row: a title may be among them."""
    facts: Facts = field(default_factory=Facts)
    page_cut: bool = False
    """That a page break or a repeated header stands before the row that is read."""
    header: Header | None = None
    """The last header of the physical table that is read: it may stand above several projects."""
    unmerged: set[str] = field(default_factory=set)
    """Levels that this source leaves empty row by row, without merging cells."""
    base: Draft | None = None
    """What stood above the header of a wide sheet."""
    sheet: Header | None = None
    """The header of a sheet that has the indicators of each project as running text in one cell."""

    @property
    def left(self) -> Leftovers:
        """What could not be read into a table."""
        return self.done.left

    @property
    def number(self) -> int:
        """Index that the open table will have."""
        return len(self.done.drafts)

    def below(self, count: int) -> list[GridRow]:
        """Return the rows below the one that is read, `count` at most."""
        return self.rows[self.at : self.at + count]

    def put(self, count: int, rows: list[GridRow]) -> GridRow:
        """Put rows in place of `count`, from the one that is read on, and return the first of them."""
        self.rows[self.at - 1 : self.at - 1 + count] = rows
        return self.rows[self.at - 1]

    def open(self, row: GridRow, *, plain: bool = False) -> Draft:
        """Open a table at a row of its head; a short numbered line or heading just before is its title.

        If `plain`, a line without number is a title too.
        """
        before = [line for line in self.before if line.cells and (could_be_title(line) or (plain and line.text))]
        self.finish()
        self.draft = Draft(place=row.place)
        if before:
            self.draft.title = before[-1].cells[0].text
            self.draft.place = self.draft.places["title"] = before[-1].place
        return self.draft

    def finish(self, *, by_title: bool = False) -> None:
        """Close the open table; `by_title` says that the title of the next one ends it."""
        draft, self.draft = self.draft, None
        if draft:
            self.done.add(draft, by_title=by_title)
