"""Whose documents and tables are, as JSON has it."""

from typing import Literal

import msgspec
from msgspec import Struct

from kpilint.belonging import Belonging, Claim, Source
from kpilint.belonging.values import FIELDS
from kpilint.report.placing import Placed

SourceV1 = Literal["forced", "table", "document", "title", "name", "folder", "manifest", "none"]


class BelongingV1(Struct, frozen=True):
    """Whose a table is, "" and null for what is not known, and where each is written.

    `county` is named with its city where the report has several of the name; `city` is the one above it where it is
    known. `unit` is without its county. Sources are the table, the document, the titles of its tables, the file's name,
    its folders, or the manifest of a settings file (`forced` where that overrules the others).
    """

    county: str
    city: str
    unit: str
    year: int | None
    county_by: SourceV1
    unit_by: SourceV1
    year_by: SourceV1


def belongs_v1(placed: Placed) -> BelongingV1 | None:
    """Return where something belongs; None for a settings file."""
    if placed.found is None:
        return None
    claims = placed.found.claims
    by = [msgspec.convert(claims[field].source.value, SourceV1) for field in FIELDS]
    return BelongingV1(placed.county, claims["county"].city, placed.unit, placed.year, *by)


def as_saved(now: Belonging, saved: BelongingV1 | None) -> Belonging:
    """Return where a table of a saved report belongs: what its manifest said then still holds, though it be gone."""
    if saved is None:
        return now
    said = {
        "county": Claim(Source(saved.county_by), saved.county.removeprefix(saved.city) or saved.county, saved.city),
        "unit": Claim(Source(saved.unit_by), saved.unit),
        "year": Claim(Source(saved.year_by), str(saved.year or "")),
    }
    claims = {field: said[field] if _stands(said[field], now.claims[field]) else now.claims[field] for field in FIELDS}
    return Belonging(claims, now.disagreements)


def _stands(then: Claim, now: Claim) -> bool:
    forced = then.source is Source.FORCED and now.source is not Source.FORCED
    return forced or (then.source is Source.MANIFEST and not now.value)
