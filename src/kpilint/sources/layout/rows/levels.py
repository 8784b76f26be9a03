"""Recognising first and second level words, alone and several in one cell."""

import re
from functools import lru_cache
from typing import Final

from kpilint import vocabulary

_LONGEST: Final = 30
"""Characters of a cell beyond which it is no level word."""

_NUMBERED: Final = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）、.．])|[(（]?\d+(?:\.\d+)?[分%][)）]?$"
)
_JOINTS: Final = re.compile(r"[、，,/／;；\n—→>-]+")

_LEVELS: Final = ("level1", "level2")
_ABOVE: Final = {"cost": "output", "satisfaction": "satisfaction"}
"""Words that name a first and a second level: the first level under which the second level stands."""


@lru_cache(maxsize=65536)
def level1_key(text: str) -> str:
    """Return the vocabulary's identifier of a first level word, "" for any other text."""
    return _key(text, "level1")


@lru_cache(maxsize=65536)
def level2_key(text: str) -> str:
    """Return the vocabulary's identifier of a second level word, "" for any other text."""
    return _key(text, "level2")


def looks_like_level(text: str) -> bool:
    """True for level words and for unknown ones of their form (档案管理指标)."""
    if not text or len(text) > _LONGEST:
        return False
    return bool(level1_key(text) or level2_key(text)) or vocabulary.term(text).endswith("指标")


@lru_cache(maxsize=8192)
def fused(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds both levels, and perhaps the name too; () for any other.

    "效益指标、经济效益指标" gives ("效益指标", "经济效益指标").
    """
    if not text or len(text) > 3 * _LONGEST:
        return ()
    parts = [part.strip() for part in _JOINTS.split(text, maxsplit=2)]
    if len(parts) > 1 and all(parts) and level1_key(parts[0]) and level2_key(parts[1]):
        return tuple(parts)
    return ()


def continues(level1: str, level2: str) -> bool:
    """True if `level2`, a word of both levels (成本指标, 满意度指标), can stand under `level1`."""
    return _ABOVE.get(level2_key(level2)) == level1_key(level1)


def cut_level(text: str) -> bool:
    """True for the first half of a level word, as a page break leaves it (服务对象满意)."""
    return any(_opens(text, section) for section in _LEVELS)


def completes(half: str, rest: str, section: str) -> bool:
    """True if two texts that are not both level words make one together (服务对象满意 and 度指标, 产出 and 指标)."""
    if not half or not rest or (_key(half, section) and _key(rest, section)):
        return False
    return _opens(half, section) and bool(_key(half + rest, section))


def _opens(half: str, section: str) -> bool:
    bare = _NUMBERED.sub("", vocabulary.term(half)) if len(half) <= _LONGEST else ""
    return len(bare) > 1 and any(word.startswith(bare) for word in vocabulary.lookup(section))


def _key(text: str, section: str) -> str:
    if not text or len(text) > _LONGEST:
        return ""
    words = vocabulary.lookup(section)
    bare = vocabulary.term(text)
    return words.get(bare) or words.get(_NUMBERED.sub("", bare), "")
