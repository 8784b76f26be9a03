"""Read a settings file and those it extends."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from math import isnan
from pathlib import Path
from typing import Any, Final

from kpilint import profiles, settings
from kpilint.belonging import Manifest, ManifestEntry
from kpilint.belonging.globs import matches
from kpilint.configuration.values import RUN_KEYS, Configuration, Setting
from kpilint.errors import UsageError
from kpilint.model import Place
from kpilint.names import SETTINGS_NAME
from kpilint.report.requests import Request, day, says_why, shortened
from kpilint.rulesets import all_rules
from kpilint.settings import Lines

NAME: Final = SETTINGS_NAME
_MOST_EXTENDING: Final = 20
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
    if isinstance(data, dict):
        data = _with_days(data)
    settings.check(path, data, "config.schema.json")
    _check_names(path, data)
    lines = Lines(path) if data else None
    own = _own(path, data, lines)
    if "extends" not in data:
        return own
    base_path = _beside(path, data["extends"])
    known = [one.resolve() for one in (*extending, path)]
    if base_path.resolve() in known:
        circle = " → ".join(str(one) for one in (*extending, path, base_path))
        raise settings.wrong(
            path, ("extends",), f"配置循环引用：{circle}", f"settings extend one another in a circle: {circle}"
        )
    if len(extending) == _MOST_EXTENDING:
        zh, en = f"配置一层层引用，超过 {_MOST_EXTENDING} 层", f"more than {_MOST_EXTENDING} settings files in a row"
        raise settings.wrong(path, ("extends",), zh, en)
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
        return str(_beside(path, value))
    if key == "baseline":
        return str(_beside(path, value))
    return tuple(value) if isinstance(value, list) else value


def _beside(path: Path, named: str) -> Path:
    """Return the path of what a settings file names, `..` in it resolved, so that one file has one name.

    Raises:
        ConfigError: it can be no path.
    """
    if "\0" in named:
        raise settings.wrong(path, (), "路径中有空字符", "a path holds a null character")
    joined = path.parent / named
    return Path(os.path.normpath(joined)) if ".." in joined.parts else joined


def _with_days(data: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the days of exceptions as days, where they are written as text: 2026/12/31 or in quotes."""
    asked = data.get("exceptions")
    if not isinstance(asked, list):
        return data
    return {**data, "exceptions": [_with_day(one) if isinstance(one, dict) else one for one in asked]}


def _with_day(one: dict[str, Any]) -> dict[str, Any]:
    until = one.get("until")
    found: date | None = day(str(until)) if isinstance(until, str | int) else None
    return one if found is None else {**one, "until": found}


def _exception(path: Path, one: Mapping[str, Any], line: int) -> Request:
    folder, pattern = str(path.parent), one["file"]
    return Request(
        one["rule"],
        shortened(one["reason"].strip()),
        str(path),
        Place(line, 1),
        one.get("until"),
        one["fingerprint"],
        lambda document: matches(document, pattern, folder),
        pattern,
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
    for at, one in enumerate(data.get("exceptions", ())):
        if not says_why(one["reason"]):
            zh, en = "没有写出理由，应写明为什么这里可以不改", "gives no reason; say why this may stand"
            raise settings.wrong(path, ("exceptions", at, "reason"), zh, en)
    if isnan(data.get("fail_under", 0)):  # which no limit excludes
        raise settings.wrong(path, ("fail_under",), "应为 0 到 100 的数", "should be a number from 0 to 100")
    for keys, pattern in named:
        if not any(fnmatchcase(one, pattern) for one in rules):
            raise settings.wrong(path, keys, *settings.unknown("rule", pattern, rules))
    if "profile" in data:
        try:
            profiles.find_file(_value(path, "profile", data["profile"]))
        except UsageError as error:
            raise settings.wrong(path, ("profile",), error.zh, error.en) from error
