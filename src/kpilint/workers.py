"""Check files in several processes. Workers get paths and settings, load the rules themselves and send values back."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from kpilint.api import Checked, Checker, Settings, load
from kpilint.model import Document, Problem

_checkers: dict[Settings, Checker] = {}


def check_in_workers(files: Sequence[str], settings: Settings, jobs: int) -> Iterator[Checked]:
    """Yield the checked files in their order. A worker that dies costs its own file, reported, not the run."""
    done = 0
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_check_one, path, index, settings) for index, path in enumerate(files)]
        for future in futures:
            try:
                checked = future.result()
            except BrokenProcessPool:
                break
            yield checked
            done += 1
    # Where a worker died its pool is gone: take the rest one at a time, so that a poisonous file fails alone.
    for index in range(done, len(files)):
        yield _check_alone(files[index], index, settings)


def _check_alone(path: str, index: int, settings: Settings) -> Checked:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_check_one, path, index, settings).result()
        except BrokenProcessPool:
            problem = Problem("input/unreadable", args={"reason": "worker process died"})
            return Checker(settings.load()).check(Document(path, "", problems=(problem,)), index)


def _check_one(path: str, index: int, settings: Settings) -> Checked:
    if settings not in _checkers:
        _checkers[settings] = Checker(settings.load())
    return _checkers[settings].check(load(path, settings.limits), index)
