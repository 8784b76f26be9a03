"""YAML rulesets and profiles: which rules run, with which options, and how they score."""

import difflib
import json
from collections.abc import Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from kpilint import plugins
from kpilint.builtin import shipped_folder
from kpilint.checks import compile_check
from kpilint.errors import ConfigError, UsageError
from kpilint.fields import FIELDS, Grain
from kpilint.finding import Severity
from kpilint.model import Indicator, Table
from kpilint.rule import Rule, make_rule
from kpilint.scoring import Item, ScoreModel


class Ruleset(Struct, frozen=True):
    """A family of rules with its options and declarative rules."""

    name: str
    version: str
    title: Mapping[str, str]
    options: Mapping[str, Any]
    rules: tuple[Rule, ...]


class Profile(Struct, frozen=True):
    """Bound rules and the scoring model of one run."""

    name: str
    title: Mapping[str, str]
    rules: tuple[Rule, ...]
    model: ScoreModel
    families: Mapping[str, Mapping[str, str]] = {}
    """Title by language of each ruleset that is on."""


def load_ruleset(folder: Path, *, trusted: bool = False) -> Ruleset:
    """Read `ruleset.yaml` of a folder. Shipped ones are `trusted`: the tests have checked them against the schema.

    Raises:
        ConfigError: the file is missing, not YAML, against the schema, or a rule in it is wrong.
    """
    path = folder / "ruleset.yaml"
    data = _read(path, None if trusted else "ruleset.schema.json")
    try:
        rules = tuple(_declared(one, str(path)) for one in data.get("rules", ()))
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    return Ruleset(data["ruleset"], data["version"], data["title"], data.get("options", {}), rules)


@cache
def all_rulesets() -> Mapping[str, Ruleset]:
    """Return every ruleset that is installed, by name."""
    shipped = shipped_folder()
    loaded = [load_ruleset(one, trusted=one.is_relative_to(shipped)) for one in plugins.ruleset_folders()]
    return {one.name: one for one in loaded}


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
            raise ConfigError(f"规则编号 {one.id} 重复 / two rules share this id: {found[one.id].origin}, {one.origin}")
        if one.family not in rulesets:
            raise ConfigError(f"规则 {one.id} 没有对应的规则集 / no ruleset named {one.family}")
        found[one.id] = one.bind(rulesets[one.family].options)
    return dict(sorted(found.items()))


def load_profile(name: str) -> Profile:
    """Return a profile by name, or from a YAML file where `name` is a path.

    Raises:
        UsageError: there is no such profile.
        ConfigError: the profile is wrong, or names a ruleset or rule that does not exist.
    """
    data = _profile_data(name, ())
    rulesets = all_rulesets()
    for one in data["rulesets"]:
        if one not in rulesets:
            raise ConfigError(unknown("ruleset", one, rulesets))
    rules: list[Rule] = []
    disabled = _known(data.get("disable", ()))
    severities: Mapping[str, str] = data.get("severity", {})
    _known(severities)
    for one in all_rules().values():
        if one.family not in data["rulesets"] or one.id in disabled:
            continue
        bound = one.bind({**rulesets[one.family].options, **data.get("options", {}).get(one.family, {})})
        rules.append(replace(bound, severity=Severity(severities.get(one.id, one.severity))))
    families = {one: rulesets[one].title for one in data["rulesets"]}
    return Profile(data["profile"], data["title"], tuple(rules), _score_model(data["score"]), families)


def choose(
    profile: Profile, *, select: Sequence[str] = (), ignore: Sequence[str] = (), only: Sequence[str] = ()
) -> Profile:
    """Return the profile with rules chosen by id or glob: `only` these; else its own and `select`, less `ignore`.

    Raises:
        UsageError: a pattern matches no rule.
    """
    installed = all_rules()
    for pattern in (*select, *ignore, *only):
        if not any(fnmatchcase(rule_id, pattern) for rule_id in installed):
            raise UsageError(unknown("rule", pattern, installed))
    chosen = {one.id: one for one in profile.rules}
    if only:
        chosen = {i: chosen.get(i, one) for i, one in installed.items() if _matches(i, only)}
    for rule_id, one in installed.items():
        if _matches(rule_id, select):
            chosen.setdefault(rule_id, one)
    rules = tuple(one for rule_id, one in sorted(chosen.items()) if not _matches(rule_id, ignore))
    return replace(profile, rules=rules)


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Return the message for a name that does not exist, with the nearest that does."""
    words = {"rule": "规则", "ruleset": "规则集", "profile": "方案"}
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    hint = f"；是否指 {near[0]}？ / did you mean {near[0]}?" if near else ""
    return f"没有名为 {name!r} 的{words[what]} / unknown {what} {name!r}{hint}"


def validate(data: Any, schema: str, where: str) -> None:
    """Check loaded YAML against a JSON Schema of `data/`.

    Raises:
        ConfigError: it does not fit; the message names the spot.
    """
    import jsonschema  # noqa: PLC0415 - 70 ms that only foreign rulesets need

    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(
            json.loads(files("kpilint").joinpath(f"data/{schema}").read_text(encoding="utf-8"))
        ).iter_errors(data)
    )
    if error is not None:
        at = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in error.absolute_path).lstrip(".")
        raise ConfigError(f"{where}: {at or '/'}: {error.message}")


def _matches(rule_id: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(rule_id, one) for one in patterns)


def _known(rule_ids: Collection[str]) -> Collection[str]:
    for one in rule_ids:
        if one not in all_rules():
            raise ConfigError(unknown("rule", one, all_rules()))
    return rule_ids


def _profile_data(name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    if name in seen:
        raise ConfigError(f"方案循环引用 / profiles extend one another in a circle: {' → '.join((*seen, name))}")
    known = {path.stem: path for path in plugins.profile_files()}
    path = known.get(name)
    trusted = path is not None
    if path is None:
        path = Path(name)
        if path.suffix not in (".yaml", ".yml") or not path.is_file():
            raise UsageError(unknown("profile", name, known))
    data: dict[str, Any] = _read(path, None if trusted else "profile.schema.json")
    if "extends" not in data:
        if "rulesets" not in data or "score" not in data:
            raise ConfigError(f"{path}: 未写 extends 时须有 rulesets 和 score / without extends both are required")
        return data
    base = _profile_data(data["extends"], (*seen, name))
    merged = {**base, **data}
    for key in ("severity", "options"):
        merged[key] = {**base.get(key, {}), **data.get(key, {})}
    merged["disable"] = [*base.get("disable", ()), *data.get("disable", ())]
    return merged


def _score_model(data: Mapping[str, Any]) -> ScoreModel:
    return ScoreModel(
        data["model"],
        tuple(Item(one["name"], one["weight"], one.get("person", False)) for one in data["items"]),
        _thousandths(data["faults"]),
        _thousandths(data["table_faults"]),
        data["cap"],
        tuple(sorted(((one["name"], one["least"]) for one in data["grades"]), key=lambda grade: -grade[1])),
    )


def _thousandths(shares: Mapping[str, float]) -> Mapping[Severity, int]:
    return {Severity(name): round(share * 1000) for name, share in shares.items()}


def _declared(data: Mapping[str, Any], origin: str) -> Rule:
    grain: Grain = Indicator if data["each"] == "indicator" else Table
    check, reads = compile_check(data["check"], data.get("where", {}))
    known = FIELDS[grain]
    shown = [name for name in known if any(f"{{{name}}}" in text for text in data["message"].values())]
    return make_rule(
        check,
        rule_id=data["id"], grain=grain, reads=tuple(dict.fromkeys([*reads, *shown])), severity=data["severity"],
        confidence=data["confidence"], item=data["item"], since=data["since"], message=data["message"],
        bad=[(one["subject"], one["hit"]) for one in data["bad"]], good=data["good"],
        needs=data.get("needs"), cells=(), label=data.get("label", ""), standard=data.get("standard", ""),
        doc=f"{data['summary']}\n{data['reason']}", origin=origin, options={},
    )  # fmt: skip


def _read(path: Path, schema: str | None) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both build plain values only
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if schema is not None:
        validate(data, schema, str(path))
    return data
