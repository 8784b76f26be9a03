"""Results of rules by the cells they rest on: published tables repeat themselves a great deal.

A rule is a function of the fields it reads, so its result holds for every row in which those read the same. `Recall`
keeps results by what a rule really read, in the order it read it: a rule that returns at the first glance at the
basis is remembered by the basis alone. Both caches watch their own use and switch themselves off where hardly
anything repeats and they would cost more than they save.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

Value = TypeVar("Value")

_TRIAL: Final = 10_000
_LEAST_HIT_RATE: Final = 0.2
MOST_ENTRIES: Final = 500_000
"""Results that one cache keeps at most."""


class Watched(ABC):
    """Counts its look-ups during a trial and decides whether to go on."""

    __slots__ = ("_hits", "_left", "active")

    def __init__(self) -> None:
        self._hits = 0
        self._left = _TRIAL
        self.active = True

    def watch(self, *, hit: bool) -> None:
        """Count one look-up of the trial; at its end, switch off where too few were hits."""
        if not self._left:
            return
        self._left -= 1
        self._hits += hit
        if not self._left and self._hits < _TRIAL * _LEAST_HIT_RATE:
            self.active = False
            self.forget()

    @abstractmethod
    def forget(self) -> None:
        """Drop what is kept."""


class Memo(Watched, Generic[Value]):
    """Values by one key."""

    __slots__ = ("_compute", "_entries")

    def __init__(self, compute: Callable[..., Value]) -> None:
        super().__init__()
        self._compute = compute
        self._entries: dict[Hashable, Value] = {}

    def get(self, key: Hashable, *args: object) -> Value:
        """Return the value for `key`, computed from `args` if it is new."""
        found = self._entries.get(key)
        self.watch(hit=found is not None)
        if found is None:
            found = self._compute(*args)
            if self.active and len(self._entries) < MOST_ENTRIES:
                self._entries[key] = found
        return found

    def forget(self) -> None:
        """Drop all entries."""
        self._entries.clear()


class _Step:
    """What is read next, and where each text leads: to a further step or to the result."""

    __slots__ = ("next", "read")

    def __init__(self, read: Callable[[Any, Any], Hashable]) -> None:
        self.read = read
        self.next: dict[Hashable, Any] = {}


class Recall(Watched, Generic[Value]):
    """Values by the path of what was read on the way to them.

    `compute(row, table)` returns a value and the readers it used, in order; a reader takes (row, table); `judge`
    returns the value alone, for when nothing is kept any more. What is read first must always be the same, and what
    is read next depend on what was read before only.
    """

    __slots__ = ("_compute", "_entries", "_judge", "_start")

    def __init__(
        self,
        compute: Callable[[Any, Any], tuple[Value, Sequence[Callable[[Any, Any], Hashable]]]],
        judge: Callable[[Any, Any], Value],
    ) -> None:
        super().__init__()
        self._compute = compute
        self._judge = judge
        self._start: _Step | None = None
        self._entries = 0

    def get(self, row: Any, table: Any) -> Value:
        """Return the value for a row, recalled where what was read of an earlier one reads the same here."""
        if not self.active:
            return self._judge(row, table)
        step = self._start
        while step is not None:
            found = step.next.get(step.read(row, table))
            if type(found) is not _Step:
                if found is None:
                    break
                self.watch(hit=True)
                value: Value = found
                return value
            step = found
        self.watch(hit=False)
        return self.learn(row, table)[0]

    def learn(self, row: Any, table: Any) -> tuple[Value, Sequence[Callable[[Any, Any], Hashable]]]:
        """Compute the value for a row, keep it, and return it with what was read."""
        computed, readers = self._compute(row, table)
        if self.active and readers and self._entries < MOST_ENTRIES:
            self._remember(computed, readers, row, table)
        return computed, readers

    def _remember(self, value: Value, readers: Sequence[Callable[[Any, Any], Hashable]], row: Any, table: Any) -> None:
        if self._start is None:
            self._start = _Step(readers[0])
        step = self._start
        for at, reader in enumerate(readers):
            if step.read is not reader:
                return  # read in another order than last time: the result is right, and not for keeping
            key = reader(row, table)
            if at == len(readers) - 1:
                if type(step.next.get(key)) is not _Step:
                    step.next[key] = value
                    self._entries += 1
                return
            following = step.next.get(key)
            if type(following) is not _Step:
                following = step.next[key] = _Step(readers[at + 1])
            step = following

    def forget(self) -> None:
        """Drop all paths."""
        self._start = None
