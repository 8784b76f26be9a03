"""Official terms and their published variants, read from the knowledge file vocabulary.yaml."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from kpilint import knowledge

_MARKUP: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_SCORE: Final = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]")
_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_ORNAMENT: Final = re.compile(r"^[★☆▲●\*]+|[：:]+$")


@lru_cache(maxsize=262_144)
def plain(text: str) -> str:
    """Return `text` without markup, white space and width differences: the form in which terms are compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", _MARKUP.sub("", text)))


@lru_cache(maxsize=262_144)
def term(text: str) -> str:
    """Return `plain(text)` without a score in brackets, leading stars and a trailing colon."""
    return _ORNAMENT.sub("", _SCORE.sub("", plain(text)))


@cache
def terms(section: str) -> dict[str, tuple[str, ...]]:
    """Return one section of the vocabulary: identifier to variants, the official term first.

    Raises:
        KeyError: the vocabulary has no such section.
    """
    return {key: tuple(variants) for key, variants in _load()[section].items()}


@cache
def lookup(section: str) -> dict[str, str]:
    """Return the section turned round: each variant, as `term` gives it, to its identifier."""
    return {term(variant): key for key, variants in terms(section).items() for variant in variants}


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that any of `words` matches, the longest first; where there are none, one that nothing does."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


def official(section: str, key: str) -> str:
    """Return the official Chinese term of an identifier."""
    return terms(section)[key][0]


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    return knowledge.read("vocabulary")
