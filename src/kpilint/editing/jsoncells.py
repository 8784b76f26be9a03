"""Strings of a JSON text rewritten."""

import json
from collections.abc import Mapping
from json.decoder import scanstring  # type: ignore[attr-defined] # public by its own comment, absent in typeshed

from kpilint.editing.nodes import Cells
from kpilint.sources.limits import Limits
from kpilint.sources.trees.jsontree import parse


def cells(text: str, limits: Limits) -> Cells:
    """Return the cells of a JSON text.

    Raises:
        ReadFailure: it is no JSON.
    """
    return Cells([parse(text, limits)])


def spelt(text: str, wanted: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Return, for strings by line and column, their stretch of the text and what to write there; numbers stay."""
    starts = _line_starts(text)
    found = {}
    for (line, column), after in wanted.items():
        start = starts[line - 1] + column - 1
        if text[start] == '"':
            _, end = scanstring(text, start + 1, True)
            ascii_only = "\\u" in text[start:end] and text[start:end].isascii()
            found[line, column] = (start, end, json.dumps(after, ensure_ascii=ascii_only))
    return found


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, one in enumerate(text) if one == "\n")]
