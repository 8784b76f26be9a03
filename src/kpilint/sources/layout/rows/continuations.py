"""Rows that are not whole by themselves: cut in two by a page break, or spread over several lines."""

from collections.abc import Sequence

from kpilint.model import Indicator
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.heads.labels import is_title
from kpilint.sources.layout.rows.levels import completes
from kpilint.sources.layout.rows.ragged import Above, Placed, place_row

_MOST = 4
"""Lines over which one row may be spread."""

_LONGEST = 5000
"""Characters of a row to which nothing more is joined."""


def join_below(
    row: GridRow, below: Sequence[GridRow], header: Header, above: Above
) -> tuple[int, GridRow, Placed] | None:
    """Join a broken row with the lines below it that hold the rest of its cells.

    Returns how many lines were needed, the whole row and its cells; None if the row stays broken.
    """
    joined = row
    for count, line in enumerate(below[:_MOST], start=1):
        if line.gap or line.heading or not line.cells or is_title(line.cells[0].text):
            return None
        last, first = joined.cells[-1], line.cells[0]
        wrapped = completes(last.text, first.text, "level2") or completes(last.text, first.text, "level1")
        if not wrapped and place_row(line.cells, header, above).sure:
            return None
        cell = GridCell(f"{last.text}\n{first.text}".strip(), last.place)
        joined = GridRow((*joined.cells[:-1], cell, *line.cells[1:]), gap=row.gap)
        placed = place_row(joined.cells, header, above)
        if placed.whole and placed.sure:
            return count, joined, placed
    return None


def cut_levels(row: GridRow, header: Header, last: Indicator) -> Placed | None:
    """Return the cells of a row after a page break whose level cells are the ends of those above; None for others."""
    if len(row.cells) > len(header.cols):
        return None
    fields = {col: cell for cell, col in zip(row.cells, header.cols, strict=False) if col and cell.text}
    placed = Placed(fields)
    return placed if {"level1", "level2"} & fields.keys() and is_cut(placed, header, last, page_cut=True) else None


def is_cut(placed: Placed, header: Header, last: Indicator, *, page_cut: bool) -> bool:
    """True if a row is the rest of the row above: no level and no name, or after a page break a name alone."""
    fields = placed.fields
    if not placed.whole or sum(map(len, (last.name, last.description, last.value, last.basis))) > _LONGEST:
        return False
    levels = {"level1", "level2"} & fields.keys()
    if levels and page_cut:
        return all(completes(getattr(last, level), fields[level].text, level) for level in levels)
    if levels or header.index("name") < 0:
        return False
    if "name" not in fields:
        return True
    return page_cut and "value" not in fields and header.index("value") >= 0 and bool(last.value)
