"""`kpilint baseline create|update|show`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpilint import console
from kpilint.cli.options import (
    ConfigOption,
    JobsOption,
    LangOption,
    NoConfigOption,
    PathsArgument,
    ProfileOption,
    language_of,
)
from kpilint.cli.setup import Asked, run_of
from kpilint.errors import UsageError
from kpilint.names import BASELINE_NAME

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.report import Report
    from kpilint.runs.settling import Run

baseline = typer.Typer(
    help="基线：把已有的问题记下来，只看新出现的 / Baseline: keep to the findings that are new.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
FileOption = Annotated[
    Path | None, typer.Option("-b", "--baseline", help=f"基线文件，默认 {BASELINE_NAME} / baseline file")
]


@baseline.command()
def create(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: PathsArgument,
    file: FileOption = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的基线 / replace the one there is")] = False,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
) -> None:
    """检查文件，把现有的问题存为基线 / Check files and keep their findings as the baseline.

    基线只影响 `kpilint check --baseline` 的退出码，不影响得分。

    A baseline changes the exit code of `kpilint check --baseline` only, never a score.
    """
    from kpilint.report import baseline as baselines  # noqa: PLC0415 - `--help` should not load rules and readers
    from kpilint.runs import settling  # noqa: PLC0415

    report, run = _checked(paths, Asked(profile, config=config, no_config=no_config, baseline=file), jobs)
    path = run.baseline or Path(BASELINE_NAME)
    if path.exists() and not force:
        raise UsageError(
            f"基线 {path} 已经有了；更新用 kpilint baseline update，重建加 --force",
            f"there is a baseline {path} already; use kpilint baseline update, or --force to make it anew",
        )
    console.keep_input(path, [one.document.path for one in report.sources])
    made = baselines.of_report(report, run.today.isoformat(), settling.named_from(path))
    settling.write_baseline(path, made)
    count = sum(one.count for one in made.entries)
    zh, en = f"已把 {count} 个问题记入基线 {path}", f"{count} finding(s) kept in the baseline {path}"
    console.tell(zh if language_of(lang) == "zh" else en)


@baseline.command()
def update(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: PathsArgument,
    file: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
) -> None:
    """重新检查，去掉已不再出现的，记入新出现的 / Check again: drop what is gone, keep what is new.

    没有检查到的文件，基线中原有的内容不动。

    What the baseline says of files that are not checked stays.
    """
    from kpilint.report import baseline as baselines  # noqa: PLC0415 - as above
    from kpilint.runs import settling  # noqa: PLC0415

    report, run = _checked(paths, Asked(profile, config=config, no_config=no_config, baseline=file), jobs)
    path = run.baseline or Path(BASELINE_NAME)
    old = settling.read_baseline(path)
    new = baselines.renewed(report, old, run.today.isoformat(), *settling.names_from(path))
    settling.write_baseline(path, new)
    before, after = baselines.counted(old), baselines.counted(new)
    added, dropped, total = (after - before).total(), (before - after).total(), after.total()
    zh = f"基线 {path}：新增 {added} 个，去掉 {dropped} 个，共 {total} 个问题"
    en = f"baseline {path}: {added} added, {dropped} dropped, {total} finding(s) in all"
    console.tell(zh if language_of(lang) == "zh" else en)


@baseline.command()
def show(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH…", help="重新检查这些文件，看哪些已改好 / check them again")
    ] = None,
    file: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
) -> None:
    """显示基线里有什么；给出文件时指出哪些已不再出现 / Show a baseline, and with files what of it is gone."""
    from kpilint.outputs.settings import baseline as baseline_shown  # noqa: PLC0415
    from kpilint.report import baseline as baselines  # noqa: PLC0415 - as above
    from kpilint.runs import settling  # noqa: PLC0415

    asked = Asked(profile, config=config, no_config=no_config, baseline=file)
    gone = None
    if paths:
        report, run = _checked(paths, asked, jobs)
        path = run.baseline or Path(BASELINE_NAME)
        kept = settling.read_baseline(path)
        gone = baselines.stale(report, kept, *settling.names_from(path))
    else:
        path = run_of(asked, [BASELINE_NAME]).baseline or Path(BASELINE_NAME)
        kept = settling.read_baseline(path)
    console.write(baseline_shown.render(kept, str(path), language_of(lang), gone), None)


def _checked(paths: Sequence[str], asked: Asked, jobs: int) -> "tuple[Report, Run]":
    """Check files without looking at the baseline, exceptions heeded."""
    from msgspec.structs import replace  # noqa: PLC0415 - as above

    from kpilint import api  # noqa: PLC0415

    files = api.find_files(paths).files
    run = run_of(asked, files)
    report = api.check_run(files, replace(run, baseline=None), jobs=jobs or api.automatic_jobs(files))
    return report, run
