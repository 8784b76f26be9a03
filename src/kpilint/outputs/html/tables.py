"""One table of the report: its score and ledger, what to put right first, its form and its findings."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs.html import words
from kpilint.outputs.html.findings import Link, Note, note, points, table_key
from kpilint.outputs.html.form import Form, cell_id, form_of, spans_of
from kpilint.outputs.html.spots import columns_of, parts_of, spot_of
from kpilint.outputs.html.text import Both, both
from kpilint.outputs.html.words import field_word, item, say
from kpilint.outputs.places import heading_words, place_words
from kpilint.outputs.standing import tenths
from kpilint.outputs.words import WORDS
from kpilint.report import Report, TableReport, coverage, next_grade
from kpilint.report.placing import Placed
from kpilint.scoring import CAP_ITEM, FULL, ItemScore, Score

_BAR: Final = 100


class Bar(Struct, frozen=True):
    """One review item: its bar, or why it has none."""

    name: Both
    weight: int
    kept: str = ""
    width: float = 0
    """Of 100."""
    state: Both | None = None


class Line(Struct, frozen=True):
    """One line of the ledger."""

    item: Both
    note: Note
    lost: str


class Silent(Struct, frozen=True):
    """Why some rules did not judge, and which."""

    why: Both
    rules: tuple[tuple[str, Both], ...]
    """Id and summary."""

    @property
    def size(self) -> int:
        """Number of the rules."""
        return len(self.rules)


class Mark(Struct, frozen=True):
    """A score with its grade as shown; `points` is empty where there is none."""

    points: str
    grade: Both
    color: str
    short: str = ""
    """With one decimal."""


class TableView(Struct, frozen=True):
    """One table as the page shows it."""

    key: str
    index: int
    title: str
    county: str
    unit: str
    year: str
    where: Both
    mark: Mark
    accepted: Mark | None
    reason: Both | None
    scope: Both | None
    bars: tuple[Bar, ...]
    aim: Both | None
    steps: tuple[Link, ...]
    form: Form
    whole: tuple[Note, ...]
    """Findings about no cell."""
    notes: tuple[Note, ...]
    counts: dict[str, int]
    ledger: tuple[Line, ...]
    lost: str
    silent: tuple[Silent, ...]
    names: str
    """What the table may be searched by."""

    @property
    def about(self) -> list[Both]:
        """Whose it is, of which year, and where it stands."""
        known = (Both(one, one) for one in (self.county, self.unit, self.year))
        return [one for one in (*known, self.where) if one.zh]


def table_view(report: Report, document: int, one: TableReport, placed: Placed) -> TableView:
    """Return all that the page shows of a table."""
    key, table = table_key(document, one.index), one.table
    source = report.documents[document].document
    form, notes, whole = _drawn(report, key, one)
    grade, steps = _steps(report, one, notes)
    place = both(
        lambda lang: (
            place_words(table.place, source.format, WORDS[lang], columns=False)
            + heading_words(table.place, table.title, WORDS[lang])
        )
    )
    return TableView(
        key, one.index + 1, table.title or table.project, placed.county, placed.unit, str(placed.year or ""),
        place, mark_of(one.score), mark_of(one.accepted) if one.accepted != one.score else None,
        words.reason(one.score.reason) if one.score.reason else None, _scope(one.score),
        tuple(map(_bar, one.score.items)), words.grade(grade) if grade else None, steps, form, whole, notes,
        counts_of(notes), tuple(_ledger(one, notes)), points(sum(line.lost for line in one.score.ledger)),
        tuple(_silent(report, one)),
        " ".join(
            filter(None, (table.title, table.project, table.code, placed.county, placed.unit, str(placed.year or "")))
        ),
    )  # fmt: skip


def mark_of(score: Score) -> Mark:
    """Return a score as shown."""
    if score.hundredths is None:
        return Mark("", say("not_scored"), "g0")
    left = score.hundredths
    return Mark(points(left), words.grade(score.grade), words.GRADE_COLORS.get(score.grade, "g0"), tenths(left))


def counts_of(notes: tuple[Note, ...]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    counted = Counter(one.severity for one in notes)
    return {severity.value: counted[severity.value] for severity in Severity}


def _drawn(report: Report, key: str, one: TableReport) -> tuple[Form, tuple[Note, ...], tuple[Note, ...]]:
    """Return the form, all notes in their order, and those without a cell."""
    table = one.table
    columns, parts, spans = columns_of(table), parts_of(table), spans_of(table)
    notes: list[Note] = []
    spots: dict[str, list[Note]] = {}
    for entry in one.entries:
        spot = spot_of(entry.finding, report.place(entry.finding), table, columns, parts)
        row = entry.finding.at.row
        name = "" if row is None else table.indicators[row].name
        notes.append(note(report, entry, key, cell_id(key, spot, spans), name))
        spots.setdefault(spot, []).append(notes[-1])
    form = form_of(key, table, columns, parts, spots)
    return form, tuple(notes), (*spots.get("title", ()), *spots.get("", ()))


def _steps(report: Report, one: TableReport, notes: tuple[Note, ...]) -> tuple[str, tuple[Link, ...]]:
    aim, steps = next_grade(report, one)
    chosen = [(notes[step], one.findings[step].seen.field) for step in steps]
    links = [Link(found.cell or found.id, _spot(found, field_word(field))) for found, field in chosen]
    return aim, tuple(links)


def _spot(found: Note, field: Both) -> Both:
    return both(lambda lang: " ".join(part for part in (getattr(found.where, lang), getattr(field, lang)) if part))


def _bar(one: ItemScore) -> Bar:
    if one.state != "assessed" or not one.full:
        state = "not_scored" if one.state == "assessed" else f"state.{one.state}"
        return Bar(item(one.name), one.weight, state=say(state))
    left = (one.full - one.lost) / one.full
    return Bar(item(one.name), one.weight, f"{one.weight * left:.1f}", round(_BAR * left, 2))


def _scope(score: Score) -> Both | None:
    assessed = [one for one in score.items if one.state == "assessed" and one.full]
    if score.hundredths is None or not assessed:
        return None
    kept = sum(one.weight * (one.full - one.lost) / one.full for one in assessed)
    whole = points(FULL - sum(one.lost for one in assessed))
    return say("scope", weight=sum(one.weight for one in assessed), kept=f"{kept:.1f}", points=whole)


def _ledger(one: TableReport, notes: tuple[Note, ...]) -> Iterator[Line]:
    positions = one.positions if one.score.ledger else []
    for line in one.score.ledger:
        called = say("cap") if line.item == CAP_ITEM else item(line.item)
        yield Line(called, notes[positions[line.finding]], points(line.lost))


def _silent(report: Report, one: TableReport) -> Iterator[Silent]:
    """Yield the rules that did not judge all of the table, by reason: crashed, undecided, without their columns."""
    there = one.table.columns | one.table.parts
    reasons: dict[Both, list[tuple[str, Both]]] = {}
    for rule_id, tally in coverage(report, one).items():
        rule = report.rules[rule_id]
        if tally.crashed:
            why = say("crashed")
        elif tally.deferred:
            why = say("deferred", n=tally.deferred)
        elif tally.not_applicable:
            absent = [field_word(need) for need in rule.needs if need not in there]
            parts = Both("、".join(one.zh for one in absent), ", ".join(one.en for one in absent))
            why = say("absent", parts=parts)
        else:
            continue
        reasons.setdefault(why, []).append((rule_id, both(rule.summary.__getitem__)))
    for why, rules in reasons.items():
        yield Silent(why, tuple(rules))
