"""What the tables of a group come to, exactly."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from kpilint.ranking.values import PASS, Difference, ItemMean, Means, Part, Result


def means_of(results: Sequence[Result]) -> Means:
    """Return the means of a group, without the interval."""
    assessed = [one for one in results if one.score is not None]
    scores = [one.score for one in assessed if one.score is not None]
    accepted = [one.accepted if one.accepted is not None else one.score or 0 for one in assessed]
    weights = [(Fraction(one.yuan), one.score) for one in assessed if one.yuan and one.score is not None]
    yuan = sum((weight for weight, _ in weights), Fraction(0))
    earned = sum((weight * score for weight, score in weights), Fraction(0))
    by_rule, by_item = _lost(assessed)
    return Means(
        documents=len({one.document for one in results}),
        tables=len(results),
        assessed=len(assessed),
        below=sum(score < PASS for score in scores),
        mean=Fraction(sum(scores), len(scores)) if scores else None,
        accepted=Fraction(sum(accepted), len(scores)) if scores else None,
        weighted=earned / yuan if yuan else None,
        without_budget=len(assessed) - len(weights),
        yuan=yuan,
        items=_items(assessed),
        lost=by_rule,
        lost_by_item=by_item,
        applied=_mean([one.applied for one in assessed if one.applied is not None]),
    )


def difference(one: Means, other: Means) -> Difference | None:
    """Return by how much one mean is above another, and how much of it each item, family and rule makes.

    A table's score is 100 less its ledger, so a difference of means is the difference of the losses per table, line
    by line. None where one of them has no mean.
    """
    if one.mean is None or other.mean is None:
        return None
    rules = _parts(one.lost, other.lost)
    families: dict[str, Fraction] = defaultdict(Fraction)
    for part in rules:
        families[family_of(part.name)] += part.amount
    items = _parts(one.lost_by_item, other.lost_by_item)
    return Difference(one.mean - other.mean, items, _ordered(families), rules)


def family_of(rule: str) -> str:
    """Return the family of a rule; the cap is a family of its own."""
    return rule.partition("/")[0]


def _mean(shares: Sequence[Fraction]) -> Fraction | None:
    return Fraction(sum(shares), len(shares)) if shares else None


def _lost(assessed: Sequence[Result]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    by_rule: dict[str, int] = defaultdict(int)
    by_item: dict[str, int] = defaultdict(int)
    for one in assessed:
        for line in one.losses:
            by_rule[line.rule] += line.lost
            by_item[line.item] += line.lost
    number = len(assessed)
    return (
        {rule: Fraction(lost, number) for rule, lost in sorted(by_rule.items())},
        {item: Fraction(lost, number) for item, lost in sorted(by_item.items())},
    )


def _items(assessed: Sequence[Result]) -> tuple[ItemMean, ...]:
    shares: dict[str, dict[int, list[int]]] = {}
    for one in assessed:
        for name, (full, lost) in one.items.items():
            by_full = shares.setdefault(name, {})
            if full:  # sums by full marks, of which there are few, for exact fractions of many tables are slow
                sums = by_full.setdefault(full, [0, 0])
                sums[0] += full - lost
                sums[1] += 1
    return tuple(_item(name, found) for name, found in shares.items() if found)


def _item(name: str, found: Mapping[int, Sequence[int]]) -> ItemMean:
    tables = sum(number for _, number in found.values())
    kept = sum((Fraction(total, full) for full, (total, _) in found.items()), Fraction(0))
    return ItemMean(name, tables, kept / tables)


def _parts(ours: Mapping[str, Fraction], theirs: Mapping[str, Fraction]) -> tuple[Part, ...]:
    names = {*ours, *theirs}
    return _ordered({name: theirs.get(name, Fraction(0)) - ours.get(name, Fraction(0)) for name in names})


def _ordered(amounts: Mapping[str, Fraction]) -> tuple[Part, ...]:
    """Return the parts, the largest first, without those of nothing."""
    parts = (Part(name, amount) for name, amount in amounts.items() if amount)
    return tuple(sorted(parts, key=lambda part: (-abs(part.amount), part.name)))
