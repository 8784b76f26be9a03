"""Whether the text of a page can be trusted: scans, text without meaning, pictures that may be tables."""

from enum import Enum
from typing import Final

from kpilint.sources.layout.headers.headings import column_of
from kpilint.sources.layout.heads.labels import is_page_mark
from kpilint.sources.pdf.drawn import Drawn
from kpilint.sources.pdf.glyphs import Glyphs
from kpilint.sources.pdf.lines import TextLine
from kpilint.sources.pdf.page import PageText
from kpilint.sources.pdf.view import Span

_COVERED: Final = 0.5
"""Part of a page that pictures cover if it is a scan."""
_WHOLE: Final = 0.85
"""Part of a page that one picture covers if text painted before it lies under it."""
_FEW: Final = 10
"""Characters that a scan may have besides the picture: a page number, a stamp."""
_MARGIN: Final = 0.08
_OUTLINES: Final = 60
"""Filled curved shapes on a page without text from which on it is text turned into outlines."""
_BAD: Final = 0.05
"""Part of the characters without meaning from which on a page is not read."""
_LARGE: Final = 0.25
"""Part of a page covered by one picture without text over it that may be a table."""
_HEADINGS: Final = 3
"""Column headings on one line that make it the header of a table."""


class Trust(Enum):
    """What a page is worth."""

    READ = "read"
    BLANK = "blank"
    SCANNED = "scanned"
    SCANNED_TEXT = "scanned-text"
    """A scan with a text layer of a machine's making."""
    GARBLED = "garbled"
    UNREAD = "unread"
    """Broken, or beyond the limits."""


def trust(glyphs: Glyphs, drawn: Drawn) -> Trust:
    """Return whether the characters of a page are what its readers see."""
    if not (glyphs.complete and drawn.complete):
        return Trust.UNREAD
    ink = sum(not glyph.text.isspace() for glyph in glyphs.seen)
    page = Span(0.0, 0.0, glyphs.view.width, glyphs.view.height)
    covered = _covered(drawn, page)
    body = sum(_MARGIN * page.y1 < glyph.base < (1 - _MARGIN) * page.y1 for glyph in glyphs.seen if not glyph.turn)
    if covered >= _COVERED and (ink < _FEW or not body):
        return Trust.SCANNED_TEXT if glyphs.hidden >= _FEW else Trust.SCANNED
    if _under_picture(drawn, page):
        return Trust.SCANNED_TEXT
    if not ink:
        if glyphs.hidden >= _FEW:
            return Trust.SCANNED_TEXT
        return Trust.SCANNED if drawn.shapes >= _OUTLINES else Trust.BLANK
    return Trust.GARBLED if glyphs.bad > max(_BAD * ink, 2) else Trust.READ


def _covered(drawn: Drawn, page: Span) -> float:
    """Return which part of the page pictures cover; strips of a scan count together."""
    return sum(box.area() for box, _ in drawn.pictures) / max(page.area(), 1.0)


def _under_picture(drawn: Drawn, page: Span) -> bool:
    return any(
        before > 0 and 2 * before >= drawn.texts and box.common(page).area() >= _WHOLE * page.area()
        for box, before in drawn.pictures
    )


def pictures(glyphs: Glyphs, drawn: Drawn) -> int:
    """Return how many large pictures of a page have no text over them: each may be a table."""
    area = glyphs.view.width * glyphs.view.height
    count = 0
    for box, _ in drawn.pictures:
        if box.area() >= _LARGE * area:
            over = sum(box.holds((g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2) for g in glyphs.seen)
            count += over < _FEW
    return count


def unruled_header(page: PageText) -> TextLine | None:
    """Return the first of the column headings that stand on one line outside tables; None if there are none."""
    heads: list[TextLine] = []
    for line in sorted(page.lines, key=lambda line: line.base):
        if is_page_mark(line.text) or not column_of(line.text):
            continue
        if heads and line.base - heads[0].base > line.em:
            heads = []
        heads.append(line)
        if len(heads) >= _HEADINGS:
            return heads[0]
    words = [line for line in page.lines if sum(bool(column_of(word)) for word in line.text.split()) >= _HEADINGS]
    return words[0] if words else None
