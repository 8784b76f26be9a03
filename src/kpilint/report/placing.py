"""To whom the tables of a report belong: county, unit and year, and by whose word."""

from collections.abc import Mapping

from msgspec import Struct

from kpilint.belonging import Belonging, Counties, DocumentFacts, TableFacts, belonging
from kpilint.report.values import SETTINGS, DocumentReport, Report


class Placed(Struct, frozen=True):
    """Where a table belongs, or a document as far as it is no single table's; "" and None for what is not known."""

    county: str = ""
    """With its city where the report has several of the name."""
    unit: str = ""
    """Without its county; as published where there is nothing else in it."""
    year: int | None = None
    found: Belonging | None = None
    """By whose word; None for what stands for a settings file."""


Places = Mapping[tuple[int, int | None], Placed]
"""By index of the document and of the table in it, None for the document itself."""


def places_of(report: Report) -> Places:
    """Return where each document and each table of a report belongs."""
    units: dict[tuple[int, int | None], str] = {}
    found: dict[tuple[int, int | None], Belonging] = {}
    for one in report.documents:
        if one.document.format == SETTINGS:
            continue
        facts = facts_of(one)
        found[one.index, None] = belonging(facts, TableFacts(), report.manifests)
        units[one.index, None] = facts.unit
        for of in one.tables:
            said = TableFacts(of.table.unit, of.table.year)
            found[one.index, of.index] = belonging(facts, said, report.manifests)
            units[one.index, of.index] = said.unit or facts.unit
    counties = Counties(one.claims["county"] for one in found.values())
    places = {
        at: Placed(counties.name(one.claims["county"]), one.unit or units[at], one.year, one)
        for at, one in found.items()
    }
    elsewhere = {(one.index, None): Placed() for one in report.documents if one.document.format == SETTINGS}
    return places | elsewhere


def facts_of(one: DocumentReport) -> DocumentFacts:
    """Return what a document says of itself."""
    document = one.document
    return DocumentFacts(document.path, document.unit, document.year, tuple(table.title for table in document.tables))
