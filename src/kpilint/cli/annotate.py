"""`kpilint annotate`."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpilint import console
from kpilint.cli.options import (
    ConfigOption,
    IgnoreOption,
    JobsOption,
    LangOption,
    NoConfigOption,
    NoExceptionsOption,
    OnlyOption,
    ProfileOption,
    SelectOption,
)
from kpilint.cli.setup import Asked, language_in, run_of
from kpilint.errors import KpilintError, UsageError, trouble
from kpilint.exitcodes import EXIT_CLEAN, EXIT_NOT_ASSESSED, EXIT_NOTHING
from kpilint.folders import ANNOTATED

if TYPE_CHECKING:  # `--help` should not load rules and readers
    from kpilint.annotating.files import Annotated as File


def annotate(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Word、Excel 文件或文件夹 / files, folders")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="写入文件，或文件夹（以 / 结尾），默认 原名.审核.xlsx / file or folder/"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖以前写出的文件 / write over earlier results")] = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    only: OnlyOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    no_exceptions: NoExceptionsOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = None,
) -> None:
    """把问题写成批注，放回原 Word、Excel 文件的单元格 / Write findings as comments into the file itself.

    原文件不动，另写一份；文件中原有的批注保留，以前由 kpilint 加的批注换成新的。
    退出码：0 已写出；2 用法或配置错误；3 没有可批注的文件；4 有文件未能批注。

    The file itself stays as it is, a copy is written. Comments of others stay, those that kpilint has left earlier
    are replaced. Exit codes: 0 written; 2 usage or configuration; 3 nothing to annotate; 4 a file takes no comments.
    """
    from kpilint import api  # noqa: PLC0415 - `--help` should not load rules and readers

    found = api.find_files(paths)
    named = {os.path.normpath(one) for one in paths}
    files = [one for one in found.files if os.path.normpath(one) in named or not Path(one).stem.endswith(ANNOTATED)]
    run = run_of(Asked(profile, select, ignore, only, config, no_config, no_exceptions), files)
    language = language_in(run, lang)
    goals = _goals(files, output, force=force)
    with console.progress("检查" if language == "zh" else "checking") as progress:
        report = api.check_run(files, run, jobs=jobs or api.automatic_jobs(files), progress=progress)
    written = refused = 0
    for one in api.annotated(report, files, language, run.today):
        if one.refused:
            refused += 1
            console.tell(f"{one.path}: {one.refused}")
        else:
            written += 1
            _write(one, goals[one.path], language)
    console.tell_skipped(found.skipped, language)
    _tell_earlier(len(found.files) - len(files), language)
    raise typer.Exit(EXIT_NOT_ASSESSED if refused else EXIT_CLEAN if written else EXIT_NOTHING)


def _goals(files: Sequence[str], output: str | None, *, force: bool) -> dict[str, Path]:
    """Return where each file with its comments goes.

    Raises:
        UsageError: one would be written over an input, or over a file that was not named; or the suffix changes.
    """
    goals: dict[str, Path] = {}
    if "-" in files:
        raise UsageError("annotate 不能从标准输入读取", "annotate cannot read standard input")
    inputs, taken = {_identity(Path(one)) for one in files}, set[Path]()
    for path, goal, chosen in _named(files, output):
        if goal.exists() and _identity(goal) in inputs:
            raise UsageError(f"输出文件就是输入文件：{goal}", f"the output is one of the inputs: {goal}")
        if goal in taken:
            raise UsageError(f"两个文件会写到同一处：{goal}", f"two files would go to {goal}")
        if not chosen and not force and goal.exists():
            raise UsageError(
                f"{goal} 已存在；加 --force 覆盖，或用 -o 另指", f"{goal} exists; add --force, or name another with -o"
            )
        if chosen and goal.suffix.lower() != Path(path).suffix.lower():
            suffix = Path(path).suffix
            raise UsageError(f"输出文件的扩展名应为 {suffix}：{goal}", f"the output should end in {suffix}: {goal}")
        taken.add(goal)
        goals[path] = goal
    return goals


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells files apart whatever they are called."""
    try:
        found = path.stat()
    except OSError:  # checking it tells why
        return (-1, -1)
    return found.st_dev, found.st_ino


def _named(files: Sequence[str], output: str | None) -> Iterator[tuple[str, Path, bool]]:
    """Yield each file with where it goes, and whether that very name was asked for."""
    if output is not None and not _is_folder(output):
        if len(files) > 1:
            n = len(files)
            raise UsageError(f"有 {n} 个文件，-o 应为文件夹：{output}/", f"{n} files: -o must be a folder: {output}/")
        yield from ((one, Path(output), True) for one in files)
        return
    folders = [os.path.dirname(os.path.abspath(one)) for one in files]  # noqa: PTH100, PTH120 - `..` must go
    shared = _shared(folders) if output is not None else ""
    for one, folder in zip(files, folders, strict=True):
        name = f"{Path(one).stem}{ANNOTATED}{Path(one).suffix}"
        if output is None:
            yield one, Path(one).with_name(name), False
        else:
            yield one, Path(output) / os.path.relpath(folder, shared) / name, False


def _shared(folders: Sequence[str]) -> str:
    """Return the folder that all are in.

    Raises:
        UsageError: there is none, as on two drives.
    """
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError as error:
        raise UsageError(
            "文件在不同的磁盘上，不能一起写入一个文件夹；请分开批注",
            "the files are on several drives and cannot go into one folder together; annotate them drive by drive",
        ) from error


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir() or not Path(output).suffix


def _tell_earlier(number: int, language: str) -> None:
    if number and language == "zh":
        console.tell(f"另有 {number} 个文件是以前写出的（{ANNOTATED}），未再批注")
    elif number:
        console.tell(f"{number} more file(s) are earlier results ({ANNOTATED}) and are left as they are")


def _write(one: "File", goal: Path, language: str) -> None:
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法建立文件夹 {goal.parent}：{zh}", f"cannot make {goal.parent}: {en}") from error
    console.write(one.data, goal)
    if language == "zh":
        moved = f"，其中 {one.moved} 条没有对应的单元格，放在表的标题上" if one.moved else ""
        console.tell(f"{goal}：{one.cells} 处批注{moved}")
    else:
        moved = f", {one.moved} remark(s) without a cell at the title of the table" if one.moved else ""
        console.tell(f"{goal}: {one.cells} comment(s){moved}")
