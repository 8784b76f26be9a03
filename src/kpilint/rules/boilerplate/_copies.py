"""What rules about copied text share: when two tables, and two projects, are the same. Linear in the rows."""

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

from kpilint.finding import Ref
from kpilint.model import Table
from kpilint.vocabulary import plain
from kpilint.wording import bare, without

SHOWN: Final = 5
"""Copies that a finding names; the count says how many there are."""
_NOT_NAME: Final = re.compile(r"[0-9A-Za-z号第]+")


def rows_key(table: Table, least: int) -> Hashable | None:
    """Return what two tables of the same rows share, order aside; None for one of too few rows."""
    rows = frozenset((plain(row.level2), plain(row.name), plain(row.value)) for row in table.indicators if row.name)
    return rows if len(rows) >= least else None


def project_of(table: Table) -> str:
    """Return what a table calls its project, for messages."""
    return (table.project or table.title).strip()


def project_key(table: Table, budget_levels: tuple[str, ...]) -> str:
    """Return a project's name without numbers and without the words that tell budgets apart."""
    return without(_NOT_NAME.sub("", bare(project_of(table))), budget_levels)


def groups(pairs: Iterable[tuple[Hashable | None, int]]) -> list[list[int]]:
    """Return the groups of two and more indices that share a key."""
    by_key: dict[Hashable, list[int]] = {}
    for key, at in pairs:
        if key is not None:
            by_key.setdefault(key, []).append(at)
    return [group for group in by_key.values() if len(group) > 1]


def others(group: Sequence[int], at: int) -> list[int]:
    """Return a few other members of a group."""
    found: list[int] = []
    for one in group[: SHOWN + 1]:
        if one != at and len(found) < SHOWN:
            found.append(one)
    return found


def refs(tables: Iterable[int]) -> tuple[Ref, ...]:
    """Return table indices as refs."""
    return tuple(Ref(table=one) for one in tables)
