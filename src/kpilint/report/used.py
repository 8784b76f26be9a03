"""What a run was set to by settings files and options, beyond its profile: a report has to say so.

A reviewer who gets a folder with a settings file in it must see that it chose rules, or excused findings.
"""

from msgspec import Struct


class Chosen(Struct, frozen=True):
    """One choice that changes what is found, and where it is written; `path` "" for the command line."""

    key: str
    """`profile`, `select`, `ignore` or `only`."""
    values: tuple[str, ...]
    path: str = ""
    line: int = 0


class Used(Struct, frozen=True):
    """What a run was set to. Where nothing was, all fields are as they are here."""

    files: tuple[str, ...] = ()
    """Settings files."""
    profile_file: str = ""
    """The file of a profile that did not come with an installed program or plugin."""
    chosen: tuple[Chosen, ...] = ()
    exceptions: int = 0
    """Those that settings files ask for."""
    heeded: bool = True
    """Whether exceptions were heeded at all."""
    baseline: str = ""
