"""Exceptions for a broken set-up. Bad input is no exception: it becomes a `Problem` and the run goes on."""


class KpilintError(Exception):
    """Base of all errors that end a run with exit code 2 and one clear message."""


class UsageError(KpilintError):
    """The command line asks for something that does not exist or cannot be."""


class ConfigError(KpilintError):
    """A ruleset, profile or plugin is wrong."""
