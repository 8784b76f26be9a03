"""The process in which files are read: takes requests from its standard input until that ends."""

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from kpilint.guarded import frames
from kpilint.guarded.memory import limit_memory, no_core_dump
from kpilint.model import Document
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits

Reader = Callable[[str, bytes, str, Limits], Document]
"""Format, bytes, path for messages and limits to a document."""

_GRACE: Final = 10.0
"""Seconds beyond its clock after which a child ends itself, because the guard that should have is gone."""
_REASON_CHARS: Final = 200


def main(entry: str) -> None:
    """Answer requests with the reader called `entry` (`module:function`)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the guard, at whose end the pipe ends
    no_core_dump()
    requests, answers, null = _private_pipes()
    gc.set_threshold(100_000, 20, 100)  # as in cli.main
    frames.send(answers, frames.encode(frames.Ready()))
    module, _, name = entry.partition(":")
    reader: Reader = getattr(import_module(module), name)
    while (head := frames.receive(requests, sys.maxsize)) is not None:
        request = frames.decode_request(head)
        data = frames.receive(requests, sys.maxsize)
        if data is None:
            return
        limit_memory(request.limits.memory_bytes)
        clock = request.limits.seconds_for(len(data)) + _GRACE
        faulthandler.dump_traceback_later(clock, exit=True, file=null)
        frames.send(answers, _answer(reader, request, bytes(data)))
        faulthandler.cancel_dump_traceback_later()
        del data


def _answer(reader: Reader, request: frames.Request, data: bytes) -> bytes:
    try:
        return frames.encode(frames.Read(reader(request.form, data, request.path, request.limits)))
    except ReadFailure as failure:
        return frames.encode(frames.Refused(failure.problem))
    except MemoryError:
        return frames.encode(frames.OutOfMemory())
    except Exception as error:  # noqa: BLE001 - a fault of the reader costs this file, not the run
        return frames.encode(frames.Crashed(f"{type(error).__name__}: {error}"[:_REASON_CHARS]))


def _private_pipes() -> tuple[frames.Pipe, frames.Pipe, int]:
    """Return the two pipes and the null device, which takes the place of all three standard files.

    A library that prints would otherwise speak into the answers.
    """
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(null, standard)
    return requests, answers, null
