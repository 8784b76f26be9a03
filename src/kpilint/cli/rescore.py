"""`kpilint rescore`."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpilint import __version__, console
from kpilint.cli import completion
from kpilint.cli.options import LangOption, OutputOption, language_of
from kpilint.exitcodes import EXIT_NOT_ASSESSED, EXIT_NOTHING


class RescoreFormat(StrEnum):
    """Formats of `rescore`."""

    TEXT = "text"
    JSON = "json"


def rescore(  # noqa: PLR0913, PLR0917 - one parameter an option
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT…", help="check -f json 存的报告或其文件夹 / reports of check -f json, or folders"
        ),
    ],
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            help="要试的评审方案，名称或 YAML 文件 / the profile to try, name or file",
            autocompletion=completion.profile_names,
        ),
    ],
    output_format: Annotated[RescoreFormat, typer.Option("-f", "--format", help="text | json")] = RescoreFormat.TEXT,
    limit: Annotated[int, typer.Option(min=0, help="最多列出几张表，0 为全部 / tables to list, 0 for all")] = 20,
    lang: LangOption = None,
    output: OutputOption = None,
    write: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="把重评后的报告写入文件夹 / write the rescored reports to a folder"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="--write 时覆盖已有的文件 / --write over files that are there")
    ] = False,
) -> None:
    """换一个评审方案，旧报告的分数会怎样变 / What another profile would make of saved reports.

    不重新检查文件，只用报告里已有的问题重新计分；报告说不清的，逐条列出。

    退出码：0 已重评；2 用法或配置错误；3 报告里没有表；4 有表无法重评。

    Scores again from the findings in the reports, without the files; what they cannot tell is listed.

    Exit codes: 0 done, 2 usage or configuration, 3 no tables, 4 some tables cannot be scored again.
    """
    from kpilint import api  # noqa: PLC0415 - `--help` should not load rules
    from kpilint.outputs.context import Context  # noqa: PLC0415
    from kpilint.outputs.rescoring import as_json as rescore_json  # noqa: PLC0415
    from kpilint.outputs.rescoring import text  # noqa: PLC0415
    from kpilint.outputs.terminal import Style  # noqa: PLC0415

    language = language_of(lang)
    found = api.find_reports(reports)
    paths = found.files
    console.keep_input(output, paths)
    read = api.read_reports(paths)
    made = api.compare_reports(paths, read, api.load_profile(profile))
    if write is not None:
        api.write_reports(paths, read, made, write, force=force)
    if output_format is RescoreFormat.JSON:
        console.write(rescore_json.render(made, __version__), output)
    else:
        style = Style(language, output is None and console.wants_color(), console.cells(output))
        today = date.today()  # noqa: DTZ011 - the user's day
        console.write(text.render(made, Context(style, __version__, today), limit), output)
    console.tell_skipped(found.skipped, language)
    tables = [one for _, one in made.tables]
    if not tables:
        raise typer.Exit(EXIT_NOTHING)
    untold = any(one.rescored is None or one.rescored.score.hundredths is None for one in tables)
    raise typer.Exit(EXIT_NOT_ASSESSED if untold else 0)
