"""What the command line needs of the terminal: streams, widths, colour, the progress bar, and what goes to them."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import typer

from kpilint.errors import KpilintError, UsageError, trouble
from kpilint.language import default_language
from kpilint.writing import replace_file

_NAMES_SHOWN: Final = 5
INTERRUPTED: Final = 130
"""Exit code after Ctrl-C, as shells have it: 1 would mean findings."""
_CELLS: Final = 80
"""Width of what goes to no terminal."""


def prepare() -> None:
    """Make standard output and error take all of Unicode, and Ctrl-C end the program without a traceback.

    On consoles that cannot show all of it, Chinese and ≥ get through as far as they go, instead of failing in the
    middle.
    """
    signal.signal(signal.SIGINT, _interrupted)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace")


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language for an error that ends the run before options are parsed, `--lang` first."""
    asked = [after for option, after in pairwise(arguments) if option == "--lang"]
    asked += [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in ("zh", "en") else default_language()


def tell(text: str) -> None:
    """Put a message of the program itself on standard error."""
    warn(f"kpilint: {text}")


def warn(text: str) -> None:
    """Put lines on standard error, with nothing in them that could command the terminal: names of files may."""
    from kpilint.outputs.terminal import safe  # noqa: PLC0415 - `--help` should not load it

    typer.echo("\n".join(map(safe, text.split("\n"))), err=True)


def clear() -> None:
    """Empty the terminal, if standard output is one."""
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - slow, and rarely needed

        Console().clear()


def close_output() -> None:
    """Let go of a pipe whose reader has seen enough (`| head`), to keep Python from complaining at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_color() -> bool:
    """Return whether standard output is a terminal that shows colours, and nobody said no to them."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def cells(output: Path | None) -> int:
    """Return how many cells a line may take: those of the terminal within reason, else 80."""
    if output is not None or not sys.stdout.isatty():
        return _CELLS
    import shutil  # noqa: PLC0415 - slow, and rarely needed

    return max(40, min(120, shutil.get_terminal_size().columns))


def keep_input(output: Path | None, paths: Sequence[str]) -> None:
    """Refuse to write over a file that is to be read.

    Raises:
        UsageError: `output` is one of `paths`.
    """
    if output is not None and output.exists() and any(Path(one).exists() and output.samefile(one) for one in paths):
        raise UsageError(f"输出文件就是输入文件：{output}", f"the output is one of the inputs: {output}")


def tell_skipped(skipped: Sequence[str], language: str) -> None:
    """Say which files of folders were not looked at."""
    if not skipped:
        return
    from kpilint.outputs.terminal import safe  # noqa: PLC0415 - `--help` should not load it

    names = [safe(one.encode("utf-8", "replace").decode()) for one in skipped[:_NAMES_SHOWN]]
    if language == "zh":
        shown = "、".join(names) + ("……" if len(skipped) > len(names) else "")
        tell(f"另有 {len(skipped)} 个文件未检查（不是可读取的格式，或是原件的批注副本）：{shown}")
    else:
        shown = ", ".join(names) + (", …" if len(skipped) > len(names) else "")
        tell(f"{len(skipped)} more file(s) not checked (no format that is read, or annotated copies): {shown}")


def write(content: str | bytes, output: Path | None) -> None:
    """Write to a file, at once or not at all, or to standard output.

    Raises:
        KpilintError: the file cannot be written.
    """
    if output is None:
        _print(content)
        return
    data = content.encode() if isinstance(content, str) else content
    try:
        replace_file(output, data)
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入 {output}：{zh}", f"cannot write {output}: {en}") from error


def make_folder(folder: Path) -> None:
    """Have a folder to write to.

    Raises:
        KpilintError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入 {folder}：{zh}", f"cannot write {folder}: {en}") from error


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        sys.stdout.write(content)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    sys.stdout.flush()


def tell_written(output: Path | None, language: str) -> None:
    """Say that a file was written, to somebody who sits there; scripts have the exit code."""
    if output is not None and sys.stderr.isatty():
        tell(f"已写入 {output}" if language == "zh" else f"written: {output}")


def progress(title: str) -> AbstractContextManager[Callable[[int, int], None] | None]:
    """Return a context that yields a progress callback: a bar where a terminal is there, else nothing."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from kpilint.outputs.progress import bar  # noqa: PLC0415 - rich takes a while to load

    return bar(title)


def _interrupted(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(INTERRUPTED)
