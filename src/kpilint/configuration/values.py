"""What settings files come to."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from kpilint.belonging import Manifest
from kpilint.report.requests import Request

RUN_KEYS: Final = ("profile", "select", "ignore", "only", "fail_on", "fail_under", "baseline", "lang")
"""Settings that hold for a whole run."""


class Setting(Struct, frozen=True):
    """One value and where it is written. Paths in values are complete."""

    value: Any
    path: str
    line: int


class Configuration(Struct, frozen=True):
    """What one settings file says, with those it extends; or several, for files in several folders."""

    files: tuple[str, ...] = ()
    """The settings files, the nearest first."""
    values: Mapping[str, Setting] = {}
    """By key of `RUN_KEYS`, those that are written anywhere."""
    exceptions: tuple[Request, ...] = ()
    manifests: tuple[Manifest, ...] = ()

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or the default where it is not set."""
        found = self.values.get(key)
        return default if found is None else found.value
