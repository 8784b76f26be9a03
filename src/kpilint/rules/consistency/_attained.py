"""Whether the actual value of a self-evaluation reaches its target. Told only where both say it plainly."""

import re
from decimal import Decimal
from typing import Final

from kpilint.directions import polarity
from kpilint.values import Target, parse
from kpilint.vocabulary import plain
from kpilint.wording import bare, denies, filler, starts_with

MISSED: Final = "missed"
REACHED: Final = "reached"
UNITS: Final = "units"
UNKNOWN: Final = ""

_ALIKE: Final = (
    frozenset({"item", "case", "place", "event", "times", "document", "organisation", "project", "living", "medicine"}),
    frozenset({"people", "person_times", "household"}),
    frozenset({"age", "time"}),
)
_SAME: Final = (frozenset({"天", "日"}), frozenset({"年", "年度"}))
_COUNTED: Final = frozenset(
    {"people", "person_times", "household", "item", "case", "place", "event", "times", "document"}
)
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DASHES: Final = "-—–―－/"
_FAR: Final = 100
_MOST: Final = Decimal(10) ** 15


def blank(text: str) -> bool:
    """Tell a cell that says nothing: empty, a dash, 无."""
    return not plain(text).strip(_DASHES) or bool(filler(text))


def points(text: str) -> Decimal | None:
    """Return a weight or a score."""
    target = parse(text)
    plainly = target.unit_text in ("", "分", "%") and not target.embedded and target.upper is None
    return target.number if plainly and target.number is not None and target.number < _MOST else None


def attained(name: str, target: Target, actual: Target, unmet: tuple[str, ...]) -> str:
    """Return MISSED, REACHED, UNITS where the two are in units that cannot be compared, UNKNOWN otherwise."""
    said = bare(actual.raw)
    if actual.number is None and starts_with(said, unmet):
        return MISSED
    if target.date and actual.date:
        return _by_date(target.date, actual.date)
    if target.number is None or target.embedded or target.ratio_to is not None or target.number >= _MOST:
        return UNKNOWN
    if actual.number is None:
        return REACHED if denies(said) and target.number == 0 and target.comparator in ("", "eq", "le") else UNKNOWN
    return _by_figure(name, target, actual)


def _by_figure(name: str, target: Target, actual: Target) -> str:
    if _doubtful(actual):
        return UNKNOWN
    if differ(target, actual):
        return UNITS
    pair = numbers(target, actual)
    return UNKNOWN if pair is None or target.upper is not None else _compared(name, target, *pair)


def differ(target: Target, actual: Target) -> bool:
    """Tell whether a target and an actual value are in units of different classes."""
    one, two = target.unit_class, actual.unit_class
    if not one or not two or one == two or actual.embedded or target.embedded or target.date or actual.date:
        return False
    return not any(one in group and two in group for group in _ALIKE)


def _doubtful(actual: Target) -> bool:
    """Tell an actual value of more than one figure, or one inside a sentence."""
    many = len(_DIGITS.findall(plain(actual.raw))) > 1
    return (actual.embedded and many) or actual.upper is not None or actual.ratio_to is not None or bool(actual.change)


def numbers(target: Target, actual: Target) -> tuple[Decimal, Decimal] | None:
    """Return both numbers in one unit, None where that is not sure."""
    wanted, got = target.amount, actual.amount
    if wanted is None or got is None or got >= _MOST or (target.per and actual.per and target.per != actual.per):
        return None
    if not actual.unit_text and not actual.unit_class:
        if target.unit_class == "percent" and got <= 1 < wanted:
            return wanted, got * 100
        return _bare(target, actual)
    if target.unit == actual.unit or any({target.unit, actual.unit} <= one for one in _SAME):
        return wanted, got
    counted = target.unit_class in _COUNTED and actual.unit_class in _COUNTED
    return (wanted, got) if counted and target.unit_class == actual.unit_class else None


def _bare(target: Target, actual: Target) -> tuple[Decimal, Decimal] | None:
    """Return both numbers where the actual value has no unit: it is the target's, unless they are far apart."""
    wanted, got = target.number, actual.number
    if wanted is None or got is None or actual.multiplier != 1:
        return None
    return (wanted, got) if not wanted or not got or 1 / _FAR < got / wanted < _FAR else None


def _compared(name: str, target: Target, wanted: Decimal, got: Decimal) -> str:
    sign = target.comparator
    if got == wanted:
        return MISSED if sign in ("gt", "lt") else REACHED
    if sign in ("", "eq"):
        if target.unit_class not in _COUNTED and target.unit_class != "percent":
            return UNKNOWN  # a price or a time without a sign: less may be better
        falls = polarity(name).way in ("falls", "spending")
    else:
        falls = sign in ("le", "lt")
    return MISSED if (got > wanted) == falls else REACHED


def _by_date(wanted: tuple[int, int, int], got: tuple[int, int, int]) -> str:
    """Compare dates as far as both are stated: year, month, day."""
    if bool(wanted[0]) != bool(got[0]):
        return UNKNOWN
    for one, two in zip(wanted, got, strict=True):
        if one and two and one != two:
            return MISSED if two > one else REACHED
    return REACHED if wanted[1] and got[1] and (not wanted[2] or got[2]) else UNKNOWN
