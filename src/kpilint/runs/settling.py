"""What settings files say of findings, applied to a report: exceptions, and the baseline."""

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kpilint import profiles
from kpilint.belonging.globs import wild
from kpilint.checking import Choice
from kpilint.configuration import Configuration
from kpilint.errors import ConfigError, KpilintError, trouble
from kpilint.folders import STANDARD_INPUT, find_files
from kpilint.report import Report, waivers
from kpilint.report import baseline as baselines
from kpilint.report.baseline import Baseline, Gone, Named
from kpilint.report.requests import Request
from kpilint.report.used import Chosen, Used
from kpilint.report.waivers import Terms
from kpilint.rulesets import all_rules
from kpilint.writing import replace_file


class Run(Struct, frozen=True):
    """All that the results of a run rest on, beside its files."""

    choice: Choice
    today: date
    configuration: Configuration = Configuration()
    exceptions: bool = True
    """Whether exceptions are heeded, those of comments and those of settings files."""
    baseline: Path | None = None
    partial: bool = False
    """Whether files were left out that belong to the others, as with `--changed`."""


def settled(report: Report, run: Run) -> Report:
    """Return a report with the exceptions of settings files and comments, and the baseline, applied.

    Raises:
        ConfigError: the baseline is missing or is none.
    """
    report = replace(report, manifests=run.configuration.manifests)
    report = replace(report, used=_used(run))
    if run.exceptions:
        asked, installed = run.configuration.exceptions, frozenset(all_rules())
        report = waivers.apply(report, Terms(run.today, asked, installed, run.partial, _looking(report)))
    if run.baseline is not None:
        report = baselines.apply(report, read_baseline(run.baseline), str(run.baseline), *names_from(run.baseline))
    return report


def _used(run: Run) -> Used:
    """Return what a run was set to, beyond its profile."""
    set_, choice = run.configuration, run.choice
    chosen = []
    for key in ("profile", "select", "ignore", "only"):
        values = (choice.profile,) if key == "profile" else getattr(choice, key)
        setting = set_.values.get(key)
        if setting is not None and setting.value == (choice.profile if key == "profile" else values):
            chosen.append(Chosen(key, values, setting.path, setting.line))
        elif values and key != "profile":
            chosen.append(Chosen(key, values))
    file = profiles.own_file(choice.profile)
    return Used(
        set_.files,
        "" if file is None else str(file),
        tuple(chosen),
        len(set_.exceptions),
        run.exceptions,
        "" if run.baseline is None else str(run.baseline),
    )


def _looking(report: Report) -> Callable[[Request, Sequence[str]], bool | None]:
    """Return what looks on the disk for the documents that an exception means beside those of the run."""
    here = {os.path.abspath(one.document.path.partition("!")[0]) for one in report.sources}  # noqa: PTH100 - text
    files = cache(lambda folder: find_files([folder]).files)

    def missing(ask: Request, meant: Sequence[str]) -> bool | None:
        folder = Path(ask.path).parent
        if not wild(ask.file):
            there = os.path.lexists(folder / re.split("!", ask.file.replace("\\", "/"))[0])
            return False if meant else None if there else True
        others = [one for one in files(str(folder)) if ask.document is not None and ask.document(one)]
        if not others and not meant and ".." not in ask.file:
            return True
        whole = meant and all(os.path.abspath(one) in here for one in others)  # noqa: PTH100 - text, no file
        return False if whole else None

    return missing


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        ConfigError: the file cannot be read, or is no baseline.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        zh, en = trouble(error)
        raise ConfigError(f"无法读取基线：{zh}", f"the baseline cannot be read: {en}").at(str(path)) from error
    return baselines.decode(data, str(path))


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline to a file.

    Raises:
        KpilintError: it cannot be written.
    """
    try:
        replace_file(path, baselines.encode(baseline).encode())
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入基线：{zh}", f"the baseline cannot be written: {en}").at(str(path)) from error


def names_from(baseline: Path) -> tuple[Named, Gone]:
    """Return how a baseline names documents, and what tells that one is gone; see `named_from`."""
    folder = baseline.absolute().parent

    def gone(name: str) -> bool:
        return name != STANDARD_INPUT and not os.path.lexists(folder / name.partition("!")[0])

    return named_from(baseline), gone


def named_from(baseline: Path) -> Named:
    """Return how a baseline names documents: by their path from its folder, so that it holds wherever kpilint runs."""
    folder = baseline.absolute().parent

    def named(path: str) -> str:
        if path == STANDARD_INPUT:
            return path
        try:
            return Path(os.path.relpath(path, folder)).as_posix()
        except ValueError:  # on another drive
            return path

    return named
