"""Rulesets: families of rules with their word lists and options, and rules declared in YAML."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import plugins, settings
from kpilint.checks import compile_check
from kpilint.errors import ConfigError
from kpilint.fields import FIELDS, Grain
from kpilint.model import Indicator, Table
from kpilint.rule import LANGUAGES, Rule, make_rule

_FROM_CHECKS: Final = frozenset({"found", "first"})
"""What the primitives of `checks` offer a message beside the subject's own texts."""


class Ruleset(Struct, frozen=True):
    """A family of rules with its options and declarative rules."""

    name: str
    version: str
    title: Mapping[str, str]
    options: Mapping[str, Any]
    rules: tuple[Rule, ...]
    yields: Mapping[str, Sequence[str]] = {}
    """By rule: ids or globs of the rules to which it leaves a fault that both see."""


def load_ruleset(folder: Path) -> Ruleset:
    """Read `ruleset.yaml` of a folder.

    Raises:
        ConfigError: the file is missing, not YAML, against the schema, or a rule in it is wrong.
    """
    path = folder / "ruleset.yaml"
    data = settings.read(path, "ruleset.schema.json")
    rules: list[Rule] = []
    for at, one in enumerate(data.get("rules", ())):
        try:
            rules.append(_declared(one, str(path)))
        except ConfigError as error:
            raise settings.wrong(path, ("rules", at), error.zh, error.en) from error
    return Ruleset(
        data["ruleset"], data["version"], data["title"], data.get("options", {}), tuple(rules), data.get("yields", {})
    )


@cache
def all_rulesets() -> Mapping[str, Ruleset]:
    """Return every ruleset that is installed, by name."""
    return {one.name: one for one in map(load_ruleset, plugins.ruleset_folders())}


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule that is installed, with its ruleset's options, by id.

    Raises:
        ConfigError: two rules share an id, or a rule's family has no ruleset.
    """
    rulesets = all_rulesets()
    found: dict[str, Rule] = {}
    for one in [*plugins.python_rules(), *(rule for ruleset in rulesets.values() for rule in ruleset.rules)]:
        if one.id in found:
            raise plugins.duplicate(found[one.id], one)
        if one.family not in rulesets:
            zh, en = f"规则 {one.id} 没有对应的规则集 {one.family}", f"no ruleset named {one.family} for rule {one.id}"
            raise ConfigError(zh, en).at(one.origin)
        found[one.id] = one.bind(rulesets[one.family].options)
    for ruleset in rulesets.values():
        used = {name for one in found.values() if one.family == ruleset.name for name in one.options}
        for name in ruleset.options:
            if name not in used:
                raise ConfigError(*settings.unknown("option", name, used)).at(f"{ruleset.name}/ruleset.yaml")
    return _with_precedence(dict(sorted(found.items())))


def _with_precedence(rules: dict[str, Rule]) -> dict[str, Rule]:
    """Return the rules with what their rulesets say of precedence.

    Raises:
        ConfigError: a ruleset speaks for a rule of another family, names a rule or glob that matches none, or two
            rules give way to each other.
    """
    yields: dict[str, frozenset[str]] = {}
    for ruleset in all_rulesets().values():
        where = f"{ruleset.name}/ruleset.yaml: yields"
        for rule_id, patterns in ruleset.yields.items():
            if rule_id not in rules or rules[rule_id].family != ruleset.name:
                raise ConfigError(*settings.unknown("rule", rule_id, rules)).at(where)
            for pattern in patterns:
                if not any(fnmatchcase(one, pattern) for one in rules):
                    raise ConfigError(*settings.unknown("rule", pattern, rules)).at(where)
            winners = {one for one in rules if any(fnmatchcase(one, pattern) for pattern in patterns)}
            yields[rule_id] = frozenset(winners - {rule_id})
    for rule_id, ahead in yields.items():
        for one in ahead:
            if rule_id in yields.get(one, ()):
                raise ConfigError(f"{rule_id} 与 {one} 互相让位", f"{rule_id} and {one} give way to each other").at(
                    "yields"
                )
    return {rule_id: replace(one, yields_to=yields.get(rule_id, frozenset())) for rule_id, one in rules.items()}


def _told(summary: str | Mapping[str, str], reason: str | Mapping[str, str]) -> Mapping[str, str]:
    """Return the documentation by language; a text given once serves for both."""
    parts = [dict.fromkeys(LANGUAGES, one) if isinstance(one, str) else one for one in (summary, reason)]
    return {lang: f"{parts[0][lang]}\n{parts[1][lang]}" for lang in LANGUAGES}


def _declared(data: Mapping[str, Any], origin: str) -> Rule:
    grain: Grain = Indicator if data["each"] == "indicator" else Table
    check, reads = compile_check(data["check"], data.get("where", {}))
    known = FIELDS[grain]
    shown = [name for name in known if any(f"{{{name}}}" in text for text in data["message"].values())]
    made = make_rule(
        check,
        rule_id=data["id"], grain=grain, reads=tuple(dict.fromkeys([*reads, *shown])), severity=data["severity"],
        confidence=data["confidence"], item=data["item"], since=data["since"], message=data["message"],
        bad=[(one["subject"], one["hit"]) for one in data["bad"]], good=data["good"],
        needs=data.get("needs"), cells=(), label=data.get("label", ""), cell_labels={},
        standard=data.get("standard", ""),
        doc=_told(data["summary"], data["reason"]), origin=origin, options={},
    )  # fmt: skip
    unfilled = made.placeholders - made.quotable - _FROM_CHECKS
    if unfilled:
        names = ", ".join(sorted(unfilled))
        raise ConfigError(
            f"规则 {made.id} 的提示中 {names} 无从填写", f"rule {made.id}: nothing fills {names} in its message"
        )
    return made
