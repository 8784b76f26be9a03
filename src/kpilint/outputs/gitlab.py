"""The findings as a GitLab Code Quality report, which a merge request shows beside its changes."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs.context import Context
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.listing import Listed, listed
from kpilint.outputs.located import position, slashed
from kpilint.outputs.standing import told_words
from kpilint.report import Report

Grade = Literal["info", "minor", "major", "critical", "blocker"]
_GRADES: Final[Mapping[Severity, Grade]] = {
    Severity.BLOCKER: "blocker", Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info",
}  # fmt: skip


class Lines(Struct, frozen=True):
    """Where in a file. GitLab demands a line; what has none is shown at the first."""

    begin: int


class Location(Struct, frozen=True):
    """A file, relative to the repository, and where in it."""

    path: str
    lines: Lines


class Issue(Struct, frozen=True):
    """One finding, under GitLab's names."""

    description: str
    check_name: str
    fingerprint: str
    severity: Grade
    location: Location
    engine_name: str = "kpilint"
    """Of CodeClimate, whose format this is."""


def render(report: Report, context: Context) -> str:
    """Return the JSON, indented, with a final line end."""
    return to_json(issues(report, context.lang), indent=1) + "\n"


def issues(report: Report, lang: str) -> list[Issue]:
    """Return the findings and what was not assessed."""
    seen: Counter[str] = Counter()
    return [_issue(report, one, seen, lang) for one in listed(report, lang)]


def _issue(report: Report, one: Listed, seen: Counter[str], lang: str) -> Issue:
    line, _ = position(one.at, report.documents[one.document].document.format)
    grade: Grade = "info" if one.state == "waived" else _GRADES[one.severity]
    if one.state == "unread" and one.severity is Severity.ERROR:
        grade = "critical"
    path = slashed(one.path)
    return Issue(
        told_words(one, lang, placed=bool(line)), one.rule, _fingerprint(one, path, seen), grade,
        Location(path, Lines(line or 1)),
    )  # fmt: skip


def _fingerprint(one: Listed, path: str, seen: Counter[str]) -> str:
    """Return a fingerprint that no other issue has: GitLab drops the second of two.

    It holds while the finding's own does; equal ones in one file are numbered.
    """
    own = one.fingerprint or f"{one.rule}\x1f{one.table}\x1f{one.message}"
    content = f"{path}\x1f{own}"
    seen[content] += 1
    numbered = f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(numbered, digest_size=16).hexdigest()
