"""The end of the report for a terminal: how many of what, by family of rules, and what the scores leave out."""

from collections import Counter
from collections.abc import Iterator

from tabulate import tabulate

from kpilint.finding import Severity
from kpilint.outputs.terminal import Style, styled, wrap
from kpilint.outputs.words import WORDS, grade_word, item_word
from kpilint.report import Report, mean_score


def summary(report: Report, style: Style) -> Iterator[str]:
    """Yield the lines of the summary."""
    words = WORDS[style.lang]
    tables = list(report.tables)
    yield styled(words["summary"], "bold", color=style.color)
    yield words["total"].format(documents=len(report.documents), tables=len(tables))
    mean = mean_score(tables)
    if mean is not None:
        grades = Counter(one.score.grade for one in tables if one.score.hundredths is not None)
        spread = "  ".join(f"{grade_word(name, style.lang)} {grades.get(name, 0)}" for name, _ in report.model.grades)
        told = words["mean"].format(mean=f"{mean:.1f}", spread=spread, model=f"{report.profile}@{report.model.id}")
        yield from wrap(told, style.cells, style.cells)
    unscored = sum(one.score.hundredths is None for one in tables)
    unread = sum(one.not_assessed for one in report.documents)
    if unscored or unread:
        yield styled(words["unassessed"].format(tables=unscored, documents=unread), "red", color=style.color)
    if any(True for _ in report.findings):
        yield ""
        yield from _family_table(report, style).splitlines()
    yield ""
    yield from _limits_of_judgement(report, style)


def _family_table(report: Report, style: Style) -> str:
    words = WORDS[style.lang]
    counts: Counter[tuple[str, Severity]] = Counter()
    touched: Counter[str] = Counter()
    for document in report.documents:
        counts.update((one.seen.rule.partition("/")[0], one.seen.severity) for one in document.findings)
        touched.update(dict.fromkeys((one.seen.rule.partition("/")[0] for one in document.findings), 0))
        for table in document.tables:
            seen = [(one.seen.rule.partition("/")[0], one.seen.severity) for one in table.findings]
            counts.update(seen)
            touched.update({family for family, _ in seen})
    rows = [
        [_family(report, family, style.lang), *(counts[family, severity] or "" for severity in Severity), tables]
        for family, tables in sorted(touched.items())
    ]
    headers = [words["family"], *(words["severity." + one] for one in Severity), words["tables_touched"]]
    return tabulate(rows, headers, tablefmt="simple", colalign=("left", *("right",) * (len(Severity) + 1)))


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
