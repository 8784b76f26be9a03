"""A ranking as a workbook: standings, items, families, rules, years, belonging, method.

Every text is written as text: Excel never takes one for a formula, a link or a number.
"""

import io
from collections.abc import Sequence
from datetime import datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from kpilint.outputs.context import Context
from kpilint.outputs.ranking import figures, sentences
from kpilint.outputs.ranking.method import METHOD
from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.terminal import width
from kpilint.outputs.xlsx.book import harmless
from kpilint.ranking import Group, Ranking
from kpilint.ranking.values import Interval, Part
from kpilint.scoring import POINT

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_POINTS: Final = "0.00"
_CHANGE: Final = "+0.00;-0.00;0.00"
_SHARE: Final = "0%"
_WHOLE: Final = "0"
_WIDEST: Final = 60
_LINE: Final = 15
"""Points that a line of text is high."""

Row = Sequence[str | float | int | None]


def render(ranking: Ranking, context: Context) -> bytes:
    """Return the ranking as .xlsx."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded for this format only

    held, lang = io.BytesIO(), context.lang
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime.combine(context.today, time())
    book.set_properties({"title": WORDS[lang]["title"], "author": f"kpilint {context.version}", "created": day})
    words = WORDS[lang]
    groups = [*figures.ordered(ranking), *(one for one in ranking.groups if one.standing is None)]
    _standings(book, ranking, groups, lang)
    _items(book, ranking, groups, lang)
    _differences(book, ranking, groups, lang)
    _years(book, ranking, groups, lang)
    _belonging(book, ranking, groups, lang)
    _notes(book, words["method"], ranking, context)
    book.close()
    return held.getvalue()


def _standings(book: "Workbook", ranking: Ranking, groups: Sequence[Group], lang: str) -> None:
    words = WORDS[lang]
    keys = ["rank", "best", "worst", "band", "name", "mean", "low", "high", "accepted", "weighted", "tables"]
    keys += ["documents", "missing", "unread_n", "no_budget", "applied", "below", "difference", "why"]
    forms = [_WHOLE, _WHOLE, _WHOLE, "", "", _POINTS, _POINTS, _POINTS, _POINTS, _POINTS, _WHOLE]
    forms += [_WHOLE, _WHOLE, _WHOLE, _WHOLE, _SHARE, _SHARE, _CHANGE, ""]
    rows = [_standing(ranking, one, lang) for one in (*groups, ranking.all)]
    _sheet(book, words["title"], [words[key] for key in keys], forms, rows)


def _standing(ranking: Ranking, one: Group, lang: str) -> Row:
    words, means, stand = WORDS[lang], one.means, one.standing
    everything = one is ranking.all
    places = (stand.rank, stand.best, stand.worst, figures.band(one)) if stand else (None, None, None, None)
    return [
        *places, words["all_group"] if everything else figures.name_of(ranking, one, lang),
        _number(means.mean), *_ends(means.interval), _number(means.accepted), _number(means.weighted),
        means.tables, means.documents, means.tables - means.assessed, one.unread, means.without_budget,
        None if means.applied is None else float(means.applied),
        means.below / means.assessed if means.assessed else None,
        None if everything or one.difference is None else figures.hundredths(one.difference.amount) / POINT,
        "" if everything or stand else sentences.why(ranking, one, lang),
    ]  # fmt: skip


def _items(book: "Workbook", ranking: Ranking, groups: Sequence[Group], lang: str) -> None:
    """Write the share of marks that each item kept, then what is lost per table by family."""
    words, named = WORDS[lang], [one.name for one in ranking.all.means.items]
    families = list(figures.family_losses(ranking.all.means))
    rows = []
    for one in (*groups, ranking.all):
        kept = {item.name: float(item.kept) for item in one.means.items}
        lost = figures.family_losses(one.means)
        name = words["all_group"] if one is ranking.all else figures.name_of(ranking, one, lang)
        known = one.means.mean is not None
        losses = [figures.hundredths(lost.get(each, Fraction(0))) / POINT if known else None for each in families]
        rows.append([name, *(kept.get(each) for each in named), *losses])
    heads = [words["name"], *(f"{words['kept']}：{figures.item_name(one, lang)}" for one in named)]
    heads += [f"{words['lost']}：{figures.family_name(ranking, one, lang)}" for one in families]
    _sheet(book, words["item_sheet"], heads, ["", *(_SHARE for _ in named), *(_POINTS for _ in families)], rows)


def _differences(book: "Workbook", ranking: Ranking, groups: Sequence[Group], lang: str) -> None:
    """Write what each difference from the mean of all is made of; of each kind, all lines add up to it."""
    words = WORDS[lang]
    rows: list[Row] = []
    for one in groups:
        found = one.difference
        if found is None:
            continue
        kinds: list[tuple[str, str, Sequence[Part]]] = [
            ("item", "why_items", found.items), ("family", "why_families", found.families),
            ("rule", "why_rules", found.rules),
        ]  # fmt: skip
        for kind, key, parts in kinds:
            for part in figures.shown(parts, found.amount):
                named = sentences.part_name(ranking, key, part.name, lang, 0)
                rows.append([figures.name_of(ranking, one, lang), words[kind], named, part.hundredths / POINT])
    heads = [words["name"], words["kind"], words["part"], words["difference"]]
    _sheet(book, words["difference_sheet"], heads, ["", "", "", _CHANGE], rows)


def _years(book: "Workbook", ranking: Ranking, groups: Sequence[Group], lang: str) -> None:
    words = WORDS[lang]
    rows: list[Row] = []
    for one in (*groups, ranking.all):
        name = words["all_group"] if one is ranking.all else figures.name_of(ranking, one, lang)
        steps = {step.after: step for step in one.steps}
        for each in one.years:
            step = steps.get(each.year)
            change: Row = [None] * 5
            if step is not None:
                amount = figures.hundredths(step.difference.amount) / POINT if step.difference else None
                verdict = words[step.verdict] if step.difference else words["other_units"]
                change = [len(step.units), amount, *_ends(step.interval), verdict]
            means = each.means
            rows.append([name, each.year, _number(means.mean), *_ends(means.interval), means.assessed, *change])
    keys = ["name", "years", "mean", "low", "high", "tables", "compared_units", "change", "low", "high", "verdict"]
    forms = ["", _WHOLE, _POINTS, _POINTS, _POINTS, _WHOLE, _WHOLE, _CHANGE, _CHANGE, _CHANGE, ""]
    _sheet(book, words["trend"], [words[key] for key in keys], forms, rows)


def _belonging(book: "Workbook", ranking: Ranking, groups: Sequence[Group], lang: str) -> None:
    """Write by whose word tables belong to each group, then where sources disagree."""
    words = WORDS[lang]
    rows: list[Row] = [
        [figures.name_of(ranking, one, lang), words[f"source.{source}"], number]
        for one in groups
        for source, number in sorted(one.sources.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    _sheet(book, words["sources"], [words["name"], words["source"], words["tables"]], ["", "", _WHOLE], rows)
    conflicts: list[Row] = [
        [
            one.document, one.tables, words[f"field.{one.seen.field}"],
            sentences.claimed(one.seen.used), words[f"source.{one.seen.used.source}"],
            sentences.claimed(one.seen.other), words[f"source.{one.seen.other.source}"],
        ]
        for one in ranking.conflicts
    ]  # fmt: skip
    keys = ["file", "tables", "field", "used", "source", "other", "source"]
    _sheet(book, words["conflicts"], [words[key] for key in keys], ["", _WHOLE, *[""] * 5], conflicts)


def _notes(book: "Workbook", name: str, ranking: Ranking, context: Context) -> None:
    words = WORDS[context.lang]
    lines = [" · ".join(sentences.about(ranking, context.lang))]
    lines += [*sentences.cautions(ranking, context.lang), *METHOD[context.lang]]
    lines += sentences.origins(ranking, context.lang)
    lines.append(words["generated"].format(version=context.version, today=context.today))
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, harmless(line), wrapped)


def _sheet(book: "Workbook", name: str, heads: Sequence[str], forms: Sequence[str], rows: Sequence[Row]) -> None:
    """Write one sheet: a frozen head with filters, columns as wide as what they hold, ready for printing."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1})
    styles = [book.add_format({"num_format": form, "valign": "top"} if form else {"valign": "top"}) for form in forms]
    lines = 1
    for column, head in enumerate(heads):
        sheet.write_string(0, column, harmless(head), bold)
        wide = _wide(head, [row[column] for row in rows])
        sheet.set_column(column, column, wide)
        lines = max(lines, -(-(width(head) + 1) // wide))
    sheet.set_row(0, _LINE * lines + 3)
    for at, row in enumerate(rows, 1):
        for column, (value, style) in enumerate(zip(row, styles, strict=True)):
            _write(sheet, at, column, value, style)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, at: int, column: int, value: str | float | None, style: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(at, column, harmless(value), style)
    elif value is not None:
        sheet.write_number(at, column, value, style)


def _wide(head: str, values: Sequence[str | float | None]) -> int:
    longest = max((width(one) for one in values if isinstance(one, str)), default=0)
    return min(_WIDEST, max(9, longest + 2, min(width(head) + 3, 16)))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else figures.hundredths(value) / POINT


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (round(interval.low / POINT, 2), round(interval.high / POINT, 2))
