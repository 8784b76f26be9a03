"""The baseline (基线): findings that were there when it was made. They stay in reports and never fail a run.

It is a JSON file of content fingerprints, so that rows may move and files be renamed. It changes the exit code only,
never a score.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kpilint import problems
from kpilint.errors import ConfigError
from kpilint.finding import Confidence, Finding, Observation, Ref
from kpilint.model import Corpus, Document
from kpilint.report import SETTINGS, DocumentReport, Entry, Report

FORMAT: Final = "kpilint.baseline/1"

Named = Callable[[str], str]
"""Gives a document's path as the baseline names it: as seen from the folder of the baseline."""


class BaselineEntry(Struct, frozen=True, order=True):
    """One finding; the texts are for people, `fingerprint` and `count` are what is compared."""

    path: str
    project: str
    rule: str
    message: str
    fingerprint: str
    count: int = 1
    """How often it occurs: copies of a file share their findings."""


class Baseline(Struct, frozen=True):
    """What was known when it was made."""

    format: Literal["kpilint.baseline/1"]
    profile: str
    created: str
    entries: tuple[BaselineEntry, ...] = ()


def of_report(report: Report, created: str, named: Named) -> Baseline:
    """Return the findings of a report as a baseline; waived ones have their reason elsewhere and are left out."""
    counts: Counter[str] = Counter()
    first: dict[str, BaselineEntry] = {}
    for document in report.documents:
        projects = ((table.entries, table.table.project or table.table.title) for table in document.tables)
        for entries, project in ((document.entries, ""), *projects):
            for one in entries:
                if _belongs(report, one):
                    counts[one.fingerprint] += 1
                    entry = _entry(report, named(document.document.path), one, project)
                    first[one.fingerprint] = min(entry, first.get(one.fingerprint, entry))
    kept = sorted(replace(one, count=counts[mark]) for mark, one in first.items())
    return Baseline(FORMAT, f"{report.profile}@{report.model.id}", created, tuple(kept))


def apply(report: Report, baseline: Baseline, path: str, named: Named) -> Report:
    """Return the report with the findings of the baseline in the file `path` marked as known.

    A note says how many of its findings are gone.
    """
    left = Counter({one.fingerprint: one.count for one in baseline.entries})
    documents = tuple(_marked(report, one, left) for one in report.documents)
    gone = stale(report, baseline, named)
    if not gone:
        return replace(report, documents=documents)
    count = sum(gone.values())
    code = "baseline/stale"
    seen = Observation(code, problems.CATALOGUE[code].severity, Confidence.HIGH, "", {"count": str(count)})
    note = Finding(seen, Ref(len(documents)))
    about = DocumentReport(len(documents), Document(path, SETTINGS), (), (note,))
    return replace(report, documents=(*documents, about))


def stale(report: Report, baseline: Baseline, named: Named) -> Mapping[BaselineEntry, int]:
    """Return the entries whose findings are gone from the files of the run, and how many of each.

    An entry of a file that was not checked, and whose finding is in no other, is none of them.
    """
    there = Counter(one.fingerprint for one in report.entries if _belongs(report, one))
    judged = _judged(report, baseline, named)
    return {
        one: one.count - there[one.fingerprint]
        for one in baseline.entries
        if there[one.fingerprint] < one.count and judged(one)
    }


def renewed(report: Report, baseline: Baseline, created: str, named: Named) -> Baseline:
    """Return the baseline of a report, with what the old one says of files that were not checked."""
    fresh = of_report(report, created, named)
    judged = _judged(report, baseline, named)
    marks = {one.fingerprint for one in fresh.entries}
    kept = [one for one in baseline.entries if one.fingerprint not in marks and not judged(one)]
    return replace(fresh, entries=tuple(sorted([*fresh.entries, *kept])))


def _judged(report: Report, baseline: Baseline, named: Named) -> Callable[[BaselineEntry], bool]:
    """Return what tells whether a run would have found the finding of an entry.

    Its file was checked and its rule ran; for rules that look across documents, all files of the baseline were there.
    """
    checked = {named(one.document.path) for one in report.documents}
    whole = all(one.path in checked for one in baseline.entries)

    def judged(one: BaselineEntry) -> bool:
        rule = report.rules.get(one.rule)
        return one.path in checked and rule is not None and (whole or rule.grain is not Corpus)

    return judged


def encode(baseline: Baseline) -> str:
    """Return a baseline as JSON, one entry a line, so that changes are easy to review."""
    head = msgspec.json.encode(replace(baseline, entries=())).decode().removesuffix("[]}")
    lines = ",\n".join("  " + msgspec.json.encode(one).decode() for one in baseline.entries)
    return f"{head}[\n{lines}\n]}}\n" if lines else f"{head}[]}}\n"


def decode(data: bytes, path: str) -> Baseline:
    """Return the baseline in a file.

    Raises:
        ConfigError: it is none.
    """
    try:
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"不是 {FORMAT} 格式的基线文件（{error}）；请用 kpilint baseline create 重建",
            f"is no baseline in the format {FORMAT} ({error}); make it anew with kpilint baseline create",
        ).at(path) from error


def _entry(report: Report, path: str, one: Entry, project: str) -> BaselineEntry:
    finding = one.finding
    return BaselineEntry(path, project, finding.seen.rule, report.message(finding, "zh"), one.fingerprint)


def _belongs(report: Report, one: Entry) -> bool:
    """Tell findings of rules from what could not be read or assessed, which no baseline makes known."""
    return one.waiver is None and one.finding.seen.rule in report.rules


def _marked(report: Report, one: DocumentReport, left: Counter[str]) -> DocumentReport:
    tables = tuple(replace(table, known=_known(report, table.entries, left)) for table in one.tables)
    return replace(one, tables=tables, known=_known(report, one.entries, left))


def _known(report: Report, entries: Iterable[Entry], left: Counter[str]) -> frozenset[int]:
    found = set()
    for one in entries:
        if _belongs(report, one) and left[one.fingerprint]:
            left[one.fingerprint] -= 1
            found.add(one.index)
    return frozenset(found)
