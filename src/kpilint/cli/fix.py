"""`kpilint fix`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kpilint import console
from kpilint.cli.options import ConfigOption, LangOption, NoConfigOption, NoExceptionsOption, ProfileOption
from kpilint.cli.setup import Asked, language_in, run_of
from kpilint.errors import KpilintError, UsageError, trouble
from kpilint.exitcodes import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_ASSESSED, EXIT_NOTHING
from kpilint.fixes.kinds import IDS, TITLES
from kpilint.misfit import guess
from kpilint.writing import replace_file

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.fixes.change import Change
    from kpilint.fixes.propose import Wanted
    from kpilint.fixes.result import FileFix
    from kpilint.outputs.terminal import Style
    from kpilint.report import Report
    from kpilint.runs.fixing import Session

EPILOG: Final = "\b\n修正的编号 / ids of fixes:\n" + "\n".join(f"  {one}  {TITLES[one]['zh']}" for one in IDS)
_YES, _NO, _QUIT = "y", "n", "q"


def fix(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="文件、文件夹 / files, folders")],
    diff: Annotated[bool, typer.Option("--diff", help="只显示改动，不写入 / show the changes, write nothing")] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="逐条确认会改变含义的建议 / ask for each change of meaning")
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", "--select", help="只用这些修正，编号或通配 / these fixes only")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="不用这些修正 / leave fixes out")] = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    no_exceptions: NoExceptionsOption = False,
    lang: LangOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写入另一文件，原文件不动 / write one file elsewhere")
    ] = None,
) -> None:
    """自动修正写法，不改变含义 / Put right how cells are written, not what they say.

    改写 YAML、JSON、.xlsx、.docx 文件本身，其余内容一字不动；改后不会多出任何问题。
    退出码：0 已修正或无需修正；1 用 --diff 时有可修正的内容；2 用法或配置错误；3 没有绩效目标表；
    4 有内容未能读取或写入，或点名的文件不能改写。

    Rewrites YAML, JSON, .xlsx and .docx files and nothing else in them; no fix adds a finding. Exit codes: 0 fixed,
    or nothing to fix; 1 something to fix, with --diff; 2 usage or configuration; 3 no table; 4 something not read or
    written, or a file that was named and cannot be rewritten.
    """
    from kpilint import api  # noqa: PLC0415
    from kpilint.outputs.terminal import Style  # noqa: PLC0415

    found = api.find_files(paths)
    _check(found.files, output, diff=diff)
    wanted = _wanted(only, ignore)
    run = run_of(Asked(profile, None, None, None, config, no_config, no_exceptions), found.files)
    language = language_in(run, lang)
    style = Style(language, console.wants_color(), console.cells(None))
    session = api.fix_files(found.files, run, wanted)
    if unsafe and not diff and _on_terminal():
        _ask_each(session, style)
        proposals: Sequence[Change] = ()
    else:
        proposals = session.proposals()
    files = session.files()
    failures = {} if diff else _write(files, output)
    _tell([one for one in files if one.path not in failures], style, diff=diff, whole=not failures)
    for error in failures.values():
        console.tell(error.text(language))
    _tell_proposals(proposals, session.report, style, unsafe=unsafe, to_error=diff)
    console.tell_skipped(found.skipped, language)
    raise typer.Exit(EXIT_NOT_ASSESSED if failures else _exit_code(files, paths, diff=diff))


def _check(files: Sequence[str], output: Path | None, *, diff: bool) -> None:
    if "-" in files:
        raise UsageError("fix 改写文件，不能从标准输入读取", "fix rewrites files and cannot read standard input")
    if output is not None and (diff or len(files) != 1):
        raise UsageError("-o 只用于一个文件，且不与 --diff 同用", "-o is for a single file, and not with --diff")
    console.keep_input(output, files)


def _wanted(only: Sequence[str] | None, ignore: Sequence[str] | None) -> "Wanted":
    from kpilint.fixes.propose import Wanted  # noqa: PLC0415

    wanted = Wanted(tuple(only or ()), tuple(ignore or ()))
    for one in wanted.unknown:
        zh, en = guess(one, IDS)
        raise UsageError(
            f"没有名为 {one!r} 的修正{zh}（全部编号见 kpilint fix --help）",
            f"unknown fix {one!r}{en} (kpilint fix --help lists all)",
        )
    return wanted


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_each(session: "Session", style: "Style") -> None:
    """Ask about each proposal; the end of the input is the end of the questions."""
    from kpilint.outputs.fixes import text  # noqa: PLC0415 - as above

    shown: set[int] = set()

    def decide(change: "Change", report: "Report") -> bool | None:
        if change.document not in shown:
            typer.echo(text.heading(change, report, style))
        shown.add(change.document)
        for line in text.proposal_lines(change, report, style):
            typer.echo(line)
        while True:
            typer.echo(f"  {text.question(change, style)} [y/n/q] ", nl=False)
            answer = sys.stdin.readline()
            given = answer.strip().lower()[:1] if answer else _QUIT
            if given in {_YES, _NO, _QUIT}:
                return None if given == _QUIT else given == _YES

    session.ask(decide)


def _tell(files: "Sequence[FileFix]", style: "Style", *, diff: bool, whole: bool) -> None:
    """Tell what was changed. With --diff the differences of text files go to standard output, all else beside it.

    `whole` says that these are all files: else it is not told that there was nothing to change.
    """
    from kpilint.outputs.fixes import diff as differences  # noqa: PLC0415 - as above
    from kpilint.outputs.fixes import text  # noqa: PLC0415
    from kpilint.outputs.terminal import safe  # noqa: PLC0415

    for one in files:
        if diff:
            for line in differences.differences(one):
                typer.echo(safe(line.rstrip("\r\n")) + "\n" if sys.stdout.isatty() else line, nl=False)
        for line in text.file_lines(one, style, made=not diff):
            typer.echo(line, err=diff or not one.writable)
    if whole or any(one.changes for one in files):
        for line in text.summary_lines(files, style, made=not diff):
            typer.echo(line, err=diff)


def _tell_proposals(
    proposals: "Sequence[Change]", report: "Report", style: "Style", *, unsafe: bool, to_error: bool
) -> None:
    from kpilint.outputs.fixes import text  # noqa: PLC0415 - as above

    if unsafe:
        for line in text.listed_lines(proposals, report, style):
            typer.echo(line, err=to_error)
    elif proposals:
        typer.echo(text.more(len(proposals), style), err=to_error)


def _exit_code(files: "Sequence[FileFix]", named: Sequence[str], *, diff: bool) -> int:
    """Return the exit code. Formats that take no changes count where the user named the file, or all are such."""
    if not any(one.document.tables for one in files):
        return EXIT_NOT_ASSESSED if any(one.document.problems for one in files) else EXIT_NOTHING
    asked = {one for one in named if not Path(one).is_dir()}
    if any(one.failed or (not one.writable and _file_of(one) in asked) for one in files):
        return EXIT_NOT_ASSESSED
    if not any(one.writable for one in files):
        return EXIT_NOT_ASSESSED
    return EXIT_FINDINGS if diff and any(one.changes for one in files) else EXIT_CLEAN


def _file_of(one: "FileFix") -> str:
    """Return the file that was asked for: of what is in an archive, the archive."""
    return one.path if Path(one.path).exists() else one.path.partition("!")[0]


def _write(files: "Sequence[FileFix]", output: Path | None) -> dict[str, KpilintError]:
    """Write what was fixed; return why a file could not be, by its path. The others are written all the same."""
    failures = {}
    for one in files:
        if one.writable and (output is not None or one.changed):
            try:
                _replace(one, output or Path(one.path))
            except KpilintError as error:
                failures[one.path] = error
    return failures


def _replace(one: "FileFix", path: Path) -> None:
    """Write a file at once or not at all, with the permissions that it has; a link stays one.

    Raises:
        KpilintError: it cannot be written, or was changed meanwhile.
    """
    source = Path(one.path)
    try:
        if source.read_bytes() != one.before:
            raise KpilintError(f"{path} 在此期间被改动，未写入", f"{path} was changed meanwhile and is not written")
        replace_file(path, one.after, like=source)
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入 {path}：{zh}", f"cannot write {path}: {en}") from error
