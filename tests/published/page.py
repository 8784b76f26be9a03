"""A page as a reader sees it: paragraphs, and tables with merged cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LEFT = "<"
"""A cell that is merged with the one to its left."""
UP = "^"
"""A cell that is merged with the one above."""


@dataclass(frozen=True)
class Text:
    """A paragraph outside tables."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Area:
    """One cell of a table, counted from 0, and over how many rows and columns it goes."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, each row as wide as the table, `LEFT` and `UP` for merged ones."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    """Relative widths of the columns; equal where not given."""

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)

    def areas(self) -> list[Area]:
        """Return the cells in the order of rows, merged ones once.

        Raises:
            ValueError: a merged cell is no rectangle, or a row is not as wide as the table.
        """
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row, cells in enumerate(self.rows):
            if len(cells) != self.columns:
                raise ValueError(f"row {row + 1} has {len(cells)} cells of {self.columns}: {' | '.join(cells)}")
            for column, text in enumerate(cells):
                beside = (row, column - 1) if text == LEFT else (row - 1, column)
                owners[row, column] = owners[beside] if text in (LEFT, UP) else (row, column)
        return list(self._areas(owners))

    def _areas(self, owners: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Area]:
        held: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for cell, owner in owners.items():
            held.setdefault(owner, []).append(cell)
        for (row, column), cells in held.items():
            rows = max(at for at, _ in cells) - row + 1
            columns = max(at for _, at in cells) - column + 1
            if rows * columns != len(cells):
                raise ValueError(f"the merged cell “{self.rows[row][column]}” is no rectangle")
            yield Area(row, column, self.rows[row][column], rows, columns)


Part = Text | Grid


@dataclass(frozen=True)
class Page:
    """One document, or one sheet of a workbook."""

    parts: tuple[Part, ...]
    name: str = ""


def grid(rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> Grid:
    """Return a table; rows that are too short get empty cells."""
    whole = [tuple(row) for row in rows]
    width = max(len(row) for row in whole)
    return Grid(tuple(row + ("",) * (width - len(row)) for row in whole), tuple(widths))


def drawn(source: str) -> Grid:
    """Return the table of a drawing: a line per row, ` | ` between cells, `↵` for a new line in a cell."""
    rows = [
        [cell.strip().replace("↵", "\n") for cell in line.split("|")] for line in source.splitlines() if line.strip()
    ]
    return Grid(tuple(tuple(row) for row in rows))
