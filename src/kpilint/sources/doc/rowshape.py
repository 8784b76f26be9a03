"""The shape of one table row: the edges of its cells and which of them are merged ([MS-DOC] 2.9.319, 2.9.315)."""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kpilint.sources.doc import sprms

MOST_CELLS: Final = 64
_TC_SIZE: Final = 20
_HORIZONTAL: Final = 3
_VERTICAL: Final = 3 << 5
_MERGES: Final = ("", "continue", "", "restart")
"""What the two bits of a vertical merge say ([MS-DOC] 2.9.344)."""


class CellShape(Struct, frozen=True, gc=False):
    """Which cells of the text (`first` up to `last`) make one shown cell, its edges in twips, and its vertical merge.

    `merge` is "restart" for the first cell of a merge, "continue" for one that goes on from the row above, or "".
    """

    first: int
    last: int
    left: int
    right: int
    merge: str = ""


class _Row:
    """A row's edges and flags while modifiers change them."""

    def __init__(self) -> None:
        self.edges: list[int] = []
        self.flags: list[int] = []
        self.gap = 0

    def apply(self, code: int, operand: bytes) -> None:
        """Apply one modifier; one that does not fit the row changes nothing."""
        if code == sprms.ROW:
            self._define(operand)
        elif code == sprms.ROW_GAP:
            self.gap = sprms.number(operand)
        elif code == sprms.ROW_LEFT and self.edges:
            shift = sprms.number(operand) - (self.edges[0] + self.gap)
            self.edges = [edge + shift for edge in self.edges]
        elif code == sprms.ROW_VERTICAL and len(operand) >= 2 and operand[0] < len(self.flags):  # noqa: PLR2004
            self.flags[operand[0]] = self.flags[operand[0]] & ~_VERTICAL | (operand[1] & 3) << 5
        elif code in {sprms.ROW_MERGE, sprms.ROW_SPLIT}:
            self._merge(operand[0], operand[1], merged=code == sprms.ROW_MERGE)
        elif code in {sprms.ROW_INSERT, sprms.ROW_DELETE, sprms.ROW_WIDTHS} and self.edges:
            self._resize(code, operand)

    def _define(self, operand: bytes) -> None:
        count = min(operand[0], MOST_CELLS) if operand else 0
        first = 1 + 2 * (count + 1)
        if len(operand) < first or not count:
            return
        self.edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
        given = min((len(operand) - first) // _TC_SIZE, count)
        flags = [struct.unpack_from("<H", operand, first + _TC_SIZE * index)[0] for index in range(given)]
        self.flags = flags + [0] * (count - given)

    def _merge(self, first: int, end: int, *, merged: bool) -> None:
        for index in range(first, min(end, len(self.flags))):
            flag = (1 if index == first else 2) if merged else 0
            self.flags[index] = self.flags[index] & ~_HORIZONTAL | flag

    def _resize(self, code: int, operand: bytes) -> None:
        """Insert, delete or widen cells: work on widths, then lay the edges out again."""
        widths = [right - left for left, right in zip(self.edges, self.edges[1:], strict=False)]
        first = min(operand[0], len(widths))
        if code == sprms.ROW_DELETE:
            del widths[first : operand[1]]
            del self.flags[first : operand[1]]
        else:
            width = sprms.number(operand[2:4])
            if code == sprms.ROW_WIDTHS:
                widths[first : operand[1]] = [width] * (min(operand[1], len(widths)) - first)
            else:
                more = min(operand[1], MOST_CELLS - len(widths))
                widths[first:first] = [width] * more
                self.flags[first:first] = [0] * more
        edges = [self.edges[0]]
        for width in widths:
            edges.append(edges[-1] + width)
        self.edges = edges


def row_shape(modifiers: Sequence[tuple[int, bytes]]) -> tuple[CellShape, ...]:
    """Return the cells of a row as its modifiers make them, from left to right; empty where they define none."""
    row = _Row()
    for code, operand in modifiers:
        row.apply(code, operand)
    for index in range(1, len(row.edges)):
        row.edges[index] = max(row.edges[index], row.edges[index - 1])
    return tuple(_cells(row.edges, row.flags))


def _cells(edges: list[int], flags: list[int]) -> list[CellShape]:
    """Return the shown cells.

    Two readings of the bits of a horizontal merge are published: 1 first and 2 merged (Word 97's own description,
    LibreOffice), and 2 first and 1 merged (2.9.317). The first flagged cell of a row tells which one its writer had.
    """
    horizontal = [flag & _HORIZONTAL for flag in flags]
    first = next((flag for flag in horizontal if flag), 0)
    cells: list[CellShape] = []
    for index, flag in enumerate(horizontal):
        left, right = edges[index], edges[index + 1]
        if cells and flag not in {0, first} and horizontal[index - 1]:
            before = cells[-1]
            cells[-1] = CellShape(before.first, index + 1, before.left, right, before.merge)
        else:
            cells.append(CellShape(index, index + 1, left, right, _MERGES[flags[index] >> 5 & 3]))
    return cells
