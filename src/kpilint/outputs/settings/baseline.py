"""A baseline as text for `kpilint baseline show`."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Final

from tabulate import tabulate

from kpilint.outputs.terminal import safe
from kpilint.report.baseline import Baseline, BaselineEntry

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "head": "基线 {path}：{n} 个问题，建于 {created}，方案 {profile}",
        "file": "文件", "rule": "规则", "count": "个数", "project": "项目", "message": "问题",
        "gone": "已不再出现的 {n} 个（kpilint baseline update 会去掉）：", "none_gone": "都还在。",
    },
    "en": {
        "head": "baseline {path}: {n} finding(s), made {created}, profile {profile}",
        "file": "file", "rule": "rule", "count": "count", "project": "project", "message": "finding",
        "gone": "{n} that no longer occur (kpilint baseline update drops them):", "none_gone": "all still there.",
    },
}  # fmt: skip


def render(baseline: Baseline, path: str, lang: str, gone: Mapping[BaselineEntry, int] | None = None) -> str:
    """Return how many findings of each file and rule a baseline holds; `gone` are those that a run did not find."""
    words = _WORDS[lang]
    total = sum(one.count for one in baseline.entries)
    facts = {"path": safe(path), "n": total, "created": baseline.created, "profile": safe(baseline.profile)}
    lines = [words["head"].format_map(facts)]
    rows = [
        [safe(file) if not at else "", rule, count]
        for file, entries in groupby(baseline.entries, key=lambda one: one.path)
        for at, (rule, count) in enumerate(_by_rule(list(entries)))
    ]
    if rows:
        lines += ["", tabulate(rows, [words["file"], words["rule"], words["count"]])]
    if gone is not None:
        lines += ["", words["gone"].format(n=sum(gone.values())) if gone else words["none_gone"]]
        shown = [[safe(one.path), safe(one.project), one.rule, safe(one.message)] for one in gone]
        heads = [words["file"], words["project"], words["rule"], words["message"]]
        lines += [tabulate(shown, heads, maxcolwidths=[24, 24, None, 40])] if shown else []
    return "\n".join(lines) + "\n"


def _by_rule(entries: list[BaselineEntry]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for one in entries:
        counts[one.rule] += one.count
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
