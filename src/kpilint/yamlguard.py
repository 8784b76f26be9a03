"""What a YAML file of settings may be: neither huge nor nested without end, nor a few lines that stand for millions.

Settings lie beside the data and come with it; a file that is built to exhaust the program must end in a message.
"""

from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    NodeEvent,
)

from kpilint.yamlfaults import Fault

MOST_BYTES: Final = 8_000_000
_MOST_DEEP: Final = 40
_MOST_ADDED: Final = 200_000
"""Values that aliases may add, over the whole file."""


def excess(text: str) -> Fault | None:
    """Return what is beyond measure in a YAML text, None where nothing is.

    Raises:
        YAMLError: it is no YAML; raised as far as it has been read.
    """
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    weight = _Weight()
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, NodeEvent) and (fault := weight.beyond(event)) is not None:
            return fault
        if isinstance(event, CollectionEndEvent):
            weight.close()
    return None


class _Weight:
    """Counts nodes as their events come, and what aliases add to them."""

    def __init__(self) -> None:
        self._nodes = 0
        self._added = 0
        self._open: list[tuple[str | None, int]] = []
        self._anchored: dict[str, int] = {}

    def beyond(self, event: Any) -> Fault | None:
        """Count a node, and return what is beyond measure with it."""
        self._nodes += 1
        line = event.start_mark.line + 1
        if isinstance(event, CollectionStartEvent):
            if len(self._open) == _MOST_DEEP:
                return Fault(f"嵌套超过 {_MOST_DEEP} 层", f"is nested deeper than {_MOST_DEEP}", line)
            self._open.append((event.anchor, self._nodes + self._added - 1))
        elif isinstance(event, AliasEvent):
            if any(anchor == event.anchor for anchor, _ in self._open):
                return Fault(f"*{event.anchor} 引用了自己", f"*{event.anchor} stands within itself", line)
            self._added += self._anchored.get(str(event.anchor), 1) - 1
            if self._added > _MOST_ADDED:
                many = f"{_MOST_ADDED:,}"
                return Fault(f"引用（*）展开后超过 {many} 项", f"aliases expand to more than {many} values", line)
        elif event.anchor is not None:
            self._anchored[event.anchor] = 1
        return None

    def close(self) -> None:
        """End the list or mapping begun last."""
        anchor, before = self._open.pop()
        if anchor is not None:
            self._anchored[anchor] = self._nodes + self._added - before
