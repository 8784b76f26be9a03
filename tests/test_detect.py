"""Formats told by content: the names that counties give their files are no guide."""

import io
import os
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.problems import CATALOGUE, ReadFailure, message
from kpilint.sources.containers import oledir
from kpilint.sources.detection.detect import detect, differing
from kpilint.sources.detection.formats import ALSO_LISTED, NAMES, SUFFIXES
from kpilint.sources.detection.wanted import furniture, looks_like_ours
from kpilint.sources.limits import Limits

HEADER = "一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,养护里程,≥30公里\n"
YAML = "标题: 村道养护绩效目标表\n绩效指标:\n  - 三级指标: 养护里程\n"
PROSE = "云岭县交通运输局2024年绩效目标\n本部门共有项目3个。\n"
PAGE = "<!DOCTYPE html>\n<html><body><table><tr><td>三级指标</td></tr></table></body></html>"
FRAGMENT = "<table border=1><tr><td>三级指标</td></tr></table>"
WORD_TYPES = (
    '<Types><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def zipped(**members):
    return zipped_names({name.replace("__", "/"): data for name, data in members.items()})


def zipped_names(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def typed(content_type, part="doc/main.xml"):
    types = f'<Types><Override PartName="/{part}" ContentType="application/vnd.{content_type}"/></Types>'
    return zipped_names({"[Content_Types].xml": types, part: "<x/>"})


def ole(*names, inside=(), shift=9, scattered=False):
    """An OLE compound file: streams at the top, those of an embedded object below; sector size 2 ** shift."""
    size = 1 << shift
    entries = [("Root Entry", 5, 0xFFFFFFFF, 0xFFFFFFFF, 1)]
    tops = [*names, *(["ObjectPool"] if inside else [])]
    for at, name in enumerate(tops, 1):
        right = at + 1 if at < len(tops) else 0xFFFFFFFF
        child = len(tops) + 1 if name == "ObjectPool" else 0xFFFFFFFF
        entries.append((name, 1, 0xFFFFFFFF, right, child))
    for at, name in enumerate(inside, len(tops) + 1):
        entries.append((name, 2, 0xFFFFFFFF, at + 1 if at < len(tops) + len(inside) else 0xFFFFFFFF, 0xFFFFFFFF))
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, left, right, child)
        + bytes(48)
        for name, kind, left, right, child in entries
    )
    sectors = [directory[at : at + size].ljust(size, b"\0") for at in range(0, len(directory), size)]
    where = [1 + at * (2 if scattered else 1) for at in range(len(sectors))]
    fat = [0xFFFFFFFF] * (size // 4)
    fat[0] = 0xFFFFFFFD
    for at, sector in enumerate(where):
        fat[sector] = where[at + 1] if at + 1 < len(where) else 0xFFFFFFFE
    body = [b"\xff" * size] * (where[-1] + 1)
    body[0] = struct.pack(f"<{size // 4}I", *fat)
    for sector, data in zip(where, sectors, strict=True):
        body[sector] = data
    header = oledir.MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, shift, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header.ljust(size, b"\0") + b"".join(body)


DOCX = zipped_names({"[Content_Types].xml": WORD_TYPES, "word/document.xml": "<w/>", "word/embeddings/a.xlsx": "PK"})
DOC = ole("WordDocument", "1Table", "Data")
CONTENTS = {
    "docx": DOCX,
    "xlsx": typed("openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
    "doc": DOC,
    "xls": ole("Workbook", "\x05SummaryInformation"),
    "pdf": b"%PDF-1.7\n1 0 obj\n%%EOF",
    "rtf": rb"{\rtf1\ansi\ansicpg936 \u20113?}",
    "html": PAGE.encode("gb18030"),
    "mhtml": b"From: <Saved by WPS>\nSubject: =?utf-8?B?5LqR?=\n x\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/related; boundary="a"\n\n--a\nContent-Type: text/html\n\n<html>',
    "word2003": b'\xef\xbb\xbf<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument '
    b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
    "excel2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "flatopc": b'<?xml version="1.0" standalone="yes"?><pkg:package '
    b'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
}
OFFICE_SUFFIXES = [".docx", ".doc", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".zip", "", ".DOCX", ".2024年", ".xml"]


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        (form, suffix)
        for form in CONTENTS
        for suffix in [*OFFICE_SUFFIXES, ".csv", ".html", *([".txt", ".yaml"] if form != "mhtml" else [])]
    ],  # a letter in a text file is text
)
def test_what_has_a_mark_of_its_own_is_known_under_any_name(form, suffix):
    assert detect(f"云岭县/目标表{suffix}", CONTENTS[form]) == form


@pytest.mark.parametrize("suffix", [".doc", ".xls", ".docx", "", ".htm", ".XLS"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", [FRAGMENT, f"\n<style>td {{}}</style>\n{FRAGMENT}", f"云岭县\n{FRAGMENT}"])
def test_pieces_of_pages_are_pages_where_the_name_does_not_say_text(suffix, encoding, text):
    assert detect(f"表{suffix}", text.encode(encoding)) == "html"


def test_markdown_and_text_with_a_table_in_them_stay_text():
    for suffix in (".md", ".txt"):
        assert detect(f"表{suffix}", f"# 标题\n\n{FRAGMENT}".encode()) == "text"
        assert detect(f"表{suffix}", f"<!-- 说明 -->\n{FRAGMENT}".encode()) == "text"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("表.xls", HEADER.replace(",", "\t"), "csv"), ("表.xls", HEADER, "csv"), ("表.xlsx", HEADER, "csv"),
        ("表.txt", HEADER, "csv"), ("表.txt", HEADER.replace(",", "\t"), "text"), ("表", HEADER, "csv"),
        ("表.csv", PROSE, "csv"), ("表.doc", PROSE, "text"), ("表", PROSE, "text"), ("表.txt", PROSE, "text"),
        ("表.txt", YAML, "yaml"),
        ("表.md", PROSE + "- 项目: 甲\n", "text"),
        ("表.yaml", PROSE, "yaml"), ("表", YAML, "yaml"), ("表.docx", YAML, "yaml"),
        ("表", '{"tables": []}', "json"), ("表", '{"a": 1}\n{"a": 2}\n', "jsonl"), ("表.json", "x", "json"),
        ("表.txt", '{"tables": []}', "json"), ("表.txt", "[附件1] 一级指标", "text"),
        ("表.txt", '{"a": 1}\n{"a": 2}\n', "jsonl"), ("表.txt", "绩效指标:\n- 养护里程30公里\n", "text"),
        ("表.dat", YAML, "yaml"), ("表.md", "MIME-Version: 1.0\n\n正文", "text"),
        ("表.html", "没有一个标签", "html"), ("-", YAML, "yaml"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_goes_by_its_name_and_then_by_its_lines(name, text, form, encoding):
    assert detect(name, text.encode(encoding)) == form


@pytest.mark.parametrize("text", ["PK", "404 Not Found", "正在下载"])
def test_text_that_speaks_of_something_else_is_no_office_file(text):
    for suffix in (".docx", ".xlsx", ".pdf", ".zip"):
        assert code(f"表{suffix}", text.encode())[0] == "input/not-recognised"
        assert detect(f"表{suffix}", f"{text}绩效目标".encode()) == "text"
    assert detect("表.doc", text.encode()) == "text"


def test_a_few_wrong_bytes_do_not_hide_what_a_file_is():
    assert detect("表.xls", FRAGMENT.encode("gb18030") + b"\xff\xff") == "html"
    assert detect("表.csv", HEADER.encode() + b"\xff\xff") == "csv"  # whose reader says where they are
    assert detect("表.txt", PROSE.encode() + b"\xff\xff") == "text"
    assert code("表.doc", PROSE.encode() + b"\xff\xff")[0] == "input/not-recognised"


def code(name, data, limits=None):
    with pytest.raises(ReadFailure) as caught:
        detect(name, data, *([limits] if limits else []))
    problem = caught.value.problem
    for lang in ("zh", "en"):
        assert "{" not in message(problem.code, problem.args, lang)
    return problem.code, problem.args.get("found", "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ole("EncryptedPackage", "EncryptionInfo"), ("input/encrypted", "")),
        (ole("PowerPoint Document"), ("input/save-as", "PowerPoint")),
        (typed("openxmlformats-officedocument.presentationml.presentation.main+xml"), ("input/save-as", "pptx")),
        (typed("ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"), ("input/save-as", "xlsb")),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), ("input/save-as", "odt")),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ("input/save-as", "ods")),
        (zipped_names({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": ""}), ("input/save-as", "OFD")),
        (b'<?xml version="1.0"?><office:document xmlns:office="x"/>', ("input/save-as", "OpenDocument XML")),
        (b'<?xml version="1.0"?><rss><table/></rss>', ("input/unsupported", "XML <rss>")),
        (b"Rar!\x1a\x07\x01\0" + bytes(50), ("input/unpack-first", "RAR")),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), ("input/unpack-first", "7z")),
        (b"\x1f\x8b\x08" + bytes(50), ("input/unpack-first", "gzip")),
        (bytes(257) + b"ustar" + bytes(250), ("input/unpack-first", "tar")),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), ("input/image", "PNG")),
        (b"\xff\xd8\xff\xe0" + bytes(50), ("input/image", "JPEG")),
        (b"II*\0" + bytes(50), ("input/image", "TIFF")),
        (b"BM\x36\0\1\0\0\0\0\0" + bytes(50), ("input/image", "BMP")),
        (b"\0\0\0\x18ftypheic" + bytes(50), ("input/image", "HEIC")),
        (b"\0\x01garbage\xff\xfe" * 30, ("input/not-recognised", "")),
        (bytes(100), ("input/not-recognised", "")),
        (DOCX[: len(DOCX) // 2], ("input/damaged", "")),
        (b"PK\x03\x04 word", ("input/damaged", "")),
    ],
)
@pytest.mark.parametrize("suffix", [".docx", "", ".xls", ".pdf"])
def test_what_is_not_read_is_named_with_what_to_do(data, expected, suffix):
    assert code(f"云岭县/表{suffix}", data) == expected


@pytest.mark.parametrize(("suffix", "wanted"), [(".wps", ".docx"), (".et", ".xlsx")])
def test_old_files_of_wps_office_are_to_be_saved_anew(suffix, wanted):
    data = ole("WpsCustomData")
    with pytest.raises(ReadFailure) as caught:
        detect(f"表{suffix}", data)
    assert caught.value.problem.args["expected"] == wanted


def test_embedded_objects_do_not_make_the_file_theirs():
    assert detect("表.doc", ole("WordDocument", "1Table", inside=("Workbook", "CompObj"))) == "doc"
    assert detect("表.doc", ole("Workbook", inside=("WordDocument", "1Table"))) == "xls"


@pytest.mark.parametrize("shift", [9, 12])
@pytest.mark.parametrize("scattered", [False, True])
def test_directories_of_any_length_and_order_are_followed(shift, scattered):
    names = [f"流{number}" for number in range(40)]
    assert oledir.top_names(ole(*names, "WordDocument", shift=shift, scattered=scattered)) == {*names, "WordDocument"}


def test_a_broken_directory_is_searched_for_names_that_are_known():
    whole = ole("1Table", "WordDocument", inside=("x",))
    lost = whole[:48] + b"\xf0\xff\x0f\0" + whole[52:]
    assert oledir.top_names(lost) == {"WordDocument"}
    assert detect("表", lost) == "doc"
    assert detect("表.doc", whole[:600]) == "doc"  # its reader says what is missing
    assert code("表", whole[:600])[0] == "input/not-recognised"


def test_a_ring_of_sectors_or_of_names_ends():
    whole = bytearray(ole("WordDocument", "1Table"))
    struct.pack_into("<I", whole, 512 + 4, 1)  # the directory goes on with itself
    assert "WordDocument" in oledir.top_names(bytes(whole))
    whole = bytearray(ole("WordDocument", "1Table"))
    struct.pack_into("<I", whole, 512 + 512 + 2 * 128 + 68, 1)  # the second name is left of the first and right of it
    assert oledir.top_names(bytes(whole)) == {"WordDocument", "1Table"}


@given(st.binary(max_size=40), st.integers(0, 3000), st.sampled_from(["DOC", "DOCX"]))
@settings(max_examples=150)
def test_broken_files_are_a_format_or_a_failure_and_nothing_else(noise, at, which):
    data = {"DOC": DOC, "DOCX": DOCX}[which]
    broken = data[: at % len(data)] + noise + data[at % len(data) + len(noise) :]
    try:
        found = detect("表.doc", broken)
    except ReadFailure as failure:
        found = failure.problem.code
    assert found in NAMES or found in CATALOGUE


@pytest.mark.parametrize("suffix", [*SUFFIXES, *ALSO_LISTED, ""])
def test_random_bytes_are_never_taken_for_a_document_by_their_name(suffix):
    for size in (64, 1000, 70_000):
        data = os.urandom(size - 8) + b"\0\xff\0\xfe\x80\0\xff\xff"
        if suffix in (".html", ".htm", ".mht", ".mhtml"):
            assert detect(f"x{suffix}", data) == "html"  # browsers show anything
        else:
            assert code(f"x{suffix}", b"\x07" + data)[0] == "input/not-recognised"


def test_pdf_headers_may_have_junk_before_them():
    junk = b"HTTP/1.1 200 OK\r\n\r\n" + b"\xff" * 300
    assert detect("x", junk + b"%PDF-1.4\nstartxref\n0\n%%EOF") == "pdf"
    assert detect("x.pdf", junk + b"%PDF-1.4\n") == "pdf"
    assert code("x.pdf", b"\xff" * 2000 + b"\0%PDF-1.4\n")[0] == "input/not-recognised"
    assert detect("说明.txt", "文件以 %PDF-1.4 开头，startxref 结尾".encode()) == "text"


def test_a_list_of_contents_of_a_zip_is_bounded():
    many = zipped_names({f"{number}.txt": "" for number in range(30)})
    assert code("表.zip", many, Limits(archive_entries=20))[0] == "input/too-large"
    assert detect("表.zip", many) == "zip"


@pytest.mark.parametrize(
    ("name", "form", "told"),
    [
        ("表.doc", "html", True), ("表.DOC", "docx", True), ("表.xls", "csv", True), ("表.docx", "zip", True),
        ("表.rtf", "docx", True), ("表.doc", "doc", False), ("表.wps", "docx", False), ("表.et", "xls", False),
        ("表.wps", "html", True), ("表.txt", "csv", False), ("表.html", "mhtml", False), ("表", "doc", False),
        ("表.2024年", "doc", False), ("表.docm", "docx", False), ("表.rtf", "rtf", False),
    ],
)  # fmt: skip
def test_a_name_that_promises_another_format_is_told(name, form, told):
    note = differing(name, form)
    assert (note is not None) == told
    if note:
        assert CATALOGUE[note.code].severity.value == "info"
        assert name[1:].lower() in message(note.code, note.args, "zh")


def test_every_suffix_promises_a_format_with_a_name():
    assert set(SUFFIXES.values()) <= NAMES.keys()
    assert not ALSO_LISTED & SUFFIXES.keys()


@pytest.mark.parametrize(
    ("name", "head", "ours"),
    [
        ("表", DOCX, True), ("表.bak", DOC, True), ("表.2024年", CONTENTS["pdf"], True),
        ("x.dat", CONTENTS["rtf"], True),
        ("x.xml", CONTENTS["word2003"] + "绩效".encode(), True), ("绩效目标", PROSE.encode("gb18030"), True),
        ("1.绩效目标表", PROSE.encode(), True), ("tool.py", PROSE.encode(), False), ("README", b"about", False),
        ("lib.jar", zipped_names({"META-INF/MANIFEST.MF": ""}), False), ("a.png", b"\x89PNG", False),
        ("空", b"", False),
    ],
)  # fmt: skip
def test_files_without_a_known_suffix_are_ours_if_they_look_it(name, head, ours):
    assert looks_like_ours(name, head) == ours


def test_what_systems_and_programs_leave_about_is_no_document():
    assert all(map(furniture, ["a/.x.docx", "~$表.docx", "__MACOSX/a/b.docx", "Thumbs.db", ".DS_Store"]))
    assert not any(map(furniture, ["a/表.docx", "a.b/表", "~表.docx"]))
