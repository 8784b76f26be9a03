"""Scalars of a YAML text rewritten in their own style: quotes, blocks, line breaks, anchors and comments stay.

Where the new text cannot stand in that style (a bare `>80%` would open a block), it is quoted. Each new spelling is
read back before it is taken.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml
from msgspec import Struct
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from kpilint.editing.differences import changes
from kpilint.editing.nodes import Cells
from kpilint.sources.limits import Limits
from kpilint.sources.trees.yamltree import compose

_Place = tuple[int, int]
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL", "<<"})
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)*")
"""Anchor and tag before a scalar."""
_HEADER: Final = re.compile(r"[|>][^\r\n]*(?:\r\n?|\n)")
_BLANK: Final = " \t\r\n"
_ESCAPES: Final = {"x": 4, "u": 6, "U": 10}
_LONGEST: Final = 20_000
"""Characters of a cell up to which it is compared with its new text."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Span(Struct, frozen=True):
    """A scalar in the text: from `start` to `end`; its style: a quote, | or >, "" for bare; whether in [] or {}."""

    start: int
    end: int
    style: str
    flow: bool
    value: str


def cells(text: str, limits: Limits) -> Cells:
    """Return the cells of a YAML text.

    Raises:
        ReadFailure: it is no YAML.
    """
    return Cells(compose(text, limits))


def spelt(text: str, wanted: Mapping[_Place, str]) -> dict[_Place, tuple[int, int, str]]:
    """Return, for scalars by line and column, their stretch of the text and what to write there.

    Those for which no spelling serves are left out.
    """
    found = {}
    for place, span in _spans(text, wanted).items():
        source = text[span.start : span.end]
        new = next((one for one in _spellings(source, span, wanted[place]) if _reads(one, span, wanted[place])), None)
        if new is not None:
            found[place] = (span.start, span.end, new)
    return found


def _spans(text: str, wanted: Mapping[_Place, str]) -> dict[_Place, Span]:
    parser, flows, found = _Loader(text), [False], {}
    while (event := parser.get_event()) is not None:
        kind = event.__class__
        if kind is ScalarEvent:
            mark = event.start_mark
            place = mark.line + 1, mark.column + 1
            if place in wanted and place not in found:
                span = Span(mark.index, event.end_mark.index, event.style or "", flows[-1], event.value)
                found[place] = span
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            flows.append(bool(event.flow_style))
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            flows.pop()
    return found


def _spellings(source: str, span: Span, after: str) -> Iterator[str]:
    """Yield ways to write a text, the one nearest to how the scalar is written first."""
    opening = _PROPERTIES.match(source)
    properties = source[: opening.end()] if opening else ""
    body = source[len(properties) :]
    if span.style == "" and body == span.value:
        yield properties + after
    elif span.style == "'" and body == _single(span.value):
        yield properties + _single(after)
    patched = _patched(body, span, after)
    if patched is not None:
        yield properties + patched
    tail = body[len(body.rstrip(_BLANK)) :] if span.style in {"|", ">"} else ""
    if "\n" not in after and after.isprintable() and span.style != '"':
        yield properties + _single(after) + tail
    yield properties + json.dumps(after, ensure_ascii=False) + tail


def _reads(source: str, span: Span, after: str) -> bool:
    """Tell whether a spelling reads as one scalar with the text that is wanted."""
    whole = f"[{source}]" if span.flow else f"k: {source}\n"
    try:
        events = list(yaml.parse(whole, Loader=_Loader))
    except yaml.YAMLError:
        return False
    scalars = [one for one in events if isinstance(one, ScalarEvent)]
    bare = not scalars[-1].style if scalars else True
    expected = 1 if span.flow else 2
    both = 2 * (1 + 1 + 1)  # stream, document and collection, each with its end
    return (
        len(events) == both + expected == both + len(scalars)
        and scalars[-1].value == after
        and not (bare and after in _NULLS)
    )


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _patched(body: str, span: Span, after: str) -> str | None:
    """Return the source of a scalar with only what differs replaced; None where the two cannot be laid side by side."""
    if len(span.value) > _LONGEST or len(after) > _LONGEST:
        return None
    spots = _spots(body, span)
    if spots is None:
        return None
    pieces: list[str] = []
    at = 0
    for one in changes(span.value, after):
        begin = spots[one.first][0] if one.first < len(spots) else spots[-1][1] if spots else 0
        pieces += (body[at:begin], one.text.replace("'", "''" if span.style == "'" else "'"))
        at = spots[one.last - 1][1] if one.last > one.first else begin
    return "".join(pieces) + body[at:]


def _spots(body: str, span: Span) -> list[tuple[int, int]] | None:
    """Return where each character of the value stands in the source; a folded line break stands for a space."""
    header = _HEADER.match(body) if span.style in {"|", ">"} else None
    at = header.end() if header else len(span.style)
    spots = []
    for char in span.value:
        found = _spot(body, at, char, span.style)
        if found is None:
            return None
        spots.append(found)
        at = found[1]
    return spots


def _spot(body: str, at: int, char: str, style: str) -> tuple[int, int] | None:
    """Return where a character stands at or, after white space of the layout, behind `at`."""
    if style == '"' and body.startswith("\\", at):
        return at, at + _ESCAPES.get(body[at + 1 : at + 2], 2)
    if style == "'" and char == "'":
        return (at, at + 2) if body.startswith("''", at) else None
    if body.startswith(char, at):
        return at, at + 1
    end = at
    while body[end : end + 1] in tuple(_BLANK):
        end += 1
    if char in " \n":
        return (at, end) if end > at else None
    return (end, end + 1) if body.startswith(char, end) else None
