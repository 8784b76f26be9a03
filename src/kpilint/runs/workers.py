"""Check and read files in several processes. Workers get items and plain values and load the rules themselves."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from typing import Final, TypeVar

from kpilint.cache.location import Location
from kpilint.checking import Checked, Choice
from kpilint.loading import Item, load_item
from kpilint.model import Document, Problem
from kpilint.runs.running import Running
from kpilint.sources.limits import Limits

T = TypeVar("T")

_AHEAD: Final = 4
"""Items handed out for each worker at a time; those out of archives are in memory."""

_running: dict[tuple[Choice, Limits, Location | None], Running] = {}


def check_in_workers(
    items: Iterable[Item], choice: Choice, limits: Limits, jobs: int, cache: Location | None = None
) -> Iterator[Checked]:
    """Yield the checked items in their order. A worker that dies costs its own item, reported, not the run."""
    return _in_workers(partial(_check, choice, limits, cache), items, jobs)


def load_in_workers(items: Iterable[Item], limits: Limits, jobs: int) -> Iterator[Document]:
    """Yield the documents of items in their order, likewise."""
    return _in_workers(partial(_load, limits), items, jobs)


def _check(choice: Choice, limits: Limits, cache: Location | None, item: Item, index: int) -> Checked:
    asked = (choice, limits, cache)
    if asked not in _running:
        gc.set_threshold(100_000, 20, 100)  # as in cli.main
        _running[asked] = Running(*asked)
    checked = _running[asked].check(item, index)
    _running[asked].flush()  # nobody tells a worker when it is to end
    return checked


def _load(limits: Limits, item: Item, _index: int) -> Document:
    return load_item(item, limits)


def _in_workers(task: Callable[[Item, int], T], items: Iterable[Item], jobs: int) -> Iterator[T]:
    # A folder of documents is often the current one, and must not supply modules to the new processes.
    os.environ["PYTHONSAFEPATH"] = "1"
    numbered = enumerate(items)
    while True:
        given: deque[tuple[int, Item]] = deque()
        futures: deque[Future[T]] = deque()
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_at_once) as pool:
            try:
                for index, item in numbered:
                    given.append((index, item))
                    # Further items find their workers started.
                    with _deaf() if len(futures) < jobs else nullcontext():
                        futures.append(pool.submit(task, item, index))
                    if len(futures) >= jobs * _AHEAD:
                        done = futures.popleft().result()
                        given.popleft()
                        yield done
                while futures:
                    done = futures.popleft().result()
                    given.popleft()
                    yield done
            except BrokenProcessPool:
                pool.shutdown(wait=True)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            else:
                return
        # A worker died and took its pool along: each item it may have died of is tried alone, the rest goes on.
        for index, item in given:
            yield _alone(task, item, index)


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold Ctrl-C back here, and in processes that are started here until they are ready for it.

    One that Python has hardly started would die of it with a traceback. Windows has no such signals to hold.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_at_once() -> None:
    """Let Ctrl-C end a worker without a word: the process that started it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _alone(task: Callable[[Item, int], T], item: Item, index: int) -> T:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_leave_at_once) as pool:
        try:
            with _deaf():
                future = pool.submit(task, item, index)
            return future.result()
        except BrokenProcessPool:
            gone = Item(item.path, problem=Problem("input/reader-crashed", args={"reason": "worker"}))
            return task(gone, index)
