"""What settings files say of findings, applied to a report: exceptions, and the baseline."""

import os
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint.checking import Choice
from kpilint.configuration import Configuration
from kpilint.errors import ConfigError, KpilintError, trouble
from kpilint.folders import STANDARD_INPUT
from kpilint.report import Report, waivers
from kpilint.report import baseline as baselines
from kpilint.report.baseline import Baseline, Named
from kpilint.report.waivers import Terms
from kpilint.rulesets import all_rules

BASELINE_NAME: Final = "kpilint-baseline.json"
"""Where a baseline is kept unless it is told otherwise."""


class Run(Struct, frozen=True):
    """All that the results of a run rest on, beside its files."""

    choice: Choice
    today: date
    configuration: Configuration = Configuration()
    exceptions: bool = True
    """Whether exceptions are heeded, those of comments and those of settings files."""
    baseline: Path | None = None


def settled(report: Report, run: Run) -> Report:
    """Return a report with the exceptions of settings files and comments, and the baseline, applied.

    Raises:
        ConfigError: the baseline is missing or is none.
    """
    if run.exceptions:
        report = waivers.apply(report, Terms(run.today, run.configuration.exceptions, frozenset(all_rules())))
    if run.baseline is not None:
        report = baselines.apply(report, read_baseline(run.baseline), str(run.baseline), named_from(run.baseline))
    return report


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
        path.write_text(baselines.encode(baseline), encoding="utf-8", newline="\n")
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入基线：{zh}", f"the baseline cannot be written: {en}").at(str(path)) from error


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
