"""The sheet of findings: one row each, what could not be read or assessed among them."""

from collections.abc import Mapping, Sequence
from typing import Final

from kpilint.finding import Severity
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed
from kpilint.outputs.located import position
from kpilint.outputs.placed import by_words
from kpilint.outputs.standing import state_of
from kpilint.outputs.words import WORDS
from kpilint.outputs.xlsx.book import Book, Column, Value
from kpilint.report import Report
from kpilint.report.placing import Placed, Places, places_of

_COLUMNS: Final[Mapping[str, float]] = {
    "severity": 7, "state": 9, "county": 10, "unit": 15, "path": 18, "project": 17, "where": 13, "field": 11,
    "message": 46, "lost": 7, "rule": 22, "year": 6, "number": 7, "title": 22, "confidence": 10, "family": 12,
    "reason": 22, "placed": 14, "fingerprint": 20,
}  # fmt: skip
_PRINTED: Final = 11
"""Of these columns."""
_FORMS: Final[Mapping[str, str]] = {"year": "0", "lost": "0.00"}
_COLORS: Final = {Severity.BLOCKER: "#FF9999", Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFE699"}
"""Beside the word, never in place of it."""


def write(book: Book, report: Report, told: Sequence[Listed], lang: str) -> None:
    """Write the sheet."""
    columns = [
        Column(LIST_WORDS[lang][f"column.{key}"], width, _FORMS.get(key, ""), at < _PRINTED)
        for at, (key, width) in enumerate(_COLUMNS.items())
    ]
    places = places_of(report)
    sheet, count = book.table("findings", columns, (_row(report, one, _placed(places, one), lang) for one in told))
    if not count:
        return
    for severity, color in _COLORS.items():
        word = WORDS[lang][f"severity.{severity}"]
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.look(bg_color=color)}
        sheet.conditional_format(1, 0, count, 0, rule)
    aside = [LIST_WORDS[lang][f"state.{one}"] for one in ("waived", "known", "noted")]
    for word in aside:
        rule = {"type": "formula", "criteria": f'=$B2="{word}"', "format": book.look(font_color="#808080")}
        sheet.conditional_format(1, 0, count, len(columns) - 1, rule)


def _placed(places: Places, one: Listed) -> Placed:
    return places.get((one.document, one.table), places[one.document, None])  # a table of which nothing was read


def _row(report: Report, one: Listed, placed: Placed, lang: str) -> list[Value]:
    words = LIST_WORDS[lang]
    line, column = position(one.at, report.documents[one.document].document.format)
    # 12:5 would be a time of day once the sheet is saved as CSV
    where = words["line_column"].format(line=line, column=column) if column else one.where
    values: dict[str, Value] = {
        "severity": WORDS[lang][f"severity.{one.severity}"], "state": words[f"state.{state_of(one)}"],
        "path": one.path, "county": placed.county, "unit": placed.unit, "year": placed.year,
        "placed": by_words(placed, lang), "number": one.number, "title": one.title,
        "project": one.project, "where": where, "field": one.field, "message": one.message,
        "lost": one.lost or None, "confidence": words["confidence.high" if one.confident else "confidence.low"],
        "family": one.family, "rule": one.rule, "reason": one.reason, "fingerprint": one.fingerprint,
    }  # fmt: skip
    return [values[key] for key in _COLUMNS]
