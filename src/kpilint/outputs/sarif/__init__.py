"""The report as SARIF 2.1.0, for code scanning and the viewers of editors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import UNSET, Struct, UnsetType

from kpilint.exitcodes import EXIT_FINDINGS, EXIT_NOT_ASSESSED, EXIT_NOTHING, exit_code
from kpilint.finding import Waiver
from kpilint.outputs.context import Context
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, listed_in
from kpilint.outputs.located import position
from kpilint.outputs.sarif.places import BASE, file_location, location, other_locations, path_of
from kpilint.outputs.sarif.rules import LEVELS, RANKS, described_problems, described_rules
from kpilint.outputs.sarif.types import (
    Artifact,
    ArtifactLocation,
    Bag,
    Component,
    Invocation,
    Location,
    Log,
    Message,
    Notification,
    PhysicalLocation,
    Reference,
    Region,
    Result,
    Run,
    Suppression,
    Tool,
)
from kpilint.outputs.standing import points
from kpilint.outputs.terminal import safe
from kpilint.report import DocumentReport, Entry, Report, TableReport, mean_score

_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}


class _Indexed(Struct, frozen=True):
    """What results refer to by index."""

    rules: Mapping[str, int]
    notes: Mapping[str, int]
    baseline: bool
    """Whether a baseline is known to be in use."""


def render(report: Report, context: Context) -> str:
    """Return the report as one run, indented, with a final line end."""
    return to_json(log(report, context), indent=1) + "\n"


def log(report: Report, context: Context) -> Log:
    """Return the report as values."""
    lang = context.lang
    told = [list(listed_in(report, one, lang)) for one in report.documents]
    unread = [one for group in told for one in group if one.state == "unread"]
    rules = described_rules(report, lang)
    notes = described_problems((one.rule for one in unread), lang)
    index = _Indexed(
        {one.id: at for at, one in enumerate(rules)},
        {one.id: at for at, one in enumerate(notes)},
        any(one.state == "known" for group in told for one in group),
    )
    driver = Component("kpilint", rules, notes, context.version or UNSET, _LANGUAGES[lang])
    run = Run(
        Tool(driver),
        [_invocation(report, [_notification(report, one, index) for one in unread], context)],
        [_artifact(one, lang) for one in report.documents],
        [
            result
            for document, group in zip(report.documents, told, strict=True)
            for result in _results(report, document, group, index, lang)
        ],
        _LANGUAGES[lang],
        "unicodeCodePoints",
        {BASE: ArtifactLocation(description=Message(LIST_WORDS[lang]["base"]))},
        _about(report),
    )
    return Log(runs=[run])


def _about(report: Report) -> Bag:
    mean = mean_score(report.tables)
    return {
        "profile": report.profile,
        "scoreModel": report.model.id,
        "tables": sum(1 for _ in report.tables),
        "meanScore": None if mean is None else round(mean, 2),
    }


def _invocation(report: Report, notifications: list[Notification], context: Context) -> Invocation:
    code = exit_code(report, fail_on=context.fail_on, fail_under=context.fail_under)
    named = code if code in (EXIT_FINDINGS, EXIT_NOTHING, EXIT_NOT_ASSESSED) else 0
    told = LIST_WORDS[context.lang][f"exit.{named}"]
    return Invocation(code not in (EXIT_NOTHING, EXIT_NOT_ASSESSED), code, told, notifications)


def _artifact(one: DocumentReport, lang: str) -> Artifact:
    document = one.document
    tables = [
        {
            "index": table.index, "title": table.table.title, "project": table.table.project,
            **_scored(table), "reason": table.score.reason or None,
        }
        for table in one.tables
    ]  # fmt: skip
    properties: dict[str, Any] = {
        "format": document.format, "unit": document.unit, "year": document.year,
        "assessed": not one.not_assessed, "tables": tables,
    }  # fmt: skip
    return Artifact(file_location(document.path, lang=lang), ["analysisTarget"], properties)


def _scored(table: TableReport) -> dict[str, float | str | None]:
    scored = {"score": points(table.score), "grade": table.score.grade or None}
    if table.excused is None:
        return scored
    return {**scored, "acceptedScore": points(table.excused), "acceptedGrade": table.excused.grade or None}


def _notification(report: Report, one: Listed, index: _Indexed) -> Notification:
    document = report.documents[one.document]
    where = location(document, one.at, (), one.where or "")
    return Notification(
        Reference(one.rule, index.notes[one.rule]), LEVELS[one.severity], Message(_text(one, document)), [where]
    )


def _results(
    report: Report, document: DocumentReport, told: Sequence[Listed], index: _Indexed, lang: str
) -> Iterator[Result]:
    """Yield the findings of a document: as listed, with what only the entry knows."""
    entries = [*document.entries, *(entry for table in document.tables for entry in table.entries)]
    found = [one for one in told if one.state != "unread"]
    for one, entry in zip(found, entries, strict=True):
        yield _result(report, document, one, entry, index, lang)


def _result(  # noqa: PLR0913, PLR0917 - one finding, and all that is known of it
    report: Report, document: DocumentReport, one: Listed, entry: Entry, index: _Indexed, lang: str
) -> Result:
    at = location(document, one.at, path_of(entry.finding), one.where or one.field)
    others = other_locations(report, entry.finding, lang)
    marks = {"kpilint/v1": one.fingerprint}
    if not position(one.at, document.document.format)[0]:
        marks["primaryLocationLineHash"] = one.fingerprint  # code scanning makes its own where there is a line
    state: Literal["new", "unchanged"] | UnsetType = UNSET
    if index.baseline:
        state = "unchanged" if entry.known else "new"
    properties = {
        "severity": one.severity.value, "confidence": "high" if one.confident else "low", "family": one.family,
        "unit": one.unit, "project": one.project or one.title, "place": one.where, "cell": one.field,
        "pointsLost": one.lost,
    }  # fmt: skip
    return Result(
        one.rule, index.rules[one.rule], LEVELS[one.severity], Message(_text(one, document)), [at], marks,
        [_suppression(entry.waiver, document, lang)] if entry.waiver else [],
        RANKS[one.severity], properties, others or UNSET, state,
    )  # fmt: skip


def _text(one: Listed, document: DocumentReport) -> str:
    """Return the message, with the place in words where viewers cannot show it."""
    shown = position(one.at, document.document.format)[0] or not one.where
    text = one.message if shown else f"{one.where} {one.message}"
    return safe(text).replace("](", "] (")  # viewers make links of [text](target)


def _suppression(waiver: Waiver, document: DocumentReport, lang: str) -> Suppression:
    own = waiver.path == document.document.path
    line, column = waiver.place.line, waiver.place.column
    region = Region(line, column or UNSET) if line else UNSET
    at = Location(PhysicalLocation(file_location(waiver.path, lang=lang), region))
    until: Bag | UnsetType = {"until": waiver.until.isoformat()} if waiver.until else UNSET
    return Suppression("inSource" if own else "external", waiver.reason, at, "accepted", until)
