"""The first sheet: what was checked, what it came to, and what the scores do not speak of."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kpilint.finding import Severity
from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, family_word
from kpilint.outputs.standing import state_of
from kpilint.outputs.words import WORDS, grade_word, item_word
from kpilint.outputs.xlsx.book import Book, Value, put
from kpilint.report import Report, counted_by_family, mean_accepted, mean_score

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Fact = tuple[str, Value, str]
_FIRST: Final = 2
"""Row of the first fact."""
_WIDTHS: Final = (34, 14, 12, 12, 12, 12)
_HEIGHT: Final = 26
"""Points of a line that goes over the whole width."""


def write(book: Book, report: Report, told: Sequence[Listed], context: Context) -> None:
    """Write the sheet."""
    sheet = book.sheet("overview")
    sheet.hide_gridlines(2)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, book.words["title"], book.look(bold=True, font_size=16))
    row = _facts(book, sheet, (*_run(report, context, book.words), *_counts(report, told, context.lang, book.words)))
    row = _families(book, sheet, report, context.lang, row + 1)
    _limits(book, sheet, report, context.lang, row + 1)


def _facts(book: Book, sheet: "Worksheet", facts: Sequence[Fact]) -> int:
    name, text, number = book.look(bold=True), book.look(align="left"), book.look(num_format="#,##0.##", align="left")
    for row, (heading, value, unit) in enumerate(facts, _FIRST):
        sheet.write_string(row, 0, heading, name)
        put(sheet, row, 1, value, text if isinstance(value, str) else number)
        sheet.write_string(row, 2, unit, text)
    return _FIRST + len(facts)


def _run(report: Report, context: Context, words: Mapping[str, str]) -> Iterator[Fact]:
    tables = list(report.tables)
    yield words["day"], context.today.isoformat(), ""
    yield words["version"], context.version, ""
    yield words["profile"], f"{report.profile}@{report.model.id}", ""
    yield words["documents"], len(report.sources), words["unit.files"]
    yield words["tables"], len(tables), words["unit.tables"]
    yield words["rows"], sum(len(one.table.indicators) for one in tables), words["unit.rows"]
    mean, accepted = mean_score(tables), mean_accepted(tables)
    if mean is None or accepted is None:
        yield words["mean"], WORDS[context.lang]["not_assessed"] if tables else words["no_table"], ""
    else:
        yield words["mean"], round(mean, 2), words["points"]
        yield words["mean_accepted"], round(accepted, 2), words["points"]
        yield words["grades"], _grades(report, context.lang, words), ""


def _grades(report: Report, lang: str, words: Mapping[str, str]) -> str:
    counted = Counter(one.score.grade for one in report.tables if one.score.hundredths is not None)
    names = (name for name, _ in report.model.grades)
    return "  ".join(words["grade_count"].format(grade=grade_word(name, lang), n=counted[name]) for name in names)


def _counts(report: Report, told: Sequence[Listed], lang: str, words: Mapping[str, str]) -> Iterator[Fact]:
    states = Counter(state_of(one) for one in told)
    yield words["open"], states["open"], words["count"]
    yield words["waived"], states["waived"], words["count"]
    yield words["known"], states["known"], words["count"]
    yield words["unscored"], sum(one.score.hundredths is None for one in report.tables), words["unit.tables"]
    see = words["see"].format(sheet=words["sheet.findings"], state=LIST_WORDS[lang]["state.unread"])
    yield words["unread"], states["unread"], see if states["unread"] else words["count"]


def _families(book: Book, sheet: "Worksheet", report: Report, lang: str, row: int) -> int:
    """Write how many findings of each family and severity count, and how many tables they touch."""
    counts, touched = counted_by_family(report)
    head = book.look(bold=True, bg_color="#DDE6F0", border=1, align="center")
    cell, whole = book.look(border=1), book.look(border=1, bold=True)
    sheet.write_string(row, 0, book.words["families"], book.look(bold=True, font_size=12))
    headings = [WORDS[lang]["family"], *(WORDS[lang][f"severity.{one}"] for one in Severity), book.words["touched"]]
    for at, heading in enumerate(headings):
        sheet.write_string(row + 1, at, heading, head)
    row += 2
    for family in sorted(touched):
        figures = [counts[family, one] or None for one in Severity]
        for at, value in enumerate([family_word(report, family, lang), *figures, touched[family]]):
            sheet.write_blank(row, at, None, cell)
            put(sheet, row, at, value, cell)
        row += 1
    for at, one in enumerate(Severity, 1):
        put(sheet, row, at, sum(counts[family, one] for family in touched), whole)
    put(sheet, row, 0, book.words["all"], whole)
    sheet.write_blank(row, len(Severity) + 1, None, whole)
    return row + 1


def _limits(book: Book, sheet: "Worksheet", report: Report, lang: str, row: int) -> None:
    words, comma = book.words, WORDS[lang]["comma"]
    covered = {item for one in report.tables for item in one.basis.covered}
    person = [item.name for item in report.model.items if item.person]
    silent = [item.name for item in report.model.items if not item.person and item.name not in covered]
    told = [
        words[key].format(items=comma.join(item_word(name, lang) for name in names))
        for key, names in (("person", person), ("silent", silent))
        if names
    ]
    sheet.write_string(row, 0, words["limits"], book.look(bold=True, font_size=12))
    for at, line in enumerate([*told, words["how"]], row + 1):
        sheet.set_row(at, _HEIGHT)
        sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, line, book.look(text_wrap=True))
