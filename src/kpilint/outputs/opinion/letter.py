"""One opinion, from its title to the place for the seal."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kpilint.outputs.context import Context
from kpilint.outputs.opinion import styles
from kpilint.outputs.opinion.figures import next_grade, points
from kpilint.outputs.opinion.forms import annex, projects_table, review_form
from kpilint.outputs.opinion.matter import Letter, year_words
from kpilint.outputs.opinion.opinions import Opinion, opinions_of
from kpilint.outputs.opinion.ordinals import ordinal
from kpilint.outputs.opinion.overview import counts, opening, scores
from kpilint.outputs.opinion.paper import Paper
from kpilint.outputs.opinion.sentences import opinion_words, spots_words
from kpilint.outputs.opinion.unassessed import unassessed
from kpilint.outputs.opinion.units import Project, Unit, file_words
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.places import heading_words, place_words
from kpilint.outputs.words import WORDS, grade_word
from kpilint.report import Report


def write(paper: Paper, report: Report, unit: Unit, context: Context) -> None:
    """Write the opinion for a unit, on new pages."""
    lang = context.lang
    say = SAYS[lang]
    one = Letter(report, unit, opinions_of(report, unit, lang), context, file_words((*unit.documents, *unit.told)))
    paper.start(say["page"])
    paper.line(title_of(unit, lang), styles.TITLE)
    paper.line(say["addressee"].format(unit=unit.name) if unit.name else say["addressee_blank"], styles.PLAIN)
    if unit.projects:
        paper.line(opening(one), styles.BODY)
    for number, (title, chapter) in enumerate(_chapters(one), 1):
        paper.line(f"{_number(number, lang)}{say[title]}", styles.HEADING_1)
        chapter(paper, one)
    for text in ("", say["signature"]):
        paper.line(text, styles.SIGNED, keep=True)
    paper.line(say["signature_date"], styles.SIGNED)
    if one.several:
        annex(paper, report, unit, lang)


def title_of(unit: Unit, lang: str) -> str:
    """Return the title of the opinion for a unit."""
    key = "title" if unit.name else "title_short"
    return SAYS[lang][key].format(unit=unit.name, year=year_words(unit, lang))


def _chapters(one: Letter) -> Iterator[tuple[str, Callable[[Paper, Letter], None]]]:
    if one.unit.projects:
        yield "overview", _overview
    if one.said.open:
        yield "issues", _issues
    if one.said.doubts:
        yield "doubts", _doubts
    if one.said.waived:
        yield "exceptions", _exceptions
    if one.unit.projects or one.unit.told:
        yield "unassessed", _unassessed
    if one.unit.projects:
        yield "resubmit_title", _resubmit


def _overview(paper: Paper, one: Letter) -> None:
    say, projects = SAYS[one.lang], one.unit.projects
    paper.line(scores(one), styles.BODY)
    paper.line(counts(one), styles.BODY)
    paper.line(say["limits"], styles.BODY)
    review_form(paper, one.report, one.unit, one.lang)
    found: Counter[int] = Counter()
    for opinion in one.said.open:
        for spot in opinion.spots:
            found[spot.project.number if spot.project else 0] += len(spot.entries)
    projects_table(paper, one.report, projects, one.lang, found)


def _issues(paper: Paper, one: Letter) -> None:
    say, said = SAYS[one.lang], one.said
    number = 0
    if said.common:
        number += 1
        paper.line(_number(number, one.lang, 1) + say["common"], styles.HEADING_2)
        paper.line(say["common_note"], styles.BODY)
        _list(paper, one, said.common, projects=True)
    if said.whole:
        number += 1
        paper.line(_number(number, one.lang, 1) + say["whole"], styles.HEADING_2)
        _list(paper, one, said.whole, projects=False)
    for project, opinions in said.own:
        step = _step(one, project)
        if opinions or step:
            number += 1
            score = _score(project, one.lang)
            shown = say["project"].format(n=project.number, name=project.name, score=score)
            paper.line(_number(number, one.lang, 1) + shown, styles.HEADING_2)
            paper.line(_where(one, project) + step + _common(one, project), styles.POINT)
            _list(paper, one, opinions, projects=False)


def _doubts(paper: Paper, one: Letter) -> None:
    paper.line(SAYS[one.lang]["doubts_note"], styles.BODY)
    _list(paper, one, one.said.doubts, projects=one.several)


def _exceptions(paper: Paper, one: Letter) -> None:
    paper.line(SAYS[one.lang]["exceptions_note"], styles.BODY)
    _list(paper, one, one.said.waived, projects=one.several)


def _unassessed(paper: Paper, one: Letter) -> None:
    lines = unassessed(one.report, one.unit, one.said, one.files, one.lang)
    for number, text in enumerate(lines, 1):
        paper.line(SAYS[one.lang]["number"].format(n=number) + text, styles.POINT)


def _resubmit(paper: Paper, one: Letter) -> None:
    key = "resubmit" if one.said.open or one.said.doubts else "no_resubmit"
    paper.line(SAYS[one.lang][key], styles.BODY, keep=True)


def _list(paper: Paper, one: Letter, opinions: Sequence[Opinion], *, projects: bool) -> None:
    for number, opinion in enumerate(opinions, 1):
        text, tail = opinion_words(one.report, opinion, one.lang, projects=projects, files=one.files)
        paper.line(SAYS[one.lang]["number"].format(n=number) + text, styles.POINT, tail=tail)


def _where(one: Letter, project: Project) -> str:
    words, table = WORDS[one.lang], project.table.table
    at = place_words(table.place, project.document.document.format, words, columns=False)
    at += heading_words(table.place, table.title, words)
    file = one.files[project.document.index] if len(one.unit.documents) > 1 else ""
    shown = " ".join(part for part in (file, at) if part)
    return SAYS[one.lang]["where"].format(at=shown) if shown else ""


def _step(one: Letter, project: Project) -> str:
    """Return what would bring a project to the next grade."""
    aim, steps = next_grade(one.report, project)
    if not aim:
        return ""
    spots = spots_words(one.report, steps, one.lang)
    return SAYS[one.lang]["step"].format(n=len(steps), grade=grade_word(aim, one.lang), spots=spots)


def _common(one: Letter, project: Project) -> str:
    """Return which of the common opinions concern a project."""
    say = SAYS[one.lang]
    numbers = [
        str(number)
        for number, opinion in enumerate(one.said.common, 1)
        if any(spot.project is project for spot in opinion.spots)
    ]
    return say["see_common"].format(numbers=say["comma"].join(numbers)) if numbers else ""


def _score(project: Project, lang: str) -> str:
    say, score, accepted = SAYS[lang], project.table.score, project.table.accepted
    if score.hundredths is None or accepted.hundredths is None:
        return say["unscored"]
    shown = {"points": points(score.hundredths), "grade": grade_word(score.grade, lang)}
    if score.hundredths == accepted.hundredths:
        return say["score"].format(**shown)
    after = {"accepted": points(accepted.hundredths), "accepted_grade": grade_word(accepted.grade, lang)}
    return say["score_accepted"].format(**shown, **after)


def _number(number: int, lang: str, level: int = 0) -> str:
    shown = ordinal(number, lang)
    if lang == "zh":
        return f"（{shown}）" if level else f"{shown}、"
    return f"({shown}) " if level else f"{shown}. "
