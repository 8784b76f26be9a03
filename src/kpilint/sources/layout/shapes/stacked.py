"""Rows that come as one because the blank lines between them are missing: one cell a line, all in one block."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from msgspec.structs import replace

from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.headers.find import find_header
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import column_of
from kpilint.sources.layout.heads.labels import is_title, label_of, money_unit
from kpilint.sources.layout.rows.levels import level1_key, level2_key

_MOST: Final = 40
"""Cells of the widest row; more in a block are several rows, or paragraphs that open with a tab."""

_OPENING: Final = frozenset({"code", "budget", "plan", "goals"})
"""Labels that open a row of a table's head."""

Cells = Sequence[GridCell]


def unstack(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Yield `rows`, those that hold several rows one below the other taken apart."""
    header: Header | None = None
    for row in chain.from_iterable(map(_title_apart, rows)):
        if not row.stacked:
            if not row.prose:
                header = None
            yield row
            continue
        parts = _parts(row, header)
        header = next((found for part in reversed(parts) if (found := find_header(part, None))), header)
        yield from parts


def _title_apart(row: GridRow) -> Iterator[GridRow]:
    """Yield the title of a table that stands in one row with the unit, or the unit with the code, as rows."""
    filled = [] if row.prose else row.filled()
    at = next((i for i, cell in enumerate(row.cells[:3]) if money_unit(cell.text)), len(row.cells)) + 1
    if filled and at < len(row.cells) and label_of(row.cells[at].text) in ("code", "project"):
        yield from _title_apart(replace(row, cells=row.cells[:at]))
        yield replace(row, cells=row.cells[at:], gap=False)
        return
    if len(filled) > 1 and is_title(filled[0].text) and (row.stacked or money_unit(filled[-1].text)):
        yield GridRow((filled[0],), gap=row.gap)
        at = row.cells.index(filled[0]) + 1
        yield replace(row, cells=row.cells[at:], gap=False)
    else:
        yield row


def _parts(row: GridRow, header: Header | None) -> list[GridRow]:
    start, end = _heading_run(row.cells)
    found = find_header(GridRow(row.cells[start:end]), None) if end - start < len(row.cells) else None
    if found:
        below = _indicator_rows(row.cells[end:], len(found.cols))
        return _rows([*_head_rows(row.cells[:start], whole=False), row.cells[start:end], *below], row)
    width = len(header.cols) if header else 0
    if width and len(row.cells) > width and (len(row.cells) > _MOST or _starts(row.cells, width)):
        return _rows(_indicator_rows(row.cells, width), row)
    if len(row.cells) > _MOST:
        return [GridRow((cell,), prose=True) for cell in row.cells if cell.text]
    return _rows(_head_rows(row.cells), row)


def _rows(parts: Iterable[Cells], row: GridRow) -> list[GridRow]:
    filled = [tuple(part) for part in parts if part]
    return [GridRow(part, gap=row.gap if not at else True) for at, part in enumerate(filled)]


def _heading_run(cells: Cells) -> tuple[int, int]:
    """Return where the first run of column headings from a level or a number on starts and ends; (0, 0) if none."""
    start = 0
    for at, cell in enumerate(cells):
        if column_of(cell.text):
            continue
        if at - start > 2 and _has_name(cells[start:at]):  # noqa: PLR2004 - a header has three columns at least
            return start, at
        start = at + 1
    return (start, len(cells)) if len(cells) - start > 2 and _has_name(cells[start:]) else (0, 0)  # noqa: PLR2004


def _has_name(cells: Cells) -> bool:
    fields = {found[0] for cell in cells if (found := column_of(cell.text))}
    return {"name", "value"} <= fields or {"name", "level1", "level2"} <= fields


def _indicator_rows(cells: Cells, width: int) -> Iterator[Cells]:
    """Yield rows of `width` cells; where a cell is missing, the next level word at the left edge opens the next row."""
    starts = _starts(cells, width)
    begin = 0
    while begin < len(cells):
        end = min(begin + width, len(cells))
        inner = next((at for at in starts if begin < at < end and not _at_edge(cells, begin, at)), end)
        yield cells[begin:inner]
        begin = inner


def _at_edge(cells: Cells, begin: int, at: int) -> bool:
    """True if all before a level word is the empty cell of a merged first level."""
    return not any(cell.text for cell in cells[begin:at])


def _starts(cells: Cells, width: int) -> list[int]:
    """Return where rows that give a first level start: it, then a second level or an empty cell."""
    if len(cells) <= width:
        return []
    return [
        at
        for at, cell in enumerate(cells[:-1])
        if level1_key(cell.text) and (level2_key(cells[at + 1].text) or not cells[at + 1].text)
    ]


def _head_rows(cells: Cells, *, whole: bool = True) -> Iterator[Cells]:
    """Yield the rows of a head: a label of `_OPENING` opens one, and so does the empty cell below a label.

    A `whole` block, without a header in it, is one row unless it has two such labels.
    """
    labels = [label_of(cell.text) for cell in cells]
    if whole and len(_OPENING & set(labels)) < 2:  # noqa: PLR2004 - one alone is in its own row already
        yield cells
        return
    begin = 0
    for at, label in enumerate(labels):
        merged = at > 0 and not cells[at].text and not labels[at - 1]
        if at > begin and (label in _OPENING or merged):
            yield cells[begin:at]
            begin = at
    yield cells[begin:]
