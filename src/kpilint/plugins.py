"""Find plugins and ask them what they bring."""

from functools import cache
from pathlib import Path

import pluggy

from kpilint import builtin, hookspecs
from kpilint.errors import ConfigError
from kpilint.rule import Rule


@cache
def manager() -> pluggy.PluginManager:
    """Return the plugin manager with the built-in and the installed plugins (entry-point group `kpilint`).

    Raises:
        ConfigError: an installed plugin cannot be imported.
    """
    plugins = pluggy.PluginManager(hookspecs.PROJECT)
    plugins.add_hookspecs(hookspecs)
    plugins.register(builtin, "builtin")
    try:
        plugins.load_setuptools_entrypoints(hookspecs.PROJECT)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError(f"插件无法载入：{reason}", f"a plugin cannot be loaded: {reason}") from error
    return plugins


def python_rules() -> list[Rule]:
    """Return all rules written in Python, sorted by id.

    Raises:
        ConfigError: two rules share an id.
    """
    found = [one for group in manager().hook.kpilint_rules() for one in group]
    by_id: dict[str, Rule] = {}
    for one in found:
        if one.id in by_id:
            raise duplicate(by_id[one.id], one)
        by_id[one.id] = one
    return [by_id[rule_id] for rule_id in sorted(by_id)]


def duplicate(one: Rule, other: Rule) -> ConfigError:
    """Return the error for two rules that share an id."""
    origins = f"{one.origin}, {other.origin}"
    return ConfigError(f"规则编号 {one.id} 重复：{origins}", f"two rules share the id {one.id}: {origins}")


def ruleset_folders() -> list[Path]:
    """Return the folders of all rulesets."""
    return sorted(path for group in manager().hook.kpilint_rulesets() for path in group)


def profile_files() -> list[Path]:
    """Return the files of all profiles."""
    return sorted(path for group in manager().hook.kpilint_profiles() for path in group)
