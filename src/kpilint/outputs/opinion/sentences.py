"""Opinions in official wording: what is wrong and where, what to change, what it costs and which rule says so."""

from collections.abc import Mapping, Sequence
from typing import Final

from kpilint.finding import Finding
from kpilint.model import Place
from kpilint.outputs.opinion.figures import points
from kpilint.outputs.opinion.opinions import Opinion, Part, Spot
from kpilint.outputs.opinion.units import shortened
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.places import places_words
from kpilint.outputs.words import FIELDS, WORDS
from kpilint.report import Report

_ENDS: Final = ("。", "；", "！", "？", ".", ";", "!", "?")
_NAMED: Final = 4
"""Up to so many projects are named where an opinion lists them; more are numbered only."""
_NAME: Final = 16
_SHOWN: Final = 6
"""Other places of a fault that are shown."""


def opinion_words(
    report: Report, one: Opinion, lang: str, *, projects: bool, files: Mapping[int, str]
) -> tuple[str, str]:
    """Return an opinion as a paragraph, and its small print. `projects` says of each place which project it is in.

    `files` are the names of the files, by index.
    """
    say = SAYS[lang]
    faults = [_part(report, part, lang, files, projects=projects) for part in one.parts]
    text = ended(say["part_joint"].join(faults), lang)
    if one.advice:
        text += say["advice"] + ended(one.advice, lang)
    also = _others(report, one, lang)
    if also:
        text += say["others"].format(at=also)
    waiver = one.entries[0].waiver
    if waiver is not None:
        text += ended(say["reason"].format(reason=waiver.reason), lang)
    return text.strip(), say["tail"].format(facts=say["tail_joint"].join(_facts(one, lang)))


def spots_words(report: Report, findings: Sequence[Finding], lang: str) -> str:
    """Return the cells of findings of one document, one by one."""
    return SAYS[lang]["comma"].join(filter(None, (places_of(report, [one], lang) for one in findings)))


def places_of(report: Report, findings: Sequence[Finding], lang: str) -> str:
    """Return where findings of one document stand: places that differ in row alone are said together, by cell."""
    at: dict[str, list[Place]] = {}
    for one in findings:
        at.setdefault(FIELDS[lang].get(one.seen.field, ""), []).append(report.place(one))
    form = report.documents[findings[0].at.document or 0].document.format
    words = WORDS[lang]
    told = []
    for field, places in at.items():
        where = places_words(places, form, words)
        told.append(words["spot"].format(place=where, field=field).strip() if lang == "en" else where + field)
    return SAYS[lang]["semicolon"].join(one for one in told if one)


def ended(text: str, lang: str) -> str:
    """Return a sentence with a full stop."""
    stripped = text.rstrip()
    space = " " if lang == "en" else ""
    return stripped + space if stripped.endswith(_ENDS) else stripped.rstrip("，,") + SAYS[lang]["sentence"]


def _part(report: Report, part: Part, lang: str, files: Mapping[int, str], *, projects: bool) -> str:
    say = SAYS[lang]
    quoted = say["quoted"].format(text=part.quoted) if part.quoted else ""
    named = len(part.spots) <= _NAMED
    at = say["semicolon"].join(
        _spot(report, spot, lang, files, named=named if projects else None) for spot in part.spots
    )
    where = say["place"].format(at=at + quoted) if at else ""
    return part.text.rstrip("。.") + where


def _spot(report: Report, spot: Spot, lang: str, files: Mapping[int, str], *, named: bool | None) -> str:
    """Return the places in one project: with its number, with its name too (`named`), or without (None)."""
    say = SAYS[lang]
    at = places_of(report, [entry.finding for entry in spot.entries], lang)
    if spot.project is None:
        file = files.get(spot.entries[0].finding.at.document or 0, "") if len(files) > 1 else ""
        return " ".join(part for part in (file, at) if part)
    if named is None:
        return at
    name = shortened(spot.project.name, _NAME)
    key = "of_named" if named else "of_project"
    return say[key if at else key + "_whole"].format(n=spot.project.number, name=name, at=at)


def _facts(one: Opinion, lang: str) -> list[str]:
    say, entries = SAYS[lang], one.entries
    facts = [WORDS[lang]["severity." + one.severity]]
    if len(entries) > 1:
        facts.append(say["count"].format(n=len(entries)))
    if one.lost:
        facts.append(say["cost"].format(points=points(one.lost)))
    known = sum(entry.known for entry in entries)
    if known:
        facts.append(say["known"].format(n=known))
    waiver = entries[0].waiver
    if waiver is not None:
        if waiver.until is not None:
            facts.append(say["until"].format(date=say["date"].format(waiver.until)))
        facts.append(say["written"].format(path=waiver.path))
    return [*facts, one.rule]


def _others(report: Report, one: Opinion, lang: str) -> str:
    """Return further places of the same fault, each once, without those that the opinion names."""
    own = {(entry.finding.at.document, entry.finding.at.table, entry.finding.at.row) for entry in one.entries}
    others = {(ref.document, ref.table, ref.row): None for entry in one.entries for ref in entry.finding.others}
    places: dict[tuple[int, int], list[Place]] = {}
    for document, table, row in others:
        if document is not None and table is not None and (document, table, row) not in own:
            found = report.documents[document].document.tables[table]
            places.setdefault((document, table), []).append(found.place if row is None else found.indicators[row].place)
    say, told = SAYS[lang], []
    here = one.entries[0].finding.at.document
    for (number, table), at in list(places.items())[:_SHOWN]:
        file = report.documents[number].document
        title = file.tables[table].project or file.tables[table].title
        where = places_words(at, file.format, WORDS[lang], columns=False)
        path = f"{file.path} " if number != here else ""
        told.append(f"{path}{shortened(title, _NAME)}{say['place'].format(at=where) if where else ''}")
    more = say["more"].format(n=len(places)) if len(places) > len(told) else ""
    return say["comma"].join(told) + more
