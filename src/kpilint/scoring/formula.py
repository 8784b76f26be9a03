"""Findings to a score with its ledger: the formula, in one place.

Within an item of weight W (of ΣW over the assessed items), with n rows that differ:

    loss = 100 · W/ΣW · min(1, Σ row faults / n + Σ table faults)

A row's fault is that of its worst scoring finding in the item; copies of a row count once, so that neither a fault
nor a clean row can be multiplied. A fault of the table as a whole counts once a rule. Faults are the model's figures
by severity (kpilint's own; above 1 where fewer than all rows shall exhaust an item); weights and items are those of
the review form of 财预〔2015〕88号, the grades those of 财预〔2020〕10号. A blocking finding caps the total, it does
not zero it.

All arithmetic is in whole hundredths of a point, so that the ledger adds up to 100 − score exactly.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Confidence, Finding, Severity
from kpilint.model import Table
from kpilint.scoring.apportion import apportion, rounded

POINT: Final = 100
"""Hundredths in a point."""
FULL: Final = 100 * POINT
CAP_ITEM: Final = "封顶"
"""Stands for the item in the ledger line of the cap."""
_UNIT: Final = 1000
"""Faults are kept in thousandths."""


class Item(Struct, frozen=True):
    """One item of the review form."""

    name: str
    weight: int
    person: bool = False
    """Needs a person: outside the machine score."""


class ScoreModel(Struct, frozen=True):
    """A way to score; scores of different ids are never ranked together."""

    id: str
    items: tuple[Item, ...]
    faults: Mapping[Severity, int]
    """Thousandths of a row that a finding of this severity costs; above 1000, fewer faulty rows exhaust the item."""
    table_faults: Mapping[Severity, int]
    """Thousandths of the item that a finding about the table as a whole costs."""
    cap: int
    """Most points (0–100) of a table with a blocking finding."""
    grades: tuple[tuple[str, int], ...]
    """Name and least points, best first."""

    def scores(self, severity: Severity, confidence: Confidence) -> bool:
        """Return whether findings of a rule of this severity and confidence cost points."""
        return confidence is Confidence.HIGH and bool(self.faults[severity] or self.table_faults[severity])

    def grade(self, hundredths: int) -> str:
        """Return the grade of a score given in hundredths."""
        return next((name for name, least in self.grades if hundredths >= least * POINT), self.grades[-1][0])


class LedgerLine(Struct, frozen=True):
    """Points lost to one finding, in hundredths."""

    item: str
    finding: int
    """Index into the findings that were scored."""
    lost: int


class ItemScore(Struct, frozen=True):
    """One item's part of the score, in hundredths. `state`: assessed, not_applicable, not_covered or person."""

    name: str
    weight: int
    state: str
    full: int = 0
    lost: int = 0


class Score(Struct, frozen=True):
    """A table's score. `hundredths` is None where the table could not be assessed; `reason` says why."""

    model: str
    hundredths: int | None
    grade: str
    items: tuple[ItemScore, ...]
    ledger: tuple[LedgerLine, ...] = ()
    reason: str = ""


class Basis(Struct, frozen=True):
    """What was examined: the items that applicable rules judge, those that any rule of the run judges."""

    items_of: Mapping[str, Sequence[str]]
    """Items by rule id."""
    applicable: frozenset[str]
    covered: frozenset[str]
    crashed: Collection[str] = ()


def basis_of(
    items_of: Mapping[str, Sequence[str]],
    scoring_rules: Iterable[str],
    applicable: Collection[str],
    crashed: Collection[str] = (),
) -> Basis:
    """Return the basis of a table's score from the rules that score and those that apply to the table."""
    scoring = list(scoring_rules)
    return Basis(
        items_of,
        frozenset(item for one in scoring if one in applicable for item in items_of[one]),
        frozenset(item for one in scoring for item in items_of[one]),
        crashed,
    )


def row_kinds(table: Table) -> tuple[int, ...]:
    """Number each row by its content: copies of a row share a number."""
    numbers: dict[tuple[object, ...], int] = {}
    return tuple(
        numbers.setdefault(
            (row.level1, row.level2, row.name, row.description, row.value, row.basis, row.grades), len(numbers)
        )
        for row in table.indicators
    )


def score(kinds: Sequence[int], findings: Sequence[Finding], basis: Basis, model: ScoreModel) -> Score:
    """Score one table from the kinds of its rows and its findings. The order of the findings does not matter."""
    unhurt = unhurt_items(model.items, basis.applicable, basis.covered)
    assessed = any(one.state == "assessed" for one in unhurt)
    if basis.crashed or not assessed:
        reason = "crashed" if basis.crashed else "nothing-applicable"
        return Score(model.id, None, "", tuple(replace(one, full=0) for one in unhurt), reason=reason)
    rows = len(set(kinds)) or 1
    shares = _shares(findings, kinds, rows, basis, model)
    items: list[ItemScore] = []
    ledger: list[LedgerLine] = []
    for one in unhurt:
        if one.state != "assessed" or one.name not in shares:
            items.append(one)
            continue
        lines = _lines(one.name, one.full, shares[one.name], rows)
        items.append(ItemScore(one.name, one.weight, one.state, one.full, sum(line.lost for line in lines)))
        ledger += lines
    left = FULL - sum(one.lost for one in items)
    if left > model.cap * POINT and (blocker := _first_blocker(findings)) is not None:
        ledger.append(LedgerLine(CAP_ITEM, blocker, left - model.cap * POINT))
        left = model.cap * POINT
    return Score(model.id, left, model.grade(left), tuple(items), tuple(ledger))


@lru_cache(maxsize=256)
def unhurt_items(items: tuple[Item, ...], applicable: frozenset[str], covered: frozenset[str]) -> tuple[ItemScore, ...]:
    """Return the items of a table without findings, each with its full marks of 100."""
    states = [
        "person"
        if one.person
        else "assessed"
        if one.name in applicable
        else "not_applicable"
        if one.name in covered
        else "not_covered"
        for one in items
    ]
    weights = [one.weight if state == "assessed" else 0 for one, state in zip(items, states, strict=True)]
    full = apportion(FULL, weights)
    return tuple(
        ItemScore(one.name, one.weight, state, marks) for one, state, marks in zip(items, states, full, strict=True)
    )


def counting(
    findings: Sequence[Finding], kinds: Sequence[int], rows: int, basis: Basis, model: ScoreModel
) -> Iterator[tuple[int, int, list[tuple[str, object]]]]:
    """Yield the findings that may cost something, by index: fault in thousandths of a row, and what it counts once in.

    That is an item with a kind of rows, or with a rule where the finding is about the table as a whole.
    """
    for index, one in enumerate(findings):
        seen, row = one.seen, one.at.row
        fault = (model.table_faults if row is None else model.faults)[seen.severity]
        if seen.confidence is not Confidence.HIGH or not fault or seen.rule not in basis.items_of:
            continue
        size, once = (fault * rows, seen.rule) if row is None else (fault, kinds[row])
        yield index, size, [(item, once) for item in basis.items_of[seen.rule]]


def loss_of(full: int, size: int, rows: int) -> int:
    """Return what faults of this size together cost an item."""
    return rounded(full * min(size, _UNIT * rows), _UNIT * rows)


def caps(finding: Finding) -> bool:
    """Return whether the score is capped for this finding."""
    return finding.seen.severity is Severity.BLOCKER and finding.seen.confidence is Confidence.HIGH


def _shares(
    findings: Sequence[Finding], kinds: Sequence[int], rows: int, basis: Basis, model: ScoreModel
) -> dict[str, list[tuple[int, int]]]:
    """Return, by item, (fault in thousandths of a row, finding) of what counts: the worst of each row and rule."""
    worst: dict[tuple[str, object], tuple[tuple[int, int, str, str], int, int]] = {}
    for index, size, keys in counting(findings, kinds, rows, basis, model):
        seen, row = findings[index].seen, findings[index].at.row
        rank = (-size, -1 if row is None else row, seen.rule, seen.field)
        for key in keys:
            if key not in worst or rank < worst[key][0]:
                worst[key] = (rank, size, index)
    shares: dict[str, list[tuple[int, int]]] = {}
    for (item, _), (_, size, index) in sorted(worst.items(), key=lambda pair: pair[1][0]):
        shares.setdefault(item, []).append((size, index))
    return shares


def _lines(item: str, full: int, shares: Sequence[tuple[int, int]], rows: int) -> list[LedgerLine]:
    """Divide the item's loss among its shares, so that the lines add up to it exactly."""
    sizes = [size for size, _ in shares]
    loss = loss_of(full, sum(sizes), rows)
    parts = apportion(loss, sizes)
    return [LedgerLine(item, finding, part) for part, (_, finding) in zip(parts, shares, strict=True) if part]


def _first_blocker(findings: Sequence[Finding]) -> int | None:
    blockers = [
        (-1 if one.at.row is None else one.at.row, one.seen.rule, one.seen.field, index)
        for index, one in enumerate(findings)
        if caps(one)
    ]
    return min(blockers)[3] if blockers else None
