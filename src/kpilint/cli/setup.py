"""What a command runs with: what the command line says, else the settings file, else the default."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kpilint.cli.options import FailOn, Lang, language_of
from kpilint.errors import UsageError

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.configuration import Configuration
    from kpilint.finding import Severity
    from kpilint.runs.settling import Run

DEFAULT_PROFILE = "national"
DEFAULT_FAIL_ON = FailOn.ERROR.value


class Asked(Struct, frozen=True):
    """What the command line says of profile, rules and settings."""

    profile: str | None = None
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    only: Sequence[str] | None = None
    config: Path | None = None
    no_config: bool = False
    no_exceptions: bool = False
    baseline: Path | None = None
    no_baseline: bool = False


def run_of(asked: Asked, files: Sequence[str]) -> "Run":
    """Return what a run over files rests on.

    Raises:
        UsageError: `--config` names no file, or contradicts `--no-config`.
        ConfigError: a settings file is wrong, or two of them differ in what holds for the run.
    """
    from kpilint import api  # noqa: PLC0415 - `--help` should not load rules and readers
    from kpilint.runs import settling  # noqa: PLC0415 - `--help` should not load rules and readers

    found = _configuration(asked, files)
    choice = api.Choice(
        asked.profile or found.get("profile", DEFAULT_PROFILE),
        _either(asked.select, found.get("select", ())),
        _either(asked.ignore, found.get("ignore", ())),
        _either(asked.only, found.get("only", ())),
    )
    kept = None if asked.no_baseline else asked.baseline or found.get("baseline")
    return settling.Run(
        choice,
        date.today(),  # noqa: DTZ011 - exceptions end on the user's day
        found,
        exceptions=not asked.no_exceptions,
        baseline=None if kept is None else Path(kept),
    )


def language_in(run: "Run", lang: Lang | None) -> str:
    """Return the language of a run: as asked, as set, else the user's."""
    if lang is None and (found := run.configuration.get("lang")):
        return str(found)
    return language_of(lang)


def severity_in(run: "Run", fail_on: FailOn | None) -> "Severity | None":
    """Return the severity from which findings fail a run, None where they never do."""
    from kpilint.finding import Severity  # noqa: PLC0415 - as above

    found = fail_on.value if fail_on is not None else run.configuration.get("fail_on", DEFAULT_FAIL_ON)
    return None if found == FailOn.NEVER else Severity(found)


def least_in(run: "Run", fail_under: float | None) -> float | None:
    """Return the score under which a table fails a run, None where none does.

    Raises:
        UsageError: it is no score.
    """
    if fail_under is None:
        found: float | None = run.configuration.get("fail_under")
        return found
    if not 0 <= fail_under <= 100:  # noqa: PLR2004 - scores; this is so of what is no number, too
        raise UsageError(
            f"--fail-under 应为 0 到 100 的分数，实为 {fail_under:g}",
            f"--fail-under should be a score from 0 to 100, found {fail_under:g}",
        )
    return fail_under


def _configuration(asked: Asked, files: Sequence[str]) -> "Configuration":
    from kpilint import configuration  # noqa: PLC0415 - as above

    if asked.no_config and asked.config is not None:
        raise UsageError("--config 与 --no-config 不能同时用", "--config and --no-config exclude each other")
    if asked.no_config:
        return configuration.Configuration()
    if asked.config is None:
        return configuration.of_run(files, _given(asked))
    if not asked.config.is_file():
        raise UsageError(f"找不到配置文件：{asked.config}", f"no such settings file: {asked.config}")
    return configuration.load(asked.config)


def _given(asked: Asked) -> frozenset[str]:
    """Return the settings that the command line decides."""
    chosen = {"profile": asked.profile, "select": asked.select, "ignore": asked.ignore, "only": asked.only}
    found = {key for key, value in chosen.items() if value is not None}
    return frozenset(found | ({"baseline"} if asked.baseline or asked.no_baseline else set()))


def _either(given: Sequence[str] | None, set_: Sequence[str]) -> tuple[str, ...]:
    return tuple(set_ if given is None else given)
