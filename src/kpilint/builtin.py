"""The built-in plugin: kpilint's own rules, rulesets and profiles, registered through the public hooks."""

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kpilint import rules
from kpilint.hookspecs import hookimpl
from kpilint.knowledge import shipped_folder
from kpilint.rule import Rule


@hookimpl
def kpilint_rules() -> Sequence[Rule]:
    """Return the rules of the package `kpilint.rules`, one module each."""
    return _python_rules()


@hookimpl
def kpilint_rulesets() -> Sequence[Path]:
    """Return the folders of the built-in rulesets."""
    return sorted(one.parent for one in shipped_folder().glob("*/ruleset.yaml"))


@hookimpl
def kpilint_profiles() -> Sequence[Path]:
    """Return the built-in profiles."""
    return sorted(shipped_folder().glob("profiles/*.yaml"))


@cache
def _python_rules() -> tuple[Rule, ...]:
    found: list[Rule] = []
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        if not module.ispkg:
            found += [one for one in vars(importlib.import_module(module.name)).values() if isinstance(one, Rule)]
    return tuple(sorted(found, key=lambda one: one.id))
