"""Findings as opinions: what is wrong and what to change, the same said once for all the places it stands in."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kpilint.engine import CRASHED
from kpilint.finding import Confidence, Finding, Severity
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS
from kpilint.outputs.opinion.units import Project, Unit, shortened
from kpilint.report import Entry, Report

_TURNS: Final = ("；应", "；宜", "；可在")
"""Where a message of a rule turns from what is wrong to what to write."""
_SEVERAL: Final = 2


class Spot(Struct, frozen=True):
    """The places of one fault in one project; `project` None: in one file, about no single table."""

    project: Project | None
    entries: tuple[Entry, ...]


class Part(Struct, frozen=True):
    """One fault of an opinion: what is wrong, the published text where the fault does not quote it, and where."""

    text: str
    quoted: str
    spots: tuple[Spot, ...]


class Opinion(Struct, frozen=True):
    """One opinion: faults that one rule found and one change puts right."""

    rule: str
    severity: Severity
    advice: str
    """What to write, "" where the faults say it themselves."""
    parts: tuple[Part, ...]

    @property
    def spots(self) -> list[Spot]:
        """Where it stands, of all its faults."""
        return [spot for part in self.parts for spot in part.spots]

    @property
    def entries(self) -> list[Entry]:
        """The findings that it stands for."""
        return [entry for spot in self.spots for entry in spot.entries]

    @property
    def lost(self) -> int:
        """Hundredths of a point that it costs, over all tables."""
        return sum(entry.lost for entry in self.entries)


class Opinions(Struct, frozen=True):
    """All that is to be said of one unit's tables, every finding in one of the lists."""

    common: tuple[Opinion, ...]
    whole: tuple[Opinion, ...]
    """About no single table."""
    own: tuple[tuple[Project, tuple[Opinion, ...]], ...]
    doubts: tuple[Opinion, ...]
    waived: tuple[Opinion, ...]
    crashes: tuple[tuple[Project | None, Entry], ...]

    @property
    def open(self) -> list[Opinion]:
        """What the unit is asked to change."""
        return [*self.common, *self.whole, *(one for _, some in self.own for one in some)]


_Case = tuple[Project | None, Entry]


def opinions_of(report: Report, unit: Unit, lang: str) -> Opinions:
    """Sort a unit's findings into opinions."""
    cases: list[_Case] = [(None, entry) for document in unit.told for entry in document.entries]
    cases += [(project, entry) for project in unit.projects for entry in project.entries]
    crashes = tuple(case for case in cases if case[1].finding.seen.rule == CRASHED)
    judged = [case for case in cases if case[1].finding.seen.rule != CRASHED]
    waived = [case for case in judged if case[1].waiver is not None]
    left = [case for case in judged if case[1].waiver is None]
    doubts = [case for case in left if case[1].finding.seen.confidence is not Confidence.HIGH]
    sure = [case for case in left if case[1].finding.seen.confidence is Confidence.HIGH]
    common, single = _shared(report, sure, lang)
    own: dict[int, list[_Case]] = {}
    for case in single:
        own.setdefault(case[0].number if case[0] else 0, []).append(case)
    return Opinions(
        _opinions(report, common, lang),
        _opinions(report, own.get(0, []), lang),
        tuple((project, _opinions(report, own.get(project.number, []), lang)) for project in unit.projects),
        _opinions(report, doubts, lang),
        _opinions(report, waived, lang),
        crashes,
    )


def message_parts(report: Report, finding: Finding, lang: str) -> tuple[str, str]:
    """Return what is wrong and what to write, apart only where that is certain: where the rule's own text turns, once.

    Published text stands quoted in messages and may turn, too; then the message is left whole.
    """
    message = report.message(finding, lang)
    one = report.rules.get(finding.seen.rule)
    template = one.message[lang] if one is not None else ""
    turns = [turn for turn in _TURNS if turn in template]
    if len(turns) != 1 or template.count(turns[0]) != 1 or sum(message.count(turn) for turn in _TURNS) != 1:
        return message, ""
    problem, _, advice = message.partition(turns[0])
    return problem, turns[0].removeprefix("；") + advice


def _shared(report: Report, cases: Sequence[_Case], lang: str) -> tuple[list[_Case], list[_Case]]:
    """Part what stands in several projects in the same words from the rest."""
    where: dict[tuple[str, str], set[int]] = {}
    keys = [(entry.finding.seen.rule, report.message(entry.finding, lang)) for _, entry in cases]
    for key, (project, _) in zip(keys, cases, strict=True):
        if project is not None:
            where.setdefault(key, set()).add(project.number)
    common: list[_Case] = []
    single: list[_Case] = []
    for key, case in zip(keys, cases, strict=True):
        (common if case[0] is not None and len(where[key]) >= _SEVERAL else single).append(case)
    return common, single


def _opinions(report: Report, cases: Iterable[_Case], lang: str) -> tuple[Opinion, ...]:
    """Group findings into opinions, the worst first."""
    groups: dict[tuple[str, ...], dict[tuple[str, str], list[_Case]]] = {}
    for project, entry in cases:
        finding = entry.finding
        problem, advice = message_parts(report, finding, lang)
        key = (finding.seen.rule, advice or problem, _excuse(entry))
        quoted = _quoted(report, finding, report.message(finding, lang))
        groups.setdefault(key, {}).setdefault((problem, quoted), []).append((project, entry))
    made = [
        Opinion(
            rule,
            min(
                (entry.finding.seen.severity for some in parts.values() for _, entry in some), key=lambda one: one.rank
            ),
            "" if advice in {problem for problem, _ in parts} else advice,
            tuple(Part(problem, quoted, _spots(some)) for (problem, quoted), some in parts.items()),
        )
        for (rule, advice, _), parts in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.severity.rank, -one.lost)))


def _excuse(entry: Entry) -> str:
    waiver = entry.waiver
    return f"{waiver.until} {waiver.path} {waiver.reason}" if waiver is not None else ""


def _spots(cases: Sequence[_Case]) -> tuple[Spot, ...]:
    by_project: dict[int, tuple[Project | None, list[Entry]]] = {}
    for project, entry in cases:
        key = project.number if project else -1 - (entry.finding.at.document or 0)
        by_project.setdefault(key, (project, []))[1].append(entry)
    return tuple(Spot(project, tuple(entries)) for project, entries in by_project.values())


def _quoted(report: Report, finding: Finding, message: str) -> str:
    """Return the published text of the cell that a finding is about, where its message does not quote it."""
    at, field = finding.at, finding.seen.field
    if at.document is None or at.table is None or at.row is None or field not in (*CELL_FIELDS, *FURTHER_FIELDS):
        return ""
    row = report.documents[at.document].document.tables[at.table].indicators[at.row]
    text: str = getattr(row, field)
    return "" if text in message else shortened(text)
