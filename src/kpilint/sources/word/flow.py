"""The parts of a document as they go out: its paragraphs as lines, tables, and problems with their places."""

from collections.abc import Iterable

from kpilint.model import Place, Problem
from kpilint.sources.boxes import Grid, Line, Part
from kpilint.sources.failures import too_large
from kpilint.sources.limits import Limits
from kpilint.sources.word.geometry import Row, arrange, join_down
from kpilint.sources.word.paragraphs import Paragraph, lines
from kpilint.sources.word.tables import Block, Boxes, Holder, Table, framed, frames

_ANCHOR = 80
"""Characters of the paragraph above a table that are kept in the places of its cells."""
_SHOWN = 60
"""Characters of a text that are shown in a message."""


class Flow:
    """Takes blocks as they end; what belongs to the body waits in `out`, the rest goes into what holds it."""

    def __init__(self, limits: Limits) -> None:
        self.body = Holder()
        self.open: list[Holder | Table] = [self.body]
        """What is open: the body, then tables, cells and text boxes in each other."""
        self.out: list[Part] = []
        self._most = limits.rows
        self.paragraphs = 0
        """Paragraphs of the body so far."""
        self._gap = False

    @property
    def holder(self) -> Holder:
        """The innermost of what is open that holds paragraphs."""
        for one in reversed(self.open):
            if isinstance(one, Holder):
                return one
        return self.body

    def add(self, holder: Holder, blocks: Iterable[Block]) -> None:
        """Put blocks into what holds them; those of the body go out.

        Raises:
            ReadFailure: `input/too-large`, more paragraphs than the limit of rows.
        """
        for block in blocks:
            if isinstance(block, Paragraph) and block.text.strip():
                holder.anchor = " ".join(block.text.split())[:_ANCHOR]
            if holder is not self.body:
                holder.blocks.append(block)
            elif isinstance(block, Paragraph):
                self._lines(block)
            else:
                self.out.append(block)

    def add_paragraph(self, holder: Holder, read: Paragraph) -> None:
        """Add a paragraph with its number and the text that runs on into it, and after it what its text boxes hold.

        Raises:
            ReadFailure: as for `add`.
        """
        if read.joined:
            holder.carried.append(read.text)
            return
        read.text, read.number = "".join((read.number, *holder.carried, read.text)), ""
        holder.carried.clear()
        self.add(holder, [read])
        if holder.boxed:
            boxed, holder.boxed = holder.boxed, []
            self.add(holder, boxed)

    def settle(self, holder: Holder) -> None:
        """Add what still waits for the next paragraph of a holder that ends.

        Raises:
            ReadFailure: as for `add`.
        """
        if holder.carried or holder.boxed:
            self.add_paragraph(holder, Paragraph(""))

    def grids(self, table: Table) -> list[Line | Grid]:
        """Return what an ended table comes to: its grid and those of the tables inside it."""
        unsure = arrange(table.rows, table.grid)
        if unsure:
            self._problem("input/cells-without-edges", table, unsure[0], {"count": str(len(unsure))})
        if frames(table):
            return list(framed(table))
        for at, cell in join_down(table.rows):
            self._problem("input/covered-text", table, at, {"text": cell.text[:_SHOWN]})
        return [Grid(Boxes(table.rows, table.number, table.anchor)), *_inner(table.rows, table)]

    def report(self, code: str, args: dict[str, str]) -> None:
        """Note a problem with what is being read."""
        table = next((one for one in reversed(self.open) if isinstance(one, Table)), None)
        if table is None:
            self.out.append(Problem(code, Place(self.paragraphs + 1), args))
        else:
            self._problem(code, table, len(table.rows), args)

    def _problem(self, code: str, table: Table, row: int, args: dict[str, str]) -> None:
        self.out.append(Problem(code, Place(row + 1, 0, table.anchor, table.number), args))

    def _lines(self, paragraph: Paragraph) -> None:
        self.paragraphs += 1
        if self.paragraphs > self._most:
            raise too_large("段落数 / paragraphs", self.paragraphs, self._most, Place())
        place = Place(self.paragraphs)
        self._gap = self._gap or paragraph.breaks < 0
        found = lines(paragraph.text)
        for text, page in found:
            self._gap = self._gap or page
            if text:
                self.out.append(Line(text, place, heading=paragraph.heading, gap=self._gap))
                self._gap = False
        self._gap = self._gap or not found or paragraph.breaks > 0


def _inner(rows: list[Row], table: Table) -> list[Line | Grid]:
    """Return what the cells of a table hold besides paragraphs."""
    blocks = (block for row in rows for cell in row.cells for block in table.inner.get(id(cell), ()))
    return [block for block in blocks if not isinstance(block, Paragraph)]
