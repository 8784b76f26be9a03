"""Text to grid rows: lines and tabs only, nothing of what they mean.

A block is a run of lines without a blank line. In a block of cell lines every line is one cell, marked by one
leading tab, and the block is the row. In any other block a line with tabs, or a Markdown pipe line, is a row and a
line without them is prose. A table drawn with characters is read as what it draws.
"""

import html
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from msgspec.structs import replace

from kpilint.model import Place
from kpilint.sources.boxes import Grid, grid_rows
from kpilint.sources.failures import too_large
from kpilint.sources.layout.cells import MAX_CELLS, GridCell, GridRow
from kpilint.sources.layout.heads.labels import is_page_mark, is_title
from kpilint.sources.plain.drawn import Source, drawn_table, is_drawn, is_rule

_LINE: Final = re.compile(r"\r\n|\r|\n")
_EDGE: Final = " \t\f\v\u3000\xa0\u200b\ufeff"
_SUSPECT: Final = re.compile(r"[<&\[*]")
_BREAK: Final = re.compile(r"</p>\s*<p(?:\s[^<>]*)?>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:p|b|i|u|em|strong|span|font|sup|sub|s|del|mark|center|div|a|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:lt|gt|amp|nbsp|quot|ge|le|#\d{2,5});")
_BOOKMARK: Final = re.compile(r"\[bookmark:[^\[\]\n]*\]")
_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")
_HEADING: Final = re.compile(r"#{1,6}(?:\s+|(?=[^#\s]))")
_RULE: Final = re.compile(r":?-{1,}:?")
_BARS: Final = "|｜│┃║"
"""What stands between cells in a row of its own line: Markdown's bar, the wide one, and those of drawn tables."""
_PIPES: Final = {bar: re.compile(rf"(?<!\\){re.escape(bar)}") for bar in _BARS}


class _Line:
    """One source line and what its tabs say."""

    __slots__ = ("cell", "column", "number", "raw", "tabbed")

    def __init__(self, number: int, raw: str, column: int = 1) -> None:
        self.number = number
        self.raw = raw
        self.column = column
        content = raw.strip(_EDGE)
        self.tabbed = "\t" in raw.rstrip(_EDGE) or (raw.startswith("\t") and not content)
        self.cell = raw.startswith("\t") and not raw.startswith("\t\t") and "\t" not in content


def text_rows(text: str, line: int = 1, column: int = 1) -> Iterator[GridRow]:
    """Yield the rows and prose lines of `text` in order.

    Args:
        text: A document, or a part of it.
        line: The line of the document on which it starts.
        column: The column in which it starts.
    """
    block: list[_Line] = []
    for number, raw in enumerate(_LINE.split(text), start=line):
        if raw.strip(_EDGE) or raw.startswith("\t"):
            block.append(_Line(number, raw, column if number == line else 1))
        elif block:
            yield from _pieces(block)
            block = []
    yield from _pieces(block)


def _pieces(block: list[_Line]) -> Iterator[GridRow]:
    """Yield the rows of a block, those of a table drawn in it as the table has them."""
    at = start = 0
    while at < len(block):
        end = _end_of_drawing(block, at)
        table = drawn_table([Source(line.number, line.raw) for line in block[at:end]]) if end - at > 1 else None
        if table:
            yield from _block(block[start:at])
            yield from _drawn_rows(table)
            start = end
        at = end
    yield from _block(block[start:])


def _end_of_drawing(block: list[_Line], at: int) -> int:
    """Return the end of the lines from `at` on that could be one drawn table; they are none if it is the next line."""
    end = at + 1
    if is_rule(block[at].raw):
        while end < len(block) and is_drawn(block[end].raw):
            end += 1
    return end


def _drawn_rows(table: Grid) -> Iterator[GridRow]:
    boxes = (replace(box, text=clean(box.text)) for box in table.boxes)
    yield from grid_rows([Grid(tuple(boxes))], [])


def clean(raw: str) -> str:
    """Return a cell's text without markup, bookmarks and outer white space; inner text as published."""
    if not _SUSPECT.search(raw):
        return raw.strip(_EDGE)
    text = _TAG.sub("", _BREAK.sub("\n", _BOOKMARK.sub("", raw)))
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = text.strip(_EDGE + "\n")
    bold = _BOLD.fullmatch(text)  # only the whole cell: ** inside one is a template's blank
    return bold[1].strip(_EDGE + "\n") if bold else text


def _block(block: list[_Line]) -> Iterator[GridRow]:
    start = 1 + max((i for i, line in enumerate(block) if line.tabbed and not line.raw.startswith("\t")), default=-1)
    tail = block[start:]
    rows = [_lines(block[:start]), _cell_lines(tail) if _is_cell_block(tail) else _lines(tail)]
    for at, row in enumerate(chain.from_iterable(rows)):
        yield replace(row, gap=not at)


def _is_cell_block(block: list[_Line]) -> bool:
    """True if the lines with tabs are cells: one leading tab each, hardly any tab inside."""
    cells = sum(line.cell for line in block)
    return cells > 0 and cells >= 4 * sum(line.tabbed and not line.cell for line in block)


def _cell_lines(block: list[_Line]) -> Iterator[GridRow]:
    """Yield the prose before the first cell, then the one row; lines without a tab go on with their cell."""
    parts: list[list[str]] = []
    lines: list[int] = []
    for line in block:
        if parts and is_page_mark(line.raw.strip(_EDGE), sure=True):
            continue
        if line.raw.startswith("\t"):
            parts.append([line.raw.replace("\t", " ")])
            lines.append(line.number)
        elif parts and not line.raw.lstrip(_EDGE).startswith("#") and not is_title(clean(line.raw)):
            parts[-1].append(line.raw)
        else:
            if parts:
                yield _row_of(parts, lines)
            parts, lines = [], []
            yield from _lines([line])
    if parts:
        yield _row_of(parts, lines)


def _row_of(parts: list[list[str]], lines: list[int]) -> GridRow:
    cells = []
    for texts, number in zip(parts, lines, strict=True):
        first = texts[0]
        column = len(first) - len(first.lstrip(_EDGE)) + 1 if first.strip(_EDGE) else 2
        joined = "\n".join(text.strip(_EDGE) for text in texts) if len(texts) > 1 else first
        cells.append(GridCell(clean(joined), Place(number, column)))
    return GridRow(tuple(cells), stacked=True)


def _lines(block: list[_Line]) -> Iterator[GridRow]:
    for line in block:
        content = line.raw.strip(_EDGE)
        if max(line.raw.count("\t"), line.raw.count("|")) > MAX_CELLS:
            marks = max(line.raw.count("\t"), line.raw.count("|"))
            raise too_large("一行的单元格数 / cells in a row", marks, MAX_CELLS, Place(line.number))
        if content[:1] in _PIPES and len(_PIPES[content[0]].findall(content)) > 1:
            yield from _pipe_row(line, content[0])
        elif is_rule(line.raw) and content[0] != "+":
            continue
        elif line.tabbed:
            yield GridRow(tuple(_cells(line.raw.split("\t"), line.number, line.column)))
        else:
            heading = _HEADING.match(content)
            text = clean(content[heading.end() :] if heading else content)
            column = len(line.raw) - len(line.raw.lstrip(_EDGE)) + line.column
            if text:
                yield GridRow((GridCell(text, Place(line.number, column)),), prose=True, heading=heading is not None)


def _cells(raws: list[str], line: int, column: int) -> Iterator[GridCell]:
    for raw in raws:
        inner = len(raw) - len(raw.lstrip(_EDGE)) if raw.strip(_EDGE) else 0
        yield GridCell(clean(raw), Place(line, column + inner))
        column += len(raw) + 1


def _pipe_row(line: _Line, bar: str) -> Iterator[GridRow]:
    """Yield a row of cells between bars; the rule under a Markdown header yields nothing."""
    start = line.raw.index(bar) + 1
    body = line.raw[start:].rstrip(_EDGE)
    raws = _PIPES[bar].split(body.removesuffix(bar) if not body.endswith("\\" + bar) else body)
    if all(_RULE.fullmatch(raw.strip(_EDGE)) for raw in raws):
        return
    cells = _cells(raws, line.number, start + line.column)
    yield GridRow(tuple(GridCell(cell.text.replace("\\" + bar, bar), cell.place) for cell in cells))
