"""The sheet of units, or counties where there are several, in the order of their mean scores."""

from fractions import Fraction

from kpilint.outputs.ranking import figures, sentences
from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.xlsx.book import Book, Column, Value
from kpilint.ranking import Group, Options, Ranking, rank, results_of, unread_of
from kpilint.report import Report
from kpilint.scoring import POINT

_COLUMNS = {
    "rank": ("0", 7), "ranks": ("", 9), "band": ("", 5), "name": ("", 28), "tables": ("0", 8), "missing": ("0", 9),
    "mean": ("0.00", 9), "low": ("0.00", 9), "high": ("0.00", 9), "accepted": ("0.00", 11), "weighted": ("0.00", 11),
    "below": ("0%", 10), "why": ("", 44),
}  # fmt: skip


def write(book: Book, report: Report, lang: str) -> None:
    """Write the sheet."""
    ranking = rank(results_of(report), list(unread_of(report)), Options(), report.model.id)
    groups = [*figures.ordered(ranking), *(one for one in ranking.groups if one.standing is None)]
    headings = {key: WORDS[lang][key] for key in _COLUMNS} | {"name": WORDS[lang][f"field.{ranking.by}"]}
    columns = [Column(headings[key], width, form) for key, (form, width) in _COLUMNS.items()]
    sheet, count = book.table("ranking", columns, [_row(ranking, one, lang) for one in groups])
    sheet.print_area(0, 0, count + 2, len(columns) - 1)
    sheet.write_string(count + 2, 0, book.words["rank.note"], book.look(italic=True))


def _row(ranking: Ranking, one: Group, lang: str) -> list[Value]:
    means, interval, stand = one.means, one.means.interval, one.standing
    return [
        stand.rank if stand else None, figures.ranks(one) if stand else "", figures.band(one) if stand else "",
        figures.name_of(ranking, one, lang),
        means.tables,
        means.tables - means.assessed or None, _points(means.mean),
        round(interval.low / POINT, 2) if interval else None, round(interval.high / POINT, 2) if interval else None,
        _points(means.accepted), _points(means.weighted), means.below / means.assessed if means.assessed else None,
        "" if stand else sentences.why(ranking, one, lang),
    ]  # fmt: skip


def _points(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value) / POINT, 2)
