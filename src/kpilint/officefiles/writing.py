"""Edits made, and the result read again: what is handed out says what was asked for and nothing else new."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from kpilint.model import Place, Problem
from kpilint.officefiles.repack import repacked
from kpilint.officefiles.values import CellEdit, Comment, Commented, Edited, Refusal
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Grid, Part
from kpilint.sources.containers.package import Package
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits


class _Said(NamedTuple):
    """One thing that is read of a file; `rest` is all of it but the text."""

    place: Place
    rest: object
    text: str


def write_cells(data: bytes, form: str, edits: Sequence[CellEdit], limits: Limits) -> Edited:
    """See `kpilint.officefiles.write_cells`."""
    before = _said(data, form, limits)
    shown = {one.place: one.text for one in before if one.place != Place()}
    counts = Counter(_spot(edit.place) for edit in edits)
    refused = []
    sound = []
    for edit in edits:
        text = shown.get(_spot(edit.place))
        if text is None:
            refused.append(Refusal(edit, "找不到该单元格", "there is no such cell"))
        elif text != edit.before:
            refused.append(Refusal(edit, f"该单元格现在是“{text}”", f"the cell now says {text!r}"))
        elif counts[_spot(edit.place)] > 1:
            refused.append(Refusal(edit, "同一单元格有两处修改", "the cell is to be edited twice"))
        else:
            sound.append(edit)
    made, more = _made(data, form, sound, before, limits)
    return Edited(made, (*refused, *more))


def write_comments(data: bytes, form: str, comments: Sequence[Comment], day: date, limits: Limits) -> Commented:
    """See `kpilint.officefiles.write_comments`."""
    package = Package(data, limits)
    if form == "xlsx":
        from kpilint.officefiles.xlsx import notes  # noqa: PLC0415 - one of two

        parts, cells, moved = notes.commented_parts(package, comments, day)
    else:
        from kpilint.officefiles.docx import comments as remarks  # noqa: PLC0415 - the other

        parts, cells, moved = remarks.commented_parts(package, comments, day, limits)
    made = repacked(data, parts)
    if not _as_asked(made, form, (), _said(data, form, limits), limits):
        raise damaged("加批注后读出的内容与原文件不符", "with comments the file would not read as before")
    return Commented(made, cells, moved)


def _made(
    data: bytes, form: str, edits: Sequence[CellEdit], before: Sequence[_Said], limits: Limits
) -> tuple[bytes, list[Refusal]]:
    """Make edits together; where the result does not say what it should, find those that do not work."""
    if not edits:
        return data, []
    parts, refused = _edited_parts(data, form, edits, limits)
    left = [edit for edit in edits if edit not in [one.edit for one in refused]]
    made = repacked(data, parts) if left else data
    if not left or _as_asked(made, form, left, before, limits):
        return made, refused
    if len(left) == 1:
        why = ("改后读出的内容与预期不符，请手工修改", "read again it would not say what it should: change it by hand")
        return data, [*refused, Refusal(left[0], *why)]
    half = len(left) // 2
    made, first = _made(data, form, left[:half], before, limits)
    made, second = _made(made, form, left[half:], _said(made, form, limits), limits)
    return made, [*refused, *first, *second]


def _edited_parts(
    data: bytes, form: str, edits: Sequence[CellEdit], limits: Limits
) -> tuple[dict[str, bytes], list[Refusal]]:
    package = Package(data, limits)
    if form == "xlsx":
        from kpilint.officefiles.xlsx import cells as sheets  # noqa: PLC0415 - one of two

        return sheets.edited_parts(package, edits)
    from kpilint.officefiles.docx import cells  # noqa: PLC0415 - the other

    return cells.edited_parts(package, edits, limits)


def _as_asked(made: bytes, form: str, edits: Sequence[CellEdit], before: Sequence[_Said], limits: Limits) -> bool:
    """Say whether a file reads as before but for the cells edited, which have their new texts."""
    wanted = {_spot(edit.place): edit.after.strip() for edit in edits}
    try:
        after = _said(made, form, limits)
    except ReadFailure:
        return False
    return len(after) == len(before) and all(
        (old.place, old.rest) == (new.place, new.rest) and new.text == wanted.get(old.place, old.text)
        for old, new in zip(before, after, strict=True)
    )


def _said(data: bytes, form: str, limits: Limits) -> list[_Said]:
    """Return all that is read of a file, in order. Only cells have a place."""
    return [said for part in _parts(data, form, limits) for said in _of_part(part)]


def _of_part(part: Part) -> list[_Said]:
    if isinstance(part, Grid):
        return [_Said(_spot(box.place), (box.row, box.column, box.rows, box.columns), box.text) for box in part.boxes]
    if isinstance(part, Problem):
        return [_Said(Place(), ("problem", part.code, part.place.line, part.place.table), "")]
    return [_Said(Place(), (part.heading, part.gap), part.text)]


def _spot(place: Place) -> Place:
    """Return a place without the heading above its table, which may be a text that changes."""
    return replace(place, anchor="") if place.table else place


def _parts(data: bytes, form: str, limits: Limits) -> Sequence[Part]:
    if form == "xlsx":
        from kpilint.sources.excel import parts_xlsx  # noqa: PLC0415 - one of two

        return list(parts_xlsx(data, limits))
    from kpilint.sources.docx import parts  # noqa: PLC0415 - the other

    return list(parts(data, limits))
