"""Where the cache is, and how large it may grow."""

import os
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint.errors import UsageError

FOLDER: Final = "KPILINT_CACHE_DIR"
MEGABYTES: Final = "KPILINT_CACHE_MB"
DEFAULT_MEGABYTES: Final = 512
FILE: Final = "kpilint-cache.sqlite3"
_MEGABYTE: Final = 1_000_000


class Location(Struct, frozen=True):
    """A cache: plain values, so that a worker process can be handed one."""

    folder: str
    most_bytes: int = DEFAULT_MEGABYTES * _MEGABYTE
    chosen: bool = False
    """Whether somebody named the folder; where nobody did, a cache that cannot be used is not worth a word."""

    @property
    def file(self) -> Path:
        """The file that holds it."""
        return Path(self.folder) / FILE

    @property
    def files(self) -> tuple[Path, ...]:
        """The file that holds it, and those that SQLite keeps beside it."""
        return files_of(self.file)


def locate(folder: Path | None = None) -> Location:
    """Return the cache in `folder`, in that of the environment variable, or in the user's folder for caches.

    Raises:
        UsageError: the size in the environment is no number, or the folder is a file.
    """
    named = folder or (Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)
    if named is not None and named.exists() and not named.is_dir():
        raise UsageError(f"缓存位置应为文件夹：{named}", f"the cache should be a folder: {named}")
    return Location(str(named or _users()), _most() * _MEGABYTE, named is not None)


def _users() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - `--help` does without

    return user_cache_path("kpilint", appauthor=False)


def _most() -> int:
    given = os.environ.get(MEGABYTES, "").strip()
    if not given:
        return DEFAULT_MEGABYTES
    if not given.isascii() or not given.isdigit() or not int(given):
        raise UsageError(
            f"环境变量 {MEGABYTES} 应为不小于 1 的整数（缓存上限，MB），实为 {given!r}",
            f"{MEGABYTES} should be a whole number of megabytes from 1, found {given!r}",
        )
    return int(given)


def files_of(file: Path) -> tuple[Path, ...]:
    """Return the file of a cache and those that SQLite keeps beside it."""
    return (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm", "-journal")))
