"""What an opinion does not judge, and why: nothing is left out in silence."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kpilint import problems
from kpilint.outputs.opinion.opinions import Opinions
from kpilint.outputs.opinion.sentences import ended
from kpilint.outputs.opinion.units import Unit
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.places import place_words
from kpilint.outputs.words import WORDS, item_word, reason_word
from kpilint.report import DocumentReport, Report


def unassessed(report: Report, unit: Unit, said: Opinions, files: Mapping[int, str], lang: str) -> Iterator[str]:
    """Yield what was not read, not scored, not decided, and what is left to a person."""
    for document in unit.told:
        yield from _unread(document, files[document.index], lang)
    yield from _unscored(report, unit, said, lang)
    if unit.projects:
        yield from _items(report, unit, lang)
        yield from _deferred(report, unit, lang)


def _unread(one: DocumentReport, file: str, lang: str) -> Iterator[str]:
    say = SAYS[lang]
    for problem in one.problems:
        at = place_words(problem.place, one.document.format, WORDS[lang])
        text = problems.message(problem.code, problem.args, lang)
        shown = say["unread_at" if at else "unread"].format(path=file, at=at, text=text)
        yield f"{ended(shown, lang)}{say['tail'].format(facts=problem.code)}"
    if not one.tables and not one.problems:
        yield say["no_tables"].format(path=file)


def _unscored(report: Report, unit: Unit, said: Opinions, lang: str) -> Iterator[str]:
    say = SAYS[lang]
    for project in unit.projects:
        if project.table.score.hundredths is None:
            reason = reason_word(project.table.score.reason, lang)
            yield say["unscored_tables"].format(name=f"{project.number} {project.name}", reason=reason)
    for where, entry in said.crashes:
        name = f"{where.number} {where.name}" if where is not None else say["whole"]
        text = f"{report.message(entry.finding, lang)}{say['tail'].format(facts=entry.finding.seen.rule)}"
        yield say["crashed"].format(name=name, text=text)


def _items(report: Report, unit: Unit, lang: str) -> Iterator[str]:
    say = SAYS[lang]
    covered = {item for one in unit.projects for item in one.table.basis.covered}
    for key, names in (
        ("person", [one.name for one in report.model.items if one.person]),
        ("not_covered", [one.name for one in report.model.items if not one.person and one.name not in covered]),
    ):
        if names:
            yield say[key].format(items=say["comma"].join(item_word(name, lang) for name in names))
    for at, item in enumerate(report.model.items):
        out = [one.number for one in unit.projects if one.table.score.items[at].state == "not_applicable"]
        if out:
            tables = say["comma"].join(say["of_project_whole"].format(n=number) for number in out)
            yield say["not_applicable"].format(item=item_word(item.name, lang), n=len(out), tables=tables)


def _deferred(report: Report, unit: Unit, lang: str) -> Iterator[str]:
    say = SAYS[lang]
    counts: Counter[str] = Counter()
    for one in unit.projects:
        counts.update(one.table.check.deferred)
    if counts:
        told = [
            say["times"].format(title=report.rules[rule].summary[lang].rstrip("。."), rule=rule, n=number)
            for rule, number in sorted(counts.items())
        ]
        yield say["deferred"].format(rules=say["semicolon"].join(told))
