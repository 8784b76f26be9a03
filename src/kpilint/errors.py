"""Exceptions for a broken set-up. Bad input is no exception: it becomes a `Problem` and the run goes on."""

import errno
from collections.abc import Mapping
from typing import Final, Self

_TROUBLES: Final[Mapping[int, str]] = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限，或正被其他程序占用",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接指来指去，没有尽头",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EBUSY: "正被其他程序占用",
    errno.EMFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.EIO: "磁盘读写出错",
}
"""What the system says in English only, in Chinese."""


class KpilintError(Exception):
    """Base of all errors that end a run with exit code 2 and one clear message, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def text(self, lang: str) -> str:
        """Return the message in `lang` (zh or en)."""
        return self.zh if lang == "zh" else self.en

    def at(self, where: str) -> Self:
        """Return the same error with the file it is about in front."""
        return type(self)(f"{where}: {self.zh}", f"{where}: {self.en}")


class UsageError(KpilintError):
    """The command line asks for something that does not exist or cannot be."""


class ConfigError(KpilintError):
    """A ruleset, profile or plugin is wrong."""


def trouble(error: OSError) -> tuple[str, str]:
    """Return what went wrong with a file, in Chinese where there is a word for it, and in the system's English."""
    en = error.strerror or str(error)
    return _TROUBLES.get(error.errno or 0, en), en
