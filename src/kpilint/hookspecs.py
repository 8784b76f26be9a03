"""The plugin surface: what a plugin may add. The built-in families come through the same hooks."""

from collections.abc import Sequence
from pathlib import Path

import pluggy

from kpilint.rule import Rule

PROJECT = "kpilint"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def kpilint_rules() -> Sequence[Rule]:  # type: ignore[empty-body]
    """Return rules written in Python. Each belongs to the ruleset named by its family."""


@hookspec
def kpilint_rulesets() -> Sequence[Path]:  # type: ignore[empty-body]
    """Return folders that hold a `ruleset.yaml`: options, word lists and declarative rules of one family."""


@hookspec
def kpilint_profiles() -> Sequence[Path]:  # type: ignore[empty-body]
    """Return profile files (YAML)."""
