"""Profiles: which rulesets are on, with which severities and options, and how they score."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import knowledge, plugins, registry, settings
from kpilint.errors import UsageError
from kpilint.finding import Severity
from kpilint.options import changed
from kpilint.rule import Rule
from kpilint.rulesets import all_rules, all_rulesets
from kpilint.scoring import Item, ScoreModel

SCORE_KEYS: Final = ("model", "items", "faults", "table_faults", "cap", "grades")
SCORING_KEYS: Final = frozenset({"rulesets", "disable", "severity", "options"})
"""Keys of a profile, beside `score`, that change what is found and what it costs."""


class Profile(Struct, frozen=True):
    """Bound rules and the scoring model of one run."""

    name: str
    title: Mapping[str, str]
    rules: tuple[Rule, ...]
    model: ScoreModel
    families: Mapping[str, Mapping[str, str]] = {}
    """Title by language of each ruleset that is on."""
    not_ignorable: tuple[str, ...] = ()
    """Ids or globs of rules whose findings no exception can excuse."""

    def ignorable(self, rule_id: str) -> bool:
        """Return whether a finding of the rule can be excused by an exception."""
        return not _matches(rule_id, self.not_ignorable)


def load_profile(name: str) -> Profile:
    """Return a profile by name, or from a YAML file where `name` is a path.

    Raises:
        UsageError: there is no such profile.
        ConfigError: the profile is wrong, or names a ruleset or rule that does not exist; or an addition to the
            knowledge files is wrong.
    """
    knowledge.check_additions()
    registry.check_additions()
    data, files = _data(name, ())
    rulesets = all_rulesets()
    options = {family: dict(one.options) for family, one in rulesets.items()}
    for path, own in files:
        _check_names(path, own)
        _change_options(options, own.get("options", {}), path)
    disabled: list[str] = data.get("disable", [])
    severities: Mapping[str, str] = data.get("severity", {})
    rules: list[Rule] = []
    for one in all_rules().values():
        if one.family not in data["rulesets"] or _matches(one.id, disabled):
            continue
        bound = one.bind(options[one.family])
        rules.append(replace(bound, severity=Severity(severities.get(one.id, one.severity))))
    families = {one: rulesets[one].title for one in data["rulesets"]}
    kept = tuple(dict.fromkeys(data.get("not_ignorable", ())))
    made = Profile(data["profile"], data["title"], tuple(rules), _score_model(data["score"]), families, kept)
    return made if files[-1][0] in plugins.profile_files() else _told_apart(made)


def choose(
    profile: Profile, *, select: Sequence[str] = (), ignore: Sequence[str] = (), only: Sequence[str] = ()
) -> Profile:
    """Return the profile with rules chosen by id or glob: `only` these; else its own and `select`, less `ignore`.

    Where other rules score than the profile's own, the model's id says so.

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
    model = profile.model
    if (scoring := _scoring(rules, model)) != _scoring(profile.rules, model):
        mark = blake2b("\n".join(scoring).encode(), digest_size=2).hexdigest()
        model = replace(model, id=f"{model.id}+{mark}")
    return replace(profile, rules=rules, model=model)


def _scoring(rules: Sequence[Rule], model: ScoreModel) -> list[str]:
    """Return the rules that score, with their severities: the same ones make scores that can be compared."""
    return sorted(f"{one.id} {one.severity}" for one in rules if model.scores(one.severity, one.confidence))


def _matches(rule_id: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(rule_id, one) for one in patterns)


def _check_names(path: Path, own: Mapping[str, Any]) -> None:
    """Check that the rulesets and rules that a profile file names exist.

    Raises:
        ConfigError: one does not.
    """
    rulesets, rules = all_rulesets(), all_rules()
    for at, one in enumerate(own.get("rulesets", ())):
        if one not in rulesets:
            raise settings.wrong(path, ("rulesets", at), *settings.unknown("ruleset", one, rulesets))
    for key in ("disable", "not_ignorable"):
        for at, one in enumerate(own.get(key, ())):
            if not any(fnmatchcase(rule_id, one) for rule_id in rules):
                raise settings.wrong(path, (key, at), *settings.unknown("rule", one, rules))
    for one in own.get("severity", {}):
        if one not in rules:
            raise settings.wrong(path, ("severity", one), *settings.unknown("rule", one, rules))


def _change_options(options: dict[str, dict[str, Any]], given: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Put a profile file's options in place of the rulesets' and those of the profiles it extends.

    Raises:
        ConfigError: an option does not exist, or is of another kind than the ruleset gives it.
    """
    for family, values in given.items():
        if family not in options:
            raise settings.wrong(path, ("options", family), *settings.unknown("ruleset", family, options))
        for key, value in values.items():
            keys = ("options", family, key)
            if key not in options[family]:
                raise settings.wrong(path, keys, *settings.unknown("option", key, options[family]))
            options[family][key] = changed(options[family][key], value, path, keys)


def _data(name: str, seen: tuple[Path, ...]) -> tuple[dict[str, Any], list[tuple[Path, dict[str, Any]]]]:
    """Return a profile's mapping with those it extends merged in, and the files it was made of, its own last."""
    path = find_file(name, seen[-1] if seen else None)
    data = settings.read(path, "profile.schema.json")
    if data["profile"] != path.stem:
        found, file = data["profile"], path.stem
        raise settings.wrong(
            path,
            ("profile",),
            f"写的是 {found}，应与文件名 {file} 一致",
            f"is {found}, but must be the file's name, {file}",
        )
    if "extends" not in data:
        missing = [key for key in ("rulesets", "score") if key not in data]
        if missing:
            names = "、".join(missing)
            raise settings.wrong(
                path, (), f"没有写 extends，须有 {names}", f"without extends, {', '.join(missing)} must be there"
            )
        _check_whole(path, data["score"])
        return data, [(path, data)]
    if path in seen:
        circle = " → ".join(str(one) for one in (*seen, path))
        raise settings.wrong(
            path, ("extends",), f"方案循环引用：{circle}", f"profiles extend one another in a circle: {circle}"
        )
    base, files = _data(data["extends"], (*seen, path))
    merged = {**base, **data, "score": {**base["score"], **_own_score(data, base)}}
    merged["severity"] = {**base.get("severity", {}), **data.get("severity", {})}
    for key in ("disable", "not_ignorable"):
        merged[key] = [*base.get(key, ()), *data.get(key, ())]
    return merged, [*files, (path, data)]


def _check_whole(path: Path, score: Mapping[str, Any]) -> None:
    """Check that a profile which extends none says all there is to say of its score.

    Raises:
        ConfigError: something is missing.
    """
    if missing := [key for key in SCORE_KEYS if key not in score]:
        zh, en = f"缺少 {'、'.join(missing)}", f"lacks {', '.join(missing)}"
        raise settings.wrong(path, ("score",), f"没有写 extends，{zh}", f"without extends; {en}")


def _own_score(data: Mapping[str, Any], base: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a profile changes of the scoring of the one it extends.

    Other rules or severities make other scores. Where the profile gives them no id, the id says whose they are.
    """
    if "score" in data or not SCORING_KEYS & data.keys():
        own: Mapping[str, Any] = data.get("score", {})
        return own
    return {"model": f"{base['score']['model']}+{data['profile']}"}


def find_file(name: str, extending: Path | None = None) -> Path:
    """Return the file of a profile, by its name or path; a path in `extends` counts from the extending file.

    Raises:
        UsageError: there is none.
        ConfigError: there is none, and a profile extends it.
    """
    known = {path.stem: path for path in plugins.profile_files()}
    if name in known:
        return known[name]
    path = extending.parent / name if extending else Path(name)
    if path.is_file():
        return path
    if path.suffix in {".yaml", ".yml"} or len(Path(name).parts) > 1:
        zh, en = f"找不到方案文件：{path}", f"no such profile file: {path}"
    else:
        zh, en = settings.unknown("profile", name, known)
        beside = path.with_name(f"{name}.yaml")
        if beside.is_file():
            zh, en = f"{zh}；要用文件就写 {beside.name}", f"{en}; to use the file, write {beside.name}"
    if extending:
        raise settings.wrong(extending, ("extends",), zh, en)
    raise UsageError(zh, en)


def own_file(name: str) -> Path | None:
    """Return the file of a profile that is none of those installed, None for those."""
    path = find_file(name)
    return None if path in plugins.profile_files() else path


def _told_apart(profile: Profile) -> Profile:
    """Return a profile of a file of one's own so that its scores are not taken for those of an installed one.

    Where it gives its model the id of one of those, but scores otherwise, a mark is added to the id.
    """
    own = _makes_scores(profile)
    for path in plugins.profile_files():
        other = load_profile(path.stem)
        if other.model.id == profile.model.id and _makes_scores(other) != own:
            mark = blake2b(own.encode(), digest_size=2).hexdigest()
            return replace(profile, model=replace(profile.model, id=f"{profile.model.id}+{mark}"))
    return profile


def _makes_scores(profile: Profile) -> str:
    """Return all that the scores of a profile rest on."""
    model = profile.model
    scoring = [one for one in profile.rules if model.scores(one.severity, one.confidence)]
    return repr((replace(model, id=""), sorted((one.id, one.severity.value, repr(one.defaults)) for one in scoring)))


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
