"""`kpilint import --report`: what was read of each file, what is in doubt and where."""

import json

import msgspec
import pytest

from kpilint.model import BrokenRow, Document, Indicator, Place, Problem, Table
from kpilint.outputs import import_report
from kpilint.outputs.terminal import width
from published import page, word

YAML = "标题: 甲绩效目标表\n项目名称: 甲\n绩效指标:\n  - {三级指标: 养护里程, 指标值: ≥30公里}\n"
ROWS = tuple(Indicator(name=f"指标{at}", value="≥1个") for at in range(3))
QUIET = Document("云岭县/甲.docx", "docx", (Table("甲", indicators=ROWS), Table("乙", indicators=ROWS[:2])))
BROKEN = BrokenRow("产出指标\t数量指标\n\t养护里程", Place(5, 2, "甲", 3))
DOUBTFUL = Document(
    "云岭县/乙.pdf",
    "pdf",
    (Table("丙", indicators=ROWS, broken=(BROKEN,)),),
    (
        Problem("structure/text-unplaced", Place(9, 0, "", 1, 4), {"text": "零散的字"}, 0),
        Problem("input/picture", Place(page=2), {"count": "1"}),
    ),
)
UNREAD = Document("云岭县/丙.doc", "", problems=(Problem("input/encrypted"),))
EMPTY = Document("云岭县/丁.xlsx", "xlsx")


def text(*documents, lang="zh", cells=80):
    return import_report.to_text(documents, lang, cells)


def test_each_quiet_file_is_one_line_with_its_figures():
    lines = text(QUIET, QUIET).splitlines()
    assert [line.split() for line in lines[2:4]] == [["云岭县/甲.docx", "docx", "2", "5"]] * 2
    assert lines[5].split() == ["合计", "2", "个文件", "4", "10", "0", "0"]
    assert len(lines) == 6


def test_each_doubt_is_told_with_its_place_and_text():
    shown = text(QUIET, DOUBTFUL)
    assert shown.splitlines()[3].split() == ["云岭县/乙.pdf", "pdf", "1", "3", "1", "2"]
    doubts = " ".join(shown[shown.rindex("云岭县/乙.pdf") :].split())
    assert "警告 第2页 本页有 1 幅较大的图片" in doubts
    assert "第4页 表1 第9行" in doubts
    assert "[structure/text-unplaced]" in doubts
    assert "存疑 表3 第5行第2列 这一行没有读完整，请与原文件核对：产出指标 | 数量指标 | 养护里程" in doubts
    assert "云岭县/甲.docx" not in shown[shown.rindex("云岭县/乙.pdf") :]


def test_files_without_a_table_and_files_not_read_say_so():
    shown = text(QUIET, UNREAD, EMPTY)
    assert "其中 1 个有内容未能读取，2 个没有绩效目标表。" in shown
    assert "错误   文件设有密码" in shown
    assert "云岭县/丁.xlsx\n  警告   没有绩效目标表" in shown
    assert "文件设有密码" not in text(QUIET)


ARCHIVE = Document(
    "云岭县/包.zip", "", problems=(Problem("input/members-skipped", args={"count": "1", "names": "a.jpg"}),)
)


def test_an_archive_is_not_told_to_hold_no_table_beside_its_files():
    shown = text(ARCHIVE, QUIET)
    assert "未检查：a.jpg" in shown
    assert "没有绩效目标表" not in shown
    assert "其中 0 个有内容未能读取，1 个没有绩效目标表。" in text(ARCHIVE, EMPTY)


def test_names_of_files_have_the_room_that_the_figures_leave():
    name = "云岭县" * 6 + ".docx"  # 41 cells
    one = Document(name, "excel2003", (Table("甲", indicators=ROWS),))
    assert width(name) == 41
    assert max(width(line) for line in text(one).splitlines()) <= 80
    assert len(text(Document("云岭县" * 5 + ".docx", "docx", QUIET.tables)).splitlines()) == 5


def test_problem_lines_name_the_place_in_words():
    (first, second) = import_report.problem_lines([DOUBTFUL], "zh")
    assert first.startswith("云岭县/乙.pdf 第4页 表1 第9行: 指标行之间的文字")
    assert second.startswith("云岭县/乙.pdf 第2页: 本页有 1 幅")
    (english, _) = import_report.problem_lines([DOUBTFUL], "en")
    assert english.startswith("云岭县/乙.pdf page 4, table 1, row 9: ")


def test_columns_are_aligned_in_cells_of_a_terminal():
    long_name = Document("云岭县" * 30 + "/表.docx", "docx", (Table("甲", indicators=ROWS),))
    for lang in ("zh", "en"):
        lines = text(QUIET, long_name, DOUBTFUL, lang=lang).splitlines()
        table = lines[: next(at for at, line in enumerate(lines) if not line)]
        assert max(width(line) for line in lines) <= 80
        column = width(table[0][: table[0].index("格式" if lang == "zh" else "format")])
        for line in table:
            for form in (" docx ", " pdf "):
                assert form not in line or width(line[: line.index(form) + 1]) == column


def test_nothing_in_a_file_commands_the_terminal():
    nasty = Document("\x1b[31m.docx", "docx", (Table(broken=(BrokenRow("\x1b]0;x\x07\u202e", Place()),)),))
    assert not set(text(nasty)) & {"\x1b", "\x07", "\u202e"}
    assert not set("".join(import_report.problem_lines([Document("\x1b", "", problems=UNREAD.problems)], "zh"))) & {
        "\x1b"
    }


def test_long_rows_are_cut():
    long_row = Document("a", "docx", (Table(broken=(BrokenRow("字" * 5000, Place()),)),))
    assert len(text(long_row)) < 1500


def test_json_has_the_same_and_the_whole_row():
    made = json.loads(import_report.to_json([QUIET, DOUBTFUL, UNREAD], "zh"))
    msgspec.convert(made, import_report.ImportReportV1)
    assert (made["tables"], made["rows"], made["broken_rows"], made["problems"]) == (3, 8, 1, 3)
    assert [one["read"] for one in made["files"]] == [True, True, False]
    (row,) = [one for one in made["files"][1]["doubts"] if not one["code"]]
    assert (row["text"], row["table"], row["severity"]) == (BROKEN.text, 0, "warning")
    assert {one["code"] for one in made["files"][1]["doubts"]} == {"", "input/picture", "structure/text-unplaced"}


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        ([QUIET], 0),
        ([QUIET, DOUBTFUL], 0),
        ([QUIET, EMPTY], 0),
        ([EMPTY], 3),
        ([], 3),
        ([QUIET, UNREAD], 4),
        ([UNREAD], 4),
    ],
)
def test_exit_codes(documents, code):
    assert import_report.exit_code(documents) == code


def a_page():
    return page.Page([
        page.Text("清和县村道养护绩效目标表", True),
        page.grid([["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "养护里程", "≥3公里"]]),
    ])  # fmt: skip


def test_the_command_reads_files_of_all_kinds_and_writes_tables_where_asked_to(kpilint, tmp_path):
    (tmp_path / "a.docx").write_bytes(word.docx(a_page()))
    (tmp_path / "b.yaml").write_text(YAML, "utf-8")
    (tmp_path / "c.doc").write_bytes(b"\x89PNG\r\n\x1a\n")
    target = tmp_path / "全部.json"
    done = kpilint("import", tmp_path / "a.docx", tmp_path / "b.yaml", tmp_path / "c.doc", "--report", "-o", target)
    shown = done.stdout.decode()
    assert done.returncode == 4
    assert "合计 3 个文件" in shown
    assert "绩效指标:" not in shown
    assert "[input/image]" in shown
    assert done.stderr == b""
    assert target.read_text("utf-8").count("项目名称") == 1
    without = kpilint("import", tmp_path / "a.docx", "--report", "-f", "json")
    assert without.returncode == 0
    assert json.loads(without.stdout)["format"] == import_report.FORMAT


def test_without_a_report_problems_go_to_standard_error(kpilint, tmp_path):
    (tmp_path / "空.txt").write_text("本部门没有项目。", "utf-8")
    done = kpilint("import", tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "[input/no-table]" in done.stderr.decode()
    report = kpilint("import", tmp_path, "--report")
    assert report.returncode == 3
    assert "没有找到绩效目标表" in report.stdout.decode()
