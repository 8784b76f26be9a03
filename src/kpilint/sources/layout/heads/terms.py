"""The time a goal or an indicator is for, where a form has two sets of them: 中长期 and 年度."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kpilint import vocabulary

LONG: Final = "long"
YEAR: Final = "year"
_LONGEST: Final = 30
_ENDS: Final = ("目标", "指标", "值", "期", "年", "年度", "绩效", "计划")
_ORDINAL: Final = re.compile(r"(?<=[标效])[\d一二三四五六七八九十]{1,2}$")
"""The number of one of several goals: 年度目标1."""
_BRACKET: Final = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def term_of(text: str) -> str:
    """Return "long" or "year" for a label that says so (中期目标（2024—2026年）, 年度绩效指标), "" for any other."""
    if not text or len(text) > _LONGEST:
        return ""
    bare = _ORDINAL.sub("", _BRACKET.sub("", vocabulary.term(text)))
    if not bare.endswith(_ENDS) or not bare.isalnum():
        return ""
    for term, words in vocabulary.terms("terms").items():
        if bare.startswith(words):
            return term
    return ""


def settled(terms: Sequence[str]) -> list[str]:
    """Return the terms of a table's goals or rows: those without one are the year's where others are long-term.

    A form that has one set only tells nothing apart: all are "".
    """
    if LONG not in terms or all(term == LONG for term in terms):
        return [""] * len(terms)
    return [term or YEAR for term in terms]
