"""The first paragraphs of an opinion: what was reviewed, what it scored, how many findings there are."""

from collections import Counter
from typing import Final

from kpilint.finding import Severity
from kpilint.outputs.listing import family_word
from kpilint.outputs.opinion.figures import excused, mean, points
from kpilint.outputs.opinion.matter import Letter, year_words
from kpilint.outputs.opinion.reviewform import FORM
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.words import WORDS, grade_word

_FILES: Final = 3
"""Files named in the opening; projects name theirs, too."""
_FAMILIES: Final = 3


def opening(one: Letter) -> str:
    """Return what was reviewed, and how."""
    say, unit = SAYS[one.lang], one.unit
    files = [one.files[document.index] for document in unit.documents]
    names = say["comma"].join(files[:_FILES]) + ("…" if len(files) > _FILES else "")
    official = all(item.name in FORM for item in one.report.model.items)
    return say["opening"].format(
        year=year_words(unit, one.lang),
        files=say["files"].format(n=len(files), names=names),
        form=say["form"] if official else "",
        version=one.context.version,
        profile=one.report.profile,
        model=one.report.model.id,
        date=say["date"].format(one.context.today),
        n=len(unit.projects),
        rows=sum(len(project.table.table.indicators) for project in unit.projects),
    )


def scores(one: Letter) -> str:
    """Return the mean score and how the grades are spread."""
    say, projects = SAYS[one.lang], one.unit.projects
    whole = mean(one.report, (project.table.score for project in projects))
    after = mean(one.report, (project.table.accepted for project in projects))
    if whole is None or after is None:
        return say["no_score"].format(section=say["unassessed"])
    grades = Counter(project.table.score.grade for project in projects if project.table.score.grade)
    spread = say["comma"].join(
        say["spread"].format(grade=grade_word(name, one.lang), n=grades[name])
        for name, _ in one.report.model.grades
        if grades[name]
    )
    key = "mean" if whole.number > 1 else "one"
    grade = grade_word(whole.grade, one.lang)
    text = say[key].format(n=whole.number, mean=points(whole.hundredths), grade=grade, spread=spread)
    if excused(projects):
        text += say["accepted"].format(mean=points(after.hundredths), grade=grade_word(after.grade, one.lang))
    return text


def counts(one: Letter) -> str:
    """Return how many findings there are, and of what."""
    say, said, lang = SAYS[one.lang], one.said, one.lang
    entries = [entry for opinion in said.open for entry in opinion.entries]
    further = "".join(
        say[key].format(n=sum(len(opinion.entries) for opinion in some))
        for key, some in (("further_doubt", said.doubts), ("further_waived", said.waived))
        if some
    )
    if not entries:
        return say["clean"].format(further=further)
    levels = Counter(entry.finding.seen.severity for entry in entries)
    severities = say["comma"].join(
        say["severity"].format(severity=WORDS[lang]["severity." + level], n=levels[level])
        for level in Severity
        if levels[level]
    )
    families = Counter(family_word(one.report, entry.finding.seen.rule, lang) for entry in entries)
    told = [say["family"].format(family=name, n=number) for name, number in families.most_common(_FAMILIES)]
    text = say["counted"].format(
        n=len(entries),
        severities=severities,
        opinions=len(said.open),
        common=say["counted_common"].format(n=len(said.common)) if said.common else "",
        further=further,
    )
    return text + say["families"].format(families=say["comma"].join(told))
