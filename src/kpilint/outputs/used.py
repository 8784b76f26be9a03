"""What a run was set to, in words: settings files, a profile of one's own, rules left out, exceptions, the baseline."""

from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.report import Report
from kpilint.report.used import Chosen

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "files": "所用配置文件：{files}（不用配置文件检查：--no-config）",
        "profile_file": "评审方案取自文件 {path}，不是随程序安装的方案",
        "profile": "评审方案由配置文件选定：{values}{origin}",
        "select": "另加的规则：{values}{origin}", "ignore": "停用的规则：{values}{origin}",
        "only": "只用了这些规则：{values}{origin}",
        "exceptions": "配置文件中有例外 {n} 条", "unheeded": "没有理会任何例外（--no-exceptions）",
        "baseline": "所用基线：{path}", "at": "（{path} 第 {line} 行）", "list": "、",
    },
    "en": {
        "files": "settings files: {files} (without them: --no-config)",
        "profile_file": "the profile is that of the file {path}, none that came with the program",
        "profile": "profile chosen by a settings file: {values}{origin}",
        "select": "rules added: {values}{origin}", "ignore": "rules left out: {values}{origin}",
        "only": "only these rules were run: {values}{origin}",
        "exceptions": "exceptions in settings files: {n}", "unheeded": "no exceptions were heeded (--no-exceptions)",
        "baseline": "baseline: {path}", "at": " ({path}, line {line})", "list": ", ",
    },
}  # fmt: skip
_MOST_SHOWN: Final = 12


def sentences(report: Report, lang: str) -> Iterator[str]:
    """Yield what a run was set to, nothing where it was set to nothing. The texts come from outside: make them safe."""
    words, used = _WORDS[lang], report.used
    if used.files:
        yield words["files"].format(files=_list(used.files, words))
    if used.profile_file:
        yield words["profile_file"].format(path=used.profile_file)
    for one in used.chosen:
        yield words[one.key].format(values=_list(one.values, words), origin=_origin(one, words))
    if used.exceptions:
        yield words["exceptions"].format(n=used.exceptions)
    if not used.heeded:
        yield words["unheeded"]
    if used.baseline:
        yield words["baseline"].format(path=used.baseline)


def _list(values: tuple[str, ...], words: Mapping[str, str]) -> str:
    more = " …" if len(values) > _MOST_SHOWN else ""
    return words["list"].join(values[:_MOST_SHOWN]) + more


def _origin(one: Chosen, words: Mapping[str, str]) -> str:
    return words["at"].format(path=one.path, line=one.line) if one.path else ""
