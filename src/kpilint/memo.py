"""Results of rules by the cells they rest on: published tables repeat themselves a great deal."""

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

_TRIAL: Final = 10_000
_LEAST_HIT_RATE: Final = 0.2
_MOST_ENTRIES: Final = 500_000


class Memo(Generic[Value]):
    """A cache that watches its own use: where hardly anything repeats it would cost more than it saves.

    After the first `_TRIAL` look-ups below the least hit rate it switches itself off and frees its entries.
    """

    __slots__ = ("_compute", "_entries", "_hits", "_tries", "active")

    def __init__(self, compute: Callable[..., Value]) -> None:
        self._compute = compute
        self._entries: dict[Hashable, Value] = {}
        self._hits = 0
        self._tries = 0
        self.active = True

    def get(self, key: Hashable, *args: object) -> Value:
        """Return the value for `key`, computed from `args` if it is new."""
        if not self.active:
            return self._compute(*args)
        found = self._entries.get(key)
        if self._tries < _TRIAL:
            self._count(hit=found is not None)
        if found is None:
            found = self._compute(*args)
            if self.active and len(self._entries) < _MOST_ENTRIES:
                self._entries[key] = found
        return found

    def _count(self, *, hit: bool) -> None:
        self._tries += 1
        self._hits += hit
        if self._tries == _TRIAL and self._hits < _TRIAL * _LEAST_HIT_RATE:
            self.active = False
            self._entries.clear()
