"""Rules as text for `kpilint rules` and `kpilint explain`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tabulate import tabulate

from kpilint.examples import found_by, message
from kpilint.fields import GRAIN_NAMES
from kpilint.outputs.words import FIELDS, WORDS, item_word
from kpilint.rule import Example, Rule

_HEADS = {
    "zh": {
        "reason": "为什么", "item": "评审项目", "severity": "级别", "confidence": "把握", "grain": "粒度",
        "reads": "读取", "standard": "依据", "label": "标注", "since": "起始版本", "bad": "错例", "good": "正例",
        "message": "提示", "origin": "出处",
    },
    "en": {
        "reason": "Why", "item": "review item", "severity": "severity", "confidence": "confidence", "grain": "grain",
        "reads": "reads", "standard": "standard", "label": "label", "since": "since", "bad": "Bad", "good": "Good",
        "message": "message", "origin": "origin",
    },
}  # fmt: skip


def listing(rules: Iterable[Rule], lang: str) -> str:
    """Return the rules as a table: id, severity, confidence, review item, summary."""
    words = WORDS[lang]
    rows = [
        [
            one.id,
            words["severity." + one.severity],
            one.confidence.value,
            ", ".join(item_word(item, lang) for item in one.items),
            one.summary,
        ]
        for one in sorted(rules, key=lambda one: one.id)
    ]
    headers = [words[key] for key in ("rule", "severity", "confidence", "item", "title")]
    return tabulate(rows, headers, tablefmt="simple") + "\n"


def explanation(one: Rule, lang: str) -> str:
    """Return all that is known about a rule, each bad example with the message it gives."""
    heads = _HEADS[lang]
    facts = [
        ("item", ", ".join(item_word(item, lang) for item in one.items)),
        ("severity", WORDS[lang]["severity." + one.severity]),
        ("confidence", one.confidence.value),
        ("grain", GRAIN_NAMES[one.grain]),
        ("reads", ", ".join(one.reads)),
        ("standard", one.standard),
        ("label", one.label),
        ("since", one.since),
        ("origin", one.origin),
    ]
    lines = [one.id, "=" * len(one.id), one.summary, ""]
    if one.reason:
        lines += [f"{heads['reason']}:", *(f"  {line}" for line in one.reason.splitlines()), ""]
    lines += [f"{heads[key]}: {value}" for key, value in facts if value]
    lines += ["", f"{heads['bad']}:"]
    for example, _ in one.bad:
        lines += _shown(example, lang)
        lines += [f"    → {message(one, example, found, lang)}" for found in found_by(one, example)[:1]]
    lines += ["", f"{heads['good']}:"]
    for example in one.good:
        lines += _shown(example, lang)
    return "\n".join(lines) + "\n"


def _shown(example: Example, lang: str) -> list[str]:
    flat = "  ".join(f"{FIELDS[lang].get(name, name)}: {_flat(value)}" for name, value in example.items())
    return [f"  - {flat}"]


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(one) for one in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " | ".join(_flat(one) for one in value)
    return str(value)
