"""Exceptions for a broken set-up. Bad input is no exception: it becomes a `Problem` and the run goes on."""

from typing import Self


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
