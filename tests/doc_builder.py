"""Builds binary Word documents byte by byte, as [MS-DOC] and [MS-CFB] describe them, for what no office program writes.

Nothing of `kpilint` is used: tests of the reader compare it with the description of the format, not with itself.
"""

import struct
from dataclasses import dataclass, field

SECTOR = 512
END_OF_CHAIN, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def sprm(code, operand=1, size=None):
    """A property modifier; `operand` is a number of the size that the code says, or bytes with their count."""
    if isinstance(operand, bytes):
        count = struct.pack("<H", len(operand) + 1) if code == 0xD608 else bytes((len(operand),))
        return struct.pack("<H", code) + count + operand
    sizes = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
    return struct.pack("<H", code) + (operand & 0xFFFFFFFF).to_bytes(4, "little")[: size or sizes[code >> 13]]


IN_TABLE = sprm(0x2416)
DELETED, HIDDEN = sprm(0x0800), sprm(0x083C)


@dataclass
class Paragraph:
    """Runs of text, each with its character modifiers, the mark behind them, and the paragraph's modifiers."""

    runs: tuple
    mark: str = "\r"
    sprms: bytes = b""
    style: int = 0
    mark_sprms: bytes = b""


def para(*runs, **more):
    return Paragraph(tuple((run, b"") if isinstance(run, str) else run for run in runs), **more)


def cell(*runs, **more):
    return para(*runs, **{"mark": "\x07", "sprms": IN_TABLE} | more)


def definition(edges, flags=()):
    """The operand of sprmTDefTable: the edges of the cells in twips, and the flags of each."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    return bytes((len(edges) - 1,)) + struct.pack(f"<{len(edges)}h", *edges) + cells


def row_end(edges, flags=(), more=b"", **keys):
    own = sprm(0xD608, definition(edges, flags)) if edges else b""
    return para("", mark="\x07", sprms=IN_TABLE + sprm(0x2417) + own + more, **keys)


def row(texts, edges=None, flags=(), more=b""):
    """A table row of one-paragraph cells, all of 1000 twips unless `edges` says else."""
    edges = edges if edges is not None else [1000 * at for at in range(len(texts) + 1)]
    return [*(cell(text) for text in texts), row_end(edges, flags, more)]


def style(  # noqa: PLR0913 - as many as a definition has parts
    sti=0xFFE, *, base=0xFFF, kind=1, paragraph=b"", characters=b"", index=0
):
    """A style definition (STD) with the ten bytes of its base."""
    head = struct.pack("<HHHHH", sti, kind | base << 4, 2, 0, 0) + struct.pack("<HH", 0, 0)
    parts = [struct.pack("<H", index) + paragraph, characters] if kind == 1 else [characters]
    for part in parts:
        head += b"\0" * (len(head) & 1) + struct.pack("<H", len(part)) + part
    return head


def style_sheet(*styles):
    head = struct.pack("<HHH", 18, len(styles), 10) + bytes(14)
    return head + b"".join(struct.pack("<H", len(one)) + one + b"\0" * (len(one) & 1) for one in styles)


def font_table(*names):
    records = []
    for name in names:
        record = bytes(39) + name.encode("utf-16-le") + b"\0\0"
        records.append(bytes((len(record),)) + record)
    return struct.pack("<HH", len(names), 0) + b"".join(records)


def level(  # noqa: PLR0913 - as many as a level has parts
    text, *, form=0, start=1, after=2, flags=0, limit=0
):
    """A list level (LVL): characters below 9 in its text stand for the number of that level."""
    head = struct.pack("<iBB9xB8xBBBx", start, form, flags, after, 0, 0, limit)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


@dataclass
class Word:
    """A document. `stories` are further texts behind the main one: footnotes, headers, macros, comments, endnotes,
    text boxes. `widths` gives the bytes per character of paragraphs, in turn."""

    paragraphs: list
    stories: dict = field(default_factory=dict)
    widths: tuple = (2,)
    change: bytes = b""
    shuffled: bool = False
    styles: tuple = ()
    fonts: tuple = ()
    lists: tuple = ()
    data: bytes = b""
    flags: int = 0x0200
    magic: int = 0xA5EC
    version: int = 0xC1
    prm: int | None = None

    def streams(self):
        texts = [self.paragraphs, *(self.stories.get(index, []) for index in range(1, 7))]
        body = bytearray(1024)
        pieces, chars, paras = runs = [], [], []
        everything = [one for text in texts for one in text]
        order = list(range(len(everything)))
        for index in reversed(order) if self.shuffled else order:
            self._write(everything[index], self.widths[index % len(self.widths)], body, runs)
        if self.shuffled:
            pieces.reverse()
        page = self._pages(body, chars, characters=True), self._pages(body, paras, characters=False)
        lengths = [sum(map(units, text)) for text in texts]
        table, places = self._table(pieces, *page)
        body[:1024] = self._fib(lengths, places, body)
        return {"WordDocument": bytes(body), "1Table": table, "Data": self.data}

    def build(self):
        return compound({name: data for name, data in self.streams().items() if data})

    def _write(self, one, width, body, runs):
        pieces, chars, paras = runs
        start, encoding = len(body), "cp1252" if width == 1 else "utf-16-le"
        for text, sprms in (*one.runs, (one.mark, one.mark_sprms)):
            at = len(body)
            body += text.encode(encoding, "surrogatepass") if width == 2 else text.encode(encoding)
            if text:
                chars.append((at, len(body), sprms))
        paras.append((start, len(body), struct.pack("<H", one.style) + one.sprms))
        pieces.append((units(one), start, width))
        body += b"\0" * (len(body) & 1)

    @staticmethod
    def _pages(body, runs, *, characters):
        """Write one formatted page for each run; returns the index of them."""
        starts, numbers = [], []
        for start, end, sprms in sorted(runs):
            body += bytes(-len(body) % SECTOR)
            page = bytearray(SECTOR)
            struct.pack_into("<II", page, 0, start, end)
            page[511] = 1
            page[8] = 12
            if characters:
                page[24] = len(sprms)
                page[25 : 25 + len(sprms)] = sprms
                page[8] = 12 if sprms else 0
            elif len(sprms) & 1:
                page[24] = (len(sprms) + 1) // 2
                page[25 : 25 + len(sprms)] = sprms
            else:
                page[25] = len(sprms) // 2
                page[26 : 26 + len(sprms)] = sprms
            assert len(page) == SECTOR, "the modifiers of a run must fit on a page"
            starts.append(start)
            numbers.append(len(body) // SECTOR)
            body += page
            last = end
        return struct.pack(f"<{len(starts) + 1}I", *starts, last) + struct.pack(f"<{len(numbers)}I", *numbers)

    def _table(self, pieces, characters, paragraphs):
        """Return the table stream and where its parts are: index in the information block to (offset, length)."""
        starts, descriptors = [0], b""
        prm = self.prm if self.prm is not None else (1 if self.change else 0)
        for count, at, width in pieces:
            starts.append(starts[-1] + count)
            descriptors += struct.pack("<HIH", 0, at if width == 2 else at * 2 | 0x40000000, prm)
        plc = struct.pack(f"<{len(starts)}I", *starts) + descriptors
        clx = b"\x01" + struct.pack("<H", len(self.change)) + self.change if self.change else b""
        clx += b"\x02" + struct.pack("<I", len(plc)) + plc
        parts = {33: clx, 12: characters, 13: paragraphs}
        if self.styles:
            parts[1] = style_sheet(*self.styles)
        if self.fonts:
            parts[15] = font_table(*self.fonts)
        if self.stories.get(6):
            parts[56] = bytes(8)
        table, places = bytearray(16), {}
        for index, part in parts.items():
            places[index] = len(table), len(part)
            table += part
        if self.lists:
            places[73] = len(table), 2 + 28 * len(self.lists)
            table += struct.pack("<H", len(self.lists))
            table += b"".join(struct.pack("<i22xBB", at + 100, len(one) == 1, 0) for at, one in enumerate(self.lists))
            table += b"".join(part for one in self.lists for part in one)
            places[74] = len(table), 4 + 20 * len(self.lists)
            table += struct.pack("<I", len(self.lists))
            table += b"".join(struct.pack("<i8xB3x", at + 100, 0) for at in range(len(self.lists)))
            table += b"\xff\xff\xff\xff" * len(self.lists)
        return bytes(table), places

    def _fib(self, lengths, places, body):
        head = struct.pack("<HH6xH", self.magic, self.version, self.flags).ljust(32, b"\0")
        longs = struct.pack("<I8x7i", len(body), *lengths).ljust(88, b"\0")
        pairs = bytearray(8 * 93)
        for index, (at, length) in places.items():
            struct.pack_into("<II", pairs, 8 * index, at, length)
        fib = head + struct.pack("<H28x", 14) + struct.pack("<H", 22) + longs + struct.pack("<H", 93) + pairs
        return fib.ljust(1024, b"\0")


def units(one):
    return sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 for text, _ in one.runs) + 1


def compound(streams):
    """A compound file of 512-byte sectors without a mini stream: streams are filled up to 4096 bytes."""
    entries, chains, content = [], [], []
    for name, given in streams.items():
        data = given.ljust(4096, b"\0")
        sectors = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        chains.append((name, len(data), len(content), len(sectors)))
        content += sectors
    directories = -(-(len(streams) + 1) // 4)
    tables = 1
    while tables * 128 < tables + directories + len(content):
        tables += 1
    assert tables <= 109, "more sectors than the header has room to list tables for"
    first = tables + directories
    fat = [FAT] * tables + [*range(tables + 1, first), END_OF_CHAIN]
    for _, _, start, count in chains:
        fat += [*range(first + start + 1, first + start + count), END_OF_CHAIN]
    fat += [FREE] * (tables * 128 - len(fat))
    entries.append(_entry("Root Entry", 5, 1, END_OF_CHAIN, 0))
    for index, (name, size, start, _) in enumerate(chains, 1):
        entries.append(_entry(name, 2, FREE, first + start, size, right=index + 1 if index < len(chains) else FREE))
    entries += [bytes(128)] * (directories * 4 - len(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += struct.pack("<109I", *[*range(tables), *[FREE] * 109][:109])
    return header + struct.pack(f"<{len(fat)}I", *fat) + b"".join(entries) + b"".join(content)


def _entry(name, kind, child, start, size, *, right=FREE):  # noqa: PLR0913 - the fields in their order
    raw = name.encode("utf-16-le")
    body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, FREE, right, child)
    return body + bytes(36) + struct.pack("<IQ", start, size)
