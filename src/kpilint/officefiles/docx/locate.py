"""Where the reader's places are in the XML of a Word document: cells and paragraphs as elements.

The reader itself walks the tree, so that a place means here what it means in a report; it only keeps what it reads.
"""

from typing import Any, Final, NamedTuple

from lxml import etree

from kpilint.model import Place
from kpilint.officefiles.markup import Markup
from kpilint.officefiles.spans import Piece
from kpilint.sources.containers.package import Package
from kpilint.sources.docx.inline import Inline
from kpilint.sources.docx.names import ALTERNATE, CHOICE, FALLBACK, NAMESPACES, Names, names, namespace_of
from kpilint.sources.docx.numbering import Numbering
from kpilint.sources.docx.paragraphs import Paragraphs
from kpilint.sources.docx.stream import LOCAL, Found, Reader
from kpilint.sources.docx.styles import Styles
from kpilint.sources.docx.tables import XmlTable
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits
from kpilint.sources.word.geometry import MAX_SPAN
from kpilint.sources.word.paragraphs import PAGE_BREAK, Paragraph

MAIN: Final = "word/document.xml"


class Spot(NamedTuple):
    """A cell: the element it starts in, the text that is read, and the pieces that make it."""

    element: Any
    text: str
    pieces: tuple[Piece, ...]


class Map(NamedTuple):
    """All cells by table, row and column, and the paragraphs outside tables by number."""

    word: Names
    cells: dict[tuple[int, int, int], Spot]
    paragraphs: dict[int, Any]

    def find(self, place: Place) -> Any:
        """Return the element, a cell or a paragraph, at a place; None where the document has no such place.

        The place of a row without a column is its first cell.
        """
        if place.table:
            columns = [place.column] if place.column else range(1, MAX_SPAN)
            spots = (self.cells.get((place.table, place.line, column)) for column in columns)
            return next((spot.element for spot in spots if spot is not None), None)
        return self.paragraphs.get(place.line)


def opened(package: Package, limits: Limits) -> tuple[Markup, Map]:
    """Return the document's XML and where its cells are.

    Raises:
        ReadFailure: as the reader of Word documents.
    """
    markup = Markup(package, package.main() or MAIN)
    namespace = namespace_of(markup.root.tag)
    if namespace not in NAMESPACES:
        raise damaged("不是 Word 文档", "no Word document")
    related = {one.kind: one.target for one in package.relationships(markup.name).values() if not one.external}
    roots = {kind: package.xml(related[kind]) for kind in ("styles", "numbering") if related.get(kind, "") in package}
    styles = Styles(roots.get("styles"))
    reader = _Locator(names(namespace), Found(styles, Numbering(roots.get("numbering"), styles)), limits)
    return markup, reader.map(markup.root)


class _Held(str):
    """A piece of text that knows which element it stands in, and where."""

    __slots__ = ("holder", "start")

    holder: Any
    start: int


class _Inline(Inline):
    """Keeps the pieces of the paragraph that it has read last."""

    def pieces(self) -> list[Piece]:
        return [
            Piece(one, one.holder, one.start) if isinstance(one, _Held) else Piece(one.replace(PAGE_BREAK, "\n"))
            for one in self._out
        ]

    def _text(self, element: etree._Element) -> None:
        count = len(self._out)
        super()._text(element)
        if len(self._out) > count and (start := element.text.find(self._out[-1])) >= 0:
            held = _Held(self._out[-1])
            held.holder, held.start = element, start
            self._out[-1] = held


class _Paragraphs(Paragraphs):
    """Keeps the pieces of the paragraph that it has read last, with its list number."""

    def __init__(self, word: Names, found: Found, inline: _Inline) -> None:
        super().__init__(word, found.styles, found.numbering, inline)
        self._pieces = inline.pieces
        self.last = Paragraph("")
        self.pieces: list[Piece] = []

    def read(self, element: etree._Element) -> Paragraph:
        read = super().read(element)
        self.pieces = ([Piece(read.number)] if read.number else []) + self._pieces()
        self.last = read
        return read


class _Walk:
    """Events of a tree that stands, as a parser gives them."""

    def __init__(self, root: etree._Element, tags: list[str]) -> None:
        self._events = etree.iterwalk(root, events=("start", "end"), tag=tags)

    def read_events(self) -> Any:
        return self._events


class _Locator(Reader):
    """A reader that keeps the tree and notes which element each cell is."""

    def __init__(self, word: Names, found: Found, limits: Limits) -> None:
        self._lines: dict[int, list[Piece]] = {}
        """Pieces of the paragraphs of each cell that is open, by its identity."""
        self._carried: dict[int, list[Piece]] = {}
        self._spots: dict[int, tuple[Any, list[Piece]]] = {}
        self._tracing: _Paragraphs
        super().__init__(word, found, limits)
        self._map = Map(word, {}, {})

    def map(self, root: etree._Element) -> Map:
        """Return where everything is."""
        self._events(_Walk(root, [*map(self._word, LOCAL), ALTERNATE, CHOICE, FALLBACK]))
        return self._map

    def _paragraph_reader(self) -> Paragraphs:
        inline = _Inline(self._word, self._found.styles, self._flow.report)
        self._tracing = _Paragraphs(self._word, self._found, inline)
        return self._tracing

    def _let_go(self, element: etree._Element, *, before: bool) -> None:
        """Keep everything: it is to be written again."""

    def _paragraph(self, element: etree._Element) -> None:
        holder, count = self._flow.holder, self._flow.paragraphs
        gone = holder.deleted
        super()._paragraph(element)
        for number in range(count + 1, self._flow.paragraphs + 1):
            self._map.paragraphs[number] = element
        if gone:
            return
        pieces = self._carried.pop(id(holder), []) + self._tracing.pieces
        if self._tracing.last.joined:
            self._carried[id(holder)] = pieces
        else:
            lines = self._lines.setdefault(id(holder), [])
            lines += [Piece("\n"), *pieces] if lines else pieces or [Piece("")]

    def _cell_ends(self, element: etree._Element) -> None:
        holder = self._open[-1]
        table = self._open[-2] if len(self._open) > 1 else None
        super()._cell_ends(element)
        if not isinstance(table, XmlTable) or self._open[-1] is not table or not table.cells:
            return
        pieces = self._forget(holder)
        cell = table.cells[-1]
        first, before = self._spots.get(id(cell), (element, []))
        self._spots[id(cell)] = (first, before + ([Piece("\n")] if before and pieces else []) + pieces)

    def _box_ends(self, element: etree._Element) -> None:
        self._forget(self._open[-1])
        super()._box_ends(element)

    def _forget(self, holder: object) -> list[Piece]:
        """Return what was noted of a holder that ends; another one may have its identity next."""
        self._carried.pop(id(holder), None)
        return self._lines.pop(id(holder), [])

    def _table_ends(self, element: etree._Element) -> None:
        table = self._open[-1]
        super()._table_ends(element)
        if not isinstance(table, XmlTable) or table.element is not element:
            return
        for at, row in enumerate(table.rows, 1):
            for cell in row.cells:
                found = self._spots.pop(id(cell), None)
                if found is not None and not cell.gone:
                    spot = Spot(found[0], cell.text, tuple(found[1]))
                    self._map.cells.setdefault((table.number, at, cell.at + 1), spot)
