"""Cells of office files that readers give no place: the thresholds of 优, 良, 中, 差.

They are found by their text among the cells of the row; where two cells say the same, none is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final

from kpilint.model import Place
from kpilint.sources.boxes import Grid, Part
from kpilint.sources.limits import Limits

_READERS: Final[Mapping[str, tuple[str, str]]] = {
    "docx": ("kpilint.sources.docx", "parts"),
    "xlsx": ("kpilint.sources.excel", "parts_xlsx"),
}
_ADDRESS: Final = re.compile(r"(?P<sheet>.*)![A-Z]+(?P<row>[0-9]+)", re.DOTALL)
_Row = tuple[object, ...]


def places_in_rows(
    data: bytes, form: str, wanted: Iterable[tuple[Place, str]], limits: Limits
) -> dict[tuple[Place, str], Place]:
    """Return where the cells stand that are in the row of a place and have a text; those not found are left out.

    Raises:
        ReadFailure: the file cannot be read.
    """
    module, name = _READERS[form]
    cells: dict[tuple[_Row, str], list[Place]] = {}
    for place, text in _cells(getattr(import_module(module), name)(data, limits)):
        cells.setdefault((_row(place), text), []).append(place)
    found = {one: cells.get((_row(one[0]), one[1]), []) for one in wanted}
    return {one: places[0] for one, places in found.items() if len(places) == 1}


def _cells(parts: Iterable[Part]) -> Iterator[tuple[Place, str]]:
    for part in parts:
        if isinstance(part, Grid):
            for box in part.boxes:
                yield box.place, box.text


def _row(place: Place) -> _Row:
    found = _ADDRESS.fullmatch(place.anchor)
    if place.table or found is None:
        return place.table, place.line
    return found["sheet"], found["row"]
