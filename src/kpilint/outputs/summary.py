"""The end of the report for a terminal: how many of what, by family of rules, and what the scores leave out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tabulate import tabulate

from kpilint.finding import Severity
from kpilint.outputs import used
from kpilint.outputs.standing import tenths
from kpilint.outputs.terminal import Style, pad, safe, styled, wrap
from kpilint.outputs.words import WORDS, grade_word, item_word
from kpilint.report import Report, TableReport, counted_by_family, mean_accepted, mean_score

_MANY: Final = 20
"""Scored tables from which the lowest are named."""
_LOWEST: Final = 5


def summary(report: Report, style: Style) -> Iterator[str]:
    """Yield the lines of the summary."""
    words = WORDS[style.lang]
    tables = list(report.tables)
    yield styled(words["summary"], "bold", color=style.color)
    yield words["total"].format(documents=len(report.sources), tables=len(tables))
    mean = mean_score(tables)
    if mean is not None:
        grades = Counter(one.score.grade for one in tables if one.score.hundredths is not None)
        spread = "  ".join(f"{grade_word(name, style.lang)} {grades.get(name, 0)}" for name, _ in report.model.grades)
        told = words["mean"].format(mean=f"{mean:.1f}", spread=spread, model=f"{report.profile}@{report.model.id}")
        yield from wrap(told, style.cells, style.cells)
    yield from _set_apart(report, tables, style)
    unscored = sum(one.score.hundredths is None for one in tables)
    unread = sum(one.not_assessed for one in report.documents)
    if unscored or unread:
        yield styled(words["unassessed"].format(tables=unscored, documents=unread), "red", color=style.color)
    if any(entry.counts for entry in report.entries):
        yield ""
        yield from _family_table(report, style).splitlines()
    yield from _lowest(tables, report, style)
    yield ""
    yield from _limits_of_judgement(report, style)
    for sentence in used.sentences(report, style.lang):
        yield from wrap(safe(sentence), style.cells, style.cells)


def _family_table(report: Report, style: Style) -> str:
    words = WORDS[style.lang]
    counts, touched = counted_by_family(report)
    rows = [
        [_family(report, family, style.lang), *(counts[family, severity] or "" for severity in Severity), tables]
        for family, tables in sorted(touched.items())
    ]
    headers = [words["family"], *(words["severity." + one] for one in Severity), words["tables_touched"]]
    return tabulate(rows, headers, tablefmt="simple", colalign=("left", *("right",) * (len(Severity) + 1)))


def _set_apart(report: Report, tables: Sequence[TableReport], style: Style) -> Iterator[str]:
    """Say how many findings are excused or known, and what the first of it makes of the mean."""
    words = WORDS[style.lang]
    waived = sum(one.waiver is not None for one in report.entries)
    known = sum(one.known and one.waiver is None for one in report.entries)
    mean = mean_accepted(tables)
    if mean is not None and any(one.excused is not None for one in tables):
        yield words["mean_accepted"].format(mean=f"{mean:.1f}")
    if waived or known:
        yield from wrap(words["set_apart"].format(waived=waived, known=known), style.cells, style.cells)


def _lowest(tables: Sequence[TableReport], report: Report, style: Style) -> Iterator[str]:
    """Name the tables with the lowest scores, where there are too many to read all."""
    scored = [one for one in tables if one.score.hundredths is not None]
    if len(scored) < _MANY:
        return
    words = WORDS[style.lang]
    paths = {id(table): one.document.path for one in report.documents for table in one.tables}
    yield ""
    yield styled(words["lowest"], "bold", color=style.color)
    for one in sorted(scored, key=lambda one: one.score.hundredths or 0)[:_LOWEST]:
        title = safe(one.table.title or one.table.project or words["untitled"])
        number = f"{tenths(one.score.hundredths or 0):>5} {grade_word(one.score.grade, style.lang)}"
        first, *rest = wrap(f"{title}  {safe(paths[id(one)])}", style.cells - 10, style.cells - 10)
        yield f"{pad(number, 8)}  {first}"
        yield from (" " * 10 + line for line in rest)


def _family(report: Report, family: str, lang: str) -> str:
    return report.families[family][lang] if family in report.families else WORDS[lang].get(family, family)


def _limits_of_judgement(report: Report, style: Style) -> Iterator[str]:
    """Say what the scores do not speak of."""
    if not any(True for _ in report.tables):
        return
    words = WORDS[style.lang]
    covered = {item for one in report.tables for item in one.basis.covered}
    person = [item.name for item in report.model.items if item.person]
    silent = [item.name for item in report.model.items if not item.person and item.name not in covered]
    for key, names in (("person", person), ("not_covered", silent)):
        if names:
            shown = words["comma"].join(item_word(name, style.lang) for name in names)
            for line in wrap(words[key].format(items=shown), style.cells, style.cells):
                yield styled(line, "dim", color=style.color)
