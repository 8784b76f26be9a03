"""Files written at once or not at all: whoever reads one, or ends the run meanwhile, never meets half of it."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_STREAMS: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Names of what the program was started with, a file of the shell (`>>`) too: it is added to, never replaced."""
_FIXED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS})
"""What the system says where a file may be written but not replaced: its folder may not be, or it is mounted."""


def replace_file(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file: a new one beside it takes its place when it is whole. Devices and pipes are written to as they are.

    A link stays one, its target is written. Permissions stay; a file that was not there gets those of `like`.

    Raises:
        OSError: it cannot be written; what was there is.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(path)
    if str(path).startswith(_STREAMS) or (mode is not None and not stat.S_ISREG(mode)):
        with path.open("ab") as stream:
            stream.write(data)
        return
    if mode is not None and not os.access(target, os.W_OK):  # a new file could take its place all the same
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    if mode is None and like is not None:
        mode = _mode(like)
    try:
        _replace(target, data, mode)
    except OSError as error:
        if error.errno not in _FIXED or not target.exists():
            raise
        target.write_bytes(data)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    made = target.with_name(f".kpilint-{os.urandom(8).hex()}")
    try:
        with made.open("xb") as stream:
            if mode is not None:
                with suppress(OSError):  # some file systems have no permissions
                    made.chmod(stat.S_IMODE(mode))
            stream.write(data)
        made.replace(target)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
