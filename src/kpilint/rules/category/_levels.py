"""What each second level admits, as the ruleset says it, and whether a row belongs there."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from msgspec import Struct

from kpilint.directions import polarity
from kpilint.measures import Measure, measure_of
from kpilint.values import Target
from kpilint.wording import bare, clauses, ends_with, found_in

FORM_OF_UNIT: Final = {
    "percent": "rate", "permille": "rate", "people": "people", "household": "people", "person_times": "times",
    "times": "times", "event": "times", "money": "money", "time": "time",
    "length": "size", "area": "size", "volume": "size", "weight": "size",
    "item": "count", "place": "count", "organisation": "count", "project": "count", "document": "count",
    "case": "count", "living": "count",
}  # fmt: skip
"""What a value measures by its unit alone."""
WEAK: Final = ("", "degree")
"""Forms that leave open what figure is meant."""
SHARES: Final = ("", "rate", "degree")


class Row(Protocol):
    """A row as the rule sees it."""

    name: str
    description: str
    value: str
    measure_named: Measure
    measure_described: Measure
    target: Target


class Misplaced(Struct, frozen=True):
    """Why a row does not belong: what it measures, which cell says so, in which words; "" as form for a wish."""

    form: str
    field: str
    words: str
    aspects: frozenset[str] = frozenset()


def misplaced(row: Row, level: Mapping[str, Any]) -> Misplaced | None:
    """Return why a row does not belong under its second level, None if it may."""
    named = row.measure_named
    if _said_to_belong(row, level) or _part_belongs(row.name, level):
        return None
    if ending := ends_with(bare(row.name), _list(level, "endings")):
        return Misplaced(named.form, "name", ending, named.aspects)
    found = _by_name(row, level, named)
    if found is None and (named.form in WEAK or _group(row, level)):
        found = _by_description(row, level) or _by_value(row, level)
    if found is None or _saved_by(row, level, found):
        return None
    return found


def _said_to_belong(row: Row, level: Mapping[str, Any]) -> bool:
    units = _list(level, "units")
    if units and (row.target.unit_class in units or row.target.kind in units):
        return True
    return row.measure_named.form in SHARES and bool(found_in(row.name, _list(level, "words")))


def _part_belongs(name: str, level: Mapping[str, Any]) -> bool:
    """Tell whether one of the things that a name lists is a figure that belongs (参保人数、参保率)."""
    parts = clauses(name)
    if len(parts) < 2:  # noqa: PLR2004 - a list
        return False
    forms = [measure_of(part).form for part in parts]
    return any(form not in WEAK and form not in _list(level, "refuses") for form in forms)


def _by_name(row: Row, level: Mapping[str, Any], named: Measure) -> Misplaced | None:
    spared = ends_with(bare(row.name), _list(level, "but")) or _group(row, level)
    if named.form == "money" and row.target.unit_class != "money":
        spared = True  # 拨付资金 ends like money and is an act
    if not spared and named.form in _list(level, "refuses"):
        return Misplaced(named.form, "name", named.head, named.aspects)
    if (
        not spared
        and named.form in _list(level, "activities")
        and "activity" in named.aspects
        and "harm" not in named.aspects
    ):
        return Misplaced(named.form, "name", named.head, named.aspects)
    about = named.aspects.intersection(_list(level, "about"))
    if named.form not in SHARES:  # 按时发放补贴 ends like money and is an act
        about = about.intersection(("punctual",)) if named.form == "money" else frozenset()
    if about and named.aspects.isdisjoint(_list(level, "spared")):
        return Misplaced("punctual" if "punctual" in about else "", "name", "", named.aspects)
    if level.get("everything") and not named.form:
        return Misplaced("", "name", "", named.aspects)
    return None


def _group(row: Row, level: Mapping[str, Any]) -> bool:
    return bool(ends_with(bare(row.name), _list(level, "groups")))


def _by_description(row: Row, level: Mapping[str, Any]) -> Misplaced | None:
    if not level.get("described"):
        return None
    told = row.measure_described
    if told.form in WEAK or told.form not in _list(level, "refuses"):
        return None
    if ends_with(bare(row.description), _list(level, "but")):
        return None
    return Misplaced(told.form, "description", told.head, told.aspects | row.measure_named.aspects)


def _by_value(row: Row, level: Mapping[str, Any]) -> Misplaced | None:
    valued = _list(level, "valued")
    if not valued or row.measure_described.form not in WEAK:
        return None
    target = row.target
    if target.kind == "date" and target.date is not None and target.date[1]:
        form = "date"
    elif target.number is None or target.embedded or target.change or target.number == 0 or target.per:
        return None
    else:
        form = FORM_OF_UNIT.get(target.unit_class, "")
    if not form or form not in valued:
        return None
    return Misplaced("time" if form == "date" else form, "value", target.unit_text, row.measure_named.aspects)


def _saved_by(row: Row, level: Mapping[str, Any], found: Misplaced) -> bool:
    """Tell whether what the row is about makes it belong after all."""
    if found.form == "punctual":
        return False
    if named_unless := _list(level, "named_unless"):
        good = not row.measure_named.aspects.isdisjoint(named_unless) or polarity(row.name).way == "falls"
        norm = found.form == "size" and bool(row.target.per or row.target.upper is not None)
        return good or norm or row.target.number == 0
    unless = _list(level, "unless")
    if not row.measure_named.aspects.isdisjoint(unless):
        return True
    if found.form in _list(level, "named_only"):
        return False
    told = measure_of(row.value).aspects if row.target.kind == "qualitative" else frozenset()
    return not (row.measure_described.aspects | told).isdisjoint(unless)


def _list(level: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found: Sequence[str] = level.get(key, ())
    return tuple(found)
