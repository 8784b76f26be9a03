"""Published text documents in, tables out: the layouts, the three shared documents, and hostile input."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.model import CELL_FIELDS, Document, Indicator, Table
from kpilint.problems import CATALOGUE, ReadFailure, message
from kpilint.sources.limits import Limits
from kpilint.sources.plain import text

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
needs_shared = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="the shared documents are not beside the repository"
)

SIX = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"
HEAD = "1.村道养护绩效目标表\n401001云岭县交通运输局\t单位：万元\n项目编码\tYL01\t项目名称\t村道养护\n"


def read(source: str) -> Document:
    return text.read(source.encode(), "x.txt")


def only(source: str) -> Table:
    tables = read(source).tables
    assert len(tables) == 1, [table.title for table in tables]
    return tables[0]


def row(indicator: Indicator) -> tuple[str, ...]:
    return tuple(getattr(indicator, name) for name in CELL_FIELDS)


def squeezed(value: str) -> str:
    return re.sub(r"\s", "", value)


def shared(name: str) -> Document:
    return text.read((SHARED / "documents" / name).read_bytes(), name)


# -- the shared documents


@needs_shared
def test_both_parts_of_the_first_document_give_all_tables_and_rows():
    tables = shared("huailai-2021-2022.txt").tables
    first, second = tables[:20], tables[20:]
    assert (len(first), sum(len(t.indicators) for t in first), sum(len(t.broken) for t in first)) == (20, 100, 2)
    assert (len(second), sum(len(t.indicators) for t in second), sum(len(t.broken) for t in second)) == (24, 157, 0)
    assert {t.year for t in first} == {2021}
    assert {t.year for t in second} == {2022}
    assert [t.number for t in second] == [str(n) for n in range(1, 25)]
    assert all(t.code and t.project and t.unit and t.goals and t.purpose for t in tables)


@needs_shared
@pytest.mark.parametrize(
    ("document", "labels"),
    [("huailai-2021-2022.txt", "huailai-2021.json"), ("julu-2025.md.txt", "julu-2025.json")],
)
def test_rows_titles_and_goals_equal_the_labelled_ones(document, labels):
    expected = json.loads((SHARED / "labels" / "rows" / labels).read_text(encoding="utf-8"))
    tables = shared(document).tables[: len(expected)]
    for table, right in zip(tables, expected, strict=True):
        assert squeezed(table.title) == squeezed(right["title"])
        assert squeezed("".join(goal.text for goal in table.goals)) == squeezed(right["goal"])
        rows = [[squeezed(cell) for cell in row(indicator)] for indicator in table.indicators]
        assert rows == [[squeezed(line[name]) for name in CELL_FIELDS] for line in right["rows"]]


@needs_shared
def test_page_cut_document_gives_heads_and_nothing_of_its_other_tables():
    document = shared("julu-2025.md.txt")
    assert (len(document.tables), sum(len(t.indicators) for t in document.tables)) == (15, 113)
    assert document.year == 2025
    assert document.problems == ()
    assert [len(t.goals) for t in document.tables] == [3] * 15
    assert [step.amount for step in document.tables[2].plan] == ["20.00", "50.00", "100.00"]
    assert [squeezed(step.period) for step in document.tables[2].plan] == ["6月底", "10月底", "12月底"]


@needs_shared
def test_duty_form_gives_ninety_indicators_under_their_activities():
    document = shared("qinglong-2019.txt")
    assert sum(len(t.indicators) for t in document.tables) == 90
    assert document.year == 2019
    for table in document.tables:
        assert table.duty is not None
        assert table.columns == {"name", "value", "grades"}
        assert all(len(i.grades) == 4 and i.value == i.grades[0] and i.name for i in table.indicators)
    first = document.tables[0]
    assert first.budget.total == "16.00"
    assert first.duty.budget == "21.00"
    assert not first.project.startswith("1")


# -- examples


@pytest.mark.parametrize(
    ("name", "tables", "rows", "broken"),
    [("yunling-2024.txt", 4, 25, 0), ("yunling-2023.txt", 3, 15, 1), ("qinghe-2025.md", 3, 23, 0)],
)
def test_examples_read_whole(name, tables, rows, broken):
    document = text.read((EXAMPLES / name).read_bytes(), name)
    assert len(document.tables) == tables
    assert sum(len(t.indicators) for t in document.tables) == rows
    assert sum(len(t.broken) for t in document.tables) == broken
    assert document.problems == ()
    assert document.year == int(name[-8:-4] if name.endswith("txt") else name[-7:-3])


# -- layouts


def test_cell_lines_with_merged_cells_and_cells_over_several_lines():
    lines = ["\t" + cell for cell in SIX.split("\t")]
    table = only(
        "\n".join(lines)
        + "\n\n\t产出指标\n\t数量指标\n\t养护里程\n\t全年养护的\n村道里程\n\t≥60公里\n\t\n\n"
        + "\t\n\t质量指标\n\t合格率\n\t验收合格\n\t≥95%\n\t云交〔2024〕3号\n\n"
    )
    assert row(table.indicators[0]) == ("产出指标", "数量指标", "养护里程", "全年养护的\n村道里程", "≥60公里", "")
    assert row(table.indicators[1])[:3] == ("产出指标", "质量指标", "合格率")
    assert table.indicators[1].cells[0] is None
    assert table.indicators[1].place_of("value").line == table.indicators[1].place.line + 3


def test_missing_first_level_fused_levels_and_a_broken_row():
    table = only(
        f"{HEAD}{SIX}\n产出指标\t数量指标\t养护里程\t里程\t≥60公里\t规划\n成本指标\t养护成本\t成本\t≤2万元\t规划\n"
        "效益指标、经济效益指标\t运输成本\t成本\t≤5元\t规划\n效益指标、社会效益指标、出行\t依据规划\n"
        "满意度指标\t服务对象满意度指标\t村民满意度\t抽样\t≥90%\t问卷\n"
    )
    assert [row(i)[:3] for i in table.indicators] == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "成本指标", "养护成本"),
        ("效益指标", "经济效益指标", "运输成本"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
    ]
    (broken,) = table.broken
    assert broken.text == "效益指标、社会效益指标、出行\t依据规划"
    assert broken.place.line == 8
    assert row(broken.read) == ("效益指标", "社会效益指标", "出行", "", "", "依据规划")


def test_page_break_joins_cut_cells_though_the_repeated_header_is_narrower():
    table = only(
        f"## {HEAD}" + "\t".join(f"<b>{cell}</b>" for cell in SIX.split("\t")).replace("描述</b>", "描述</b>\t") + "\n"
        "产出指标\t数量指标\t里程\t全年\t\t≥60 公里\t云交〔2024〕\n\n"
        f"{SIX}\n\t\t\t\t\t3号\n\t时效指标\t完工时间\t时间\t12月底前\t云交〔2024〕3号\n"
    )
    assert row(table.indicators[0]) == ("产出指标", "数量指标", "里程", "全年", "≥60 公里", "云交〔2024〕3号")
    assert row(table.indicators[1])[:3] == ("产出指标", "时效指标", "完工时间")


def test_page_number_between_rows_is_no_loss_but_other_text_is_a_problem():
    body = "产出指标\t数量指标\t里程\t全年\t≥60公里\t规划\n\n{between}\n\n\t质量指标\t合格率\t验收\t≥95%\t规划\n"
    quiet = read(f"{HEAD}{SIX}\n" + body.format(between="- 12 -"))
    assert (len(quiet.tables[0].indicators), quiet.problems) == (2, ())
    noisy = read(f"{HEAD}{SIX}\n" + body.format(between="此处文字无归属"))
    assert len(noisy.tables[0].indicators) == 2
    assert [p.code for p in noisy.problems] == ["structure/text-unplaced"]
    assert noisy.problems[0].table == 0
    assert "此处文字无归属" in message(noisy.problems[0].code, noisy.problems[0].args, "zh")


def test_row_spread_over_lines_by_line_breaks_inside_cells():
    table = only(
        f"{HEAD}{SIX}\n产出指标\t数量指标\t养护\n里程\t全年\t≥60公里\t规划\n\t质量指标\t合格率\t验收\t≥95%\t规划\n"
    )
    assert not table.broken
    assert row(table.indicators[0]) == ("产出指标", "数量指标", "养护\n里程", "全年", "≥60公里", "规划")


def test_markdown_pipes():
    table = only(
        "# 村道养护绩效目标表\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|:-:|---|---|\n"
        "| **产出指标** | 数量指标 | 养护\\|里程 | ≥60公里 |\n|  | 质量指标 | 合格率 | ≥**% |\n"
    )
    assert row(table.indicators[0]) == ("产出指标", "数量指标", "养护|里程", "", "≥60公里", "")
    assert row(table.indicators[1])[4] == "≥**%"
    assert table.columns == {"level1", "level2", "name", "value"}


# -- forms of other provinces


@pytest.mark.parametrize(
    ("header", "line", "expected"),
    [
        (
            "一级指标\t二级指标\t三级指标\t指标描述\t目标值",
            "产出指标\t产出数量\t里程\t长\t60公里",
            ("产出指标", "产出数量", "里程", "长", "60公里", ""),
        ),
        (
            "一级指标\t二级指标\t三级指标\t指标值\t分值",
            "产出指标(50分)\t数量指标\t★指标1：里程\t≥6\t10",
            ("产出指标(50分)", "数量指标", "★指标1：里程", "", "≥6", ""),
        ),
        (
            "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值",
            "绩效指标\t成本指标\t经济成本指标\t单价\t≤2万元",
            ("成本指标", "经济成本指标", "单价", "", "≤2万元", ""),
        ),
        (
            "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重",
            "项目完成指标\t质量指标\t合格率\t≥\t95\t%\t10",
            ("项目完成指标", "质量指标", "合格率", "", "≥95%", ""),
        ),
        (
            "一级 指标\t二级 指标\t三级 指标\t指标 值",
            "实施效果指标\t社会效益指标\t就学率\t≥9",
            ("实施效果指标", "社会效益指标", "就学率", "", "≥9", ""),
        ),
        (
            "一级指标\t\t三级指标\t指标值",
            "满意度指标\t社会公众或服务对象满意度指标\t满意度\t≥9",
            ("满意度指标", "社会公众或服务对象满意度指标", "满意度", "", "≥9", ""),
        ),
        (
            "一级\t二级\t三级\t绩效指标\t指标\t确定\n指标\t指标\t指标\t描述\t值\t依据",
            "产出指标\t数量指标\t里程\t长\t6\t规划",
            ("产出指标", "数量指标", "里程", "长", "6", "规划"),
        ),
        ("二级指标\t三级指标\t指标值", "数量指标\t里程\t6", ("", "数量指标", "里程", "", "6", "")),
    ],
)
def test_headers_and_level_words_of_other_forms(header, line, expected):
    table = only(f"村道养护绩效目标表\n{header}\n{line}\n")
    assert [row(i) for i in table.indicators] == [expected]


def test_self_evaluation_columns_and_sums_are_left_aside():
    document = read(
        "村道养护绩效自评表\n年度绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "\t产出指标(50分)\t数量指标\t指标1：里程\t6公里\t5公里\t10\t8\n\t\t\t指标2：桥\t1座\t1座\t10\t10\n"
        "合计\t\t\t\t\t\t20\t18\n填表人：某某\t\t联系电话：0\n"
    )
    (table,) = document.tables
    assert [row(i)[2:5] for i in table.indicators] == [("指标1：里程", "", "6公里"), ("指标2：桥", "", "1座")]
    assert not table.broken
    assert document.problems == ()


def test_application_form_with_a_label_column():
    table = only(
        "项目绩效目标申报表\n（2024年度）\n\n项目名称\t村道养护\t负责人及电话\t某某\n项目资金（万元）\t年度资金总额：\t12\n"
        "\t其中：财政拨款\t10\n\t其他资金\t2\n总体目标\t年度目标\n\t目标1：养护\n目标2：巡查\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n绩效指标\t产出指标\t数量指标\t里程\t6公里\n质量指标\t合格率\t9\n"
        "效益指标\t社会效益指标\t出行\t3\n"
    )
    assert (table.project, table.year) == ("村道养护", 2024)
    assert (table.budget.total, table.budget.fiscal, table.budget.other) == ("12", "10", "2")
    assert table.budget.money_unit == "万元"
    assert [g.text for g in table.goals] == ["目标1：养护", "目标2：巡查"]
    assert [row(i)[:3] for i in table.indicators] == [
        ("产出指标", "数量指标", "里程"),
        ("产出指标", "质量指标", "合格率"),
        ("效益指标", "社会效益指标", "出行"),
    ]


def test_two_headers_under_headings_of_their_own_are_two_tables():
    body = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t1\n\n"
    tables = read(f"## 甲项目\n\n{body}## 乙项目\n\n{body}").tables
    assert [(t.title, len(t.indicators)) for t in tables] == [("甲项目", 1), ("乙项目", 1)]


def test_both_levels_merged_and_first_level_repeated():
    padded = only(f"{HEAD}{SIX}\n产出指标\t数量指标\t甲\td\t1\tb\n\t\t乙\td\t2\tb\n产出指标\t\t丙\td\t3\tb\n")
    assert [row(i)[:3] for i in padded.indicators] == [("产出指标", "数量指标", name) for name in "甲乙丙"]
    bare = only(f"{HEAD}{SIX}\n产出指标\t数量指标\t甲\td\t1\tb\n乙\td\t2\tb\n质量指标\t丙\td\t3\tb\n")
    assert [row(i)[:3] for i in bare.indicators] == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
    ]


def test_names_that_are_labels_elsewhere_stay_names():
    table = only(f"{HEAD}{SIX}\n产出指标\t数量指标\t项目名称\t单位\t预算数\t目标\n\t\t绩效目标\td\t2\tb\n")
    assert [i.name for i in table.indicators] == ["项目名称", "绩效目标"]


# -- the head


def test_goals_in_one_cell_are_split_at_the_expected_number_only():
    table = only(
        f"{HEAD}绩效目标\t1.养护不少于 2.5 公里 2.2025 年建成 0.3 公里；3.每年2、3次巡查\t\t\n"
        f"{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n"
    )
    assert [g.text for g in table.goals] == ["1.养护不少于 2.5 公里", "2.2025 年建成 0.3 公里；", "3.每年2、3次巡查"]


def test_goal_that_runs_on_in_the_next_line_and_text_after_a_gap():
    table = only(f"{HEAD}绩效目标\t1.养护\n村道\n2.巡查\n\n说明文字\n\n{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n")
    assert [g.text for g in table.goals] == ["1.养护\n村道", "2.巡查"]
    assert [g.place.line for g in table.goals] == [4, 6]


def test_title_number_and_unit_as_published():
    table = only(
        "[bookmark: _Toc_1]9\n401003云岭县农机站、单位：万元\n项目编码\tYL1\t项目名称\t灌溉\n"
        f"{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n"
    )
    assert (table.title, table.number, table.unit, table.project) == ("9", "9", "401003云岭县农机站", "灌溉")
    assert table.budget.money_unit == "万元"
    assert table.parts == {"unit", "code", "project"}
    assert table.places["project"].line == 3


def test_contents_lines_and_section_headings_are_no_tables():
    document = read(
        f"目录\n1.村道养护绩效目标表\t12\n2.灌溉绩效目标表……13\n部门项目绩效目标表\n{HEAD}{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n"
    )
    assert len(document.tables) == 1
    assert document.problems == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (f"{HEAD}没有指标\n", "structure/table-without-rows"),
        ("产出指标\t数量指标\t里程\t6\n\t质量指标\t合格\t9\n", "structure/rows-unread"),
        ("产出指标 数量指标 里程 ≥6\n", "structure/rows-unread"),
        ("关于召开会议的通知\n", "input/no-table"),
        (f"村道养护绩效目标表\n{SIX}\t奇怪的列\n产出指标\t数量指标\t里程\td\t6\tb\tx\n", "structure/column-unknown"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_place_and_message(source, code):
    problems = read(source).problems
    assert code in [p.code for p in problems]
    for problem in problems:
        assert message(problem.code, problem.args, "zh")
        assert message(problem.code, problem.args, "en")
        assert problem.code == "input/no-table" or problem.place.line


# -- the older form


def test_duty_form_as_one_cell_a_line_and_as_tabs():
    header = ["职责活动", "年度预算数", "内容描述", "绩效目标", "绩效指标", "评价标准"]
    rows = [
        ["", "", "", "", "", "优", "良", "中", "差"],
        ["一、农村公路", "30", "管路", "路好", "", "", "", "", ""],
        ["　　1、村道养护", "20", "养护", "1.路面平整 2.排水通畅", "养护率", "100%", "≥90%", "≥80%", "﹤80%"],
        ["", "", "", "", "投诉率", "≤1%", "≤2%", "≤3%", ">3%"],
    ]
    cell_lines = "\n\n".join("\n".join("\t" + cell for cell in line) for line in [header, *rows])
    tabbed = "\n".join("\t".join(line) for line in [header, *rows])
    for source in (f"\t402云岭县公路站\n\t单位：万元\n\n{cell_lines}\n", f"402云岭县公路站\t单位：万元\n{tabbed}\n"):
        table = only(source)
        assert (table.project, table.number, table.unit) == ("村道养护", "1", "402云岭县公路站")
        assert (table.budget.total, table.budget.money_unit) == ("20", "万元")
        assert [g.text for g in table.goals] == ["1.路面平整", "2.排水通畅"]
        assert table.duty.name == "一、农村公路"
        assert [i.grades for i in table.indicators][1] == ("≤1%", "≤2%", "≤3%", ">3%")
        assert table.indicators[0].value == "100%"


# -- encodings, limits, hostile input

SMALL = f"{HEAD}{SIX}\n产出指标\t数量指标\t里程\td\t≥6公里\tb\n\t质量指标\t合格\td\t≥9%\tb\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_change_nothing(encoding, newline):
    document = text.read(SMALL.replace("\n", newline).encode(encoding), "x.txt")
    assert document == text.read(SMALL.encode(), "x.txt")


@pytest.mark.parametrize(
    ("limits", "source"),
    [
        (Limits(rows=3), SMALL),
        (Limits(tables=0), SMALL),
        (Limits(cell_chars=50), SMALL.replace("里程", "里" * 60)),
        (Limits(file_bytes=10), SMALL),
        (Limits(), "a" + "\t" * 5000 + "b"),
        (Limits(), "|" * 5000),
    ],
)
def test_beyond_the_limits_is_a_failure_that_says_so(limits, source):
    with pytest.raises(ReadFailure) as failure:
        text.read(source.encode(), "x.txt", limits)
    problem = failure.value.problem
    assert problem.code == "input/too-large"
    assert problem.args["limit"] in message(problem.code, problem.args, "zh")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xff\xfe\x00", b"\x00\x81\xff" * 9])
def test_empty_and_binary_files_fail_by_name(data):
    with pytest.raises(ReadFailure):
        text.read(data, "x.txt")


def read_or_refuse(data: bytes) -> Document | None:
    try:
        return text.read(data, "x.txt")
    except ReadFailure as failure:
        known = failure.problem.code in CATALOGUE
    assert known
    return None


PIECES = st.sampled_from(
    [
        *SIX.split("\t"),
        "产出指标",
        "数量指标",
        "成本指标",
        "满意度指标",
        "效益指标、经济效益指标",
        "\t",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "1.",
        "2.",
        "|",
        "绩效目标",
        "绩效目标表",
        "项目编码",
        "预算规模及资金用途",
        "资金支出计划（%）",
        "3月底",
        "50%",
        "单位：万元",
        "职责活动",
        "评价标准",
        "优",
        "良",
        "中",
        "差",
        "一、",
        "#",
        "<b>",
        "</p> <p>",
        "≥5%",
        "文字",
        " ",
        "\r",
        "\ufeff",
        "[bookmark: ",
        "]",
        "9",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=120).map("".join)))
def test_any_text_is_read_or_refused_by_name(source):
    document = read_or_refuse(source.encode("utf-8", "surrogatepass"))
    if document is None:
        return
    for problem in document.problems:
        assert message(problem.code, problem.args, "zh")
    assert document.tables or document.problems


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(data):
    read_or_refuse(data)


@pytest.mark.parametrize(
    "source",
    [
        f"{HEAD}{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n" + "\t\t\t\t\tx\n" * 30_000,
        f"{HEAD}{SIX}\n产出指标\t数量指标\t里程\td\t6\tb\n" + "续行\n" * 60_000 + "\t质量指标\t率\td\t6\tb\n",
        f"{HEAD}绩效目标\t1.a\n" + "2.\n" * 60_000,
        "单位：万元\n村道养护绩效目标表\n" * 30_000,
        "\t格\n" * 60_000,
        "[bookmark: " * 30_000,
        "<b " * 60_000,
        "1.绩效目标表\n" * 30_000,
        "产出指标\t数量指标\n" * 30_000,
        f"{SIX}\n" * 10_000,
    ],
)
def test_long_repetitions_take_linear_time(source):
    start = time.process_time()
    read(source)
    assert time.process_time() - start < 5


# -- tables marked up in HTML, and tables drawn with characters

LEVELS = (("产出指标", "数量指标", "里程", "≥60公里"), ("产出指标", "质量指标", "合格率", "≥95%"))
MARKED = (
    "<table border=1><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>\n"
    "<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>里程</td><td>≥60公里</td></tr>\n"
    "<tr><td>质量指标</td><td>合格率</td><td>&ge;95%</td></tr></table>"
)


def levels(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple((i.level1, i.level2, i.name, i.value) for i in table.indicators)


@pytest.mark.parametrize(
    "source",
    [
        f"1.村道养护绩效目标表\n\n{MARKED}\n\n尾注\n",
        f"# 1.村道养护绩效目标表\n<html><body>{MARKED}</body></html>\n",
        f"1.村道养护绩效目标表{MARKED}完\n",
        f"1.村道养护绩效目标表\n{MARKED.removesuffix('</table>')}\n完\n",
        f"1.村道养护绩效目标表\n{MARKED.replace('table', 'TABLE')}",
        f"说明：<table 为标记\n1.村道养护绩效目标表\n{MARKED}",
    ],
)
def test_a_table_in_html_is_read_like_any_other(source):
    document = read(source)
    (table,) = document.tables
    assert levels(table) == LEVELS
    assert table.title.startswith("1.村道养护绩效目标表")
    assert document.problems == ()


def test_cells_of_a_table_in_html_stand_where_the_text_file_has_them():
    source = f"1.村道养护绩效目标表\r\n\r\n文字{MARKED}\n2.灌溉绩效目标表\n{MARKED}"
    lines = source.splitlines()
    tables = read(source).tables
    assert len(tables) == 2
    for table in tables:
        for row in table.indicators:
            for field in ("name", "level2"):
                place = row.place_of(field)
                assert lines[place.line - 1][place.column - 1 :].startswith(f"<td>{getattr(row, field)}")
                assert place.table == 0


def test_text_around_tables_in_html_keeps_its_place():
    source = f"前言\n{MARKED} 三级指标\t指标值\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t桥\t6\n"
    row = read(source).tables[-1].indicators[-1]
    assert (row.name, row.place.line) == ("桥", 6)


GRID = """1.村道养护绩效目标表

+----------+----------+--------+---------+
| 一级指标 | 二级指标 | 三级   | 指标值  |
|          |          | 指标   |         |
+==========+==========+========+=========+
| 产出指标 | 数量指标 | 里程   | ≥60公里 |
|          +----------+--------+---------+
|          | 质量指标 | 合格率 | ≥95%    |
+----------+----------+--------+---------+
"""
PRINTED = """1.村道养护绩效目标表
+----------+----------+----------+---------+
| 一级指标 | 二级指标 | 三级指标 | 指标值  |
+----------+----------+----------+---------+
| 产出指标 | 数量指标 | 里程     | ≥60公里 |
|          | 质量指标 | 合格率   | ≥95%    |
+----------+----------+----------+---------+
"""
BOX = str.maketrans({"-": "─", "|": "│", "+": "┼"})


def wide(source: str) -> str:
    """The same, where the characters of a drawing take up two columns of the screen."""
    title, *lines = source.splitlines()
    return "\n".join([title, *(line.replace("--", "─").translate(BOX) for line in lines)])


def counted(source: str) -> str:
    """The same, aligned by the number of characters."""
    title, *lines = source.splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    rows = ["|" + "|".join(f"{cell.strip():8}" for cell in row) + "|" for row in cells]
    rule = "+--------" * 4 + "+"
    return "\n".join([title, rule, rows[0], rule, *rows[1:], rule])


@pytest.mark.parametrize(
    "source",
    [
        GRID,
        PRINTED,
        PRINTED.translate(BOX),
        wide(PRINTED),
        counted(PRINTED),
        PRINTED.replace("\n", "\n  "),
        PRINTED.replace("|", "｜").replace("+", "").replace("-", ""),
        "\n".join(line for line in PRINTED.replace("|", "│").splitlines() if "+" not in line),
    ],
    ids=["pandoc", "printed", "box", "wide box", "counted", "indented", "wide bars", "bars only"],
)
def test_drawn_tables_are_read_as_what_they_draw(source):
    document = read(source)
    (table,) = document.tables
    assert levels(table) == LEVELS
    assert document.problems == ()


def test_cells_of_a_drawn_table_stand_where_their_text_begins():
    lines = GRID.splitlines()
    for row in only(GRID).indicators:
        for field in ("name", "value"):
            place = row.place_of(field)
            assert lines[place.line - 1][place.column - 1 :].startswith(getattr(row, field)[:2])


@pytest.mark.parametrize(
    "source",
    [
        "+---+---+\n" * 30_000,
        "+---+\n| a |\n" * 30_000,
        "+---+\n| a\n" * 30_000,
        "+" + "---+" * 30_000 + "\n|" + "   |" * 30_000,
        "<table>" * 60_000,
        "<table></table>" * 30_000,
        "<table><tr><td>x" * 10_000,
        "</table>" * 60_000,
        "文字<table><tr><td>产出指标</td></tr></table>" * 5_000,
        "<html>" * 30_000 + "<table></table>",
        "<table>" + "<tr><td rowspan=65534>x</td></tr>" * 5_000 + "</table>",
    ],
    ids=lambda value: repr(value[:16]),
)
def test_hostile_markup_and_drawings_take_linear_time(source):
    start = time.process_time()
    read_or_refuse(f"{SMALL}\n{source}".encode())
    assert time.process_time() - start < 5
