"""How large the box of a note must be, and which cells it lies over: it is held by those, not by a size of its own."""

import math
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from lxml import etree
from msgspec import Struct
from wcwidth import wcswidth

from kpilint.officefiles.markup import natural
from kpilint.sources.excel.addresses import parse_range

_PIXELS: Final = 7
"""Of a digit in the standard font, which widths of columns are counted in."""
_PADDING: Final = 5
_WIDTH: Final = 8.43
_HEIGHT: Final = 15.0
"""Points of a row of which nothing is said."""
_POINT: Final = 4 / 3
_CELL: Final = 6.2
"""Pixels of half a Chinese character in the font of a note."""
_LINE: Final = 16
_NARROW: Final = 320
_WIDE: Final = 520
_HIGHEST: Final = 640
_MARGIN: Final = 14
_OFFSET: Final = 15
_FAR: Final = 400
"""Pixels behind the beginning of a merged cell where a box begins at the latest, so that it is on the screen."""
_MOST: Final = 400
"""Columns or rows that one box may lie over; hidden ones have no extent."""


class Box(Struct, frozen=True):
    """Where a box begins and ends: column and pixels in it, row and pixels in it, twice."""

    left: tuple[int, int]
    top: tuple[int, int]
    right: tuple[int, int]
    bottom: tuple[int, int]


class Room:
    """The widths of columns and heights of rows of a sheet, and its merged cells."""

    def __init__(self, sheet: etree._Element) -> None:
        said = sheet.find("{*}sheetFormatPr")
        fallback = said if said is not None else etree.Element("none")
        self._width = _columns(_float(fallback.get("defaultColWidth"), _WIDTH))
        self._height = _float(fallback.get("defaultRowHeight"), _HEIGHT) * _POINT
        self._columns: list[tuple[int, int, float]] = []
        for one in sheet.iterfind("{*}cols/{*}col"):
            width = 0.0 if one.get("hidden") in {"1", "true"} else _columns(_float(one.get("width"), _WIDTH))
            self._columns.append((natural(one.get("max")) - 1, natural(one.get("min")) - 1, width))
        self._columns.sort()
        self._rows = {
            natural(one.get("r")) - 1: 0.0 if one.get("hidden") in {"1", "true"} else _float(one.get("ht"), 0) * _POINT
            for one in sheet.iterfind("{*}sheetData/{*}row")
            if one.get("ht") or one.get("hidden")
        }
        self._ends = {}
        for one in sheet.iterfind("{*}mergeCells/{*}mergeCell"):
            area = parse_range(one.get("ref", ""))
            if area:
                self._ends[area[0], area[1]] = area[3]

    def box(self, cell: tuple[int, int], text: str) -> Box:
        """Return the box of a note on a cell, to the right of it and large enough for the text."""
        row, column = cell
        width, height = size(text)
        left = min(self._ends.get(cell, column) + 1, _reach(column, _FAR, self._column_width)[0] + 1)
        top = max(row - 1, 0)
        right = _reach(left, _OFFSET + width, self._column_width)
        bottom = _reach(top, _OFFSET + height, self._row_height)
        return Box((left, _OFFSET), (top, _OFFSET), right, bottom)

    def _column_width(self, column: int) -> float:
        at = bisect_left(self._columns, (column, -1, -1.0))
        if at < len(self._columns) and self._columns[at][1] <= column:
            return self._columns[at][2]
        return self._width

    def _row_height(self, row: int) -> float:
        return self._rows.get(row, self._height)


def size(text: str) -> tuple[int, int]:
    """Return width and height, in pixels, that show all of a text."""
    cells = [max(wcswidth(line), len(line)) for line in text.split("\n")]
    for width in (_NARROW, _WIDE):
        lines = sum(max(1, math.ceil(one * _CELL / (width - _MARGIN))) for one in cells)
        height = lines * _LINE + _MARGIN
        if height <= _HIGHEST:
            break
    return width, min(height, 3 * _HIGHEST)


def _reach(start: int, pixels: float, extent: Callable[[int], float]) -> tuple[int, int]:
    """Return the column or row that lies so many pixels behind the beginning of another, and how far in it."""
    at = start
    while at - start < _MOST and pixels > extent(at):
        pixels -= extent(at)
        at += 1
    return at, int(min(pixels, extent(at)))


def _columns(width: float) -> float:
    return int(width * _PIXELS + _PADDING) if width else 0.0


def _float(text: str | None, otherwise: float) -> float:
    try:
        found = float(text or "")
    except ValueError:
        return otherwise
    return found if 0 <= found < 1000 else otherwise  # noqa: PLR2004 - beyond what any program writes
