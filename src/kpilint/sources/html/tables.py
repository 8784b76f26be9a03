"""Tables of a page: which hold data and which only place things, and the grid that their cells form.

The grid is that of the HTML standard ("forming a table"), with row groups in the order in which browsers show them and
with spans that end with their row group, as they do in browsers.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from kpilint.model import Place
from kpilint.sources.failures import too_large
from kpilint.sources.html.flow import EDGE, Mark, Paragraph, Piece, collapsed, paragraphs, plain
from kpilint.sources.layout.cells import MAX_CELLS

MOST_COLUMNS: Final = 1000
MOST_ROWS: Final = 65_534
"""The standard's limits on colspan and rowspan."""

_LABEL: Final = 100
"""Characters of its own beside a nested table that a cell of a data table may have."""


class Cell:
    """One cell: `text`, or the tokens where tables or headings are among them; `rows` 0 is to the end of the group."""

    __slots__ = ("columns", "mark", "rows", "text", "tokens")

    def __init__(self, rows: int, columns: int, mark: str) -> None:
        self.rows = rows
        self.columns = columns
        self.mark = mark
        self.text = ""
        self.tokens: list[Piece] = []

    def close(self) -> None:
        """Turn tokens that make plain text into `text`."""
        tokens = self.tokens
        if len(tokens) == 1 and isinstance(tokens[0], str):
            self.text, self.tokens = collapsed(tokens[0]).strip(EDGE), []
        elif any(isinstance(token, Table) for token in tokens):
            self.text = plain(token for token in tokens if isinstance(token, str | Mark))
        else:
            self.text = plain(tokens)
            if Mark.HEADING not in tokens and Mark.LINK not in tokens:
                self.tokens = []

    @property
    def nested(self) -> "list[Table]":
        """The tables inside."""
        return [token for token in self.tokens if isinstance(token, Table)]

    def flow(self) -> list[Piece]:
        """Return the content as tokens that stand by themselves."""
        inner: Iterable[Piece] = self.tokens
        if not self.tokens:
            inner = chain.from_iterable((line, Mark.BLOCK) for line in self.text.split("\n") if line)
        return [Mark.BLOCK, *inner, Mark.BLOCK]


class Group:
    """A thead, tbody or tfoot and the cells of its rows."""

    __slots__ = ("kind", "rows")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.rows: list[list[Cell]] = []


class Table:
    """One table element. `levels` counts how deep tables are nested in it, those that are but a frame left aside."""

    __slots__ = ("caption", "groups", "levels")

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.caption: list[Piece] = []
        self.levels = 0

    def shown(self) -> list[Group]:
        """Return the row groups as they are shown: the first thead on top, the first tfoot at the bottom."""
        head = next((group for group in self.groups if group.kind == "thead"), None)
        foot = next((group for group in self.groups if group.kind == "tfoot"), None)
        middle = [group for group in self.groups if group is not head and group is not foot]
        return [*([head] if head else []), *middle, *([foot] if foot else [])]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows as they are shown."""
        for group in self.shown():
            yield from group.rows


def settled(table: Table, *, inside: bool) -> tuple[list[Piece], int]:
    """Return what a table that is complete is for what it stands in: itself, its content, or nothing; and its levels.

    A table of one filled cell that is in another table, or that has tables in it, is a frame: its content flows on as
    if it were not there. So does that of a table that places tables on the page.

    Args:
        table: The table.
        inside: Whether it stands in a cell of another.
    """
    cells = [cell for row in table.rows() for cell in row]
    nested = any(cell.nested for cell in cells if cell.tokens)
    filled = sum(1 for cell in cells if cell.text or cell.tokens)
    if not filled:
        return _caption(table), 0
    if filled == 1 and (inside or nested):
        return _content(table, cells), table.levels
    if nested and (table.levels > 1 or not _is_data(table)):
        return _content(table, cells), table.levels + 1
    return [table], table.levels + 1


def _caption(table: Table) -> list[Piece]:
    return [Mark.HEADING, *table.caption, Mark.END] if table.caption else []


def _content(table: Table, cells: Iterable[Cell]) -> list[Piece]:
    return [*_caption(table), *chain.from_iterable(cell.flow() for cell in cells)]


def _is_data(table: Table) -> bool:
    """True if a table with tables in it holds data: most rows are cells side by side, and cells with tables only those.

    Pages built of tables have few such rows besides their menus, which are links, and paragraphs beside the tables.
    """
    rows = with_tables = 0
    for row in table.rows():
        holding = [cell for cell in row if cell.nested]
        if any("\n" in cell.text or len(cell.text) > _LABEL for cell in holding):
            return False
        if holding:
            with_tables += 1
        elif sum(1 for cell in row if cell.text and not _is_links(cell)) > 1:
            rows += 1
    return rows > max(with_tables, 1)


def _is_links(cell: Cell) -> bool:
    return bool(cell.tokens) and all(isinstance(one, Paragraph) and one.links for one in paragraphs(cell.tokens))


class Laid:
    """Places the cells of a table's rows in its grid, row after row of one group after the other."""

    def __init__(self) -> None:
        self.open: list[tuple[int, int, int]] = []
        """Cells that go on below, by column: first column, first column after, first row after."""

    def columns(self, number: int, row: list[Cell], last: int) -> Iterator[tuple[int, int, Cell]]:
        """Yield the first column of each cell of a row, the rows it takes up, and the cell.

        Args:
            number: The row, counted through the table.
            row: Its cells.
            last: The number of the first row after the group.

        Raises:
            ReadFailure: `input/too-large`: more cells in the row than any table has.
        """
        if self.open:
            self.open = [one for one in self.open if one[2] > number]
        if len(row) + len(self.open) > MAX_CELLS:
            raise too_large("一行的单元格数 / cells in a row", len(row) + len(self.open), MAX_CELLS, Place())
        open_, at, column = self.open, 0, 0
        grown: list[tuple[int, int, int]] = []
        for cell in row:
            while at < len(open_) and open_[at][0] <= column:
                column = max(column, open_[at][1])
                at += 1
            rows = last - number if cell.rows == 0 else min(cell.rows, last - number)
            yield column, rows, cell
            if rows > 1:
                grown.append((column, column + cell.columns, number + rows))
            column += cell.columns
        if grown:
            self.open = sorted([*open_, *grown])
