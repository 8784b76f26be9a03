"""`kpilint check --watch`."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NoReturn

from kpilint import console
from kpilint.errors import KpilintError


def watch(once: Callable[[], object], paths: Collection[str], written: Collection[Path], language: str) -> NoReturn:
    """Do something now and whenever files change, until Ctrl-C. What goes wrong in one go is said, and does not end it.

    Raises:
        UsageError: the paths cannot be watched.
    """
    from kpilint.runs import watching  # noqa: PLC0415 - `--help` should not load readers

    def again() -> None:
        console.clear()
        try:
            once()
        except KpilintError as error:  # a file that was just moved away, or settings half written
            console.tell(error.text(language))
        console.tell("等待文件改动，按 Ctrl-C 结束" if language == "zh" else "waiting for changes; Ctrl-C ends")

    try:
        watching.repeat(again, watching.changes(paths, written))
    except KeyboardInterrupt:
        sys.exit(console.INTERRUPTED)
    sys.exit(0)
