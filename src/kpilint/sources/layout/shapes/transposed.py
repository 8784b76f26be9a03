"""Tables on their side: the headings down the first column, one indicator a column."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import is_aligned, numbered, stacks
from kpilint.sources.layout.headers.headings import HEAD, IGNORED, column_of, head_column, is_label_of_rows

_FEWEST: Final = 3
TALLEST: Final = 24
"""Rows of a table on its side: as many as an indicator has cells."""


def upright(rows: Sequence[GridRow]) -> tuple[int, list[GridRow]] | None:
    """Return how many rows, from the first, are a table on its side, and the same table upright; None if they are none.

    The rows open with the heading of one field each, among them the name's and the value's.
    """
    if not rows or _heading(rows[0]) is None:
        return None
    taken: list[GridRow] = []
    found: list[tuple[str, int]] = []
    for row in rows[:TALLEST]:
        heading = _heading(row)
        if heading is None or (taken and (row.gap or is_aligned(row) != is_aligned(taken[0]))):
            break
        if heading[0] in {field for field, _ in found} - {IGNORED}:
            break
        taken.append(row)
        found.append(heading)
    fields = {field for field, _ in found}
    if len(taken) < _FEWEST or not {"name", "value"} <= fields:
        return None
    if not is_aligned(taken[0]):
        if len({len(row.cells) for row in taken}) > 1:
            return None
        taken = [numbered(row) for row in taken]
    return len(taken), _turned(taken, [at for _, at in found])


def _heading(row: GridRow) -> tuple[str, int] | None:
    """Return the field a row is headed with and in which cell; None where the next cell is a heading too."""
    if row.prose:
        return None
    filled = ((at, cell) for at, cell in enumerate(row.cells) if cell.text and not is_label_of_rows(cell.text))
    first = next(filled, None)
    if first is None:
        return None
    at, cell = first
    column = column_of(cell.text)
    field = column[0] if column else head_column(cell.text)
    if not field or cell.above or field.startswith(HEAD):
        return None
    return None if any(column_of(other.text) for _, other in filled) else (field, at)


def _turned(rows: Sequence[GridRow], headings: Sequence[int]) -> list[GridRow]:
    """Return the rows' columns as rows, the headings first."""
    heads = [row.cells[at] for row, at in zip(rows, headings, strict=True)]
    end = max(cell.at + cell.span for cell in heads)
    turned = [[replace(cell, at=number, span=1, above=False) for number, cell in enumerate(heads)]]
    before: list[GridCell | None] = [None] * len(rows)
    for column in stacks(rows):
        if column.start < end:
            continue
        cells = []
        for number, row in enumerate(rows):
            over = next((c for c in row.cells if c.at <= column.start < c.at + c.span), None)
            if over is not None:
                cells.append(replace(over, at=number, span=1, above=over is before[number]))
            before[number] = over
        turned.append(cells)
    return [GridRow(tuple(cells), gap=not at) for at, cells in enumerate(turned) if cells]
