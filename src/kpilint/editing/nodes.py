"""Where the cells of a text file stand: by their own place, or by key in the mapping at a place."""

import re
from collections.abc import Iterable
from typing import Final

from kpilint import inputkeys
from kpilint.model import GRADE_NAMES, Place
from kpilint.sources.trees.nodes import Map, Node, Scalar, Seq

_KEY: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")
_GRADES: Final = ("excellent", "good", "fair", "poor")
_SCOPES: Final = {"text": "goal"}


class Cells:
    """The scalars and mappings of a file by line and column."""

    def __init__(self, roots: Iterable[Node]) -> None:
        self._scalars: dict[tuple[int, int], Scalar] = {}
        self._maps: dict[tuple[int, int], Map] = {}
        todo, seen = list(roots), set[int]()
        while todo:
            node = todo.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Scalar):
                self._scalars[node.line, node.column] = node
            elif isinstance(node, Map):
                self._maps[node.line, node.column] = node
                todo += node.items
            elif isinstance(node, Seq):
                todo += node.items

    def find(self, place: Place, key: str) -> Scalar | None:
        """Return the scalar of a cell, None where there is none."""
        at = place.line, place.column
        found = _KEY.fullmatch(key)
        holder = self._maps.get(at)
        if found is None or (holder is None and found[1] in _SCOPES):
            return self._scalars.get(at)
        if holder is None:
            return None
        node = _member(holder, _SCOPES.get(found[1], "row"), found[1])
        if found[2] is not None:
            node = _numbered(node, int(found[2]))
        return node if isinstance(node, Scalar) else None


def _member(holder: Map, scope: str, name: str) -> Node | None:
    spellings = inputkeys.spellings(scope)
    pairs = zip(holder.items[::2], holder.items[1::2], strict=True)
    return next((value for key, value in pairs if key.text is not None and spellings.get(key.text) == name), None)


def _numbered(node: Node | None, at: int) -> Node | None:
    if isinstance(node, Map):
        return _member(node, "grades", _GRADES[at]) if at < len(GRADE_NAMES) else None
    return node.items[at] if isinstance(node, Seq) and at < len(node.items) else None
