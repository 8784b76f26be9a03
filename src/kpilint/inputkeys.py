"""Keys of the YAML and JSON input: what may be written where, in Chinese or English, and what was probably meant.

The words themselves are in data/vocabulary.yaml, so that readers, writers and the JSON Schema share one table.
"""

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from kpilint import vocabulary

HEAD: Final = ("title", "number", "code", "project", "unit", "year", "budget", "purpose", "plan", "goals")
"""Parts of a table's head, in the order they are written."""

IGNORED: Final[Mapping[str, frozenset[str]]] = {
    "document": frozenset({"path", "format", "problems"}),
    "table": frozenset({"index", "place"}),
    "row": frozenset({"place"}),
    "broken": frozenset({"place"}),
}
"""Keys that kpilint's own JSON export writes for people and other programs; reading passes over them."""

_SCOPES: Final[Mapping[str, tuple[tuple[str, tuple[str, ...] | None], ...]]] = {
    "document": (("input_document", None),),
    "table": (("parts", (*HEAD, "indicators", "duty")), ("input_table", None)),
    "row": (("columns", None), ("parts", ("grades",))),
    "broken": (("columns", None), ("parts", ("grades",)), ("input_row", None)),
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


_ALIKE: Final = 0.5
_LONGEST_TYPED: Final = 40


@cache
def variants(scope: str) -> dict[str, tuple[str, ...]]:
    """Return what may be written for each key of a mapping: the official Chinese term first, the English key last."""
    found: dict[str, tuple[str, ...]] = {}
    for section, chosen in _SCOPES[scope]:
        terms = vocabulary.terms(section)
        for key in chosen or terms:
            found[key] = (*terms[key], key)
    return found


@cache
def spellings(scope: str) -> dict[str, str]:
    """Return `variants` turned round, with the ignored keys under their own names."""
    known = {spelling: key for key, all_of_it in variants(scope).items() for spelling in all_of_it}
    return known | {key: key for key in IGNORED.get(scope, ())}


def official(scope: str, key: str) -> str:
    """Return the Chinese term under which `key` is written."""
    return variants(scope)[key][0]


def hint(found: str, *scopes: str) -> tuple[str, str]:
    """Return, in Chinese and English, what an unknown key was probably meant to be, or what may stand there.

    The suggestion is the official Chinese term, or the English key where the user typed Latin letters.
    """
    latin = found.isascii()
    known: dict[str, str] = {}
    for scope in scopes:
        for key, (term, *others) in variants(scope).items():
            known |= {key: key} if latin else dict.fromkeys((term, *others[:-1]), term)
    typed = found.lower().strip()[:_LONGEST_TYPED]
    likeness, _, closest = max((*_likeness(typed, one), one) for one in known)
    if likeness >= _ALIKE:
        return f"是不是“{known[closest]}”？", f'did you mean "{known[closest]}"?'
    usable = tuple(dict.fromkeys(known.values()))
    return f"此处可用：{'、'.join(usable)}", f"known here: {', '.join(usable)}"


def _likeness(typed: str, key: str) -> tuple[float, bool]:
    return SequenceMatcher(None, typed, key).ratio(), typed[:1] == key[:1]
