"""One line a finding, as compilers tell errors: which file, where, what. For commit hooks and editors.

It lists what fails the run and what was not assessed, and says how much more there is; all of it where nothing fails.
"""

from collections.abc import Sequence
from typing import Final

from kpilint.outputs.context import Context
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import Listed, listed
from kpilint.outputs.located import position, slashed
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.standing import counted_words, state_of, told_words
from kpilint.outputs.words import WORDS
from kpilint.report import Report

_MOST: Final = 50
"""Lines of findings: what nobody reads through at once is counted."""


def render(report: Report, context: Context) -> str:
    """Return the lines, then the counts."""
    words = LIST_WORDS[context.lang]
    told = list(listed(report, context.lang))
    standing = [one for one in told if state_of(one) in {"unread", "noted", "open"}]
    shown = [one for one in standing if _fails(one, context)]
    lines = [_line(report, one, context) for one in shown[:_MOST]]
    if left := len(standing) - len(lines):
        lines.append(words["short_left"].format(n=left))
    lines += _below(report, context)
    lines.append(f"kpilint: {counted_words(report, told, context.lang)}")
    return "".join(f"{line}\n" for line in lines)


def _fails(one: Listed, context: Context) -> bool:
    if state_of(one) != "open":
        return True
    return context.fail_on is None or one.severity.rank <= context.fail_on.rank


def _below(report: Report, context: Context) -> Sequence[str]:
    """Return the tables whose score fails the run."""
    least, words = context.fail_under, LIST_WORDS[context.lang]
    if least is None:
        return ()
    return [
        words["short_below"].format(path=one_line(slashed(document.document.path)), title=one_line(named), score=shown)
        for document in report.documents
        for table in document.tables
        if (points := table.accepted.hundredths) is not None and points < least * 100
        for named, shown in [(table.table.title or table.table.project, f"{points / 100:.1f}")]
    ]


def _line(report: Report, one: Listed, context: Context) -> str:
    words = WORDS[context.lang]
    line, column = position(one.at, report.documents[one.document].document.format)
    path = words["stdin"] if one.path == "-" else one_line(slashed(one.path))
    where = ":".join([path, *(str(number) for number in (line, column) if number)])
    severity = words[f"severity.{one.severity}"]
    return f"{where}: {severity} {told_words(one, context.lang, placed=bool(line))} [{one.rule}]"
