"""A PDF file in pdfium: opening and closing it, and what pdfium says when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2.raw as pdfium

from kpilint.problems import ReadFailure
from kpilint.sources.failures import check_bytes, damaged
from kpilint.sources.limits import Limits
from kpilint.sources.pdf.view import Span

_ENCRYPTED: Final = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
_LETTER: Final = Span(0.0, 0.0, 612.0, 792.0)
"""The page pdfium assumes where a file gives none."""


@contextmanager
def document(data: bytes, limits: Limits) -> Iterator[Any]:
    """Open a file as FPDF_DOCUMENT; one without user password opens though it is encrypted.

    Raises:
        ReadFailure: `input/empty`, `input/too-large`, `input/encrypted`, `input/damaged`.
    """
    if not data:
        raise ReadFailure("input/empty")
    check_bytes(len(data), limits)
    opened = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not opened:
        if pdfium.FPDF_GetLastError() in _ENCRYPTED:
            raise ReadFailure("input/encrypted")
        raise damaged("不是完整的 PDF", "no complete PDF")
    try:
        yield opened
    finally:
        pdfium.FPDF_CloseDocument(opened)


@contextmanager
def page(opened: Any, number: int) -> Iterator[tuple[Any, Any] | None]:
    """Open a page, counted from 0, as FPDF_PAGE and FPDF_TEXTPAGE; None if it is broken."""
    sheet = pdfium.FPDF_LoadPage(opened, number)
    text = pdfium.FPDFText_LoadPage(sheet) if sheet else None
    try:
        yield (sheet, text) if sheet and text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if sheet:
            pdfium.FPDF_ClosePage(sheet)


def page_box(sheet: Any) -> Span:
    """Return the box of a page that is seen, in user space: its CropBox within its MediaBox."""
    found = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(sheet, found):
        return _LETTER
    box = Span(found.left, min(found.bottom, found.top), found.right, max(found.bottom, found.top))
    return box if box.area() > 0 else _LETTER
