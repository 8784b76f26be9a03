"""The names of a document's fonts: symbol fonts show other characters than they store ([MS-DOC] 2.9.286, 2.9.80)."""

import struct
from typing import Final

_NAME_AT: Final = 40
"""Where the name stands in a font's record, the byte of its length included."""
_FEWEST: Final = 4


def font_names(table: bytes) -> tuple[str, ...]:
    """Return the names of the fonts in the order of the table (SttbfFfn); one that is cut short ends it."""
    names: list[str] = []
    at = _FEWEST
    for _ in range(struct.unpack_from("<H", table)[0] if len(table) >= _FEWEST else 0):
        if at >= len(table):
            break
        end = at + 1 + table[at]
        names.append(table[at + _NAME_AT : end].decode("utf-16-le", "replace").partition("\0")[0])
        at = end
    return tuple(names)
