"""What YAML and JSON text is read into before its meaning is known: scalars, lists and mappings with their places.

Scalars are text exactly as written: `95`, `0.950`, `yes` and `2024-12-31` are not converted. Only null (`null`, `~`,
nothing at all) becomes the empty string.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from msgspec import Struct

from kpilint.model import Place


class Scalar(Struct, gc=False):
    """A text at a line and column, both from 1."""

    text: str
    line: int
    column: int


class Seq(Struct):
    """A list."""

    line: int
    column: int
    items: "list[Node]"
    text: ClassVar[None] = None


class Map(Struct):
    """A mapping; `items` alternates keys and values, duplicates included, in the order of the file."""

    line: int
    column: int
    items: "list[Node]"
    text: ClassVar[None] = None


class Fault(Struct):
    """A node that cannot be taken as anything: a foreign tag, a merge key, a text too long."""

    line: int
    column: int
    code: str
    args: Mapping[str, str] = {}
    text: ClassVar[None] = None


Node: TypeAlias = Scalar | Seq | Map | Fault


def place(node: Node) -> Place:
    """Return where a node begins."""
    return Place(node.line, node.column)


def too_long(text: str, line: int, column: int, limit: int) -> Fault:
    """Return what stands for a text longer than `limit` characters."""
    return Fault(line, column, "input/cell-too-long", {"found": str(len(text)), "limit": str(limit)})
