"""Target values as published: text to a number with its unit, a date, a scale; split ones joined."""

from kpilint.values.parsing import parse
from kpilint.values.split import join_value
from kpilint.values.target import Target, TargetKind

__all__ = ["Target", "TargetKind", "join_value", "parse"]
