"""How a run ends, as a number for scripts."""

from typing import TYPE_CHECKING, Final

from kpilint.finding import Severity

if TYPE_CHECKING:  # `--help` needs the numbers only
    from kpilint.report import DocumentReport, Report, TableReport

EXIT_CLEAN: Final = 0
EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2
EXIT_NOTHING: Final = 3
EXIT_NOT_ASSESSED: Final = 4


def exit_code(report: "Report", *, fail_on: Severity | None, fail_under: float | None) -> int:
    """Return the exit code: 4 something not assessed, 3 nothing to check, 1 findings or a low score, else 0.

    `fail_on` None means that findings alone never fail; `fail_under` is in points, of the score after accepted
    exceptions. Waived findings and those of the baseline never fail.
    """
    if any(one.not_assessed for one in report.documents):
        return EXIT_NOT_ASSESSED
    if not any(True for _ in report.tables):
        return EXIT_NOTHING
    if fail_on is not None and _any_counts(report, fail_on):
        return EXIT_FINDINGS
    scores = (one.accepted.hundredths for one in report.tables)
    least = None if fail_under is None else round(fail_under * 100, 6)  # 1.1 * 100 is more than 110
    if least is not None and any(one is not None and one < least for one in scores):
        return EXIT_FINDINGS
    return EXIT_CLEAN


def _any_counts(report: "Report", fail_on: Severity) -> bool:
    return any(
        _counts(document, fail_on) or any(_counts(one, fail_on) for one in document.tables)
        for document in report.documents
    )


def _counts(part: "DocumentReport | TableReport", fail_on: Severity) -> bool:
    return any(
        one.seen.severity.rank <= fail_on.rank
        for at, one in enumerate(part.findings)
        if at not in part.waived and at not in part.known
    )
