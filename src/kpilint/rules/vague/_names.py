"""Tell a name that says what is measured from a slogan, an abstract notion or mere words of work."""

import re
from typing import Final

from msgspec import Struct

from kpilint.rule import View
from kpilint.values import parse
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, denies, dimension, ends_with, is_placeholder, starts_with, without

SERVES: Final = re.compile("为.{1,12}(?:提供|奠定|打下|创造)")
"""The wish to serve somebody: 为决策提供依据."""
HOUSEHOLD: Final = "household"
HOUSEHOLDS: Final = "户"
"""Ends the name of a group that is counted in households."""
_UNIT: Final = re.compile(r"\(([^()]{1,6})\)$")
"""The unit that some forms have behind the name, in brackets."""
SHORT: Final = 2
"""Characters that say too little of a name after its adverb (按时发放, 业务培训)."""


class NameWords(Struct, frozen=True):
    """Word lists of the family's ruleset, by the names they have there."""

    work_words: tuple[str, ...]
    scope_openers: tuple[str, ...]
    slogan_verbs: tuple[str, ...]
    abstract_endings: tuple[str, ...]
    degree_endings: tuple[str, ...]
    state_endings: tuple[str, ...]
    state_adverbs: tuple[str, ...]
    measured_endings: tuple[str, ...]
    change_endings: tuple[str, ...]
    people_endings: tuple[str, ...]
    countable_classes: tuple[str, ...]


class NoName(Struct, frozen=True):
    """What is wrong with a name, in Chinese and English; `slogan` if it is a wish, a state or an abstract notion."""

    zh: str
    en: str
    slogan: bool = False


def nothing_named(ind: View, words: NameWords) -> NoName | None:
    """Return why a name does not say what is measured; None if it does, or is left to the family placeholder.

    Reads level2, level2_kind, name, value and target.
    """
    name = bare(ind.name)
    rest = without(name.strip("0123456789"), words.work_words)
    measured = any(
        ends_with(_unchanged(one, words.change_endings), words.measured_endings) for one in clauses(ind.name)
    )
    if (rest and measured) or is_placeholder(ind.name) or dimension(ind.name, ind.level2):
        return None
    if name and not rest:
        return NoName("只有工作用语，没有说明是什么事物", "has only words of work and names no thing")
    how: NoName | None = None
    if len(rest) <= SHORT and starts_with(name, words.scope_openers):
        how = None if _counted(ind, words) else NoName("没有说明测什么", "does not say what is measured")
    if how is None and "是否" in name and not (ind.level2_kind == "satisfaction" and "满意" in name):
        how = NoName("是一个问句，不是可计量的指标", "is a question, not a measure")
    if how is None and (told := _slogan(name, words)) is not None and not _counted(ind, words):
        how = told
    if how is None and ind.level2_kind == "satisfaction" and ends_with(name, words.people_endings):
        how = NoName("只有对象，没有说明测什么", "names people and no measure")
    return how


def _slogan(name: str, words: NameWords) -> NoName | None:
    if word := _wish(name, words.slogan_verbs):
        return NoName(f"是以“{word}”开头的口号", f"is a slogan beginning with {word}", slogan=True)
    if word := _state(name, words):
        return NoName(f"是以“{word}”结尾的口号", f"is a slogan ending with {word}", slogan=True)
    if word := _abstract(name, words.abstract_endings, words.degree_endings):
        return NoName(f"以“{word}”结尾，是抽象的说法", f"ends with {word}, an abstract notion", slogan=True)
    return None


def _counted(ind: View, words: NameWords) -> bool:
    """Tell whether the value counts something or grades it, which makes a measure of a wish."""
    unit = ind.target.unit_class or _unit_named(ind)
    if unit in words.countable_classes or ind.target.kind == "scale":
        return True
    if unit == HOUSEHOLD and bare(ind.name).endswith(HOUSEHOLDS):
        return True  # 带动农户 ≥1200户
    return denies(bare(ind.value))  # 播出安全: 零事故


def _unit_named(ind: View) -> str:
    """Return the class of the unit that stands behind the name, where the value is a bare number."""
    unit = _UNIT.search(plain(ind.name)) if ind.target.number is not None else None
    return parse("1" + unit[1]).unit_class if unit else ""


def _unchanged(clause: str, changes: tuple[str, ...]) -> str:
    """Return a clause without the change it ends with: 医院收入 of 医院收入增长."""
    return clause.removesuffix(ends_with(clause, changes))


def _wish(name: str, verbs: tuple[str, ...]) -> str:
    """Return the verb of a wish that a name begins with; a wish that something does not happen can be checked."""
    if SERVES.match(name):
        return "为"
    verb = starts_with(name, verbs)
    return "" if denies(name[len(verb) :]) else verb


def _state(name: str, words: NameWords) -> str:
    """Return the state a slogan ends with, unless what is to change is a measure (农民收入提高)."""
    state = ends_with(name, words.state_endings)
    thing = name.removesuffix(state)
    while adverb := ends_with(thing, words.state_adverbs):
        thing = thing.removesuffix(adverb)
    return "" if ends_with(thing, words.measured_endings) else state


def _abstract(name: str, endings: tuple[str, ...], degrees: tuple[str, ...]) -> str:
    """Return the abstract notion a name ends with, a word of degree after it or not."""
    degree = ends_with(name, degrees)
    notion = ends_with(name.removesuffix(degree), endings)
    return notion + degree if notion else ends_with(name, endings)
