"""Notes on cells (ECMA-376 Part 1, 18.7), the comments that Excel, WPS and LibreOffice all show.

A note is a text in the sheet's comments part and a box in its VML drawing. A cell has one at most: where somebody
else's stands already, kpilint's text goes below theirs. Threaded comments of newer versions of Excel have a note for
the older ones; there the text is also an answer in the thread, as newer versions show nothing else.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from lxml import etree

from kpilint.officefiles.markup import like, local
from kpilint.officefiles.related import Changes, of_kind, types_of
from kpilint.officefiles.values import Comment, Remark
from kpilint.officefiles.xlsx import shapes, texts, threads
from kpilint.officefiles.xlsx.book import Address, Book, address_of, opened
from kpilint.officefiles.xlsx.room import Room
from kpilint.sources.containers.package import Package
from kpilint.sources.failures import damaged

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER: Final = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
})  # fmt: skip
"""What stands after `legacyDrawing` in a worksheet."""


def commented_parts(package: Package, comments: Sequence[Comment], day: date) -> tuple[dict[str, bytes], int, int]:
    """Return the parts that change, how many cells have a comment, and how many remarks were moved.

    Raises:
        ReadFailure: as the reader of workbooks.
    """
    book = opened(package)
    if not book.sheets:
        raise damaged("没有工作表", "there is no worksheet")
    changes = Changes(package)
    grouped, moved = _grouped(book, comments)
    for name, part in book.sheets.items():
        notes = {(at.row, at.column): remarks for at, remarks in grouped.items() if at.sheet == name}
        there = of_kind(package, part, "comments")
        if notes or (there and texts.has_own(package.xml(there))):
            _note(changes, book, part, notes, day)
    return changes.content(), len(grouped), moved


def _grouped(book: Book, comments: Sequence[Comment]) -> tuple[dict[Address, list[Remark]], int]:
    groups: dict[Address, list[Remark]] = {}
    moved = 0
    for comment in comments:
        fits = [_cell(book, place.anchor) for place in comment.places]
        cell = next((one for one in fits if one is not None), None) or Address(book.first, 0, 0)
        there = bool(fits) and fits[0] is not None
        moved += 0 if there else len(comment.remarks)
        groups.setdefault(cell, []).extend(one if there else one.moved() for one in comment.remarks)
    return groups, moved


def _cell(book: Book, anchor: str) -> Address | None:
    found = address_of(anchor)
    return found if found is not None and found.sheet in book.sheets else None


def _note(changes: Changes, book: Book, part: str, notes: dict[tuple[int, int], list[Remark]], day: date) -> None:
    """Put notes on the cells of one sheet, in place of those of an earlier run."""
    sheet = changes.package.xml(part)
    there = of_kind(changes.package, part, "comments")
    root = changes.markup(there).root if there else texts.empty(sheet)
    gone = texts.take_back(root)
    lengths = texts.add(root, notes)
    if not there:
        folder = book.main.rpartition("/")[0]
        name = changes.new(f"{folder}/comments{{}}.xml".lstrip("/"), root)
        changes.declare(name, _COMMENTS)
        changes.relate(part, name, f"{types_of(sheet)}/comments")
    _draw(changes, part, sheet, gone, lengths)
    threads.answer(changes, book.main, part, notes, day)


def _draw(
    changes: Changes, part: str, sheet: etree._Element, gone: set[tuple[int, int]], lengths: dict[tuple[int, int], str]
) -> None:
    """Draw the boxes of notes; the sheet refers to the drawing."""
    room = Room(sheet)
    boxes = {cell: room.box(cell, text) for cell, text in lengths.items()}
    name = _drawing(changes, part, sheet)
    if name:
        there = changes.package.read(name)
        changes.put(name, shapes.changed(there, gone, boxes))
    elif boxes:
        name = changes.free("xl/drawings/vmlDrawing{}.vml")
        changes.put(name, shapes.changed(b"", set(), boxes))
        changes.declare_suffix("vml", _VML)
        _refer(changes.markup(part).root, changes.relate(part, name, f"{types_of(sheet)}/vmlDrawing"))


def _drawing(changes: Changes, part: str, sheet: etree._Element) -> str:
    """Return the VML drawing that a sheet has, "" if it has none."""
    element = sheet.find("{*}legacyDrawing")
    if element is None:
        return ""
    number = next((value for key, value in element.items() if key.endswith("}id")), "")
    one = changes.package.relationships(part).get(number)
    return one.target if one is not None and not one.external and one.target in changes.package else ""


def _refer(sheet: etree._Element, number: str) -> None:
    """Have the sheet name its drawing, in the place that the schema wants."""
    for old in sheet.findall("{*}legacyDrawing"):
        sheet.remove(old)
    space = types_of(sheet)
    made = etree.Element(like(sheet, "legacyDrawing"), nsmap={"r": space})
    made.set(f"{{{space}}}id", number)
    for at, one in enumerate(sheet):
        if local(one) in _AFTER:
            sheet.insert(at, made)
            return
    sheet.append(made)
