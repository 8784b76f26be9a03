"""How findings and tables stand, in words and figures."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from kpilint.finding import Severity
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.words import WORDS, grade_word
from kpilint.report import Report, TableReport, mean_score
from kpilint.scoring import POINT, ItemScore, Score

_MOST: Final = 1000
"""Characters of a message where it stands among many."""
_MOST_TITLE: Final = 200
_NEXT_POINT: Final = 95
"""Hundredths from which one decimal would round up to a whole point."""


def state_of(one: Listed) -> str:
    """Return open, waived, known, unread (not assessed), or noted: what reading met without losing anything."""
    return "noted" if one.state == "unread" and one.severity is not Severity.ERROR else one.state


def marks_of(one: Listed, lang: str) -> list[str]:
    """Return what to say of a finding beside its message: points, doubt, exception, baseline."""
    words = LIST_WORDS[lang]
    marks = []
    if one.lost:
        marks.append(words["lost"].format(points=f"{one.lost:.2f}"))
    if not one.confident:
        marks.append(words["doubt"])
    if one.state == "waived":
        marks.append(words["waived"].format(reason=one.reason))
    elif one.state == "known":
        marks.append(words["known"])
    return marks


def told_words(one: Listed, lang: str, *, placed: bool) -> str:
    """Return a finding in one line, with its table and place unless it is `placed` on a line of its file."""
    words = LIST_WORDS[lang]
    where = words["comma"].join(part for part in (one.title or one.project, one.where) if part)
    text = one.message if placed or not where else one_line(where, _MOST_TITLE) + words["colon"] + one.message
    marks = words["comma"].join(marks_of(one, lang))
    return one_line(text, _MOST) + (f" ({one_line(marks, _MOST)})" if marks else "")


def counted_words(report: Report, told: Iterable[Listed], lang: str) -> str:
    """Return how many tables there are, how many findings stand, and what else there is, in one line."""
    words, states = LIST_WORDS[lang], Counter[str]()
    severities: Counter[Severity] = Counter()
    for one in told:
        states[state_of(one)] += 1
        severities[one.severity] += one.state == "open"
    spread = words["comma"].join(f"{WORDS[lang][f'severity.{one}']} {severities[one]}" for one in Severity)
    tables = sum(1 for _ in report.tables)
    parts = [words["counted"].format(tables=tables, open=states["open"], spread=spread)]
    mean = mean_score(report.tables)
    if mean is not None:
        parts.append(words["mean"].format(mean=f"{mean:.1f}"))
    if states["waived"] or states["known"]:
        parts.append(words["set_aside"].format(waived=states["waived"], known=states["known"]))
    if states["unread"] or not tables:
        parts.append(words["gaps_counted"].format(n=states["unread"]) if states["unread"] else words["no_table"])
    return words["semicolon"].join(parts)


def points(score: Score) -> float | None:
    """Return a score in points, None where there is none."""
    return None if score.hundredths is None else score.hundredths / POINT


def tenths(hundredths: int) -> str:
    """Return a score with one decimal, or both where rounding would lift it to the next whole point.

    89.96 is no 优, nor is 99.96 without a fault: neither may read as if it were.
    """
    return f"{hundredths / POINT:.{1 if hundredths % POINT < _NEXT_POINT else 2}f}"


def scores_of(table: TableReport) -> list[Score]:
    """Return the score as submitted, and that after accepted exceptions where there are any."""
    return [table.score, *([table.excused] if table.excused is not None else [])]


def kept_of(item: ItemScore) -> float | None:
    """Return the points of the form's weight that a table kept of a review item, None where it was not judged."""
    return item.weight * (item.full - item.lost) / item.full if item.state == "assessed" and item.full else None


def score_words(table: TableReport, lang: str) -> str:
    """Return the score of a table, with that after accepted exceptions where they differ."""
    words, score, accepted = LIST_WORDS[lang], table.score.hundredths, table.accepted.hundredths
    if score is None or accepted is None:
        return WORDS[lang]["not_assessed"]
    grade = grade_word(table.accepted.grade, lang)
    if score == accepted:
        return words["scored"].format(score=tenths(score), grade=grade)
    return words["scored_both"].format(score=tenths(score), accepted=tenths(accepted), grade=grade)
