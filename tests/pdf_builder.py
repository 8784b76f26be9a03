"""A small PDF writer for tests: raw operators, one CJK font that needs no font file, and tables drawn in many ways."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

CMAP = "\n".join(
    f"100 beginbfrange\n{rows}\nendbfrange"
    for start in range(0, 256, 100)
    if (rows := "\n".join(f"<{at:02X}00> <{at:02X}FF> <{at:02X}00>" for at in range(start, min(start + 100, 256))))
).replace("100 beginbfrange\n<C8", "56 beginbfrange\n<C8")
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
    f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{CMAP}\nendcmap end end"
)


def _square_font():
    """Return a TrueType font of two squares, wide and narrow: pdfium leaves out text whose glyphs have no outline."""
    glyphs = [b"", *(_square(50, -80, right, 800) for right in (950, 450))]
    loca = struct.pack(">4I", *(sum(map(len, glyphs[:at])) for at in range(4)))
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, -120, 1000, 880,
                             0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 3),
        b"hmtx": struct.pack(">HhHhHh", 1000, 0, 1000, 50, 500, 50),
        b"loca": loca,
        b"maxp": struct.pack(">IH13H", 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    out, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32), b""
    for tag, data in tables.items():
        out += tag + struct.pack(">III", 0, 12 + 16 * len(tables) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return out + body


def _square(x0, y0, x1, y1):
    head = struct.pack(">hhhhhHH", 1, x0, y0, x1, y1, 3, 0) + b"\1\1\1\1"
    return head + struct.pack(">8h", x0, x1 - x0, 0, x0 - x1, y0, 0, y1 - y0, 0)


FONT = zlib.compress(_square_font())
GLYPHS = zlib.compress(b"".join(b"\0\2" if 32 <= at < 127 else b"\0\1" for at in range(65536)))


@dataclass
class Page:
    """One page: its operators, and what its dictionary has besides."""

    width: float = 595
    height: float = 842
    extra: str = ""
    ops: list[str] = field(default_factory=list)
    resources: str = ""

    def op(self, *lines):
        self.ops += lines
        return self

    def text(self, x, y, text, size=10, *, font="F1", mode=0, matrix=None):  # noqa: PLR0913 - as the operators have it
        """Print text with its baseline `y` pt below the top edge."""
        place = matrix or f"1 0 0 1 {x} {self.height - y}"
        code = "".join(f"{ord(char):04X}" for char in text)
        return self.op(f"BT /{font} {size} Tf {mode} Tr {place} Tm <{code}> Tj ET")

    def line(self, x0, y0, x1, y1, width=0.5):
        h = self.height
        return self.op(f"{width} w {x0} {h - y0} m {x1} {h - y1} l S")

    def fill(self, x0, y0, x1, y1, colour="0 g"):
        return self.op(f"{colour} {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f 0 g")

    def picture(self, x0, y0, x1, y1):
        return self.op(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /Im Do Q")


def build(pages, forms=(), user_password=None, fields=()):
    """Return a PDF file. `forms` are (matrix, operators) of XObjects /Fm0, /Fm1 …; `fields` texts of form fields."""
    objects = {}
    count = [20]

    def add(body):
        count[0] += 1
        objects[count[0]] = body
        return count[0]

    def stream(data, entries=""):
        data = data if isinstance(data, bytes) else data.encode("latin-1")
        return (entries, data)

    objects[3] = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>"
    )
    objects[4] = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /FontDescriptor 6 0 R /CIDToGIDMap 10 0 R /DW 1000 /W [32 126 500] >>"
    )
    objects[5] = stream(TO_UNICODE)
    objects[6] = (
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontFile2 9 0 R >>"
    )
    objects[9] = stream(FONT, f"/Filter /FlateDecode /Length1 {len(_square_font())}")
    objects[10] = stream(GLYPHS, "/Filter /FlateDecode")
    objects[7] = objects[3].replace(" /ToUnicode 5 0 R", "").replace("/Song", "/Lost")
    objects[11] = objects[3].replace("/Song", "/ABCDEF+Symbol").replace("4 0 R", "12 0 R")
    objects[12] = objects[4].replace("/Song", "/ABCDEF+Symbol")
    objects[8] = stream(bytes(12), "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB "
                        "/BitsPerComponent 8")  # fmt: skip
    xobjects = ["/Im 8 0 R"]
    font = "/Font << /F1 3 0 R /Lost 7 0 R /Symbol 11 0 R >>"
    for number, (matrix, ops) in enumerate(forms):
        entries = f"/Type /XObject /Subtype /Form /BBox [-2000 -2000 4000 4000] /Matrix [{matrix}] "
        xobjects.append(f"/Fm{number} {add(stream(ops, entries + f'/Resources << {font} >>'))} 0 R")
    resources = f"<< {font} /XObject << {' '.join(xobjects)} >> >>"
    kids = []
    widgets = [_widget(add, stream, font, each) for each in fields]
    for page in pages:
        content = add(stream(zlib.compress("\n".join(page.ops).encode("latin-1")), "/Filter /FlateDecode"))
        box = "" if "MediaBox" in page.extra else f"/MediaBox [0 0 {page.width} {page.height}]"
        annots = f"/Annots [{' '.join(f'{w} 0 R' for w in widgets)}]" if widgets else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R {box} {page.extra} /Resources {resources} "
                f"/Contents {content} 0 R {annots} >>"
            )
        )
    form = f"/AcroForm << /Fields [{' '.join(f'{w} 0 R' for w in widgets)}] >>" if widgets else ""
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {form} >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    return _file(objects, user_password)


def _widget(add, stream, font, field):
    x0, y0, x1, y1, text = field
    code = "".join(f"{ord(char):04X}" for char in text)
    ops = f"BT /F1 10 Tf 2 4 Td <{code}> Tj ET"
    look = add(stream(ops, f"/Type /XObject /Subtype /Form /BBox [0 0 {x1 - x0} {y1 - y0}] /Resources << {font} >>"))
    return add(
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{look}) /F 4 /Rect [{x0} {y0} {x1} {y1}] "
        f"/AP << /N {look} 0 R >> >>"
    )


def _file(objects, user_password):
    key = trailer = None
    if user_password is not None:
        owner, user, key = _standard_security(user_password)
        trailer = f"/Encrypt 19 0 R /ID [<{'30' * 16}> <{'30' * 16}>]"
        objects[19] = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        body = objects[number]
        out += f"{number} 0 obj\n".encode()
        if isinstance(body, tuple):
            entries, data = body
            data = _rc4(_object_key(key, number), data) if key else data
            out += f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
        else:
            out += body.encode("latin-1")
        out += b"\nendobj\n"
    start = len(out)
    top = max(places) + 1
    out += f"xref\n0 {top}\n0000000000 65535 f \n".encode()
    for number in range(1, top):
        place = places.get(number)
        out += (f"{place:010d} 00000 n \n" if place is not None else "0000000000 65535 f \n").encode()
    out += f"trailer\n<< /Size {top} /Root 1 0 R {trailer or ''} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


# -- the standard security handler, revision 2 (ISO 32000-1, 7.6.3)

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _standard_security(user_password):
    user = (user_password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(_PAD, usedforsecurity=False).digest()[:5], user)
    seed = user + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"0" * 16
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    return owner, _rc4(key, _PAD), key


def _object_key(key, number):
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]


def _rc4(key, data):
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


# -- tables


@dataclass
class Cell:
    """One cell of a drawn table: its text lines as they stand, and its spans."""

    row: int
    column: int
    lines: tuple
    rows: int = 1
    columns: int = 1


def sides(cells, xs, ys):
    """Return the rectangles of cells."""
    return [(xs[c.column], ys[c.row], xs[c.column + c.columns], ys[c.row + c.rows]) for c in cells]


def unit_edges(cells, xs, ys):
    """Return the level and upright line pieces of cells, one for each step of the grid, without doubles."""
    level, upright = set(), set()
    for c in cells:
        for column in range(c.column, c.column + c.columns):
            level |= {(c.row, column), (c.row + c.rows, column)}
        for row in range(c.row, c.row + c.rows):
            upright |= {(row, c.column), (row, c.column + c.columns)}
    pieces = [(xs[column], ys[row], xs[column + 1], ys[row]) for row, column in sorted(level)]
    return pieces + [(xs[column], ys[row], xs[column], ys[row + 1]) for row, column in sorted(upright)]


def draw(page, cells, xs, ys, style="strokes"):
    """Draw the lines of a table in the manner of one kind of program."""
    in_cells, in_pieces = _CELL_STYLES.get(style), _PIECE_STYLES.get(style)
    if in_cells:
        for box in sides(cells, xs, ys):
            in_cells(page, *box)
    if in_pieces:
        for piece in unit_edges(cells, xs, ys):
            in_pieces(page, *piece)


def _rectangle(page, x0, y0, x1, y1):
    page.op(f"0.5 w {x0} {page.height - y1} {x1 - x0} {y1 - y0} re S")


def _frame(page, x0, y0, x1, y1):
    low = page.height - y1
    inner = f"{x0 + 0.5} {low + 0.5} {x1 - x0 - 1} {y1 - y0 - 1} re"
    page.op(f"{x0} {low} {x1 - x0} {y1 - y0} re {inner} f*")


def _double(page, x0, y0, x1, y1):
    x, y = (0, 0.9) if y0 == y1 else (0.9, 0)
    page.line(x0 - x, y0 - y, x1 - x, y1 - y)
    page.line(x0 + x, y0 + y, x1 + x, y1 + y)


def _dashed(page, x0, y0, x1, y1):
    page.op("[3 2] 0 d").line(x0, y0, x1, y1).op("[] 0 d")


def _pieces_of(length, step):
    def drawn(page, x0, y0, x1, y1):
        at = 0.0
        while at < max(x1 - x0, y1 - y0):
            if y0 == y1:
                page.fill(x0 + at, y0 - 0.25, min(x0 + at + length, x1), y0 + 0.25)
            else:
                page.fill(x0 - 0.25, y0 + at, x0 + 0.25, min(y0 + at + length, y1))
            at += step

    return drawn


_CELL_STYLES = {
    "rectangles": _rectangle,
    "spaced rectangles": lambda page, x0, y0, x1, y1: _rectangle(page, x0 + 2, y0 + 2, x1 - 2, y1 - 2),
    "frames": _frame,
    "shaded": lambda page, *box: page.fill(*box, colour="0.85 0.9 1 rg"),
}
_PIECE_STYLES = {
    "strokes": Page.line,
    "thin fills": lambda page, x0, y0, x1, y1: page.fill(x0 - 0.24, y0 - 0.24, x1 + 0.24, y1 + 0.24),
    "dash array": _dashed,
    "dashes": _pieces_of(3, 5),
    "dots": _pieces_of(0.5, 1.5),
    "double": _double,
    "pictures": lambda page, x0, y0, x1, y1: page.picture(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3),
    "shaded": Page.line,
}


def write(page, cells, xs, ys, *, font="F1"):
    """Print the lines of cells 4 pt from the top left corner of each, 10 pt high."""
    for cell in cells:
        for number, line in enumerate(cell.lines):
            page.text(xs[cell.column] + 4, ys[cell.row] + 14 + number * 13, line, font=font)
    return page


def table(cells, xs, ys, style="strokes", page=None):
    """Return a page with one table."""
    page = page or Page()
    draw(page, cells, xs, ys, style)
    return write(page, cells, xs, ys)
