"""`kpilint check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpilint import __version__, console
from kpilint.cli import watching
from kpilint.cli.cache import teller
from kpilint.cli.destinations import Destination, destinations
from kpilint.cli.options import (
    CacheFolderOption,
    CacheOption,
    ConfigOption,
    FailOn,
    IgnoreOption,
    JobsOption,
    LangOption,
    NoConfigOption,
    NoExceptionsOption,
    OnlyOption,
    PathsArgument,
    ProfileOption,
    SelectOption,
    language_of,
)
from kpilint.cli.setup import Asked, language_in, least_in, run_of, severity_in
from kpilint.errors import UsageError
from kpilint.exitcodes import EXIT_CLEAN, EXIT_NOTHING, exit_code
from kpilint.outputs.formats import FORMATS, render, render_each

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.outputs.context import Context
    from kpilint.report import Report

FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        help="输出格式，可重复，与 -o 一一对应 / format, may be repeated, one for each -o",
        metavar="|".join(FORMATS),
        autocompletion=lambda: list(FORMATS),
    ),
]
OutputsOption = Annotated[
    list[str] | None, typer.Option("-o", "--output", help="写入文件，可重复，- 为屏幕 / write to files, - the screen")
]


def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: PathsArgument,
    formats: FormatsOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    only: OnlyOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    no_exceptions: NoExceptionsOption = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="基线文件：其中的问题不影响退出码 / findings that are known")
    ] = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="不用基线 / use no baseline")] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="出现该级别及以上问题时退出码为 1，默认 error / exit 1 from here up"),
    ] = None,
    fail_under: Annotated[float | None, typer.Option(help="有表低于此分时退出码为 1 / exit 1 below this score")] = None,
    jobs: JobsOption = 0,
    lang: LangOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="只显示汇总 / summary only")] = False,
    outputs: OutputsOption = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="按规则统计 / counts by rule")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="只检查与 git 上次提交不同的文件 / only files changed against git")
    ] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            help="同上，与另一提交、分支或标签相比 / likewise, against a commit, branch or tag", metavar="REF"
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="文件一有改动就重新检查 / check again on each change")] = False,
    cache: CacheOption = True,
    cache_dir: CacheFolderOption = None,
) -> None:
    """检查绩效目标表并评分 / Check and score target tables.

    退出码：0 通过；1 有问题或低于分数线；2 用法或配置错误；3 没有可检查的表；4 有内容未能评定。

    Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 nothing to check, 4 something not assessed.
    """
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` should not load rules and readers

    from kpilint import api  # noqa: PLC0415 - as above
    from kpilint.outputs.context import Context  # noqa: PLC0415 - as above
    from kpilint.outputs.terminal import Style  # noqa: PLC0415

    goals = destinations(formats or (), outputs or ())
    asked = Asked(profile, select, ignore, only, config, no_config, no_exceptions, baseline, no_baseline)
    location = api.locate(cache_dir) if cache else None

    def once() -> int:
        found = api.find_files(paths)
        run = run_of(asked, found.files)
        for goal in goals:
            console.keep_input(goal.path, [*found.files, *run.configuration.files])
        language = language_in(run, lang)
        severity, least = severity_in(run, fail_on), least_in(run, fail_under)
        files = found.files
        if changed or changed_since is not None:
            files = api.changed_files(files, changed_since)
            run = replace(run, partial=True)
            console.tell(api.what_changed(len(files), len(found.files), changed_since, language))
            if not files:
                return EXIT_CLEAN
        workers = jobs or api.automatic_jobs(files)
        with console.progress("检查" if language == "zh" else "checking") as progress:
            made = api.check_run(
                files, run, jobs=workers, progress=progress, cache=location, trouble=teller(location, language)
            )
        style = Style(language, brief=quiet)
        _write(made, goals, files, Context(style, __version__, run.today, severity, least, statistics))
        console.tell_skipped(found.skipped, language)
        code = exit_code(made, fail_on=severity, fail_under=least)
        if code == EXIT_NOTHING:
            console.tell("没有找到可检查的绩效目标表" if language == "zh" else "no performance target table to check")
        return code

    if watch and any(one.folder for one in goals):
        raise UsageError(
            "--watch 不能与 -o 文件夹/ 同用，请写到一个文件",
            "--watch does not go with -o FOLDER/: write to one file",
        )
    if watch:
        watching.watch(once, paths, [one.path for one in goals if one.path is not None], language_of(lang))
    raise typer.Exit(once())


def _write(report: "Report", goals: Sequence[Destination], files: Sequence[str], context: "Context") -> None:
    from msgspec.structs import replace  # noqa: PLC0415 - as above

    for goal in goals:
        color = goal.path is None and console.wants_color()
        style = replace(context.style, color=color, cells=console.cells(goal.path))
        if goal.folder and goal.path is not None:
            console.make_folder(goal.path)
            for name, written in render_each(goal.format, report, replace(context, style=style)):
                console.keep_input(goal.path / name, files)
                console.write(written, goal.path / name)
            continue
        data = render(goal.format, report, replace(context, style=style))
        console.write(data if FORMATS[goal.format].binary else data.decode(), goal.path)
        console.tell_written(goal.path, context.lang)
