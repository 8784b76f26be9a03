"""What a report says in figures: what each rule did, and the means of scores."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.model import Cell, Indicator
from kpilint.report.values import Entry, Report, TableReport
from kpilint.scoring import row_kinds, steps_to_next_grade


class Tally(Struct, frozen=True):
    """What one rule did in one table: numbers of subjects."""

    examined: int = 0
    not_applicable: int = 0
    deferred: int = 0
    crashed: int = 0
    yielded: int = 0
    """Of the examined: found something, and left it to a rule that explains the fault better."""


def coverage(report: Report, one: TableReport) -> dict[str, Tally]:
    """Return what each rule of the run did in one table, by rule id."""
    rows = len(one.table.indicators)
    tallies = {}
    for rule_id, rule in report.rules.items():
        subjects = rows if rule.grain in (Cell, Indicator) else 1
        deferred = one.check.deferred.get(rule_id, 0)
        crashed = one.check.crashed.get(rule_id, 0)
        if rule_id in one.check.not_applicable:
            tallies[rule_id] = Tally(not_applicable=subjects)
        else:
            tallies[rule_id] = Tally(
                subjects - deferred - crashed, 0, deferred, crashed, one.check.yielded.get(rule_id, 0)
            )
    return tallies


def next_grade(report: Report, one: TableReport) -> tuple[str, list[int]]:
    """Return the next better grade and which few of `findings` to put right for it, by index.

    Accepted exceptions are set aside: the steps lead on from the score after them.
    """
    positions = one.positions
    left = [at for at, position in enumerate(positions) if position not in one.waived]
    findings = [one.check.findings[at] for at in left]
    aim, steps = steps_to_next_grade(row_kinds(one.table), findings, one.basis, report.model)
    return aim, [positions[left[step]] for step in steps]


def counted_by_family(report: Report) -> tuple[Counter[tuple[str, Severity]], Counter[str]]:
    """Return how many findings that count there are by family and severity, and how many tables each family touches."""
    counts: Counter[tuple[str, Severity]] = Counter()
    touched: Counter[str] = Counter()
    for document in report.documents:
        own = [_kind(one) for one in document.entries if one.counts]
        counts.update(own)
        touched.update(dict.fromkeys((family for family, _ in own), 0))
        for table in document.tables:
            seen = [_kind(one) for one in table.entries if one.counts]
            counts.update(seen)
            touched.update({family for family, _ in seen})
    return counts, touched


def _kind(entry: Entry) -> tuple[str, Severity]:
    seen = entry.finding.seen
    return seen.rule.partition("/")[0], seen.severity


def mean_score(tables: Iterable[TableReport]) -> float | None:
    """Return the mean of the scores there are, in points."""
    return _mean(one.score.hundredths for one in tables)


def mean_accepted(tables: Iterable[TableReport]) -> float | None:
    """Return the mean of the scores after accepted exceptions, in points."""
    return _mean(one.accepted.hundredths for one in tables)


def _mean(hundredths: Iterable[int | None]) -> float | None:
    scores = [one for one in hundredths if one is not None]
    return sum(scores) / len(scores) / 100 if scores else None
