"""Target values as published: text to a number with its unit, a date, a scale."""

from kpilint.values.parsing import parse
from kpilint.values.target import Target, TargetKind

__all__ = ["Target", "TargetKind", "parse"]
