"""Counties and units side by side: what the tables of each come to."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs.html.tables import TableView
from kpilint.report import Report, TableReport, mean_score
from kpilint.scoring import POINT

Pair = tuple[TableView, TableReport]
"""A table as the page shows it, and as the report has it."""


class GroupLine(Struct, frozen=True):
    """The tables of one county, or of one unit in one year. `target` is where its line, or first table, stands."""

    county: str
    unit: str
    year: str
    anchor: str
    target: str
    units: int
    tables: int
    mean: str
    lowest: str
    grades: tuple[int, ...]
    counts: dict[str, int]


def counties(report: Report, pairs: Sequence[Pair], lines: Sequence[GroupLine]) -> Iterator[GroupLine]:
    """Yield a line for each county, the unknown one last; nothing where there are not several."""
    groups = _grouped(pairs, lambda view: (view.county, "", ""))
    if len(groups) < 2:  # noqa: PLR2004 - one is not compared
        return
    for key in sorted(groups, key=lambda key: not key[0]):
        mine = [one for one in lines if one.county == key[0]]
        yield _line(report, groups[key], key, ("", mine[0].anchor), len({one.unit for one in mine}))


def units(report: Report, pairs: Sequence[Pair]) -> list[GroupLine]:
    """Return a line for each unit in each year, county by county as these come first in the report."""
    groups = _grouped(pairs, lambda view: (view.county, view.unit, view.year))
    order = {county: at for at, county in enumerate(dict.fromkeys(county for county, _, _ in groups))}
    chosen = sorted(groups, key=lambda key: (not key[0], order[key[0]]))
    return [
        _line(report, groups[key], key, (f"u{at}", f"t{groups[key][0][0].key}"), 1) for at, key in enumerate(chosen)
    ]


def mean_of(tables: Sequence[TableReport]) -> str:
    """Return the mean score as shown, "" where there is none."""
    mean = mean_score(tables)
    return "" if mean is None else f"{mean:.1f}"


_Key = tuple[str, str, str]


def _grouped(pairs: Sequence[Pair], key: Callable[[TableView], _Key]) -> dict[_Key, list[Pair]]:
    groups: dict[_Key, list[Pair]] = {}
    for one in pairs:
        groups.setdefault(key(one[0]), []).append(one)
    return groups


def _line(report: Report, members: Sequence[Pair], key: _Key, anchors: tuple[str, str], units: int) -> GroupLine:
    tables = [table for _, table in members]
    there = [one.score.hundredths for one in tables if one.score.hundredths is not None]
    grades = Counter(one.score.grade for one in tables)
    counts = {one.value: sum(view.counts[one.value] for view, _ in members) for one in Severity}
    return GroupLine(
        *key, *anchors, units, len(members), mean_of(tables), f"{min(there) / POINT:.1f}" if there else "",
        tuple(grades[name] for name, _ in report.model.grades), counts,
    )  # fmt: skip
