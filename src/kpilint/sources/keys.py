"""Keys of the YAML and JSON input: what may be written where, in Chinese or English, and what was probably meant.

The words themselves are in data/vocabulary.yaml, so that readers, writers and the JSON Schema share one table.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from kpilint import vocabulary
from kpilint.model import CELL_FIELDS

HEAD: Final = ("title", "number", "code", "project", "unit", "year", "budget", "purpose", "plan", "goals")
"""Parts of a table's head, in the order they are written."""

IGNORED: Final[Mapping[str, frozenset[str]]] = {
    "document": frozenset({"path", "format", "problems"}),
    "table": frozenset({"index", "place"}),
    "row": frozenset({"place"}),
    "broken": frozenset({"place"}),
}
"""Keys that kpilint's own JSON export writes for people and other programs; reading passes over them."""

SECTIONS: Final[Mapping[str, tuple[str, tuple[str, ...] | None]]] = {
    "columns": ("columns", None),
    "parts": ("parts", (*HEAD, "indicators", "duty")),
    "grades": ("parts", ("grades",)),
}

_SCOPES: Final[Mapping[str, tuple[tuple[str, tuple[str, ...] | None], ...]]] = {
    "document": (("input_document", None),),
    "table": (SECTIONS["parts"], ("input_table", None)),
    "row": (SECTIONS["columns"], SECTIONS["grades"]),
    "broken": (SECTIONS["columns"], SECTIONS["grades"], ("input_row", None)),
    "budget": (("budget", None),),
    "plan": (("plan", None),),
    "duty": (("input_duty", None),),
    "grades": (("input_grades", None),),
}
"""Of each kind of mapping: sections of the vocabulary, and which entries of them (None for all)."""

COLUMNS: Final = (*CELL_FIELDS, "grades")


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
    close = get_close_matches(found.lower().strip(), known, n=1, cutoff=0.5)
    if close:
        meant = known[close[0]]
        return f"是不是“{meant}”？", f'did you mean "{meant}"?'
    return (
        f"此处可用：{'、'.join(dict.fromkeys(known.values()))}",
        f"known here: {', '.join(dict.fromkeys(known.values()))}",
    )
