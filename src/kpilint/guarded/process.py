"""One child process: start it, ask it, end it."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import kpilint
from kpilint.errors import trouble
from kpilint.guarded import frames
from kpilint.guarded.watch import Watch
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits

_START: Final = "import sys; sys.path.append(sys.argv[2]); from kpilint.guarded.child import main; main(sys.argv[1])"
_START_SECONDS: Final = 60.0
_DYING_SECONDS: Final = 5.0
"""How long a process that has closed its pipes is given to end by itself, to learn how it did."""


class Child:
    """A process that has been started and may not be ready yet.

    Args:
        entry: the reader that it calls (see `child.main`).
        environment: its variables, those of this process if None.

    Raises:
        ReadFailure: `input/unreadable`, the system starts no process.
    """

    def __init__(self, entry: str, environment: Mapping[str, str] | None) -> None:
        # -P: a folder of documents is often the current one, and must not supply modules.
        command = [sys.executable, "-P", "-c", _START, entry, str(Path(kpilint.__file__).parents[1])]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            zh, en = trouble(error)
            raise ReadFailure("input/unreadable", reason_zh=zh, reason=en) from error
        self.pid = self._process.pid
        self.files = 0
        """Files asked for so far."""
        self.bytes = 0
        """Bytes of the largest exchange so far."""
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def ask(self, request: frames.Request, data: bytes, seconds: float) -> frames.Answer:
        """Send one file and return the answer.

        Raises:
            ReadFailure: `input/timeout`, `input/memory`, `input/reader-crashed`; the process is gone then, or should be
                ended.
        """
        if not self._ready:
            self._exchange([], _START_SECONDS, request.limits)
            self._ready = True
        self.files += 1
        return self._exchange([frames.encode(request), data], seconds, request.limits)

    def end(self) -> None:
        """Kill the process; it has nothing to tidy up."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _exchange(self, sent: list[bytes], seconds: float, limits: Limits) -> frames.Answer:
        requests, answers = self._process.stdin, self._process.stdout
        raw = None
        try:
            with Watch(self._process, seconds, limits.memory_bytes) as watch, suppress(OSError, EOFError):
                for one in sent:
                    frames.send(requests, one)  # type: ignore[arg-type]  # unbuffered: a FileIO
                raw = frames.receive(answers, limits.memory_bytes)  # type: ignore[arg-type]  # likewise
        except (OverflowError, MemoryError) as error:
            raise no_memory(limits) from error
        if raw is None or watch.verdict:
            raise self._death(watch, seconds, limits)
        self.bytes = max(self.bytes, len(raw) + sum(map(len, sent)))
        try:
            answer: frames.Answer = frames.decode_answer(raw)
        except (msgspec.DecodeError, ValueError) as error:
            raise ReadFailure("input/reader-crashed", reason="answer") from error
        return answer

    def _death(self, watch: Watch, seconds: float, limits: Limits) -> ReadFailure:
        """Return the failure for a process that gave no answer."""
        code = None
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(_DYING_SECONDS)
        if watch.verdict == "input/timeout":
            return ReadFailure("input/timeout", seconds=f"{seconds:g}")
        if watch.verdict or (sys.platform != "win32" and code == -signal.SIGKILL):
            return no_memory(limits)  # killed from outside: the system itself was short of memory
        return ReadFailure("input/reader-crashed", reason=_ending(code))


def no_memory(limits: Limits) -> ReadFailure:
    """Return the failure of a reader that needs more memory than it may have."""
    return ReadFailure("input/memory", limit=f"{limits.memory_bytes // 2**20} MB")


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"
