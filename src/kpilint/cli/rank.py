"""`kpilint rank`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kpilint import __version__, console
from kpilint.cli.cache import teller
from kpilint.cli.options import (
    CacheFolderOption,
    CacheOption,
    ConfigOption,
    JobsOption,
    LangOption,
    NoConfigOption,
    NoExceptionsOption,
    OutputOption,
    ProfileOption,
)
from kpilint.cli.setup import Asked, language_in, run_of
from kpilint.errors import UsageError
from kpilint.exitcodes import EXIT_CLEAN, EXIT_NOT_ASSESSED, EXIT_NOTHING

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.outputs.context import Context
    from kpilint.ranking import Ranking


class RankFormat(StrEnum):
    """Formats of `rank`."""

    TEXT = "text"
    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"


class RankBy(StrEnum):
    """What `rank` compares."""

    COUNTY = "county"
    UNIT = "unit"
    YEAR = "year"


def rank(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="文件、文件夹，或 check -f json 存的报告，可混用 / files, folders, saved reports of check -f json",
        ),
    ],
    by: Annotated[
        RankBy | None,
        typer.Option(help="比什么：县区、单位、年度；默认比县区，只有一个县时比单位 / what to compare"),
    ] = None,
    min_tables: Annotated[
        int, typer.Option(min=1, help="有分数的表少于此数的不参加排名 / tables below which a group is not ranked")
    ] = 5,
    profile: ProfileOption = None,
    output_format: Annotated[
        RankFormat | None,
        typer.Option("-f", "--format", help="输出格式，默认按 -o 的文件名 / format, by default that of -o"),
    ] = None,
    output: OutputOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    no_exceptions: NoExceptionsOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="只显示名次 / standings only")] = False,
    cache: CacheOption = True,
    cache_dir: CacheFolderOption = None,
) -> None:
    """比较各县区、单位、年度的得分 / Compare the scores of counties, units and years.

    名次按平均分，附 95% 区间和可能名次；差多少、差在哪些项目和规则，逐项列出。属于哪个县、哪个单位，先看文件内容，
    再看文件夹，最后看 kpilint.yaml 的清单。

    退出码：0 已排名；2 用法或配置错误；3 没有可排名的表；4 有内容未能评定。

    Exit codes: 0 done, 2 usage or configuration, 3 nothing to rank, 4 something not assessed.
    """
    from kpilint import api  # noqa: PLC0415 - `--help` should not load rules and readers
    from kpilint.outputs.context import Context  # noqa: PLC0415 - as above
    from kpilint.outputs.terminal import Style  # noqa: PLC0415
    from kpilint.ranking import By, Options  # noqa: PLC0415

    form = _format_of(output_format, str(output) if output else "")
    found = api.find_files(paths)
    console.keep_input(output, found.files)
    asked = Asked(profile, config=config, no_config=no_config, no_exceptions=no_exceptions, no_baseline=True)
    run = run_of(asked, found.files)
    language = language_in(run, lang)
    material = api.sort_out(found.files)
    location = api.locate(cache_dir) if cache else None
    with console.progress("检查" if language == "zh" else "checking") as progress:
        made = api.rank_files(
            material, run, Options(By(by.value) if by else None, min_tables),
            jobs=jobs or api.automatic_jobs(material.files), progress=progress, cache=location,
            trouble=teller(location, language),
        )  # fmt: skip
    style = Style(language, output is None and console.wants_color(), console.cells(output), quiet)
    console.write(_rendered(form, made, Context(style, __version__, run.today)), output)
    console.tell_skipped(found.skipped, language)
    if not made.all.means.assessed:
        console.tell("没有可排名的绩效目标表" if language == "zh" else "no performance target table to rank")
    raise typer.Exit(_code(made))


def _format_of(asked: RankFormat | None, output: str) -> RankFormat:
    """Return the format asked for, else that of the file's name.

    Raises:
        UsageError: a workbook would go to the screen.
    """
    suffix = output.lower().rpartition(".")[2] if "." in output else ""
    named = {"html": RankFormat.HTML, "htm": RankFormat.HTML, "xlsx": RankFormat.XLSX, "json": RankFormat.JSON}
    form = asked or named.get(suffix, RankFormat.TEXT)
    if form is RankFormat.XLSX and not output:
        raise UsageError("xlsx 不能显示在屏幕上，请加 -o 排名.xlsx", "xlsx cannot be shown; add -o ranking.xlsx")
    return form


def _rendered(form: RankFormat, ranking: "Ranking", context: "Context") -> str | bytes:
    from importlib import import_module  # noqa: PLC0415 - one of them is needed

    module = {RankFormat.HTML: "page", RankFormat.JSON: "json_ranking"}.get(form, form.value)
    written: str | bytes = import_module(f"kpilint.outputs.ranking.{module}").render(ranking, context)
    return written


def _code(ranking: "Ranking") -> int:
    means = ranking.all.means
    if ranking.all.unread or means.assessed < means.tables:
        return EXIT_NOT_ASSESSED
    return EXIT_CLEAN if means.assessed else EXIT_NOTHING
