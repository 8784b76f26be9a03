"""Which rules found how much: the most frequent first."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from tabulate import tabulate

from kpilint.outputs.terminal import Style, styled
from kpilint.report import Report
from kpilint.scoring import POINT

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "title": "按规则统计", "rule": "规则", "findings": "问题", "tables": "表", "documents": "文件",
        "lost": "扣分", "deferred": "未判定", "waived": "例外", "known": "基线", "nothing": "没有问题",
    },
    "en": {
        "title": "By rule", "rule": "rule", "findings": "found", "tables": "tables", "documents": "files",
        "lost": "points", "deferred": "unsure", "waived": "waived", "known": "known", "nothing": "no findings",
    },
}  # fmt: skip
_OFTEN_EMPTY: Final = ("deferred", "waived", "known")
"""Columns left out where they have nothing to say."""


class RuleCount(Struct, frozen=True):
    """What one rule, or one kind of what a reader could not place, comes to over a run."""

    rule: str
    findings: int = 0
    tables: int = 0
    documents: int = 0
    lost: int = 0
    """Hundredths of a point, over all tables as submitted."""
    deferred: int = 0
    """Subjects on which it could not decide."""
    waived: int = 0
    """Of the findings: accepted exceptions."""
    known: int = 0
    """Of the findings: those in the baseline."""


class _One(Struct, frozen=True):
    """One finding as it counts."""

    rule: str
    document: int
    table: int | None
    lost: int
    waived: bool
    known: bool


def counted(report: Report) -> list[RuleCount]:
    """Return what each rule comes to that found something or could not decide: the most findings first."""
    found: dict[str, list[_One]] = {}
    for one in _findings(report):
        found.setdefault(one.rule, []).append(one)
    deferred: Counter[str] = Counter()
    for table in report.tables:
        deferred.update(table.check.deferred)
    counts = [_count(rule, found.get(rule, []), deferred[rule]) for rule in {**found, **deferred}]
    return sorted(counts, key=lambda one: (-one.findings, -one.deferred, one.rule))


def _findings(report: Report) -> Iterator[_One]:
    for document in report.documents:
        for at, finding in enumerate(document.findings):
            yield _One(finding.seen.rule, document.index, None, 0, at in document.waived, at in document.known)
        for table in document.tables:
            for at, (finding, lost) in enumerate(zip(table.findings, table.lost, strict=True)):
                marks = (at in table.waived, at in table.known)
                yield _One(finding.seen.rule, document.index, table.index, lost, *marks)


def _count(rule: str, found: list[_One], deferred: int) -> RuleCount:
    return RuleCount(
        rule,
        len(found),
        len({(one.document, one.table) for one in found if one.table is not None}),
        len({one.document for one in found}),
        sum(one.lost for one in found),
        deferred,
        sum(one.waived for one in found),
        sum(one.known for one in found),
    )


def lines(report: Report, style: Style) -> Iterator[str]:
    """Yield the lines of the statistics for a terminal."""
    words = WORDS[style.lang]
    counts = counted(report)
    yield styled(words["title"], "bold", color=style.color)
    if not counts:
        yield words["nothing"]
        return
    columns = ["rule", "findings", "tables", "documents", "lost"]
    columns += [name for name in _OFTEN_EMPTY if any(getattr(one, name) for one in counts)]
    rows = [[_cell(one, name) for name in columns] for one in counts]
    aligned = ("left", *("right",) * (len(columns) - 1))
    headers = [words[name] for name in columns]
    yield from tabulate(rows, headers, tablefmt="simple", colalign=aligned, disable_numparse=True).splitlines()


def _cell(one: RuleCount, column: str) -> str:
    value = getattr(one, column)
    if column == "lost":
        return f"{value / POINT:.1f}" if value else ""
    return str(value) if value or column == "findings" else ""
