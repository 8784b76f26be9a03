"""Reader of the binary Word format: from paragraphs with their properties to lines and tables.

What paragraphs and tables come to, once they are read, is the same for .docx: `word.flow`.
"""

from collections.abc import Iterator

from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.doc.fib import TEXT_BOXES, WordFile, open_word
from kpilint.sources.doc.numbering import Numbering
from kpilint.sources.doc.runs import CELL, PAGE, Marked, Text
from kpilint.sources.doc.tables import WordTable
from kpilint.sources.failures import check_bytes, damaged, too_large
from kpilint.sources.layout.cells import MAX_CELLS
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.word.flow import Flow
from kpilint.sources.word.paragraphs import Paragraph
from kpilint.sources.word.tables import Holder, Table


def parts(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Part]:
    """Yield the paragraphs and tables of a Word 97-2003 document: the main text, then the text boxes.

    Args:
        data: the whole file.
        limits: what it may cost.

    Raises:
        ReadFailure: `input/damaged`, `input/encrypted`, `input/save-as` (Word 95 and before), `input/too-deep`,
            `input/too-large`.
    """
    check_bytes(len(data), limits)
    if not data:
        raise ReadFailure("input/empty")
    file = open_word(data, limits)
    reader = _Reader(file, limits)
    yield from reader.parts(0, file.story_chars[0])
    boxes = file.story_chars[-1]
    if boxes and file.part(TEXT_BOXES):
        start = sum(file.story_chars[:-1])
        yield from reader.parts(start, start + boxes)


class _Reader:
    """Sorts paragraphs into lines and tables, counting both through the document."""

    def __init__(self, file: WordFile, limits: Limits) -> None:
        self._limits = limits
        self._flow = Flow(limits)
        self._text = Text(file, self._flow.report)
        self._numbering = Numbering(file)
        self._tables = 0
        self._rows = 0
        self._open: list[WordTable] = []

    def parts(self, start: int, end: int) -> Iterator[Part]:
        """Yield what the paragraphs of the characters `start` to `end` make."""
        out = self._flow.out
        for marked in self._text.paragraphs(start, end):
            self._nest(marked.kind.nesting)
            if self._open:
                self._in_table(self._open[-1], marked)
            elif marked.mark == CELL:
                raise damaged("表格数据有误：有单元格不在表格内", "a cell outside any table")
            else:
                self._flow.add_paragraph(self._flow.body, self._shown(marked))
            yield from out
            out.clear()
        self._nest(0)
        self._flow.settle(self._flow.body)
        yield from out
        out.clear()

    def _nest(self, depth: int) -> None:
        """Close and open tables until that many are open."""
        while len(self._open) > depth:
            self._close()
        while len(self._open) < depth:
            if len(self._open) >= self._limits.table_depth:
                raise ReadFailure("input/too-deep", Place(table=self._tables), limit=str(self._limits.table_depth))
            self._tables += 1
            if self._tables > self._limits.tables:
                raise too_large("表格数 / tables", self._tables, self._limits.tables, Place())
            anchor = self._cell().anchor if self._open else self._flow.body.anchor
            table = Table(self._tables, anchor)
            self._flow.open.append(table)
            self._open.append(WordTable(table, [], []))

    def _cell(self) -> Holder:
        """Return the cell that is open in the innermost table, a new one where none is."""
        top = self._flow.open[-1]
        if isinstance(top, Holder):
            return top
        holder = Holder(top.anchor)
        self._flow.open.append(holder)
        return holder

    def _in_table(self, word: WordTable, marked: Marked) -> None:
        """Add a paragraph to the cell that is open, and close the cell or the row that its mark ends."""
        kind = marked.kind
        if kind.row_end:
            if marked.text.strip():
                self._flow.add_paragraph(self._cell(), Paragraph(marked.text))
            self._settle(word)
            self._rows += 1
            if self._rows > self._limits.rows:
                raise too_large("行数 / rows", self._rows, self._limits.rows, Place(table=word.table.number))
            if marked.joined and not any(cell.text or id(cell) in word.table.inner for cell in word.table.cells):
                word.table.cells = []
            else:
                word.end_row(kind.row)
            return
        ends = kind.cell_end or marked.mark == CELL
        self._flow.add_paragraph(self._cell(), self._shown(marked, ends=ends))
        if ends:
            self._end_cell(word)

    def _end_cell(self, word: WordTable) -> None:
        holder = self._cell()
        self._flow.settle(holder)
        self._flow.open.pop()
        word.end_cell(holder)
        table = word.table
        if len(table.cells) > MAX_CELLS:
            place = Place(len(table.rows) + 1, 0, table.anchor, table.number)
            raise too_large("一行的单元格数 / cells in a row", len(table.cells), MAX_CELLS, place)

    def _settle(self, word: WordTable) -> None:
        """Close a cell that has no mark of its own, if it holds anything."""
        holder = self._flow.open[-1]
        if isinstance(holder, Holder):
            if holder.carried or any(not isinstance(block, Paragraph) or block.text.strip() for block in holder.blocks):
                self._end_cell(word)
            else:
                self._flow.open.pop()

    def _close(self) -> None:
        """Finish the innermost table; one inside a cell goes into that cell."""
        word = self._open.pop()
        self._settle(word)
        word.end_row(())
        table = word.finish()
        if word.unsure:
            place = Place(word.unsure[0] + 1, 0, table.anchor, table.number)
            problem = Problem("input/cells-without-edges", place, {"count": str(len(word.unsure))})
            self._flow.out.append(problem)
        self._flow.open.pop()
        if table.rows:
            self._flow.add(self._flow.holder, self._flow.grids(table))

    def _shown(self, marked: Marked, *, ends: bool = False) -> Paragraph:
        """Return a paragraph with its automatic number; one that runs on into the next is numbered there."""
        kind, joined = marked.kind, marked.joined and not ends and marked.mark != PAGE
        number = self._numbering.next(kind.list, kind.list_level) if kind.list and not joined else ""
        if kind.list and self._numbering.broken:
            self._flow.report("input/numbers-unread", {})
            self._numbering.broken = False
        breaks = -1 if kind.page_break else int(marked.mark == PAGE)
        return Paragraph(marked.text, kind.heading, joined, breaks, number)
