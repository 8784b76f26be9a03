"""`kpilint explain`: a rule, a problem of reading, or the score of a table."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpilint import __version__, console
from kpilint.cli import completion
from kpilint.cli.options import (
    ConfigOption,
    Lang,
    LangOption,
    NoConfigOption,
    NoExceptionsOption,
    OutputOption,
    ProfileOption,
    language_of,
)
from kpilint.cli.setup import Asked, language_in, run_of
from kpilint.errors import UsageError
from kpilint.exitcodes import EXIT_CLEAN, EXIT_NOT_ASSESSED, EXIT_NOTHING

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.report import DocumentReport, TableReport


class ExplainFormat(StrEnum):
    """Formats of `explain FILE`."""

    TEXT = "text"
    JSON = "json"


def explain(  # noqa: PLR0913, PLR0917 - one parameter an option
    what: Annotated[
        str,
        typer.Argument(
            metavar="RULE|FILE",
            help="报告中方括号里的编号，或文件 / the id in brackets of a report, or a file",
            autocompletion=completion.explainable,
        ),
    ],
    table: Annotated[
        str | None,
        typer.Option(help="文件中的哪张表：序号或标题的一部分 / which table, by number or part of its title"),
    ] = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    no_exceptions: NoExceptionsOption = False,
    output_format: Annotated[
        ExplainFormat, typer.Option("-f", "--format", help="说明分数时：text | json / for scores")
    ] = ExplainFormat.TEXT,
    lang: LangOption = None,
    output: OutputOption = None,
) -> None:
    """说明一条规则、一种读取问题，或一张表的分数怎么来的 / Explain a rule, a problem of reading, or a table's score.

    给出编号，说明这条规则（附正误示例）；给出文件，逐项说明分数、每一处扣分、先改哪里。

    With an id, the rule with examples; with a file, its score item by item, each loss and what to put right first.
    """
    from kpilint import misfit, problems, rulesets  # noqa: PLC0415
    from kpilint.outputs import rulebook  # noqa: PLC0415

    language = language_of(lang)
    known = rulesets.all_rules()
    if what in known:
        console.write(rulebook.explanation(known[what], language), output)
    elif what in problems.CATALOGUE:
        console.write(rulebook.problem_explanation(what, language), output)
    elif what == "-" or Path(what).exists():
        asked = Asked(profile, config=config, no_config=no_config, no_exceptions=no_exceptions, no_baseline=True)
        raise typer.Exit(_explain_score(what, table, asked, output_format, lang, output))
    else:
        zh, en = misfit.guess(what, [*known, *problems.CATALOGUE])
        raise UsageError(
            f"没有名为 {what!r} 的规则，也没有这个文件{zh}", f"unknown rule {what!r}, and no such file{en}"
        )


def _explain_score(  # noqa: PLR0913, PLR0917 - the options of the command
    path: str, wanted: str | None, asked: Asked, output_format: ExplainFormat, lang: Lang | None, output: Path | None
) -> int:
    """Explain the score of the table that is wanted, or say which there are; return the exit code."""
    from kpilint import api  # noqa: PLC0415
    from kpilint.outputs import import_report  # noqa: PLC0415
    from kpilint.outputs.context import Context  # noqa: PLC0415
    from kpilint.outputs.score import as_json as score_json  # noqa: PLC0415
    from kpilint.outputs.score import explained as score_explained  # noqa: PLC0415
    from kpilint.outputs.score import listing as score_list  # noqa: PLC0415
    from kpilint.outputs.terminal import Style  # noqa: PLC0415
    from kpilint.report import explaining  # noqa: PLC0415

    found = api.find_files([path])
    console.keep_input(output, found.files)
    run = run_of(asked, found.files)
    language = language_in(run, lang)
    report = api.check_run(found.files, run)
    console.tell_skipped(found.skipped, language)
    for line in import_report.problem_lines([one.document for one in report.documents], language):
        console.warn(line)
    tables = [(document, one) for document in report.documents for one in document.tables]
    if not tables:
        console.tell("没有找到绩效目标表" if language == "zh" else "no performance target table")
        return EXIT_NOT_ASSESSED if any(one.not_assessed for one in report.documents) else EXIT_NOTHING
    chosen = _chosen(tables, wanted)
    style = Style(language, output is None and console.wants_color(), console.cells(output))
    context = Context(style, __version__, run.today)
    shown = [tables[at] for at in chosen]
    if output_format is ExplainFormat.JSON:
        told = [explaining.explain(report, *one) for one in shown]
        console.write(score_json.render(report, told, context), output)
    elif len(shown) == 1:
        told_one = explaining.explain(report, *shown[0])
        console.write(score_explained.render(report, told_one, context), output)
    else:
        named = f'"{path}"' if " " in path else path
        command = f"kpilint explain {named} --table {chosen[0] + 1}"
        listed = [(at + 1, tables[at][1]) for at in chosen]
        console.write(score_list.render(listed, command, context), output)
    return EXIT_NOT_ASSESSED if any(one.score.hundredths is None for _, one in shown) else EXIT_CLEAN


def _chosen(tables: "Sequence[tuple[DocumentReport, TableReport]]", wanted: str | None) -> list[int]:
    """Return the positions of the tables that are wanted, all where none is named.

    Raises:
        UsageError: there is no such table.
    """
    from kpilint import misfit  # noqa: PLC0415
    from kpilint.report import explaining  # noqa: PLC0415

    if wanted is None:
        return list(range(len(tables)))
    chosen = explaining.matching([one for _, one in tables], wanted)
    if not chosen and wanted.isdecimal():
        count = len(tables)
        raise UsageError(
            f"没有第 {wanted} 张表：只有 {count} 张",
            f"no table {wanted}: there {'is' if count == 1 else 'are'} only {count}",
        )
    if not chosen:
        zh, en = misfit.guess(wanted, [one.table.title or one.table.project for _, one in tables])
        raise UsageError(
            f"没有标题含“{wanted}”的表，共 {len(tables)} 张{zh}", f"no table of {len(tables)} is called {wanted!r}{en}"
        )
    return chosen
