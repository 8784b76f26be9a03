"""Units: which class each belongs to and how they are written (万元, 元/人·月, 次每年).

The words are in rulesets/knowledge/units.yaml.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final

from msgspec import Struct

from kpilint import knowledge
from kpilint.vocabulary import plain

_RUN: Final = re.compile(r"[^\W\d_]+")
_PER: Final = re.compile(r"/每?|每|(?P<times>[·•⋅.*])")
_PER_SIZE: Final = re.compile(r"[0-9]{0,4}[十百千万亿]{0,2}")
_PER_NOUN: Final = re.compile(r"[\u4e00-\u9fff]{1,6}?(?=$|[/每·•⋅.*(),;]|以|左右|之内)")
_MAX_PER: Final = 4
_MAX_LOOK: Final = 24
_LARGE: Final = "万亿"
_NO_ENDING_CHECK: Final = frozenset({"percent", "permille", "money", "time"})


class Unit(Struct, frozen=True):
    """A unit: the word kpilint shows for it, its class, and in short what the class can measure."""

    name: str
    unit_class: str
    measures: str


class UnitReading(Struct, frozen=True):
    """What stands after a number: 万元/人 is unit 元, text 万元/人, multiplier 10000, per 人. `end` is its offset."""

    unit: Unit
    text: str
    multiplier: Decimal
    per: tuple[str, ...]
    end: int


class NotUnits(Struct, frozen=True):
    """Words found where a unit belongs: whole words, endings of figures (率), words of papers and policies."""

    words: frozenset[str]
    endings: tuple[str, ...]
    documents: tuple[str, ...]


class _Words(Struct, frozen=True):
    units: dict[str, Unit | None]
    lengths: dict[str, tuple[int, ...]]
    multipliers: dict[str, int]
    not_units: NotUnits


def classes() -> dict[str, str]:
    """Return each class with what it can measure."""
    return {unit.unit_class: unit.measures for unit in _words().units.values() if unit is not None}


def not_units() -> NotUnits:
    """Return the words that are taken for units and are none."""
    return _words().not_units


def unit_of(text: str) -> Unit | None:
    """Return the unit that `text` is as a whole, a multiplier before it and 每, / forms after it allowed (万元/人)."""
    normal = plain(text)
    found = read(normal, 0)
    return found.unit if found is not None and found.end == len(normal) else None


def read(text: str, at: int) -> UnitReading | None:
    """Return the unit written at `at` of a `plain` text, or None where there is none or a word that is no unit."""
    bracketed = text.startswith("(", at)
    start, multiplier = multiplier_at(text, at + bracketed)
    length, unit = word_at(text, start)
    if unit is None or _names_a_figure(text, start, start + length, unit):
        return None
    end = start + length
    if bracketed:
        return UnitReading(unit, text[at + 1 : end], multiplier, (), end + 1) if text.startswith(")", end) else None
    per, end = per_at(text, end)
    return UnitReading(unit, text[at:end], multiplier, per, end)


def word_at(text: str, at: int) -> tuple[int, Unit | None]:
    """Return length and unit of the longest known word at `at`; no unit for a `not_units` word, length 0 for none."""
    words = _words()
    for length in words.lengths.get(text[at : at + 1].lower(), ()):
        word = text[at : at + length].lower()
        if len(word) == length and word in words.units and not _inside_latin(word, text[at + length : at + length + 1]):
            return length, words.units[word]
    return 0, None


def _inside_latin(word: str, following: str) -> bool:
    """Tell m of "max" from the metre: a unit in Latin letters ends where the letters end."""
    return word[-1].isascii() and word[-1].isalpha() and following.isascii() and following.isalpha()


def unknown_at(text: str, at: int) -> str:
    """Return the run of letters and characters at `at`: what stands where a unit should."""
    found = _RUN.match(text, at)
    return found.group() if found else ""


def multiplier_at(text: str, at: int) -> tuple[int, Decimal]:
    """Return end and value of the multiplier at `at`, 1 where there is none.

    万 and 亿 count anywhere; 十, 百 and 千 only before a unit (5百人). 千克 and 百分点 are words of their own.
    """
    multipliers, product, start = _words().multipliers, 1, at
    for _ in range(_MAX_PER):
        char = text[start : start + 1]
        if char not in multipliers or word_at(text, start)[0]:
            break
        product *= multipliers[char]
        start += 1
    if any(char in _LARGE for char in text[at:start]) or word_at(text, start)[1] is not None:
        return start, Decimal(product)
    return at, Decimal(1)


def _names_a_figure(text: str, start: int, end: int, unit: Unit) -> bool:
    """Tell 人员满意度 and 件数 from units: they begin with one and name a figure."""
    if unit.unit_class in _NO_ENDING_CHECK:
        return False
    found = _RUN.match(text[start : start + _MAX_LOOK + 1])
    run = found.group() if found else ""
    if len(run) <= end - start or len(run) > _MAX_LOOK:
        return False
    return run[end - start :] in ("数", "量") or run.endswith(_words().not_units.endings)


def per_at(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """Read /人·月 or 每人每月 at `at`; return the words and the end."""
    per: list[str] = []
    for _ in range(_MAX_PER):
        sign = _PER.match(text, at)
        if sign is None:
            break
        bracketed = text.startswith("(", sign.end())
        found = _per_word(text, sign.end() + bracketed, nouns=sign["times"] is None)
        if not found:
            break
        at = sign.end() + bracketed + len(found)
        at += text.startswith(")", at) and "(" in text[max(0, at - _MAX_LOOK) : at]
        per.append(found)
    return tuple(per), at


def _per_word(text: str, at: int, *, nouns: bool) -> str:
    size = _PER_SIZE.match(text, at)
    after = size.end() if size else at
    length, unit = word_at(text, after)
    if unit is not None:
        return text[at : after + length]
    noun = _PER_NOUN.match(text, at) if nouns else None
    return noun.group() if noun else ""


@cache
def _words() -> _Words:
    loaded = knowledge.read("units")
    no = loaded["not_units"]
    units: dict[str, Unit | None] = dict.fromkeys(no["words"])
    units.update(_units(loaded["classes"]))
    lengths: dict[str, set[int]] = {}
    for word in units:
        lengths.setdefault(word[0], set()).add(len(word))
    return _Words(
        units,
        {first: tuple(sorted(all_, reverse=True)) for first, all_ in lengths.items()},
        loaded["multipliers"],
        NotUnits(frozenset(no["words"]), tuple(no["endings"]), tuple(no["documents"])),
    )


def _units(loaded: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    for unit_class, about in loaded.items():
        for entry in about["units"]:
            spellings = entry if isinstance(entry, list) else [entry]
            unit = Unit(spellings[0], unit_class, about["measures"])
            yield from ((plain(word).lower(), unit) for word in spellings)
