"""The cases of a JUnit report, and which of them fail."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from kpilint.engine import CRASHED
from kpilint.finding import Severity
from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, family_word, listed_in
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.standing import marks_of, points, score_words, state_of
from kpilint.outputs.words import WORDS, reason_word
from kpilint.report import SETTINGS, DocumentReport, Report, TableReport, Tally, coverage, holds_files


class Case(Struct, frozen=True):
    """One test case: how it ended, in one line why, and all there is to say of it."""

    name: str
    outcome: Literal["passed", "skipped", "failure", "error"] = "passed"
    brief: str = ""
    detail: str = ""
    kind: str = ""
    """Severity of the worst finding."""


def cases(report: Report, document: DocumentReport, context: Context) -> Iterator[Case]:
    """Yield the cases of a document: reading it, what is found in it as a whole, then table by table."""
    unread: list[Listed] = []
    found: dict[int | None, list[Listed]] = {}
    for one in listed_in(report, document, context.lang):
        (unread if one.state == "unread" else found.setdefault(one.table, [])).append(one)
    yield _reading(document, unread, context.lang)
    for family, told in _by_family(found.get(None, ())).items():
        yield _judged(f"{LIST_WORDS[context.lang]['across']} · {family}", told, context)
    titles: Counter[str] = Counter()
    for table in document.tables:
        title = table.table.title or table.table.project or WORDS[context.lang]["untitled"]
        titles[title] += 1
        name = title if titles[title] == 1 else f"{title} ({titles[title]})"
        yield from _of_table(report, table, name, found.get(table.index, ()), context)


def _reading(document: DocumentReport, unread: Sequence[Listed], lang: str) -> Case:
    words = LIST_WORDS[lang]
    detail = _all_told(unread, lang)
    lost = [one for one in unread if state_of(one) == "unread"]
    if lost:
        return Case(words["reading"], "error", lost[0].message, detail, lost[0].rule)
    if not document.tables and document.document.format != SETTINGS and not holds_files(document.document):
        return Case(words["reading"], "error", words["no_table"], detail, "input/no-table")
    return Case(words["reading"], detail=detail)


def _of_table(
    report: Report, table: TableReport, name: str, told: Sequence[Listed], context: Context
) -> Iterator[Case]:
    done: dict[str, list[tuple[str, Tally]]] = {}
    for rule, tally in coverage(report, table).items():
        done.setdefault(family_word(report, rule, context.lang), []).append((rule, tally))
    found = _by_family(told)
    for family in [*done, *(one for one in found if one not in done)]:
        yield _judged(f"{name} · {family}", found.get(family, ()), context, done.get(family, ()))
    yield _scored(f"{name} · {LIST_WORDS[context.lang]['scoring']}", table, context)


def _judged(name: str, told: Sequence[Listed], context: Context, done: Sequence[tuple[str, Tally]] = ()) -> Case:
    """Return the case of one family of rules: what it found, or why it found nothing."""
    words = LIST_WORDS[context.lang]
    detail = _all_told(told, context.lang)
    crashed = [rule for rule, tally in done if tally.crashed]
    if crashed or any(one.rule == CRASHED for one in told):
        brief = words["crashed"].format(rules=words["comma"].join(crashed)) if crashed else told[0].message
        return Case(name, "error", brief, detail, CRASHED)
    failing = [one for one in told if _fails(one, context.fail_on)]
    if failing:
        worst = min(failing, key=lambda one: one.severity.rank)
        brief = words["failed"].format(n=len(failing)) + words["colon"] + worst.message
        return Case(name, "failure", brief, detail, worst.severity.value)
    waived = sum(one.state == "waived" for one in told)
    if waived and waived == len(told):
        return Case(name, "skipped", words["waived_all"].format(n=waived), detail)
    if done and not told and not any(tally.examined for _, tally in done):
        undecided = [rule for rule, tally in done if tally.deferred]
        brief = words["undecided"].format(n=len(undecided), rules=words["comma"].join(undecided))
        return Case(name, "skipped", brief if undecided else words["not_applicable"])
    return Case(name, detail=detail)


def _scored(name: str, table: TableReport, context: Context) -> Case:
    words, score = LIST_WORDS[context.lang], points(table.accepted)
    if score is None:
        return Case(name, "error", reason_word(table.accepted.reason, context.lang), kind=table.accepted.reason)
    told = score_words(table, context.lang)
    if context.fail_under is not None and score < context.fail_under:
        return Case(
            name, "failure", words["below"].format(score=f"{score:.2f}", least=context.fail_under), told, "score"
        )
    return Case(name, detail=told)


def _fails(one: Listed, fail_on: Severity | None) -> bool:
    return one.state == "open" and fail_on is not None and one.severity.rank <= fail_on.rank


def _by_family(told: Sequence[Listed]) -> dict[str, list[Listed]]:
    families: dict[str, list[Listed]] = {}
    for one in told:
        families.setdefault(one.family, []).append(one)
    return families


def _all_told(told: Sequence[Listed], lang: str) -> str:
    return "\n".join(_told(one, lang) for one in told)


def _told(one: Listed, lang: str) -> str:
    words = LIST_WORDS[lang]
    marks = f" ({words['comma'].join(marks_of(one, lang))})" if marks_of(one, lang) else ""
    parts = (WORDS[lang]["severity." + one.severity], one.where, one_line(one.message), f"[{one.rule}]")
    return " ".join(part for part in parts if part) + one_line(marks)
