"""What putting cells right gains: each alone, and as few as it takes to the next grade."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kpilint.finding import Finding
from kpilint.scoring.formula import (
    CAP_ITEM,
    FULL,
    POINT,
    Basis,
    ScoreModel,
    caps,
    counting,
    loss_of,
    score,
    unhurt_items,
)

Spot = tuple[int | None, str]
"""Row and field of a cell."""


def spot_of(finding: Finding) -> Spot:
    """Return the cell that a finding is about, as row and field: what is put right at one go."""
    return finding.at.row, finding.seen.field


def steps_to_next_grade(
    kinds: Sequence[int], findings: Sequence[Finding], basis: Basis, model: ScoreModel, most: int = 12
) -> tuple[str, tuple[int, ...]]:
    """Return the next better grade and the few findings whose cells to put right to reach it.

    Greedy: always the cell that costs most. Returns ("", ()) where there is no better grade, no score, or more
    than `most` cells would be needed.
    """
    now = score(kinds, findings, basis, model)
    names = [name for name, _ in model.grades]
    if now.hundredths is None or now.grade == names[0]:
        return "", ()
    aim = names[names.index(now.grade) - 1]
    left = list(range(len(findings)))
    steps: list[int] = []
    while len(steps) < most and now.ledger:
        worst = left[max(now.ledger, key=lambda line: (line.item == CAP_ITEM, line.lost)).finding]
        steps.append(worst)
        spot = spot_of(findings[worst])
        left = [one for one in left if spot_of(findings[one]) != spot]
        now = score(kinds, [findings[one] for one in left], basis, model)
        if names.index(now.grade) <= names.index(aim):
            return aim, tuple(steps)
    return "", ()


def scores_without_each(
    kinds: Sequence[int], findings: Sequence[Finding], basis: Basis, model: ScoreModel
) -> dict[Spot, int]:
    """Return the score in hundredths with each cell put right alone, of the cells that cost anything.

    That is what `score` says without the findings of the cell, in one go for all. Empty where there is no score.
    """
    unhurt = [one for one in unhurt_items(model.items, basis.applicable, basis.covered) if one.state == "assessed"]
    if basis.crashed or not unhurt:
        return {}
    rows = len(set(kinds)) or 1
    blockers = Counter(spot_of(one) for one in findings if caps(one))
    sizes, less = _sizes(findings, counting(findings, kinds, rows, basis, model))
    full = {one.name: one.full for one in unhurt}
    lost = {name: loss_of(full[name], sizes[name], rows) for name in full}
    whole, cap = FULL - sum(lost.values()), model.cap * POINT
    found: dict[Spot, int] = {}
    for spot in dict.fromkeys((*blockers, *less)):
        gone = less.get(spot, {}).items()
        eased = sum(lost[item] - loss_of(full[item], sizes[item] - size, rows) for item, size in gone if item in full)
        found[spot] = min(whole + eased, cap) if blockers.total() > blockers[spot] else whole + eased
    return found


def _sizes(
    findings: Sequence[Finding], counted: Iterable[tuple[int, int, Sequence[tuple[str, object]]]]
) -> tuple[Counter[str], Mapping[Spot, Counter[str]]]:
    """Return the size of the faults by item, and by cell how much smaller it is without them.

    What counts once (a row in an item) is as grave as its worst fault; without that cell, as the worst of another.
    """
    worst: dict[tuple[str, object], tuple[int, Spot, int]] = {}
    for index, size, keys in counted:
        spot = spot_of(findings[index])
        for key in keys:
            most, where, second = worst.get(key, (0, spot, 0))
            if spot == where:
                worst[key] = (max(most, size), where, second)
            elif size > most:
                worst[key] = (size, spot, most)
            else:
                worst[key] = (most, where, max(second, size))
    sizes: Counter[str] = Counter()
    less: dict[Spot, Counter[str]] = {}
    for (item, _), (most, spot, second) in worst.items():
        sizes[item] += most
        less.setdefault(spot, Counter())[item] += most - second
    return sizes, less
