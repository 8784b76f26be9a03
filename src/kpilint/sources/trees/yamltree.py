"""YAML text to nodes in one pass over the events of libyaml, or of PyYAML's own parser where the C part is missing."""

from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits
from kpilint.sources.trees import yamlerrors
from kpilint.sources.trees.nodes import Fault, Map, Node, Scalar, Seq, too_long

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_SPECIAL: Final = _NULLS | {"<<"}
_TAG: Final = "tag:yaml.org,2002:"
_SCALAR_TAGS: Final = frozenset({"!", *(_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp"))})
_LIST_TAGS: Final = frozenset({"!", _TAG + "seq"})
_MAPPING_TAGS: Final = frozenset({"!", _TAG + "map"})


def compose(text: str, limits: Limits) -> Iterator[Node]:
    """Yield the root node of each YAML document of a stream.

    Raises:
        ReadFailure: `input/yaml-syntax`, `input/yaml-character`, `input/too-deep`, `input/alias-weight`,
            `input/alias-recursive`.
    """
    try:
        composer = _Composer(text, limits)
        while (root := composer.document()) is not None:
            yield root
    except yaml.YAMLError as error:
        raise yamlerrors.failure(error, text) from error


class _Composer:
    """Builds nodes from events, without recursion: depth is a number to compare, not a stack to overflow."""

    def __init__(self, text: str, limits: Limits) -> None:
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self._get_event = parser.get_event
        self._limits = limits
        self._marked = "!" in text or "&" in text  # else no scalar can have a tag or an anchor
        self._weight = 0

    def document(self) -> Node | None:
        """Return the root of the next document, None at the end of the stream."""
        get_event, longest, marked = self._get_event, self._limits.cell_chars, self._marked
        root: list[Node] = []
        items = root
        self._open: list[tuple[Seq | Map, list[Node]]] = []
        self._anchors: dict[str, Node] = {}
        self._weights: dict[int, int] = {}
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                text = event.value
                if len(text) > longest or text in _SPECIAL or (marked and (event.tag or event.anchor)):
                    items.append(self._odd_scalar(event))
                else:
                    mark = event.start_mark
                    items.append(Scalar(text, mark.line + 1, mark.column + 1))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                items = self._start(event, items)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                _, items = self._open.pop()
            elif kind is AliasEvent:
                items.append(self._alias(event))
            elif kind is DocumentEndEvent:
                return root[0]
            elif kind is StreamEndEvent:
                return None

    def _odd_scalar(self, event: Any) -> Node:
        text, tag, limit = event.value, event.tag, self._limits.cell_chars
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        node: Node
        if tag is not None and tag not in _SCALAR_TAGS:
            node = _foreign_tag(event)
        elif len(text) > limit:
            node = too_long(text, line, column, limit)
        elif event.style:
            node = Scalar(text, line, column)
        elif text == "<<" and tag is None:
            node = Fault(line, column, "input/merge-key")
        else:
            node = Scalar("" if text in _NULLS and tag != _TAG + "str" else text, line, column)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _start(self, event: Any, items: list[Node]) -> list[Node]:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        is_map = event.__class__ is MappingStartEvent
        node: Seq | Map = (Map if is_map else Seq)(line, column, [])
        if len(self._open) >= self._limits.depth:
            raise ReadFailure("input/too-deep", Place(line, column), limit=str(self._limits.depth))
        faulty = event.tag is not None and event.tag not in (_MAPPING_TAGS if is_map else _LIST_TAGS)
        items.append(_foreign_tag(event) if faulty else node)
        if event.anchor is not None:
            self._anchors[event.anchor] = items[-1]
        self._open.append((node, items))
        return node.items

    def _alias(self, event: Any) -> Node:
        at = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        node = self._anchors.get(event.anchor)
        if node is None:
            raise ReadFailure("input/alias-unknown", at, name=event.anchor)
        if any(one is node for one, _ in self._open):
            raise ReadFailure("input/alias-recursive", at, name=event.anchor)
        self._weight += self._weigh(node)
        limit = self._limits.alias_weight
        if self._weight > limit:
            raise ReadFailure("input/alias-weight", at, name=event.anchor, limit=str(limit))
        return node

    def _weigh(self, node: Node) -> int:
        """Return how many nodes `node` expands to. What it holds is finished, so each node is weighed once."""
        if not isinstance(node, Seq | Map):
            return 1
        if id(node) not in self._weights:
            self._weights[id(node)] = 1 + sum(self._weigh(one) for one in node.items)
        return self._weights[id(node)]


def _foreign_tag(event: Any) -> Fault:
    mark = event.start_mark
    return Fault(mark.line + 1, mark.column + 1, "input/yaml-tag", {"tag": event.tag.replace(_TAG, "!!")})
