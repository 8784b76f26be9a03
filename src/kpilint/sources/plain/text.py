"""Reader of published text documents (.txt, .md), with the tables in HTML that converters write into them."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from kpilint.model import Document, Problem
from kpilint.sources.boxes import grid_rows
from kpilint.sources.decode import decode
from kpilint.sources.failures import check_bytes
from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.grid import read_grid
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.plain.blocks import text_rows
from kpilint.sources.plain.marked import marked_tables

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_TABLE: Final = re.compile(r"<table[\s/>]", re.IGNORECASE)


def read(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the target tables of a text document, with the problems met on the way.

    Raises:
        ReadFailure: nothing of the file can be assessed: empty, unknown encoding, beyond the limits.
    """
    check_bytes(len(data), limits)
    problems: list[Problem] = []
    document = read_grid(_rows(decode(data), problems, limits), path, "text", limits)
    return replace(document, problems=(*problems, *document.problems)) if problems else document


def _rows(text: str, problems: list[Problem], limits: Limits) -> Iterator[GridRow]:
    if not _TABLE.search(text):
        yield from text_rows(text)
        return
    from kpilint.sources.html import fragment_parts  # noqa: PLC0415 - loads a parser, which few text documents need

    line, over, column = 1, 0, 1
    for start, end in marked_tables(text):
        yield from text_rows(text[over:start], line, column)
        line, column = _moved(text, over, start, line, column)
        yield from grid_rows(fragment_parts(text[start:end], line, column, limits), problems)
        line, column = _moved(text, start, end, line, column)
        over = end
    yield from text_rows(text[over:], line, column)


def _moved(text: str, start: int, end: int, line: int, column: int) -> tuple[int, int]:
    """Return the line and the column of `end`, those of `start` being given."""
    for found in _LINE_END.finditer(text, start, end):
        line, column, start = line + 1, 1, found.end()
    return line, column + end - start
