"""`kpilint import`."""

from typing import Annotated

import typer

from kpilint import console
from kpilint.cli.options import JobsOption, LangOption, OutputOption, TableFormat, language_of


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
    from kpilint.outputs import import_report  # noqa: PLC0415
    from kpilint.outputs.tables import documents as tables  # noqa: PLC0415

    knowledge.check_additions()
    language = language_of(lang)
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
            console.warn(line)
    console.tell_skipped(found.skipped, language)
    raise typer.Exit(import_report.exit_code(documents))
