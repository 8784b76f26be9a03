"""Target tables from nodes: the head of a table, its plan, goals and duty."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint import inputkeys as keys
from kpilint.model import HEAD_PARTS, ROW_COLUMNS, Budget, Duty, Goal, Place, PlanStep, Table
from kpilint.sources.trees.expect import LIST, MAPPING, TEXT, Faults, Given, fields, items, mapping, nodes, pairs, text
from kpilint.sources.trees.nodes import Map, Node, Scalar, Seq, place
from kpilint.sources.trees.rowtree import RowReader, broken_row, read_term

_YEAR: Final = re.compile(r"([0-9]{4})(?:年度?)?")
_LISTABLE: Final = {"columns": frozenset(ROW_COLUMNS), "parts": frozenset(keys.PART_NAMES)}
_GOAL_TERMS: Final = {"goals": "", **{key: term for term, key in keys.TERM_GOALS.items()}}
_PART_OF: Final = dict.fromkeys(keys.TERM_GOALS.values(), "goals")


def read_table(node: Node, rows: RowReader, faults: Faults, *suggest: str) -> Table:
    """Return one table; what is wrong with it is noted, and then the table is not to be used.

    `suggest` names further scopes from which an unknown key may be explained.
    """
    if not isinstance(node, Map):
        faults.wrong_type("绩效目标表 / table", node, MAPPING)
        return Table()
    found = fields(node, "table", faults, *suggest)
    row_nodes = nodes(found.get("indicators"), faults)
    called = found["indicators"].key.text if row_nodes else ""
    indicators, columns = rows.indicators(row_nodes, called, faults)
    broken = [broken_row(one, faults) for one in items(found.get("broken"), faults)]
    return Table(
        title=text(found.get("title"), faults),
        number=text(found.get("number"), faults),
        code=text(found.get("code"), faults),
        project=text(found.get("project"), faults),
        unit=text(found.get("unit"), faults),
        year=read_year(found.get("year"), faults),
        budget=_budget(found.get("budget"), faults),
        purpose=text(found.get("purpose"), faults),
        plan=_plan(found.get("plan"), faults),
        goals=_goals(found, faults),
        indicators=tuple(indicators),
        broken=tuple(row for row in broken if row is not None),
        columns=_names(found, "columns", columns, faults),
        parts=_names(found, "parts", HEAD_PARTS.intersection(_PART_OF.get(key, key) for key in found), faults),
        duty=_duty(found.get("duty"), faults),
        place=place(node),
        places=_places(found),
        outcome=text(found.get("outcome"), faults),
    )


def _places(found: dict[str, Given]) -> dict[str, Place]:
    """Return where the parts of the head stand; of several sets of goals the first."""
    places: dict[str, Place] = {}
    for key, given in found.items():
        part = _PART_OF.get(key, key)
        if part in keys.HEAD:
            places.setdefault(part, place(given.value))
    return places


def read_year(given: Given | None, faults: Faults) -> int | None:
    """Return a year written as `2025` or `2025年`; None where none is given."""
    written = text(given, faults)
    if given is None or not written:
        return None
    found = _YEAR.fullmatch(written)
    if found is None:
        faults.add("input/not-a-year", given.value, found=written[:20])
        return None
    return int(found.group(1))


def _budget(given: Given | None, faults: Faults) -> Budget:
    node = mapping(given, faults)
    found = fields(node, "budget", faults) if node else {}
    return Budget(*(text(found.get(part), faults) for part in ("total", "fiscal", "other", "money_unit")))


def _plan(given: Given | None, faults: Faults) -> tuple[PlanStep, ...]:
    found = pairs(given, "plan", ("period", "amount"), faults)
    return tuple(PlanStep(period, amount, place(node)) for period, amount, node in found)


def _goals(found: dict[str, Given], faults: Faults) -> tuple[Goal, ...]:
    """Return the goals; where two sets are given, those of each have its term."""
    sets = {key: given for key, given in found.items() if key in _GOAL_TERMS}
    if len(sets) == 1:
        return tuple(goal for given in sets.values() for goal in _goals_of(given, "", faults))
    return tuple(goal for key, given in sets.items() for goal in _goals_of(given, _GOAL_TERMS[key], faults))


def _goals_of(given: Given, term: str, faults: Faults) -> Iterator[Goal]:
    if given.value.text == "":
        return
    if isinstance(given.value, Scalar):
        yield Goal(given.value.text, place(given.value), term)
    elif not isinstance(given.value, Seq):
        faults.wrong_type(given.key.text, given.value, (f"{TEXT[0]}或{LIST[0]}", f"{TEXT[1]} or {LIST[1]}"))
    else:
        for one in items(given, faults):
            if isinstance(one.value, Map):
                own = fields(one.value, "goal", faults)
                yield Goal(text(own.get("text"), faults), place(one.value), read_term(own.get("term"), faults) or term)
            else:
                yield Goal(text(one, faults), place(one.value), term)


def _duty(given: Given | None, faults: Faults) -> Duty | None:
    node = mapping(given, faults)
    if node is None:
        return None
    found = fields(node, "duty", faults)
    name, budget, content, goal = (text(found.get(key), faults) for key in ("name", "budget", "content", "goal"))
    return Duty(name, budget, content, goal, place(node))


def _names(found: dict[str, Given], key: str, default: frozenset[str], faults: Faults) -> frozenset[str]:
    """Return a list of columns or parts that the table states, or what its keys show."""
    if key not in found:
        return default
    allowed = _LISTABLE[key]
    spellings = keys.spellings("row" if key == "columns" else "table")
    named: set[str] = set()
    for one in items(found[key], faults):
        name = spellings.get(text(one, faults), "")
        name = _PART_OF.get(name, name)
        if name in allowed:
            named.add(name)
        elif isinstance(one.value, Scalar):
            known = [keys.official("row" if key == "columns" else "table", each) for each in sorted(allowed)]
            args = {"found": one.value.text, "expected_zh": "、".join(known), "expected": ", ".join(sorted(allowed))}
            faults.add("input/not-a-column", one.value, **args)
    return frozenset(named)
