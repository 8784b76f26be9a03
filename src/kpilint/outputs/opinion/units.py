"""To whom opinions go: the tables of a report by unit and year."""

from pathlib import PurePath
from typing import Final

from msgspec import Struct

from kpilint.belonging import without_code
from kpilint.outputs.terminal import safe
from kpilint.report import DocumentReport, Entry, Report, TableReport
from kpilint.report.placing import Places, places_of
from kpilint.vocabulary import plain

_LONG: Final = 60

_Key = tuple[str, int | None, str]
"""Unit and year, and the file where no unit is known."""
_Pair = tuple[DocumentReport, TableReport]
_NOBODY: Final[_Key] = ("", None, "")


class Project(Struct, frozen=True):
    """One table of a unit's, numbered from 1 among them."""

    number: int
    name: str
    document: DocumentReport
    table: TableReport
    entries: tuple[Entry, ...]


class Unit(Struct, frozen=True):
    """One unit in one year: what one opinion is about. `name` is "" where the tables do not say it."""

    name: str
    year: int | None
    projects: tuple[Project, ...] = ()
    documents: tuple[DocumentReport, ...] = ()
    """The files of its tables."""
    told: tuple[DocumentReport, ...] = ()
    """Of all files, those whose findings and problems about no single table are told here: each in one opinion."""


def units_of(report: Report, untitled: str) -> list[Unit]:
    """Return the units of a report in the order in which they first stand there; files of no known unit come last.

    What there is to say of the reviewer's own settings is no matter of theirs.
    """
    places = places_of(report)
    years = _years(report, places)
    tables: dict[_Key, list[_Pair]] = {}
    told: dict[_Key, list[DocumentReport]] = {}
    order: dict[_Key, None] = {}
    for document in report.sources:
        keys = [_key(document, table.index, places, years) for table in document.tables]
        for key, table in zip(keys, document.tables, strict=True):
            tables.setdefault(key, []).append((document, table))
        own = _own(document, keys, places, years)
        told.setdefault(own, []).append(document)
        order.update(dict.fromkeys([*keys, own]))
    return [
        _unit(key, tables.get(key, []), told.get(key, []), places, untitled)
        for key in sorted(order, key=lambda key: key == _NOBODY)
    ]


def shortened(text: str, most: int = _LONG) -> str:
    """Return a name on one line, cut where it is endless."""
    shown = safe(text).strip()
    return shown if len(shown) <= most else shown[:most] + "…"


def unit_name(published: str) -> str:
    """Return a unit's name without its budget code."""
    text = " ".join(published.split())
    return without_code(text) or text


def _years(report: Report, places: Places) -> dict[str, set[int]]:
    years: dict[str, set[int]] = {}
    for document in report.sources:
        for table in document.tables:
            year = places[document.index, table.index].year
            found = years.setdefault(_same(_name(document, table.index, places)), set())
            if year:
                found.add(year)
    return years


def _name(document: DocumentReport, at: int | None, places: Places) -> str:
    """Return the name of the unit that a table, or a document, is of, with its county as far as that is known."""
    placed = places[document.index, at]
    said = document.tables[at].table.unit if at is not None else ""
    name = unit_name(said or document.document.unit)
    if placed.county in name and name:
        return name
    return placed.county + unit_name(placed.unit) if placed.unit else name


def _same(name: str) -> str:
    return plain(name).replace(" ", "")


def _key(document: DocumentReport, at: int, places: Places, years: dict[str, set[int]]) -> _Key:
    unit = _same(_name(document, at, places))
    return (unit, _year(unit, places[document.index, at].year, years), "" if unit else document.document.path)


def _year(unit: str, year: int | None, years: dict[str, set[int]]) -> int | None:
    """Return the year; a table of no known year is of the one year that the others of the unit are of."""
    said = years.get(unit, set())
    return next(iter(said)) if unit and not year and len(said) == 1 else year


def _own(document: DocumentReport, keys: list[_Key], places: Places, years: dict[str, set[int]]) -> _Key:
    """Return who is told of a document's own findings and problems: its unit, else that of its first table."""
    unit = _same(_name(document, None, places))
    own = next((key for key in keys if key[0] == unit), None) or next(iter(keys), None)
    if own is not None:
        return own
    return (unit, _year(unit, places[document.index, None].year, years), "") if unit else _NOBODY


def _unit(key: _Key, tables: list[_Pair], told: list[DocumentReport], places: Places, untitled: str) -> Unit:
    projects = tuple(
        Project(number, shortened(one.table.project or one.table.title) or untitled, document, one, tuple(one.entries))
        for number, (document, one) in enumerate(tables, 1)
    )
    files = {document.index: document for document, _ in tables}
    named = [_name(document, one.index, places) for document, one in tables]
    named += [_name(one, None, places) for one in told]
    name = shortened(next(filter(None, named), "")) if key[0] else ""
    return Unit(name, key[1], projects, tuple(files.values()), tuple(told))


def file_words(documents: tuple[DocumentReport, ...]) -> dict[int, str]:
    """Return how files are named, by index: without folders where that tells them apart."""
    short = {one.index: PurePath(one.document.path).name or one.document.path for one in documents}
    names = list(short.values())
    return {
        one.index: safe(one.document.path if names.count(short[one.index]) > 1 else short[one.index])
        for one in documents
    }
