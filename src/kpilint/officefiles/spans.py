"""Text that stands in pieces, each in an element of its own: what of them changes when the text does."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct

from kpilint.editing.differences import Change, changes
from kpilint.officefiles.values import Refused


class Piece(Struct, frozen=True):
    """A part of a text, and the element that holds it; None for what no text can be put in place of (a list number).

    Of the element's text the piece begins at `start`.
    """

    text: str
    holder: Any = None
    start: int = 0


def rewritten(pieces: Sequence[Piece], before: str, after: str) -> dict[int, str]:
    """Return the new texts of the pieces that change, by index, as few characters as possible.

    White space around the whole text, which readers leave out, stays.

    Raises:
        Refused: the pieces do not make the text `before`, or something that changes is no text.
    """
    whole = "".join(piece.text for piece in pieces)
    if whole.strip() != before:
        raise Refused("该单元格的文字不能逐字改写", "the cell's text is not made of plain text")
    made: dict[int, str] = {}
    ends = list(accumulate(len(piece.text) for piece in pieces))
    offset = len(whole) - len(whole.lstrip())
    for one in reversed(changes(before, after)):  # the last first, so that places before it stay true
        _make(Change(one.first + offset, one.last + offset, one.text), pieces, ends, made)
    return made


def _make(change: Change, pieces: Sequence[Piece], ends: Sequence[int], made: dict[int, str]) -> None:
    """Note in `made` the pieces that a change touches, which those behind it have not shifted."""
    target = _target(change, pieces, ends)
    if target < 0:
        raise _not_text()
    for index, (piece, stop) in enumerate(zip(pieces, ends, strict=True)):
        begin = stop - len(piece.text)
        start, end = max(change.first, begin), min(change.last, stop)
        new = change.text if index == target else ""
        if start >= end and not new:
            continue
        if piece.holder is None:
            raise _not_text()
        text = made.get(index, piece.text)
        start, end = start - begin, max(start, end) - begin
        made[index] = text[:start] + new + text[end:]


def _not_text() -> Refused:
    return Refused(
        "要改的地方有自动编号、换行、公式或特殊符号，请手工修改",
        "what would change is a list number, a line break, a formula or a symbol: change it by hand",
    )


def _target(change: Change, pieces: Sequence[Piece], ends: Sequence[int]) -> int:
    """Return the piece that new text goes into: the first that changes, or the one that the text is added to."""
    for index, (piece, stop) in enumerate(zip(pieces, ends, strict=True)):
        begin = stop - len(piece.text)
        if change.first < change.last:
            if begin < change.last and change.first < stop:
                return index
        elif begin <= change.first <= stop and piece.text and piece.holder is not None:
            return index
    return -1
