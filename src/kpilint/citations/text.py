"""A cell in the form in which citations are looked for, and the way back to what was published."""

from unicodedata import normalize

from msgspec import Struct


class Folded(Struct, frozen=True):
    """A text in half-width without white space; `origin` maps its offsets to those of the text as published."""

    raw: str
    text: str
    origin: list[int]

    def published(self, start: int, end: int) -> str:
        """Return a stretch of the text as published."""
        return self.raw[self.origin[start] : self.origin[end - 1] + 1]

    def spaced(self, at: int) -> bool:
        """Tell whether a space stands before a character."""
        return " " in self.raw[self.origin[at - 1] : self.origin[at]][:_MAX_GAP]


_MAX_GAP = 4


def fold(raw: str) -> Folded:
    """Return a text as citations are looked for in it."""
    chars: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(raw):
        if char.isspace() or char in "\u200b\ufeff":
            continue
        half = char if char.isascii() or "\u4e00" <= char <= "\u9fff" else normalize("NFKC", char)
        chars.append(half)
        origin.extend([at] * len(half))
    return Folded(raw, "".join(chars), origin)
