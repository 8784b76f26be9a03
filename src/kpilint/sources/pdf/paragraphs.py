"""Lines of running text to paragraphs: a title that runs over two lines is one."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kpilint.sources.layout.heads.labels import is_page_mark
from kpilint.sources.pdf.lines import TextLine
from kpilint.sources.pdf.page import PageTable, PageText
from kpilint.sources.pdf.wraps import is_full, joined, opens_item

_LEADING: Final = 2.2
"""Em from one baseline to the next within a paragraph at most."""
_SIZE: Final = 0.1
"""By which part the size of the characters may differ."""
_AREA: Final = 0.6
"""Part of the page's width that text takes at least."""


class Paragraph(Struct, frozen=True):
    """Running text of one page: its text, where its first line stands, and whether space is left above it."""

    text: str
    base: float
    x0: float
    number: int
    """Number of its first line on the page, from 1."""
    gap: bool
    lines: tuple[TextLine, ...]


def paragraphs(page: PageText, lines: Iterable[TextLine]) -> list[Paragraph]:
    """Return the paragraphs that `lines` of a page make, from top to bottom."""
    ordered = sorted(lines, key=lambda line: (round(line.base), line.x0))
    width = _text_width(page, ordered)
    groups: list[list[TextLine]] = []
    for at, line in enumerate(ordered):
        alone = at + 1 == len(ordered) or ordered[at + 1].base - line.base > line.em / 2
        if groups and alone and _goes_on(groups[-1], line, page.tables, width, ordered[at - 2 : at - 1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    number, last = 1, -1e9
    for group in groups:
        gap = group[0].base - last > _LEADING * group[0].em
        text = joined(group, width)
        found.append(Paragraph(text, group[0].base, group[0].x0, number, gap, tuple(group)))
        number, last = number + len(group), group[-1].base
    return found


def _text_width(page: PageText, lines: Sequence[TextLine]) -> float:
    """Return how wide the text of a page is: a line as wide is full."""
    left = min([line.x0 for line in lines] + [table.xs[0] for table in page.tables], default=0.0)
    right = max([line.x1 for line in lines] + [table.xs[-1] for table in page.tables], default=0.0)
    return max(right - left, _AREA * page.width)


def _goes_on(
    group: list[TextLine], line: TextLine, tables: Sequence[PageTable], width: float, beside: Sequence[TextLine]
) -> bool:
    """True if a line is the next of a paragraph: the one before is full, and nothing stands between."""
    before = group[-1]
    if abs(line.em - before.em) > _SIZE * before.em or not 0 < line.base - before.base <= _LEADING * before.em:
        return False
    if is_page_mark(line.text) or is_page_mark(before.text) or opens_item(line.text):
        return False
    if any(before.base - other.base < before.em / 2 for other in beside):
        return False
    if any(before.base < table.ys[-1] and line.base > table.ys[0] for table in tables):
        return False
    return is_full(before, line, width)
