"""Comparing counties, units and years by the scores of their tables. Knows no files."""

from kpilint.ranking.results import results_of, unread_of, yuan_of
from kpilint.ranking.standings import rank
from kpilint.ranking.values import By, Group, Loss, Options, Origin, Ranking, Result, Unread

__all__ = [
    "By", "Group", "Loss", "Options", "Origin", "Ranking", "Result", "Unread", "rank", "results_of", "unread_of",
    "yuan_of",
]  # fmt: skip
