"""The report as a workbook: nothing of it missing, nothing of it run, the same bytes every time."""

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from kpilint import api
from kpilint.finding import Waiver
from kpilint.model import Document, Indicator, Place, Problem, Table
from kpilint.outputs import xlsx
from kpilint.outputs.context import Context
from kpilint.outputs.listing import listed
from kpilint.outputs.terminal import Style
from kpilint.outputs.xlsx.book import Book, Column, harmless

EXAMPLES = Path(__file__).parents[1] / "examples"
ROWS = {"zh": ("汇总", "绩效目标表", "问题", "排名"), "en": ("Overview", "Tables", "Findings", "Ranking")}


def context(lang="zh"):
    return Context(Style(lang), "0.0", date(2024, 5, 6))


@pytest.fixture(scope="module")
def report():
    return api.check([str(EXAMPLES)])


def opened(report, lang="zh"):
    return load_workbook(io.BytesIO(xlsx.render(report, context(lang))))


def table(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


def bad(texts, document=None):
    rows = tuple(Indicator("产出指标", "数量指标", text, "", "良好", "相关政策") for text in texts)
    made = Table(
        title=texts[0], project=texts[-1], unit=texts[0], indicators=rows, columns=frozenset({"name", "value", "basis"})
    )
    return document or Document(f"{texts[0]}.yaml", "yaml", (made,))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_there_are_four_sheets_in_the_language_of_the_reader(report, lang):
    book = opened(report, lang)
    assert tuple(book.sheetnames) == ROWS[lang]
    for sheet in list(book)[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9


def test_every_finding_has_its_row(report):
    rows = table(opened(report)["问题"])
    expected = list(listed(report, "zh"))
    assert [row["问题"] for row in rows] == [harmless(one.message) for one in expected]
    assert [row["规则"] for row in rows] == [one.rule for one in expected]
    assert [row["指纹"] for row in rows] == [one.fingerprint or None for one in expected]


def test_points_of_the_findings_of_a_table_add_up_to_what_it_lost(report):
    book = opened(report)
    lost = sum(row["扣分"] or 0 for row in table(book["问题"]))
    rows = table(book["绩效目标表"])
    assert round(lost, 2) == round(sum(100 - row["得分"] for row in rows), 2)
    for row, one in zip(rows, report.tables, strict=True):
        assert round(row["得分"] * 100) == one.score.hundredths
        kept = sum(value for key, value in row.items() if "（1" in key and isinstance(value, (int, float)))
        assert kept <= 100


def test_the_overview_counts_what_the_report_holds(report):
    facts = {row[0].value: row[1].value for row in opened(report)["汇总"].iter_rows(min_row=3, max_row=18)}
    assert facts["文件"] == len(report.sources)
    assert facts["绩效目标表"] == sum(1 for _ in report.tables)
    assert facts["检查日期"] == "2024-05-06"
    assert facts["评审方案"] == f"{report.profile}@{report.model.id}"
    assert facts["问题（不含例外和基线）"] == sum(1 for _ in report.findings)


def test_tables_without_a_score_and_unread_files_are_not_passed_over():
    problem = Problem("input/encrypted")
    report = api.check_documents([Document("锁.docx", "docx", problems=(problem,)), Document("空.yaml", "yaml")])
    book = opened(report)
    rows = table(book["问题"])
    assert [(row["文件"], row["状态"]) for row in rows] == [("锁.docx", "未能评定")]
    facts = {row[0].value: row[1].value for row in book["汇总"].iter_rows(min_row=3, max_row=18)}
    assert facts["平均分"] == "没有读到绩效目标表，没有评定"
    assert facts["未能读取或评定之处"] == 1


def test_accepted_exceptions_stay_with_their_reason():
    report = api.check_documents([bad(["培训人数"])])
    one = report.documents[0].tables[0]
    waiver = Waiver("上级统一口径", "kpilint.yaml", Place(3))
    excused = replace(one, waived={0: waiver}, excused=replace(one.score, hundredths=10_000, grade="优"))
    changed = replace(report, documents=(replace(report.documents[0], tables=(excused,)),))
    book = opened(changed)
    assert {row["例外理由"] for row in table(book["问题"]) if row["状态"] == "例外"} == {"上级统一口径"}
    (row,) = table(book["绩效目标表"])
    assert (row["得分"], row["认可例外后"], row["例外数"]) == (one.score.hundredths / 100, 100, 1)
    assert (row["等级"], row["例外后等级"]) == (one.score.grade, "优")


HOSTILE = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1+1", "\t=1", "https://example.org/", "mailto:a@b.c",
    "internal:Sheet1!A1", "a\x00\x0b\x1b]0;\x07b", "\u202e反", "\ud800", "_x0041_", "长" * 40_000, "行\n" * 1_000,
    "<b>&amp;", "1e5", "00123",
]  # fmt: skip


def test_published_text_never_runs_and_never_breaks_the_file():
    data = xlsx.render(api.check_documents([bad([text]) for text in HOSTILE]), context())
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert len(cell.value) <= 32_767
                    assert cell.value.lstrip()[:1] not in set("=+-@＝＋－＠") or cell.value == "-"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert "\x1b" not in archive.read(name).decode("utf-8")
            assert "\u202e" not in archive.read(name).decode("utf-8")


@given(st.text())
def test_any_text_makes_a_cell(text):
    made = harmless(text)
    assert not made[:1] or made[0] not in "=+-@"
    assert len(made) < 32_767
    assert len(harmless(text.strip())) <= len(made) + 1


def test_the_same_report_gives_the_same_bytes(report):
    assert xlsx.render(report, context()) == xlsx.render(report, context())


def test_more_rows_than_a_sheet_holds_are_left_out_with_a_note():
    book = Book(context())
    book.table("findings", [Column("甲"), Column("乙", form="0")], ([str(at), at] for at in range(10)), most=6)
    sheet = load_workbook(io.BytesIO(book.done())).active
    values = [row[0].value for row in sheet.iter_rows()]
    assert values[:5] == ["甲", "0", "1", "2", "3"]
    assert "省略 6 行" in values[5]


def test_nothing_checked_is_a_workbook_too():
    book = opened(api.check_documents([]))
    assert tuple(book.sheetnames) == ROWS["zh"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_it(report, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(xlsx.render(report, context()))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "in.xlsx"], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "in.pdf").read_bytes().startswith(b"%PDF")
