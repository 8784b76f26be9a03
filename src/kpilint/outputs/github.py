"""The findings as workflow commands: GitHub shows them beside the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the others, so what was not assessed comes
first, then the worst. Accepted exceptions and the baseline are in the log alone.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, listed
from kpilint.outputs.located import position, slashed
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.standing import counted_words, state_of, told_words
from kpilint.outputs.words import WORDS
from kpilint.report import Report

_COMMANDS: Final[Mapping[Severity, str]] = {
    Severity.BLOCKER: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice",
}  # fmt: skip
_UNSAFE: Final = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What may not come into a log. Files with such names are not found, and their findings shown without a place."""


def render(report: Report, context: Context) -> str:
    """Return a command for each finding that stands, then the others and the counts as lines of the log."""
    told = list(listed(report, context.lang))
    shown = [one for one in told if one.state in {"unread", "open"}]
    shown.sort(key=lambda one: (state_of(one) != "unread", one.severity.rank))
    lines = [_command(report, one, context.lang) for one in shown]
    lines += _aside([one for one in told if one.state in {"waived", "known"}], context.lang)
    lines.append(f"kpilint: {counted_words(report, told, context.lang)}")
    if len(shown) > len(_first_ten(shown)):
        lines.append(f"kpilint: {LIST_WORDS[context.lang]['more_annotations']}")
    return "".join(f"{line}\n" for line in lines)


def _first_ten(told: list[Listed]) -> list[Listed]:
    """Return what GitHub shows of it."""
    counts = dict.fromkeys(_COMMANDS.values(), 0)
    shown = []
    for one in told:
        counts[_COMMANDS[one.severity]] += 1
        if counts[_COMMANDS[one.severity]] <= 10:  # noqa: PLR2004 - see the module
            shown.append(one)
    return shown


def _command(report: Report, one: Listed, lang: str) -> str:
    line, column = position(one.at, report.documents[one.document].document.format)
    properties = {} if one.path == "-" else {"file": _UNSAFE.sub("?", slashed(one.path))}
    if line:
        properties["line"] = str(line)
    if column:
        properties["col"] = str(column)
    properties["title"] = f"{WORDS[lang]['severity.' + one.severity]} {one.rule}"
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return _line(f"::{_COMMANDS[one.severity]} {told}::{_data(told_words(one, lang, placed=bool(line)))}")


def _aside(told: list[Listed], lang: str) -> Iterator[str]:
    """Yield what does not count as lines of a folded group; none of them begins as a command does."""
    if not told:
        return
    yield f"::group::{LIST_WORDS[lang]['aside']} ({len(told)})"
    for one in told:
        yield _line(f"- {one_line(slashed(one.path))} [{one.rule}] {told_words(one, lang, placed=False)}")
    yield "::endgroup::"


def _line(text: str) -> str:
    """Break up the older sign of a command, which GitHub finds anywhere in a line."""
    return text.replace("##[", "# #[")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
