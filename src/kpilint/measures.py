"""What the name of an indicator measures: a share, a head-count, money, time …, and what it is about.

The words are in rulesets/knowledge/measures.yaml. Rules on the second level, on units and on descriptions that belong
to another indicator all read names through `measure_of`, so that they agree on them.
"""

import re
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from kpilint import knowledge
from kpilint.vocabulary import alternatives, plain
from kpilint.wording import bare

_CACHED: Final = 262_144
_LONGEST: Final = 200
_PER: Final = re.compile(r"(?<=[\u4e00-\u9fff])/[\u4e00-\u9fff]{1,4}$")
"""The unit that a figure is for: 培训会成本/次."""
_BRACKETED_PER_CENT: Final = re.compile(r"[(\[](?:%|百分比|百分率)[)\]]$")
_TOLD: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:应?(?:达到|达|控制在|保持在|维持在)|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于|高于|低于|至少)?"
    r"[≥≤><=]*\d[\d.]*[\u4e00-\u9fff%‰]{0,3}(?:以上|以下|以内|之内)?$"
)
"""The figure itself, written into the name: 满意度≥90%, 失业率控制在3.5%以内."""
_FORMULA: Final = re.compile(r"[×x*][(]?100[%)]|/.{1,30}[×x*]100")
_DEFINED: Final = re.compile(r"^([^=]{2,})=[^=]*[\u4e00-\u9fff]")
"""A name with its formula: 就业率=就业人数/毕业生人数."""


class Measure(Struct, frozen=True):
    """What a text measures.

    `form` is one of the forms of measures.yaml, "" where the text names no figure; `head` is the ending that says
    so, `thing` what stands before it. `aspects` are what it is about. `changes` says that the figure is the change of
    a figure (收入增长).
    """

    form: str = ""
    head: str = ""
    thing: str = ""
    aspects: frozenset[str] = frozenset()
    changes: bool = False


NOTHING: Final = Measure()


class _Words(Struct, frozen=True):
    heads: dict[str, str]
    """Form by ending."""
    longest: int
    changes: tuple[str, ...]
    soft: frozenset[str]
    aspects: tuple[tuple[str, re.Pattern[str]], ...]
    misleading: re.Pattern[str]


def measure_of(text: str) -> Measure:
    """Return what a name, or a short description, measures. Total; in time linear to the text."""
    return _cached(text) if len(text) <= _LONGEST else _measure(text)


def _measure(text: str) -> Measure:
    words = _words()
    normal = _measured_part(_PER.sub("", plain(text)))
    core = bare(normal)
    if not core:
        return NOTHING
    per_cent = bool(_BRACKETED_PER_CENT.search(normal))
    stem, changes = _unchanged(core, words.changes)
    form, head = _form(stem, words)
    if not form and changes:
        stem, (form, head) = core, _form(core, words)
    if form == "degree" and head in words.soft and len(head) < len(stem):
        behind = _form(stem.removesuffix(head), words)
        if behind[0] not in ("", "degree"):
            stem, (form, head) = stem.removesuffix(head), behind
    if form in ("", "degree") and (per_cent or _FORMULA.search(normal)):
        form = "rate"
    about = words.misleading.sub("", core)
    aspects = frozenset(name for name, pattern in words.aspects if pattern.search(about))
    return Measure(form, head, stem.removesuffix(head), aspects, changes)


def _measured_part(text: str) -> str:
    """Return a text without the figure it ends with, or the formula that follows its name."""
    defined = _DEFINED.match(text)
    if defined:
        return defined[1]
    return _TOLD.sub("", text) if len(text) <= _LONGEST else text


_cached = lru_cache(maxsize=_CACHED)(_measure)


def _unchanged(core: str, changes: tuple[str, ...]) -> tuple[str, bool]:
    """Return a name without the change it ends with, and whether it had one."""
    for word in changes:
        if core.endswith(word) and core != word:
            return core.removesuffix(word), True
    return core, False


def _form(core: str, words: _Words) -> tuple[str, str]:
    """Return form and ending, by the longest ending that is known."""
    for length in range(min(words.longest, len(core)), 0, -1):
        form = words.heads.get(core[-length:])
        if form is not None:
            return form, core[-length:]
    return "", ""


@cache
def _words() -> _Words:
    loaded = knowledge.read("measures")
    heads = {head: form for form, endings in loaded["forms"].items() for head in endings}
    return _Words(
        heads,
        max(map(len, heads)),
        tuple(loaded["changes"]),
        frozenset(loaded["soft"]),
        tuple((name, re.compile(alternatives(some))) for name, some in loaded["aspects"].items()),
        re.compile(alternatives(loaded["misleading"])),
    )
