"""What the command line, the service and the corpus tools call: load documents, check and score them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from kpilint import __version__
from kpilint.annotating.files import annotated
from kpilint.cache.location import Location, locate
from kpilint.checking import Checker, Choice
from kpilint.fixes.propose import Wanted
from kpilint.folders import STANDARD_INPUT, find_files
from kpilint.loading import Item, items, load, load_all, load_item, prepare
from kpilint.model import Document
from kpilint.profiles import load_profile
from kpilint.ranking import Options as Ranks
from kpilint.ranking import Ranking
from kpilint.report import Report
from kpilint.runs.changed import changed_files, what_changed
from kpilint.runs.fixing import Session, judge_of
from kpilint.runs.ranking import Material, ranking_of, sort_out
from kpilint.runs.rewriting import read_sources
from kpilint.runs.running import Running
from kpilint.runs.saved import compare_reports, find_reports, read_reports, write_reports
from kpilint.runs.settling import Run, settled
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

if TYPE_CHECKING:
    from kpilint.cache.store import Trouble

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


def check_files(  # noqa: PLR0913 - each is one choice, by name
    files: Sequence[str],
    choice: Choice = Choice(),  # noqa: B008 - frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Progress | None = None,
    cache: Location | None = None,
    trouble: "Callable[[Trouble], None] | None" = None,
) -> Report:
    """Do as `check` for files that `find_files` has found.

    `cache` is where what earlier runs found is looked up and kept; `trouble` is told if that did not go well.
    """
    jobs = _useful(jobs, files, cache)
    running = Running(choice, limits, cache)
    inputs = _Opened(files, limits)
    if jobs > 1:
        from kpilint.runs.workers import check_in_workers  # noqa: PLC0415 - only large runs pay for multiprocessing

        results = check_in_workers(inputs, choice, limits, jobs, cache)
    else:
        results = (running.check(item, index) for index, item in enumerate(inputs))
    try:
        return running.checker.report(_all(results, inputs, progress))
    finally:
        told = running.close()
        if told is not None and trouble is not None:
            trouble(told)


def check_run(  # noqa: PLR0913 - how to run, beside what
    files: Sequence[str],
    run: Run,
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Progress | None = None,
    cache: Location | None = None,
    trouble: "Callable[[Trouble], None] | None" = None,
) -> Report:
    """Do as `check_files`, and apply exceptions and the baseline.

    Raises:
        ConfigError: as of `check`; or the baseline is missing or is none.
    """
    made = check_files(files, run.choice, limits=limits, jobs=jobs, progress=progress, cache=cache, trouble=trouble)
    return settled(made, run)


def rank_files(  # noqa: PLR0913 - how to run, beside what
    material: Material,
    run: Run,
    options: Ranks,
    *,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int = 1,
    progress: Progress | None = None,
    cache: Location | None = None,
    trouble: "Callable[[Trouble], None] | None" = None,
) -> Ranking:
    """Compare counties, units or years by saved reports and by files that are checked now; see `sort_out`.

    Raises:
        UsageError: as of `check`; or not all scores are of one model, or a saved report is wrong.
        ConfigError: as of `check`.
    """
    made = None
    if material.files:
        made = check_run(material.files, run, limits=limits, jobs=jobs, progress=progress, cache=cache, trouble=trouble)
    return ranking_of(made, material.reports, options, run.configuration.manifests, __version__)


def fix_files(
    files: Sequence[str],
    run: Run,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    limits: Limits = DEFAULT_LIMITS,
) -> Session:
    """Find the fixes of files that `find_files` has found, and make the safe ones; nothing is written yet.

    What the rules of the run find is answered, what was accepted as an exception excepted; that nothing is added is
    seen to for all rules there are. The baseline has no say: it knows findings as they were.

    Raises:
        UsageError, ConfigError: as of `check`.
    """
    prepare(files)
    heeded = frozenset(one.id for one in run.choice.load().rules)
    checker = Checker(replace(run.choice, select=("*",), ignore=(), only=()).load())
    judge = judge_of(checker, lambda report: settled(report, replace(run, baseline=None)))
    return Session(list(read_sources(files, limits)), judge, replace(wanted, rules=heeded), limits)


def load_files(
    files: Sequence[str], *, limits: Limits = DEFAULT_LIMITS, jobs: int = 1, progress: Progress | None = None
) -> list[Document]:
    """Return the documents in files that `find_files` has found, in their order."""
    jobs = _useful(jobs, files)
    inputs = _Opened(files, limits)
    if jobs > 1:
        from kpilint.runs.workers import load_in_workers  # noqa: PLC0415 - as above

        results = load_in_workers(inputs, limits, jobs)
    else:
        results = (load_item(item, limits) for item in inputs)
    return _all(results, inputs, progress)


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


def _all(results: Iterable[T], inputs: _Opened, progress: Progress | None) -> list[T]:
    done: list[T] = []
    for one in results:
        done.append(one)
        if progress is not None:
            progress(len(done), inputs.total)
    return done


def _useful(jobs: int, files: Sequence[str], cache: Location | None = None) -> int:
    """Return how many of the processes find work; where one does, have the reader's own process started already.

    Where there is a cache, that process may not be needed at all.
    """
    useful = min(jobs, _most_jobs(files))
    if useful == 1 and (cache is None or not cache.file.exists()):
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
    "Choice", "annotated", "automatic_jobs", "changed_files", "check", "check_documents", "check_files", "check_run",
    "compare_reports", "find_files", "find_reports", "fix_files", "load", "load_all", "load_files", "load_profile",
    "locate", "rank_files", "read_reports", "sort_out", "what_changed", "write_reports",
]  # fmt: skip
