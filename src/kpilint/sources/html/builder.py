"""What a page's elements make: texts, tables and their cells, in the order in which a walk meets them."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from kpilint.problems import ReadFailure
from kpilint.sources.html.flow import Mark, Piece
from kpilint.sources.html.names import TYPED
from kpilint.sources.html.tables import MOST_COLUMNS, MOST_ROWS, Cell, Group, Table, settled
from kpilint.sources.limits import Limits

MARK: Final = "kpilint-at"
"""Attribute in which `fragment_parts` notes where a cell stands in a text document."""

_POWER: Final = re.compile(r"\s*[-+−]?\d{1,4}\s*")
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_INTEGER: Final = re.compile(r"[ \t\n\f\r]*([+-]?)([0-9]+)")


class Builder:
    """The flow of pieces that is open, and the tables, cells and lists around it.

    Methods that take a node open an element and tell whether its content belongs to it.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.images = 0
        """Pictures outside of links, which may be scans of tables."""
        self.flow: list[Piece] = []
        self.tables: list[Table] = []
        self._outer: list[list[Piece]] = []
        """The flows that go on after the cells and captions that are open."""
        self._cells: list[Cell] = []
        self._lists: list[int] = []
        """Number of the next item of each open list, -1 for one without numbers."""
        self._links = 0
        self._raised: list[tuple[list[Piece], int]] = []
        self._preformatted = 0

    def close_list(self) -> None:
        """Close a list."""
        self._lists.pop()

    def list_or_item(self, tag: str, node: LexborNode) -> None:
        """Open a list, or begin an item with its number."""
        if tag != "li":
            plain = tag == "ol" and node.attributes.get("type") in (None, "", "1")
            self._lists.append(_integer(node.attributes.get("start"), 1) if plain else -1)
        elif self._lists and self._lists[-1] >= 0:
            number = _integer(node.attributes.get("value"), self._lists[-1])
            self._lists[-1] = number + 1
            self.flow.append(f"{number}. ")

    # -- tables

    def table(self, node: LexborNode) -> bool:
        """Open a table."""
        del node
        if len(self.tables) >= self.limits.table_depth:
            raise ReadFailure("input/too-deep", limit=str(self.limits.table_depth))
        self.tables.append(Table())
        self.flow.append(Mark.BLOCK)
        self._lists.append(-1)
        return True

    def close_table(self) -> None:
        """Close a table: what it is goes to what it stands in."""
        table = self.tables.pop()
        self._lists.pop()
        tokens, levels = settled(table, inside=bool(self._cells))
        self.flow += tokens
        self.flow.append(Mark.BLOCK)
        if self.tables:
            self.tables[-1].levels = max(self.tables[-1].levels, levels)

    def group(self, kind: str) -> bool:
        """Open a row group."""
        self.tables[-1].groups.append(Group(kind))
        return True

    def row(self, node: LexborNode) -> bool:
        """Open a row."""
        del node
        self.tables[-1].groups[-1].rows.append([])
        return True

    def cell(self, node: LexborNode) -> bool:
        """Open a cell."""
        found = node.attributes
        rows = columns = 1
        if found:
            columns = min(_integer(found.get("colspan"), 1), MOST_COLUMNS) or 1
            rows = min(_integer(found.get("rowspan"), 1), MOST_ROWS)
        cell = Cell(rows, columns, found.get(MARK) or "")
        self.tables[-1].groups[-1].rows[-1].append(cell)
        self._cells.append(cell)
        self._outer.append(self.flow)
        self.flow = cell.tokens
        return True

    def close_cell(self) -> None:
        """Close a cell."""
        cell = self._cells.pop()
        cell.close()
        self.flow = self._outer.pop()

    def caption(self, node: LexborNode) -> bool:
        """Open a caption."""
        del node
        self._outer.append(self.flow)
        self.flow = self.tables[-1].caption
        return True

    def close_caption(self) -> None:
        """Close a caption."""
        self.flow = self._outer.pop()

    # -- running text

    def text(self, text: str) -> None:
        """Add text."""
        if self._preformatted and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                self.flow += [Mark.LINE, line] if number else [line]
        else:
            self.flow.append(text)

    def mark(self, mark: Mark) -> bool:
        """Add a mark."""
        self.flow.append(mark)
        return True

    def link(self, node: LexborNode) -> bool:
        """Open a link."""
        del node
        self._links += 1
        return self.mark(Mark.LINK)

    def close_link(self) -> None:
        """Close a link."""
        self._links -= 1
        self.mark(Mark.UNLINK)

    def power(self, node: LexborNode) -> bool:
        """Open raised text."""
        del node
        self._raised.append((self.flow, len(self.flow)))
        return True

    def close_power(self) -> None:
        """Write a power as it is shown: the 2 of m² must not become a digit of a number before it."""
        flow, start = self._raised.pop()
        raised = flow[start:]
        text = "".join(one for one in raised if isinstance(one, str))
        if all(isinstance(one, str) for one in raised) and _POWER.fullmatch(text):
            flow[start:] = [text.strip().translate(_RAISED)]

    def picture(self, node: LexborNode) -> bool:
        """Count a picture."""
        del node
        if not self._links:
            self.images += 1
        return False

    def input(self, node: LexborNode) -> bool:
        """Add what stands in a field."""
        found = node.attributes
        if (found.get("type") or "").strip().lower() in TYPED:
            self.flow.append(found.get("value") or "")
        return False

    def textarea(self, node: LexborNode) -> bool:
        """Add what stands in a field of several lines."""
        self._preformatted += 1
        self.text(node.text())
        self._preformatted -= 1
        return False

    def formula(self, node: LexborNode) -> bool:
        """Add the text of a formula."""
        self.flow.append(node.text())
        return False

    def pre(self, node: LexborNode) -> bool:
        """Open preformatted text."""
        del node
        self._preformatted += 1
        return self.mark(Mark.BLOCK)

    def close_pre(self) -> None:
        """Close preformatted text."""
        self._preformatted -= 1
        self.mark(Mark.BLOCK)

    def select(self, node: LexborNode) -> bool:
        """Add the choice that is shown."""
        options = node.css("option")
        chosen = next((one for one in options if "selected" in one.attributes), options[0] if options else None)
        if chosen is not None:
            self.flow.append(chosen.text())
        return False


def _integer(text: str | None, otherwise: int) -> int:
    """Return a number by the "rules for parsing non-negative integers" of the standard: digits, then anything."""
    found = _INTEGER.match(text) if text else None
    if not found or (found[1] == "-" and found[2].strip("0")):
        return otherwise
    return int(found[2][:9])
