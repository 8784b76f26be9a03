"""Rules as text for `kpilint rules` and `kpilint explain`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tabulate import tabulate

from kpilint import problems
from kpilint.examples import found_by, message
from kpilint.fields import GRAIN_NAMES
from kpilint.finding import Confidence, Severity
from kpilint.outputs.words import FIELDS, WORDS, item_word
from kpilint.rule import Example, Rule

_HEADS = {
    "zh": {
        "reason": "为什么", "item": "评审项目", "severity": "级别", "confidence": "把握", "grain": "粒度",
        "reads": "读取", "standard": "依据", "label": "标注", "since": "起始版本", "bad": "错例", "good": "正例",
        "origin": "出处", "message": "提示", "problem": "读取文件时的问题，不是规则，不能停用", "whole": "影响",
        "whole.True": "整个文件没有评定", "whole.False": "只涉及提示所指的内容，其余照常检查",
        "gap": "……", "bracket": "（{}）",
        "exit.error": "有内容没有评定，退出码 4", "exit.other": "不扣分；--fail-on 到这一级别时退出码 1",
        "comma": "、", "confidence.high": "高", "confidence.low": "低（只提示，不计分）",
        "grain.cell": "单元格", "grain.indicator": "一行指标", "grain.table": "一张表", "grain.document": "一个文件",
        "grain.corpus": "全部文件",
    },
    "en": {
        "reason": "Why", "item": "review item", "severity": "severity", "confidence": "confidence", "grain": "grain",
        "reads": "reads", "standard": "standard", "label": "label", "since": "since", "bad": "Bad", "good": "Good",
        "origin": "origin", "message": "message",
        "problem": "a problem of reading, not a rule: it cannot be switched off",
        "whole": "concerns", "whole.True": "the whole file, which was not assessed", "gap": "…",
        "bracket": " ({})",
        "whole.False": "what the message names; everything else is checked",
        "exit.error": "something was not assessed, exit code 4",
        "exit.other": "costs no points; exit code 1 where --fail-on says so",
        "comma": ", ", "confidence.high": "high", "confidence.low": "low (reported, not scored)",
        "grain.cell": "cell", "grain.indicator": "indicator row", "grain.table": "table", "grain.document": "document",
        "grain.corpus": "all documents",
    },
}  # fmt: skip

_FILLED = re.compile(r"\{\w+\}")
"""What a message has filled in."""


def listing(rules: Iterable[Rule], lang: str) -> str:
    """Return the rules as a table: id, severity, summary; those that do not score are marked."""
    words = WORDS[lang]
    rows = [
        [
            one.id,
            words["severity." + one.severity],
            one.summary[lang] + ("" if one.confidence is Confidence.HIGH else words["doubt"]),
        ]
        for one in sorted(rules, key=lambda one: one.id)
    ]
    headers = [words[key] for key in ("rule", "severity", "title")]
    return tabulate(rows, headers, tablefmt="simple") + "\n"


def explanation(one: Rule, lang: str) -> str:
    """Return all that is known about a rule, each bad example with the message it gives."""
    heads = _HEADS[lang]
    facts = [
        ("item", ", ".join(item_word(item, lang) for item in one.items)),
        ("severity", WORDS[lang]["severity." + one.severity]),
        ("confidence", heads["confidence." + one.confidence]),
        ("grain", heads["grain." + GRAIN_NAMES[one.grain]]),
        ("reads", heads["comma"].join(FIELDS[lang].get(name, name) for name in one.reads)),
        ("standard", one.standard),
        ("label", one.label),
        ("since", one.since),
        ("origin", one.origin),
    ]
    lines = [one.id, "=" * len(one.id), one.summary[lang], ""]
    if one.reason[lang]:
        lines += [f"{heads['reason']}:", *(f"  {line}" for line in one.reason[lang].splitlines()), ""]
    lines += [f"{heads[key]}: {value}" for key, value in facts if value]
    lines += ["", f"{heads['bad']}:"]
    for example, _ in one.bad:
        lines += _shown(example, lang)
        lines += [f"    → {message(one, example, found, lang)}" for found in found_by(one, example)[:1]]
    lines += ["", f"{heads['good']}:"]
    for example in one.good:
        lines += _shown(example, lang)
    return "\n".join(lines) + "\n"


def problem_explanation(code: str, lang: str) -> str:
    """Return what is known about a problem of reading: how grave it is, what it concerns, the message it gives."""
    heads, kind = _HEADS[lang], problems.CATALOGUE[code]
    graveness = "exit.error" if kind.severity is Severity.ERROR else "exit.other"
    facts = [
        ("message", _FILLED.sub(heads["gap"], kind.zh if lang == "zh" else kind.en)),
        ("severity", f"{WORDS[lang]['severity.' + kind.severity]}{heads['bracket'].format(heads[graveness])}"),
        ("whole", heads[f"whole.{kind.whole_file}"]),
    ]
    lines = [code, "=" * len(code), heads["problem"], ""]
    return "\n".join([*lines, *(f"{heads[key]}: {value}" for key, value in facts)]) + "\n"


def _shown(example: Example, lang: str) -> list[str]:
    return [f"  - {_flat(example, lang)}"]


def _flat(value: Any, lang: str) -> str:
    """Return an example on one line, its fields under the names of the form."""
    if isinstance(value, Mapping):
        return "  ".join(f"{FIELDS[lang].get(name, name)}: {_flat(one, lang)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " | ".join(f"[{_flat(one, lang)}]" if isinstance(one, Mapping) else _flat(one, lang) for one in value)
    return str(value)
