"""The baseline (基线): findings that were there when it was made. They stay in reports and never fail a run.

It is a JSON file of content fingerprints, so that rows may move and files be renamed. It changes the exit code only,
never a score.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from kpilint import problems
from kpilint.errors import ConfigError
from kpilint.finding import Confidence, Finding, Observation, Ref
from kpilint.model import Corpus, Document
from kpilint.report import SETTINGS, DocumentReport, Entry, Report

FORMAT: Final = "kpilint.baseline/1"

STANDARD_INPUT: Final = "-"
"""As a baseline names it. What comes that way may be any of its files."""
K = TypeVar("K")
Gone = Callable[[str], bool]
"""Tells, by its name in the baseline, whether a file is there no more."""
Named = Callable[[str], str]
"""Gives a document's path as the baseline names it: as seen from the folder of the baseline."""


class BaselineEntry(Struct, frozen=True, order=True):
    """One finding; the texts are for people, `fingerprint` and `count` are what is compared."""

    path: str
    project: str
    rule: str
    message: str
    fingerprint: str
    count: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    """How often it occurs in the file: rows that are copies share their findings."""


class Baseline(Struct, frozen=True):
    """What was known when it was made."""

    format: Literal["kpilint.baseline/1"]
    profile: str
    created: str
    entries: tuple[BaselineEntry, ...] = ()


def of_report(report: Report, created: str, named: Named) -> Baseline:
    """Return the findings of a report as a baseline; waived ones have their reason elsewhere and are left out."""
    found: dict[tuple[str, str], BaselineEntry] = {}
    for document in report.documents:
        path = named(document.document.path)
        projects = ((table.entries, table.table.project or table.table.title) for table in document.tables)
        for entries, project in ((document.entries, ""), *projects):
            for one in entries:
                if _belongs(report, one):
                    entry = _entry(report, path, one, project)
                    known = found.get((path, one.fingerprint))
                    found[path, one.fingerprint] = replace(known, count=known.count + 1) if known else entry
    return Baseline(FORMAT, f"{report.profile}@{report.model.id}", created, tuple(sorted(found.values())))


def apply(report: Report, baseline: Baseline, path: str, named: Named, gone_file: Gone = lambda _: False) -> Report:
    """Return the report with the findings of the baseline in the file `path` marked as known.

    A note says how many of its findings are gone.
    """
    documents = _marked(report, baseline, named, gone_file)
    count = sum(stale(report, baseline, named, gone_file).values())
    if not count:
        return replace(report, documents=documents)
    code = "baseline/stale"
    seen = Observation(code, problems.CATALOGUE[code].severity, Confidence.HIGH, "", {"count": str(count)})
    note = Finding(seen, Ref(len(documents)))
    about = DocumentReport(len(documents), Document(path, SETTINGS), (), (note,))
    return replace(report, documents=(*documents, about))


def stale(
    report: Report, baseline: Baseline, named: Named, gone_file: Gone = lambda _: False
) -> Mapping[BaselineEntry, int]:
    """Return the entries whose findings are gone from the files of the run, and how many of each.

    An entry of a file that was not checked, and whose finding is in no other, is none of them, unless the file is
    gone: `gone_file` tells so by its name in the baseline.
    """
    judged = _judged(report, baseline, named, gone_file)
    left, moved = _left_over(report, baseline, named)
    gone: dict[BaselineEntry, int] = {}
    for one in baseline.entries:
        if missing := left[one.path, one.fingerprint] if judged(one) else 0:
            elsewhere = min(missing, moved[one.fingerprint])
            moved[one.fingerprint] -= elsewhere
            if missing > elsewhere:
                gone[one] = missing - elsewhere
    return gone


def renewed(
    report: Report, baseline: Baseline, created: str, named: Named, gone_file: Gone = lambda _: False
) -> Baseline:
    """Return the baseline of a report, with what the old one says of files that were not checked."""
    fresh = of_report(report, created, named)
    judged = _judged(report, baseline, named, gone_file)
    there = {(one.path, one.fingerprint) for one in fresh.entries}
    left, moved = _left_over(report, baseline, named)
    kept = []
    for one in baseline.entries:
        if judged(one) or (one.path, one.fingerprint) in there:
            continue
        elsewhere = min(left[one.path, one.fingerprint], moved[one.fingerprint])
        moved[one.fingerprint] -= elsewhere
        if one.count > elsewhere:
            kept.append(replace(one, count=one.count - elsewhere))
    return replace(fresh, entries=tuple(sorted([*fresh.entries, *kept])))


def _left_over(report: Report, baseline: Baseline, named: Named) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Return of what the baseline has more than its file, and of what files have more than the baseline.

    The first by file and fingerprint; the second by fingerprint: findings that may have moved there.
    """
    known = _counted(baseline)
    there: Counter[tuple[str, str]] = Counter()
    for document in report.documents:
        path = named(document.document.path)
        for entries in _parts(document):
            there.update((path, one.fingerprint) for one in entries if _belongs(report, one))
    moved: Counter[str] = Counter()
    for (_, mark), count in (there - known).items():
        moved[mark] += count
    return known - there, moved


def _counted(baseline: Baseline) -> Counter[tuple[str, str]]:
    known: Counter[tuple[str, str]] = Counter()
    for one in baseline.entries:
        known[one.path, one.fingerprint] += one.count
    return known


def _judged(report: Report, baseline: Baseline, named: Named, gone_file: Gone) -> Callable[[BaselineEntry], bool]:
    """Return what tells whether a run would have found the finding of an entry.

    Its file was checked and its rule ran; for rules that look across documents, all files of the baseline were there.
    What was found in a file that is gone can be found no more.
    """
    checked = {named(one.document.path) for one in report.documents}
    others = {one.path for one in baseline.entries} - checked
    gone = {path for path in others if gone_file(path)}
    whole = others <= gone

    def judged(one: BaselineEntry) -> bool:
        rule = report.rules.get(one.rule)
        there = one.path in checked and rule is not None and (whole or rule.grain is not Corpus)
        return there or one.path in gone

    return judged


def counted(baseline: Baseline) -> Counter[str]:
    """Return how often the baseline has each finding, by fingerprint, wherever it is."""
    found: Counter[str] = Counter()
    for one in baseline.entries:
        found[one.fingerprint] += one.count
    return found


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


def _marked(report: Report, baseline: Baseline, named: Named, gone_file: Gone) -> tuple[DocumentReport, ...]:
    """Return the documents with their known findings: first those of each file, then those that came from elsewhere.

    Nothing comes from a file that is there and was not checked: a copy of it is new, whichever of them are looked at.
    """
    left = _counted(baseline)
    names = [named(one.document.path) for one in report.documents]
    own = [
        [_known(report, entries, lambda mark, name=name: (name, mark), left) for entries in _parts(one)]  # type: ignore[misc]  # mypy takes no default in a lambda
        for one, name in zip(report.documents, names, strict=True)
    ]
    free: Counter[str] = Counter()
    for (path, mark), count in left.items():
        if path in names or STANDARD_INPUT in names or gone_file(path):
            free[mark] += count
    documents = []
    for one, sets in zip(report.documents, own, strict=True):
        for entries, found in zip(_parts(one), sets, strict=True):
            rest = [entry for entry in entries if entry.index not in found]
            found.update(_known(report, rest, str, free))
        tables = (replace(table, known=frozenset(found)) for table, found in zip(one.tables, sets[1:], strict=True))
        documents.append(replace(one, tables=tuple(tables), known=frozenset(sets[0])))
    return tuple(documents)


def _parts(one: DocumentReport) -> list[Sequence[Entry]]:
    return [one.entries, *(table.entries for table in one.tables)]


def _known(report: Report, entries: Iterable[Entry], key: Callable[[str], K], left: Counter[K]) -> set[int]:
    """Return which findings the baseline has, and take them from what is left of it."""
    found = set()
    for one in entries:
        name = key(one.fingerprint)
        if left[name] > 0 and _belongs(report, one):
            left[name] -= 1
            found.add(one.index)
    return found
