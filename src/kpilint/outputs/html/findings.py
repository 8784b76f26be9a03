"""One finding as the page shows it, beside its cell."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kpilint import problems
from kpilint.finding import Confidence, Ref
from kpilint.model import Place, Problem
from kpilint.outputs.html.text import Both, both
from kpilint.outputs.html.words import field_word, say, severity_word
from kpilint.outputs.places import place_words
from kpilint.outputs.words import WORDS
from kpilint.report import Entry, Report
from kpilint.scoring import POINT

_MOST_OTHERS: Final = 5


class Link(Struct, frozen=True):
    """A link within the page."""

    target: str
    text: Both


class Note(Struct, frozen=True):
    """One finding, or one problem of the reader, with all that the page says of it."""

    id: str
    number: int
    severity: str
    called: Both
    """The severity in words."""
    message: Both
    where: Both
    field: Both
    rule: str
    family: str
    explained: bool
    """Whether the rule stands in the list of rules."""
    lost: str = ""
    state: str = "open"
    excuse: Both | None = None
    doubt: bool = False
    others: tuple[Link, ...] = ()
    more: int = 0
    """Number of further copies that are not linked."""
    cell: str = ""
    """Id of the cell it stands in."""
    indicator: str = ""
    """Name of its row."""

    @property
    def states(self) -> str:
        """What the filter by state finds it under."""
        return f"{self.state} doubt" if self.doubt else self.state


def table_key(document: int, table: int) -> str:
    """Return what ids of a table's parts end in."""
    return f"{document}-{table}"


def note(report: Report, entry: Entry, owner: str, cell: str = "", indicator: str = "") -> Note:
    """Return the note of a finding of a table or document (`owner`) that is marked in `cell` of the row `indicator`."""
    finding = entry.finding
    seen, form = finding.seen, report.documents[finding.at.document or 0].document.format
    links = list(_others(report, finding.at, finding.others[:_MOST_OTHERS]))
    return Note(
        id=f"f{owner}-{entry.index}", number=entry.index + 1, severity=seen.severity.value,
        called=severity_word(seen.severity), message=both(lambda lang: report.message(finding, lang)),
        where=_where(report.place(finding), form), field=field_word(seen.field), rule=seen.rule,
        family=seen.rule.partition("/")[0], explained=seen.rule in report.rules,
        lost=points(entry.lost) if entry.lost else "", state=_state(entry), excuse=_excuse(entry),
        doubt=seen.confidence is Confidence.LOW, others=tuple(links),
        more=max(0, len(finding.others) - _MOST_OTHERS), cell=cell,
        indicator=indicator,
    )  # fmt: skip


def problem_note(problem: Problem, form: str, owner: str, index: int) -> Note:
    """Return the note of something that a reader could not read."""
    kind = problems.CATALOGUE[problem.code]
    return Note(
        id=f"p{owner}-{index}", number=index + 1, severity=kind.severity.value, called=severity_word(kind.severity),
        message=both(lambda lang: problems.message(problem.code, problem.args, lang)),
        where=_where(problem.place, form), field=Both("", ""), rule=problem.code,
        family=problem.code.partition("/")[0], explained=False, state="unread",
    )  # fmt: skip


def points(hundredths: int) -> str:
    """Return points as the page writes them, exact."""
    return f"{hundredths / POINT:.2f}"


def _state(entry: Entry) -> str:
    if entry.waiver is not None:
        return "waived"
    return "known" if entry.known else "open"


def _excuse(entry: Entry) -> Both | None:
    waiver = entry.waiver
    if waiver is None:
        return say("known") if entry.known else None
    at = f"{waiver.path} {waiver.place}".strip()
    if waiver.until is None:
        return say("waived", reason=waiver.reason, at=at)
    return say("waived_until", reason=waiver.reason, at=at, until=waiver.until.isoformat())


def _others(report: Report, at: Ref, others: tuple[Ref, ...]) -> Iterator[Link]:
    """Yield links to the other spots of a fault; the table is named where it is another one."""
    for one in others:
        if one.document is None or one.table is None:
            continue
        document = report.documents[one.document].document
        table = document.tables[one.table]
        key = table_key(one.document, one.table)
        place = table.place if one.row is None else table.indicators[one.row].place
        target = f"t{key}" if one.row is None else f"r{key}-{one.row}"
        where = _where(place, document.format, columns=False)
        same = (one.document, one.table) == (at.document, at.table)
        name = table.title or table.project
        parts = [] if same else [name] if one.document == at.document else [document.path, name]
        yield Link(target, Both(" ".join([*parts, where.zh]).strip(), " ".join([*parts, where.en]).strip()))


def _where(place: Place, form: str, *, columns: bool = True) -> Both:
    return both(lambda lang: place_words(place, form, WORDS[lang], columns=columns))
