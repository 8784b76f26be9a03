"""What differs between two texts, character by character as far as that is quick to tell."""

from typing import Final

from msgspec import Struct
from rapidfuzz.distance import Levenshtein, Postfix, Prefix

_LONG: Final = 2_000
"""Characters beyond which what differs is taken as one."""


class Change(Struct, frozen=True):
    """The characters from `first` up to `last` shall be `text`."""

    first: int
    last: int
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Return what makes one text the other, in order."""
    lead = Prefix.similarity(before, after)
    tail = Postfix.similarity(before[lead:], after[lead:])
    old, new = before[lead : len(before) - tail], after[lead : len(after) - tail]
    if len(old) > _LONG or len(new) > _LONG:
        return [Change(lead, lead + len(old), new)]
    return [
        Change(lead + one.src_start, lead + one.src_end, new[one.dest_start : one.dest_end])
        for one in Levenshtein.opcodes(old, new)
        if one.tag != "equal"
    ]
