"""One change of one cell."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Finding
from kpilint.fixes.spots import Held, Spot, rewritten
from kpilint.model import ROW_COLUMNS, Document


class Change(Struct, frozen=True):
    """What a cell of a document says and what it should say; `kinds` are the ids of the fixes that make it so."""

    document: int
    cell: Held
    after: str
    kinds: tuple[str, ...]
    finding: Finding | None = None
    """What it answers, where a rule proposes it."""

    @property
    def before(self) -> str:
        """The text as it stands."""
        return self.cell.text

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """Where it is told among the changes of a run: head first, then row by row, cell by cell."""
        spot = self.cell.spots[0]
        column = ROW_COLUMNS.index(spot.field) if spot.field in ROW_COLUMNS else -1
        return self.document, spot.table, spot.row, column, spot.at

    def touches(self, document: int, table: int | None, row: int | None, field: str) -> bool:
        """Tell whether it changes a cell of that part of the run; None and "" stand for any."""
        return document == self.document and any(
            table in (None, spot.table) and row in (None, spot.row) and field in ("", _seen_as(spot.field))
            for spot in self.cell.spots
        )


def _seen_as(field: str) -> str:
    """Return the field in which rules see a cell: the parts of a value are seen as the value."""
    return "value" if field in {"sign", "number", "measure", "grades"} else field


def applied(documents: Iterable[Document], changes: Iterable[Change]) -> list[Document]:
    """Return the documents of a run after changes."""
    texts: dict[int, dict[Spot, str]] = {}
    for one in changes:
        texts.setdefault(one.document, {}).update(dict.fromkeys(one.cell.spots, one.after))
    return [rewritten(one, texts[at]) if at in texts else one for at, one in enumerate(documents)]


def merged(earlier: Iterable[Change], later: Iterable[Change]) -> Iterator[Change]:
    """Yield one change a cell: those of later rounds begin where the earlier ones ended."""
    found = {(one.document, one.cell.place, one.cell.key, one.cell.spots): one for one in earlier}
    for one in later:
        key = (one.document, one.cell.place, one.cell.key, one.cell.spots)
        known = found.get(key)
        if known is not None:
            kinds = tuple(dict.fromkeys((*known.kinds, *one.kinds)))
            found[key] = replace(known, after=one.after, kinds=kinds)
        else:
            found[key] = one
    yield from sorted(found.values(), key=lambda one: one.order)
