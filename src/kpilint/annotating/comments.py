"""The comments of one document: what was found in each cell, worst first, and the score at each table's title."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.annotating.words import WORDS
from kpilint.finding import Finding, Severity
from kpilint.model import Place
from kpilint.officefiles import Comment, Remark
from kpilint.outputs.listing import Listed, listed_in
from kpilint.outputs.places import place_words
from kpilint.outputs.standing import tenths
from kpilint.outputs.words import FIELDS, grade_word, item_word
from kpilint.outputs.words import WORDS as PLACE_WORDS
from kpilint.report import DocumentReport, Report, TableReport, next_grade
from kpilint.scoring import CAP_ITEM, ItemScore

_STATES: Final = ("unread", "open", "known", "waived")
"""What needs doing comes first."""


def comments_of(report: Report, one: DocumentReport, lang: str) -> list[Comment]:
    """Return the comments of a document, the scores first.

    Each names the cell it is for, and after it the title of its table, for files in which there is no such cell.
    """
    made = [
        Comment(_title(table), (_score(report, one, table, lang),))
        for table in one.tables
        if table.score.hundredths is not None
    ]
    cells: dict[tuple[Place, ...], list[Listed]] = {}
    for listed in listed_in(report, one, lang):
        cells.setdefault(_places(one, listed), []).append(listed)
    for places, found in cells.items():
        made.append(Comment(places, tuple(_remark(listed, lang) for listed in sorted(found, key=_rank))))
    return made


def _title(table: TableReport) -> tuple[Place, ...]:
    return _known(table.table.place_of("title"), table.table.place)


def _known(*places: Place) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(one for one in places if one != Place()))


def _places(one: DocumentReport, listed: Listed) -> tuple[Place, ...]:
    table = one.tables[listed.table or 0] if (listed.table or 0) < len(one.tables) else None
    own = (listed.at,) if listed.at != Place() else ()
    return own + tuple(place for place in (_title(table) if table is not None else ()) if place not in own)


def _rank(listed: Listed) -> tuple[int, int, bool, float, str]:
    return (
        _STATES.index(listed.state), listed.severity.rank, not listed.confident, -listed.lost, listed.rule,
    )  # fmt: skip


# -- one finding


def _remark(listed: Listed, lang: str) -> Remark:
    words = WORDS[lang]
    key = "heading" if listed.state == "open" else listed.state
    heading = words[key].format(severity=words["severity." + listed.severity], field=listed.field).rstrip()
    said = words["join"].join((*_consequence(listed, words), words["rule"].format(rule=listed.rule)))
    elsewhere = words["where"].format(where=listed.where) if listed.where else ""
    return Remark(heading, f"{listed.message}\n{said}", elsewhere)


def _consequence(listed: Listed, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what a finding costs, and why it may not count."""
    if listed.state == "waived":
        yield words["reason"].format(reason=listed.reason)
    elif listed.state == "known":
        yield words["baseline"]
    if listed.state == "unread":
        return
    if listed.lost:
        yield words["lost"].format(points=f"{listed.lost:.2f}")
    elif not listed.confident:
        yield words["doubt"]
    elif listed.severity is not Severity.INFO:
        yield words["free"]


# -- the score of a table


def _score(report: Report, one: DocumentReport, table: TableReport, lang: str) -> Remark:
    words = WORDS[lang]
    score, accepted = table.score, table.accepted
    heading = words["score"].format(points=_points(score.hundredths), grade=grade_word(score.grade, lang))
    if accepted.hundredths != score.hundredths:
        grade = grade_word(accepted.grade, lang)
        heading += words["accepted"].format(points=_points(accepted.hundredths), grade=grade)
    return Remark(heading, "\n".join(_about(report, one, table, lang)))


def _about(report: Report, one: DocumentReport, table: TableReport, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    title = table.table.project or table.table.title
    if len(one.tables) > 1 and title:
        yield words["title"].format(title=title)
    assessed = [item for item in table.score.items if item.state == "assessed"]
    items = words["join"].join(_item(item, words, lang) for item in assessed)
    yield words["items"].format(items=items)
    cap = next((line for line in table.score.ledger if line.item == CAP_ITEM), None)
    if cap is not None:
        yield words["cap"].format(points=_points(cap.lost))
    counts = Counter(entry.finding.seen.severity for entry in table.entries if entry.counts)
    told = [words["count"].format(severity=words["severity." + kind], n=counts[kind]) for kind in Severity]
    found = [text for kind, text in zip(Severity, told, strict=True) if counts[kind]]
    yield words["found"].format(counts=words["comma"].join(found)) if found else words["nothing"]
    yield from _next(report, one, table, lang)
    person = [item_word(item.name, lang) for item in report.model.items if item.person]
    if person:
        yield words["person"].format(items=words["comma"].join(person))
    yield words["model"].format(model=f"{report.profile}@{report.model.id}")


def _item(item: ItemScore, words: Mapping[str, str], lang: str) -> str:
    kept = f"{item.weight * (item.full - item.lost) / item.full:.1f}"
    return words["item"].format(name=item_word(item.name, lang), kept=kept, weight=item.weight)


def _next(report: Report, one: DocumentReport, table: TableReport, lang: str) -> Iterator[str]:
    """Yield which few cells to put right to reach the next grade, accepted exceptions set aside."""
    aim, steps = next_grade(report, table)
    if aim:
        findings = table.findings
        words = WORDS[lang]
        spots = words["comma"].join(_spot(report, one, findings[step], lang) for step in steps)
        yield words["next"].format(grade=grade_word(aim, lang), n=len(steps), spots=spots)


def _spot(report: Report, one: DocumentReport, finding: Finding, lang: str) -> str:
    where = place_words(report.place(finding), one.document.format, PLACE_WORDS[lang])
    return " ".join(filter(None, (where, FIELDS[lang].get(finding.seen.field, ""))))


def _points(hundredths: int | None) -> str:
    return tenths(hundredths or 0)
