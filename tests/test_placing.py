"""County, unit and year in the reports of `check`, by whose word, and what a saved report keeps of it."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from kpilint.cli import app
from kpilint.model import Document, Table
from kpilint.report import SETTINGS
from kpilint.report.placing import Placed, places_of
from kpilint.report.values import DocumentReport, Report
from kpilint.scoring import ScoreModel

ROOT = Path(__file__).parent.parent
GOOD = (ROOT / "examples/model.yaml").read_text("utf-8")
BAD = (ROOT / "examples/tables.yaml").read_text("utf-8")


def written(path, text, unit):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(re.sub(r"^单位: .*$", f"单位: {unit}", text, count=1, flags=re.MULTILINE), "utf-8")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two districts of one name, a county that only the manifest knows, and a file of nobody's."""
    root = tmp_path_factory.mktemp("corpus")
    written(root / "白河市/松山区/a.yaml", GOOD, "松山区财政局 2025年 单位：万元")
    written(root / "青山市/松山区/b.yaml", BAD, "教育局")
    written(root / "汇总.yaml", GOOD, "水务局")
    written(root / "其他.yaml", GOOD, "=水务局")
    (root / "kpilint.yaml").write_text("manifest:\n- {path: 汇总.yaml, county: 石桥县}\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def run():
    def run(*args):
        done = CliRunner(env={"KPILINT_LANG": "zh"}).invoke(app, [str(one) for one in args])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.stdout

    return run


@pytest.fixture(scope="module")
def reports(corpus, run, tmp_path_factory):
    """The corpus in five formats of one run."""
    folder = tmp_path_factory.mktemp("reports")
    goals = [
        word for one in ("json", "jsonl", "csv", "xlsx", "html") for word in ("-f", one, "-o", folder / f"r.{one}")
    ]
    run("check", corpus, "--no-cache", *goals)
    return folder


def test_json_has_county_unit_and_year_with_where_each_is_written(reports):
    whole = json.loads((reports / "r.json").read_text("utf-8"))
    found = {Path(one["path"]).name: one for one in whole["documents"]}
    belongs = found["a.yaml"]["tables"][0]["belongs"]
    assert belongs == {
        "county": "白河市松山区", "city": "白河市", "unit": "财政局", "year": 2025,
        "county_by": "document", "unit_by": "document", "year_by": "document",
    }  # fmt: skip
    assert found["a.yaml"]["unit"] == "松山区财政局 2025年 单位：万元"  # as published
    assert found["b.yaml"]["belongs"]["county"] == "青山市松山区"
    assert found["b.yaml"]["belongs"]["county_by"] == "folder"
    assert found["汇总.yaml"]["belongs"]["county_by"] == "manifest"
    assert (found["其他.yaml"]["belongs"]["county"], found["其他.yaml"]["belongs"]["county_by"]) == ("", "none")


def test_every_line_of_jsonl_says_whose_it_is(reports):
    lines = [json.loads(line) for line in (reports / "r.jsonl").read_text("utf-8").splitlines()]
    told = {one["format"]: one for one in lines if one.get("path", "").endswith("b.yaml")}
    for form in ("kpilint.document/1", "kpilint.table/1", "kpilint.finding/1"):
        assert (told[form]["belongs"]["county"], told[form]["belongs"]["unit"]) == ("青山市松山区", "教育局")


def test_lists_have_columns_for_county_and_by_whose_word(reports):
    rows = list(csv.DictReader(io.StringIO((reports / "r.csv").read_text("utf-8-sig"))))
    (placed,) = {(one["县区"], one["单位"], one["归属依据"]) for one in rows if one["文件"].endswith("b.yaml")}
    assert placed == ("青山市松山区", "教育局", "县区：文件夹；单位：文件内；年度：文件内")
    book = openpyxl.load_workbook(reports / "r.xlsx")
    for sheet in (book["绩效目标表"], book["问题"]):
        heads = [cell.value for cell in sheet[1]]
        at, by = heads.index("县区"), heads.index("归属依据")
        assert ("青山市松山区", placed[2]) in {(row[at], row[by]) for row in sheet.iter_rows(2, values_only=True)}
    ranked = [row[3] for row in book["排名"].iter_rows(2, values_only=True)]
    assert {"白河市松山区", "青山市松山区", "石桥县", "（未识别）"} <= set(ranked)


def test_the_page_goes_from_county_to_unit_to_table(reports):
    page = (reports / "r.html").read_text("utf-8")
    (counties,) = re.findall(r'<table[^>]*aria-labelledby="counties">.*?</table>', page, re.DOTALL)
    names = re.findall(r'<a href="#(u\d+)">(.*?)</a>', counties)
    assert [name for _, name in names][:-1] == [*dict.fromkeys(name for _, name in names)][:-1]
    assert {re.sub("<.*?>", "", name) for _, name in names[:-1]} == {"白河市松山区", "青山市松山区", "石桥县"}
    assert "未识别" in names[-1][1]  # what is nobody's comes last
    for anchor, _ in names:
        (target,) = re.findall(rf'<tr id="{anchor}">.*?<a href="#(t[\d-]+)">', page, re.DOTALL)
        assert f'id="{target}"' in page


def test_a_saved_report_ranks_where_the_manifest_put_it_though_it_be_gone(reports, run):
    ranked = json.loads(run("rank", reports / "r.json", "--by", "county", "-f", "json", "--no-config"))
    assert {one["county"]: one["sources"] for one in ranked["groups"]}["石桥县"] == {"manifest": 1}


def test_one_county_is_no_comparison(tmp_path, run):
    written(tmp_path / "a.yaml", GOOD, "云岭县财政局")
    page = run("check", tmp_path, "--no-cache", "-f", "html")
    assert 'aria-labelledby="counties"' not in page


def test_a_settings_file_belongs_to_nobody():
    documents = (
        DocumentReport(0, Document("云岭县/a.yaml", "yaml", (Table("x"),), unit="财政局"), ()),
        DocumentReport(1, Document("云岭县/kpilint.yaml", SETTINGS), ()),
    )
    places = places_of(Report(documents, {}, ScoreModel("x", (), {}, {}, 59, ()), "x", {}))
    assert (places[0, None].county, places[0, None].unit) == ("云岭县", "财政局")
    assert places[1, None] == Placed()
