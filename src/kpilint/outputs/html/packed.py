"""What is inside the tables of a page: as it is, or packed where there are so many that the file would be too large.

The page's script unpacks a table when it is opened. Packed, a page takes a sixth of the room.
"""

import base64
import zlib
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from kpilint.outputs.html.tables import TableView

MOST: Final = 6_000_000
"""Up to so many characters stand in the page as they are, which a browser without scripts shows as well."""
PER_PACK: Final = 20
"""Tables that are packed together: they share much of their text."""


class Insides(Struct, frozen=True):
    """What is inside the tables, in their order: `plain` where the page can hold it, else `packs`."""

    plain: dict[str, str]
    """By key of the table."""
    packs: tuple[str, ...]
    """Base64 of zlib of a JSON list, `PER_PACK` tables each."""


def insides(views: Sequence[TableView], inside: Callable[[TableView], str], most: int = MOST) -> Insides:
    """Return what is inside the tables, packed where it has more than `most` characters together."""
    plain: dict[str, str] = {}
    packs: list[str] = []
    size = 0
    for start in range(0, len(views), PER_PACK):
        made = {view.key: inside(view) for view in views[start : start + PER_PACK]}
        packs.append(_packed(list(made.values())))
        size += sum(map(len, made.values()))
        if size <= most:
            plain.update(made)
        else:
            plain.clear()
    return Insides(plain, ()) if size <= most else Insides({}, tuple(packs))


def _packed(texts: list[str]) -> str:
    plain = [str(one) for one in texts]  # markup is no type of JSON
    return base64.b64encode(zlib.compress(msgspec.json.encode(plain))).decode()
