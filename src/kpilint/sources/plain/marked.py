"""Tables in HTML inside text documents, as converters write them into Markdown: where they are."""

import re
from bisect import bisect_right
from typing import Final

_TAG: Final = re.compile(r"<(/?)t(able|r|d|h|body|head|foot)(?=[\s/>])[^<>]*>?", re.IGNORECASE)
_BEFORE: Final = re.compile(r"(?:<(?:html|body|div|center)\b[^<>]*>\s*)+\Z", re.IGNORECASE)
_AFTER: Final = re.compile(r"(?:\s*</(?:html|body|div|center)\s*>)+", re.IGNORECASE)
_WRAPPED: Final = 300
"""Characters before a table in which tags around it are looked for."""


def marked_tables(text: str) -> list[tuple[int, int]]:
    """Return start and end of each table in HTML that stands in no other, with the tags right around it.

    A table that is not closed ends with the last row or cell that is.
    """
    closed, open_, ends = _tables(text)
    spans = _outermost(closed)
    starts = sorted([start for start, _ in spans] + open_)
    for start in open_:
        after = bisect_right(starts, start)
        limit = starts[after] if after < len(starts) else len(text)
        last = bisect_right(ends, limit) - 1
        if last >= 0 and ends[last] > start:
            spans.append((start, ends[last]))
    return _with_wrapping(text, sorted(spans))


def _tables(text: str) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return closed tables, starts of those left open, and the ends of rows and cells."""
    open_: list[int] = []
    closed: list[tuple[int, int]] = []
    ends: list[int] = []
    for tag in _TAG.finditer(text):
        if tag[2].lower() != "able":
            ends += [tag.end()] if tag[1] else []
        elif not tag[1]:
            open_.append(tag.start())
        elif open_:
            closed.append((open_.pop(), tag.end()))
    return closed, open_, ends


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _with_wrapping(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    over = 0
    for start, end in spans:
        before = _BEFORE.search(text[max(over, start - _WRAPPED) : start])
        after = _AFTER.match(text, end)
        over = after.end() if after else end
        found.append((start - len(before[0]) if before else start, over))
    return found
