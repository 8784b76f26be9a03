"""Accepted exceptions (例外): findings that stand and do not count, each with its reason.

They are asked for by a comment in YAML (`# kpilint: ignore[rule] reason until=2026-12-31`) or by fingerprint in
`kpilint.yaml`. The score as submitted takes no notice of them; a second one leaves the excused findings out. What is
wrong with an exception (unused, expired, no reason, a rule that must hold) is a finding of the family `exception`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import scoring
from kpilint.finding import Finding, Observation, Ref, Waiver
from kpilint.misfit import guess
from kpilint.model import Corpus, Document, Place
from kpilint.report import SETTINGS, DocumentReport, Report, TableReport
from kpilint.report.matching import NO_TABLE, excused, lines_left, nearest, spots_of
from kpilint.report.requests import Request, asked_in, note, shortened
from kpilint.scoring import LedgerLine, Score

_NEVER: Final = ("engine/", "structure/", "exception/", "baseline/")
"""Codes of these families, where no rule has them, say what could not be assessed; nothing excuses that."""
_MOST_SHOWN: Final = 80
_MOST_GUESSES: Final = 50
"""Unknown rules for which the one that was meant is looked for."""


class Terms(Struct, frozen=True):
    """How a run deals with exceptions."""

    today: date
    requests: tuple[Request, ...] = ()
    """Those of settings files."""
    installed: frozenset[str] = frozenset()
    """Ids of all rules there are, run or not."""
    partial: bool = False
    """Whether documents were left out that a rule may have looked at beside those of the run."""
    missing: Callable[[Request, Sequence[str]], bool | None] | None = None
    """Told of an exception of a settings file and the documents of the run that it means: whether there are none at
    all; None where there are others than those."""


def apply(report: Report, terms: Terms) -> Report:
    """Return the report with its exceptions applied, and with what is wrong with them among its findings."""
    desk = _Desk(report, terms)
    of_settings = desk.admitted(terms.requests)
    marked: dict[str, list[Request]] = {}
    for ask in of_settings:
        marked.setdefault(ask.fingerprint, []).append(ask)
    documents = []
    for one in report.documents:
        wrong, asked = _from_comments(one.document)
        changed = _document(report, one, desk.admitted(asked), marked, desk)
        documents.append(_with_notes(changed, [*wrong, *desk.notes_on(one.document.path)]))
    paths = [one.document.path for one in report.sources]
    for ask in of_settings:
        desk.note_if_unused_by(ask, paths)
    rest = desk.notes.items()
    settings = (settings_document(path, found, len(documents) + at) for at, (path, found) in enumerate(sorted(rest)))
    return replace(report, documents=(*documents, *settings))


def settings_document(path: str, notes: Sequence[tuple[Place, Observation]], index: int) -> DocumentReport:
    """Return a settings file as a document of the report, with what there is to say of it."""
    return _with_notes(DocumentReport(index, Document(path, SETTINGS), ()), notes)


def _from_comments(document: Document) -> tuple[list[tuple[Place, Observation]], list[Request]]:
    wrong: list[tuple[Place, Observation]] = []
    asked: list[Request] = []
    for remark in document.remarks:
        for one in asked_in(remark, document.path):
            if isinstance(one, Request):
                asked.append(one)
            else:
                wrong.append((remark.place, one))
    return wrong, asked


class _Desk:
    """Grants exceptions, remembers which were used, and collects what there is to say of them, by file."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.notes: dict[str, list[tuple[Place, Observation]]] = {}
        self._report = report
        self._terms = terms
        self._used: dict[int, Request] = {}
        """By identity; the values are kept with it, so that no other value can have it."""
        self._said: set[tuple[str, Place, str, str]] = set()
        self._refused: dict[tuple[str, date | None], Observation | None] = {}
        self._guesses = 0

    def admitted(self, asked: Iterable[Request]) -> list[Request]:
        """Return the exceptions that can be granted; why the others cannot is noted."""
        granted = []
        for ask in asked:
            key = (ask.rule, ask.until)
            if key not in self._refused:
                self._refused[key] = self._refusal(ask)
            refusal = self._refused[key]
            if refusal is None:
                granted.append(ask)
            else:
                self._note(ask, refusal)
        return granted

    def grants(self, ask: Request, rule_id: str) -> bool:
        """Return whether an exception excuses findings of a rule that it is about; that a rule must hold is noted."""
        self._used[id(ask)] = ask
        if not self._holds(rule_id):
            return True
        self._note(ask, self._must_hold(rule_id))
        return False

    def note_if_unused(self, ask: Request, left: Mapping[str, Sequence[int]]) -> None:
        """Note a comment that excused nothing; `left` are the lines of what none excuses, as it may mean one."""
        if id(ask) in self._used or not self._may_judge(ask):
            return
        lines = [nearest(left[rule_id], ask.first) for rule_id in left if fnmatchcase(rule_id, ask.rule)]
        hint_zh = hint = ""
        if lines and ask.rule != "*":
            line = min(lines, key=lambda one: abs(one - ask.first))
            hint_zh = f"；若指第 {line} 行的问题，请移到那一行末尾"
            hint = f"; if it means the one on line {line}, put it at the end of that"
        self._note(ask, note("exception/unused", rule=ask.rule, hint_zh=hint_zh, hint=hint))

    def note_if_unused_by(self, ask: Request, paths: Sequence[str]) -> None:
        """Note an exception of a settings file that excused nothing in any document it means, if all were there."""
        if id(ask) in self._used or ask.document is None or not self._may_judge(ask):
            return
        meant = [path for path in paths if ask.document(path)]
        missing = self._terms.missing(ask, meant) if self._terms.missing is not None else (None, False)[bool(meant)]
        if missing:
            self._note(ask, note("exception/no-file", rule=ask.rule, file=shortened(ask.file, _MOST_SHOWN)))
        elif missing is not None:
            self._note(ask, note("exception/unused", rule=ask.rule, hint_zh="", hint=""))

    def _may_judge(self, ask: Request) -> bool:
        """Tell whether what an exception is about would have been found.

        One of its rules ran. What looks across documents may have found something in those that are not in this run.
        """
        ran = [one for rule_id, one in self._report.rules.items() if fnmatchcase(rule_id, ask.rule)]
        across = sum(one.grain is Corpus for one in ran)
        return len(ran) > across and not (across and self._terms.partial)

    def notes_on(self, path: str) -> list[tuple[Place, Observation]]:
        """Take what there is to say of the exceptions in a file."""
        return self.notes.pop(path, [])

    def _note(self, ask: Request, told: Observation) -> None:
        said = (ask.path, ask.place, told.rule, told.args.get("rule", ""))
        if said not in self._said:
            self._said.add(said)
            self.notes.setdefault(ask.path, []).append((ask.place, told))

    def _refusal(self, ask: Request) -> Observation | None:
        matched = [one for one in self._terms.installed if fnmatchcase(one, ask.rule)]
        if not matched and ask.rule.startswith(_NEVER):
            zh, en = "它说的是没有评定的内容", "it tells what was not assessed"
            return note("exception/refused", rule=ask.rule, by_zh=zh, by=en)
        if not matched:
            self._guesses += 1
            zh, en = guess(ask.rule, self._terms.installed) if self._guesses <= _MOST_GUESSES else ("", "")
            return note("exception/unknown-rule", rule=shortened(ask.rule, _MOST_SHOWN), hint_zh=zh, hint=en)
        if all(map(self._holds, matched)):
            return self._must_hold(ask.rule)
        if ask.until is not None and ask.until < self._terms.today:
            return note("exception/expired", rule=ask.rule, until=ask.until.isoformat())
        return None

    def _holds(self, rule_id: str) -> bool:
        """Return whether nothing can excuse the findings of a rule."""
        return any(fnmatchcase(rule_id, one) for one in self._report.not_ignorable)

    def _must_hold(self, rule_id: str) -> Observation:
        zh, en = f"方案 {self._report.profile} 规定", f"by the profile {self._report.profile}"
        return note("exception/refused", rule=rule_id, by_zh=zh, by=en)


def _document(
    report: Report,
    one: DocumentReport,
    comments: Sequence[Request],
    marked: Mapping[str, Sequence[Request]],
    desk: _Desk,
) -> DocumentReport:
    if not comments and not marked:
        return one
    path, spots = one.document.path, spots_of(report, one)
    marks = {spot.entry.fingerprint for some in spots.values() for spot in some} & marked.keys()
    meant = {mark: [ask for ask in marked[mark] if ask.document and ask.document(path)] for mark in marks}
    found = excused(spots, comments, meant, desk.grants)
    left = lines_left(spots, found)
    for ask in comments:
        desk.note_if_unused(ask, left)
    tables = tuple(_table(report, table, found.get(at, {})) for at, table in enumerate(one.tables))
    return replace(one, tables=tables, waived=found.get(NO_TABLE, {}))


def _table(report: Report, one: TableReport, waived: Mapping[int, Waiver]) -> TableReport:
    return replace(one, waived=waived, excused=_score_without(report, one, waived)) if waived else one


def _score_without(report: Report, one: TableReport, waived: Mapping[int, Waiver]) -> Score:
    """Return the score of a table without its waived findings; the ledger counts as that of the other does."""
    left = [at for at, place in enumerate(one.positions) if place not in waived]
    findings = [one.check.findings[at] for at in left]
    found = scoring.score(scoring.row_kinds(one.table), findings, one.basis, report.model)
    ledger = tuple(LedgerLine(line.item, left[line.finding], line.lost) for line in found.ledger)
    return replace(found, ledger=ledger)


def _with_notes(one: DocumentReport, notes: Sequence[tuple[Place, Observation]]) -> DocumentReport:
    if not notes:
        return one
    at = Ref(one.index)
    return replace(one, findings=(*one.findings, *(Finding(note, at, place=place) for place, note in notes)))
