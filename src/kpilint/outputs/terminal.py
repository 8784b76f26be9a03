"""Text for terminals: width of Chinese, wrapping, colour, and nothing in it that could command the terminal."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from wcwidth import wcswidth, wcwidth

_STYLES: Final = {"": "", "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_NO_LINE_END: Final = frozenset("（【《“‘〔([{")
_NO_LINE_START: Final = frozenset("，。；：！？、）】》”’〕,.;:!?)]}%")


class Style(Struct, frozen=True):
    """How to write: language (zh or en), colour, cells a line, and `brief` for the summary alone."""

    lang: str = "zh"
    color: bool = False
    cells: int = 80
    brief: bool = False


def safe(text: str) -> str:
    """Return `text` on one line, control and direction characters shown as escapes."""
    if text.isprintable():  # the common case: nothing of the kind in it
        return text
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _shown(char) for char in text
    )


def width(text: str) -> int:
    """Return the number of terminal cells that `text` takes."""
    return max(0, wcswidth(text))


def pad(text: str, cells: int) -> str:
    """Return `text` filled with spaces to a number of cells."""
    return text + " " * max(0, cells - width(text))


def wrap(text: str, first: int, cells: int) -> list[str]:
    """Break `text` into lines: the first of `first` cells, the others of `cells`.

    Chinese breaks anywhere except before closing and after opening punctuation; runs of letters and digits stay
    together.
    """
    lines: list[str] = []
    line, room = "", first
    for piece in _pieces(text):
        if not line and lines and piece.isspace():
            continue
        if line and width(line) + width(piece) > room:
            lines.append(line.rstrip())
            line, room = "", cells
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with the space that broke it
        while width(piece) > room:
            head = _head(piece, room)
            lines.append(line + head)
            line, room, piece = "", cells, piece[len(head) :]  # noqa: PLW2901 - an overlong run is cut up
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def styled(text: str, style: str, *, color: bool) -> str:
    """Return `text` in a style of `_STYLES` where colour is wanted."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and style and text else text


def _shown(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\x{ord(char):02x}"


def _pieces(text: str) -> Iterator[str]:
    """Yield what may not be broken: a run of narrow characters, or a wide one with the punctuation behind it."""
    piece = ""
    for char in text:
        if piece and not _held(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _held(before: str, char: str) -> bool:
    """Return whether no line may end between two characters."""
    if char in _NO_LINE_START or (before in _NO_LINE_END and not char.isspace()):
        return True
    return not char.isspace() and not before.isspace() and wcwidth(char) == wcwidth(before) == 1


def _head(piece: str, room: int) -> str:
    taken = 0
    for index, char in enumerate(piece):
        taken += max(0, wcwidth(char))
        if taken > room and index:
            return piece[:index]
    return piece[:1] if room < 1 else piece
