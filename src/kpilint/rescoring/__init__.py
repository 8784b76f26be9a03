"""Saved reports under another profile."""

from kpilint.rescoring.again import (
    Rescored,
    RuleRun,
    SavedTable,
    Shift,
    Unknown,
    lost_by_rule,
    options_mark,
    rescore,
    unknown,
)

__all__ = [
    "Rescored", "RuleRun", "SavedTable", "Shift", "Unknown", "lost_by_rule", "options_mark", "rescore", "unknown",
]  # fmt: skip
