"""What is wrong with YAML that does not fit a JSON Schema, in the words of those who write rulesets and profiles."""

import difflib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

_KINDS: Final[tuple[tuple[Any, str, str], ...]] = (
    (bool, "是或否（true、false）", "a boolean"),
    (int, "整数", "a whole number"),
    (float, "数", "a number"),
    (str, "文字", "text"),
    (date, "日期", "a date"),
    (list | tuple, "列表", "a list"),
    (Mapping, "映射（键: 值）", "a mapping"),
    (type(None), "空", "nothing"),
)
"""First that fits wins: a boolean is a whole number, too."""

_WANTED: Final[Mapping[str, tuple[str, str]]] = {
    "boolean": ("是或否，写 true 或 false", "true or false"),
    "integer": ("整数", "a whole number"),
    "number": ("数", "a number"),
    "string": ("文字", "text"),
    "date": ("日期，写成 2021-01-01，不加引号", "a date, as in 2021-01-01 without quotes"),
    "array": ("列表，如 [甲, 乙]", "a list, as in [a, b]"),
    "object": ("映射（键: 值）", "a mapping (key: value)"),
}
_FEW: Final = 12
"""Names that are worth listing where none is near."""


def shown(value: Any) -> tuple[str, str]:
    """Return what a value is, and the value itself where it is short: 整数 5."""
    zh, en = next((zh, en) for kind, zh, en in _KINDS if isinstance(value, kind))
    if value is None or isinstance(value, Mapping | list | tuple):
        return zh, en
    text = str(value).lower() if isinstance(value, bool) else str(value)[:30]
    return f"{zh} {text}", f"{en}: {text}"


def near(name: object, known: Collection[object]) -> str:
    """Return the name that was surely meant, "" where none is near."""
    return next(iter(difflib.get_close_matches(str(name), [str(one) for one in known], n=1, cutoff=0.6)), "")


def guess(name: object, known: Collection[object]) -> tuple[str, str]:
    """Return what to add to the message for an unknown name: the nearest one, or all where they are few."""
    if found := near(name, known):
        return f"，是否指 {found}？", f"; did you mean {found}?"
    if 0 < len(known) <= _FEW:
        names = [str(one) for one in known]
        return f"，现有 {'、'.join(names)}", f"; there are {', '.join(names)}"
    return "", ""


def of_kind(wanted: str, value: Any) -> tuple[str, str]:
    """Return the message for a value of the wrong kind; `wanted` is a type of JSON Schema, or `date`."""
    (zh, en), (found_zh, found_en) = _WANTED[wanted], shown(value)
    hint = ("", "")
    if wanted == "string" and isinstance(value, int | float | date):
        hint = ("；要作为文字就加引号", "; put it in quotes to have it as text")
    elif wanted == "number" and isinstance(value, str) and value.endswith("%"):
        hint = ("；百分比写成小数，如 70% 写 0.7", "; write a percentage as a fraction, 70% as 0.7")
    elif wanted == "object" and isinstance(value, str) and "：" in value:
        hint = ("；冒号要用半角，后面加一个空格", "; the colon must be a narrow one with a space after it")
    return f"应为{zh}，实为{found_zh}{hint[0]}", f"should be {en}, found {found_en}{hint[1]}"


def told(error: Any) -> tuple[tuple[Any, ...], str, str]:
    """Return, of an error of jsonschema, the keys that lead to the spot, and what is wrong in both languages."""
    keys = tuple(error.absolute_path)
    value, limit = error.instance, error.validator_value
    if error.validator == "additionalProperties" and isinstance(value, Mapping):
        known = error.schema.get("properties", {})
        extra = next(one for one in value if one not in known)
        zh, en = guess(extra, list(known))
        return (*keys, extra), f"不认识的键 {extra}{zh}", f"unknown key {extra}{en}"
    if error.validator == "required":
        missing = [one for one in limit if one not in value]
        extra = next((one for one in value if near(one, missing)), None)
        zh, en = (f"，是否误写成 {extra}？", f"; is {extra} meant for it?") if extra else ("", "")
        return keys, f"缺少 {'、'.join(missing)}{zh}", f"lacks {', '.join(missing)}{en}"
    if error.validator == "day":
        return keys, *of_kind("date", value)
    if error.validator == "type":
        return keys, *of_kind(limit if isinstance(limit, str) else limit[0], value)
    return keys, *_limited(str(error.validator), value, limit, error)


def _limited(validator: str, value: Any, limit: Any, error: Any) -> tuple[str, str]:
    """Return what is wrong with a value of the right kind."""
    if (hasattr(value, "__len__") and not value) or (isinstance(value, str) and not value.strip()):
        return "是空的，应有内容", "is empty"
    zh, en = shown(value)
    names = [str(one) for one in limit] if isinstance(limit, list) else [str(limit)]
    rule_zh, _, rule_en = str(error.schema.get("description", limit)).partition(" / ")
    wanted = {
        "enum": (f"应为 {'、'.join(names)} 之一", f"should be one of {', '.join(names)}"),
        "const": (f"应为 {limit}", f"should be {limit}"),
        "pattern": (f"应为{rule_zh}", f"should be {rule_en or limit}"),
        "minItems": (f"至少应有 {limit} 项", f"should have at least {limit} entries"),
        "minProperties": (f"至少应有 {limit} 项", f"should have at least {limit} entries"),
        "maxProperties": (f"最多有 {limit} 项", f"should have at most {limit} entries"),
        "minimum": (f"应不小于 {limit}", f"should be at least {limit}"),
        "maximum": (f"应不大于 {limit}", f"should be at most {limit}"),
    }.get(validator)
    if wanted is None:
        return f"不符合格式：{error.message}", f"against the schema: {error.message}"
    return f"{wanted[0]}，实为{zh}", f"{wanted[1]}, found {en}"
