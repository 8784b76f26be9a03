"""Dividing and rounding in whole numbers, so that what is divided adds up again."""

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` in whole numbers by largest remainder; the parts add up to it. Ties go to the first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    spare = total - sum(part for part, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))
    extra = set(by_remainder[:spare])
    return [part + (at in extra) for at, (part, _) in enumerate(parts)]


def rounded(numerator: int, denominator: int) -> int:
    """Round half up, for non-negative whole numbers."""
    return (2 * numerator + denominator) // (2 * denominator)
