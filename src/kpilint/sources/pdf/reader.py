"""The pages of a PDF file to parts: lines, grids and problems, in reading order."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.failures import damaged, too_large
from kpilint.sources.limits import Limits
from kpilint.sources.pdf import opened
from kpilint.sources.pdf.drawn import drawing
from kpilint.sources.pdf.glyphs import glyphs_of
from kpilint.sources.pdf.page import PageText, page_text
from kpilint.sources.pdf.quality import Trust, pictures, trust, unruled_header
from kpilint.sources.pdf.rulings import TooManyLinesError
from kpilint.sources.pdf.running import Margin, is_running, is_sure, margin
from kpilint.sources.pdf.writer import Writer

_WINDOW: Final = 2
"""Pages before and after one that are asked whether they have the same header."""
_SHOWN: Final = pdfium.FLAT_NORMALDISPLAY
_FORM_FIELDS: Final = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_MOST_ANNOTATIONS: Final = 20_000

_PROBLEMS: Final = {
    Trust.SCANNED: "input/pages-scanned",
    Trust.SCANNED_TEXT: "input/pages-scanned-text",
    Trust.GARBLED: "input/pages-garbled",
    Trust.UNREAD: "input/pages-unread",
}
_FAILURES: Final = {
    Trust.SCANNED: "input/scanned",
    Trust.SCANNED_TEXT: "input/scanned-text",
    Trust.GARBLED: "input/garbled",
}


class _Sheet(Struct):
    """A page as far as it could be read."""

    number: int
    trust: Trust
    text: PageText | None = None
    problems: tuple[Problem, ...] = ()
    margin: Margin = field(default_factory=Margin)


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the lines, tables and problems of a PDF file, page after page.

    A table that goes on over a page break comes as several grids; rows that the break cut in two are whole again.
    Headers and footers that pages repeat are left out where that is sure.

    Raises:
        ReadFailure: `input/empty`, `input/encrypted`, `input/damaged`, `input/too-large`; `input/scanned`,
            `input/scanned-text` and `input/garbled` where that is so of every page with content.
    """
    with opened.document(data, limits) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise damaged("没有可读的页", "it has no page that can be read")
        if count > limits.pdf_pages:
            raise too_large("页数 / pages", count, limits.pdf_pages, Place())
        yield from _parts(_sheets(document, count, limits))


def _parts(sheets: Iterator[_Sheet]) -> Iterator[Part]:
    writer = Writer()
    bad: list[_Sheet] = []
    """The run of pages before this one that could not be read, of one kind."""
    worst: list[Trust] = []
    read = False
    known: set[str] = set()
    """Lines of margins seen before."""
    for before, sheet, after in _windows(sheets):
        if sheet.trust is Trust.BLANK:
            continue
        if bad and bad[-1].trust is not sheet.trust:
            yield from chain(writer.finish(), [_run(bad)])
            bad = []
        if sheet.text is None:
            bad.append(sheet)
            worst.append(sheet.trust)
            continue
        read = True
        yield from sheet.problems
        window = [page.margin for page in (*before, sheet, *after)]
        sure = set()
        for mark, line in sheet.margin.lines.items():
            if is_sure(mark, window, len(before), first=mark[0] not in known):
                sure.add(id(line))
        known.update(mark[0] for mark in sheet.margin.lines)
        near = [page.margin for page in (*before[-1:], *after[:1])]
        like = {id(line) for mark, line in sheet.margin.lines.items() if is_running(mark, near)}
        yield from writer.page(sheet.text, sure, like)
    yield from writer.finish()
    if bad and not read:
        kinds = [kind for kind in worst if kind in _FAILURES]
        if kinds:
            raise ReadFailure(_FAILURES[max(set(kinds), key=kinds.count)], pages=str(len(worst)))
    if bad:
        yield _run(bad)


def _run(bad: list[_Sheet]) -> Problem:
    first, last = bad[0].number, bad[-1].number
    pages = str(first) if first == last else f"{first}–{last}"
    return Problem(_PROBLEMS[bad[0].trust], Place(page=first), {"pages": pages})


def _windows(sheets: Iterator[_Sheet]) -> Iterator[tuple[list[_Sheet], _Sheet, list[_Sheet]]]:
    """Yield each page with those around it."""
    before: list[_Sheet] = []
    ahead: list[_Sheet] = []
    for sheet in sheets:
        ahead.append(sheet)
        if len(ahead) > _WINDOW:
            yield before, ahead[0], ahead[1:]
            before = [*before[-_WINDOW + 1 :], ahead.pop(0)]
    while ahead:
        yield before, ahead[0], ahead[1:]
        before = [*before[-_WINDOW + 1 :], ahead.pop(0)]


# -- one page


def _sheets(document: Any, count: int, limits: Limits) -> Iterator[_Sheet]:
    for number in range(count):
        with opened.page(document, number) as found:
            if found is None or not _flattened(found[0]):
                yield _Sheet(number + 1, Trust.UNREAD) if found is None else _sheet(number + 1, *found, limits)
                continue
        with opened.page(document, number) as found:  # what was filled into form fields is part of it now
            yield _Sheet(number + 1, Trust.UNREAD) if found is None else _sheet(number + 1, *found, limits)


def _flattened(sheet: Any) -> bool:
    """Make what is filled into form fields part of the page; True if there was any, and the page is to be reloaded."""
    return _has_fields(sheet) and pdfium.FPDFPage_Flatten(sheet, _SHOWN) == pdfium.FLATTEN_SUCCESS


def _has_fields(sheet: Any) -> bool:
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(sheet), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(sheet, at)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind in _FORM_FIELDS:
                return True
    return False


def _sheet(number: int, sheet: Any, text: Any, limits: Limits) -> _Sheet:
    glyphs = glyphs_of(text, pdfium.FPDFPage_GetRotation(sheet), opened.page_box(sheet), limits)
    drawn = drawing(sheet, glyphs.view, limits)
    worth = trust(glyphs, drawn)
    if worth is not Trust.READ:
        return _Sheet(number, worth)
    try:
        page = page_text(number, glyphs, drawn)
    except TooManyLinesError:
        return _Sheet(number, Trust.UNREAD)
    problems = []
    large = pictures(glyphs, drawn)
    if large:
        problems.append(Problem("input/picture", Place(page=number), {"count": str(large)}))
    bare = unruled_header(page)
    if bare is not None:
        problems.append(Problem("input/no-rulings", Place(page=number), {"text": bare.text}))
    bad = sum(table.bad for table in page.tables)
    if bad:
        problems.append(Problem("input/glyphs-unknown", Place(page=number), {"count": str(bad)}))
    return _Sheet(number, worth, page, tuple(problems), margin(page))
