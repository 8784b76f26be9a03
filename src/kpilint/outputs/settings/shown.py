"""Settings as text for `kpilint config show`: each value and where it is written."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tabulate import tabulate

from kpilint.belonging.globs import matches
from kpilint.configuration import RUN_KEYS, Configuration, Setting
from kpilint.outputs.terminal import safe
from kpilint.report.requests import Request

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "file": "文件：{path}", "from": "配置文件：{files}", "none": "没有找到 kpilint.yaml，全部用默认值",
        "key": "设置", "value": "值", "origin": "出处", "default": "默认", "unset": "（未设）",
        "line": "{path} 第 {line} 行", "exceptions": "例外（共 {n} 条，其中用于本文件 {here} 条）",
        "rule": "规则", "reason": "理由", "until": "有效至", "manifest": "归属清单中适用于本文件的",
        "path": "路径", "county": "县区", "unit": "单位", "year": "年度", "force": "以清单为准", "yes": "是",
        "list": "、",
    },
    "en": {
        "file": "file: {path}", "from": "settings files: {files}", "none": "no kpilint.yaml found: defaults throughout",
        "key": "setting", "value": "value", "origin": "origin", "default": "default", "unset": "(not set)",
        "line": "{path}, line {line}", "exceptions": "exceptions ({n} in all, {here} for this file)",
        "rule": "rule", "reason": "reason", "until": "until", "manifest": "manifest entries for this file",
        "path": "path", "county": "county", "unit": "unit", "year": "year", "force": "wins", "yes": "yes",
        "list": ", ",
    },
}  # fmt: skip


def render(found: Configuration, path: str, defaults: Mapping[str, Any], lang: str) -> str:
    """Return the settings that hold for a file; `defaults` are the values of what is set nowhere."""
    words = _WORDS[lang]
    lines = [words["file"].format(path=safe(path))]
    files = words["list"].join(map(safe, found.files))
    lines += [words["from"].format(files=files) if found.files else words["none"], ""]
    rows = [_row(key, found.values.get(key), defaults, words) for key in RUN_KEYS]
    lines.append(tabulate(rows, [words["key"], words["value"], words["origin"]], disable_numparse=True))
    if found.exceptions:
        here = [one for one in found.exceptions if one.document is not None and one.document(path)]
        lines += ["", words["exceptions"].format(n=len(found.exceptions), here=len(here))]
        lines.append(_exceptions(here, words))
    lines += _manifest(found, path, words)
    return "\n".join(lines).rstrip() + "\n"


def _row(key: str, setting: Setting | None, defaults: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    if setting is None:
        return [key, str(defaults.get(key, words["unset"])), words["default"]]
    value = setting.value
    shown = words["list"].join(value) if isinstance(value, tuple) else str(value)
    return [key, safe(shown), words["line"].format(path=safe(setting.path), line=setting.line)]


def _exceptions(asked: Sequence[Request], words: Mapping[str, str]) -> str:
    rows = [
        [
            one.rule,
            safe(one.reason),
            one.until.isoformat() if one.until else "",
            words["line"].format(path=safe(one.path), line=one.place.line),
        ]
        for one in asked
    ]
    heads = [words["rule"], words["reason"], words["until"], words["origin"]]
    return tabulate(rows, heads, disable_numparse=True) if rows else ""


def _manifest(found: Configuration, path: str, words: Mapping[str, str]) -> list[str]:
    rows = [
        [
            safe(entry.pattern),
            safe(entry.county),
            safe(entry.unit),
            str(entry.year or ""),
            words["yes"] if entry.force else "",
        ]
        for manifest in found.manifests
        for entry in manifest.entries
        if matches(path, entry.pattern, manifest.folder)
    ]
    if not rows:
        return []
    heads = [words[key] for key in ("path", "county", "unit", "year", "force")]
    return ["", words["manifest"], tabulate(rows, heads, disable_numparse=True)]
