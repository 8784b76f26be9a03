"""What the command line, the service and the corpus tools call: load documents, check and score them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from kpilint.checking import Checker, Choice
from kpilint.folders import STANDARD_INPUT, find_files
from kpilint.loading import Item, items, load, load_all, load_item, prepare
from kpilint.model import Document
from kpilint.report import Report
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

_WORTH_A_PROCESS: Final = 4_000_000
"""Bytes of text below which starting processes takes longer than it saves."""
_AS_TEXT: Final = {
    ".docx": 16, ".docm": 16, ".zip": 12, ".pdf": 8, ".xlsx": 6, ".xlsm": 6, ".doc": 4, ".wps": 4, ".xls": 4, ".et": 4,
    ".html": 3, ".htm": 3, ".mht": 3, ".mhtml": 3,
}  # fmt: skip
"""Bytes of text that take as long as one byte of a format, by suffix; 1 for the others."""
_A_FILE: Final = 20_000
"""Bytes of text that take as long as opening a file does."""

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told the number of documents done, and of all as far as is known: archives show what they hold when opened."""


def check(
    paths: Iterable[str],
    choice: Choice = Choice(),  # noqa: B008 - frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Check and score files.

    Args:
        paths: files and folders, `-` for standard input.
        choice: profile and rules.
        limits: what one file may cost.
        jobs: worker processes; results are the same for any number.
        progress: see `Progress`.

    Raises:
        UsageError: a path, profile or rule does not exist.
        ConfigError: a ruleset, profile or plugin is wrong.
    """
    return check_files(find_files(paths).files, choice, limits=limits, jobs=jobs, progress=progress)


def check_files(
    files: Sequence[str],
    choice: Choice = Choice(),  # noqa: B008 - frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Do as `check` for files that `find_files` has found."""
    jobs = _useful(jobs, files)
    checker = Checker(choice.load())
    opened = _Opened(files, limits)
    if jobs > 1:
        from kpilint.workers import check_in_workers  # noqa: PLC0415 - only large runs pay for multiprocessing

        results = check_in_workers(opened, choice, limits, jobs)
    else:
        results = (checker.check(load_item(item, limits), index) for index, item in enumerate(opened))
    return checker.report(_all(results, opened, progress))


def load_files(
    files: Sequence[str], *, limits: Limits = DEFAULT_LIMITS, jobs: int = 1, progress: Progress | None = None
) -> list[Document]:
    """Return the documents in files that `find_files` has found, in their order."""
    jobs = _useful(jobs, files)
    opened = _Opened(files, limits)
    if jobs > 1:
        from kpilint.workers import load_in_workers  # noqa: PLC0415 - as above

        results = load_in_workers(opened, limits, jobs)
    else:
        results = (load_item(item, limits) for item in opened)
    return _all(results, opened, progress)


def check_documents(documents: Sequence[Document], choice: Choice = Choice()) -> Report:  # noqa: B008 - frozen
    """Check and score documents that are already loaded."""
    checker = Checker(choice.load())
    return checker.report([checker.check(one, index) for index, one in enumerate(documents)])


def automatic_jobs(files: Sequence[str]) -> int:
    """Return how many processes are worth starting: one unless there is enough to read for several."""
    there = [Path(one) for one in files if one != STANDARD_INPUT]
    work = sum(_work(one) for one in there)
    if work < _WORTH_A_PROCESS:
        return 1
    return min(os.cpu_count() or 1, _most_jobs(files))


class _Opened:
    """The items of files, opened as they are asked for; `total` counts them, a file not yet opened as one."""

    def __init__(self, files: Sequence[str], limits: Limits) -> None:
        self.total = len(files)
        self._files = files
        self._limits = limits

    def __iter__(self) -> Iterator[Item]:
        for path in self._files:
            for number, item in enumerate(items(path, self._limits)):
                self.total += number > 0
                yield item


def _all(results: Iterable[T], opened: _Opened, progress: Progress | None) -> list[T]:
    done: list[T] = []
    for one in results:
        done.append(one)
        if progress is not None:
            progress(len(done), opened.total)
    return done


def _useful(jobs: int, files: Sequence[str]) -> int:
    """Return how many of the processes find work; where one does, have the reader's own process started already."""
    useful = min(jobs, _most_jobs(files))
    if useful == 1:
        prepare(files)
    return useful


def _most_jobs(files: Sequence[str]) -> int:
    """Return how many processes could be busy: one a file, unless there are archives, which may hold any number."""
    archives = any(PurePosixPath(one).suffix.lower() == ".zip" for one in files)
    return sys.maxsize if archives else max(1, len(files))


def _work(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return _A_FILE + size * _AS_TEXT.get(path.suffix.lower(), 1)


__all__ = [
    "Choice", "automatic_jobs", "check", "check_documents", "check_files", "find_files", "load", "load_all",
    "load_files",
]  # fmt: skip
