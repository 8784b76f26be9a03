"""Texts that are nearly the same: finding them in time close to linear, and showing where they differ."""

from kpilint.similar.difference import differences, likeness, shown
from kpilint.similar.stars import Star, stars

__all__ = ["Star", "differences", "likeness", "shown", "stars"]
