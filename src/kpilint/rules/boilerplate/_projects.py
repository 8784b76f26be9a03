"""Who a table belongs to: its project, unit and year, and when two projects are one subsidy."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from kpilint.model import Document, Table
from kpilint.rules.boilerplate._masks import names_of, shared_pair, unit_name, without_numbers
from kpilint.wording import bare, found_in, without

_NOT_NAME: Final = re.compile(r"[0-9A-Za-z号第]+")
_LEAST_CORE: Final = 3
_LEAST_LEFT: Final = 2
_LEAST_SHARE: Final = 0.4
_LEADERS: Final = 40
"""Projects of a group of copies that others are compared with."""


class Project(Struct, frozen=True):
    """A project as far as copies ask: `core` is its name without number, level, batch and words any subsidy has."""

    name: str
    core: str
    level: str
    unit: str
    year: int | None
    purpose: str


def project_of(table: Table) -> str:
    """Return what a table calls its project, for messages."""
    return (table.project or table.title).strip()


class Words(Struct, frozen=True):
    """The option `copies`, which all rules on copies share; see rulesets/boilerplate/ruleset.yaml."""

    budget_words: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    place_ends: tuple[str, ...]
    unit_ends: tuple[str, ...]
    own_words: tuple[str, ...]
    formula_words: tuple[str, ...]


def describe(table: Table, document: Document | None, words: Words) -> Project:
    """Return whose table it is."""
    name = project_of(table)
    unit = unit_name(table.unit or (document.unit if document else ""))
    year = table.year or (document.year if document else None)
    bare_name = bare(without_numbers(name))
    level = next((key for key, some in words.levels.items() if found_in(bare_name, some)), "")
    full = _NOT_NAME.sub("", bare_name)
    core = without(_without_owner(full, unit, words), words.budget_words) or full
    return Project(name, core, level, unit, year, bare(table.purpose))


def _without_owner(name: str, unit: str, words: Words) -> str:
    """Return a project's name without the unit or village that it is for (城关小学公用经费)."""
    for own in sorted(names_of((unit,), words.place_ends), key=len, reverse=True):
        name = name.removeprefix(own) or name
    owner = _owner(words.unit_ends).match(name)
    return name[owner.end() :] if owner and len(name) - owner.end() >= _LEAST_LEFT else name


@lru_cache(maxsize=16)
def _owner(ends: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:[\u4e00-\u9fff]{{2,8}}?(?:{'|'.join(map(re.escape, ends))})(?!村|镇|道|域|级))+")


def one_subsidy(one: Project, other: Project) -> bool:
    """Tell whether two projects are the same but for budget, batch or unit.

    Their names are the same but for numbers and words of budgets, or the shorter is the longer with words left out;
    or they name different budgets (中央, 省级, 县级配套) and share a word of what they are for.
    """
    if one.core == other.core or _shortened(one.core, other.core) or _shortened(other.core, one.core):
        return True
    if not one.level or not other.level or one.level == other.level:
        return False
    return shared_pair(one.core, other.core)


def _shortened(short: str, long: str) -> bool:
    """Tell whether `short` is `long` with characters left out, not too many (城乡居民养老 of 城乡居民养老保险)."""
    if not _LEAST_CORE <= len(short) <= len(long) or len(short) < _LEAST_SHARE * len(long):
        return False
    left = iter(long)
    return all(char in left for char in short)


def families(projects: Iterable[Project]) -> dict[Project, int]:
    """Number the subsidies among projects. The order of the projects changes nothing; linear in their number."""
    numbers: dict[Project, int] = {}
    by_core: dict[str, int] = {}
    leaders: list[Project] = []
    for one in sorted(set(projects), key=_order):
        number = by_core.get(one.core)
        if number is None:
            alike = (at for at, leader in enumerate(leaders[:_LEADERS]) if one_subsidy(leader, one))
            number = next(alike, len(leaders))
            by_core[one.core] = number
        if number == len(leaders):
            leaders.append(one)
        numbers[one] = number
    return numbers


def _order(one: Project) -> tuple[object, ...]:
    return (-len(one.core), one.core, one.level, one.unit, one.year or 0, one.name, one.purpose)
