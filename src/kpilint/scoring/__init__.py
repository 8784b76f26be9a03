"""Findings to a score with its ledger, and what would raise it."""

from kpilint.scoring.formula import (
    CAP_ITEM,
    FULL,
    POINT,
    Basis,
    Item,
    ItemScore,
    LedgerLine,
    Score,
    ScoreModel,
    basis_of,
    row_kinds,
    score,
)
from kpilint.scoring.steps import scores_without_each, spot_of, steps_to_next_grade

__all__ = [
    "CAP_ITEM", "FULL", "POINT", "Basis", "Item", "ItemScore", "LedgerLine", "Score", "ScoreModel", "basis_of",
    "row_kinds", "score", "scores_without_each", "spot_of", "steps_to_next_grade",
]  # fmt: skip
