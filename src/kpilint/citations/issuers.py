"""Tell the prefix of a document number (冀财社, 国办发) from other words; the words are in knowledge/issuers.yaml."""

import re
from functools import cache, lru_cache
from typing import Any, Final

from msgspec import Struct

from kpilint import knowledge
from kpilint.citations.text import Folded
from kpilint.vocabulary import alternatives

LEAST: Final = 2
"""Characters of the shortest issuer."""
_LOOK_BACK: Final = 24
_LONGEST_PREFIX: Final = 12
_NAME: Final = re.compile(r"[\u4e00-\u9fff]+$")
_PARTICLES: Final = "号文?[和与及]?|以及|按|依|及|的|年|(?<!数)据"


class _Words(Struct, frozen=True):
    before: re.Pattern[str]
    not_issuers: tuple[str, ...]
    unbracketed: tuple[str, ...]
    contracts: tuple[str, ...]
    prefix: re.Pattern[str]
    exact: re.Pattern[str]
    national: dict[str, str]


def issuer_before(folded: Folded, end: int) -> str:
    """Return the characters before `end` that can name an issuer or a law: after 根据, 、 or a space."""
    found = _NAME.search(folded.text[max(0, end - _LOOK_BACK) : end])
    name = strip_lead(found.group()) if found else ""
    for length in range(LEAST, len(name)):
        if folded.spaced(end - length):
            return name[-length:]
    return name


def strip_lead(name: str) -> str:
    """Return a name without 根据, 执行 and the like before it."""
    lead = _words().before.match(name)
    return name[lead.end() :] if lead else name


def may_issue(name: str) -> bool:
    """Tell whether words may stand before a year in brackets as an issuer: 工作计划 may not."""
    return len(name) >= LEAST and not name.endswith(_words().not_issuers)


@lru_cache(maxsize=16_384)
def is_prefix(name: str) -> bool:
    """Tell whether a name is built like the prefix of a document number: up to four characters, body, kind."""
    return LEAST <= len(name) <= _LONGEST_PREFIX and _words().prefix.fullmatch(name) is not None


@lru_cache(maxsize=16_384)
def is_surely_prefix(name: str) -> bool:
    """Tell the same of a name that no other word looks like: it has a known place, or none, and ends in a kind."""
    return LEAST <= len(name) <= _LONGEST_PREFIX and _words().exact.fullmatch(name) is not None


def goes_without_brackets(name: str) -> bool:
    """Tell whether a paper is numbered by year without brackets: 公告2023年第5号."""
    return name.endswith(_words().unbracketed)


def numbers_contracts(name: str) -> bool:
    """Tell whether a prefix is that of contracts, whose numbers follow no rule."""
    return name.endswith(_words().contracts)


def body_of(prefix: str) -> str:
    """Return the body of the centre that a prefix belongs to (财预: 财政部), "" where it is not known."""
    national = _words().national
    return next((national[prefix[:n]] for n in range(len(prefix), LEAST - 1, -1) if prefix[:n] in national), "")


@cache
def _words() -> _Words:
    loaded: dict[str, Any] = knowledge.read("issuers")
    bodies, kinds, places = (alternatives(loaded[name]) for name in ("bodies", "kinds", "places"))
    sure = alternatives([one for one in loaded["kinds"] if one in _SURE_KINDS or len(one) > 1])
    finance = alternatives([one for one in loaded["bodies"] if one.startswith("财") and len(one) > 1])
    return _Words(
        before=re.compile(f".*(?:{alternatives(loaded['before'])}|{_PARTICLES})"),
        not_issuers=tuple(loaded["not_issuers"]),
        unbracketed=tuple(loaded["unbracketed"]),
        contracts=tuple(loaded["contracts"]),
        prefix=re.compile(f"(?:{places}|[\u4e00-\u9fff]{{0,4}}?)(?:{bodies}|发改)(?:{bodies})*(?:{kinds})*"),
        exact=re.compile(f"(?:{places}|[\u4e00-\u9fff]{{0,2}})(?:(?:{bodies})+(?:{kinds})*(?:{sure})|(?:{finance}))"),
        national=dict(loaded["national"]),
    )


_SURE_KINDS: Final = frozenset("发字函规")
