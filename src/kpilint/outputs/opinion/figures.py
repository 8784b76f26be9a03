"""The figures of an opinion: means over a unit's tables, and what brings a table to the next grade."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from kpilint.finding import Finding
from kpilint.outputs.opinion.units import Project, Unit
from kpilint.report import Report, facts
from kpilint.scoring import POINT, ItemScore, Score


class Mean(Struct, frozen=True):
    """The mean of the scores there are, in whole hundredths as shown, and its grade."""

    hundredths: int
    grade: str
    number: int


class ItemMean(Struct, frozen=True):
    """One item of the review form over a unit's tables. `kept` are hundredths of its points, None if unjudged."""

    name: str
    weight: int
    state: str
    kept: int | None
    judged: int


def mean(report: Report, scores: Iterable[Score]) -> Mean | None:
    """Return the mean of scores, None where there is none."""
    known = [one.hundredths for one in scores if one.hundredths is not None]
    if not known:
        return None
    shown = _rounded(Fraction(sum(known), len(known)))
    return Mean(shown, report.model.grade(shown), len(known))


def item_means(report: Report, unit: Unit) -> list[ItemMean]:
    """Return the items of the model with their mean over the tables in which they were judged."""
    return [_item_mean(unit, at, one.name, one.weight) for at, one in enumerate(report.model.items)]


def kept(item: ItemScore) -> Fraction:
    """Return the points of the form that an item kept, in hundredths."""
    return Fraction(item.weight * POINT * (item.full - item.lost), item.full or 1)


def points(hundredths: int | Fraction) -> str:
    """Return hundredths of a point as points."""
    whole = hundredths if isinstance(hundredths, int) else _rounded(hundredths)
    return f"{whole // POINT}.{whole % POINT:02}"


def next_grade(report: Report, project: Project) -> tuple[str, list[Finding]]:
    """Return the next better grade and the findings to put right for it, accepted exceptions set aside."""
    aim, steps = facts.next_grade(report, project.table)
    return aim, [project.table.findings[step] for step in steps]


def excused(projects: Sequence[Project]) -> bool:
    """Return whether exceptions change any score."""
    return any(one.table.accepted.hundredths != one.table.score.hundredths for one in projects)


def _item_mean(unit: Unit, at: int, name: str, weight: int) -> ItemMean:
    scores = [one.table.score.items[at] for one in unit.projects]
    judged = [
        kept(one.table.score.items[at])
        for one in unit.projects
        if one.table.score.hundredths is not None and one.table.score.items[at].state == "assessed"
    ]
    if judged:
        return ItemMean(name, weight, "assessed", _rounded(sum(judged, Fraction()) / len(judged)), len(judged))
    states = {one.state for one in scores} - {"assessed"}
    return ItemMean(name, weight, min(states, default="not_covered"), None, 0)


def _rounded(value: Fraction) -> int:
    """Round half up, for numbers that are not negative."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
