"""The tables of an opinion: the official review form, the projects with their scores, and the annex by item."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from kpilint.outputs.opinion.figures import ItemMean, excused, item_means, kept, mean, next_grade, points
from kpilint.outputs.opinion.grid import Cell, Grid
from kpilint.outputs.opinion.paper import WIDTH, Paper
from kpilint.outputs.opinion.reviewform import FORM
from kpilint.outputs.opinion.styles import ANNEX, CAPTION, NOTE
from kpilint.outputs.opinion.units import Project, Unit
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.words import grade_word, item_word
from kpilint.report import Report

_OVERALL_LINES: Final = 3
_NO_SCORE: Final = "—"


def review_form(paper: Paper, report: Report, unit: Unit, lang: str) -> None:
    """Write the review form: items and points, the machine's scores, and blanks for the reviewer."""
    say = SAYS[lang]
    paper.line(say["form_title"], CAPTION, fresh=True)
    grid = paper.grid((25, 26, 56, 16, 14, 19))
    heads = ("head_group", "head_item", "head_points", "head_machine", "head_review", "head_remark")
    grid.head([say[one] for one in heads])
    for part, some in groupby(item_means(report, unit), lambda one: _part(one, lang)):
        of_part = list(some)
        whole = say["group"].format(name=part, weight=sum(one.weight for one in of_part)) if part else ""
        for number, one in enumerate(of_part):
            group = Cell("" if number else whole, down="continue" if number else "restart")
            item = Cell(say["item"].format(name=item_word(one.name, lang), weight=one.weight))
            what = Cell(FORM[one.name].points[lang] if one.name in FORM else "", "left")
            machine = Cell(points(one.kept) if one.kept is not None else say["state_" + one.state])
            grid.row([group, item, what, machine, Cell(), Cell()])
    _end_of_form(grid, report, unit, lang)
    scored = sum(one.table.score.hundredths is not None for one in unit.projects)
    profile = f"{report.profile}@{report.model.id}"
    paper.line(say["form_note"].format(n=scored, profile=profile), NOTE)


def projects_table(
    paper: Paper, report: Report, projects: Sequence[Project], lang: str, found: Mapping[int, int]
) -> None:
    """Write the projects with score, grade, number of open findings (`found`, by number) and next step."""
    say = SAYS[lang]
    twice = excused(projects)
    paper.line(say["projects_title"], CAPTION)
    columns = ["head_no", "head_project", "head_score", "head_accepted", "head_grade", "head_findings", "head_next"]
    widths = [11.0, 49, 16, 16, 14, 14, 36] if twice else [12.0, 60, 17, 15, 16, 36]
    if not twice:
        columns.remove("head_accepted")
    grid = paper.grid(widths)
    grid.head([say[one] for one in columns])
    for project in projects:
        grid.row(_project_row(report, project, lang, found.get(project.number, 0), twice=twice))
    whole = mean(report, (one.table.score for one in projects))
    after = mean(report, (one.table.accepted for one in projects))
    if whole is not None and after is not None and len(projects) > 1:
        grade = grade_word(whole.grade, lang)
        left = points(after.hundredths) + (f"\n{grade_word(after.grade, lang)}" if after.grade != whole.grade else "")
        shown = [points(whole.hundredths), *([left] if twice else [])]
        grid.row([Cell(text) for text in ("", say["mean_row"], *shown, grade, str(sum(found.values())), "")])


def annex(paper: Paper, report: Report, unit: Unit, lang: str) -> None:
    """Write the scores of each project by item."""
    say = SAYS[lang]
    paper.line(say["annex"], ANNEX, fresh=True)
    paper.line(say["annex_title"], CAPTION)
    judged = [at for at, one in enumerate(report.model.items) if not one.person]
    narrow = min(14.0 if lang == "zh" else 18.0, (WIDTH - 60) / max(1, len(judged)))
    rest = WIDTH - narrow * len(judged) - 10 - 15
    grid = paper.grid([10.0, rest, *(narrow for _ in judged), 15.0])
    names = [item_word(report.model.items[at].name, lang) for at in judged]
    total = say["head_score"]
    grid.head([say["head_no"], say["head_project"], *names, total])
    for project in unit.projects:
        score = project.table.score
        cells = [
            points(kept(item)) if score.hundredths is not None and item.state == "assessed" else _NO_SCORE
            for item in (score.items[at] for at in judged)
        ]
        whole = points(score.hundredths) if score.hundredths is not None else say["unscored"]
        grid.row([Cell(str(project.number)), Cell(project.name, "left"), *map(Cell, cells), Cell(whole)])
    paper.line(say["annex_note"], NOTE)


def _project_row(report: Report, project: Project, lang: str, found: int, *, twice: bool) -> list[Cell]:
    say = SAYS[lang]
    score, accepted = project.table.score, project.table.accepted
    aim, steps = next_grade(report, project)
    step = say["next"].format(n=len(steps), grade=grade_word(aim, lang)) if aim else ""
    shown = [points(one.hundredths) if one.hundredths is not None else say["unscored"] for one in (score, accepted)]
    if accepted.grade != score.grade:  # the grade beside them is that of the first
        shown[1] += f"\n{grade_word(accepted.grade, lang)}"
    grade = grade_word(score.grade, lang) if score.grade else _NO_SCORE
    texts = (*(shown if twice else shown[:1]), grade, str(found), step)
    return [Cell(str(project.number)), Cell(project.name, "left"), *map(Cell, texts)]


def _part(item: ItemMean, lang: str) -> str:
    return FORM[item.name].part[lang] if item.name in FORM else ""


def _end_of_form(grid: Grid, report: Report, unit: Unit, lang: str) -> None:
    """Write the rows below the items: totals, grades, and room for the reviewer's opinion and name."""
    say = SAYS[lang]
    whole = mean(report, (one.table.score for one in unit.projects))
    shown = say["total_machine"].format(points=points(whole.hundredths)) if whole is not None else say["unscored"]
    total = say["total"].format(weight=sum(one.weight for one in report.model.items))
    grid.row([Cell(total, span=3), Cell(shown), Cell(), Cell()])
    grade = grade_word(whole.grade, lang) if whole is not None else say["unscored"]
    boxes = "　".join(say["box"].format(grade=grade_word(name, lang)) for name, _ in report.model.grades)
    for text, height in (
        (say["reference"].format(grade=grade), 8),
        (say["final"].format(grades=boxes), 8),
        (say["overall"] + "\n" * _OVERALL_LINES, 0),
        (say["signed"], 10),
    ):
        grid.row([Cell(text, "left", span=6)], height=height)
