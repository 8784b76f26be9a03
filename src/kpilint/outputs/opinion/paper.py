"""The paper an opinion is written on: page and paragraphs of Chinese official documents (GB/T 9704), as docx."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from kpilint.outputs.opinion import styles
from kpilint.outputs.opinion.elements import Form, add, clean, paragraph
from kpilint.outputs.opinion.grid import Grid

WIDTH: Final = 156
"""Millimetres between the margins."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The only date that entries of the archive bear, so that equal opinions are equal files."""
_FIRST: Final = date(1980, 1, 1)
_TITLE_LENGTH: Final = 255


class Paper:
    """A docx file being written. What XML cannot hold, or what turns the direction of text, is shown as escapes."""

    def __init__(self, lang: str) -> None:
        self._docx: Docx = Document()
        self._body = self._docx.element.body
        self._lang = lang
        self._fresh = True
        styles.prepare(self._docx, lang)

    def start(self, page: str) -> None:
        """Begin a document of its own: a new page, numbered from 1. `page` is how its number is shown."""
        if self._fresh:
            section = self._docx.sections[0]
            _page_number(section, page)
        else:
            section = self._docx.add_section(WD_SECTION.NEW_PAGE)
        self._fresh = False
        _measure(section)

    def line(self, text: str, style: str, *, tail: str = "", fresh: bool = False, keep: bool = False) -> None:
        """Write a paragraph in one of the styles; `tail` follows in small print. See `Form` for the rest.

        A title has breaks where its text has.
        """
        form = Form(styles.identifier(style), fresh=fresh, keep=keep)
        lines = text.split("\n") if style == styles.TITLE else [text]
        self._body.sectPr.addprevious(paragraph(form, lines, tail, chinese=self._lang == "zh"))

    def grid(self, widths: Sequence[float]) -> Grid:
        """Begin a table with columns of these widths, in millimetres."""
        return Grid(self._body, widths, self._lang)

    def data(self, title: str, author: str, today: date) -> bytes:
        """Return the file. It depends on what was written and `today` alone."""
        properties = self._docx.core_properties
        moment = datetime.combine(max(today, _FIRST), time(), UTC).replace(tzinfo=None)
        properties.title, properties.author, properties.last_modified_by = clean(title)[:_TITLE_LENGTH], author, author
        properties.created = properties.modified = moment
        properties.comments, properties.revision = "", 1
        written = BytesIO()
        self._docx.save(written)
        return _undated(written.getvalue())


def _measure(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    numbers = section._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001 - python-docx has no numbering of pages
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)  # noqa: SLF001 - as above
    numbers.set(qn("w:start"), "1")


def _page_number(section: Section, page: str) -> None:
    before, _, after = page.partition("{page}")
    footer = section.footer.paragraphs[0]
    footer.style = styles.PAGE
    footer.add_run(before)
    for kind in ("begin", "instruction", "separate", "number", "end"):
        run = footer.add_run("1" if kind == "number" else "")._r  # noqa: SLF001 - python-docx has no fields
        if kind == "instruction":
            add(run, "instrText").text = " PAGE "
        elif kind != "number":
            add(run, "fldChar", fldCharType=kind)
    footer.add_run(after)


def _undated(data: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, old.read(name))
    return written.getvalue()
