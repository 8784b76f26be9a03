"""Small tests on Chinese wording that several rules share. Texts in, texts or truth out; no rule's opinion in here."""

import re
from functools import cache, lru_cache
from typing import Final, Protocol

from msgspec import Struct

from kpilint import knowledge
from kpilint.values import Target, parse
from kpilint.vocabulary import alternatives, lookup, plain, term

CELL_NAMES: Final = {
    "name": "三级指标",
    "description": "指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
}
"""What the form calls the cells, for messages."""

_CACHED_CHARS: Final = 200
_NUMBER: Final = "[0-9一二三四五六七八九十]"
_LENGTH_ASKED: Final = r"\((?:限|不超过|控制在|约|字数)?[0-9]+字(?:以内|之内|左右|以下)?[^()]{0,6}\)"
_LETTERS: Final = "(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])"
_WORDLESS: Final = re.compile(r"^[\W_]+$")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_DIGIT: Final = re.compile("[0-9]")
_DENIES: Final = re.compile("无(?!明显)|未|零|没有|不发生|不出现|不存在|杜绝|避免")
_ENUMERATOR: Final = re.compile(r"^[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．:：]\s*")
_COMPARISONS: Final = "≥≤<>=≧≦约"
_LONGEST_UNIT: Final = 4
_WORDS_TOO: Final = frozenset({"time", "level", "score", "organisation", "project", "event", "document", "people"})
"""Classes with units that are words of their own (年度, 一级, 企业), and may be meant as such."""
_CLAUSE: Final = re.compile(r"[,，;；。.、\n]+")
_TARGET_WORD: Final = "指标"
_BARE_SATISFACTION: Final = frozenset({"满意度", "满意率"})


def template_text(text: str) -> str:
    """Return the words of a form's template, or marks in place of content (XX, **, ……), found in `text`."""
    return _template_cached(text) if len(text) <= _CACHED_CHARS else _template(text)


def _template(text: str) -> str:
    normal = plain(text)
    found = _residue().search(normal)
    if found:
        return found.group().strip("(),;:。")
    return normal if len(normal) > 1 and not normal.strip(".·") else ""


@cache
def _residue() -> re.Pattern[str]:
    """Return what finds the words of rulesets/knowledge/residue.yaml, and the hints and letters that forms have."""
    words = knowledge.read("residue")
    numbered, headings, asks, samples = (
        alternatives(words[name]) for name in ("numbered", "headings", "asks", "samples")
    )
    marks = [re.escape(plain(one)) + "{2,}" for one in words["marks"]]
    parts = [
        f"(?:{numbered}){_NUMBER}+",
        f"^(?:{numbered}|{headings}){_NUMBER}*[:、.]?$",
        _LENGTH_ASKED,
        f"(?:^|[(,;:。])(?:此处|在此|请)(?:{asks})[^,。;]*",
        _LETTERS,
        *marks,
        f"^(?:{samples})(?:$|:)",
    ]
    return re.compile("|".join(parts))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(plain(one).lower() for one in knowledge.read("residue")["fillers"])


_template_cached = lru_cache(maxsize=262_144)(_template)


def filler(text: str) -> str:
    """Return `text` where the cell is nothing but a filler: 同上, 其他, 无, 待定, a dash, a stroke."""
    normal = plain(text)
    core = normal.strip("()。.,;:!")
    if core.lower() in _fillers():
        return core
    return normal if normal and _WORDLESS.match(normal) and not template_text(normal) else ""


@lru_cache(maxsize=262_144)
def unit_alone(value: str) -> str:
    """Return a value that is a unit without its number: 公里, ≥%人次."""
    text = plain(value)
    core = text.lstrip(_COMPARISONS + "%")
    if not core or len(core) > _LONGEST_UNIT or _DIGIT.search(core):
        return ""
    target = parse("1" + core)
    whole = target.unit_class not in _WORDS_TOO and not target.trailing.strip("%") and not target.embedded
    return text if target.unit_class and whole and target.number == 1 else ""


def is_placeholder(text: str) -> bool:
    """Tell whether a cell is left to the rules of the family placeholder."""
    return bool(filler(text) or template_text(text))


def bare(text: str) -> str:
    """Return `text` without brackets and what stands in them, punctuation and white space."""
    return _bare_cached(text) if len(text) <= _CACHED_CHARS else _bare(text)


def _bare(text: str) -> str:
    normal = plain(text)
    return _NOT_WORD.sub("", _BRACKETED.sub("", normal)) or _NOT_WORD.sub("", normal)


_bare_cached = lru_cache(maxsize=262_144)(_bare)


@lru_cache(maxsize=262_144)
def unnumbered(goal: str) -> str:
    """Return a goal without the number it begins with."""
    return _ENUMERATOR.sub("", goal.strip())


@lru_cache(maxsize=262_144)
def nothing_but_template(goal: str) -> bool:
    """Tell whether nothing is left of a goal without its number and the template's words."""
    core = unnumbered(goal)
    if not core:
        return False
    found = template_text(core)
    return bool(filler(core)) or bool(found and len(bare(core)) <= len(bare(found)) + 1)


class SloganWords(Struct, frozen=True):
    """Word lists: adjectives nobody can check, verbs of wishes, results that can be checked, harmless phrases."""

    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    results: tuple[str, ...]
    harmless: tuple[str, ...]
    alone: tuple[str, ...]
    """Adjectives that are no target when a value is made of nothing else."""


class Row(Protocol):
    """A row as a rule sees it. Passed whole, so that only what decides is read of it."""

    name: str
    description: str
    value: str
    target: Target


def denies(text: str) -> bool:
    """Tell whether a value says that something does not happen (无重大事故), which can be checked."""
    return bool(_DENIES.match(text))


def slogan(text: str, target: Target, words: SloganWords) -> str:
    """Return the word that makes a value without number, date or scale a slogan; empty for any other value.

    A value that denies something (无重大事故) can be checked, and so can a wish for a definite result (确保全额发放).
    A change without its amount (较上年提高) cannot.
    """
    if denies(text):
        return ""
    rest = without(text, words.harmless)
    if found := found_in(rest, words.adjectives):
        return found
    if not without(text, words.alone):
        return text
    verb = starts_with(rest, words.verbs)
    if verb and not found_in(rest[len(verb) :], words.results):
        return verb
    return text if target.change and not target.comparator and not _DIGIT.search(text) else ""


def unchecked_value(row: Row) -> str:
    """Return a value, bare, that has no number, date or scale and is no placeholder; empty for any other.

    A figure in Chinese numerals inside a sentence that only repeats the name or description is no target either.
    """
    text = bare(row.value)
    if not text or is_placeholder(row.value) or unit_alone(row.value):
        return ""
    if row.target.kind == "qualitative":
        return text
    if not row.target.embedded or _DIGIT.search(text):
        return ""
    return text if text in (bare(row.name), bare(row.description)) else ""


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, bare."""
    return [one for one in map(bare, _CLAUSE.split(_BRACKETED.sub("", plain(text)))) if one]


def without(text: str, words: tuple[str, ...]) -> str:
    """Return `text` with every one of `words` taken out, longer ones first."""
    return _any_of(words).sub("", text)


def found_in(text: str, words: tuple[str, ...]) -> str:
    """Return the first of `words` that stands in `text`, the longest at its spot; empty if none does."""
    found = _any_of(words).search(text)
    return found.group() if found else ""


def starts_with(text: str, words: tuple[str, ...]) -> str:
    """Return the longest of `words` that `text` begins with."""
    found = _any_of(words).match(text)
    return found.group() if found else ""


def ends_with(text: str, words: tuple[str, ...]) -> str:
    """Return the longest of `words` that `text` ends with."""
    if not text.endswith(words):
        return ""
    return max((one for one in words if text.endswith(one)), key=len, default="")


def dimension(name: str, level2: str = "") -> str:
    """Return the level or column header that a name only repeats, numbered or not; empty if it says more.

    Bare 满意度 is a level too, yet reads as a (vague) name of its own and is left to the family vague.
    """
    core = term(name).rstrip("0123456789一二三四五六七八九十")
    if not core or core in _BARE_SATISFACTION:
        return ""
    short = core.removesuffix(_TARGET_WORD)
    own = term(level2).removesuffix(_TARGET_WORD)
    if short and short == own and core not in _BARE_SATISFACTION:
        return core
    for section in ("level2", "level1", "columns"):
        if core in lookup(section) or core.replace("满意率", "满意度") in lookup(section):
            return core
    return ""


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(words))
