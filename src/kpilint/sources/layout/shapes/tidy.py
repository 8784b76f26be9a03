"""Rows of physical tables as they are meant: lines across the table, labels that a program repeated in each row."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import is_aligned
from kpilint.sources.layout.headers.headings import is_label_of_rows
from kpilint.sources.layout.heads.labels import could_be_title, inline_label, is_title, label_of, money_unit
from kpilint.sources.layout.rows.levels import looks_like_level

_REPEATED = frozenset({"goals", "outcome", "purpose", "plan", "budget"})
"""Labels that stand beside several rows; a second code or project is another table's."""


def tidied(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Yield rows with titles inside a physical table as lines, and with repeated labels as merged ones.

    Spreadsheets have all text in cells, also what stands above and between tables. Finance systems repeat the text of
    merged cells in each row.
    """
    above: GridRow | None = None
    gap = False
    for given in _labels_whole(rows):
        if not is_aligned(given):
            above, gap = None, False
            yield given
            continue
        row = replace(given, gap=True) if gap and not given.gap else given
        line = _line(row)
        gap = line is not None  # another table may start below the line
        yield line or (row if above is None or row.gap else _with_labels_merged(row, above))
        above = row


def _labels_whole(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Yield rows with the labels whole that a page break cuts: 资金支出 above it, 计划（%） below."""
    held: GridRow | None = None
    for row in rows:
        if held is not None:
            if is_aligned(row) and is_aligned(held) and (row.page_top or row.place.page > held.place.page):
                held, joined = _joined(held, row)
                yield held
                held = joined
                continue
            yield held
        held = row
    if held is not None:
        yield held


def _joined(upper: GridRow, lower: GridRow) -> tuple[GridRow, GridRow]:
    """Return two rows with a page break between them, the labels whole in the upper one and merged in the lower."""
    ends = {cell.at: cell for cell in lower.cells if cell.text}
    whole: dict[int, GridCell] = {}
    for cell in upper.cells:
        end = ends.get(cell.at)
        if end is None or not cell.text:
            continue
        if end.text == cell.text and _stands_beside_rows(cell.text):
            whole[cell.at] = cell  # printed again on the next page
        elif _is_cut(cell.text, end.text):
            whole[cell.at] = replace(cell, text=cell.text + end.text)
    if not whole:
        return upper, lower
    first = tuple(whole.get(cell.at, cell) for cell in upper.cells)
    rest = tuple(replace(whole[cell.at], above=True) if cell.at in whole else cell for cell in lower.cells)
    return replace(upper, cells=first), replace(lower, cells=rest)


def _is_cut(text: str, end: str) -> bool:
    """True for the two parts of a label: 预算规模及资 and 金用途, or 资金支出计划 and （%）."""
    return bool(label_of(text + end)) and (not label_of(text) or end[0] in "（(")


def _line(row: GridRow) -> GridRow | None:
    """Return a row that is a heading in its first cell and nothing else as a line of text.

    Headings are numbered, or stand apart from what is above them.
    """
    filled = row.filled()
    if len(filled) != 1 or filled[0] is not row.cells[0] or any(cell.above for cell in row.cells):
        return None
    text = filled[0].text
    if looks_like_level(text) or is_label_of_rows(text) or is_title(text) or label_of(text):
        return None
    if inline_label(text) not in ("", "goals"):
        return None
    apart = row.gap and not row.page_top and not money_unit(text)
    if not apart and not could_be_title(GridRow((filled[0],))):
        return None
    return GridRow((GridCell(text, filled[0].place),), prose=True, gap=True)


def _with_labels_merged(row: GridRow, above: GridRow) -> GridRow:
    """Return the row with labels that equal the one straight above them marked as merged with it."""
    labels = {cell.at: cell for cell in above.cells if cell.text and _stands_beside_rows(cell.text)}
    if not labels:
        return row
    cells = tuple(
        replace(cell, above=True, place=labels[cell.at].place)
        if not cell.above and cell.at in labels and cell.text == labels[cell.at].text
        else cell
        for cell in row.cells
    )
    return replace(row, cells=cells)


@lru_cache(maxsize=65536)
def _stands_beside_rows(text: str) -> bool:
    return label_of(text) in _REPEATED or is_label_of_rows(text) or vocabulary.term(text) in vocabulary.lookup("side")
