"""Comments of Word (ECMA-376 Part 1, 17.13.4) on cells and paragraphs; those of others stay as they are."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from lxml import etree

from kpilint.officefiles.docx.locate import Map, opened
from kpilint.officefiles.markup import natural, set_text
from kpilint.officefiles.naming import AUTHOR, writable
from kpilint.officefiles.related import Changes, of_kind, types_of
from kpilint.officefiles.values import Comment, Remark
from kpilint.sources.containers.package import Package
from kpilint.sources.docx.names import Names
from kpilint.sources.failures import damaged
from kpilint.sources.limits import Limits

_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BESIDE: Final = ("commentsExtended", "commentsIds", "commentsExtensible")
"""Parts that say more of comments: which answers which, and their lasting names."""
_FONT: Final = {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "eastAsia": "宋体", "hint": "eastAsia"}
_HALF_POINTS: Final = "18"


def commented_parts(
    package: Package, comments: Sequence[Comment], day: date, limits: Limits
) -> tuple[dict[str, bytes], int, int]:
    """Return the parts that change, how many places have a comment, and how many remarks were moved.

    Raises:
        ReadFailure: as the reader of Word documents.
    """
    changes = Changes(package)
    markup, found = opened(package, limits)
    changes.keep(markup)
    root = _comments(changes, markup.name, markup.root, found.word)
    _take_back(changes, markup.name, markup.root, root, found.word)
    grouped, moved = _grouped(found, comments)
    free = 1 + max((natural(one.get(found.word("id"))) for one in root.iter(found.word("comment"))), default=-1)
    for number, (element, remarks) in enumerate(grouped, free):
        root.append(_comment(found.word, str(number), remarks, day))
        _anchor(found.word, element, str(number))
    return changes.content(), len(grouped), moved


def _comments(changes: Changes, main: str, document: etree._Element, word: Names) -> etree._Element:
    """Return the root of the part with the comments, which is made where there is none."""
    there = of_kind(changes.package, main, "comments")
    if there:
        return changes.markup(there).root
    root = etree.Element(word("comments"), nsmap={"w": word.namespace})
    folder = main.rpartition("/")[0]
    name = changes.new(f"{folder}/comments{{}}.xml".lstrip("/"), root)
    changes.declare(name, _KIND)
    changes.relate(main, name, f"{types_of(document)}/comments")
    return root


def _grouped(found: Map, comments: Sequence[Comment]) -> tuple[list[tuple[Any, list[Remark]]], int]:
    """Return the remarks for each element, in the order in which they came, and how many stand elsewhere."""
    groups: dict[int, tuple[Any, list[Remark]]] = {}
    moved = 0
    for comment in comments:
        fits = [found.find(place) for place in comment.places]
        element = next((one for one in fits if one is not None), None)
        if element is None:
            element = _beginning(found)
        there = bool(fits) and fits[0] is not None
        moved += 0 if there else len(comment.remarks)
        group = groups.setdefault(id(element), (element, []))[1]
        group.extend(one if there else one.moved() for one in comment.remarks)
    return list(groups.values()), moved


def _beginning(found: Map) -> Any:
    first = next(iter(found.paragraphs.values()), None)
    if first is None:
        first = next((spot.element for spot in found.cells.values()), None)
    if first is None:
        raise damaged("文档是空的", "the document is empty")
    return first


def _anchor(word: Names, element: etree._Element, number: str) -> None:
    """Put the ends of what is commented on, and the reference, into the paragraphs of a cell or a paragraph itself."""
    own = (
        [element]
        if element.tag == word("p")
        else [one for one in element.iter(word("p")) if _holder(word, one) is element]
    )
    if not own:
        own = [etree.SubElement(element, word("p"))]
    first, last = own[0], own[-1]
    start = etree.Element(word("commentRangeStart"), {word("id"): number})
    first.insert(int(len(first) > 0 and first[0].tag == word("pPr")), start)
    etree.SubElement(last, word("commentRangeEnd"), {word("id"): number})
    run = etree.SubElement(last, word("r"))
    etree.SubElement(run, word("commentReference"), {word("id"): number})


def _holder(word: Names, paragraph: etree._Element) -> etree._Element | None:
    """Return the cell that a paragraph is in; None for one in a text box."""
    inner = next(paragraph.iterancestors(word("tc"), word("txbxContent")), None)
    return None if inner is None or inner.tag != word("tc") else inner


def _comment(word: Names, number: str, remarks: Sequence[Remark], day: date) -> etree._Element:
    said = {"id": number, "author": AUTHOR, "date": f"{day.isoformat()}T00:00:00Z", "initials": "K"}
    made = etree.Element(word("comment"), {word(key): value for key, value in said.items()})
    for at, remark in enumerate(remarks):
        lines = [(remark.heading, True), *((line, False) for line in remark.text.split("\n") if remark.text)]
        for row, (line, bold) in enumerate(lines):
            paragraph = _paragraph(word, made, before="80" if at and not row else "0")
            if not at and not row:
                etree.SubElement(etree.SubElement(paragraph, word("r")), word("annotationRef"))
            run = etree.SubElement(paragraph, word("r"))
            run.append(_looks(word, bold=bold))
            set_text(etree.SubElement(run, word("t")), writable(line))
    return made


def _paragraph(word: Names, comment: etree._Element, before: str) -> etree._Element:
    """Add a paragraph that looks the same whatever the document's own style is."""
    made = etree.SubElement(comment, word("p"))
    properties = etree.SubElement(made, word("pPr"))
    spacing = {"before": before, "after": "0", "line": "240", "lineRule": "auto"}
    etree.SubElement(properties, word("spacing"), {word(key): value for key, value in spacing.items()})
    indent = {"left": "0", "firstLineChars": "0", "firstLine": "0"}
    etree.SubElement(properties, word("ind"), {word(key): value for key, value in indent.items()})
    etree.SubElement(properties, word("jc"), {word.val: "left"})
    return made


def _looks(word: Names, *, bold: bool) -> etree._Element:
    made = etree.Element(word("rPr"))
    etree.SubElement(made, word("rFonts"), {word(key): value for key, value in _FONT.items()})
    etree.SubElement(made, word("b"), {word.val: "1" if bold else "0"})
    etree.SubElement(made, word("sz"), {word.val: _HALF_POINTS})
    etree.SubElement(made, word("szCs"), {word.val: _HALF_POINTS})
    return made


# -- comments of an earlier run


def _take_back(changes: Changes, main: str, document: etree._Element, root: etree._Element, word: Names) -> None:
    """Take out kpilint's own comments, with all that refers to them; an answer to one stays as a comment."""
    own = [one for one in root.iterchildren(word("comment")) if one.get(word("author")) == AUTHOR]
    numbers = {one.get(word("id")) for one in own}
    if not own:
        return
    paragraphs = {value for one in own for p in one.iter(word("p")) for key, value in p.items() if _is(key, "paraId")}
    for one in own:
        root.remove(one)
    marks = (word("commentRangeStart"), word("commentRangeEnd"), word("commentReference"))
    for mark in [one for one in document.iter(*marks) if one.get(word("id")) in numbers]:
        run = mark.getparent()
        run.remove(mark)
        if run.tag == word("r") and all(one.tag == word("rPr") for one in run):
            run.getparent().remove(run)
    lasting: set[str] = set()
    for kind in _BESIDE:
        if name := of_kind(changes.package, main, kind):
            _forget(changes.markup(name).root, paragraphs, lasting)


def _forget(root: etree._Element, paragraphs: set[str], lasting: set[str]) -> None:
    for one in list(root.iterchildren("*")):
        for key, value in one.items():
            if _is(key, "paraIdParent") and value in paragraphs:
                del one.attrib[key]
        said = {key.rpartition("}")[2]: value for key, value in one.items()}
        if said.get("paraId") in paragraphs or said.get("durableId") in lasting:
            lasting |= {said["durableId"]} if "durableId" in said else set()
            root.remove(one)


def _is(key: str, name: str) -> bool:
    return key.rpartition("}")[2] == name
