"""Where results are, in the words of SARIF."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from msgspec import UNSET, UnsetType

from kpilint.finding import Finding, Ref
from kpilint.model import Place
from kpilint.outputs.located import position, uri_of
from kpilint.outputs.places import place_words
from kpilint.outputs.sarif.types import ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region
from kpilint.outputs.words import WORDS
from kpilint.report import DocumentReport, Report

BASE: Final = "%SRCROOT%"
"""The name that code scanning has for the folder of the checkout."""
_MOST_OTHERS: Final = 50


def path_of(finding: Finding) -> Sequence[str | int]:
    """Return where a finding stands in the JSON of its document."""
    at = finding.at
    parts: list[str | int] = []
    if at.table is not None:
        parts += ["tables", at.table]
    if at.row is not None:
        parts += ["indicators", at.row]
    return [*parts, finding.seen.field] if finding.seen.field else parts


def location(document: DocumentReport, place: Place, path: Sequence[str | int] = (), words: str = "") -> Location:
    """Return a place in a document: its line where it is a text file, and the cell by `path` and in `words`."""
    line, column = position(place, document.document.format)
    region = Region(line, column or UNSET) if line else UNSET
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
    logical = [LogicalLocation(words or name, name, "element")] if name else UNSET
    return Location(PhysicalLocation(file_location(document.document.path, document.index), region), logical)


def other_locations(report: Report, finding: Finding, lang: str) -> list[Location]:
    """Return the other spots of the same fault, the first of them where there are very many."""
    return [_other(report, finding, ref, at, lang) for at, ref in enumerate(finding.others[:_MOST_OTHERS], 1)]


def _other(report: Report, finding: Finding, ref: Ref, number: int, lang: str) -> Location:
    document = report.documents[ref.document if ref.document is not None else finding.at.document or 0]
    place = _place_of(document, ref)
    words = place_words(place, document.document.format, WORDS[lang])
    found = location(document, place)
    return Location(found.physical_location, UNSET, number, Message(words or document.document.path))


def _place_of(document: DocumentReport, ref: Ref) -> Place:
    if ref.table is None:
        return Place()
    table = document.document.tables[ref.table]
    return table.place if ref.row is None else table.indicators[ref.row].place


def file_location(path: str, index: int | UnsetType = UNSET, lang: str = "") -> ArtifactLocation:
    """Return a file, relative to `BASE` where its path is relative."""
    base = UNSET if PurePath(path).is_absolute() else BASE
    described = Message(WORDS[lang]["stdin"]) if lang and path == "-" else UNSET
    return ArtifactLocation(uri_of(path), base, index, described)
