"""What the cells of a run should say: safe changes to make, and proposals that a person decides on."""

from collections.abc import Callable, Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Finding
from kpilint.fixes import advice, spelling
from kpilint.fixes.change import Change, applied
from kpilint.fixes.kinds import FULL_WIDTH, IDS, OPERATOR, SPELLINGS, WHITE_SPACE, Kind
from kpilint.fixes.spots import Held, Spot, cells
from kpilint.model import Document
from kpilint.report import Report
from kpilint.values import Target, parse
from kpilint.vocabulary import plain

_VALUES: Final = frozenset({"value", "sign", "number", "measure", "grades"})
_TEXTS: Final = frozenset({"purpose", "goals", "description"})
_SPELLINGS: Final = frozenset(one.id for one in SPELLINGS)
_LEVELS: Final = frozenset({"level1", "level2"})


class Wanted(Struct, frozen=True):
    """Which kinds of fixes are wanted, by id or glob; all where `only` is empty. `rules` are those heeded."""

    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: frozenset[str] | None = None

    def __contains__(self, kind: str) -> bool:
        chosen = not self.only or any(fnmatchcase(kind, one) for one in self.only)
        heeded = self.rules is None or kind in self.rules or kind in _SPELLINGS
        return chosen and heeded and not any(fnmatchcase(kind, one) for one in self.ignore)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Those that name no kind of fix."""
        return tuple(one for one in (*self.only, *self.ignore) if not any(fnmatchcase(kind, one) for kind in IDS))


def safe_changes(documents: Sequence[Document], report: Report, wanted: Wanted) -> Iterator[Change]:
    """Yield the safe changes: of cells not spelt as usual, and then, once they are, what answers a finding."""
    for index, document in enumerate(documents):
        held = cells(document)
        known = _by_spot(held)
        findings = _open_findings(report, index)
        for one in held:
            change = _respelt(document, index, one, wanted)
            if change is not None:
                yield change
                known = {spot: cell for spot, cell in known.items() if cell is not one}
        yield from _answers(document, index, findings, known, wanted)


def proposals(documents: Sequence[Document], report: Report, wanted: Wanted) -> Iterator[Change]:
    """Yield what the messages of findings say to write where that changes the meaning: one text, ready to stand."""
    for index, document in enumerate(documents):
        known = _by_spot(cells(document))
        for finding in _open_findings(report, index):
            proposed = advice.proposal(finding)
            cell = _cell_of(finding, document, known)
            if proposed is None or cell is None or finding.seen.rule not in wanted:
                continue
            after = advice.written(proposed, cell)
            if after not in ("", cell.text):
                yield Change(index, cell, after, (finding.seen.rule,), finding)


def _respelt(document: Document, index: int, one: Held, wanted: Wanted) -> Change | None:
    after, kinds = one.text, []
    for kind, spell in _spellings(one.field):
        new = spell(after)
        if new != after and kind.id in wanted:
            kinds.append(kind.id)
            after = new
    if after == one.text:
        return None
    change = Change(index, one, after, tuple(dict.fromkeys(kinds)))
    return change if _reads_alike(document, change) else None


def _spellings(field: str) -> list[tuple[Kind, Callable[[str], str]]]:
    """Return how a cell of a field is to be spelt, in the order in which that is done."""
    if field in _VALUES:
        steps = (spelling.half_width, spelling.usual_signs)
        return [
            (WHITE_SPACE, spelling.trimmed), (WHITE_SPACE, spelling.tight),
            *zip((FULL_WIDTH, OPERATOR), steps, strict=True),
        ]  # fmt: skip
    if field in _TEXTS:
        return [(WHITE_SPACE, spelling.tidy)]
    closing = {"name": spelling.closed_up, **dict.fromkeys(_LEVELS, spelling.level)}.get(field)
    return [(WHITE_SPACE, spelling.trimmed), *([(WHITE_SPACE, closing)] if closing else [])]


def _reads_alike(document: Document, change: Change) -> bool:
    """Tell whether the values that a change of spelling touches still say the same as anyone sees them say."""
    rows = [spot for spot in change.cell.spots if spot.field in _VALUES]
    after = applied([document], [replace(change, document=0)])[0] if rows else document
    return all(_said(document, spot) == _said(after, spot) for spot in rows)


def _said(document: Document, spot: Spot) -> tuple[Target, ...]:
    row = document.tables[spot.table].indicators[spot.row]
    return tuple(replace(parse(spelling.visible(one)), raw="") for one in (row.value, *row.grades))


def _answers(
    document: Document, index: int, findings: Collection[Finding], known: dict[Spot, Held], wanted: Wanted
) -> Iterator[Change]:
    answered: set[Spot] = set()
    for finding in findings:
        cell = _cell_of(finding, document, known)
        if cell is None or finding.seen.rule not in wanted or cell.spots[0] in answered:
            continue
        for own in _parts(cell, finding, known):
            change = Change(index, own, advice.safe_answer(finding, own.text), (finding.seen.rule,), finding)
            if change.after != own.text and _as_meant(document, change, finding):
                answered.add(cell.spots[0])
                yield change
                break


def _parts(cell: Held, finding: Finding, known: dict[Spot, Held]) -> Iterator[Held]:
    """Yield the cells in which a finding about a value may be answered: of a value split over columns, its unit."""
    at = finding.at
    if cell.field == "number" and at.table is not None and at.row is not None:
        measure = known.get(Spot(at.table, at.row, "measure"))
        if measure is not None:
            yield measure
    yield cell


def _as_meant(document: Document, change: Change, finding: Finding) -> bool:
    """Tell whether the value after a change is what the message of a finding means; one about a basis tells itself."""
    meant, at = advice.meant(finding), finding.at
    if finding.seen.field != "value" or at.table is None or at.row is None:
        return finding.seen.field != "value"
    after = applied([document], [replace(change, document=0)])[0].tables[at.table].indicators[at.row].value
    return bool(meant) and plain(after) == plain(meant)


def _open_findings(report: Report, index: int) -> list[Finding]:
    """Return the findings of a document's tables, those left out that were accepted as exceptions."""
    return [
        one
        for table in report.documents[index].tables
        for at, one in enumerate(table.findings)
        if at not in table.waived
    ]


def _cell_of(finding: Finding, document: Document, known: dict[Spot, Held]) -> Held | None:
    """Return the cell that a finding is about: of a split value its number, of goals the one at its place."""
    at, field = finding.at, finding.seen.field
    if at.table is None:
        return None
    if at.row is not None:
        spots = [Spot(at.table, at.row, field)]
        if field == "value":
            spots += [Spot(at.table, at.row, "number"), Spot(at.table, at.row, "grades")]
        return next((known[spot] for spot in spots if spot in known), None)
    goals = document.tables[at.table].goals
    same = [n for n, goal in enumerate(goals) if goal.place == finding.place]
    return known.get(Spot(at.table, -1, "goals", same[0])) if field == "goals" and len(same) == 1 else None


def _by_spot(held: Collection[Held]) -> dict[Spot, Held]:
    return {spot: one for one in held for spot in one.spots}
