"""Page headers and footers: lines that pages repeat at the same place. Left out only where that is sure."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Final

from msgspec import Struct, field

from kpilint.sources.layout.heads.labels import inline_label, is_page_mark, is_title, money_unit
from kpilint.sources.pdf.lines import TextLine
from kpilint.sources.pdf.page import PageText

_DIGITS: Final = re.compile(r"\d+")
_MARGIN: Final = 0.15
"""Part of the page's height in which headers and footers stand."""
_OUTER: Final = 0.045
"""Part of the page's height at its edge where only browsers and headers print."""
_ADDRESS: Final = re.compile(r"(?:https?|file):/{2,3}\S+")
_PAGES: Final = 3
"""Pages in a row that repeat a line before it is surely a header or footer."""

Mark = tuple[str, int, bool]
"""A line of the margin as pages repeat it: its text, its place in steps of 2 pt, whether it is at the top."""


class Margin(Struct):
    """The lines in the margins of one page, beyond its tables."""

    height: float = 0.0
    lines: dict[Mark, TextLine] = field(default_factory=dict)
    numbered: set[Mark] = field(default_factory=set)
    """The same without their figures: page numbers differ."""


def margin(page: PageText) -> Margin:
    """Return what other pages may repeat of a page."""
    top = min((table.ys[0] for table in page.tables), default=page.height)
    end = max((table.ys[-1] for table in page.tables), default=0.0)
    found = Margin(page.height)
    for line in page.lines:
        above = line.base < min(_MARGIN * page.height, top)
        if above or line.base > max((1 - _MARGIN) * page.height, end):
            mark = (line.text, round(line.base / 2), above)
            found.lines[mark] = line
            found.numbered.add(_bare(mark))
    return found


def is_running(mark: Mark, near: Iterable[Margin]) -> bool:
    """True if one of the pages before and after has the same line but for figures."""
    return any(_has(page.numbered, _bare(mark)) for page in near)


def is_sure(mark: Mark, window: Sequence[Margin], at: int, *, first: bool) -> bool:
    """True if a line of page `at` in a window of pages is a header or footer, and says nothing of the tables.

    Titles of tables, labels with their values and page numbers are none. A header is kept where it comes `first`.
    """
    text, place, above = mark
    if is_title(text) or is_page_mark(text) or inline_label(text) or money_unit(text):
        return False
    if _ADDRESS.fullmatch(text):
        return True
    run = _run(mark, window, at)
    outer = min(2 * place, window[at].height - 2 * place) < _OUTER * window[at].height
    return run >= (_PAGES - 1 if outer else _PAGES) and (outer or not (above and first))


def _bare(mark: Mark) -> Mark:
    return (_DIGITS.sub("#", mark[0]), mark[1], mark[2])


def _has(marks: Container[Mark], mark: Mark) -> bool:
    text, place, above = mark
    return any((text, place + by, above) in marks for by in (-1, 0, 1))


def _run(mark: Mark, window: Sequence[Margin], at: int) -> int:
    """Return how many pages in a row, page `at` among them, have a line."""
    start = end = at
    while start > 0 and _has(window[start - 1].lines, mark):
        start -= 1
    while end + 1 < len(window) and _has(window[end + 1].lines, mark):
        end += 1
    return end - start + 1
