"""The command line: parse arguments, call the api, print, exit."""

import gc
import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpilint import __version__, console
from kpilint.errors import KpilintError, UsageError
from kpilint.language import default_language
from kpilint.report import EXIT_NOTHING, EXIT_USAGE

app = typer.Typer(
    help="检查预算项目绩效目标表并评分 / Check and score the performance target tables of budget projects.",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Lang(StrEnum):
    """Languages of messages."""

    ZH = "zh"
    EN = "en"


class ReportFormat(StrEnum):
    """Formats of `check`."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """Formats of `import`."""

    YAML = "yaml"
    JSON = "json"


class FailOn(StrEnum):
    """Severities that `--fail-on` takes."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class SchemaName(StrEnum):
    """What `schema` can print."""

    TABLES = "tables"
    REPORT = "report"
    RULESET = "ruleset"
    PROFILE = "profile"


LangOption = Annotated[
    Lang | None, typer.Option("--lang", help="提示语言，默认按系统语言，中文优先 / language of messages")
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="写入文件 / write to a file")]
JobsOption = Annotated[int, typer.Option("-j", "--jobs", min=0, help="进程数，0 为自动 / processes, 0 for automatic")]
ProfileOption = Annotated[str, typer.Option("--profile", help="评审方案名称或 YAML 文件 / profile name or file")]


def main() -> None:
    """Run kpilint. The one place where errors become messages and exit codes."""
    console.prepare()
    # Millions of small frozen values and hardly a cycle: collecting often takes a quarter of a large run.
    gc.set_threshold(100_000, 20, 100)
    try:
        app(standalone_mode=True)
    except KpilintError as error:
        console.tell(error.text(console.asked_language(sys.argv)))
        sys.exit(EXIT_USAGE)
    except BrokenPipeError:
        console.close_output()
        sys.exit(EXIT_USAGE)
    except OSError as error:  # standard output: files have messages of their own
        with suppress(OSError):
            console.tell(error.strerror or str(error))
        os._exit(EXIT_USAGE)  # Python would try to flush once more, and complain


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="显示版本 / show the version")] = False,
) -> None:
    if version:
        typer.echo(f"kpilint {__version__}")
        raise typer.Exit


@app.command()
def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹、zip，- 为标准输入 / files, folders, zips, -")
    ],
    output_format: Annotated[
        ReportFormat, typer.Option("-f", "--format", help="输出格式 / format")
    ] = ReportFormat.TEXT,
    select: Annotated[list[str] | None, typer.Option(help="另加规则，编号或通配 / add rules by id or glob")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="停用规则 / leave rules out")] = None,
    only: Annotated[list[str] | None, typer.Option(help="只用这些规则 / these rules only")] = None,
    profile: ProfileOption = "national",
    fail_on: Annotated[
        FailOn, typer.Option(help="出现该级别及以上问题时退出码为 1 / exit 1 from here up")
    ] = FailOn.ERROR,
    fail_under: Annotated[float | None, typer.Option(help="有表低于此分时退出码为 1 / exit 1 below this score")] = None,
    jobs: JobsOption = 0,
    lang: LangOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="只显示汇总 / summary only")] = False,
    output: OutputOption = None,
) -> None:
    """检查绩效目标表并评分 / Check and score target tables.

    退出码：0 通过；1 有问题或低于分数线；2 用法或配置错误；3 没有可检查的表；4 有内容未能评定。

    Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 nothing to check, 4 something not assessed.
    """
    from kpilint import api, report  # noqa: PLC0415 - `--help` should not load rules and readers
    from kpilint.finding import Severity  # noqa: PLC0415

    language = _language(lang)
    found = api.find_files(paths)
    files = found.files
    console.keep_input(output, files)
    choice = api.Choice(profile, tuple(select or ()), tuple(ignore or ()), tuple(only or ()))
    workers = jobs or api.automatic_jobs(files)
    with console.progress("检查" if language == "zh" else "checking") as progress:
        made = api.check_files(files, choice, jobs=workers, progress=progress)
    if output_format is ReportFormat.JSON:
        from kpilint.outputs import json_report  # noqa: PLC0415

        console.write(json_report.render(made, language, __version__), output)
    else:
        from kpilint.outputs import text  # noqa: PLC0415
        from kpilint.outputs.terminal import Style  # noqa: PLC0415

        color = output is None and console.wants_color()
        console.write(text.render(made, Style(language, color, console.cells(output), quiet)), output)
    console.tell_skipped(found.skipped, language)
    severity = None if fail_on is FailOn.NEVER else Severity(fail_on.value)
    code = report.exit_code(made, fail_on=severity, fail_under=fail_under)
    if code == EXIT_NOTHING:
        console.tell("没有找到可检查的绩效目标表" if language == "zh" else "no performance target table to check")
    raise typer.Exit(code)


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="公开文件、文件夹、zip / documents, folders, zips")
    ],
    output_format: Annotated[TableFormat, typer.Option("-f", "--format", help="yaml | json")] = TableFormat.YAML,
    report_: Annotated[
        bool,
        typer.Option(
            "--report", help="列出每个文件读到的表、行和存疑之处 / list what was read of each file, and doubts"
        ),
    ] = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
    output: OutputOption = None,
) -> None:
    """把公开文件转为 YAML 或 JSON / Turn published documents into YAML or JSON.

    `check` 对转出的文件与对原文件给出同样的结果。加 --report 时显示读入情况，表格只在给出 -o 时写出。

    `check` on the result finds the same as on the document. With --report it shows how reading went, and writes the
    tables only where -o says so.
    """
    from kpilint import api, knowledge  # noqa: PLC0415
    from kpilint.outputs import import_report, tables  # noqa: PLC0415

    knowledge.check_additions()
    language = _language(lang)
    found = api.find_files(paths)
    console.keep_input(output, found.files)
    with console.progress("读取" if language == "zh" else "reading") as progress:
        workers = jobs or api.automatic_jobs(found.files)
        documents = api.load_files(found.files, jobs=workers, progress=progress)
    read = [one for one in documents if one.tables]
    as_json = output_format is TableFormat.JSON
    if read and not (report_ and output is None):
        console.write(tables.to_json(read) if as_json else tables.to_yaml(read), output)
    if report_:
        told = import_report.to_json if as_json else import_report.to_text
        console.write(told(documents, language, console.cells(None)), None)
    else:
        for line in import_report.problem_lines(documents, language):
            typer.echo(line, err=True)
    console.tell_skipped(found.skipped, language)
    raise typer.Exit(import_report.exit_code(documents))


@app.command()
def rules(profile: ProfileOption = "national", lang: LangOption = None) -> None:
    """列出规则 / List the rules of a profile."""
    from kpilint import profiles  # noqa: PLC0415
    from kpilint.outputs import rulebook  # noqa: PLC0415

    loaded = profiles.load_profile(profile)
    typer.echo(rulebook.listing(loaded.rules, _language(lang)), nl=False)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="报告中方括号里的编号 / the id in brackets of a report")],
    lang: LangOption = None,
) -> None:
    """说明一条规则（附正误示例）或一种读取问题 / Explain a rule with examples, or a problem of reading."""
    from kpilint import problems, rulesets, settings  # noqa: PLC0415
    from kpilint.outputs import rulebook  # noqa: PLC0415

    known = rulesets.all_rules()
    if rule in problems.CATALOGUE and rule not in known:
        typer.echo(rulebook.problem_explanation(rule, _language(lang)), nl=False)
        return
    if rule not in known:
        raise UsageError(*settings.unknown("rule", rule, [*known, *problems.CATALOGUE]))
    typer.echo(rulebook.explanation(known[rule], _language(lang)), nl=False)


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help="tables | report | ruleset | profile")] = SchemaName.TABLES,
    output: OutputOption = None,
) -> None:
    """输出 JSON Schema，供编辑器补全和校验 / Print a JSON Schema for editors."""
    from kpilint.schemas import published  # noqa: PLC0415

    console.write(published.text(name.value), output)


def _language(lang: Lang | None) -> str:
    return lang.value if lang is not None else default_language()


if __name__ == "__main__":
    main()
