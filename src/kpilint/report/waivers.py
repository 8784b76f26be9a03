"""Accepted exceptions (例外): findings that stand and do not count, each with its reason.

They are asked for by a comment in YAML (`# kpilint: ignore[rule] reason until=2026-12-31`) or by fingerprint in
`kpilint.yaml`. The score as submitted takes no notice of them; a second one leaves the excused findings out. What is
wrong with an exception (unused, expired, no reason, a rule that must hold) is a finding of the family `exception`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import problems, scoring
from kpilint.finding import Confidence, Finding, Observation, Ref, Waiver
from kpilint.misfit import guess
from kpilint.model import Corpus, Document, Place, Remark
from kpilint.report import SETTINGS, DocumentReport, Entry, Report, TableReport
from kpilint.scoring import LedgerLine, Score

_IGNORE: Final = re.compile(r"ignore\s*\[([^\]]*)\]\s*(.*)", re.DOTALL)
_UNTIL: Final = re.compile(r"(?:^|\s)until\s*=\s*(\S+)")
_NEVER: Final = ("engine/", "structure/", "exception/", "baseline/")
"""Codes of these families, where no rule has them, say what could not be assessed; nothing excuses that."""


class Request(Struct, frozen=True):
    """An exception as it is asked for: which findings, why, until when, and where that is written."""

    rule: str
    """Id or glob."""
    reason: str
    path: str
    place: Place
    until: date | None = None
    fingerprint: str = ""
    """Of the finding, in settings files."""
    document: Callable[[str], bool] | None = None
    """Tells by its path whether a document is meant, in settings files."""
    first: int = 0
    last: int = 0
    """Lines of the document, in comments."""


class Terms(Struct, frozen=True):
    """How a run deals with exceptions."""

    today: date
    requests: tuple[Request, ...] = ()
    """Those of settings files."""
    installed: frozenset[str] = frozenset()
    """Ids of all rules there are, run or not."""


def apply(report: Report, terms: Terms) -> Report:
    """Return the report with its exceptions applied, and with what is wrong with them among its findings."""
    desk = _Desk(report, terms)
    of_settings = desk.admitted(terms.requests)
    documents = []
    for one in report.documents:
        wrong, asked = _from_comments(one.document)
        own = desk.admitted(asked)
        meant = [ask for ask in of_settings if ask.document is not None and ask.document(one.document.path)]
        changed = _document(report, one, [*own, *meant], desk)
        for ask in [*own, *meant]:
            desk.note_if_unused(ask)
        documents.append(_with_notes(changed, [*wrong, *desk.notes_on(one.document.path)]))
    rest = desk.notes.items()
    settings = (settings_document(path, found, len(documents) + at) for at, (path, found) in enumerate(sorted(rest)))
    return replace(report, documents=(*documents, *settings))


def asked_in(remark: Remark, path: str) -> Iterator[Request | Observation]:
    """Yield the exceptions that a comment asks for, one a rule; or what is wrong with it."""
    found = _IGNORE.fullmatch(remark.text)
    names = [one.strip() for one in found[1].split(",")] if found else []
    if found is None or not all(names):
        yield _note("exception/malformed", found=f"# kpilint: {remark.text}")
        return
    until, reason = None, found[2]
    if said := _UNTIL.search(reason):
        until, reason = _date(said[1].rstrip("，,。；;）)")), reason[: said.start()] + reason[said.end() :]
        if until is None:
            yield _note("exception/bad-date", found=said[1])
            return
    reason = reason.strip(" \t-—:：，,（()）")
    for name in names:
        if reason:
            yield Request(name, reason, path, remark.place, until, first=remark.first, last=remark.last)
        else:
            yield _note("exception/no-reason", rule=name)


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
        self._used: set[int] = set()
        self._said: set[tuple[str, Place, str, str]] = set()

    def admitted(self, asked: Iterable[Request]) -> list[Request]:
        """Return the exceptions that can be granted; why the others cannot is noted."""
        granted = []
        for ask in asked:
            note = self._refusal(ask)
            if note is None:
                granted.append(ask)
            else:
                self._note(ask, note)
        return granted

    def grants(self, ask: Request, entry: Entry) -> bool:
        """Return whether an exception excuses a finding that it is about; a rule that must hold is noted."""
        rule_id = entry.finding.seen.rule
        self._used.add(id(ask))
        if not self._holds(rule_id):
            return True
        self._note(ask, self._must_hold(rule_id))
        return False

    def note_if_unused(self, ask: Request) -> None:
        """Note an exception that excused nothing, unless none of its rules ran.

        A rule that looks across documents may have found something in those that are not in this run.
        """
        ran = (one for rule_id, one in self._report.rules.items() if fnmatchcase(rule_id, ask.rule))
        if id(ask) not in self._used and any(one.grain is not Corpus for one in ran):
            self._note(ask, _note("exception/unused", rule=ask.rule))

    def notes_on(self, path: str) -> list[tuple[Place, Observation]]:
        """Take what there is to say of the exceptions in a file."""
        return self.notes.pop(path, [])

    def _note(self, ask: Request, note: Observation) -> None:
        said = (ask.path, ask.place, note.rule, note.args.get("rule", ""))
        if said not in self._said:
            self._said.add(said)
            self.notes.setdefault(ask.path, []).append((ask.place, note))

    def _refusal(self, ask: Request) -> Observation | None:
        matched = [one for one in self._terms.installed if fnmatchcase(one, ask.rule)]
        if not matched and ask.rule.startswith(_NEVER):
            zh, en = "它说的是没有评定的内容", "it tells what was not assessed"
            return _note("exception/refused", rule=ask.rule, by_zh=zh, by=en)
        if not matched:
            zh, en = guess(ask.rule, self._terms.installed)
            return _note("exception/unknown-rule", rule=ask.rule, hint_zh=zh, hint=en)
        if all(map(self._holds, matched)):
            return self._must_hold(ask.rule)
        if ask.until is not None and ask.until < self._terms.today:
            return _note("exception/expired", rule=ask.rule, until=ask.until.isoformat())
        return None

    def _holds(self, rule_id: str) -> bool:
        """Return whether nothing can excuse the findings of a rule."""
        return any(fnmatchcase(rule_id, one) for one in self._report.not_ignorable)

    def _must_hold(self, rule_id: str) -> Observation:
        zh, en = f"方案 {self._report.profile} 规定", f"by the profile {self._report.profile}"
        return _note("exception/refused", rule=rule_id, by_zh=zh, by=en)


def _document(report: Report, one: DocumentReport, asked: Sequence[Request], desk: _Desk) -> DocumentReport:
    if not asked:
        return one
    tables = tuple(_table(report, table, asked, desk) for table in one.tables)
    return replace(one, tables=tables, waived=_waived(report, one.entries, asked, desk))


def _table(report: Report, one: TableReport, asked: Sequence[Request], desk: _Desk) -> TableReport:
    waived = _waived(report, one.entries, asked, desk)
    return replace(one, waived=waived, excused=_score_without(report, one, waived)) if waived else one


def _waived(report: Report, entries: Sequence[Entry], asked: Sequence[Request], desk: _Desk) -> Mapping[int, Waiver]:
    of_lines = [ask for ask in asked if not ask.fingerprint]
    of_findings: dict[str, list[Request]] = {}
    for ask in asked:
        if ask.fingerprint:
            of_findings.setdefault(ask.fingerprint, []).append(ask)
    found: dict[int, Waiver] = {}
    for entry in entries:
        rule_id, line = entry.finding.seen.rule, report.place(entry.finding).line
        about = [
            *(ask for ask in of_lines if ask.first <= line <= ask.last),
            *of_findings.get(entry.fingerprint, ()),
        ]
        for ask in about:
            if rule_id in report.rules and fnmatchcase(rule_id, ask.rule) and desk.grants(ask, entry):
                found.setdefault(entry.index, Waiver(ask.reason, ask.path, ask.place, ask.until))
    return found


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


def _note(code: str, **args: str) -> Observation:
    return Observation(code, problems.CATALOGUE[code].severity, Confidence.HIGH, "", args)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
