"""Do something again whenever files change. The changes come from an iterator, so that it works without waiting."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from kpilint.errors import UsageError
from kpilint.folders import STANDARD_INPUT
from kpilint.names import SETTINGS_NAME
from kpilint.sources.detection.formats import SUFFIXES
from kpilint.sources.detection.wanted import furniture

_QUIET: Final = 150
"""Milliseconds without a change after which one is told: files are written in pieces."""
_LONGEST: Final = 2_000
"""Milliseconds after which changes are told although there are still more."""
_LOOK: Final = 200
"""Milliseconds after which nothing is told: the first time it says that the watch is on."""
_CONFIGURATION: Final = frozenset({SETTINGS_NAME, "kpilint.yml"})


def repeat(once: Callable[[], None], changes: Iterable[Collection[object]]) -> None:
    """Do something once, and again after each change. The first of `changes` says that they are looked out for."""
    told = iter(changes)
    next(told, ())  # before the first time, so that no change during it is missed
    once()
    for some in told:
        if some:
            once()


def changes(paths: Collection[str], written: Collection[Path] = ()) -> Iterator[Collection[object]]:
    """Return an iterator over changes in files and folders, for ever, with empty ones between them.

    `written` are files that kpilint itself writes.

    Raises:
        UsageError: there is standard input among the paths, or a folder does not exist.
    """
    from watchfiles import watch  # noqa: PLC0415 - only those who watch need it

    if STANDARD_INPUT in paths:
        raise UsageError("--watch 不能用于标准输入", "--watch does not go with standard input")
    watched = wanted(paths, written)
    folders = sorted({str(_folder(Path(one))) for one in paths})
    for one in folders:
        if not Path(one).is_dir():
            raise UsageError(f"找不到文件夹：{one}", f"no such folder: {one}")
    return watch(
        *folders,
        watch_filter=lambda _change, path: watched(path),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        recursive=any(Path(one).is_dir() for one in paths),
        raise_interrupt=True,
        ignore_permission_denied=True,
    )


def wanted(paths: Collection[str], written: Collection[Path] = ()) -> Callable[[str], bool]:
    """Return a function that says of a path whether its change matters: documents and settings, as `check` finds them.

    Editors put files aside and others in their place, so it is the folders of files that are watched.
    """
    files = {_real(Path(one)) for one in paths if not Path(one).is_dir()}
    folders = [_real(Path(one)) for one in paths if Path(one).is_dir()]
    own = {_real(one) for one in written}

    def matters(path: str) -> bool:
        file = _real(Path(path))
        if file in own:
            return False
        if file in files or file.name in _CONFIGURATION:
            return True
        below = next((file.relative_to(one) for one in folders if file.is_relative_to(one)), None)
        if below is None or any(map(furniture, below.parts)):
            return False
        return file.suffix.lower() in SUFFIXES

    return matters


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.absolute().parent


def _real(path: Path) -> Path:
    """Return where a file is, whatever links lead there; the last one stays, for it may be put in place anew."""
    absolute = Path(os.path.normpath(path.absolute()))
    return absolute.resolve() if absolute.is_dir() else absolute.parent.resolve() / absolute.name
