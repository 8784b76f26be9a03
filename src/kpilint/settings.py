"""Reading the YAML of rulesets, profiles and knowledge files, and naming what is wrong with it."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kpilint import misfit
from kpilint.errors import ConfigError, trouble
from kpilint.yamlfaults import fault
from kpilint.yamlguard import MOST_BYTES, excess

_NOUNS = {"rule": "规则", "ruleset": "规则集", "profile": "方案", "option": "选项"}
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both build plain values only


class _Loader(_Base):  # type: ignore[misc]  # one of two classes
    """Plain values; a key that stands twice is an error, for the first one would be lost without a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"重复的键（duplicate key）{key.value}", key.start_mark
                )
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")
        return super().construct_mapping(node, deep=deep)

    def construct_yaml_timestamp(self, node: Any) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError as error:
            said = f"没有这一天（no such day）：{node.value}"
            raise yaml.constructor.ConstructorError(None, None, said, node.start_mark) from error


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def load(path: Path) -> Any:
    """Return what is in a YAML file, of plain values.

    Raises:
        ConfigError: the file is missing or not YAML.
    """
    try:
        text = _text(_bytes(path))
    except OSError as error:
        zh, en = trouble(error)
        raise ConfigError(f"无法读取：{zh}", f"cannot be read: {en}").at(str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("不是文本文件（UTF-8 或 GBK）", "is no text in UTF-8 or GBK").at(str(path)) from error
    try:
        beyond = excess(text)
        if beyond is None:
            return yaml.load(text, Loader=_Loader)  # noqa: S506 - plain values only
    except yaml.YAMLError as error:
        said = fault(error, text)
        raise _at(path, said.line, (), f"无法读取：{said.zh}", f"cannot be read: {said.en}") from error
    raise _at(path, beyond.line, (), f"无法读取：{beyond.zh}", f"cannot be read: {beyond.en}")


def read(path: Path, schema: str) -> dict[str, Any]:
    """Return the mapping in a YAML file, checked against a JSON Schema of `data/`.

    Raises:
        ConfigError: the file is missing, not YAML or against the schema; the message names line and spot.
    """
    data: dict[str, Any] = load(path)
    check(path, data, schema)
    return data


def check(path: Path, data: Any, schema: str) -> None:
    """Check what was loaded from a file against a JSON Schema of `data/`.

    Raises:
        ConfigError: it does not fit; the message names line and spot.
    """
    found = first_misfit(data, schema)
    if found is not None:
        raise wrong(path, *found)


def first_misfit(data: Any, schema: str) -> tuple[tuple[Any, ...], str, str] | None:
    """Return where loaded YAML does not fit a JSON Schema of `data/` and why, in both languages; None where it does."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - `--help` and `schema` do without
    from jsonschema.exceptions import best_match  # noqa: PLC0415
    from jsonschema.validators import extend  # noqa: PLC0415

    rules = json.loads(files("kpilint").joinpath(f"data/{schema}").read_text(encoding="utf-8"))
    # JSON has no dates, YAML does.
    validator = extend(Draft202012Validator, {"day": _day})(rules)  # type: ignore[no-untyped-call]
    error = best_match(validator.iter_errors(data))
    return None if error is None else misfit.told(error)


def wrong(path: Path, keys: Sequence[Any], zh: str, en: str) -> ConfigError:
    """Return the error for what stands in a file at the spot to which keys and positions lead: file, line and spot."""
    return _at(path, Lines(path).of(keys), keys, zh, en)


class Lines:
    """The lines of a YAML file by the keys and positions that lead to a spot."""

    def __init__(self, path: Path) -> None:
        self._root = yaml.compose(_text(path.read_bytes()), Loader=_Loader)

    def of(self, keys: Sequence[Any]) -> int:
        """Return the line, from 1, of the spot, as far as the keys lead."""
        node, line = self._root, 0
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                found = next(((name, value) for name, value in node.value if name.value == str(key)), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line
        return line + 1


def _at(path: Path, line: int, keys: Sequence[Any], zh: str, en: str) -> ConfigError:
    zh_spot = "".join(f" 第 {one + 1} 项" if isinstance(one, int) else f".{one}" for one in keys).lstrip(".")
    en_spot = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in keys).lstrip(".")
    zh_at = " ".join(one for one in (f"第 {line} 行" if line else "", zh_spot) if one)
    en_at = ", ".join(one for one in (f"line {line}" if line else "", en_spot) if one)
    return ConfigError(
        f"{path}: {zh_at}{'：' if zh_at else ''}{zh}",
        f"{path}: {en_at}{': ' if en_at else ''}{en}",
    )


def _day(_: Any, __: Any, value: Any, ___: Any) -> Iterator[Any]:
    """Check the keyword `day` of our schemas: a date, without a time of day."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415

    if not isinstance(value, date) or isinstance(value, datetime):
        yield ValidationError("no date")


def _bytes(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        ConfigError: it is far too large for settings.
    """
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        raise ConfigError(f"文件过大（超过 {most}）", f"is too large (more than {most})").at(str(path))
    return data


def _text(data: bytes) -> str:
    """Return text in UTF-8, or in the GBK of Windows editors."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def unknown(what: str, name: str, known: Collection[str]) -> tuple[str, str]:
    """Return the message, in Chinese and English, for a name that does not exist, with the nearest that does."""
    zh, en = misfit.guess(name, known)
    return f"没有名为 {name!r} 的{_NOUNS[what]}{zh}", f"unknown {what} {name!r}{en}"
