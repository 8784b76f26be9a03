"""The tables that are read whole, and the document they make."""

from kpilint.model import Document, Problem
from kpilint.sources.failures import too_large
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.heads import facts
from kpilint.sources.layout.heads.labels import is_title, number_of
from kpilint.sources.layout.leftovers import Leftovers


class Finished:
    """Collects drafts in the order of the document; `left` has what could not be read into them."""

    def __init__(self, limit: int) -> None:
        self.drafts: list[Draft] = []
        self.left = Leftovers()
        self.limit = limit

    def add(self, draft: Draft, *, by_title: bool) -> None:
        """Keep a draft that is a table, report one that seemed to become one.

        Args:
            draft: a table of which nothing more follows.
            by_title: it ended at the title of the next one, as a heading over several tables does.

        Raises:
            ReadFailure: `input/too-large` for more tables than allowed.
        """
        if draft.indicators or draft.broken or (draft.has_head() and (draft.header or draft.goals)):
            self.drafts.append(draft)
            if len(self.drafts) > self.limit:
                raise too_large("表数 / tables", len(self.drafts), self.limit, draft.place)
            self.left.end(len(self.drafts) - 1, draft)
            return
        if draft.header or (is_title(draft.title) and (draft.parts or number_of(draft.title) or not by_title)):
            self.left.empty(draft)
        self.left.detach(len(self.drafts))
        self.left.end(None)

    def document(self, path: str, form: str, known: facts.Facts) -> Document:
        """Return the document."""
        year, own = known.year(), facts.part_from_units(self.drafts)
        years = [one or other for one, other in zip(own, facts.table_years(self.drafts, year), strict=True)]
        tables = tuple(draft.table(own) for draft, own in zip(self.drafts, years, strict=True))
        problems = self.left.problems()
        if not tables:
            problems = (*problems, Problem("input/no-table"))
        if year is None and len(set(years)) == 1:
            year = years[0]
        return Document(path, form, tables, problems, known.unit(self.drafts), year)
