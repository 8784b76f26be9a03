"""Reading the YAML of rulesets and profiles, and naming what is wrong with it."""

import difflib
import json
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from kpilint.errors import ConfigError

_NOUNS = {"rule": "规则", "ruleset": "规则集", "profile": "方案", "option": "选项"}
_FEW: Final = 12
"""Names that are worth listing where none is near."""


def read(path: Path, schema: str) -> dict[str, Any]:
    """Return the mapping in a YAML file, checked against a JSON Schema of `data/`.

    Raises:
        ConfigError: the file is missing, not YAML or against the schema.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both build plain values only
    try:
        data: dict[str, Any] = yaml.load(_text(path.read_bytes()), Loader=loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"无法读取：{error}", f"cannot be read: {error}").at(str(path)) from error
    validate(data, schema, str(path))
    return data


def _text(data: bytes) -> str:
    """Return text in UTF-8, or in the GBK of Windows editors."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def validate(data: Any, schema: str, where: str) -> None:
    """Check loaded YAML against a JSON Schema of `data/`.

    Raises:
        ConfigError: it does not fit; the message names the spot.
    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - `--help` and `schema` do without
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    rules = json.loads(files("kpilint").joinpath(f"data/{schema}").read_text(encoding="utf-8"))
    error = best_match(Draft202012Validator(rules).iter_errors(data))
    if error is not None:
        spot = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in error.absolute_path).lstrip(".")
        at = f"{where}: {spot}" if spot else where
        raise ConfigError(f"不符合格式：{error.message}", f"against the schema: {error.message}").at(at)


def unknown(what: str, name: str, known: Collection[str]) -> tuple[str, str]:
    """Return the message, in Chinese and English, for a name that does not exist, with the nearest that does."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    zh, en = f"没有名为 {name!r} 的{_NOUNS[what]}", f"unknown {what} {name!r}"
    if near:
        return f"{zh}，是否指 {near[0]}？", f"{en}; did you mean {near[0]}?"
    if len(known) <= _FEW:
        return f"{zh}，现有 {'、'.join(known)}", f"{en}; there are {', '.join(known)}"
    return zh, en
