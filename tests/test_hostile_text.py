"""Published text made to harm whoever reads it comes out of every format as nothing but text.

A new format needs a check of its own in `CHECKS`: that it parses with a real parser, and does no harm.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from datetime import date
from functools import cache

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

import hostile_text
from kpilint.outputs.context import Context
from kpilint.outputs.csv_report import harmless
from kpilint.outputs.formats import FORMATS, render
from kpilint.outputs.jsonl.types import Line
from kpilint.outputs.jsontext import to_json
from kpilint.outputs.located import slashed, uri_of
from kpilint.outputs.markdown.text import cell
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.terminal import Style

TODAY = date(2026, 11, 21)
SECURE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@cache
def rendered(name, lang="zh"):
    return render(name, hostile_text.report(), Context(Style(lang), "0", TODAY))


def hidden(text, allowed="\n"):
    """Return the characters that command a terminal, turn the line round or cannot be seen."""
    return {
        char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in allowed
    }


def findings():
    return list(hostile_text.report().entries)


def check_text(data):
    assert not hidden(data.decode())


def check_json(data):
    text = data.decode()
    assert not hidden(text) - {"\U000e0041"}
    assert "\ufffd" in text  # for halves of characters
    found = json.loads(text)
    told = [one for document in found["documents"] for one in document["findings"]]
    told += [one for document in found["documents"] for table in document["tables"] for one in table["findings"]]
    assert len(told) == len(findings())


def check_jsonl(data):
    lines = data.decode().split("\n")
    assert lines.pop() == ""
    assert not hidden("".join(lines)) - {"\U000e0041"}
    decoded = [msgspec.json.decode(line, type=Line) for line in lines]
    assert sum(type(one).__name__ == "FindingLine" for one in decoded) == len(findings())


def check_sarif(data):
    (run,) = json.loads(data)["runs"]
    assert len(run["results"]) == len(findings())
    for one in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"]):
        text = one["message"]["text"]
        assert not hidden(text, "")
        assert "](" not in text  # a link
    uris = [one["location"]["uri"] for one in run["artifacts"]]
    assert all(re.fullmatch(r"[A-Za-z0-9/._~%:-]+", uri) for uri in uris)
    assert uris[0].startswith("%E4%BA%91%E5%B2%AD%E5%8E%BF/%250A")


def check_junit(data):
    root = etree.fromstring(data, SECURE)
    names = {one.tag for one in root.iter()}
    assert names <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    texts = [text for one in root.iter() for text in (one.text or "", *one.attrib.values())]
    assert not hidden("".join(texts))


def check_github(data):
    lines = data.decode().split("\n")
    assert not hidden("".join(lines), "")
    assert not any("##[" in line for line in lines)
    commands = [line for line in lines if line.strip().startswith("::")]
    annotations = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line) for line in commands]
    assert [line for line, found in zip(commands, annotations, strict=True) if not found] == [
        next(line for line in commands if line.startswith("::group::")), "::endgroup::",
    ]  # fmt: skip
    paths = {re.sub("[\x1b\n\u202e\ud800-\udfff]", "?", slashed(one)) for one in (*hostile_text.PATHS, "\ud800.docx")}
    for found in filter(None, annotations):
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        assert set(properties) <= {"file", "line", "col", "title"}
        assert unescaped(properties["file"]) in paths
    unread = sum(len(one.problems) for one in hostile_text.report().documents)
    unscored = sum(one.score.hundredths is None for one in hostile_text.report().tables)
    counted = sum(one.waiver is None and not one.known for one in findings())
    assert sum(map(bool, annotations)) == unread + unscored + counted


def unescaped(text):
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def check_short(data):
    text = data.decode()
    *findings, last = text.splitlines()
    assert last.startswith("kpilint: ")
    assert len(findings) <= 52
    assert not hidden(text)


def check_gitlab(data):
    found = json.loads(data)
    assert len({one["fingerprint"] for one in found}) == len(found)
    assert not any(hidden(one["description"], "") for one in found)


def check_markdown(data):
    text = data.decode()
    assert len(text) < 65_536
    assert not hidden(text)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    kinds = {one.type for one in tokens} | {child.type for one in tokens for child in one.children or ()}
    assert not kinds & {"link_open", "image", "html_inline", "fence", "code_block", "blockquote_open", "hr", "s_open"}
    shown = html.fromstring(parser.render(text))
    assert {one.tag for one in shown.iter()} == {
        "div", "h2", "h3", "p", "strong", "em", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td",
        "details", "summary",
    }  # fmt: skip
    columns = {len(row) for table in shown.iter("table") for row in table.iter("tr")}
    assert columns == {5, 8}
    assert not re.search(r"@admin|(?<!&)#12|http://|www\.|GH-12", html.tostring(shown, encoding="unicode"))


def check_csv(data):
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {24}
    unread = sum(len(one.problems) for one in hostile_text.report().documents)
    unscored = sum(one.score.hundredths is None for one in hostile_text.report().tables)
    assert len(rows) == 1 + unread + unscored + len(findings())
    cells = [one for row in rows for one in row]
    assert not any(re.search(r"(?:^|[\n\t,;|])\s*[=+\-@＝＋－＠]", one) for one in cells)
    assert not hidden("".join(cells))
    assert max(map(len, cells)) < 32_767


def check_xlsx(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for one in row:
                assert one.data_type != "f", one.coordinate
                assert one.hyperlink is None or one.hyperlink.location, one.coordinate
                assert len(str(one.value or "")) <= 32_767
    check_package(data)


def check_docx(data):
    check_package(data)


def check_package(data):
    """Check that an office file has well-formed parts only, and none that runs or calls anything outside."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name), SECURE)
                assert not root.getroottree().docinfo.doctype
                assert not root.xpath("//@*[local-name()='TargetMode' and .='External']")
                fields = root.xpath("//*[local-name()='instrText']/text() | //@*[local-name()='instr']")
                assert all(re.match(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|DATE|TOC|PAGEREF)\b", one) for one in fields)
        assert not [name for name in package.namelist() if "vba" in name.lower()]


def check_html(data):
    text = data.decode()
    assert not hidden(text) - {"\t", "\U000e0041"}
    page = html.document_fromstring(text)
    policy = page.xpath("//meta[translate(@http-equiv, 'CSP', 'csp')='content-security-policy']/@content")
    assert policy
    assert "default-src 'none'" in policy[0]
    for one in page.iter(etree.Element):
        assert not [name for name in one.attrib if name.lower().startswith("on")], one.tag
        for name in ("src", "href", "action", "formaction", "data", "xlink:href"):
            target = one.get(name) or "#"
            assert target.startswith(("#", "data:image/")), (one.tag, name, target[:80])
    assert not page.xpath("//script[normalize-space(.)='alert(1)'] | //*[@onload] | //iframe | //object | //base")
    assert "alert(1)" in page.text_content()


CHECKS = {
    "text": check_text,
    "json": check_json,
    "jsonl": check_jsonl,
    "sarif": check_sarif,
    "junit": check_junit,
    "github": check_github,
    "gitlab": check_gitlab,
    "markdown": check_markdown,
    "csv": check_csv,
    "short": check_short,
    "xlsx": check_xlsx,
    "html": check_html,
    "docx": check_docx,
}
"""What each format must be, and must not do."""


def test_every_format_has_a_check():
    assert set(CHECKS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_well_formed_and_harmless(name):
    CHECKS[name](rendered(name))


@pytest.mark.parametrize("name", [one for one, form in FORMATS.items() if not form.binary])
def test_a_text_format_is_utf8_and_the_same_each_time(name):
    data = rendered(name)
    data.decode()
    assert render(name, hostile_text.report(), Context(version="0", today=TODAY)) == data


@pytest.mark.parametrize("name", ["jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv"])
def test_the_same_holds_in_english(name):
    CHECKS[name](rendered(name, "en"))


ANY = st.text(st.one_of(st.characters(), st.sampled_from("=+-@;,|\n\r\t `*_[]()<>&#:/w~$\\{}!%\x1b\u202e\ud800")))


@given(ANY)
def test_any_text_is_a_cell_of_csv_that_is_no_formula(text):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow([harmless(text), "b"])
    ((first, second),) = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert (first, second) == (harmless(text), "b")
    assert not re.search(r"(?:^|[\n\t,;|])\s*[=+\-@＝＋－＠]", first)
    assert not hidden(first)


@given(ANY)
def test_any_text_is_text_in_markdown(text):
    source = f"| a | b |\n| --- | --- |\n| {cell(text)} | x |\n"
    page = html.fromstring(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))
    first, second = page.findall(".//td")
    assert (len(first), second.text) == (0, "x")
    shown = (first.text or "").replace("\u200b", "")
    assert " ".join(shown.split()) == " ".join(one_line(text, 400).split())


@given(ANY)
def test_any_text_is_json_that_reads_back(text):
    for indent in (None, 1):
        written = to_json([text, {text: text}], indent)
        clean = re.sub("[\ud800-\udfff]", "\ufffd", text)
        assert json.loads(written) == [clean, {clean: clean}]
        assert not {char for char in hidden(written) if char < "\ufff9"}


@given(ANY)
def test_any_path_is_a_uri(path):
    assert re.fullmatch(r"(?:file:///)?[A-Za-z0-9/._~%:-]*", uri_of(path))
