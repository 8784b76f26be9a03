"""The report as Markdown, for pull requests, issues and wikis: an overview, then each table's findings folded.

A comment on GitHub takes 65,536 characters, so the worst tables come first, and the report says what it left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs import used
from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, listed_in
from kpilint.outputs.markdown.text import cell, code
from kpilint.outputs.standing import counted_words, marks_of, points, score_words, scores_of, state_of, tenths
from kpilint.outputs.words import WORDS, grade_word
from kpilint.report import DocumentReport, Report, TableReport

_MOST: Final = 60_000
"""Characters of the whole; room is left for what others write around it."""
_MOST_OVERVIEW: Final = 20_000
"""Characters of the list of tables, and of what was not assessed."""
_MOST_ROWS: Final = 100
_MOST_TITLE: Final = 80


class _Part(Struct, frozen=True):
    """One table, or what is said of a document as a whole (`table` None), with its lines."""

    document: DocumentReport
    table: TableReport | None
    told: Sequence[Listed]

    @property
    def rank(self) -> tuple[float, bool]:
        """The worst first: what has no score, then by score; what is no table at last."""
        score = None if self.table is None else points(self.table.score)
        return (200.0 if self.table is None else -1.0 if score is None else score, self.table is None)


def render(report: Report, context: Context) -> str:
    """Return the Markdown."""
    lang = context.lang
    told = [list(listed_in(report, one, lang)) for one in report.documents]
    parts = sorted(_parts(report, told), key=lambda part: part.rank)
    head = [*_head(report, [one for group in told for one in group], lang), *_overview(parts, lang)]
    text = "\n".join(head) + "\n"
    left: list[_Part] = []
    for part in parts:
        if part.told:
            block = _block(part, lang, _MOST - len(text))
            text += block
            left += () if block else (part,)
    if left:
        n = sum(len(part.told) for part in left)
        text += f"\n{LIST_WORDS[lang]['more_findings'].format(tables=len(left), findings=n)}\n"
    return text


def _parts(report: Report, told: Sequence[Sequence[Listed]]) -> Iterator[_Part]:
    for document, group in zip(report.documents, told, strict=True):
        found: dict[int | None, list[Listed]] = {}
        for one in group:
            if one.state != "unread":
                found.setdefault(one.table, []).append(one)
        if None in found:
            yield _Part(document, None, found[None])
        for table in document.tables:
            yield _Part(document, table, found.get(table.index, ()))


def _head(report: Report, told: Sequence[Listed], lang: str) -> Iterator[str]:
    words = LIST_WORDS[lang]
    yield f"## kpilint · {words['heading']}"
    yield ""
    yield f"**{cell(counted_words(report, told, lang))}**"
    yield ""
    yield words["model"].format(profile=cell(report.profile), model=cell(report.model.id))
    for sentence in used.sentences(report, lang):
        yield ""
        yield cell(sentence)
    gaps = [one for one in told if one.state == "unread"]
    gaps.sort(key=lambda one: one.severity.rank)
    if gaps:
        yield ""
        lost = any(state_of(one) == "unread" for one in gaps)
        yield f"### {words['state.unread' if lost else 'reading']}"
        yield ""
        shown = _fitting([_gap(one, lang) for one in gaps])
        yield from shown
        if len(gaps) > len(shown):
            yield f"- {words['more_gaps'].format(n=len(gaps) - len(shown))}"


def _gap(one: Listed, lang: str) -> str:
    words = LIST_WORDS[lang]
    parts = (one.path, one.title or one.project, one.where)
    about = words["comma"].join(cell(part, _MOST_TITLE) for part in parts if part)
    return f"- **{words['state.' + state_of(one)]}** {about}{words['colon']}{cell(one.message)} {code(one.rule)}"


def _overview(parts: Iterable[_Part], lang: str) -> Iterator[str]:
    words = LIST_WORDS[lang]
    tables = [(part, part.table) for part in parts if part.table is not None]
    if not tables:
        return
    yield ""
    yield from _header(words["columns.tables"], "llrlrrrr")
    shown = _fitting([_overview_row(part, table, lang) for part, table in tables])
    yield from shown
    if len(tables) > len(shown):
        yield ""
        yield words["more_tables"].format(n=len(tables) - len(shown))


def _overview_row(part: _Part, table: TableReport, lang: str) -> str:
    scored = [
        WORDS[lang]["not_assessed"] if one.hundredths is None else tenths(one.hundredths) for one in scores_of(table)
    ]
    grades = [grade_word(one.grade, lang) for one in scores_of(table)]
    shown, grade = (_with_accepted(one, lang) for one in (scored, grades))
    counts = [sum(one.severity is level and one.state == "open" for one in part.told) for level in Severity]
    path = cell(part.document.document.path, _MOST_TITLE)
    return _row([path, _title(part, lang), shown, grade, *map(str, counts)])


def _with_accepted(both: Sequence[str], lang: str) -> str:
    """Return what stands as submitted, with what stands after accepted exceptions where there are any."""
    submitted, *accepted = both
    return LIST_WORDS[lang]["after"].format(submitted=submitted, accepted=accepted[0]) if accepted else submitted


def _block(part: _Part, lang: str, room: int) -> str:
    """Return the findings of one table: the gravest, as many as there is room for; "" where there is room for none."""
    words = LIST_WORDS[lang]
    scored = f" — {cell(score_words(part.table, lang))}" if part.table is not None else ""
    above = [
        "",
        f"<details><summary>{_title(part, lang)}{scored} · {words['failed'].format(n=len(part.told))}</summary>",
    ]
    above += ["", *_header(words["columns.findings"], "lllrl")]
    more, end = words["more_rows"], ["", "</details>", ""]
    room -= len("\n".join([*above, *end, more.format(n=len(part.told)), ""])) + 1
    worst = sorted(range(len(part.told)), key=lambda at: part.told[at].severity.rank)[:_MOST_ROWS]
    rows = {at: _finding_row(part.told[at], lang) for at in worst}
    shown = sorted(worst[: len(_fitting(list(rows.values()), room))])
    left = len(part.told) - len(shown)
    lines = [*above, *(rows[at] for at in shown), *(["", more.format(n=left)] if left else []), *end]
    return "\n".join(lines) if shown else ""


def _finding_row(one: Listed, lang: str) -> str:
    words = LIST_WORDS[lang]
    marks = [mark for mark in marks_of(one, lang) if mark != words["lost"].format(points=f"{one.lost:.2f}")]
    text = cell(one.message) + (f" *({cell(words['comma'].join(marks))})*" if marks else "")
    severity = WORDS[lang]["severity." + one.severity]
    return _row([severity, cell(one.where), text, f"{one.lost:.2f}" if one.lost else "", code(one.rule)])


def _title(part: _Part, lang: str) -> str:
    if part.table is None:
        return f"{cell(part.document.document.path, _MOST_TITLE)} · {LIST_WORDS[lang]['across']}"
    return cell(part.table.table.title or part.table.table.project or WORDS[lang]["untitled"], _MOST_TITLE)


def _fitting(lines: Sequence[str], room: int = _MOST_OVERVIEW) -> Sequence[str]:
    """Return the first of the lines, as many as there is room for."""
    ends = accumulate(len(line) + 1 for line in lines)
    return lines[: sum(end <= room for end in ends)]


def _header(names: str, sides: str) -> Iterator[str]:
    yield _row(names.split("|"))
    yield _row(["--:" if side == "r" else "---" for side in sides])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
