"""Levels of an indicator row: what kind they are, numbered (（一）产出指标) and renamed (产出目标) ones included."""

import re
from functools import lru_cache
from typing import Final

from kpilint.model import Indicator
from kpilint.vocabulary import lookup, term

OUTPUTS: Final = frozenset({"quantity", "quality", "timeliness", "cost"})
BENEFITS: Final = frozenset({"economic_benefit", "social_benefit", "ecological_benefit", "sustainability"})
COSTS: Final = frozenset({"economic_cost", "social_cost", "ecological_cost"})
EXECUTION: Final = "预算执行"
_NUMBERED: Final = re.compile(
    r"^(?:[(（]?[0-9一二三四五六七八九十a-zA-Z]{1,3}[)）.、．:：]|[0-9]{1,2}(?=[\u4e00-\u9fff]))"
)
_SCORED: Final = re.compile(r"[(（\[]?[0-9]{1,3}(?:\.[0-9]+)?(?:分|%)?[)）\]]?$")
_LONGEST: Final = 40


@lru_cache(maxsize=16_384)
def core(text: str) -> str:
    """Return a level without its number, its score and white space; 目标 is written for 指标 in some forms."""
    if len(text) > _LONGEST:
        return text
    found = _SCORED.sub("", _NUMBERED.sub("", term(text)))
    return f"{found.removesuffix('目标')}指标" if found.endswith("目标") else found


def kind1(text: str) -> str:
    """Return the kind of a first level: output, benefit, satisfaction, cost; "" for none that is known."""
    return _kind("level1", core(text))


def kind2(text: str) -> str:
    """Return the kind of a second level, "" for none that is known."""
    return _kind("level2", core(text))


def _kind(section: str, found: str) -> str:
    return lookup(section).get(found) or ("satisfaction" if "满意" in found[:_LONGEST] else "")


def is_execution(row: Indicator) -> bool:
    """Tell the row of budget execution, which stands beside the levels."""
    return any(EXECUTION in text[:_LONGEST] for text in (row.level1, row.level2, row.name))


def levels_known(rows: tuple[Indicator, ...]) -> bool:
    """Tell whether each row's second level is known, so that a missing one is really missing."""
    return all(kind2(row.level2) for row in rows if not is_execution(row))
