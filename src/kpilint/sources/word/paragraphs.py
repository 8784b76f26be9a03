"""Paragraphs as values, and the lines that they show."""

from typing import Final

from msgspec import Struct

PAGE_BREAK: Final = "\f"
"""Stands in the text of a paragraph where a page break does."""


class Paragraph(Struct, gc=False):
    """One paragraph as shown. `text` has line ends for its breaks and `PAGE_BREAK` for page breaks.

    `joined` says that its end is deleted, so that it runs on into the next; `breaks` that a page or section break
    comes with it, before it (-1) or after it (1). `number` is its list number with what sets it off from the text: it
    stands at the very beginning, before the text of paragraphs that run on into this one.
    """

    text: str
    heading: bool = False
    joined: bool = False
    breaks: int = 0
    number: str = ""


def lines(text: str) -> list[tuple[str, bool]]:
    """Return the lines of a paragraph's text, stripped, each with whether a page break stands before it.

    Empty lines are left out; an empty last entry stands for a page break at the end.
    """
    found = []
    for at, page in enumerate(text.split(PAGE_BREAK)):
        gap = at > 0
        for line in page.split("\n"):
            if line.strip():
                found.append((line.strip(), gap))
                gap = False
        if gap:
            found.append(("", True))
    return found
