"""Worksheets to parts: what a reader of the sheet is shown, and a problem for what is hidden from them.

Hidden rows and columns are taken out, so that the table is the one that is seen; addresses stay those of the sheet.
A merged cell shows its text as long as a part of it is visible, even if its first row or column is hidden.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from msgspec import Struct

from kpilint.model import Place, Problem
from kpilint.sources.boxes import Box, Grid, Line, Part
from kpilint.sources.excel.addresses import cell_address, column_letters, sheet_prefix
from kpilint.sources.excel.areas import Area, disjoint, unseen
from kpilint.sources.excel.sheet import Merge, Sheet, short
from kpilint.sources.failures import too_large
from kpilint.sources.layout.cells import MAX_CELLS

_DEFAULT_NAME: Final = re.compile(r"(?:sheet|工作表|table|表单)\s*\d*(?:\s*[(（]\d+[)）])?", re.IGNORECASE)
"""Names that spreadsheet programs and converters give by themselves."""
_WIDEST: Final = 64
"""Columns of a merged cell; one that is wider (a title over the whole sheet) ends where the table does."""
_MAX_NAMED: Final = 20
"""Cells under merged ones that get a problem each; the rest are counted as hidden."""
_FORM_ROWS: Final = 64
"""Empty rows in a row that a form may have left to be filled in."""


class _Line(Struct, frozen=True, gc=False):
    """A visible row: its number among those that are seen and in the sheet, and its cells by seen column."""

    seen: int
    row: int
    cells: dict[int, tuple[int, str]]


def sheet_parts(sheet: Sheet) -> Iterator[Part]:
    """Yield the name of a sheet if it was given one, its tables, and what was not read of it.

    Raises:
        ReadFailure: `input/too-large`.
    """
    if sheet.hidden:
        yield from _hidden_sheet(sheet)
        return
    view = _View(sheet)
    if view.lines and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
        yield Line(sheet.name.strip(), sheet.place(0, 0), heading=True, gap=True)
    for block in view.blocks():
        yield Grid(view.boxes(block))
    yield from sheet.problems
    if sheet.more_formulas:
        place = sheet.problems[-1].place
        yield Problem("input/formulas-without-value", place, {"count": str(sheet.more_formulas)})
    yield from view.left_out()


def _hidden_sheet(sheet: Sheet) -> Iterator[Part]:
    count = sum(map(len, sheet.rows.values())) + sheet.unshown_count
    if count:
        place = Place(anchor=sheet_prefix(sheet.name).removesuffix("!"))
        yield Problem("input/hidden-sheet", place, {"name": short(sheet.name), "count": str(count)})


class _View:
    """A sheet without what is hidden."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.prefix = sheet_prefix(sheet.name)
        self.hidden_rows = sorted(sheet.hidden_rows)
        self.hidden_columns = sorted(sheet.hidden_columns)
        self.lost: list[tuple[int, int, str]] = list(sheet.unshown)
        self.lost_count = sheet.unshown_count
        self.covered: list[Problem] = []
        self.areas: list[Area] = self._areas()
        self.lines: list[_Line] = self._lines()

    # -- what is seen

    def _seen_row(self, row: int) -> int:
        return row - bisect_left(self.hidden_rows, row)

    def _seen_column(self, column: int) -> int:
        return column - bisect_left(self.hidden_columns, column)

    def _areas(self) -> list[Area]:
        """Return the merged cells of which a part is visible, in the order of rows; the first of two that overlap."""
        found = []
        for merge in self.sheet.merges:
            top, left = self._seen_row(merge.top), self._seen_column(merge.left)
            bottom = merge.bottom - bisect_right(self.hidden_rows, merge.bottom)
            right = merge.right - bisect_right(self.hidden_columns, merge.right)
            text = self._text(merge)
            if top <= bottom and left <= right and (text or left < MAX_CELLS):
                found.append(Area(top, left, bottom, right, merge.top, merge.left, text))
        found.sort(key=attrgetter("top", "left"))
        return list(disjoint(found))

    def _text(self, merge: Merge) -> str:
        return self.sheet.rows.get(merge.top, {}).get(merge.left, "")

    def _lines(self) -> list[_Line]:
        """Return the visible rows with text of their own, or that a merged cell with text starts in."""
        cells: dict[int, tuple[int, dict[int, tuple[int, str]]]] = {}
        starts = {(area.row, area.column) for area in self.areas if area.text}
        for number in sorted(self.sheet.rows):
            hidden = number in self.sheet.hidden_rows
            kept: dict[int, tuple[int, str]] = {}
            for column, text in sorted(self.sheet.rows[number].items()):
                if (number, column) in starts:
                    continue
                if hidden or column in self.sheet.hidden_columns:
                    self._lose(number, column, text)
                else:
                    kept[self._seen_column(column)] = (column, text)
            if kept:
                cells[self._seen_row(number)] = (number, kept)
        for area in self.areas:
            if area.text:
                cells.setdefault(area.top, (self._row_at(area.top), {}))
        return [_Line(seen, row, kept) for seen, (row, kept) in sorted(cells.items())]

    def _row_at(self, seen: int) -> int:
        """Return the row of the sheet that is seen as row `seen`."""
        return unseen(self.hidden_rows, seen)

    def _column_at(self, seen: int) -> int:
        return unseen(self.hidden_columns, seen)

    # -- blocks

    def blocks(self) -> Iterator[list[_Line]]:
        """Yield the rows of each table: they end at a blank row that no merged cell and no lines go through."""
        block: list[_Line] = []
        reach = -1
        areas = iter(self.areas)
        area = next(areas, None)
        for line in self.lines:
            if block and not self._runs_on(block[-1].seen, line.seen, reach):
                yield block
                block = []
            if block:
                between = range(block[-1].seen + 1, min(line.seen, block[-1].seen + 1 + _FORM_ROWS))
                block += [_Line(seen, self._row_at(seen), {}) for seen in between]
            block.append(line)
            while area is not None and area.top <= line.seen:
                reach = max(reach, area.bottom) if area.text else reach
                area = next(areas, None)
        if block:
            yield block

    def _runs_on(self, before: int, after: int, reach: int) -> bool:
        start = max(before, reach) + 1
        if start >= after:
            return True
        return after - start <= _FORM_ROWS and all(self._edged(seen) for seen in range(start, after))

    def _edged(self, seen: int) -> bool:
        return self._row_at(seen) in self.sheet.edged_rows

    # -- cells

    def boxes(self, block: list[_Line]) -> Iterator[Box]:
        """Yield the cells of a block in order: all from its first to its last column, empty ones too."""
        first, last = block[0].seen, block[-1].seen
        start = bisect_left(self.areas, first, key=attrgetter("top"))
        end = bisect_right(self.areas, last, key=attrgetter("top"))
        areas = [area for area in self.areas[start:end] if area.text]
        edges = [column for line in block for column in line.cells]
        edges += [area.left for area in areas]
        edges += [area.right for area in areas if area.right - area.left < _WIDEST]
        left, right = min(edges), max(edges)
        if right >= MAX_CELLS:
            at = self._column_at(right)
            raise too_large("列数 / columns", at + 1, MAX_CELLS, self.sheet.place(block[0].row, at))
        letters = [column_letters(self._column_at(column)) for column in range(left, right + 1)]
        self.sheet.budget.count_cells((right - left + 1) * len(block))
        open_: list[Area] = []
        coming = self.areas[start:end]
        coming.reverse()
        for line in block:
            open_ = [area for area in open_ if area.bottom >= line.seen]
            while coming and coming[-1].top <= line.seen:
                area = coming.pop()
                if area.left <= right and area.bottom >= line.seen:
                    insort(open_, area, key=attrgetter("left"))
            yield from self._row_boxes(line, open_, left, right, letters)

    def _row_boxes(self, line: _Line, open_: list[Area], left: int, right: int, letters: list[str]) -> Iterator[Box]:
        """Yield the cells of one row; `open_` are the merged cells that reach it, from left to right."""
        column = left
        number = line.row + 1
        merged = iter(open_)
        area = next(merged, None)
        while column <= right:
            while area is not None and area.right < column:
                area = next(merged, None)
            if area is not None and area.left <= column:
                self._cover(line, area, right)
                if area.top == line.seen:
                    place = Place(anchor=self.prefix + cell_address(area.row, area.column))
                    width = min(area.right, right) - max(area.left, left) + 1
                    yield Box(line.seen, column, area.text, place, area.bottom - area.top + 1, width)
                column = area.right + 1
                continue
            text = line.cells[column][1] if column in line.cells else ""
            yield Box(line.seen, column, text, Place(anchor=f"{self.prefix}{letters[column - left]}{number}"))
            column += 1

    def _cover(self, line: _Line, area: Area, right: int) -> None:
        """Note text in cells under a merged one, unless it says the same."""
        for seen in range(area.left, min(area.right, right) + 1):
            column, text = line.cells.get(seen, (-1, area.text))
            if text == area.text:
                continue
            if len(self.covered) < _MAX_NAMED:
                self.covered.append(
                    Problem("input/covered-text", self.sheet.place(line.row, column), {"text": short(text)})
                )
            else:
                self._lose(line.row, column, text)

    # -- what is not seen

    def _lose(self, row: int, column: int, text: str) -> None:
        self.lost_count += 1
        if not self.lost:
            self.lost.append((row, column, text))

    def left_out(self) -> Iterator[Problem]:
        """Yield a problem for cells that are hidden, and those for cells under merged ones."""
        yield from self.covered
        if self.lost:
            row, column, text = self.lost[0]
            args = {"name": short(self.sheet.name), "count": str(self.lost_count), "text": short(text)}
            yield Problem("input/hidden-cells", self.sheet.place(row, column), args)
