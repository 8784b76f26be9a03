"""Comments to kpilint in YAML: `# kpilint: ignore[rule] reason`, and the lines they are about.

Behind something, a comment is about its own line; alone on a line, about what the next line begins: that line and all
that is indented under it (a row, a table, the whole list).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import yaml

from kpilint.model import Place, Remark

_MARK: Final = re.compile("kpilint", re.IGNORECASE)
_COMMENT: Final = re.compile(
    r"(?:^|(?<=[ \t\ufeff]))#[ \t]*kpilint(?:[ \t]*[:：][ \t]*|[ \t]+(?=ignore))", re.IGNORECASE
)
_LINE_END: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""As YAML counts lines."""
_NO_CONTENT: Final = re.compile(r"[\s\ufeff]*(?:#|---(?:\s+#|\s*$)|%|$)")
"""What no value begins on: nothing, comments, the marks of a stream."""

_Span = tuple[tuple[int, int], tuple[int, int]]


def remarks(text: str) -> tuple[Remark, ...]:
    """Return the comments to kpilint of a YAML text that has been read already, in order."""
    if not _MARK.search(text):
        return ()
    lines = _LINE_END.split(text)
    marked = [(at, list(_COMMENT.finditer(line))) for at, line in enumerate(lines) if _MARK.search(line)]
    if not any(found for _, found in marked):
        return ()
    spans = _scalars(text)
    real = ((at, [one for one in found if not _inside((at, one.start()), spans)]) for at, found in marked)
    blocks = _Blocks(lines)
    return tuple(remark for at, found in real for remark in _of_line(blocks, at, found))


def _of_line(blocks: "_Blocks", at: int, found: Sequence[re.Match[str]]) -> Iterator[Remark]:
    """Yield the comments of a line: one, or several one behind the other."""
    line = blocks.lines[at]
    for number, one in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(line)
        alone = not line[: found[0].start()].strip().strip("\ufeff")
        first, last = blocks.below(at) if alone else (at, at)
        yield Remark(line[one.end() : end].strip(), Place(at + 1, one.start() + 1), first + 1, last + 1)


class _Blocks:
    """The lines of a text, and where what begins on each of them ends."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._content: list[int] = []
        self._last: dict[int, int] = {}

    def below(self, at: int) -> tuple[int, int]:
        """Return the first and last line of what begins below a line; the line itself where nothing does."""
        if not self._last:
            self._content = [n for n, line in enumerate(self.lines) if not _NO_CONTENT.match(line)]
            self._last = dict(self._ends())
        number = bisect_right(self._content, at)
        if number == len(self._content):
            return at, at
        first = self._content[number]
        return first, self._last[first]

    def _ends(self) -> Iterator[tuple[int, int]]:
        """Yield each line on which something begins, with its last.

        The items of a list may stand as far left as its key.
        """
        begun: list[tuple[int, int, bool]] = []
        before = 0
        for at in self._content:
            line = self.lines[at]
            indent, is_item = _indent(line), _is_item(line)
            while begun and not (indent > begun[-1][1] or (is_item and not begun[-1][2] and indent == begun[-1][1])):
                yield begun.pop()[0], before
            begun.append((at, indent, is_item))
            before = at
        yield from ((at, before) for at, _, _ in begun)


def _is_item(line: str) -> bool:
    stripped = line.lstrip()
    return stripped == "-" or stripped.startswith(("- ", "-\t"))


def _indent(line: str) -> int:
    bare = line.lstrip("\ufeff")
    return len(bare) - len(bare.lstrip(" \t"))


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
