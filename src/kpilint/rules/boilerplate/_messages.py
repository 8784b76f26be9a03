"""What findings on copies say: the first of the other places, and the differing words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kpilint.model import Document, Table
from kpilint.rules.boilerplate._copies import Copied, Spot
from kpilint.similar import differences, likeness, shown
from kpilint.vocabulary import plain

_SAME_ROW: Final = 0.4
_SURE_ROWS: Final = 4
_SURE_SHARE: Final = 0.75
_SURE_LIKE: Final = 0.9
_LONGEST: Final = 40
"""Rows of a table, beyond which the differing ones are not paired."""


def told(copied: Copied) -> Mapping[str, str]:
    """Return what every message names: how many copies there are, whose the first is, whose the copy is."""
    first = copied.others[0].project
    return {"count": str(copied.count), "other": first.name, "unit": first.unit, "project": copied.spot.project.name}


def changed_words(spot: Spot, other: Spot) -> str:
    """Return the words of another text that stand otherwise in this one."""
    return shown(differences(plain(other.text), plain(spot.text)))


def changed_rows(copied: Copied, tables: Sequence[Table], *, of_all: bool = False) -> str:
    """Return how the rows of a table stand otherwise than in the first of the others, or in all, of the document."""
    table = tables[copied.spot.table]
    others = copied.others if of_all else copied.others[:1]
    return shown(piece for other in others for piece in row_changes(table, tables[other.table]))


def row_changes(table: Table, other: Table) -> list[str]:
    """Return how the rows of another table stand otherwise in this one."""
    gone, new = _without(other, table), _without(table, other)
    found: list[str] = []
    for row in gone[:_LONGEST]:
        best = max(new[:_LONGEST], key=lambda one: likeness(row, one), default="")
        if best and likeness(row, best) >= _SAME_ROW:
            new.remove(best)
            found += differences(row, best)
        else:
            found.append(f"−“{row}”")
    return [*found, *(f"+“{row}”" for row in new)]


def barely_changed(copied: Copied, tables: Sequence[Table]) -> tuple[Spot, ...]:
    """Return the other tables of which nearly all rows, figures included, are the same: copies beyond doubt."""
    rows = Counter(_rows(tables[copied.spot.table]))

    def sure(other: Spot) -> bool:
        others = Counter(_rows(tables[other.table]))
        same = (rows & others).total()
        enough = same >= _SURE_ROWS and same >= _SURE_SHARE * max(rows.total(), others.total())
        return enough and likeness(copied.spot.masked, other.masked) >= _SURE_LIKE

    return tuple(filter(sure, copied.others))


def _without(table: Table, other: Table) -> list[str]:
    left = Counter(_rows(table))
    left.subtract(_rows(other))
    return [text for text, count in left.items() for _ in range(count)]


def _rows(table: Table) -> Iterator[str]:
    return (plain(row.name) + plain(row.value) for row in table.indicators if row.name)


def told_of_documents(copied: Copied, documents: Sequence[Document]) -> Mapping[str, str]:
    """Return what messages name where the copies are in other documents: the first one's unit, or its file."""
    first = copied.others[0]
    return {**told(copied), "unit": first.project.unit or documents[first.document].path}


def rows_changed_across(copied: Copied, documents: Sequence[Document]) -> str:
    """Return how the rows of a table stand otherwise than in the first of the others."""
    spot, first = copied.spot, copied.others[0]
    own, other = documents[spot.document].tables[spot.table], documents[first.document].tables[first.table]
    return shown(row_changes(own, other))


def told_of_years(copied: Copied) -> Mapping[str, str]:
    """Return what messages name where a table is that of an earlier year: the year."""
    return {**told(copied), "before": str(copied.others[0].project.year)}
