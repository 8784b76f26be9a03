"""Tables whose cells know their columns: any choice, order and width of columns, merged or split over pages."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpilint.model import CELL_FIELDS, Document, Place
from kpilint.sources.boxes import Box, Grid, Line, read_parts
from kpilint.sources.limits import DEFAULT_LIMITS

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
HEADINGS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "sign": "指标性质",
    "number": "指标值",
    "measure": "度量单位",
    "value": "年度指标值",
    "basis": "指标值确定依据",
    "direction": "指标方向性",
    "weight": "权重",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
WORDS = st.text(alphabet="里程合格率公路水渠学校乡村（）〔〕", min_size=2, max_size=8)
SIGNS = st.sampled_from(["≥", "≤", "＝", "="])
NUMBERS = st.integers(1, 9999).map(str)
UNITS = st.sampled_from(["公里", "个", "%", "人次", "万元"])
CELLS = {"sign": SIGNS, "number": NUMBERS, "measure": UNITS, "weight": NUMBERS, "score": NUMBERS, "actual": NUMBERS}


@st.composite
def forms(draw):
    """Columns in an order a form could have: levels and name first, one value or a split one."""
    split = draw(st.booleans())
    value = ["sign", "number", "measure"] if split else ["value"]
    others = draw(st.lists(st.sampled_from(["description", "basis", "direction", "weight"]), unique=True))
    judged = draw(st.sampled_from([[], ["actual"], ["actual", "score"], ["actual", "score", "reason"]]))
    before = [name for name in others if name == "description"]
    after = draw(st.permutations([name for name in others if name != "description"]))
    return ["level1", "level2", "name", *before, *value, *after, *judged]


@st.composite
def tables(draw):
    """Rows by field, grouped by level as the form does."""
    columns = draw(forms())
    rows = []
    for level1, level2s in LEVELS.items():
        for level2 in draw(st.lists(st.sampled_from(level2s), unique=True, max_size=3)):
            for _ in range(draw(st.integers(1, 3))):
                cells = {name: draw(CELLS.get(name, WORDS)) for name in columns[2:]}
                rows.append({**cells, "level1": level1, "level2": level2})
    assume(rows)
    return columns, rows


def levels_of(row, count):
    return [row["level1"], row["level2"]][:count]


def written(columns, rows, widths, *, merged, top=0):
    """Boxes of a header and rows; a level that equals the one above is merged, empty or repeated."""
    starts = [sum(widths[:at]) for at in range(len(columns))]
    columns_at = list(zip(columns, starts, widths, strict=True))
    boxes = [Box(top, at, HEADINGS[name], Place(top + 1, at + 1, "", 1), 1, width) for name, at, width in columns_at]
    for number, row in enumerate(rows, top + 1):
        for name, at, width in columns_at:
            key = levels_of(row, 1 + (name == "level2"))
            same = [levels_of(other, len(key)) == key for other in rows[: number - top - 1]]
            first = not same or not same[-1]
            span = 1
            text = row[name]
            if name in ("level1", "level2") and merged != "repeated":
                if merged == "merged":
                    if not first:
                        continue
                    below = rows[number - top - 1 :]
                    span = next((n for n, other in enumerate(below) if levels_of(other, len(key)) != key), len(below))
                elif not first:
                    text = ""
            boxes.append(Box(number, at, text, Place(number + 1, at + 1, "", 1), span, width))
    return boxes


def read(*parts) -> Document:
    return read_parts(parts, "x", "test", DEFAULT_LIMITS)


def cells(row, columns):
    return {name: getattr(row, "value" if name == "value" else name) for name in columns}


@settings(max_examples=150, deadline=None)
@given(table=tables(), data=st.data())
def test_every_row_is_read_whatever_columns_widths_and_merges(table, data):
    columns, rows = table
    widths = data.draw(st.lists(st.integers(1, 3), min_size=len(columns), max_size=len(columns)))
    merged = data.draw(st.sampled_from(["merged", "empty", "repeated"]))
    head = [Box(0, 0, "项目名称", rows=1, columns=1), Box(0, 1, "村道养护", rows=1, columns=sum(widths) - 1)]
    document = read(Grid([*head, *written(columns, rows, widths, merged=merged, top=1)]))
    (found,) = document.tables
    assert document.problems == ()
    assert found.project == "村道养护"
    assert [cells(row, columns) for row in found.indicators] == rows
    if "sign" in columns:
        assert all(row.value.endswith(row.measure) and row.number in row.value for row in found.indicators)
    for row in found.indicators:
        assert row.place_of("name").table == 1


@settings(max_examples=80, deadline=None)
@given(table=tables(), data=st.data())
def test_a_table_that_goes_on_on_the_next_page_is_one_table(table, data):
    columns, rows = table
    cut = data.draw(st.integers(1, len(rows)))
    assume(cut < len(rows))
    repeated = data.draw(st.booleans())
    widths = [1] * len(columns)
    first = written(columns, rows[:cut], widths, merged="merged")
    second = written(columns, rows[cut:], widths, merged="merged")
    if not repeated:
        second = [box for box in second if box.row]
    # The rest of a merged level has no text of its own on the second page.
    for at, level in enumerate(("level1", "level2")):
        same = [row[level] == rows[cut - 1][level] and row["level1"] == rows[cut - 1]["level1"] for row in rows[cut:]]
        if same[0]:
            second = [
                box if box.row != 1 or box.column != at else Box(box.row, box.column, "", box.place, box.rows)
                for box in second
            ]
    (found,) = read(Line("村道养护绩效目标表"), Grid(first), Grid(second, page_top=True)).tables
    assert [cells(row, columns) for row in found.indicators] == rows


@settings(max_examples=60, deadline=None)
@given(
    projects=st.lists(tables(), min_size=1, max_size=4),
    fill=st.sampled_from(["first", "merged", "repeated"]),
    levels=st.sampled_from(["merged", "empty", "repeated"]),
)
def test_a_wide_sheet_is_one_table_a_project(projects, fill, levels):
    columns = projects[0][0]
    wide = ["单位名称", "项目名称", "预算数", "年度目标"]
    boxes = [Box(0, at, text) for at, text in enumerate(wide)]
    boxes += [Box(0, len(wide) + at, HEADINGS[name]) for at, name in enumerate(columns)]
    top = 1
    expected = []
    for number, (_, drawn) in enumerate(projects):
        rows = [{name: row.get(name, "无") for name in {*columns, "level1", "level2"}} for row in drawn]
        given_ = ("云岭县水务局", f"项目甲{number}", f"{number}.5", f"修渠{number}公里")
        part = [box for box in written(columns, rows, [1] * len(columns), merged=levels, top=top - 1) if box.row >= top]
        shifted = [Box(box.row, box.column + len(wide), box.text, box.place, box.rows) for box in part]
        for at, text in enumerate(given_):
            for row in range(top, top + len(rows)):
                if row == top or fill == "repeated":
                    shifted.append(Box(row, at, text, rows=len(rows) if fill == "merged" else 1))
                elif fill == "first":
                    shifted.append(Box(row, at, ""))
        boxes += sorted(shifted, key=lambda box: (box.row, box.column))
        top += len(rows)
        expected.append((given_, rows))
    document = read(Line("2025年部门预算项目绩效目标表"), Grid(boxes))
    assert document.problems == ()
    heads = [
        (one.unit, one.project, one.budget.total, "".join(goal.text for goal in one.goals)) for one in document.tables
    ]
    read_rows = [[cells(row, columns) for row in one.indicators] for one in document.tables]
    found = list(zip(heads, read_rows, strict=True))
    assert found == [(head, [{name: row[name] for name in columns} for row in rows]) for head, rows in expected]


@settings(max_examples=60, deadline=None)
@given(table=tables(), merged=st.booleans())
def test_a_table_on_its_side_is_read_upright(table, merged):
    columns, rows = table
    boxes = []
    for at, box in enumerate(written(columns, rows, [1] * len(columns), merged="merged" if merged else "repeated")):
        del at
        boxes.append(Box(box.column, box.row, box.text, box.place, box.columns, box.rows))
    boxes.sort(key=lambda box: (box.row, box.column))
    (found,) = read(Line("村道养护绩效目标表"), Grid(boxes)).tables
    assert [cells(row, columns) for row in found.indicators] == rows


def grid(text, top=0, **options):
    """A grid from lines with "|" between cells; "^" goes on from above, "<" from the left."""
    lines = [[cell.strip() for cell in line.strip().split("|")] for line in text.strip().splitlines()]
    boxes = []
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell in ("^", "<"):
                continue
            width = next((n for n, other in enumerate(line[column + 1 :], 1) if other != "<"), len(line) - column)
            height = next(
                (n for n, other in enumerate(lines[row + 1 :], 1) if other[column : column + 1] != ["^"]),
                len(lines) - row,
            )
            boxes.append(Box(row, column, cell, Place(top + row + 1, column + 1, "", 1), height, width))
    return Grid(boxes, **options)


def rows_of(document):
    return [
        ["|".join(getattr(row, name) for name in CELL_FIELDS) for row in table.indicators] for table in document.tables
    ]


def test_a_level_whose_text_stands_on_the_next_page_is_that_of_all_its_rows():
    first = grid("""
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 里程 | ≥6公里
        ^        | 质量指标 | 合格率 | ≥95%
                 | 社会效益指标 | 受益人数 | ≥300人
        ^        | ^ | 投诉率 | ≤2%
    """)
    second = grid(
        """
        效益指标 | 经济效益指标 | 节约费用 | ≥3万元
        ^        | ^ | 增收 | ≥5万元
        满意度指标 | 服务对象满意度指标 | 满意度 | ≥90%
        """,
        page_top=True,
    )
    ((*rows,),) = rows_of(read(Line("村道养护绩效目标表"), first, second))
    assert [row.split("|")[0] for row in rows] == ["产出指标"] * 2 + ["效益指标"] * 4 + ["满意度指标"]


def test_a_level_left_empty_on_each_row_is_that_above_even_before_a_page_break():
    first = grid("""
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 里程 | ≥6公里
                 | 质量指标 | 合格率 | ≥95%
                 | 时效指标 | 完成时间 | 11月底
    """)
    second = grid("效益指标 | 社会效益指标 | 受益人数 | ≥300人\n | 生态效益指标 | 绿化率 | ≥30%", page_top=True)
    ((*rows,),) = rows_of(read(Line("村道养护绩效目标表"), first, second))
    assert [row.split("|")[0] for row in rows] == ["产出指标"] * 3 + ["效益指标"] * 2


def test_a_row_cut_by_the_page_break_is_joined():
    first = grid("""
        一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据
        产出指标 | 数量指标 | 里程 | ≥6公里 | 冀财规【2018】
    """)
    second = grid(" | | | | 21号\n | 质量指标 | 合格率 | ≥95% | 规划", page_top=True)
    assert rows_of(read(Line("村道养护绩效目标表"), first, second)) == [
        ["产出指标|数量指标|里程||≥6公里|冀财规【2018】21号", "产出指标|质量指标|合格率||≥95%|规划"]
    ]


@pytest.mark.parametrize("form", [" | 社会效益指标 | | ", "效益指标 | | | ", "效益指标 | 生态效益指标 | | "])
def test_a_category_left_unused_is_no_row(form):
    document = read(
        Line("村道养护绩效目标表"),
        grid(f"一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 里程 | ≥6公里\n{form}"),
    )
    assert rows_of(document) == [["产出指标|数量指标|里程||≥6公里|"]]
    assert document.problems == ()


def test_merged_values_and_bases_belong_to_each_row_they_reach():
    document = read(
        Line("村道养护绩效目标表"),
        grid("""
            一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据
            产出指标 | 数量指标 | 里程 | ≥6公里 | 云政发〔2024〕3号
            ^ | 质量指标 | 合格率 | ≥95% | ^
            ^ | ^ | 完好率 | ^ | ^
        """),
    )
    assert rows_of(document) == [
        [
            "产出指标|数量指标|里程||≥6公里|云政发〔2024〕3号",
            "产出指标|质量指标|合格率||≥95%|云政发〔2024〕3号",
            "产出指标|质量指标|完好率||≥95%|云政发〔2024〕3号",
        ]
    ]


def test_cells_beyond_the_last_column_are_reported():
    document = read(
        Line("村道养护绩效目标表"),
        grid(
            "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|里程|≥6公里|另见附件\n效益指标|社会效益指标|受益人数|≥3人"
        ),
    )
    assert len(document.tables[0].indicators) == 2
    assert [dict(one.args)["text"] for one in document.problems] == ["另见附件"]


WORDS_OF_FORMS = """
绩效指标 绩效目标 年度目标 中期目标 长期绩效指标 项目名称 单位名称 项目资金 年度资金总额 优 良 中 差 评价标准 职责活动
合计 小计
单位：万元 2025年 村道养护绩效目标表 【产出指标-数量指标】指标1：里程（≥6公里） 实际完成情况 数量指标 ≥95% 里程 1 2 3
备注：无
云岭县水务局
"""
TOKENS = st.sampled_from([*HEADINGS.values(), *LEVELS, *WORDS_OF_FORMS.split(), "", ""])


@st.composite
def jumbles(draw):
    """A physical table of words of the forms, with any spans, also overlapping ones."""
    boxes = [
        Box(row, column, draw(TOKENS), Place(row + 1, column + 1, "", 1), draw(st.sampled_from([1, 1, 1, 2, 9])), width)
        for row in range(draw(st.integers(1, 7)))
        for column, width in enumerate(draw(st.lists(st.sampled_from([1, 1, 1, 2, 5]), max_size=7)))
    ]
    return Grid(boxes, page_top=draw(st.booleans()))


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(jumbles() | TOKENS.map(Line), max_size=4))
def test_no_jumble_of_cells_breaks_the_reader(parts):
    document = read(*parts)
    for table in document.tables:
        assert table.indicators or table.broken or table.title or table.code or table.project or table.goals


def test_the_index_system_of_an_evaluation_has_no_targets_and_is_no_target_table():
    document = read(
        Line("附件2 项目绩效评价指标体系"),
        grid("""
            一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分
            决策 | 项目立项 | 立项依据充分性 | 5 | 依据充分得满分 | 5
            产出 | 产出数量 | 实际完成率 | 10 | 按比例扣分 | 9
            效益 | 社会效益 | 受益人数 | 20 | 按比例扣分 | 20
        """),
    )
    assert document.tables == ()
    assert "input/no-table" in [one.code for one in document.problems]


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("部门收支总表", "项目|预算数|项目|预算数\n一、一般公共预算|100|一、基本支出|80\n收入总计|100|支出总计|100"),
        ("政府采购预算表", "采购项目|采购目录|计量单位|数量|单价|金额\n电脑|A02|台|5|0.5|2.5"),
        ("经济和社会发展主要指标", "指标名称|计量单位|2024年完成|2025年目标|增长%\n地区生产总值|亿元|120|130|6"),
        ("年度目标考核责任书", "序号|考核指标|目标值|完成时限|责任单位\n1|新建公厕|20座|10月|城管局"),
        ("行政许可事项表", "项目名称|实施单位|法律依据|备注\n食品经营许可|市场局|《食品安全法》|"),
        ("人员情况表", "单位名称|单位性质|单位规格|编制数|实有人数\n云岭县水务局|行政|正科|30|28"),
        ("自评结果汇总", "序号|项目名称|预算数|执行数|执行率|自评得分|自评等级\n1|厕所改造|10|10|100%|95|优"),
        ("专项资金清单", "项目名称|主管部门|资金规模|绩效目标\n厕所改造|农业局|100|新建20座\n道路|交通局|200|修路"),
    ],
)
def test_other_tables_of_a_budget_are_no_target_tables(title, table):
    document = read(Line(title), grid(table))
    assert document.tables == ()
    assert [one.code for one in document.problems] == ["input/no-table"]
