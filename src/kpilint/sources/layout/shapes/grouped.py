"""Sheets whose first levels are headings over columns of their own: names and values side by side, a project a row.

绩效目标 | 产出指标         | 效益指标
| 三级指标 | 指标值 | 三级指标 | 指标值
"""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import Stack, dense, is_aligned, stacks
from kpilint.sources.layout.headers.headings import column_of, is_heading
from kpilint.sources.layout.heads.labels import is_foot
from kpilint.sources.layout.rows.levels import level1_key, level2_key

_ROWS: Final = 4
"""Rows of the highest header: 绩效指标, two levels, and the fields."""
_FEWEST: Final = 2
"""Groups that make such a sheet, and columns of each."""
_LEVELS: Final = ("level1", "level2")


class _Group(Struct):
    """Columns of one category: its level words where they stand, and which columns have which field."""

    levels: tuple[GridCell | None, GridCell | None]
    fields: list[str]
    columns: list[int]


class _Sheet(Struct):
    """Where the columns of such a sheet are: how many of the head on the left, and the groups."""

    header: list[Stack]
    head: int
    groups: list[_Group]

    @property
    def levels(self) -> list[int]:
        """Which of the two levels the header gives."""
        return [at for at in range(2) if any(group.levels[at] for group in self.groups)]


def ungrouped(rows: Sequence[GridRow], start: int) -> tuple[int, list[GridRow]] | None:
    """Return the rows of such a sheet with an indicator in each, under a header of the usual form.

    Args:
        rows: of the document.
        start: at which of them the header of the sheet may start.

    Returns:
        How many rows from `start` the sheet takes, and its rows instead; None where none starts.
    """
    first = rows[start]
    if not is_aligned(first) or sum(bool(level1_key(cell.text)) for cell in first.filled()) < _FEWEST:
        return None
    count = _header_rows(rows[start : start + _ROWS])
    sheet = _sheet(stacks(rows[start : start + count])) if count else None
    if sheet is None:
        return None
    end = start + count
    while end < len(rows) and is_aligned(rows[end]) and not rows[end].gap and not _heads(rows[end]):
        end += 1
    return end - start, [replace(_header(sheet), gap=first.gap), *_body(sheet, rows[start + count : end])]


def _heads(row: GridRow) -> bool:
    return sum(bool(level1_key(cell.text)) for cell in row.filled()) >= _FEWEST


def _header_rows(rows: Sequence[GridRow]) -> int:
    """Return how many rows the header has, 0 if they are none: its last has the names' headings, once a group."""
    for count, row in enumerate(rows[1:], 2):
        if not is_aligned(row) or row.gap:
            return 0
        fields = [found[0] for cell in row.filled() if (found := column_of(cell.text))]
        if fields.count("name") >= _FEWEST:
            return count
        if not all(level2_key(cell.text) or is_heading(cell.text) for cell in row.filled()):
            return 0
    return 0


def _sheet(header: list[Stack]) -> _Sheet | None:
    groups: list[_Group] = []
    levels: list[GridCell | None] = [None, None]
    for at, stack in enumerate(header):
        _take_levels(levels, stack)
        column = column_of(stack.texts[-1]) if stack.texts else None
        if levels[0] is None or column is None:
            if groups and stack.texts:
                return None  # something right of the groups
            continue
        if column[0] == "name" or not groups:
            groups.append(_Group((levels[0], levels[1]), [], []))
        groups[-1].fields.append(column[0])
        groups[-1].columns.append(at)
    same = len({tuple(group.fields) for group in groups}) == 1
    if len(groups) < _FEWEST or not same or not {"name", "value"} <= set(groups[0].fields):
        return None
    return _Sheet(header, groups[0].columns[0], groups)


def _take_levels(levels: list[GridCell | None], stack: Stack) -> None:
    """Note the level words over a column; without any it stands under those of the column to its left."""
    for cell in stack.cells:
        if (
            level1_key(cell.text)
            and (levels[0] is None or levels[0].text != cell.text)
            and not _is_second(levels, cell)
        ):
            levels[:] = [cell, None]
        elif level2_key(cell.text):
            levels[1] = cell


def _is_second(levels: Sequence[GridCell | None], cell: GridCell) -> bool:
    """True for a word of both levels (成本指标) straight below a first level."""
    return levels[0] is not None and bool(level2_key(cell.text)) and cell.place.line > levels[0].place.line


def _header(sheet: _Sheet) -> GridRow:
    texts = [max(stack.cells, key=lambda cell: len(cell.text)) for stack in sheet.header[: sheet.head]]
    first = sheet.groups[0]
    place = first.levels[0].place if first.levels[0] else texts[0].place
    words = [GridCell(vocabulary.official("columns", _LEVELS[at]), place) for at in sheet.levels]
    fields = [next(dropwhile(lambda cell: not cell.text, reversed(sheet.header[at].cells))) for at in first.columns]
    return _row([*texts, *words, *fields])


def _row(cells: Sequence[GridCell]) -> GridRow:
    return GridRow(tuple(replace(cell, at=at, span=1) for at, cell in enumerate(cells)))


def _body(sheet: _Sheet, rows: Sequence[GridRow]) -> Iterator[GridRow]:
    edges = tuple((stack.start, stack.end) for stack in sheet.header)
    project: list[GridRow] = []
    for given in rows:
        row = dense(given, edges)
        own = [cell for cell in row.cells[: sheet.head] if cell.text and not cell.above]
        foot = is_foot([cell.text for cell in row.filled()])
        if project and (foot or _differs(own, project[0])):
            yield from _of_project(sheet, project)
            project = []
        if foot:
            yield _row(row.filled())
        else:
            project.append(row)
    if project:
        yield from _of_project(sheet, project)


def _differs(own: Sequence[GridCell], first: GridRow) -> bool:
    """True if a row's own cells of the head are not those of the project's first row: another project's."""
    known = {cell.text for cell in first.cells}
    return any(cell.text not in known for cell in own)


def _of_project(sheet: _Sheet, rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """Yield the indicators of one project, those of one category after another."""
    head = list(rows[0].cells[: sheet.head])
    for group in sheet.groups:
        words = [group.levels[at] or GridCell("") for at in sheet.levels]
        for row in rows:
            own = [row.cells[at] for at in group.columns]
            if not any(cell.text for cell in own):
                continue
            yield _row([*head, *words, *own])
            head = [replace(cell, above=True) for cell in head]
            words = [replace(cell, above=True) for cell in words]
