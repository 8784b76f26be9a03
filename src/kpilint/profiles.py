"""Profiles: which rulesets are on, with which severities and options, and how they score."""

from collections.abc import Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kpilint import knowledge, plugins, registry, settings
from kpilint.errors import ConfigError, UsageError
from kpilint.finding import Severity
from kpilint.rule import Rule
from kpilint.rulesets import all_rules, all_rulesets
from kpilint.scoring import Item, ScoreModel


class Profile(Struct, frozen=True):
    """Bound rules and the scoring model of one run."""

    name: str
    title: Mapping[str, str]
    rules: tuple[Rule, ...]
    model: ScoreModel
    families: Mapping[str, Mapping[str, str]] = {}
    """Title by language of each ruleset that is on."""


def load_profile(name: str) -> Profile:
    """Return a profile by name, or from a YAML file where `name` is a path.

    Raises:
        UsageError: there is no such profile.
        ConfigError: the profile is wrong, or names a ruleset or rule that does not exist; or an addition to the
            knowledge files is wrong.
    """
    knowledge.check_additions()
    registry.check_additions()
    data = _data(name, ())
    rulesets = all_rulesets()
    for one in data["rulesets"]:
        if one not in rulesets:
            raise ConfigError(*settings.unknown("ruleset", one, rulesets)).at(name)
    disabled = _known(data.get("disable", ()), name)
    severities: Mapping[str, str] = data.get("severity", {})
    _known(severities, name)
    options = _options(data.get("options", {}), name)
    rules: list[Rule] = []
    for one in all_rules().values():
        if one.family not in data["rulesets"] or one.id in disabled:
            continue
        bound = one.bind(options[one.family])
        rules.append(replace(bound, severity=Severity(severities.get(one.id, one.severity))))
    families = {one: rulesets[one].title for one in data["rulesets"]}
    return Profile(data["profile"], data["title"], tuple(rules), _score_model(data["score"]), families)


def choose(
    profile: Profile, *, select: Sequence[str] = (), ignore: Sequence[str] = (), only: Sequence[str] = ()
) -> Profile:
    """Return the profile with rules chosen by id or glob: `only` these; else its own and `select`, less `ignore`.

    Raises:
        UsageError: a pattern matches no rule, or no rule is left.
    """
    installed = all_rules()
    for pattern in (*select, *ignore, *only):
        if not any(fnmatchcase(rule_id, pattern) for rule_id in installed):
            raise UsageError(*settings.unknown("rule", pattern, installed))
    chosen = {one.id: one for one in profile.rules}
    if only:
        chosen = {i: chosen.get(i, one) for i, one in installed.items() if _matches(i, only)}
    for rule_id, one in installed.items():
        if _matches(rule_id, select):
            chosen.setdefault(rule_id, one)
    rules = tuple(one for rule_id, one in sorted(chosen.items()) if not _matches(rule_id, ignore))
    if not rules:
        raise UsageError("所选条件下没有任何规则可运行", "no rule is left to run")
    return replace(profile, rules=rules)


def _matches(rule_id: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(rule_id, one) for one in patterns)


def _known(rule_ids: Collection[str], profile: str) -> Collection[str]:
    for one in rule_ids:
        if one not in all_rules():
            raise ConfigError(*settings.unknown("rule", one, all_rules())).at(profile)
    return rule_ids


def _options(given: Mapping[str, Mapping[str, Any]], profile: str) -> dict[str, dict[str, Any]]:
    """Return every family's options with those of the profile.

    A profile gives an option anew, or for a word list says what to `add` and `remove`.

    Raises:
        ConfigError: an option does not exist, or is of another kind than the ruleset gives it.
    """
    options = {name: dict(one.options) for name, one in all_rulesets().items()}
    for family, values in given.items():
        if family not in options:
            raise ConfigError(*settings.unknown("ruleset", family, options)).at(profile)
        for key, value in values.items():
            where = f"{profile}: options.{family}"
            if key not in options[family]:
                raise ConfigError(*settings.unknown("option", key, options[family])).at(where)
            options[family][key] = _changed(options[family][key], value, key, where)
    return options


def _changed(known: Any, value: Any, key: str, where: str) -> Any:
    """Return an option as a profile wants it.

    Raises:
        ConfigError: it is of another kind.
    """
    edits = isinstance(value, Mapping) and value and set(value) <= {"add", "remove"}
    if edits and isinstance(known, list):
        if not all(isinstance(one, list) for one in value.values()):
            raise ConfigError(f"{key} 的 add、remove 应为列表", f"add and remove of {key} should be lists").at(where)
        gone = value.get("remove", ())
        if strangers := [one for one in gone if one not in known]:
            raise ConfigError(f"{key} 中没有 {strangers}", f"{key} has no {strangers} to remove").at(where)
        return [*(one for one in known if one not in gone), *(one for one in value.get("add", ()) if one not in known)]
    if edits and isinstance(known, Mapping) and isinstance(value.get("add"), Mapping):
        return {**{name: one for name, one in known.items() if name not in value.get("remove", ())}, **value["add"]}
    numbers = isinstance(value, int | float) and isinstance(known, int | float)
    if not numbers and type(value) is not type(known):
        kinds = f"{type(value).__name__} ≠ {type(known).__name__}"
        raise ConfigError(f"{key} 的类型不对：{kinds}", f"{key} is of the wrong kind: {kinds}").at(where)
    return value


def _merged_options(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a profile over those of the one it extends, family by family."""
    return {family: {**base.get(family, {}), **own.get(family, {})} for family in {**base, **own}}


def _data(name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """Return a profile's mapping with those it extends merged in."""
    if name in seen:
        circle = " → ".join((*seen, name))
        raise ConfigError(f"方案循环引用：{circle}", f"profiles extend one another in a circle: {circle}")
    known = {path.stem: path for path in plugins.profile_files()}
    path = known.get(name) or Path(name)
    if name not in known and not path.is_file():
        if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
            raise UsageError(f"找不到方案文件：{name}", f"no such profile file: {name}")
        raise UsageError(*settings.unknown("profile", name, known))
    data = settings.read(path, "profile.schema.json")
    if data["profile"] != path.stem:
        found = f"{data['profile']!r} ≠ {path.stem!r}"
        raise ConfigError(f"profile 应与文件名一致：{found}", f"profile must be the file's name: {found}").at(str(path))
    if "extends" not in data:
        if "rulesets" not in data or "score" not in data:
            raise ConfigError(
                "未写 extends 时须有 rulesets 和 score", "rulesets and score are required without extends"
            ).at(str(path))
        return data
    base = _data(data["extends"], (*seen, name))
    merged = {**base, **data}
    merged["severity"] = {**base.get("severity", {}), **data.get("severity", {})}
    merged["options"] = _merged_options(base.get("options", {}), data.get("options", {}))
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
