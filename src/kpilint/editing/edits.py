"""What is to be written where, and the bytes of a file with it."""

from collections.abc import Sequence

from msgspec import Struct

from kpilint.model import Place


class Edit(Struct, frozen=True):
    """A text to write in place of another.

    `place` is that of the cell, or with a `key` (`measure`, `grades[2]`) that of the mapping that holds it.
    """

    place: Place
    before: str
    after: str
    key: str = ""


class Refusal(Struct, frozen=True):
    """An edit that was not made, and why, in Chinese and English."""

    edit: Edit
    zh: str
    en: str


class Edited(Struct, frozen=True):
    """A file after edits."""

    data: bytes
    refused: tuple[Refusal, ...] = ()


def spliced(data: bytes, text: str, encoding: str, mark: int, parts: Sequence[tuple[int, int, str]]) -> bytes:
    """Return `data` with stretches of its text, in order and apart, replaced; all other bytes stay as they are.

    `mark` is the number of bytes before the text.
    """
    pieces: list[bytes] = []
    at, byte = 0, 0
    for start, end, new in parts:
        first = byte + mark + _size(data, text[at:start], encoding, byte + mark)
        last = first + _size(data, text[start:end], encoding, first)
        pieces += (data[byte + mark : first], new.encode(encoding))
        at, byte = end, last - mark
    return data[:mark] + b"".join(pieces) + data[byte + mark :]


def _size(data: bytes, text: str, encoding: str, at: int) -> int:
    """Return how many bytes of `data`, from `at`, a stretch of its text takes."""
    written = text.encode(encoding)
    if data[at : at + len(written)] != written:
        raise ValueError(f"a character has two forms in {encoding}")
    return len(written)
