"""Files made to harm who reads them, or damaged on their way, each with what may be said of it.

`REFUSED` files have one problem and no table; `READ` files have one table with one row, whatever is hidden in them.
"""

import io
import json
import struct
import zipfile
import zlib

import doc_builder
import docx_builder
import excel_builder
import pdf_builder

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROW = ("产出指标", "数量指标", "养护里程", "≥30公里")
LAUGHS = "<!DOCTYPE lol [<!ENTITY a0 'lol'>{}]>".format(
    "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 12))
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
VBA = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribute VB_Name Sub AutoOpen() Shell" * 50


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def word_table(*lines):
    return docx_builder.table(
        *(docx_builder.row(*(docx_builder.cell(text, width=2000) for text in line)) for line in lines), grid=[2000] * 4
    )


def word_parts(body="", **more):
    return docx_builder.package(docx_builder.par("绩效目标表") + (body or word_table(HEAD, ROW)), **more)


def docx(body="", **more):
    return zipped(word_parts(body, **more))


def sheet(*lines):
    return excel_builder.rows(*lines)


def xlsx(content="", **more):
    return excel_builder.xlsx(content or sheet(HEAD, ROW), **more)


def doctype(text, head):
    """Put a DOCTYPE and a use of its entity into XML."""
    return f'<?xml version="1.0"?>{head}' + text.split("?>")[-1].replace("养护里程", "&a11;", 1)


def xlsx_with(name, text):
    """Replace a part."""
    with zipfile.ZipFile(io.BytesIO(xlsx())) as package:
        files = {one: package.read(one) for one in package.namelist()}
    return zipped(files | {name: text})


def sheet_xml():
    return f'<worksheet xmlns="{excel_builder.MAIN}">{sheet(HEAD, ROW)}</worksheet>'


def inflating(head, filler, tail, times):
    """Return raw deflate data of `filler` a great many times over, cheaply, with its checksum and size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    out, check, size = packer.compress(head), zlib.crc32(head), len(head)
    for _ in range(times):
        out += packer.compress(filler)
        check, size = zlib.crc32(filler, check), size + len(filler)
    out += packer.compress(tail) + packer.flush()
    return out, zlib.crc32(tail, check), size + len(tail)


def raw_member(data, name, packed, *, size, checksum):
    """Add to a zip a member that is packed already, of the size that it says it has."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(zipfile.ZipInfo(name), packed, zipfile.ZIP_STORED)
    whole = bytearray(out.getvalue())
    raw = name.encode()
    for magic, at, start in ((b"PK\x03\x04", 8, 30), (b"PK\x01\x02", 10, 46)):
        place = whole.rindex(raw) - start if magic == b"PK\x01\x02" else whole.index(magic, len(data) // 9999)
        while whole[place + start : place + start + len(raw)] != raw or whole[place : place + 4] != magic:
            place = whole.index(magic, place + 1)
        struct.pack_into("<H", whole, place + at, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", whole, place + at + 6, checksum)
        struct.pack_into("<I", whole, place + at + 14, size)
    return bytes(whole)


def without(files, name):
    return zipped({key: text for key, text in files.items() if key != name})


def word_bomb(declared=None):
    """A document part of 40 MB in some 60 KB; it may say that it is smaller."""
    head = docx_builder.document("@").split("@")[0].encode()
    packed, checksum, size = inflating(head, b"<w:p/>" * 170_000, b"</w:body></w:document>", 40)
    rest = without(word_parts(), "word/document.xml")
    return raw_member(rest, "word/document.xml", packed, size=declared or size, checksum=checksum)


def sheet_bomb():
    """A sheet of 3 GB in some 3 MB: it has to be refused by what it says, before it is unpacked."""
    packed, checksum, _ = inflating(b"<worksheet>", b"<row/>" * 170_000, b"</worksheet>", 30)
    with zipfile.ZipFile(io.BytesIO(xlsx())) as package:
        files = {one: package.read(one) for one in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    return raw_member(without(files, name), name, packed, size=3_000_000_000, checksum=checksum)


def nested_bomb():
    inner = zipped({"0.txt": bytes(30_000_000)})
    return zipped({"全县/表.zip": zipped({"0.zip": inner})})


def overlapping():
    """Forty files in a list of contents, all of the same bytes (D. Fifield, A better zip bomb, 2019)."""
    data = zipped({"a.txt": "三级指标".encode() * 2000})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    names = [entry.replace(b"a.txt", f"{one:05}".encode()) for one in range(40)]
    listed = b"".join(names)
    return data[:at] + listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 40, 40, len(listed), at, 0)


def locked_member():
    data = bytearray(zipped({"表.yaml": b"a: 1\n" * 9}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_xls():
    book = excel_builder.Xls()
    stream = book.sheet("表", book.string(0, 0, "甲")).stream()
    return doc_builder.compound({"Workbook": stream.replace(b"\x42\0\x02\0\xb0\x04", b"\x2f\0\x02\0\xb0\x04", 1)})


def ole_office():
    return doc_builder.compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x07" * 9000})


def cyclic_ole(name, stream):
    """A compound file whose chain of sectors bites its tail."""
    data = bytearray(doc_builder.compound({name: stream}))
    table = 512
    numbers = list(struct.unpack_from("<128I", data, table))
    first = next(at for at, to in enumerate(numbers) if to == at + 1 and at > 1)
    struct.pack_into("<I", data, table + 4 * first, first)
    return bytes(data)


def xls_stream():
    book = excel_builder.Xls()
    records = [book.string(row, at, text) for row, line in enumerate((HEAD, ROW)) for at, text in enumerate(line)]
    return book.sheet("表", *records).stream()


def doc_streams():
    paragraphs = [doc_builder.para("绩效目标表"), *doc_builder.row(HEAD), *doc_builder.row(ROW), doc_builder.para("")]
    return doc_builder.Word(paragraphs).streams()


def pdf_page():
    cells = [pdf_builder.Cell(row, at, [text]) for row, line in enumerate((HEAD, ROW)) for at, text in enumerate(line)]
    return pdf_builder.table(cells, [50, 150, 250, 350, 450], [100, 130, 160])


def pdf(**more):
    page = pdf_page().text(50, 90, "绩效目标表")
    return pdf_builder.build([page], **more)


def pdf_objects(*bodies):
    return pdf_builder._file(dict(enumerate(bodies, 1)), None)


def pdf_pages(count):
    """A tree of pages that says it has more than there are bytes for."""
    return pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )


def pdf_ring():
    """A tree of pages that is its own child."""
    return pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000 /Parent 2 0 R >>"
    )


def pdf_forms():
    """Forms that draw one another: twenty levels, each ten times, and one that draws itself."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>"
    )
    objects.append(("", b"/X Do"))
    for at in range(20):
        nearest = 6 + at if at < 19 else 5
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {nearest} 0 R >> >>"
        objects.append((entries, b"/X Do " * 10 + b"0 0 m 9 9 l S"))
    return pdf_objects(*objects)


def pdf_drawing():
    """One page of 400 000 lines."""
    return pdf_builder.build([pdf_page().op("0 0 m 9 9 l S\n" * 400_000)])


def pdf_bomb():
    """One stream of 300 MB packed twice."""
    twice = zlib.compress(zlib.compress(b"0 0 m 9 9 l S " * 20_000_000, 1), 1)
    return pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        ("/Filter [/FlateDecode /FlateDecode]", twice),
    )  # fmt: skip


def html(inner=""):
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in (HEAD, ROW))
    return f'<!DOCTYPE html><meta charset="utf-8"><p>绩效目标表</p>{inner}<table>{rows}</table>'.encode()


def word_2003(head=""):
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in line) + "</w:tr>"
        for line in (HEAD, ROW)
    )
    text = f'?><w:wordDocument xmlns:w="{WORD_2003}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:wordDocument>'
    return (doctype(text, head) if head else '<?xml version="1.0"' + text).encode()


def excel_2003(head=""):
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line) + "</Row>"
        for line in (HEAD, ROW)
    )
    sheet_2003 = f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'
    text = f'?><Workbook xmlns="{EXCEL_2003}" xmlns:ss="{EXCEL_2003}">{sheet_2003}</Workbook>'
    return (doctype(text, head) if head else '<?xml version="1.0"' + text).encode()


def flat(head=""):
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text.removeprefix(docx_builder.DECLARED)}</pkg:xmlData></pkg:part>'
        for name, text in word_parts().items()
    )
    text = f'?><pkg:package xmlns:pkg="{FLAT}">{inner}</pkg:package>'
    return (doctype(text, head) if head else '<?xml version="1.0"' + text).encode()


def word_xml(head):
    parts = word_parts()
    return zipped(parts | {"word/document.xml": doctype(parts["word/document.xml"], head)})


def ring_docx():
    """Styles based on each other, numbers linked to each other, relationships that lead back."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/><w:link w:val="{b}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for a, b in (("a", "b"), ("b", "a"), ("c", "c"))
    )
    numbers = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="a"/><w:numStyleLink w:val="b"/></w:abstractNum>'
        + docx_builder.num(1, 1) + docx_builder.num(2, 2)
    )  # fmt: skip
    marked = docx_builder.par("云岭县", '<w:pStyle w:val="a"/>' + docx_builder.numbered(2))
    parts = word_parts(marked + word_table(HEAD, ROW), styles=styles, numbering=numbers)
    back = docx_builder.rels(("numbering", "numbering.xml"), ("styles", "styles.xml"), ("aFChunk", "document.xml"),
                             ("subDocument", "../word/document.xml"))  # fmt: skip
    parts["word/_rels/document.xml.rels"] = back
    parts["word/_rels/numbering.xml.rels"] = docx_builder.rels(("numbering", "numbering.xml"))
    return zipped(parts)


def docm():
    parts = word_parts()
    rels = docx_builder.rels(("vbaProject", "vbaProject.bin"))
    return zipped(parts | {"word/vbaProject.bin": VBA, "word/_rels/document.xml.rels": rels})


ENCRYPTED, DAMAGED, DOCTYPE, LARGE, DEEP = (
    {f"input/{code}"} for code in ("encrypted", "damaged", "doctype", "too-large", "too-deep")
)
PAGES = LARGE | DAMAGED | {"input/pages-unread", "input/scanned", "input/no-table"}

REFUSED = {
    "笑.docx": (lambda: word_xml(LAUGHS), DOCTYPE),
    "外部实体.docx": (lambda: word_xml(EXTERNAL), DOCTYPE),
    "笑.xlsx": (lambda: xlsx_with("xl/worksheets/sheet1.xml", doctype(sheet_xml(), LAUGHS)), DOCTYPE),
    "外部实体.xlsx": (lambda: xlsx_with("xl/worksheets/sheet1.xml", doctype(sheet_xml(), EXTERNAL)), DOCTYPE),
    "关系笑.xlsx": (lambda: xlsx_with("_rels/.rels", LAUGHS + "<a>&a11;</a>"), DOCTYPE | DAMAGED),
    "笑2003.doc": (lambda: word_2003(LAUGHS), DOCTYPE),
    "外部实体2003.xml": (lambda: word_2003(EXTERNAL), DOCTYPE),
    "笑2003.xls": (lambda: excel_2003(LAUGHS), DOCTYPE),
    "外部实体2003.xls": (lambda: excel_2003(EXTERNAL), DOCTYPE),
    "笑单文件.xml": (lambda: flat(LAUGHS), DOCTYPE),
    "长声明.doc": (lambda: word_2003(LAUGHS.replace("lol", "笑" * 40_000)), DOCTYPE),
    "炸弹.zip": (lambda: zipped({"a.txt": bytes(60_000_000)}), LARGE),
    "套娃.zip": (nested_bomb, LARGE),
    "重叠.zip": (overlapping, LARGE | DAMAGED),
    "炸弹.docx": (word_bomb, LARGE),
    "谎报.docx": (lambda: word_bomb(5000), LARGE | DAMAGED),
    "炸弹.xlsx": (sheet_bomb, LARGE),
    "密码.docx": (ole_office, ENCRYPTED),
    "密码.xlsx": (ole_office, ENCRYPTED),
    "密码.doc": (lambda: doc_builder.compound(doc_builder.Word([doc_builder.para("密")], flags=0x0300).streams()),
                 ENCRYPTED),
    "密码.xls": (locked_xls, ENCRYPTED),
    "密码.pdf": (lambda: pdf(user_password="x" * 6), ENCRYPTED),
    "密码.zip": (locked_member, ENCRYPTED),
    "远格.xlsx": (lambda: xlsx(sheet(HEAD, ROW).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v>'
                                                      "</c></row></sheetData>")), LARGE),
    "嵌套表.docx": (lambda: docx("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), DEEP),
    "深表.html": (lambda: html("<table><tr><td>" * 100_000), DEEP),
    "页数.pdf": (lambda: pdf_pages(2_000_000_000), PAGES),
    "自指.pdf": (pdf_ring, PAGES),
    "深.yaml": (lambda: b"a: " + b"[" * 100_000, DEEP | {"input/yaml-syntax"}),
    "深块.yaml": (lambda: b"".join(b" " * at + b"a:\n" for at in range(2000)), DEEP),
    "引用.yaml": (lambda: b"a0: &a0 [x, x]\n" + b"".join(
        b"a%d: &a%d [%s]\n" % (at, at, b", ".join([b"*a%d" % (at - 1)] * 9)) for at in range(1, 12)),
        {"input/alias-weight"}),
    "深.json": (lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", DEEP),
    "环.xls": (lambda: cyclic_ole("Workbook", xls_stream() + bytes(9000)), DAMAGED),
    "环.doc": (lambda: cyclic_ole("WordDocument", doc_streams()["WordDocument"] + bytes(9000)), DAMAGED),
}  # fmt: skip
"""File name to its builder and the codes of which one is told."""

READ = {
    "宏.docm": docm,
    "宏.docx": docm,
    "宏.xlsm": lambda: excel_builder.xlsx(sheet(HEAD, ROW), more={"xl/vbaProject.bin": VBA}),
    "脚本.html": lambda: html("<script>while(1){}</script><iframe src='file:///etc/passwd'></iframe>"),
    "环.docx": ring_docx,
    "深.html": lambda: html("<div>" * 20_000),
    "并格.html": lambda: html("<table><tr>" + '<td rowspan="65534" colspan="1000">甲</td>' * 200 + "</table>"),
    "实体.html": lambda: LAUGHS.encode() + html("<p>&a11;</p>"),
}

SOUND = {
    "表.docx": docx, "表.xlsx": xlsx, "表.pdf": pdf, "表.html": html, "表2003.xml": word_2003,
    "表2003.xls": excel_2003, "表单文件.xml": flat,
    "表.doc": lambda: doc_builder.compound(doc_streams()),
    "表.xls": lambda: doc_builder.compound({"Workbook": xls_stream()}),
    "表.csv": lambda: "\n".join(map(",".join, (HEAD, ROW))).encode(),
    "表.yaml": "标题: 绩效目标表\n绩效指标:\n  - {三级指标: 养护里程, 指标值: ≥30公里}\n".encode,
    "表.json": lambda: json.dumps({"绩效指标": [{"三级指标": "养护里程", "指标值": "≥30公里"}]}).encode(),
    "表.zip": lambda: zipped({"表.docx": docx()}),
}  # fmt: skip
"""One file of each format with nothing wrong."""
