"""The parent's side: a child process that reads files, started when the first one comes, replaced when it dies."""

import atexit
import os
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Final

from kpilint.guarded import frames
from kpilint.guarded.process import Child, no_memory
from kpilint.guarded.sharing import share
from kpilint.model import Document
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits

ENTRY: Final = "kpilint.sources.readers:read"
_FILES: Final = 500
"""Files after which a child is replaced, so that leaks of foreign libraries do not add up."""
_LARGE: Final = 64 * 1024 * 1024
"""Bytes of one exchange after which a child is replaced, because it would keep the memory."""


class Guard:
    """Reads files in a child process. May be shared by threads, which take turns.

    Args:
        entry: the reader that the child calls, as `module:function` (see `child.main`).
        environment: variables for the child, those of this process if None.
    """

    def __init__(self, entry: str = ENTRY, environment: Mapping[str, str] | None = None) -> None:
        self._entry = entry
        self._environment = environment
        self._child: Child | None = None
        self._turn = Lock()

    @property
    def pid(self) -> int | None:
        """Process id of the child, None where there is none now."""
        return self._child.pid if self._child is not None and self._child.alive else None

    def start(self) -> None:
        """Start the child without waiting for it, if it is not there yet."""
        with self._turn, suppress(ReadFailure):
            self._living()

    def read(self, form: str, data: bytes, path: str, limits: Limits) -> Document:
        """Return the document that the reader makes of a file.

        Raises:
            ReadFailure: what the reader raises; `input/timeout`, `input/memory`, `input/reader-crashed`.
        """
        with self._turn:
            try:
                child = self._living()
                answer = child.ask(frames.Request(form, path, limits), data, limits.seconds_for(len(data)))
            except BaseException:  # Ctrl-C too: what the child says later would be taken for the next answer
                self._end()
                raise
            if isinstance(answer, frames.OutOfMemory) or child.files >= _FILES or child.bytes > _LARGE:
                self._end()
        if isinstance(answer, frames.Read):
            share(answer.document)
            return answer.document
        if isinstance(answer, frames.Refused):
            raise refusal(answer)
        if isinstance(answer, frames.OutOfMemory):
            raise no_memory(limits)
        raise ReadFailure("input/reader-crashed", reason=getattr(answer, "reason", "answer"))

    def close(self) -> None:
        """End the child."""
        with self._turn:
            self._end()

    def _living(self) -> Child:
        if self._child is None or not self._child.alive:
            self._end()
            self._child = Child(self._entry, self._environment)
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def refusal(answer: frames.Refused) -> ReadFailure:
    """Return what the reader raised in the child."""
    failure = ReadFailure(answer.problem.code)
    failure.problem = answer.problem
    return failure


_shared: list[Guard] = []
_abandoned: list[Guard] = []


def shared() -> Guard:
    """Return the guard of this process."""
    if not _shared:
        _shared.append(Guard())
    return _shared[0]


def _close() -> None:
    for one in _shared:
        one.close()


def _forget() -> None:
    """Leave the child to the process that started it: two that share its pipes would get each other's documents."""
    _abandoned.extend(_shared)
    _shared.clear()


atexit.register(_close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
