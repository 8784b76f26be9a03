"""The clock on a child process, and where the system has none of its own, the memory limit."""

import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Literal, Self

Verdict = Literal["", "input/timeout", "input/memory"]

LOOKS_AT_MEMORY: Final = sys.platform == "darwin"
_TICK: Final = 0.25
"""Seconds between two looks at the memory of a child."""


class Watch:
    """Kills a child that takes too long (`seconds`) or too much memory (`memory` bytes) inside the `with` block.

    Killing closes the pipes, so that whoever reads from or writes to the child goes on. `verdict` says why it was.
    """

    def __init__(self, child: subprocess.Popen[bytes], seconds: float, memory: int) -> None:
        self.verdict: Verdict = ""
        self._child = child
        self._end = monotonic() + seconds
        self._memory = memory
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while (left := self._end - monotonic()) > 0:
            if self._over.wait(min(left, _TICK) if LOOKS_AT_MEMORY else left):
                return
            if LOOKS_AT_MEMORY and resident(self._child.pid) > self._memory:
                self.verdict = "input/memory"
                break
        else:
            self.verdict = "input/timeout"
        self._child.kill()


def resident(pid: int) -> int:
    """Return how many bytes of memory a process has now, 0 if that cannot be found out."""
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        shown = subprocess.run(  # noqa: S603 - a number, no user input
            ["ps", "-o", "rss=", "-p", str(pid)],  # noqa: S607 - part of every macOS, and of most systems like it
            capture_output=True,
            check=True,
            timeout=5,
        )
        return int(shown.stdout) * 1024
    return 0
