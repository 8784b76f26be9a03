"""Comments to kpilint in YAML: `# kpilint: ignore[rule] reason`, and the lines they are about.

Behind something, a comment is about its own line; alone on a line, about what the next line begins: that line and all
that is indented under it (a row, a table, the whole list).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Final

import yaml

from kpilint.model import Place, Remark

_MARK: Final = "kpilint:"
_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*kpilint:[ \t]*(.*)")
_LINE_END: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""As YAML counts lines."""

_Span = tuple[tuple[int, int], tuple[int, int]]


def remarks(text: str) -> tuple[Remark, ...]:
    """Return the comments to kpilint of a YAML text that has been read already, in order."""
    if _MARK not in text:
        return ()
    lines = _LINE_END.split(text)
    marked = [(at, found) for at, line in enumerate(lines) if _MARK in line and (found := _COMMENT.search(line))]
    if not marked:
        return ()
    spans = _scalars(text)
    return tuple(_remark(lines, at, found) for at, found in marked if not _inside((at, found.start()), spans))


def _remark(lines: Sequence[str], at: int, found: re.Match[str]) -> Remark:
    place = Place(at + 1, found.start() + 1)
    if lines[at][: found.start()].strip():
        return Remark(found[1].strip(), place, at + 1, at + 1)
    first = next((n for n in range(at + 1, len(lines)) if _is_content(lines[n])), None)
    if first is None:
        return Remark(found[1].strip(), place, at + 1, at + 1)
    return Remark(found[1].strip(), place, first + 1, _last(lines, first) + 1)


def _last(lines: Sequence[str], first: int) -> int:
    """Return the last line of what begins on a line. The items of a list may stand as far left as its key."""
    indent, is_item = _indent(lines[first]), _is_item(lines[first])
    last = first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if not _is_content(line):
            continue
        under = _indent(line) > indent or (not is_item and _is_item(line) and _indent(line) == indent)
        if not under:
            break
        last = at
    return last


def _is_content(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")


def _is_item(line: str) -> bool:
    stripped = line.lstrip()
    return stripped == "-" or stripped.startswith(("- ", "-\t"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _scalars(text: str) -> list[_Span]:
    """Return where each scalar begins and ends, as (line, column) from 0: what stands inside is no comment."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterable[Any] = yaml.parse(text, Loader=loader)
    scalars = (event for event in events if isinstance(event, yaml.ScalarEvent))
    return [(_start(one), _spot(one.end_mark)) for one in scalars]


def _start(scalar: Any) -> tuple[int, int]:
    """Return where a scalar begins; the text of a block (`|`, `>`) does so on the next line."""
    line, column = _spot(scalar.start_mark)
    return (line + 1, 0) if scalar.style in {"|", ">"} else (line, column)


def _spot(mark: Any) -> tuple[int, int]:
    return (mark.line, mark.column)


def _inside(spot: tuple[int, int], spans: Sequence[_Span]) -> bool:
    at = bisect_right(spans, spot, key=lambda span: span[0]) - 1
    return at >= 0 and spot < spans[at][1]
