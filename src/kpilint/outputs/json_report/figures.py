"""Whether the figures of a saved report can be counted with: points within reason, and agreeing with one another."""

from collections.abc import Iterator
from typing import Final

from kpilint.errors import UsageError
from kpilint.outputs.json_report.types import ReportV1, TableV1
from kpilint.scoring import FULL, POINT

_MOST: Final = 1_000_000
"""Points beyond which a figure is none, whatever it stands for."""


def hundredths(points: float) -> int:
    """Return points as hundredths."""
    return round(points * POINT)


def check(report: ReportV1, path: str) -> None:
    """Refuse a report of which nothing can be counted.

    Raises:
        UsageError: a table's figures are out of reason, or contradict one another.
    """
    for document in report.documents:
        for at, table in enumerate(document.tables, 1):
            if not (all(abs(one) <= _MOST for one in _figures(table)) and _coherent(table)):
                named = table.title or table.project
                raise UsageError(
                    f"报告 {path} 自相矛盾：{document.path} 第 {at} 张表“{named}”的分数、扣分明细和问题对不上，"
                    "可能被改动过；请重新生成报告",
                    f"the report {path} contradicts itself: score, ledger and findings of table {at} ({named!r}) of "
                    f"{document.path} do not agree; has it been edited? Make it again",
                )


def _figures(table: TableV1) -> Iterator[float]:
    told = (table.score, table.accepted, *(each for one in table.items for each in (one.full, one.lost)))
    yield from (one for one in told if one is not None)
    yield from (one.lost for one in table.ledger)


def _coherent(table: TableV1) -> bool:
    """Return whether a table's figures agree: the ledger with the score, positions with what they point at."""
    lost = [hundredths(one.lost) for one in table.ledger]
    rows = table.indicators if table.basis is None else len(table.basis.rows)
    return (
        (not lost if table.score is None else 0 <= hundredths(table.score) == FULL - sum(lost))
        and all(one >= 0 for one in lost)
        and (table.accepted is None or 0 <= hundredths(table.accepted) <= FULL)
        and all(0 <= one.finding < len(table.findings) for one in table.ledger)
        and all(one.indicator is None or 0 <= one.indicator < rows for one in table.findings)
    )
