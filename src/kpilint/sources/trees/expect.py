"""Taking what is expected out of nodes, and noting as problems what was found instead."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from kpilint import inputkeys as keys
from kpilint.model import Problem
from kpilint.sources.trees.nodes import Fault, Map, Node, Scalar, Seq, place

MOST_PROBLEMS: Final = 100
"""Problems kept of one table; further ones are only counted."""

MOST_HINTS: Final = 1000
"""Different unknown keys of one file for which the meant one is looked up."""

_KINDS: Final = {
    Scalar: ("文字", "text"),
    Seq: ("列表", "a list"),
    Map: ("键值对", "a mapping"),
}


class Given(Struct, gc=False):
    """A value with the key under which the user gave it."""

    key: Scalar
    value: Node


Fields = Mapping[str, Given]
"""Members of a mapping by kpilint's identifiers."""


class Hints:
    """What unknown keys were probably meant to be. Each takes a millisecond: one file gets only so many."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[str, str]] = {}

    def find(self, found: str, *scopes: str) -> tuple[str, str]:
        """Return the suggestion in Chinese and English, a general one beyond `MOST_HINTS` different keys."""
        known = self._known.get((found, *scopes))
        if known is None:
            if len(self._known) >= MOST_HINTS:
                return "可用的键见输入格式说明", "see the input format for those known here"
            known = self._known[found, *scopes] = keys.hint(found, *scopes)
        return known


class Faults:
    """The problems of one table, or of a document outside its tables."""

    def __init__(self, hints: Hints | None = None) -> None:
        self.problems: list[Problem] = []
        self.count = 0
        self._hints = hints or Hints()

    def add(self, code: str, node: Node, **args: str) -> None:
        """Note a problem where `node` begins."""
        self.count += 1
        if self.count <= MOST_PROBLEMS:
            self.problems.append(Problem(code, place(node), args))

    def unknown_key(self, key: Scalar, *scopes: str) -> None:
        """Note a key that none of the scopes knows."""
        zh, en = self._hints.find(key.text, *scopes) if self.count < MOST_PROBLEMS else ("", "")
        self.add("input/unknown-key", key, found=key.text, hint_zh=zh, hint=en)

    def wrong_type(self, key: str, node: Node, expected: tuple[str, str]) -> None:
        """Note that `node`, the value of `key`, is not of the `expected` kind (in Chinese and English)."""
        if isinstance(node, Fault):
            self.add(node.code, node, **node.args)
            return
        zh, en = _KINDS[type(node)]
        if isinstance(node, Scalar):
            shown = node.text if len(node.text) <= 20 else node.text[:20] + "…"  # noqa: PLR2004 - enough to find it
            zh, en = f"{zh}“{shown}”", f'{en} "{shown}"'
        expected_zh, expected_en = expected
        args = {"key": key, "expected_zh": expected_zh, "expected": expected_en, "found_zh": zh, "found": en}
        self.add("input/wrong-type", node, **args)


TEXT: Final = _KINDS[Scalar]
LIST: Final = _KINDS[Seq]
MAPPING: Final = _KINDS[Map]


def members(node: Map) -> Iterator[tuple[Node, Node]]:
    """Yield keys and values of a mapping."""
    return zip(node.items[::2], node.items[1::2], strict=True)


def fields(node: Map, scope: str, faults: Faults, *suggest: str) -> dict[str, Given]:
    """Return the members of a mapping by identifier; unknown and repeated keys are faults.

    `suggest` names further scopes from which an unknown key may be explained.
    """
    known = keys.spellings(scope)
    found: dict[str, Given] = {}
    for key, value in members(node):
        if not isinstance(key, Scalar):
            faults.wrong_type("键 / key", key, TEXT)
            continue
        identifier = known.get(key.text)
        if identifier is None:
            faults.unknown_key(key, scope, *suggest)
        elif identifier in found:
            _repeated(key, found[identifier].key, faults)
        else:
            found[identifier] = Given(key, value)
    return found


def texts(node: Map, faults: Faults) -> list[tuple[str, Scalar]]:
    """Return the members of a mapping with free keys, each once, whose values are texts."""
    found: dict[str, tuple[str, Scalar]] = {}
    first: dict[str, Scalar] = {}
    for key, value in members(node):
        if not isinstance(key, Scalar):
            faults.wrong_type("键 / key", key, TEXT)
        elif key.text in first:
            _repeated(key, first[key.text], faults)
        elif not isinstance(value, Scalar):
            faults.wrong_type(key.text, value, TEXT)
        else:
            first[key.text] = key
            found[key.text] = (key.text, value)
    return list(found.values())


def text(given: Given | None, faults: Faults) -> str:
    """Return a text; empty where nothing was given."""
    if given is None:
        return ""
    if isinstance(given.value, Scalar):
        return given.value.text
    faults.wrong_type(given.key.text, given.value, TEXT)
    return ""


def mapping(given: Given | None, faults: Faults) -> Map | None:
    """Return a mapping; None where nothing or null was given."""
    if given is None or given.value.text == "":
        return None
    if isinstance(given.value, Map):
        return given.value
    faults.wrong_type(given.key.text, given.value, MAPPING)
    return None


def nodes(given: Given | None, faults: Faults) -> list[Node]:
    """Return the items of a list; none where nothing or null was given."""
    if given is None or given.value.text == "":
        return []
    if isinstance(given.value, Seq):
        return given.value.items
    faults.wrong_type(given.key.text, given.value, LIST)
    return []


def items(given: Given | None, faults: Faults) -> list[Given]:
    """Return the items of a list, each under the key `key[n]`, n from 1; none where nothing or null was given."""
    name = given.key.text if given else ""
    return [
        Given(Scalar(f"{name}[{number}]", item.line, item.column), item)
        for number, item in enumerate(nodes(given, faults), 1)
    ]


def pairs(given: Given | None, scope: str, keys_of: tuple[str, str], faults: Faults) -> list[tuple[str, str, Node]]:
    """Return pairs of texts, each with the node of the second: a mapping with free keys, or a list of mappings.

    The mappings of a list are of `scope`, and `keys_of` are their keys.
    """
    if given is not None and isinstance(given.value, Seq):
        return [pair for one in items(given, faults) if (pair := _pair(one, scope, keys_of, faults)) is not None]
    node = mapping(given, faults)
    return [(key, value.text, value) for key, value in texts(node, faults)] if node else []


def _pair(given: Given, scope: str, keys_of: tuple[str, str], faults: Faults) -> tuple[str, str, Node] | None:
    if not isinstance(given.value, Map):
        faults.wrong_type(given.key.text, given.value, MAPPING)
        return None
    found = fields(given.value, scope, faults)
    first, second = keys_of
    at = found[second].value if second in found else given.value
    return text(found.get(first), faults), text(found.get(second), faults), at


def _repeated(key: Scalar, first: Scalar, faults: Faults) -> None:
    faults.add("input/duplicate-key", key, found=key.text, first=first.text, line=str(first.line))
