"""The report: what was checked, what was found and what it comes to. One value, many renderers."""

from kpilint.report.assembling import assemble
from kpilint.report.facts import Tally, counted_by_family, coverage, mean_accepted, mean_score, next_grade
from kpilint.report.messages import message_of
from kpilint.report.values import SETTINGS, DocumentReport, Entry, Report, TableReport, holds_files

__all__ = [
    "SETTINGS", "DocumentReport", "Entry", "Report", "TableReport", "Tally", "assemble", "counted_by_family",
    "coverage", "holds_files", "mean_accepted", "mean_score", "message_of", "next_grade",
]  # fmt: skip
