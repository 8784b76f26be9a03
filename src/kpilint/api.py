"""What the command line, the service and the corpus tools call: load documents, check and score them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from kpilint.checking import Checked, Checker, Choice
from kpilint.loading import STANDARD_INPUT, find_files, load
from kpilint.model import Document
from kpilint.report import Report
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

_WORTH_A_PROCESS: Final = 4_000_000
"""Bytes of input below which starting processes takes longer than it saves."""


def check(
    paths: Iterable[str],
    choice: Choice = Choice(),  # noqa: B008 - frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check and score files.

    Args:
        paths: files and folders, `-` for standard input.
        choice: profile and rules.
        limits: what one file may cost.
        jobs: worker processes; results are the same for any number.
        progress: told the number of files done and of all.

    Raises:
        UsageError: a path, profile or rule does not exist.
        ConfigError: a ruleset, profile or plugin is wrong.
    """
    return check_files(find_files(paths), choice, limits=limits, jobs=jobs, progress=progress)


def check_files(
    files: Sequence[str],
    choice: Choice = Choice(),  # noqa: B008 - frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Do as `check` for files that `find_files` has found."""
    checker = Checker(choice.load())
    done: list[Checked] = []
    for one in _checked(files, checker, choice, limits, jobs):
        done.append(one)
        if progress is not None:
            progress(len(done), len(files))
    return checker.report(done)


def check_documents(documents: Sequence[Document], choice: Choice = Choice()) -> Report:  # noqa: B008 - frozen
    """Check and score documents that are already loaded."""
    checker = Checker(choice.load())
    return checker.report([checker.check(one, index) for index, one in enumerate(documents)])


def automatic_jobs(files: Iterable[str]) -> int:
    """Return how many processes are worth starting: one unless there is enough to read for several."""
    there = [Path(one) for one in files if one != STANDARD_INPUT]
    size = sum(one.stat().st_size for one in there if one.is_file())
    return 1 if size < _WORTH_A_PROCESS else min(os.cpu_count() or 1, len(there))


def _checked(files: Sequence[str], checker: Checker, choice: Choice, limits: Limits, jobs: int) -> Iterator[Checked]:
    if jobs > 1 and len(files) > 1:
        from kpilint.workers import check_in_workers  # noqa: PLC0415 - only large runs pay for multiprocessing

        yield from check_in_workers(files, choice, limits, min(jobs, len(files)))
        return
    for index, path in enumerate(files):
        yield checker.check(load(path, limits), index)


__all__ = ["Choice", "automatic_jobs", "check", "check_documents", "check_files", "find_files", "load"]
