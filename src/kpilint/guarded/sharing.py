"""Equal texts of a document made one again, as they were before it went through a pipe.

A heading stands in the place of every cell below it; decoded, each place would have a copy of its own.
"""

from collections.abc import Iterator

from msgspec.structs import force_setattr

from kpilint.model import Document, Indicator, Place, Table


def share(document: Document) -> None:
    """Let equal anchors, and equal first and second levels, be the same string. The document was made a moment ago."""
    texts: dict[str, str] = {}
    for place in _places(document):
        if place.anchor:
            force_setattr(place, "anchor", texts.setdefault(place.anchor, place.anchor))
    for table in document.tables:
        for row in table.indicators:
            force_setattr(row, "level1", texts.setdefault(row.level1, row.level1))
            force_setattr(row, "level2", texts.setdefault(row.level2, row.level2))


def _places(document: Document) -> Iterator[Place]:
    yield from (one.place for one in document.problems)
    for table in document.tables:
        yield from _of_head(table)
        for row in table.indicators:
            yield from _of_row(row)
        for broken in table.broken:
            yield broken.place
            yield from _of_row(broken.read)


def _of_head(table: Table) -> Iterator[Place]:
    yield table.place
    yield from table.places.values()
    yield from (one.place for one in table.plan)
    yield from (one.place for one in table.goals)
    if table.duty is not None:
        yield table.duty.place


def _of_row(row: Indicator) -> Iterator[Place]:
    yield row.place
    yield from (one for one in row.cells if one is not None)
    yield from row.further.values()
