"""The texts of notes: a comments part of a worksheet."""

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from kpilint.officefiles.markup import like, local, set_text
from kpilint.officefiles.naming import AUTHOR, MARK
from kpilint.officefiles.values import Remark
from kpilint.officefiles.xlsx.cells import escaped
from kpilint.sources.excel.addresses import cell_address, parse_cell
from kpilint.sources.excel.strings import rich_text

Cell = tuple[int, int]
_GAP: Final = "\n\n"
_MOST: Final = 32_000
"""Characters of a note; Excel takes 32 767."""


def empty(sheet: etree._Element) -> etree._Element:
    """Return a comments part without comments for a sheet."""
    space = like(sheet, "").strip("{}")
    root = etree.Element(like(sheet, "comments"), nsmap={None: space} if space else {})
    for tag in ("authors", "commentList"):
        etree.SubElement(root, like(root, tag))
    return root


def has_own(root: etree._Element) -> bool:
    """Say whether an earlier run has written into a comments part."""
    return any(MARK in _text(one) for one in _notes(root).values())


def take_back(root: etree._Element) -> set[Cell]:
    """Take out what an earlier run has written; returns the cells that have no note any more."""
    gone = set()
    for cell, note in _notes(root).items():
        text = _text(note)
        start = text.find(MARK)
        if start < 0:
            continue
        if not text[:start].strip():
            note.getparent().remove(note)
            gone.add(cell)
        else:
            _cut(note, len(text[:start].rstrip()))
    return gone


def add(root: etree._Element, notes: Mapping[Cell, Sequence[Remark]]) -> dict[Cell, str]:
    """Add a note to each cell, below one that is there; returns the whole texts."""
    there = _notes(root)
    whole = {}
    for cell, remarks in sorted(notes.items()):
        note = there.get(cell)
        pieces = _pieces(remarks, gap=_GAP if note is not None else "")
        if note is None:
            note = _new(root, cell)
        text = note.find("{*}text")
        if text is None:
            text = etree.SubElement(note, like(root, "text"))
        for bold, piece in pieces:
            text.append(_run(root, piece, bold=bold))
        whole[cell] = _text(note)
    for place in root.iterfind("{*}commentList"):  # in the order of the sheet, as Excel writes them
        place[:] = sorted(place, key=lambda one: parse_cell(one.get("ref", "")) or (0, 0))
    return whole


def _pieces(remarks: Sequence[Remark], gap: str) -> list[tuple[bool, str]]:
    """Return the pieces of a note, each bold or not; what is too long for a note is cut off and says so."""
    made: list[tuple[bool, str]] = []
    left = _MOST
    for at, remark in enumerate(remarks):
        heading = f"{_GAP if at else f'{gap}{MARK}'}{remark.heading}"
        if len(heading) + len(remark.text) > left:
            made.append((False, "\n……"))
            break
        left -= len(heading) + len(remark.text) + len(_GAP)
        made.append((True, heading))
        if remark.text:
            made.append((False, f"\n{remark.text}"))
    return made


def _notes(root: etree._Element) -> dict[Cell, etree._Element]:
    found: dict[Cell, etree._Element] = {}
    for note in root.iterfind("{*}commentList/{*}comment"):
        cell = parse_cell(note.get("ref", "").replace("$", ""))
        if cell is not None:
            found.setdefault(cell, note)
    return found


def _text(note: etree._Element) -> str:
    text = note.find("{*}text")
    return "" if text is None else rich_text(text)


def _new(root: etree._Element, cell: Cell) -> etree._Element:
    lists = {local(one): one for one in root.iterchildren("*")}
    if "commentList" not in lists:
        lists["commentList"] = etree.SubElement(root, like(root, "commentList"))
    note = etree.SubElement(lists["commentList"], like(root, "comment"))
    note.set("ref", cell_address(*cell))
    note.set("authorId", str(_author(root)))
    return note


def _author(root: etree._Element) -> int:
    """Return kpilint's number among the authors."""
    authors = root.find("{*}authors")
    if authors is None:
        authors = etree.Element(like(root, "authors"))
        root.insert(0, authors)
    names = [one.text for one in authors.iterchildren("{*}author")]
    if AUTHOR not in names:
        etree.SubElement(authors, like(root, "author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _run(root: etree._Element, text: str, *, bold: bool) -> etree._Element:
    run = etree.Element(like(root, "r"))
    looks = etree.SubElement(run, like(root, "rPr"))
    if bold:
        etree.SubElement(looks, like(root, "b"))
    for tag, key, value in (
        ("sz", "val", "9"), ("color", "indexed", "81"), ("rFont", "val", "宋体"), ("family", "val", "3"),
        ("charset", "val", "134"),
    ):  # fmt: skip
        etree.SubElement(looks, like(root, tag)).set(key, value)
    set_text(etree.SubElement(run, like(root, "t")), escaped(text))
    return run


def _cut(note: etree._Element, length: int) -> None:
    """Shorten the text of a note; a run that is left with nothing goes."""
    for holder in [one for one in note.iter("{*}t") if local(one.getparent()) != "rPh"]:
        text = holder.text or ""
        keep = text[:length]
        length -= len(keep)
        if keep:
            set_text(holder, keep)
            continue
        run = holder.getparent()
        run.remove(holder)
        if local(run) == "r":
            run.getparent().remove(run)
