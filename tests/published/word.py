"""Pages as .docx: WordprocessingML (ISO/IEC 29500-1) as Word writes it, only what tables need."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from published.page import Area, Grid, Page, Text

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    _XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/>'
)
TWIPS = 1440
"""In an inch."""


@dataclass(frozen=True)
class Paper:
    """How a document is set: points of type, and whether rows may break over pages."""

    points: float = 10.5
    landscape: bool = False
    unbroken_rows: bool = False
    repeated: str = ""
    """First cell of the rows that are marked as header rows: Word repeats them on each page where they come first."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of A4 in twips."""
        return (16838, 11906) if self.landscape else (11906, 16838)


PLAIN: Final = Paper()
"""As most counties print."""


def docx(page: Page, paper: Paper = PLAIN) -> bytes:
    """Return the bytes of a Word file. It ends with a paragraph, as Word's own do."""
    body = "".join(_paragraph(part) if isinstance(part, Text) else _table(part, paper) for part in page.parts)
    width, height = paper.size
    orient = ' w:orient="landscape"' if paper.landscape else ""
    section = (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="720" w:footer="720" '
        'w:gutter="0"/>'
        "</w:sectPr>"
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _XML + _RELATIONS.format(_RELATION.format("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _XML + _RELATIONS.format(_RELATION.format("styles", "styles.xml")),
        "word/styles.xml": _styles(paper),
        "word/document.xml": f"{_XML}<w:document {_NS}><w:body>{body}<w:p/>{section}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _styles(paper: Paper) -> str:
    half = round(paper.points * 2)
    font = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'
    return (
        f'{_XML}<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    )


def _paragraph(part: Text) -> str:
    style = '<w:pPr><w:pStyle w:val="1"/></w:pPr>' if part.heading else ""
    return f"<w:p>{style}{_run(part.text)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _table(part: Grid, paper: Paper) -> str:
    width = paper.size[0] - 2 * 1134
    shares = part.widths or (1,) * part.columns
    columns = [width * share // sum(shares) for share in shares]
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row(cells, columns, paper) for cells in _by_row(part))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>'
    )


def _by_row(part: Grid) -> Iterator[list[tuple[Area, bool]]]:
    """Yield the cells of each row, and whether each goes on from the row above."""
    rows: list[list[tuple[Area, bool]]] = [[] for _ in part.rows]
    for area in part.areas():
        for row in range(area.row, area.row + area.rows):
            rows[row].append((area, row > area.row))
    for cells in rows:
        yield sorted(cells, key=lambda cell: cell[0].column)


def _row(cells: list[tuple[Area, bool]], columns: list[int], paper: Paper) -> str:
    properties = ("<w:cantSplit/>" if paper.unbroken_rows else "") + (
        "<w:tblHeader/>" if paper.repeated and paper.repeated == cells[0][0].text else ""
    )
    marks = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{marks}{''.join(_cell(area, goes_on, columns) for area, goes_on in cells)}</w:tr>"


def _cell(area: Area, goes_on: bool, columns: list[int]) -> str:
    width = sum(columns[area.column : area.column + area.columns])
    span = f'<w:gridSpan w:val="{area.columns}"/>' if area.columns > 1 else ""
    merged = ("<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>') if area.rows > 1 else ""
    paragraphs = "<w:p/>" if goes_on else "".join(f"<w:p>{_run(line)}</w:p>" for line in area.text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}</w:tcPr>{paragraphs}</w:tc>'
