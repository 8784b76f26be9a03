"""Profiles: which rulesets are on, with which severities and options, and how they score."""

from collections.abc import Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kpilint import plugins, settings
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
        ConfigError: the profile is wrong, or names a ruleset or rule that does not exist.
    """
    data = _data(name, ())
    rulesets = all_rulesets()
    for one in data["rulesets"]:
        if one not in rulesets:
            raise ConfigError(*settings.unknown("ruleset", one, rulesets)).at(name)
    disabled = _known(data.get("disable", ()), name)
    severities: Mapping[str, str] = data.get("severity", {})
    _known(severities, name)
    _check_options(data.get("options", {}), name)
    rules: list[Rule] = []
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


def _check_options(options: Mapping[str, Mapping[str, Any]], profile: str) -> None:
    """Check that overridden options exist and are of the kind that the ruleset gives them.

    Raises:
        ConfigError: one does not or is not.
    """
    rulesets = all_rulesets()
    for family, values in options.items():
        if family not in rulesets:
            raise ConfigError(*settings.unknown("ruleset", family, rulesets)).at(profile)
        known = rulesets[family].options
        for key, value in values.items():
            if key not in known:
                raise ConfigError(*settings.unknown("option", key, known)).at(f"{profile}: options.{family}")
            numbers = isinstance(value, int | float) and isinstance(known[key], int | float)
            if not numbers and type(value) is not type(known[key]):
                kinds = f"{type(value).__name__} ≠ {type(known[key]).__name__}"
                raise ConfigError(f"{key} 的类型不对：{kinds}", f"{key} is of the wrong kind: {kinds}").at(
                    f"{profile}: options.{family}"
                )


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
