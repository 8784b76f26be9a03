"""How like two texts are, and the words in which they differ, for messages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_COMPARED: Final = 800
_SHOWN: Final = 3
_LONGEST: Final = 16
_PIECE: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|.", re.DOTALL)
"""Figures and foreign words change as a whole."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_BRIDGE: Final = 1
"""Equal characters between two changes that are taken for one."""


def likeness(one: str, other: str) -> float:
    """Return the share of characters, in order, that two texts have in common: 0 to 1."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - imported where there is something to compare

    return fuzz.ratio(one[:_COMPARED], other[:_COMPARED]) / 100


def differences(one: str, other: str) -> tuple[str, ...]:
    """Return the words of `one` that stand otherwise in `other`, each once: “公路”→“校舍”, +“added”, −“left out”."""
    before = _PIECE.findall(one[:_COMPARED])
    after = _PIECE.findall(other[:_COMPARED])
    return tuple(dict.fromkeys(_shown(*words) for words in _changes(before, after)))


def shown(pieces: Iterable[str]) -> str:
    """Return a few of the differences as one text; a stroke where there are none."""
    found = list(dict.fromkeys(pieces))
    return "、".join(found[:_SHOWN]) + ("……" if len(found) > _SHOWN else "") or "—"


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    spans: list[list[int]] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            continue
        if spans and step.src_start - spans[-1][1] <= _BRIDGE:
            spans[-1][1], spans[-1][3] = step.src_end, step.dest_end
        else:
            spans.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return (_word(before, after, span) for span in spans)


def _word(before: Sequence[str], after: Sequence[str], span: list[int]) -> tuple[str, str]:
    """Return what changed; a single character of a word with the one before it (运行 → 运转)."""
    start, end, to_start, to_end = span
    single = end - start == 1 and to_end - to_start == 1 and _HAN.match(before[start]) and _HAN.match(after[to_start])
    if single and start and to_start and before[start - 1] == after[to_start - 1] and _HAN.match(before[start - 1]):
        start, to_start = start - 1, to_start - 1
    return "".join(before[start:end]), "".join(after[to_start:to_end])


def _shown(before: str, after: str) -> str:
    if not before:
        return f"+“{_short(after)}”"
    if not after:
        return f"−“{_short(before)}”"
    return f"“{_short(before)}”→“{_short(after)}”"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
