"""The sheet of tables: one row each, with its score, its marks by review item and what to fix first."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kpilint.finding import Severity
from kpilint.model import Table
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.placed import by_words
from kpilint.outputs.places import place_words
from kpilint.outputs.standing import kept_of, points
from kpilint.outputs.words import FIELDS, WORDS, grade_word, item_word
from kpilint.outputs.xlsx.book import Book, Column, Value
from kpilint.outputs.xlsx.words import SHEET_WORDS
from kpilint.report import DocumentReport, Report, TableReport, next_grade
from kpilint.report.placing import Placed, places_of
from kpilint.scoring import CAP_ITEM, POINT

_POINTS = "0.00"
_WHOLE = "0"


def write(book: Book, report: Report, lang: str) -> None:
    """Write the sheet."""
    columns = list(_columns(report, book.words, lang))
    places = places_of(report)
    rows = (
        _row(report, one, table, places[one.index, table.index], lang)
        for one in report.documents
        for table in one.tables
    )
    sheet, count = book.table("tables", columns, rows)
    grade = next(at for at, one in enumerate(columns) if one.heading == LIST_WORDS[lang]["column.grade"])
    for name, color in (("差", "#F8CBAD"), ("中", "#FFE699"), ("良", "#E2EFDA"), ("优", "#C6E0B4")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{grade_word(name, lang)}"'}
        sheet.conditional_format(1, grade, max(count, 1), grade, rule | {"format": book.look(bg_color=color)})


def _columns(report: Report, words: Mapping[str, str], lang: str) -> Iterator[Column]:
    names = LIST_WORDS[lang]
    for key, width in (("county", 10), ("unit", 16), ("project", 20), ("year", 6)):
        yield Column(names[f"column.{key}"], width, _WHOLE if key == "year" else "")
    yield Column(words["column.budget"], 10)
    yield Column(words["column.rows"], 6, _WHOLE)
    yield Column(words["column.submitted"], 8, _POINTS)
    yield Column(names["column.grade"], 6)
    yield Column(words["column.accepted"], 9, _POINTS)
    yield Column(names["column.accepted_grade"], 9)
    for item in report.model.items:
        yield Column(words["kept"].format(item=item_word(item.name, lang), weight=item.weight), 7, _POINTS)
    yield Column(words["column.cap"], 8, _POINTS)
    for severity in Severity:
        yield Column(WORDS[lang][f"severity.{severity}"], 6, _WHOLE)
    yield Column(words["column.waived"], 6, _WHOLE)
    yield Column(words["column.known"], 6, _WHOLE)
    yield Column(words["column.next"], 36)
    for key, width in (("path", 24), ("number", 7), ("title", 26), ("where", 16), ("placed", 14)):
        yield Column(names[f"column.{key}"], width, printed=False)


def _row(report: Report, one: DocumentReport, of: TableReport, placed: Placed, lang: str) -> list[Value]:
    document, table, words = one.document, of.table, SHEET_WORDS[lang]
    scored = of.score.hundredths is not None
    counts = Counter(entry.finding.seen.severity for entry in of.entries if entry.counts)
    cap = next((line.lost / POINT for line in of.score.ledger if line.item == CAP_ITEM), None)
    return [
        placed.county, placed.unit, table.project, placed.year, _budget(table),
        len(table.indicators), points(of.score) if scored else WORDS[lang]["not_assessed"],
        grade_word(of.score.grade, lang), points(of.accepted), grade_word(of.accepted.grade, lang),
        *_items(of, words), cap,
        *(counts[severity] or None for severity in Severity),
        len(of.waived) or None, len(of.known) or None, _first(report, one, of, words, lang),
        document.path, table.number, table.title,
        place_words(table.place, document.format, WORDS[lang], columns=False), by_words(placed, lang),
    ]  # fmt: skip


def _budget(table: Table) -> str:
    """Return the budget as published, with its unit."""
    budget = table.budget
    return f"{budget.total}{budget.money_unit}" if budget.total else ""


def _items(of: TableReport, words: Mapping[str, str]) -> Iterator[Value]:
    """Yield what the table kept of each item's points, or why the item was not judged."""
    for item in of.score.items:
        kept = kept_of(item)
        yield words.get(f"state.{item.state}", "") if kept is None else round(kept, 2)


def _first(report: Report, one: DocumentReport, of: TableReport, words: Mapping[str, str], lang: str) -> str:
    """Return which few cells to put right to reach the next grade, accepted exceptions set aside."""
    aim, steps = next_grade(report, of)
    if not aim:
        return ""
    findings = of.findings
    spots = []
    for step in steps:
        where = place_words(report.place(findings[step]), one.document.format, WORDS[lang])
        spots.append(" ".join(filter(None, (where, FIELDS[lang].get(findings[step].seen.field, "")))))
    return words["next"].format(grade=grade_word(aim, lang), n=len(spots), spots=WORDS[lang]["comma"].join(spots))
