"""Workbooks made by hand, parts of a .xlsx and records of a .xls: tests can have what no program writes."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

from kpilint.model import Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Grid, Line
from kpilint.sources.limits import DEFAULT_LIMITS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(key, kind, target):
    return f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{target}"/>'


def packed(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def styles(*codes, borders=""):
    """Cell formats 1, 2, ...: one for each code, or built-in id."""
    custom = [(165 + at, code) for at, code in enumerate(codes) if isinstance(code, str)]
    formats = "".join(
        f'<numFmt numFmtId="{key}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for key, code in custom
    )
    ids = [code if isinstance(code, int) else 165 + at for at, code in enumerate(codes)]
    looks = "".join(f'<xf numFmtId="{key}"/>' for key in [0, *ids])
    edged = '<xf borderId="1"/>' if borders else ""
    lines = f"<borders><border/>{borders}</borders>"
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>{lines}<cellXfs>{looks}{edged}</cellXfs></styleSheet>'
    )


def xlsx(*sheets, strings=(), look="", properties="", space=MAIN, more=None):
    """`sheets` are (name, content of the worksheet element) or (name, content, state), or the content alone."""
    entries = [(f"Sheet{at}", sheet) if isinstance(sheet, str) else sheet for at, sheet in enumerate(sheets, 1)]
    links = [relation(f"s{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(entries) + 1)]
    links += [relation("t", "sharedStrings", "sharedStrings.xml"), relation("y", "styles", "styles.xml")]
    tabs = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{at}" r:id="s{at}"'
        + (f' state="{state[0]}"' if state else "")
        + "/>"
        for at, (name, _, *state) in enumerate(entries, 1)
    )
    shared = "".join(text if text.startswith("<si>") else f"<si><t>{text}</t></si>" for text in strings)
    files = {
        "_rels/.rels": RELS.format(relation("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{REL}">{properties}<sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELS.format("".join(links)),
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{shared}</sst>',
        "xl/styles.xml": look or styles(),
    }
    for at, (_, content, *_) in enumerate(entries, 1):
        files[f"xl/worksheets/sheet{at}.xml"] = f'<worksheet xmlns="{space}" xmlns:r="{REL}">{content}</worksheet>'
    return packed(files | (more or {}))


def rows(*lines, start=1):
    """`sheetData` of rows of cells: a string is inline text, a number a number, None no cell, XML is taken as it is."""
    made = []
    for number, line in enumerate(lines, start):
        cells = "".join(cell(value, f"{chr(65 + at)}{number}") for at, value in enumerate(line))
        made.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(made)}</sheetData>"


def cell(value, at):
    if value is None:
        return ""
    if isinstance(value, str):
        if value.startswith("<c"):
            return value.replace("<c", f'<c r="{at}"', 1)
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def merged(*ranges):
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in ranges) + "</mergeCells>"


# -- .xls


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _text(text, size="<H"):
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def _xf(format_key=0, lines=0):
    return record(0xE0, struct.pack("<HHHBBBBIIH", 0, format_key, 0, 0x20, 0, 0, 0, lines, 0, 0x20C0))


class Xls:
    """A BIFF8 stream: cell formats 16, 17, ... are those given; each sheet is (name, records, visibility)."""

    def __init__(self, *codes, datemode=0):
        self.codes = codes
        self.datemode = datemode
        self.sheets = []
        self.strings = []

    def string(self, row, column, text, look=15):
        self.strings.append(text)
        return record(0xFD, struct.pack("<HHHI", row, column, look, len(self.strings) - 1))

    @staticmethod
    def number(row, column, value, look=15):
        return record(0x203, struct.pack("<HHHd", row, column, look, value))

    @staticmethod
    def blank(row, column, look=15):
        return record(0x201, struct.pack("<HHH", row, column, look))

    @staticmethod
    def truth(row, column, value, *, error=False):
        return record(0x205, struct.pack("<HHHBB", row, column, 15, value, error))

    @staticmethod
    def formula(row, column, value, text=None):
        """A formula (its tokens are 1) with the number or the text that it gave."""
        given = struct.pack("<d", value) if text is None else b"\0\0\0\0\0\0\xff\xff"
        body = struct.pack("<HHH", row, column, 15) + given + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00"
        return record(0x06, body) + (b"" if text is None else record(0x207, _text(text)))

    @staticmethod
    def hide_row(row):
        return record(0x208, struct.pack("<HHHHHHI", row, 0, 256, 300, 0, 0, 0x20))

    @staticmethod
    def hide_column(column):
        return record(0x7D, struct.pack("<HHHHHH", column, column, 2000, 15, 1, 0))

    @staticmethod
    def merge(*ranges):
        return record(0xE5, struct.pack("<H", len(ranges)) + b"".join(struct.pack("<HHHH", *one) for one in ranges))

    @staticmethod
    def no_zeros():
        return record(0x23E, struct.pack("<HHHHHHI", 0x06A6, 0, 0, 0, 0, 0, 0))

    def sheet(self, name, *records, visibility=0):
        self.sheets.append((name, b"".join(records), visibility))
        return self

    def stream(self):
        start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
        start += record(0x42, struct.pack("<H", 1200)) + record(0x22, struct.pack("<H", self.datemode))
        font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0)
        start += record(0x31, font + b"\x02\x01" + "宋体".encode("utf-16-le")) * 5
        customs = [(170 + at, code) for at, code in enumerate(self.codes) if isinstance(code, str)]
        start += b"".join(record(0x41E, struct.pack("<H", key) + _text(code)) for key, code in customs)
        start += _xf() * 16
        for at, code in enumerate(self.codes):
            start += _xf(0, 0x11) if code is None else _xf(code if isinstance(code, int) else 170 + at)
        start += record(0x293, struct.pack("<HBB", 0x8000, 0, 0xFF))
        table = record(
            0xFC, struct.pack("<II", len(self.strings), len(self.strings)) + b"".join(map(_text, self.strings))
        )
        bodies = [
            record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + records + record(0x0A)
            for _, records, _ in self.sheets
        ]
        names = [(name, visibility) for name, _, visibility in self.sheets]
        size = sum(12 + 2 * len(name) for name, _ in names)
        at = len(start) + size + len(table) + 4
        bounds = b""
        for (name, visibility), body in zip(names, bodies, strict=True):
            bounds += record(0x85, struct.pack("<IBB", at, visibility, 0) + _text(name, "<B"))
            at += len(body)
        return start + bounds + table + record(0x0A) + b"".join(bodies)


# -- what was read


def read(parts, data, limits=DEFAULT_LIMITS):
    """Return parts with the boxes of grids as lists."""
    return [Grid(list(part.boxes)) if isinstance(part, Grid) else part for part in parts(data, limits)]


def grids(found):
    return [part.boxes for part in found if isinstance(part, Grid)]


def lines(found):
    return [part for part in found if isinstance(part, Line)]


def texts(found):
    """Return the shown texts of all cells by address."""
    return {box.place.anchor: box.text for boxes in grids(found) for box in boxes if box.text}


def told(found):
    return [(part.code, part.place.anchor, dict(part.args)) for part in found if isinstance(part, Problem)]


def failure(parts, data, limits=DEFAULT_LIMITS):
    try:
        read(parts, data, limits)
    except ReadFailure as error:
        return error.problem.code
    return ""
