"""Read a settings file and those it extends."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from kpilint import profiles, settings
from kpilint.belonging import Manifest, ManifestEntry
from kpilint.belonging.globs import matches
from kpilint.configuration.values import RUN_KEYS, Configuration, Setting
from kpilint.errors import UsageError
from kpilint.model import Place
from kpilint.report.waivers import Request
from kpilint.rulesets import all_rules
from kpilint.settings import Lines

NAME: Final = "kpilint.yaml"
_RULE_LISTS: Final = ("select", "ignore", "only")


def load(path: Path) -> Configuration:
    """Return what a settings file says, with those it extends: what it does not say itself it takes from them.

    Exceptions and manifests of all of them hold; those of the file come first.

    Raises:
        ConfigError: a file is missing or not YAML, has an unknown key or a value of the wrong kind, names a rule or
            profile that does not exist, or extends itself.
    """
    return _load(path, ())


def _load(path: Path, extending: Sequence[Path]) -> Configuration:
    data = settings.load(path) or {}
    settings.check(path, data, "config.schema.json")
    _check_names(path, data)
    lines = Lines(path) if data else None
    own = _own(path, data, lines)
    if "extends" not in data:
        return own
    base_path = path.parent / data["extends"]
    known = [one.resolve() for one in (*extending, path)]
    if base_path.resolve() in known:
        circle = " → ".join(str(one) for one in (*extending, path, base_path))
        raise settings.wrong(
            path, ("extends",), f"配置循环引用：{circle}", f"settings extend one another in a circle: {circle}"
        )
    if not base_path.is_file():
        raise settings.wrong(path, ("extends",), f"找不到配置文件 {base_path}", f"no such settings file: {base_path}")
    base = _load(base_path, (*extending, path))
    return Configuration(
        (*own.files, *base.files),
        {**base.values, **own.values},
        (*own.exceptions, *base.exceptions),
        (*own.manifests, *base.manifests),
    )


def _own(path: Path, data: Mapping[str, Any], lines: Lines | None) -> Configuration:
    if lines is None:
        return Configuration((str(path),))
    values = {
        key: Setting(_value(path, key, data[key]), str(path), lines.of((key,))) for key in RUN_KEYS if key in data
    }
    exceptions = tuple(
        _exception(path, one, lines.of(("exceptions", at))) for at, one in enumerate(data.get("exceptions", ()))
    )
    manifest = Manifest(tuple(map(_manifest_entry, data.get("manifest", ()))), str(path.parent))
    return Configuration((str(path),), values, exceptions, (manifest,) if manifest.entries else ())


def _value(path: Path, key: str, value: Any) -> Any:
    if key == "profile" and (Path(value).suffix in {".yaml", ".yml"} or len(Path(value).parts) > 1):
        return str(path.parent / value)
    if key == "baseline":
        return str(path.parent / value)
    return tuple(value) if isinstance(value, list) else value


def _exception(path: Path, one: Mapping[str, Any], line: int) -> Request:
    folder, pattern = str(path.parent), one["file"]
    return Request(
        one["rule"],
        one["reason"].strip(),
        str(path),
        Place(line, 1),
        one.get("until"),
        one["fingerprint"],
        lambda document: matches(document, pattern, folder),
    )


def _manifest_entry(one: Mapping[str, Any]) -> ManifestEntry:
    return ManifestEntry(
        one["path"], one.get("county", ""), one.get("unit", ""), one.get("year"), one.get("force", False)
    )


def _check_names(path: Path, data: Mapping[str, Any]) -> None:
    rules = all_rules()
    named: list[tuple[tuple[Any, ...], str]]
    named = [((key, at), one) for key in _RULE_LISTS for at, one in enumerate(data.get(key, ()))]
    named += [(("exceptions", at, "rule"), one["rule"]) for at, one in enumerate(data.get("exceptions", ()))]
    for keys, pattern in named:
        if not any(fnmatchcase(one, pattern) for one in rules):
            raise settings.wrong(path, keys, *settings.unknown("rule", pattern, rules))
    if "profile" in data:
        try:
            profiles.find_file(_value(path, "profile", data["profile"]))
        except UsageError as error:
            raise settings.wrong(path, ("profile",), error.zh, error.en) from error
