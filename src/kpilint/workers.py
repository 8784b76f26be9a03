"""Check files in several processes. Workers get paths and plain values and load the rules themselves."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from kpilint.checking import Checked, Checker, Choice
from kpilint.loading import load
from kpilint.model import Document, Problem
from kpilint.sources.limits import Limits

_checkers: dict[Choice, Checker] = {}


def check_in_workers(files: Sequence[str], choice: Choice, limits: Limits, jobs: int) -> Iterator[Checked]:
    """Yield the checked files in their order. A worker that dies costs its own file, reported, not the run."""
    done = 0
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_check_one, path, index, choice, limits) for index, path in enumerate(files)]
        for future in futures:
            try:
                checked = future.result()
            except BrokenProcessPool:
                break
            yield checked
            done += 1
    # Where a worker died its pool is gone: take the rest one at a time, so that a poisonous file fails alone.
    for index in range(done, len(files)):
        yield _check_alone(files[index], index, choice, limits)


def _check_alone(path: str, index: int, choice: Choice, limits: Limits) -> Checked:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_check_one, path, index, choice, limits).result()
        except BrokenProcessPool:
            problem = Problem("input/unreadable", args={"reason": "worker process died"})
            return Checker(choice.load()).check(Document(path, "", problems=(problem,)), index)


def _check_one(path: str, index: int, choice: Choice, limits: Limits) -> Checked:
    if choice not in _checkers:
        gc.set_threshold(100_000, 20, 100)  # as in cli.main
        _checkers[choice] = Checker(choice.load())
    return _checkers[choice].check(load(path, limits), index)
