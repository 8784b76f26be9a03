"""Text that stands in pieces, each in an element of its own: what of them changes when the text does."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from msgspec import Struct
from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from kpilint.officefiles.values import Refused

_LONG: Final = 2_000
"""Characters beyond which what differs is taken as one."""


class Piece(Struct, frozen=True):
    """A part of a text, and the element that holds it; None for what no text can be put in place of (a list number).

    Of the element's text the piece begins at `start`.
    """

    text: str
    holder: Any = None
    start: int = 0


class _Change(Struct, frozen=True):
    """The characters from `first` up to `last` shall be `text`."""

    first: int
    last: int
    text: str


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
    for change in _changes(before, after, len(whole) - len(whole.lstrip())):
        _make(change, pieces, ends, made)
    return made


def _changes(before: str, after: str, offset: int) -> Iterator[_Change]:
    """Yield what differs between two texts, the last first, so that places before it stay true."""
    lead = Prefix.similarity(before, after)
    tail = Postfix.similarity(before[lead:], after[lead:])
    old, new = before[lead : len(before) - tail], after[lead : len(after) - tail]
    at = offset + lead
    if len(old) > _LONG or len(new) > _LONG:
        yield _Change(at, at + len(old), new)
        return
    for one in reversed(Levenshtein.opcodes(old, new)):
        if one.tag != "equal":
            yield _Change(at + one.src_start, at + one.src_end, new[one.dest_start : one.dest_end])


def _make(change: _Change, pieces: Sequence[Piece], ends: Sequence[int], made: dict[int, str]) -> None:
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


def _target(change: _Change, pieces: Sequence[Piece], ends: Sequence[int]) -> int:
    """Return the piece that new text goes into: the first that changes, or the one that the text is added to."""
    for index, (piece, stop) in enumerate(zip(pieces, ends, strict=True)):
        begin = stop - len(piece.text)
        if change.first < change.last:
            if begin < change.last and change.first < stop:
                return index
        elif begin <= change.first <= stop and piece.text and piece.holder is not None:
            return index
    return -1
