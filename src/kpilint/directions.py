"""Which way a figure should go, by its name. The words are in rulesets/knowledge/directions.yaml."""

import re
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from kpilint import knowledge
from kpilint.measures import measure_of
from kpilint.vocabulary import alternatives, plain
from kpilint.wording import bare

_CACHED: Final = 65_536
_LONGEST: Final = 100
_DENIED: Final = re.compile("[未不无非零没低差]$")
_WAYS: Final = ("open", "turns", "rises", "gains", "spending", "falls")
_ACTS: Final = ("比例", "比重", "占比")
"""Endings of a share that an act may stand before (受理举报案件比例), unlike 率 (办案投诉率)."""
_CAUSED: Final = re.compile("引发|引起|导致|造成|因.{1,6}[的而]")
"""Makes a bad thing a consequence and no workload (因救助引发的上访次数)."""
_CAPPED: Final = "控制"


class Polarity(Struct, frozen=True):
    """`way` is falls, spending, rises, gains, open where it may be either, or "" where nothing is known.

    `word` is what decides it.
    """

    way: str = ""
    word: str = ""


UNKNOWN: Final = Polarity()


class Lists(Struct, frozen=True):
    """The lists of directions.yaml."""

    way_of: dict[str, str]
    ends: re.Pattern[str]
    """Finds the word that stands last: it runs over the name turned round."""
    neutral: re.Pattern[str]
    lessens: re.Pattern[str]
    handles: re.Pattern[str]
    floors: re.Pattern[str]
    served: re.Pattern[str]
    waiting: re.Pattern[str]
    lasting: re.Pattern[str]
    kept: re.Pattern[str]


def polarity(name: str) -> Polarity:
    """Return which way the figure that a name stands for should go. Total; in time linear to the name."""
    return _cached(name[-_LONGEST:])


def _polarity(name: str) -> Polarity:
    words, core, measure = lists(), bare(plain(name)), measure_of(name)
    found = words.ends.search(core[::-1])
    if found is None:
        return UNKNOWN
    word, before = found.group()[::-1], core[: len(core) - found.end()]
    way = words.way_of[word]
    if words.neutral.sub("", core[len(core) - found.start() :]) and way != "turns":
        return UNKNOWN
    if way in ("falls", "spending"):
        share = measure.form in ("rate", "satisfaction") and measure.head not in _ACTS
        workload = not share and not _CAUSED.search(before)
        verbs = (words.lessens, words.handles) if workload else (words.lessens,)
        lessened = measure.changes or _CAPPED in core or any(verb.search(before) for verb in verbs)
        return Polarity("open", word) if lessened else Polarity(way, word)
    if way == "open" or _DENIED.search(before):
        return Polarity("open", word)
    if way == "turns":
        return Polarity("rises", word) if measure.form == "rate" else UNKNOWN
    return Polarity(way, word)


_cached = lru_cache(maxsize=_CACHED)(_polarity)


@cache
def lists() -> Lists:
    """Return the words of directions.yaml."""
    loaded = knowledge.read("directions")
    way_of = {bare(word): way for way in _WAYS for word in loaded[way]}
    return Lists(
        way_of,
        re.compile(alternatives(word[::-1] for word in way_of)),
        *(re.compile(alternatives(map(plain, loaded[name]))) for name in Lists.__struct_fields__[2:]),
    )
