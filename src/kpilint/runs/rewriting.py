"""Changes written into the bytes of a file, which is read again to see that only those cells changed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kpilint import editing, officefiles
from kpilint.editing import Edit
from kpilint.editing.rowcells import places_in_rows
from kpilint.fixes.change import Change, applied
from kpilint.fixes.result import Refused
from kpilint.loading import Item, items, load_item
from kpilint.model import Document
from kpilint.officefiles import CellEdit
from kpilint.problems import ReadFailure, message
from kpilint.sources.decode import decode
from kpilint.sources.detection.detect import detect
from kpilint.sources.limits import Limits

WRITABLE: Final = editing.FORMATS.union(officefiles.FORMS)
"""Formats in which cells can be rewritten."""

_OWN_PLACE: Final = ("", "text")
_PLACES: Final = frozenset({"place", "places", "cells", "further"})
"""Keys of cells whose place is their own in office files."""
_UNREAD = ("改后读出的内容与预期不符", "the file would not read as expected")
_NO_CELL = ("读取时没有得到这一格的位置", "its reader does not tell where this cell stands")


class Source(Struct, frozen=True):
    """A file of the run: its bytes, its format ("" where it is not one file with tables) and its document."""

    path: str
    data: bytes
    form: str
    document: Document

    @property
    def writable(self) -> bool:
        """Whether its cells can be rewritten."""
        return self.form in WRITABLE


def read_sources(paths: Iterable[str], limits: Limits) -> Iterator[Source]:
    """Yield the files of a run. Never raises: what cannot be read is a document that says so."""
    for path in paths:
        for item in items(path, limits):
            yield _source(item, limits, whole=item.path == path)


def texts(source: Source, after: bytes) -> tuple[str, str] | None:
    """Return what a file says before and after, None where it is no text."""
    return (decode(source.data), decode(after)) if source.form in editing.FORMATS else None


def _source(item: Item, limits: Limits, *, whole: bool) -> Source:
    if not whole or item.problem is not None:
        return Source(item.path, b"", "", load_item(item, limits))
    data = item.data
    if data is None:
        try:
            small = Path(item.path).stat().st_size <= limits.file_bytes
            data = Path(item.path).read_bytes() if small else None
        except OSError:
            data = None  # reading it again tells why
    document = load_item(replace(item, data=data), limits)
    form = detect(document.path, data, limits) if data and document.tables else ""
    return Source(item.path, data or b"", form, document)


def written(
    source: Source, changes: Sequence[Change], expected: Document, limits: Limits
) -> tuple[bytes, list[Refused]]:
    """Return a file with changes made, and those that could not be; it is read again to see what it then says."""
    data, refused = _rewritten(source, changes, limits)
    if refused or _reads_as(source, data, expected, limits):
        return data, refused
    alone = []
    for one in changes:
        single = replace(one, document=0)
        data, _ = _rewritten(source, [one], limits)
        if not _reads_as(source, data, applied([source.document], [single])[0], limits):
            alone.append(one)
    return data, [Refused(one, *_UNREAD) for one in alone or changes]


def _rewritten(source: Source, changes: Sequence[Change], limits: Limits) -> tuple[bytes, list[Refused]]:
    write = _text_cells if source.form in editing.FORMATS else _office_cells
    try:
        return write(source, changes, limits)
    except ReadFailure as failure:
        problem = failure.problem
        why = (message(problem.code, problem.args, "zh"), message(problem.code, problem.args, "en"))
        return source.data, [Refused(one, *why) for one in changes]


def _text_cells(source: Source, changes: Sequence[Change], limits: Limits) -> tuple[bytes, list[Refused]]:
    of_edit = {Edit(one.cell.place, one.before, one.after, one.cell.key): one for one in changes}
    made = editing.write_cells(source.data, source.form, list(of_edit), limits)
    return made.data, [Refused(of_edit[one.edit], one.zh, one.en) for one in made.refused]


def _office_cells(source: Source, changes: Sequence[Change], limits: Limits) -> tuple[bytes, list[Refused]]:
    of_row = [(one.cell.place, one.before) for one in changes if one.cell.key not in _OWN_PLACE]
    found = places_in_rows(source.data, source.form, of_row, limits) if of_row else {}
    of_edit: dict[CellEdit, Change] = {}
    refused: list[Refused] = []
    for one in changes:
        place = one.cell.place if one.cell.key in _OWN_PLACE else found.get((one.cell.place, one.before))
        if place is None:
            refused.append(Refused(one, *_NO_CELL))
        else:
            of_edit[CellEdit(place, one.before, one.after)] = one
    made = officefiles.write_cells(source.data, source.form, list(of_edit), limits)
    return made.data, [*refused, *(Refused(of_edit[one.edit], one.zh, one.en) for one in made.refused)]


def _reads_as(source: Source, data: bytes, expected: Document, limits: Limits) -> bool:
    """Tell whether a file reads as a document, places apart: cells behind a longer one stand further right."""
    found = load_item(Item(source.path, data), limits)
    return bool(_content(found) == _content(expected))


def _content(document: Document) -> Any:
    return [_without_places(msgspec.to_builtins(one)) for one in document.tables]


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(one) for key, one in value.items() if key not in _PLACES}
    return [_without_places(one) for one in value] if isinstance(value, list | tuple) else value
