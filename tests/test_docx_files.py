"""The reader of Word documents: the forms of the file, hostile and broken ones, and the time they take."""

import io
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_builder import (
    DECLARED,
    REL,
    STRICT,
    W,
    abstract,
    archive,
    cell,
    document,
    docx,
    failure,
    grids,
    level,
    lines,
    num,
    numbered,
    only_grid,
    package,
    par,
    read,
    rels,
    row,
    table,
)
from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure, message
from kpilint.sources.boxes import Grid, Line, read_parts
from kpilint.sources.containers.package import Package
from kpilint.sources.docx import parts
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

# -- the ways the file itself comes


def test_the_strict_namespace_is_read():
    body = table(row(cell("甲", span=2)), row(cell("a"), cell("b")))
    assert only_grid(body, space=STRICT)[0] == (0, 0, 1, 2, "甲")
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    assert lines(par("x", numbered(1)), space=STRICT, numbering=numbering) == ["1. x"]


def test_the_document_is_found_where_the_package_says_it_is():
    assert read(docx(par("甲"), main="wps/main2.xml")) == [Line("甲", Place(1))]
    files = package(par("甲"))
    del files["_rels/.rels"]
    assert read(archive(files)) == [Line("甲", Place(1))]


def test_backslashes_and_capitals_in_part_names_are_read():
    files = {name.replace("/", "\\").upper(): content for name, content in package(par("甲")).items()}
    assert read(archive(files)) == [Line("甲", Place(1))]


def test_flat_packages_are_read():
    parts_of = package(par("x", numbered(1)), numbering=abstract(0, level(0, "%1.")) + num(1, 0))
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text.removeprefix(DECLARED)}</pkg:xmlData></pkg:part>'
        for name, text in parts_of.items()
    )
    flat = (
        f'{DECLARED}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inner}</pkg:package>'
    )
    assert read(flat.encode()) == [Line("1. x", Place(1))]
    assert read("\ufeff".encode() + flat.encode()) == [Line("1. x", Place(1))]
    assert read(flat.encode("utf-16")) == [Line("1. x", Place(1))]


def test_the_xml_of_word_2003_is_read():
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
        '<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
        "<w:body><wx:sect>"
        '<w:p><w:pPr><w:pStyle w:val="1"/><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/>'
        "</w:listPr></w:pPr>"
        "<w:r><w:t>目标</w:t></w:r></w:p>"
        '<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        '<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
        '<w:tc><w:p><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>删</w:delText></w:r>'
        "</aml:content></aml:annotation>"
        '<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>乙</w:t></w:r></aml:content>'
        "</aml:annotation></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl></wx:sect></w:body></w:wordDocument>"
    )
    found = read(xml.encode())
    assert found[0] == Line("一、 目标", Place(1), heading=True)
    assert grids(found) == [[(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]]


def test_a_template_or_a_document_with_macros_reads_the_same():
    files = package(par("甲")) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99}
    assert read(archive(files, zipfile.ZIP_STORED)) == [Line("甲", Place(1))]


# -- files that cannot be read


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "input/empty"),
        (b" \n ", "input/empty"),
        (b"PK\x03\x04" + b"\0" * 99, "input/damaged"),
        (b"no document at all", "input/damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "input/encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "input/unsupported"),
        (b"<html><body>x</body></html>", "input/unsupported"),
        (b"<w:wordDocument", "input/damaged"),
        (archive({"a.txt": "x"}), "input/damaged"),
        (archive({"word/document.xml": "<a/>"}), "input/unsupported"),
        (archive({"word/document.xml": ""}), "input/damaged"),
        (archive({"word/document.xml": document(par("甲"))[:-9]}), "input/damaged"),
        (archive({"word/document.xml": "<x>" * 300 + "</x>" * 300}), "input/too-deep"),
    ],
)
def test_what_is_no_word_document_is_refused_with_one_message(data, code):
    assert failure(data) == code


def test_a_doctype_is_refused_and_entities_never_expand():
    bomb = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    for head in ("<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">', bomb):
        assert failure(archive({"word/document.xml": document(par("甲"), head=head)})) == "input/doctype"
    inner = ("xxxxxxxxxx", *(f"&e{at};" * 10 for at in range(11)))
    many = "".join(f'<!ENTITY e{at} "{text}">' for at, text in enumerate(inner))
    assert failure(archive({"word/document.xml": f'<!DOCTYPE a [{many}]><a b="&e11;"/>'})) == "input/doctype"
    numbering = package(par("x"), numbering=abstract(0))
    numbering["word/numbering.xml"] = "<!DOCTYPE x>" + numbering["word/numbering.xml"]
    assert failure(archive(numbering)) == "input/doctype"


def test_encrypted_entries_are_named_as_such():
    data = bytearray(docx(par("甲")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    assert failure(bytes(data)) == "input/encrypted"


def test_a_wrong_checksum_a_cut_archive_and_a_doubled_part_are_refused():
    data = archive(package(par("甲" * 50)), zipfile.ZIP_STORED)
    assert failure(data.replace("甲".encode(), "乙".encode(), 1)) == "input/damaged"
    assert failure(data[: len(data) // 2]) == "input/damaged"
    assert failure(data[:-30]) == "input/damaged"
    out = io.BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as file:
        file.writestr("word/document.xml", document(par("乙")))
    assert failure(out.getvalue()) == "input/damaged"


def test_sizes_are_counted_while_unpacking():
    big = package(par("甲") + " " * 50_000)
    assert failure(archive(big), Limits(unpacked_bytes=40_000)) == "input/too-large"
    assert failure(archive(big), Limits(file_bytes=100)) == "input/too-large"
    assert (
        failure(archive(package("") | {f"x{at}": "" for at in range(60)}), Limits(archive_entries=50))
        == "input/too-large"
    )
    lie = bytearray(archive(big))
    at = lie.find(b"PK\x01\x02", lie.find(b"PK\x01\x02") + 4)  # second entry: the document
    lie[at + 24 : at + 28] = struct.pack("<I", 100)
    assert failure(bytes(lie)) == "input/damaged"


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused_before_it_is_unpacked():
    bomb = archive({"word/document.xml": b"<a>" + b" " * (40 << 20)})
    assert len(bomb) < 100_000
    started = time.perf_counter()
    assert failure(bomb) == "input/too-large"
    assert time.perf_counter() - started < 1


def test_limits_on_tables_rows_cells_and_nesting():
    deep = table(row(cell("x")))
    for _ in range(20):
        deep = table(row(cell(inner=deep)))
    assert failure(docx(deep)) == "input/too-deep"
    thousand = "<w:tbl><w:tr><w:tc>" * 1000 + "</w:tc></w:tr></w:tbl>" * 1000
    assert failure(docx(thousand)) == "input/too-deep"
    assert failure(docx(table(row(cell("x"))) * 5), Limits(tables=4)) == "input/too-large"
    assert failure(docx(table(*[row(cell("x"))] * 5)), Limits(rows=4)) == "input/too-large"
    assert failure(docx(par("x") * 5), Limits(rows=4)) == "input/too-large"
    assert failure(docx(table(row(*[cell()] * 1025)))) == "input/too-large"
    assert failure(docx(table(row(*[cell("x", extra="<w:hMerge/>")] * 1025)))) == "input/too-large"


@pytest.mark.parametrize("value", ["", "x", "-3", "0", "999999999999999999999", "1e9"])
def test_numbers_out_of_their_range_do_no_harm(value):
    extra = f'<w:gridSpan w:val="{value}"/><w:tcW w:w="{value}" w:type="dxa"/>'
    free = f'<w:gridBefore w:val="{value}"/><w:gridAfter w:val="{value}"/>'
    numbering = abstract(0, level(value, "%1%9", start=value)) + num(value, 0)
    body = table(row(cell("甲", extra=extra), cell("乙"), properties=free), row(cell("a"), cell("b")), grid=[value, 3])
    found = read(docx(body + par("x", numbered(value, value)), numbering=numbering))
    assert [text for *_, text in grids(found)[0]] == ["甲", "乙", "a", "b"]
    assert read_parts(found, "a.docx", "docx", DEFAULT_LIMITS).format == "docx"


# -- anything at all

SAMPLE = docx(
    par("一、目标", numbered(1))
    + table(row(cell("甲", merge="r"), cell("乙")), row(cell(merge="c"), cell("丙")), grid=[900, 900]),
    numbering=abstract(0, level(0, "%1.")) + num(1, 0),
    styles='<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>',
)
STORED = archive(
    package(
        par("题") + table(row(cell("甲", span=2)), row(cell("a"), cell("b"))), numbering=abstract(0, level(0, "%1."))
    ),
    zipfile.ZIP_STORED,
)


def assess(data):
    try:
        for part in parts(data, DEFAULT_LIMITS):
            if isinstance(part, Problem):
                message(part.code, part.args, "zh")
            elif isinstance(part, Grid):
                assert all(box.rows > 0 and box.columns > 0 and box.row >= 0 and box.column >= 0 for box in part.boxes)
    except ReadFailure as found:
        message(found.problem.code, found.problem.args, "en")


@given(st.sampled_from([SAMPLE, STORED]), st.data())
@settings(max_examples=300)
def test_changed_bytes_are_read_or_refused_and_nothing_else(sample, draw):
    data = bytearray(sample)
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    assess(bytes(data))


@given(st.sampled_from([SAMPLE, STORED]), st.integers(0, 3000), st.integers(0, 3000))
@settings(max_examples=150)
def test_cut_files_are_read_or_refused_and_nothing_else(sample, start, end):
    assess(sample[start:end])


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"<", b"<w:p", b"\xff\xfe<\0", b"\xd0\xcf\x11\xe0"])
)
@settings(max_examples=150)
def test_random_bytes_are_refused_and_nothing_else(data, start):
    assess(start + data)


PIECES = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
    "<w:t>文</w:t>", "<w:txbxContent>", "</w:txbxContent>", "<mc:AlternateContent>", "</mc:AlternateContent>",
    "<mc:Choice>", "</mc:Choice>", "<mc:Fallback>", "</mc:Fallback>", "<w:tcPr><w:vMerge/></w:tcPr>",
    '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>', '<w:fldChar w:fldCharType="begin"/>',
    '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>',
    '<w:trPr><w:del w:id="1"/></w:trPr>', "<w:tblGrid><w:gridCol/></w:tblGrid>", "<w:del>", "</w:del>", "<m:f>",
    "</m:f>", "<m:sup>", "</m:sup>", '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>', "<w:altChunk/>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300)
def test_elements_in_any_order_are_read(pieces):
    opened, body = [], ""
    for piece in pieces:
        if piece.startswith("</"):
            if opened and opened[-1] == piece[2:-1]:
                opened.pop()
                body += piece
        else:
            body += piece
            if not piece.endswith("/>") and "</" not in piece:
                opened.append(piece[1:-1])
    body += "".join(f"</{tag}>" for tag in reversed(opened))
    found = read(docx(body))
    assert read_parts(found, "a.docx", "docx", DEFAULT_LIMITS).format == "docx"


# -- time


def seconds(data):
    started = time.perf_counter()
    count = sum(1 for part in parts(data) for _ in (part.boxes if isinstance(part, Grid) else ()))
    return time.perf_counter() - started, count


def test_time_grows_with_the_file_and_no_faster():
    line = row(*(cell(str(at), merge="r") for at in range(6)))
    seconds(docx(table(line * 200)))
    small, few = min(seconds(docx(table(line * 1_000))) for _ in range(3))
    large, many = seconds(docx(table(line * 8_000)))
    assert many == 8 * few
    assert large < small * 8 * 3


def test_a_long_pattern_of_numbers_is_not_filled_for_every_paragraph():
    numbering = abstract(0, level(0, "%1" * 20_000)) + num(1, 0)
    found = read(docx(par("x", numbered(1)) * 300, numbering=numbering))
    assert max(len(part.text) for part in found) < 100


def test_a_paragraph_of_five_megabytes_is_read():
    text = "绩效" * 900_000
    assert [len(part.text) for part in read(docx(par(text)))] == [len(text)]


def test_an_open_package_lists_and_reads_its_parts():
    opened = Package(docx(par("甲")), DEFAULT_LIMITS)
    assert sorted(opened.names()) == ["_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"]
    assert opened.main() == "word/document.xml"
    assert opened.xml("word/document.xml").tag == f"{{{W}}}document"
    assert "Word/Document.xml" in opened
    with pytest.raises(ReadFailure):
        opened.read("word/none.xml")


def test_targets_outside_the_package_are_told_apart():
    link = f'<Relationship Id="a" Type="{REL}/hyperlink" Target="http://x/" TargetMode="External"/>'
    up = f'<Relationship Id="b" Type="{REL}/styles" Target="../styles.xml"/>'
    up += f'<Relationship Id="c" Type="{REL}/x" Target="/a/b.xml"/>'
    files = package("") | {
        "word/_rels/document.xml.rels": f'<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}{up}</R>'
    }
    found = Package(archive(files)).relationships("word/document.xml")
    assert [(found[key].kind, found[key].target, found[key].external) for key in "abc"] == [
        ("hyperlink", "http://x/", True),
        ("styles", "styles.xml", False),
        ("x", "a/b.xml", False),
    ]


def test_a_document_of_pictures_only_is_said_to_need_recognition():
    images = rels(("image", "media/1.png"), ("image", "media/2.png"))
    scanned = package(par("绩效目标表")) | {"word/_rels/document.xml.rels": images}
    found = list(parts(archive(scanned)))
    assert [(one.code, one.args) for one in found if isinstance(one, Problem)] == [
        ("input/only-images", {"count": "2"})
    ]
    typed = package(par("绩效目标表") + table(row(cell("甲")))) | {"word/_rels/document.xml.rels": images}
    assert not [one for one in parts(archive(typed)) if isinstance(one, Problem)]
