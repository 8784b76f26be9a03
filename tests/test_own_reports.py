"""Reports of kpilint among the documents: named for what they are, and no way to hide a table."""

import json
from datetime import date

import pytest

from conftest import ROOT
from docx_builder import archive, package
from kpilint import api
from kpilint.loading import Item, load_item
from kpilint.outputs.context import Context
from kpilint.outputs.formats import FORMATS, render
from kpilint.outputs.terminal import Style

EXAMPLES = [str(ROOT / "examples" / name) for name in ("tables.yaml", "yunling-2024.txt", "model.yaml")]
UNMARKED = {"text", "short", "github"}
SUFFIXES = {name: (form.suffixes or (".json",))[0] for name, form in FORMATS.items() if name not in UNMARKED}
MARK = '<meta name="generator" content="kpilint 0.1.0">'
CORE = "<cp:coreProperties><dc:creator>kpilint</dc:creator></cp:coreProperties>"
ROWS = (("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "维修水厂座数", "≥12座"))


@pytest.fixture(scope="module")
def report():
    return api.check(EXAMPLES)


def codes(name, data):
    document = load_item(Item(name, data))
    return [one.code for one in document.problems], len(document.tables)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SUFFIXES)
def test_every_report_is_told_from_a_submission(report, name, lang):
    data = render(name, report, Context(Style(lang), "0.1.0", date(2026, 3, 1)))
    assert codes(f"报告{SUFFIXES[name]}", data) == (["input/own-report"], 0)


def test_a_clean_report_is_told_as_well():
    clean = api.check([str(ROOT / "examples" / "model.yaml")])
    for name in sorted(SUFFIXES.keys() - {"gitlab"}):
        data = render(name, clean, Context(Style("zh"), "0.1.0", date(2026, 3, 1)))
        assert codes(f"报告{SUFFIXES[name]}", data) == (["input/own-report"], 0), name


@pytest.mark.parametrize("command", [
    ("rank", "examples", "--min-tables", "1", "-f", "html"),
    ("rank", "examples", "--min-tables", "1", "-f", "xlsx"),
    ("rank", "examples", "--min-tables", "1", "-f", "json"),
    ("explain", "examples/tables.yaml", "-f", "json"),
])  # fmt: skip
def test_so_are_rankings_and_scores(kpilint, tmp_path, command):
    path = tmp_path / f"结果.{command[-1]}"
    kpilint(*command, "-o", path)
    assert codes(path.name, path.read_bytes()) == (["input/own-report"], 0)


def test_a_folder_with_reports_is_checked_for_the_rest_and_they_are_named(kpilint, tmp_path):
    (tmp_path / "model.yaml").write_bytes((ROOT / "examples" / "model.yaml").read_bytes())
    outputs = [one for name in ("a.html", "a.json", "a.xml", "a.xlsx") for one in ("-o", tmp_path / name)]
    assert kpilint("check", "examples/tables.yaml", *outputs).returncode == 1
    done = kpilint("check", tmp_path)
    told = done.stdout.decode()
    assert done.returncode == 0
    assert told.count("这是 kpilint 的报告，不是绩效目标表") == 4
    assert kpilint("check", tmp_path / "a.html").returncode == 3


def page(rows, mark=MARK):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head>{mark}</head><body><p>维修绩效目标表</p><table>{cells}</table></body></html>".encode()


def word(rows, body=""):
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = "".join("<w:tr>" + "".join(cell.format(one) for one in row) + "</w:tr>" for row in rows)
    parts = package(f"<w:p><w:r><w:t>维修绩效目标表</w:t></w:r></w:p><w:tbl>{table}</w:tbl>{body}")
    return archive({**parts, "docProps/core.xml": CORE})


PIPES = "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 4, ROWS[1]))
TREE = {
    "format": "kpilint.report/1",
    "tables": [{"title": "甲", "indicators": [{"name": "维修座数", "value": "≥12座"}]}],
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.html", page(ROWS)),
        ("表.docx", word(ROWS)),
        ("表.json", json.dumps(TREE).encode()),
        ("表.md", ("## kpilint · 表\n\n" + PIPES).encode()),
    ],
    ids=["html", "docx", "json", "md"],
)  # fmt: skip
def test_a_mark_hides_no_table(name, data):
    found, tables = codes(name, data)
    assert tables == 1
    assert "input/own-report" not in found


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("表.json", b'{"format": "kpilint.report/1", "tables": [', "input/json-syntax"),
        ("表.html", page((), mark=MARK.replace("kpilint", "kpilinter")), "input/no-table"),
        ("表.xml", b'<testsuites name="other"/>', "input/no-table"),
        ("表.json", b"[]", None),
        ("表.json", b'[{"engine_name": "kpilint"}, {"engine_name": "x"}]', None),
        ("表.csv", "文件,问题\n甲,乙\n".encode(), "input/no-table"),
    ],
)
def test_what_is_no_report_is_not_taken_for_one(name, data, code):
    found, _ = codes(name, data)
    assert "input/own-report" not in found
    assert code is None or code in found


def test_what_a_reader_has_to_say_of_a_file_goes_before_its_mark():
    hidden = page(ROWS).replace(b"<table>", b'<table style="display:none">')
    found, _ = codes("表.html", hidden)
    assert "input/hidden-tables" in found
    assert "input/own-report" not in found
