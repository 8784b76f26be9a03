"""The findings as one flat list for Excel and its like: one row each, what could not be read among them."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, listed
from kpilint.outputs.located import position
from kpilint.outputs.placed import by_words
from kpilint.outputs.standing import state_of
from kpilint.outputs.terminal import safe
from kpilint.outputs.words import WORDS, grade_word
from kpilint.report import Report
from kpilint.report.placing import Placed, places_of
from kpilint.scoring import POINT, Score

COLUMNS: Final = (
    "path", "county", "unit", "year", "number", "title", "project", "score", "grade", "accepted", "accepted_grade",
    "row", "where", "field", "severity", "state", "family", "rule", "message", "lost", "confidence", "reason",
    "fingerprint", "placed",
)  # fmt: skip
"""The columns, by their keys among the words."""
_Scored = tuple[float | str, str, float | str, str]
_MARK: Final = "\ufeff"
"""Tells Excel that the file is UTF-8, not the system's own encoding."""
_MOST: Final = 32_000
"""Characters of a cell; Excel breaks a row in two at 32,767."""
_FORMULA: Final = re.compile(r"(?:^|(?<=[\n\t,;|]))(\s*)(?=[=+\-@＝＋－＠])")
"""What a spreadsheet may take for a formula: at the start of a cell or of what it may take for one."""


def render(report: Report, context: Context) -> str:
    """Return the list with a byte order mark, a header in the report's language, every field in quotes."""
    words = LIST_WORDS[context.lang]
    out = io.StringIO()
    out.write(_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([words["column." + name] for name in COLUMNS])
    scores, places = _scores(report, context.lang), places_of(report)
    for one in listed(report, context.lang):
        form = report.documents[one.document].document.format
        scored = scores.get((one.document, one.table), ("", "", "", ""))
        placed = places.get((one.document, one.table), places[one.document, None])  # a table of which nothing was read
        cells = _cells(one, form, scored, placed, context.lang)
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs; hidden and control characters are shown, lines kept."""
    lines = text[:_MOST].replace("\r\n", "\n").split("\n")
    shown = "\n".join(safe(line) for line in lines)
    return _FORMULA.sub(r"\1'", shown) + ("…" if len(text) > _MOST else "")


def _scores(report: Report, lang: str) -> dict[tuple[int, int | None], _Scored]:
    """Return score and grade as submitted, then those after accepted exceptions, by document and table."""
    return {
        (document.index, table.index): (*_score(table.score, lang), *_score(table.accepted, lang))
        for document in report.documents
        for table in document.tables
    }


def _score(score: Score, lang: str) -> tuple[float | str, str]:
    if score.hundredths is None:
        return WORDS[lang]["not_assessed"], ""
    return score.hundredths / POINT, grade_word(score.grade, lang)


def _cells(one: Listed, form: str, scored: _Scored, placed: Placed, lang: str) -> Iterator[str | int | float]:
    words = LIST_WORDS[lang]
    line, column = position(one.at, form)
    where = words["line_column"].format(line=line, column=column) if column else one.where  # 12:5 would be a time
    yield from (
        one.path,
        placed.county,
        placed.unit,
        placed.year or "",
        one.number,
        one.title,
        one.project,
        *scored,
    )
    yield "" if one.row is None else one.row + 1
    yield from (where, one.field, WORDS[lang]["severity." + one.severity], words["state." + state_of(one)])
    yield from (one.family, one.rule, one.message, one.lost or "")
    yield words["confidence.high" if one.confident else "confidence.low"]
    yield from (one.reason, one.fingerprint, by_words(placed, lang))
