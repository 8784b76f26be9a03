"""Keys of the YAML and JSON input: what may be written where, in Chinese or English, and what was probably meant.

The words themselves are in rulesets/knowledge/vocabulary.yaml: readers, writers and the JSON Schema share one table.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from kpilint import vocabulary
from kpilint.model import FURTHER_FIELDS, ROW_COLUMNS

HEAD: Final = ("title", "number", "code", "project", "unit", "year", "budget", "purpose", "plan", "goals", "outcome")
"""Parts of a table's head, in the order they are written."""

IGNORED: Final[Mapping[str, frozenset[str]]] = {
    "document": frozenset({"path", "format", "problems"}),
    "table": frozenset({"index", "place"}),
    "row": frozenset({"place"}),
    "broken": frozenset({"place"}),
}
"""Keys that kpilint's own JSON export writes for people and other programs; reading passes over them."""

_ROW: Final = (
    ("columns", None),
    ("columns_other", tuple(field for field in FURTHER_FIELDS if field != "number")),
    ("input_columns", None),
    ("parts", ("grades",)),
)

_SCOPES: Final[Mapping[str, tuple[tuple[str, tuple[str, ...] | None], ...]]] = {
    "document": (("input_document", None),),
    "table": (("parts", (*HEAD, "indicators", "duty")), ("input_goals", None), ("input_table", None)),
    "row": _ROW,
    "broken": (*_ROW, ("input_row", None)),
    "other": (("input_other", None),),
    "goal": (("input_goal", None),),
    "budget": (("budget", None),),
    "plan": (("plan", None),),
    "duty": (("input_duty", None),),
    "grades": (("input_grades", None),),
}
"""Of each kind of mapping: sections of the vocabulary, and which entries of them (None for all)."""

FORMAT_VERSION: Final = "1"
"""Of the input format, under the key `kpilint`."""

PART_NAMES: Final = (*HEAD, "indicators", "duty")
"""What `Table.parts` may hold."""

TERM_GOALS: Final[Mapping[str, str]] = {"long": "long_goals", "year": "year_goals"}
"""Keys of a table that has two sets of goals, by the term of each (`Goal.term`)."""

_ALIKE: Final = 0.5
_LONGEST_TYPED: Final = 40
_SHORTEST_PART: Final = 2
_SHORTEST_LATIN: Final = 3
"""Characters and Latin letters of what was typed that tell something when a key contains them."""


@cache
def variants(scope: str) -> dict[str, tuple[str, ...]]:
    """Return what may be written for each key of a mapping: the official Chinese term first, the English key last.

    What a set of goals is called (年度目标) is no word for goals in general.
    """
    found: dict[str, tuple[str, ...]] = {}
    for section, chosen in _SCOPES[scope]:
        terms = vocabulary.terms(section)
        for key in chosen or terms:
            found[key] = (*terms[key], key)
    own = {spelling for key in TERM_GOALS.values() for spelling in found.get(key, ())}
    if own:
        found["goals"] = tuple(spelling for spelling in found["goals"] if spelling not in own)
    return found


@cache
def spellings(scope: str) -> dict[str, str]:
    """Return `variants` turned round, with the ignored keys under their own names."""
    known = {spelling: key for key, all_of_it in variants(scope).items() for spelling in all_of_it}
    return known | {key: key for key in IGNORED.get(scope, ())}


def columns_of(given: Iterable[str]) -> frozenset[str]:
    """Return the columns that a row with these keys shows its form to have.

    The threshold of 优 stands for the target value, and a number beside a sign or a unit for the number of a value
    that is split.
    """
    found = frozenset(ROW_COLUMNS).intersection(given)
    if "grades" in found or "number" in found:
        found |= {"value"}
    return found | {"number"} if "value" in found and found & {"sign", "measure"} else found


def term_of(text: str) -> str | None:
    """Return the term that a text names (年度: year), "" for none, None for a text that names no term."""
    return _terms().get(text)


def official_term(term: str) -> str:
    """Return how a term is written in Chinese."""
    return vocabulary.official("input_terms", term) if term in TERM_GOALS else term


def term_spellings() -> tuple[str, ...]:
    """Return everything that may be written for a term, the empty text first."""
    return tuple(_terms())


@cache
def _terms() -> dict[str, str]:
    terms = vocabulary.terms("input_terms")
    return {"": ""} | {spelling: key for key, all_of_it in terms.items() for spelling in (*all_of_it, key)}


def official(scope: str, key: str) -> str:
    """Return the Chinese term under which `key` is written."""
    return variants(scope)[key][0]


def hint(found: str, *scopes: str) -> tuple[str, str]:
    """Return, in Chinese and English, what an unknown key was probably meant to be, or what may stand there.

    The suggestion is the official Chinese term, or the English key where the user typed Latin letters.
    """
    if "row" in scopes and found in vocabulary.terms("columns_other")["other_value"]:
        return f"请写在“{official('row', 'others')}”之下", f'write it under "{official("row", "others")}" (others)'
    latin = found.isascii()
    known: dict[str, str] = {}
    for scope in scopes:
        for key, (term, *others) in variants(scope).items():
            known |= {key: key} if latin else dict.fromkeys((term, *others[:-1]), term)
    typed = found.lower().strip()[:_LONGEST_TYPED]
    within, likeness, _, closest = max((*_likeness(typed, one, shown), one) for one, shown in known.items())
    if within or likeness >= _ALIKE:
        return f"是不是“{known[closest]}”？", f'did you mean "{known[closest]}"?'
    usable = tuple(dict.fromkeys(known.values()))
    return f"此处可用：{'、'.join(usable)}", f"known here: {', '.join(usable)}"


def _likeness(typed: str, key: str, shown: str) -> tuple[int, float, bool]:
    """Return how like a key what was typed is.

    A key that contains it comes before those that do not, and one whose official term does (金额单位 for 单位) first.
    """
    part = len(typed) >= (_SHORTEST_LATIN if typed.isascii() else _SHORTEST_PART)
    within = part * ((typed in key) + (typed in key and typed in shown))
    return within, SequenceMatcher(None, typed, key).ratio(), typed[:1] == key[:1]
