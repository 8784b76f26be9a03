"""What a spending plan says: shares of the budget or amounts, by each date or in each period.

The form asks for the share spent by each date, in per cent, so the figures never fall and end at 100. Counties also
fill in amounts, some up to each date and some for each period: which of the two is told by what adds up to the budget.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.model import Budget, PlanStep
from kpilint.rules.budget import _money as money
from kpilint.values import Target, parse

WHOLE: Final = Decimal(100)
_BY_DATE: Final = re.compile("[底前末]|累计|截[至止]|[0-9]+日")
"""Says by when: the figure is what was spent until then."""
_CLOSE: Final = Decimal("0.5")
"""Percentages of equal parts do not add up to 100 exactly: 33.3, 33.3, 33.3."""


class Verdict(Struct, frozen=True):
    """What is wrong with a plan: `fault` is "" for nothing, "undecided" where it cannot be told (`figures` says why).

    `figures` are the figures as published, `first` and `second` what the message quotes, `advice` the plan as it
    should be written, where that follows from the figures, `together` the sum of the figures.
    """

    fault: str = ""
    figures: str = ""
    first: str = ""
    second: str = ""
    advice: str = ""
    together: str = ""


RIGHT: Final = Verdict()


def judge(plan: Sequence[PlanStep], budget: Budget) -> Verdict:
    """Return the one fault of a spending plan that explains it best.

    A plan that fits the fiscal money alone is taken to be one of that. Figures of each period are a fault only where
    the periods are dates (3月底): what was spent in a quarter (第一季度, 1—3月) is a figure of that quarter.
    """
    found = _best(plan, budget)
    return RIGHT if found.fault == "periods" and not any(_BY_DATE.search(one.period) for one in plan) else found


def _best(plan: Sequence[PlanStep], budget: Budget) -> Verdict:
    texts = tuple(one.amount for one in plan if not money.blank(one.amount))
    found = _judge(texts, budget)
    if found.fault in ("short", "falls") and not money.blank(budget.total) and not money.blank(budget.fiscal):
        fiscal = _judge(texts, Budget(total=budget.fiscal, money_unit=budget.money_unit))
        return fiscal if fiscal.fault in ("amounts", "periods") else found
    return found


@lru_cache(maxsize=4_096)
def _judge(texts: tuple[str, ...], budget: Budget) -> Verdict:
    if not texts:
        return RIGHT
    targets = [parse(text) for text in texts]
    figures = "、".join(text.strip() for text in texts)
    for text, target in zip(texts, targets, strict=True):
        if not _readable(target):
            return Verdict("undecided", text)
    numbers = [one.number for one in targets if one.number is not None]
    signed = [one.unit_class == "percent" for one in targets]
    if all(signed):
        return _of_shares(numbers, figures)
    if any(signed):
        bare = all(one.unit_class in ("percent", "") for one in targets)
        if bare and max(numbers) <= WHOLE:
            return _of_shares(numbers, figures)
        odd = next(text for text, per_cent in zip(texts, signed, strict=True) if not per_cent)
        return Verdict("mixed", figures, odd)
    return _of_numbers(texts, targets, budget, figures)


def _readable(target: Target) -> bool:
    if target.number is None or target.embedded or target.upper is not None or target.ratio_to is not None:
        return False
    whole = target.unit_class == "" and not target.unit_text and not target.trailing
    return (whole or target.unit_class in ("percent", "money")) and target.number < 10**15


def _of_shares(numbers: list[Decimal], figures: str) -> Verdict:
    last, total = numbers[-1], sum(numbers, Decimal(0))
    if max(numbers) > WHOLE:
        return Verdict("over", figures, f"{money.shown(max(numbers))}%", "100%")
    each = len(numbers) > 1 and abs(total - WHOLE) <= _CLOSE
    if each and last != WHOLE:
        return Verdict("periods", figures, advice=_cumulated(numbers, WHOLE))
    if fall := _fall(numbers):
        return Verdict("falls", figures, f"{money.shown(fall[0])}%", f"{money.shown(fall[1])}%")
    if WHOLE - last > _CLOSE:
        return Verdict("short", figures, f"{money.shown(last)}%", "100%", together=f"{money.shown(total)}%")
    return RIGHT


def _of_numbers(texts: tuple[str, ...], targets: list[Target], budget: Budget, figures: str) -> Verdict:
    """Judge figures without a per cent sign: shares that lack it, or amounts."""
    whole = money.total_of(budget)
    numbers = [one.number for one in targets if one.number is not None]
    bare = all(not one.unit_class for one in targets)
    if bare and _as_shares(numbers, whole):
        return _of_shares([one * (WHOLE if numbers[-1] == 1 else 1) for one in numbers], figures)
    sums = [money.amount(text, budget.money_unit) for text in texts]
    pairs = [money.comparable(one, whole) if one is not None and whole is not None else None for one in sums]
    known = [pair for pair in pairs if pair is not None]
    if len(known) < len(texts) or known[0][1] == 0:
        return Verdict("undecided", figures)
    amounts, total = [one for one, _ in known], known[0][1]
    together = money.shown(sum(numbers, Decimal(0))) if bare else money.yuan_shown(sum(amounts, Decimal(0)))
    return _of_amounts(amounts, total, Verdict(figures=figures, second=money.stated(budget), together=together), texts)


def _as_shares(numbers: list[Decimal], whole: money.Sum | None) -> bool:
    """Tell whether bare numbers are meant as per cent: they rise to 100 or add up to it, and the budget is another."""
    rises = not _fall(numbers)
    total = sum(numbers, Decimal(0))
    if rises and numbers[-1] == WHOLE:
        return True
    if whole is not None and whole.number in (numbers[-1], total):
        return False
    return (rises and numbers[-1] == 1 and len(numbers) > 1) or abs(total - WHOLE) <= _CLOSE / 50


def _of_amounts(amounts: list[Decimal], total: Decimal, seen: Verdict, texts: tuple[str, ...]) -> Verdict:
    """Judge amounts: cumulative where the last is the budget, of each period where they add up to it."""
    fall, whole = _fall(amounts), money.near(amounts[-1], total)
    if whole and not fall:
        return replace(seen, fault="amounts", advice=_shares(amounts, total))
    if money.near(sum(amounts, Decimal(0)), total, len(amounts)):
        return replace(seen, fault="periods", advice=_cumulated(amounts, total))
    if max(amounts) > total and not money.near(max(amounts), total):
        return replace(seen, fault="over", first=texts[amounts.index(max(amounts))].strip())
    if whole and fall:
        at = next(at for at, (one, two) in enumerate(pairwise(amounts)) if two < one)
        return replace(seen, fault="falls", first=texts[at].strip(), second=texts[at + 1].strip())
    return replace(seen, fault="short", first=texts[-1].strip())


def _fall(numbers: list[Decimal]) -> tuple[Decimal, Decimal] | None:
    return next(((one, two) for one, two in pairwise(numbers) if two < one), None)


def _cumulated(numbers: list[Decimal], total: Decimal) -> str:
    so_far, steps = Decimal(0), []
    for one in numbers:
        so_far += one
        steps.append(so_far)
    return _shares([*steps[:-1], total], total)


def _shares(steps: list[Decimal], total: Decimal) -> str:
    return "、".join(f"{money.shown((one * 100 / total).quantize(Decimal(1)))}%" for one in steps)
