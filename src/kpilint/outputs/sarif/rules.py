"""Rules and codes as SARIF describes them, with help in Chinese and English."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kpilint import problems
from kpilint.finding import Confidence, Severity
from kpilint.outputs.sarif.types import Configuration, Descriptor, Level, Message
from kpilint.outputs.words import item_word
from kpilint.report import Report
from kpilint.rule import LANGUAGES, Rule

LEVELS: Final[Mapping[Severity, Level]] = {
    Severity.BLOCKER: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note",
}  # fmt: skip
RANKS: Final[Mapping[Severity, float]] = {
    Severity.BLOCKER: 100.0, Severity.ERROR: 75.0, Severity.WARNING: 50.0, Severity.INFO: 25.0,
}  # fmt: skip
"""What tells a blocking finding from an error, which have one level."""
_PROBLEM_SEVERITIES: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "note": "recommendation"}
"""GitHub's words for levels."""
_FILLED: Final = re.compile(r"\{\w+\}")
"""What a message has filled in."""


def described_rules(report: Report, lang: str) -> list[Descriptor]:
    """Return the rules of the run, then the codes that findings bear and no rule has."""
    strangers = {one.seen.rule for one in report.findings} - report.rules.keys()
    return [
        *(_rule(one, lang) for _, one in sorted(report.rules.items())),
        *(_code(code, lang) for code in sorted(strangers)),
    ]


def described_problems(codes: Iterator[str], lang: str) -> list[Descriptor]:
    """Return the codes of notifications."""
    return [_code(code, lang) for code in sorted(set(codes))]


def _rule(one: Rule, lang: str) -> Descriptor:
    level = LEVELS[one.severity]
    told = {language: (one.summary[language], one.reason[language]) for language in LANGUAGES}
    properties = {
        "tags": [one.family, *one.items],
        "precision": "high" if one.confidence is Confidence.HIGH else "low",
        "problem.severity": _PROBLEM_SEVERITIES[level],
        "severity": one.severity.value,
        "items": [item_word(item, lang) for item in one.items],
    }
    return Descriptor(
        one.id, Message(told[lang][0]), Message("\n".join(filter(None, told[lang]))), _help(told),
        Configuration(level, RANKS[one.severity]), properties,
    )  # fmt: skip


def _code(code: str, lang: str) -> Descriptor:
    severity = problems.CATALOGUE[code].severity
    told = {language: (_code_text(code, language), "") for language in LANGUAGES}
    level, text = LEVELS[severity], told[lang][0]
    properties = {"tags": [code.partition("/")[0]], "severity": severity.value}
    return Descriptor(
        code, Message(text), Message(text), _help(told), Configuration(level, RANKS[severity]), properties
    )


def _code_text(code: str, lang: str) -> str:
    kind = problems.CATALOGUE[code]
    return _FILLED.sub("…", kind.zh if lang == "zh" else kind.en)


def _help(told: Mapping[str, tuple[str, str]]) -> Message:
    """Return both languages; the texts are the rulesets' own, in which line ends are those of paragraphs."""
    text = "\n\n".join("\n".join(filter(None, parts)) for parts in told.values())
    markdown = "\n\n---\n\n".join("\n\n".join(filter(None, (f"**{head}**", rest))) for head, rest in told.values())
    return Message(text, markdown)
