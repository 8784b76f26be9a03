"""Texts without what differs by design: numbers, document numbers, names of the place, the unit and the project."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from kpilint import citations
from kpilint.vocabulary import alternatives, plain

Mask = Callable[[str], str]

_NUMBER: Final = re.compile(r"[0-9]+(?:[.,:][0-9]+)*|[一二三四五六七八九十百千]{2,}")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?=年)|[一二〇零]{4}(?=年)")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_HAN: Final = re.compile(r"[^\u4e00-\u9fff]+")
_LEAST_NAME: Final = 2
_MANY: Final = 65_536


def unit_name(unit: str) -> str:
    """Return a unit's name without the number that stands before it."""
    return plain(unit).lstrip("0123456789-.()[] ")


def names_of(units: Iterable[str], place_ends: tuple[str, ...]) -> frozenset[str]:
    """Return the names that stand for the units: their own, that of their place, and what is left of each."""
    found: set[str] = set()
    for unit in units:
        name = unit_name(unit)
        place = _place(name, place_ends)
        found.update((name, place, name.removeprefix(place), _without_end(place, place_ends)))
    return frozenset(one for one in found if len(one) >= _LEAST_NAME)


def _place(name: str, ends: tuple[str, ...]) -> str:
    """Return the place that a unit's name begins with: 云岭县 of 云岭县交通局."""
    found = _up_to(ends).match(name)
    return found.group() if found and found.end() < len(name) else ""


def _without_end(place: str, ends: tuple[str, ...]) -> str:
    end = next((one for one in sorted(ends, key=len, reverse=True) if place.endswith(one)), "")
    return place.removesuffix(end) if end else ""


@lru_cache(maxsize=16)
def _up_to(ends: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:[\u4e00-\u9fff]{{2,7}}?(?:{'|'.join(map(re.escape, ends))}))+")


def mask(names: frozenset[str], own_words: tuple[str, ...]) -> Mask:
    """Return a function that takes a text down to what is compared with other projects and counties."""
    pattern = _any_of(frozenset((*names, *own_words)))

    @lru_cache(maxsize=_MANY)
    def masked(text: str) -> str:
        return _NOT_WORD.sub("", _NUMBER.sub("0", pattern.sub("", plain(without_numbers(text)))))

    return masked


def without_numbers(text: str) -> str:
    """Return a text without document numbers (冀财社〔2020〕186号)."""
    if "号" not in text:
        return text
    for found in citations.parse(text):
        if found.kind is citations.CitationKind.NUMBER:
            text = text.replace(found.raw, "")
    return text


def undated(text: str) -> str:
    """Return a text, plain, in which no year is told apart from another."""
    return _YEAR.sub("0", plain(text))


def without_words_of(core: str, text: str) -> str:
    """Return a text without the words that it shares with a project's name, two characters and longer."""
    pairs = _pairs_of(core)
    if not pairs:
        return text
    keep = [True] * len(text)
    for at in range(len(text) - 1):
        if text[at : at + 2] in pairs:
            keep[at] = keep[at + 1] = False
    return text if all(keep) else "".join(char for char, kept in zip(text, keep, strict=True) if kept)


@lru_cache(maxsize=_MANY)
def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(pair for run in _HAN.split(text) for pair in (run[at : at + 2] for at in range(len(run) - 1)))


def shared_pair(one: str, other: str) -> bool:
    """Tell whether two texts share two neighbouring characters."""
    return not _pairs_of(one).isdisjoint(_pairs_of(other))


@lru_cache(maxsize=256)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(alternatives(words))
