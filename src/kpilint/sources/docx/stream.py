"""Events of the document's XML, as it is unpacked, to paragraphs and tables.

Nothing is kept but the rows of the table that is open: each paragraph and each row is emptied as soon as it is read.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.containers.safexml import broken_xml, forget_before, pull_parser
from kpilint.sources.docx.inline import Inline
from kpilint.sources.docx.names import ALTERNATE, CHOICE, FALLBACK, WORD_2003, Names
from kpilint.sources.docx.numbering import Numbering
from kpilint.sources.docx.paragraphs import Paragraphs
from kpilint.sources.docx.styles import Styles
from kpilint.sources.docx.tables import XmlHolder, XmlTable, add_cell, close_row, grid_widths, row_deleted
from kpilint.sources.failures import too_large
from kpilint.sources.layout.cells import MAX_CELLS
from kpilint.sources.limits import Limits
from kpilint.sources.word.flow import Flow
from kpilint.sources.word.geometry import Row

LOCAL: Final = ("p", "tbl", "tr", "tc", "tblGrid", "txbxContent", "altChunk", "subDoc", "styles")
"""Elements that are looked at, besides alternatives."""
_Handler = Callable[[Any], None]


class Found(Struct):
    """What the other parts of the file say about the document's text."""

    styles: Styles
    numbering: Numbering


class Reader:
    """State of reading one document; `parts` does it."""

    def __init__(self, word: Names, found: Found, limits: Limits) -> None:
        self._word = word
        self._limits = limits
        self._flow = Flow(limits)
        self._open = self._flow.open
        self._choices: list[bool] = []
        """For each open AlternateContent whether one of its choices has been read."""
        self._passed: etree._Element | None = None
        """The alternative that is passed over until it ends."""
        self._tables = self._rows = self._depth = 0
        self._found = found
        self._reading = self._paragraph_reader()
        self._start: dict[str, _Handler] = {
            word("tbl"): self._table_starts,
            word("tc"): self._cell_starts,
            word("txbxContent"): self._box_starts,
            ALTERNATE: lambda _: self._choices.append(False),
            CHOICE: self._alternative_starts,
            FALLBACK: self._alternative_starts,
        }
        self._end: dict[str, _Handler] = {
            word("p"): self._paragraph,
            word("tblGrid"): self._grid_ends,
            word("tc"): self._cell_ends,
            word("tr"): self._row_ends,
            word("tbl"): self._table_ends,
            word("txbxContent"): self._box_ends,
            word("altChunk"): self._chunk,
            word("subDoc"): self._chunk,
            ALTERNATE: self._alternate_ends,
        }
        if word.namespace == WORD_2003:
            self._end[word("styles")] = self._styles_end

    def parts(self, pieces: Iterable[bytes], name: str) -> Iterator[Part]:
        """Yield the parts of the document whose XML comes in `pieces`; `name` is for messages.

        Raises:
            ReadFailure: broken or unsafe XML; more tables, rows, cells or nesting than `Limits` allow.
        """
        parser = pull_parser(("start", "end"), [*map(self._word, LOCAL), ALTERNATE, CHOICE, FALLBACK])
        out = self._flow.out
        try:
            for piece in pieces:
                parser.feed(piece)
                self._events(parser)
                yield from out
                out.clear()
            parser.close()
        except etree.XMLSyntaxError as error:
            raise broken_xml(name, error) from error
        self._events(parser)
        self._flow.settle(self._flow.body)
        yield from out

    def _events(self, parser: etree.XMLPullParser) -> None:
        for event, element in parser.read_events():
            if self._passed is not None:
                if event == "end" and element is self._passed:
                    self._passed = None
                continue
            handler = (self._start if event == "start" else self._end).get(element.tag)
            if handler is not None:
                handler(element)

    def _paragraph_reader(self) -> Paragraphs:
        inline = Inline(self._word, self._found.styles, self._flow.report)
        return Paragraphs(self._word, self._found.styles, self._found.numbering, inline)

    def _paragraph(self, element: etree._Element) -> None:
        holder = self._flow.holder
        if not holder.deleted:
            self._flow.add_paragraph(holder, self._reading.read(element))
            self._mark()
        self._let_go(element, before=holder is self._flow.body)

    # -- tables

    def _table_starts(self, element: etree._Element) -> None:
        self._mark()
        self._tables += 1
        self._depth += 1
        if self._depth > self._limits.table_depth:
            raise ReadFailure("input/too-deep", Place(table=self._tables), limit=str(self._limits.table_depth))
        if self._tables > self._limits.tables:
            raise too_large("表格数 / tables", self._tables, self._limits.tables, Place())
        self._open.append(XmlTable(self._tables, self._flow.holder.anchor, element=element))

    def _grid_ends(self, element: etree._Element) -> None:
        table = self._open[-1]
        if isinstance(table, XmlTable) and element.getparent() is table.element:
            table.grid = grid_widths(element, self._word)

    def _cell_starts(self, element: etree._Element) -> None:
        table = self._open[-1]
        if isinstance(table, XmlTable):
            deleted = self._flow.holder.deleted or row_deleted(table, element, self._word)
            self._open.append(XmlHolder(table.anchor, element=element, deleted=deleted))

    def _cell_ends(self, element: etree._Element) -> None:
        holder = self._open[-1]
        if not isinstance(holder, XmlHolder) or holder.element is not element:
            return
        self._flow.settle(holder)
        self._open.pop()
        table = self._open[-1]
        if isinstance(table, XmlTable):
            add_cell(table, element, holder, self._word)
            if table.count > MAX_CELLS:
                place = Place(len(table.rows) + 1, 0, table.anchor, table.number)
                raise too_large("一行的单元格数 / cells in a row", table.count, MAX_CELLS, place)

    def _row_ends(self, element: etree._Element) -> None:
        table = self._open[-1]
        if not isinstance(table, XmlTable):
            return
        row = close_row(table, element, self._word)
        self._let_go(element, before=True)
        self._rows += 1
        if self._rows > self._limits.rows:
            raise too_large("行数 / rows", self._rows, self._limits.rows, Place(table=table.number))
        if row is not None:
            table.rows.append(row)

    def _table_ends(self, element: etree._Element) -> None:
        table = self._open[-1]
        if not isinstance(table, XmlTable) or table.element is not element:
            return
        self._open.pop()
        self._depth -= 1
        if table.cells:  # cells that no row holds
            table.rows.append(Row(table.cells))
        holder = self._flow.holder
        self._let_go(element, before=holder is self._flow.body)
        if not holder.deleted:
            self._flow.add(holder, self._flow.grids(table))

    def _let_go(self, element: etree._Element, *, before: bool) -> None:
        """Empty an element that has been read, and take what stands `before` it out of the tree."""
        element.clear()
        if before:
            forget_before(element)

    # -- text boxes, alternatives, foreign content

    def _box_starts(self, element: etree._Element) -> None:
        self._mark()
        outer = self._flow.holder
        gone = (self._word("del"), self._word("moveFrom"))
        deleted = outer.deleted or next(element.iterancestors(*gone), None) is not None
        self._open.append(XmlHolder(outer.anchor, element=element, deleted=deleted))

    def _box_ends(self, element: etree._Element) -> None:
        holder = self._open[-1]
        if isinstance(holder, XmlHolder) and holder.element is element:
            self._flow.settle(holder)
            self._open.pop()
            self._flow.holder.boxed.extend(holder.blocks)

    def _mark(self) -> None:
        """Note that the open choice has content, so that the others are not read."""
        if self._choices:
            self._choices[-1] = True

    def _alternative_starts(self, element: etree._Element) -> None:
        if self._choices and self._choices[-1]:
            self._passed = element

    def _alternate_ends(self, _: etree._Element) -> None:
        if self._choices and self._choices.pop() and self._choices:
            self._choices[-1] = True

    def _chunk(self, element: etree._Element) -> None:
        self._mark()
        self._flow.report("input/embedded", {"what": element.tag.rpartition("}")[2]})

    def _styles_end(self, element: etree._Element) -> None:
        """Take the styles that stand in the document itself (XML of Word 2003)."""
        self._found.styles = Styles(element)
        self._reading = self._paragraph_reader()
