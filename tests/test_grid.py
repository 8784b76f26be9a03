"""Generated tables written in every layout and read back; rows straight into the grid."""

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpilint.model import CELL_FIELDS, Place, Table
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.grid import read_grid
from kpilint.sources.layout.headers.find import find_header
from kpilint.sources.layout.heads.goals import split_goals
from kpilint.sources.plain import text

HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
WORDS = st.text(alphabet="里程合格率公路水渠学校乡村" + string.digits + "≥%（）〔〕", min_size=1, max_size=8).filter(
    lambda word: not word.isdigit()
)


@st.composite
def tables(draw):
    """Rows of six cells, grouped by level as the form does; names are never level words."""
    rows = []
    for level1, level2s in LEVELS.items():
        for level2 in draw(st.lists(st.sampled_from(level2s), unique=True, max_size=3)):
            rows += [(level1, level2, *draw(st.tuples(*[WORDS] * 4))) for _ in range(draw(st.integers(1, 2)))]
    assume(rows)
    return rows


def merged(rows, levels):
    """Yield rows with the first level (and the second, if `levels` is 2) empty where it equals that above."""
    above = ("", "")
    for row in rows:
        first = "" if row[0] == above[0] else row[0]
        second = "" if levels == 2 and first == "" and row[1] == above[1] else row[1]
        yield (first, second, *row[2:])
        above = row[:2]


def as_cell_lines(rows, levels):
    head = "7.灌溉渠道绩效目标表\n\t401云岭县水务局\n\t单位：万元\n\n\t项目编码\n\tYL9\n\t项目名称\n\t灌溉渠道\n\n"
    goals = "\t绩效目标\n\t1.修渠\n\n\n \n"
    lines = "\n".join("\n".join("\t" + cell for cell in row) + "\n" for row in [HEADER, *merged(rows, levels)])
    return head + goals + lines


def as_bare_rows(rows, levels):
    head = "7.灌溉渠道绩效目标表\n401云岭县水务局\t单位：万元\n项目编码\tYL9\t项目名称\t灌溉渠道\n绩效目标\t1.修渠\n\n"
    kept = ["\t".join(cell for cell in row if cell) for row in merged(rows, levels)]
    return head + "\t".join(HEADER) + "\n" + "\n".join(kept) + "\n"


def as_cut_pages(rows, levels):
    head = "### 7.灌溉渠道绩效目标表\n\n401云岭县水务局、单位：万元\n\n"
    head += "<b>项目编码</b>\tYL9\t\t<b>项目名称</b>\t灌溉渠道\t\n"
    wide = "\t".join(f"<b>{cell}</b>" for cell in HEADER[:4]) + "\t\t" + "\t".join(f"<b>{c}</b>" for c in HEADER[4:])
    lines = ["\t".join([*row[:4], "", *row[4:]]) for row in merged(rows, levels)]
    cut = len(rows) // 2 + 1
    last = lines[cut - 1].split("\t")
    half = len(last[6]) // 2
    rest = "\t" * 5 + last[6][half:] + "\n"
    last[6] = last[6][:half]
    pages = [
        head,
        "<b>绩效目标</b>\t<p>1.修渠</p>\t\t\t\n",
        wide,
        "\n",
        "\n".join([*lines[: cut - 1], "\t".join(last)]),
    ]
    narrow = ["\t".join(row) for row in merged(rows, levels)][cut:]
    return "".join(pages) + "\n\n" + "\t".join(HEADER) + "\n" + rest + "\n".join(narrow) + "\n"


def as_pipes(rows, levels):
    lines = [HEADER, ("---",) * 6, *merged(rows, levels)]
    head = (
        "7.灌溉渠道绩效目标表\n\n401云岭县水务局、单位：万元\n\n|项目编码|YL9|项目名称|灌溉渠道|\n|绩效目标|1.修渠|||\n"
    )
    return head + "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def read(source: str) -> Table:
    document = text.read(source.encode(), "x.txt")
    assert document.problems == ()
    (table,) = document.tables
    return table


LAYOUTS = [
    (as_cell_lines, 1),
    (as_cell_lines, 2),
    (as_bare_rows, 1),
    (as_bare_rows, 2),
    (as_cut_pages, 1),
    (as_cut_pages, 2),
    (as_pipes, 2),
]


@pytest.mark.parametrize(("layout", "levels"), LAYOUTS)
@settings(max_examples=30, deadline=None)
@given(rows=tables())
def test_a_table_written_in_any_layout_reads_back(layout, levels, rows):
    table = read(layout(rows, levels))
    assert not table.broken
    assert [tuple(getattr(i, name) for name in CELL_FIELDS) for i in table.indicators] == rows
    assert (table.number, table.code, table.project) == ("7", "YL9", "灌溉渠道")
    assert table.unit == "401云岭县水务局"
    assert [goal.text for goal in table.goals] == ["1.修渠"]
    assert table.columns == set(CELL_FIELDS)


@pytest.mark.parametrize("layout", [as_cell_lines, as_bare_rows, as_pipes])
@settings(max_examples=30, deadline=None)
@given(rows=tables(), data=st.data())
def test_places_point_at_the_cells(layout, rows, data):
    source = layout(rows, 1)
    lines = source.split("\n")
    indicator = data.draw(st.sampled_from(read(source).indicators))
    for name in CELL_FIELDS:
        place = indicator.cells[CELL_FIELDS.index(name)]
        if place is not None:
            assert lines[place.line - 1][place.column - 1 :].startswith(getattr(indicator, name))
        else:
            assert name == "level1"


@settings(max_examples=100, deadline=None)
@given(rows=tables(), data=st.data())
def test_nothing_of_a_damaged_table_is_lost(rows, data):
    """Cells are dropped, doubled and moved: each cell left is in an indicator, a broken row or a problem."""
    damaged = []
    for row in merged(rows, 1):
        cells = list(row)
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(cells) - 1))
            kind = data.draw(st.sampled_from(["drop", "empty", "double"]))
            if kind == "drop" and len(cells) > 1:
                del cells[at]
            elif kind == "empty":
                cells[at] = ""
            else:
                cells.insert(at, cells[at])
        damaged.append(cells)
    grid = [line(*HEADER), *(line(*cells) for cells in damaged)]
    document = read_grid(grid, "x", "text")
    found = "".join("".join(getattr(i, name) for name in CELL_FIELDS) for t in document.tables for i in t.indicators)
    found += "".join(b.text for t in document.tables for b in t.broken)
    found += "".join("".join(p.args.values()) for p in document.problems)
    for cells in damaged:
        for cell in cells:
            assert cell in found, (cell, cells)


def line(*cells: str) -> GridRow:
    return GridRow(tuple(GridCell(cell, Place(1, at + 1)) for at, cell in enumerate(cells)))


def prose(content: str) -> GridRow:
    return GridRow((GridCell(content),), prose=True)


def test_an_empty_prose_row_ends_a_table_of_other_formats():
    grid = [
        line(*HEADER),
        line("产出指标", "数量指标", "里程", "d", "6", "b"),
        prose(""),
        line("序号", "设备", "数量", "单价", "金额", "备注"),
        line("1", "电脑", "2", "3", "6", ""),
    ]
    (table,) = read_grid(grid, "x", "docx").tables
    assert len(table.indicators) == 1
    assert not table.broken


def test_a_title_inside_the_table_opens_it():
    grid = [line("灌溉渠道绩效目标表", "", ""), line(*HEADER), line("产出指标", "数量指标", "里程", "d", "6", "b")]
    (table,) = read_grid(grid, "x", "xlsx").tables
    assert table.title == "灌溉渠道绩效目标表"


def test_headers_of_other_tables_are_none():
    for cells in [
        ("序号", "收入", "", "支出", ""),
        ("", "项目", "预算数", "项目", "预算数"),
        ("序号", "功能分类科目", "", "合计", "基本支出", "项目支出"),
        ("项目名称", "预算资金", "", "合计", "计量单位", "数量", "单价"),
        ("单位名称", "单位性质", "单位规格", "经费保障形式"),
    ]:
        assert find_header(line(*cells), None) is None


@pytest.mark.parametrize(
    ("source", "goals"),
    [
        ("1.甲。2.乙", ["1.甲。", "2.乙"]),
        ("1、甲 2、乙 3、丙", ["1、甲", "2、乙", "3、丙"]),
        ("（1）甲（2）乙", ["（1）甲", "（2）乙"]),
        ("①甲②乙", ["①甲", "②乙"]),
        ("一、甲二、乙", ["一、甲", "二、乙"]),
        ("目标1：甲；目标2：乙", ["目标1：甲；", "目标2：乙"]),
        ("1.支付2.5万元", ["1.支付2.5万元"]),
        ("1.每月2、3次 3.丙", ["1.每月2、3次 3.丙"]),
        ("没有编号，共2.条", ["没有编号，共2.条"]),
        ("", []),
    ],
)
def test_goals_split(source, goals):
    assert [goal.text for goal in split_goals([(source, Place(1, 1))])] == goals


@given(st.lists(st.text(max_size=40), max_size=6))
def test_splitting_goals_loses_nothing(pieces):
    goals = split_goals([(piece, Place(at)) for at, piece in enumerate(pieces)])
    assert "".join("".join(g.text.split()) for g in goals) == "".join("".join(p.split()) for p in pieces)
