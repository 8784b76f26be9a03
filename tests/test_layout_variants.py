"""Published layouts as conversions of other counties' Word and PDF files give them.

All counties and figures are invented. In the sources "→" stands for a tab. Expected rows were written down with the
sources, from the form, before any of them was read: cells of `CELL_FIELDS` with "|" between them.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.model import CELL_FIELDS, Document, Indicator
from kpilint.problems import message
from kpilint.sources.plain import text

SIX = "一级指标→二级指标→三级指标→绩效指标描述→指标值→指标值确定依据\n"
HEAD = "1.村道养护绩效目标表\n401001云岭县交通运输局→单位：万元\n项目编码→YL01→项目名称→村道养护\n"
LENGTH = "产出指标→数量指标→养护里程→全年里程→≥60公里→养护规划\n"
QUALITY = "→质量指标→合格率→验收合格→≥95%→养护规划\n"
TRIPS = "效益指标→社会效益指标→出行人次→日均人次→≥300人次→统计年报\n"
PUBLIC = "满意度指标→服务对象满意度指标→村民满意度→抽样→≥90%→问卷调查\n"
LENGTH_ROW = "产出指标|数量指标|养护里程|全年里程|≥60公里|养护规划"
QUALITY_ROW = "产出指标|质量指标|合格率|验收合格|≥95%|养护规划"
TRIPS_ROW = "效益指标|社会效益指标|出行人次|日均人次|≥300人次|统计年报"
PUBLIC_ROW = "满意度指标|服务对象满意度指标|村民满意度|抽样|≥90%|问卷调查"
FOUR = [LENGTH_ROW, QUALITY_ROW, TRIPS_ROW, PUBLIC_ROW]


def read(source: str) -> Document:
    return text.read(source.replace("→", "\t").encode(), "x.txt")


def squeezed(value: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff]", "", value)


def row(indicator: Indicator) -> str:
    return "|".join(squeezed(getattr(indicator, name)) for name in CELL_FIELDS)


def rows(document: Document) -> list[list[str]]:
    return [[row(indicator) for indicator in table.indicators] for table in document.tables]


def cell_lines(*lines: str) -> str:
    """Write rows one cell a line, a blank line after each."""
    return "".join("".join(f"→{cell}\n" for cell in line.rstrip("\n").split("→")) + "\n" for line in lines)


def assert_reads(source: str, *expected: list[str], problems: tuple[str, ...] = (), broken: int = 0) -> Document:
    document = read(source)
    assert rows(document) == list(expected)
    assert sum(len(table.broken) for table in document.tables) == broken
    assert [problem.code for problem in document.problems] == list(problems)
    for problem in document.problems:
        assert message(problem.code, problem.args, "zh")
    return document


# -- titles

TITLES = [
    "村道养护绩效目标表",
    "（一）村道养护项目绩效目标表",
    "1、村道养护绩效目标申报表",
    "第1个 村道养护绩效目标表",
    "村道养护项目支出绩效目标表（2024年度）",
    "2024年度云岭县村道养护项目支出绩效目标表",
    "附表3：村道养护项目绩效目标情况表",
    "村道养护 绩效目标表",
    "3.2024年村道养护（县级配套）绩效目标表",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "form",
    [
        "{title}\n→单位：万元\n项目编码→YL01→项目名称→村道养护\n" + SIX + LENGTH + QUALITY,
        "{title}→→→→→\n项目编码→YL01→项目名称→村道养护\n" + SIX + LENGTH + QUALITY,
        "{title}\n\n" + cell_lines("项目编码→YL01→项目名称→村道养护", SIX, LENGTH, QUALITY),
        "→{title}\n\n" + cell_lines("项目编码→YL01→项目名称→村道养护", SIX, LENGTH, QUALITY),
        "### <b>{title}</b>\n\n单位：万元\n\n<b>项目编码</b>→YL01→→<b>项目名称</b>→村道养护→→\n"
        + SIX
        + LENGTH
        + QUALITY,
    ],
    ids=["line", "row", "above-cell-lines", "in-cell-lines", "heading"],
)
def test_titles_above_and_inside_the_table(title, form):
    document = assert_reads(form.format(title=title), [LENGTH_ROW, QUALITY_ROW])
    (table,) = document.tables
    assert squeezed(table.title) == squeezed(title)
    assert (table.code, table.project) == ("YL01", "村道养护")


def test_contents_and_duties_around_the_tables_are_read_as_text():
    source = f"""云岭县农业农村局2024年部门预算信息公开
目  录
一、部门职责及机构设置情况→1
（一）高标准农田建设绩效目标表→12
（二）动物防疫补助绩效目标表 .......... 13
2.动物防疫补助绩效目标表13
一、部门职责
1.负责拟订全县农业农村工作的数量指标、质量指标，并组织实施。
2.产出指标考核：负责年度产出指标和效益指标的汇总。
绩效目标：全面落实粮食安全责任。
绩效指标：粮食产量稳定在10万吨以上，完成率达到100%。
数量指标 质量指标 按季度上报。
二、分项绩效目标
（一）高标准农田建设绩效目标表
501001云岭县农业农村局→单位：万元
项目编码→YL21→项目名称→高标准农田建设
预算规模及资金用途→预算数→120.00→其中：财政资金→100.00→其他资金→20.00
用于田间道路和水渠建设
资金支出计划（%）→3月底→6月底→10月底→12月底
10%→40%→80%→100%
绩效目标→1.建设高标准农田1000亩
2.改善灌溉条件

{SIX}{LENGTH}{TRIPS}（二）动物防疫补助绩效目标表
501002云岭县畜牧站→单位：万元
项目编码→YL22→项目名称→动物防疫补助
{SIX}{LENGTH}三、政府采购预算情况
序号→采购项目→数量→单价→金额
1→电脑→2→0.5→1.0
"""
    first, second = assert_reads(source, [LENGTH_ROW, TRIPS_ROW], [LENGTH_ROW]).tables
    assert (first.project, first.unit, first.budget.other) == ("高标准农田建设", "501001云岭县农业农村局", "20.00")
    assert [goal.text for goal in first.goals] == ["1.建设高标准农田1000亩", "2.改善灌溉条件"]
    assert [step.amount for step in first.plan] == ["10%", "40%", "80%", "100%"]
    assert (second.project, second.unit, second.year) == ("动物防疫补助", "501002云岭县畜牧站", 2024)


@pytest.mark.parametrize("again", ["村道养护绩效目标表", "村道养护绩效目标表（续表）", "村道养护绩效目标表（续）"])
def test_title_repeated_after_a_page_break_goes_on_with_the_table(again):
    title = "村道养护绩效目标表\n单位：万元\n\n项目名称→村道养护\n"
    assert_reads(
        f"{title}{SIX}{LENGTH}{QUALITY}\n- 7 -\n\n{again}\n\n{SIX}{TRIPS}{PUBLIC}",
        FOUR,
    )


def test_same_title_with_a_head_of_its_own_is_the_next_table():
    one = f"项目支出绩效目标表\n项目名称→村道养护\n{SIX}{LENGTH}"
    two = f"项目支出绩效目标表\n项目名称→桥梁加固\n{SIX}{TRIPS}"
    document = assert_reads(one + two, [LENGTH_ROW], [TRIPS_ROW])
    assert [table.project for table in document.tables] == ["村道养护", "桥梁加固"]


# -- heads


def test_head_in_another_order_in_yuan_and_without_code():
    source = f"""村道养护绩效目标表
单位：元
项目名称→村道养护
主管部门→云岭县交通运输局→实施单位→云岭县公路站
绩效目标→1.养护村道60公里
→2.完善产出指标体系，绩效指标完成率100%
→3.数量指标按季度上报
预算规模及资金用途→预算数→1200000→其中：财政资金→1200000→其他资金→
养护村道
资金支出计划（%）→6月底→12月底
50→100
{SIX}{LENGTH}{QUALITY}"""
    (table,) = assert_reads(source, [LENGTH_ROW, QUALITY_ROW]).tables
    assert (table.code, table.project, table.budget.money_unit) == ("", "村道养护", "元")
    assert [goal.text[:2] for goal in table.goals] == ["1.", "2.", "3."]
    assert (table.budget.total, table.purpose) == ("1200000", "养护村道")
    assert [(step.period, step.amount) for step in table.plan] == [("6月底", "50"), ("12月底", "100")]


@pytest.mark.parametrize(
    "line",
    [
        "云岭县公路站 2024年 单位：万元",
        "云岭县公路站（2024年度）→单位：万元",
        "编制单位：云岭县公路站 2024年→单位：万元",
    ],
)
def test_the_year_behind_a_units_name_is_that_of_the_table(line):
    document = assert_reads(f"村道养护绩效目标表\n{line}\n项目名称→村道养护\n{SIX}{LENGTH}", [LENGTH_ROW])
    (table,) = document.tables
    assert (table.unit, table.year, table.budget.money_unit) == ("云岭县公路站", 2024, "万元")
    assert (document.unit, document.year) == ("云岭县公路站", 2024)


def test_many_goals_each_in_a_cell_line_of_its_own_with_words_of_the_header_in_them():
    goals = [f"{n}.第{n}项产出指标按期完成" for n in range(1, 9)] + ["9.绩效指标"]
    source = (
        "村道养护绩效目标表\n→单位：万元\n\n"
        + cell_lines("项目名称→村道养护")
        + "→绩效目标\n"
        + "".join(f"→{goal}\n" for goal in goals)
        + "\n"
        + cell_lines(SIX, LENGTH, QUALITY)
    )
    (table,) = assert_reads(source, [LENGTH_ROW, QUALITY_ROW]).tables
    assert [goal.text for goal in table.goals] == goals


def test_goals_that_are_single_level_words_do_not_end_the_goals():
    source = f"{HEAD}绩效目标→1.养护\n→产出指标\n→2.巡查\n{SIX}{LENGTH}"
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert [squeezed(goal.text) for goal in table.goals] == ["1.养护产出指标", "2.巡查"]


def test_table_without_rows_between_two_tables():
    empty = "2.桥梁加固绩效目标表\n项目编码→YL02→项目名称→桥梁加固\n绩效目标→1.加固\n" + SIX
    third = HEAD.replace("1.村道", "3.村道").replace("YL01", "YL03")
    document = assert_reads(f"{HEAD}{SIX}{LENGTH}{empty}{third}{SIX}{TRIPS}", [LENGTH_ROW], [], [TRIPS_ROW])
    assert [table.number for table in document.tables] == ["1", "2", "3"]


def test_title_without_number_directly_after_the_last_row():
    source = f"村道养护\n{HEAD}{SIX}{LENGTH}{PUBLIC}桥梁加固项目绩效目标表\n项目名称→桥梁加固\n{SIX}{TRIPS}"
    assert_reads(source, [LENGTH_ROW, PUBLIC_ROW], [TRIPS_ROW])


def test_headings_in_chinese_numerals_without_the_word_table():
    body = "401001云岭县交通运输局→单位：万元\n项目编码→{}→项目名称→养护\n"
    source = f"（一）村道养护\n{body.format(1)}{SIX}{LENGTH}（二）桥梁加固\n{body.format(2)}{SIX}{TRIPS}"
    document = assert_reads(source, [LENGTH_ROW], [TRIPS_ROW])
    assert [table.title for table in document.tables] == ["（一）村道养护", "（二）桥梁加固"]


# -- headers


@pytest.mark.parametrize(
    ("header", "line", "expected"),
    [
        (
            "一级指标→二级指标→三级指标→指标值→绩效指标描述→指标值确定依据",
            "产出指标→数量指标→里程→≥60公里→全年→规划\n→质量指标→合格率→≥95%→验收→规划",
            ["产出指标|数量指标|里程|全年|≥60公里|规划", "产出指标|质量指标|合格率|验收|≥95%|规划"],
        ),
        (
            "序号→一级指标→二级指标→三级指标→指标描述→指标值",
            "1→产出指标→数量指标→里程→全年→≥60公里\n2→→质量指标→合格率→验收→≥95%\n3→时效指标→工期→完工→12月底前",
            [
                "产出指标|数量指标|里程|全年|≥60公里|",
                "产出指标|质量指标|合格率|验收|≥95%|",
                "产出指标|时效指标|工期|完工|12月底前|",
            ],
        ),
        (
            "一级指标→二级指标→三级指标→绩效指标描述→指标值→指标值确定依据→备注",
            "产出指标→数量指标→里程→全年→≥60公里→规划\n→质量指标→合格率→验收→≥95%\n→→优良率→评定→≥80%→规划→新增",
            [
                "产出指标|数量指标|里程|全年|≥60公里|规划",
                "产出指标|质量指标|合格率|验收|≥95%|",
                "产出指标|质量指标|优良率|评定|≥80%|规划",
            ],
        ),
        (
            "一级指标→二级指标→三级指标→指标值→权重（%）",
            "产出指标（50分）→数量指标→里程→≥60公里→25\n→质量指标→合格率→≥95%→25\n质量指标→优良率→≥80%→5",
            [
                "产出指标（50分）|数量指标|里程||≥60公里|",
                "产出指标（50分）|质量指标|合格率||≥95%|",
                "产出指标（50分）|质量指标|优良率||≥80%|",
            ],
        ),
        (
            "一级指标→二级指标→三级指标→绩效指标\n描述→指标值→指标值确定\n依据",
            "产出指标→数量指标→里程→全年→≥60公里→规划",
            ["产出指标|数量指标|里程|全年|≥60公里|规划"],
        ),
        (
            "一级指标→二级指标→三级指标→绩效指标描述→指标值→指标值确定依据",
            "一、产出指标→1.数量指标→里程→全年→≥60公里→规划\n（2）效益指标→经济效益 指标→成本→单位→≤2万元→规划",
            [
                "一、产出指标|1.数量指标|里程|全年|≥60公里|规划",
                "（2）效益指标|经济效益指标|成本|单位|≤2万元|规划",
            ],
        ),
    ],
    ids=["value-first", "numbered", "remark", "weight", "split-header", "numbered-levels"],
)
def test_headers_of_other_forms(header, line, expected):
    assert_reads(f"{HEAD}{header}\n{line}\n", expected)


def test_header_cells_over_two_lines_in_cell_lines():
    header = "→一级指标\n→二级指标\n→三级指标\n→绩效指标\n描述\n→指标值\n→指标值\n确定依据\n\n"
    assert_reads("村道养护绩效目标表\n\n" + header + cell_lines(LENGTH, QUALITY), [LENGTH_ROW, QUALITY_ROW])


# -- rows


def test_cell_lines_with_empty_and_missing_cells():
    source = "村道养护绩效目标表\n\n" + cell_lines(
        SIX,
        "产出指标→数量指标→养护里程→→≥60公里→",
        "→数量指标→桥梁→座数→→",
        "→→涵洞→道数→≥3道",
        "→质量指标→合格率→→→养护规划",
        "满意度\n指标→服务对象\n满意度指标→村民满意度→抽样→≥90%",
    )
    assert_reads(
        source,
        [
            "产出指标|数量指标|养护里程||≥60公里|",
            "产出指标|数量指标|桥梁|座数||",
            "产出指标|数量指标|涵洞|道数|≥3道|",
            "产出指标|质量指标|合格率|||养护规划",
            "满意度指标|服务对象满意度指标|村民满意度|抽样|≥90%|",
        ],
    )


def test_cell_lines_without_blank_lines_between_the_rows():
    body = SIX + LENGTH + QUALITY + "→→优良率→评定→≥80%→养护规划\n" + TRIPS + PUBLIC
    lines = "".join(f"→{cell}\n" for cell in body.strip("\n").replace("\n", "→").split("→"))
    assert_reads(
        "村道养护绩效目标表\n\n" + lines,
        [LENGTH_ROW, QUALITY_ROW, "产出指标|质量指标|优良率|评定|≥80%|养护规划", TRIPS_ROW, PUBLIC_ROW],
    )


def test_cell_lines_without_blank_lines_between_rows_below_a_header_of_its_own():
    body = LENGTH + QUALITY + TRIPS + PUBLIC
    lines = "".join(f"→{cell}\n" for cell in body.strip("\n").replace("\n", "→").split("→"))
    assert_reads("村道养护绩效目标表\n\n" + cell_lines(SIX) + lines, FOUR)


def test_level2_wrapped_in_a_tab_row():
    wrapped = "满意度指标→服务对象\n满意度指标→村民满意度→抽样→≥90%→问卷调查\n"
    assert_reads(f"{HEAD}{SIX}{LENGTH}{wrapped}", [LENGTH_ROW, PUBLIC_ROW])


def test_basis_over_two_lines_within_and_at_the_end_of_a_table():
    source = (
        f"{HEAD}{SIX}产出指标→数量指标→养护里程→全年里程→≥60公里→云交〔2024〕\n3号\n{QUALITY}"
        "→时效指标→工期→完工→12月底前→《云岭县村道养护\n管理办法》\n2.桥梁绩效目标表\n项目编码→Y→项目名称→桥\n"
        f"{SIX}{LENGTH}"
    )
    assert_reads(
        source,
        [
            "产出指标|数量指标|养护里程|全年里程|≥60公里|云交〔2024〕3号",
            QUALITY_ROW,
            "产出指标|时效指标|工期|完工|12月底前|《云岭县村道养护管理办法》",
        ],
        [LENGTH_ROW],
    )


def test_level_alone_in_a_row_of_its_own():
    output = "产出指标→→→→→\n→数量指标→养护里程→全年里程→≥60公里→养护规划\n"
    benefit = "效益指标\n社会效益指标→出行人次→日均人次→≥300人次→统计年报\n"
    source = f"{HEAD}{SIX}{output}{benefit}"
    assert_reads(source, [LENGTH_ROW, TRIPS_ROW])
    below = cell_lines(
        SIX, "产出指标", "→数量指标→养护里程→全年里程→≥60公里→养护规划", "→质量指标→合格率→验收合格→≥95%→养护规划"
    )
    assert_reads("村道养护绩效目标表\n\n" + below, [LENGTH_ROW, QUALITY_ROW])


def test_dropped_description_is_not_filled_with_the_value():
    source = f"{HEAD}{SIX}产出指标→数量指标→养护里程→≥60公里→养护规划\n质量指标→合格率→≥95%→养护规划\n"
    assert_reads(source, ["产出指标|数量指标|养护里程||≥60公里|养护规划", "产出指标|质量指标|合格率||≥95%|养护规划"])


def test_rows_without_basis_stay_where_they_are():
    source = f"{HEAD}{SIX}产出指标→数量指标→养护里程→全年里程→≥60公里\n→质量指标→合格率→验收合格→≥95%\n"
    assert_reads(source, ["产出指标|数量指标|养护里程|全年里程|≥60公里|", "产出指标|质量指标|合格率|验收合格|≥95%|"])


@pytest.mark.parametrize(
    "name", ["其中：重点路段", "注：册人数", "合计里程", "备注册户数", "指标1：里程", "说明会次数", "合计"]
)
def test_names_that_open_like_notes_or_sums_stay_names(name):
    source = f"{HEAD}{SIX}{LENGTH}→→{name}→全年→≥6→养护规划\n{name}→全年→≥7→养护规划\n"
    expected = [LENGTH_ROW] + [f"产出指标|数量指标|{name}|全年|≥{n}|养护规划" for n in (6, 7)]
    assert_reads(source, expected)


def test_sums_notes_and_signatures_are_no_rows():
    source = f"""{HEAD}一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→里程→≥6→40
小计→→→→40
效益指标→社会效益指标→出行→≥3→50
合计→→→→90
注：1.本表由项目单位填写→→→→
填表人：某某→→联系电话：0
单位负责人：→→日期：2024年1月
"""
    assert_reads(source, ["产出指标|数量指标|里程||≥6|", "效益指标|社会效益指标|出行||≥3|"])


def test_text_in_a_row_of_its_own_is_reported():
    source = f"{HEAD}{SIX}{LENGTH}→→→此处另行说明养护标准→→\n{TRIPS}本段其他要求：按月巡查→→→→→\n"
    document = read(source)
    assert [row(i) for i in document.tables[0].indicators][-1] == TRIPS_ROW
    told = "".join("".join(p.args.values()) for p in document.problems)
    told += "".join(b.text for t in document.tables for b in t.broken)
    told += "".join(row(i) for t in document.tables for i in t.indicators)
    assert "此处另行说明养护标准" in told
    assert "按月巡查" in told


# -- page breaks


@pytest.mark.parametrize(
    "mark", ["- 23 -", "23", "第 23 页", "第23页 共50页", "— 23 —", "23 / 50", "－23－", "·23·", "第二十三页"]
)
def test_page_numbers_between_rows(mark):
    assert_reads(f"{HEAD}{SIX}{LENGTH}\n{mark}\n\n{QUALITY}{TRIPS}\n{mark}\n{SIX}{PUBLIC}\n{mark}\n", FOUR)


def test_names_and_levels_cut_by_page_breaks():
    cut_name = "→质量指标→路面合→验收合→≥95%→养护\n"
    cut_level = "满意度指标→服务对象满意→村民满→抽样→≥90%→问卷\n"
    ends = f"{SIX}→→格率→格→→规划\n{TRIPS}"
    source = f"## {HEAD}{SIX}{LENGTH}{cut_name}\n- 3 -\n\n{ends}{cut_level}\n{SIX}→度指标→意度→→→调查\n"
    assert_reads(source, [LENGTH_ROW, "产出指标|质量指标|路面合格率|验收合格|≥95%|养护规划", TRIPS_ROW, PUBLIC_ROW])


def test_first_level_cut_by_a_page_break():
    cut, end = "效益指→社会效益指→出行→日均→≥300→统计\n", "标→标→人次→人次→人次→年报\n"
    source = f"## {HEAD}{SIX}{LENGTH}{QUALITY}{cut}\n{SIX}{end}{PUBLIC}"
    assert_reads(source, FOUR)


def test_header_repeated_several_times_with_and_without_marks():
    wide = "\t".join(f"<b>{cell}</b>" for cell in SIX.strip().split("→")) + "\t\n"
    assert_reads(f"## {HEAD}{wide}{LENGTH}\n{SIX}{QUALITY}\n{wide}{TRIPS}\n{SIX}\n{SIX}{PUBLIC}", FOUR)


def test_unusual_spaces_and_line_ends():
    source = (
        f"{HEAD}{SIX}产\u200b出指标→\u3000数量指标\u3000→养护里程→\xa0全年里程→≥60公里→\u2003养护规划\n"
        f"→质\u2060量指标→合格率→验收合格→≥95%→养护规划\n\xa0\n\u3000\n{TRIPS}满\u200d意度指标→服务对象\xa0满意度指标→村民满意度→抽样→≥90%→问卷调查\n"
    )
    assert_reads(source, FOUR)
    assert_reads(source.replace("\n", "\r\n"), FOUR)


# -- running text and unknown forms


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("【产出指标-数量指标】指标1：养护里程（≥60公里）", ["产出指标|数量指标|指标1：养护里程||≥60公里|"]),
        (
            "【产出指标—质量指标】合格率（≥95%）；【效益指标—社会效益指标】出行人次（≥300）",
            ["产出指标|质量指标|合格率||≥95%|", "效益指标|社会效益指标|出行人次||≥300|"],
        ),
        ("（1）产出指标-数量指标：养护里程≥60公里", ["产出指标|数量指标|养护里程||≥60公里|"]),
        (
            "[数量指标]1.新改建（含扩建）厕所数（120座）；2.培训2次。",
            ["|数量指标|新改建（含扩建）厕所数||120座|", "|数量指标|培训||2次|"],
        ),
        ("【产出指标-时效指标】完成时间：2025年11月底前", ["产出指标|时效指标|完成时间||2025年11月底前|"]),
        ("【满意度指标-满意度指标】群众满意度", ["满意度指标|满意度指标|群众满意度|||"]),
    ],
)
def test_indicators_as_running_text_are_read(line, expected):
    document = read(f"村道养护绩效目标表\n项目名称：村道养护\n{line}\n")
    assert [one for table in rows(document) for one in table] == expected
    assert document.problems == ()


def test_indicators_with_blanks_between_their_cells_are_reported():
    document = read("村道养护绩效目标表\n项目名称：村道养护\n产出指标 数量指标 养护里程 ≥60公里\n")
    assert not any(table.indicators for table in document.tables)
    assert "structure/rows-unread" in [problem.code for problem in document.problems]


# -- the duty-activity form

DUTY = "职责活动→年度预算数→内容描述→绩效目标→绩效指标→评价标准\n→→→→→优→良→中→差\n"


def grades(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(t.project, i.name, i.grades) for t in document.tables for i in t.indicators]


@pytest.mark.parametrize("layout", ["tabs", "cells"])
@pytest.mark.parametrize(
    ("duty", "activity"), [("一、{}", "1、{}"), ("1、{}", "（1）{}"), ("1.{}", "(1){}"), ("{}", "{}")]
)
def test_duties_and_activities_in_any_numbering(layout, duty, activity):
    lines = [
        *DUTY.strip("\n").split("\n"),
        duty.format("农村公路") + "→300000→管路→路好→→→→→",
        activity.format("村道养护") + "→200000→养护→路面平整→养护率→100%→≥90%→≥80%→﹤80%",
        "→→→→投诉率→≤1%→≤2%→≤3%→>3%",
        activity.format("桥梁加固") + "→100000→加固→→加固座数→9座→8座→7座→6座",
    ]
    head = "402云岭县公路站→单位：元"
    source = "\n".join([head, *lines]) + "\n" if layout == "tabs" else cell_lines(head, *lines)
    document = read(source)
    assert grades(document) == [
        ("村道养护", "养护率", ("100%", "≥90%", "≥80%", "﹤80%")),
        ("村道养护", "投诉率", ("≤1%", "≤2%", "≤3%", ">3%")),
        ("桥梁加固", "加固座数", ("9座", "8座", "7座", "6座")),
    ]
    assert {squeezed(t.duty.name)[-4:] for t in document.tables if t.duty} == {"农村公路"}
    assert [t.budget.total for t in document.tables] == ["200000", "100000"]
    assert {t.budget.money_unit for t in document.tables} == {"元"}
    assert document.problems == ()


def test_duty_form_over_pages_with_the_header_only_once_or_again():
    activity = "1、村道养护→20→养护→路平→养护率→100%→≥90%→≥80%→<80%\n"
    more = "→→→→投诉率→≤1%→≤2%→≤3%→>3%\n"
    for between in ("\n- 9 -\n\n", f"\n第 9 页\n\n{DUTY}"):
        document = read(f"402云岭县公路站→单位：万元\n{DUTY}一、农村公路→30→管路→路好→→→→→\n{activity}{between}{more}")
        assert [name for _, name, _ in grades(document)] == ["养护率", "投诉率"]
        assert len(document.tables) == 1
        assert document.problems == ()


def test_duty_form_with_a_fifth_threshold_reports_it():
    header = "职责活动→年度预算数→内容描述→绩效目标→绩效指标→评价标准\n→→→→→优→良→中→差→极差\n"
    document = read(f"{header}1、村道养护→20→养护→路平→养护率→100%→≥90%→≥80%→<80%→<50%\n")
    assert grades(document) == [("村道养护", "养护率", ("100%", "≥90%", "≥80%", "<80%"))]
    assert [problem.code for problem in document.problems] == ["structure/column-unknown"]
    assert "极差" in document.problems[0].args["found"]


# -- a second batch: pages, forms and heads as other converters give them


def test_cell_cut_by_a_page_number_alone():
    cut = "→质量指标→合格率→验收合格→≥95%→养护\n"
    assert_reads(f"{HEAD}{SIX}{LENGTH}{cut}\n- 3 -\n\n→→→→→规划\n{TRIPS}", FOUR[:3])


def test_page_numbers_between_and_inside_cell_lines():
    source = "村道养护绩效目标表\n\n" + cell_lines(SIX, LENGTH) + "23\n\n" + cell_lines(QUALITY) + "→24\n\n"
    inside = "→效益指标\n→社会效益指标\n- 25 -\n→出行人次\n→日均人次\n第 26 页\n→≥300人次\n→统计年报\n- 27 -\n\n"
    assert_reads(source + inside + cell_lines(PUBLIC), FOUR)


@pytest.mark.parametrize("layout", ["row", "cell"])
def test_heading_over_all_columns_is_no_goal(layout):
    if layout == "row":
        source = f"{HEAD}绩效目标→1.养护→→→→\n绩效指标→→→→→\n{SIX}{LENGTH}"
    else:
        source = "村道养护绩效目标表\n\n" + cell_lines("绩效目标→1.养护", "绩效指标", SIX, LENGTH)
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert [goal.text for goal in table.goals] == ["1.养护"]


def test_year_and_date_lines_between_title_and_head():
    source = (
        "项目支出绩效目标表\n（2024年度）\n填报单位：云岭县公路站→填报日期：2024年1月3日→单位：万元\n"
        f"项目名称→村道养护→项目编码→YL01\n{SIX}{LENGTH}"
    )
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert (table.unit, table.year, table.code, table.budget.money_unit) == ("云岭县公路站", 2024, "YL01", "万元")


def test_unit_above_the_title():
    source = f"单位：元\n村道养护绩效目标表\n项目编码→YL01→项目名称→村道养护\n{SIX}{LENGTH}"
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert (table.title, table.code, table.budget.money_unit) == ("村道养护绩效目标表", "YL01", "元")


def test_labels_of_the_head_wrapped_by_line_breaks():
    source = (
        "村道养护绩效目标表\n项目编码→YL01→项目名称→村道养护\n预算规模及\n资金用途→预算数→120→其中：财政\n资金→100→其他\n"
        f"资金→20\n养护村道\n资金支出计\n划（%）→6月底→12月底\n→50→100\n绩效目标→1.养护\n{SIX}{LENGTH}"
    )
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert (table.budget.total, table.budget.fiscal, table.budget.other) == ("120", "100", "20")
    assert (table.purpose, [step.amount for step in table.plan]) == ("养护村道", ["50", "100"])
    assert [goal.text for goal in table.goals] == ["1.养护"]


def test_plain_line_as_title_of_a_table_that_starts_its_levels_again():
    source = f"{HEAD}{SIX}{LENGTH}{PUBLIC}\n桥梁加固\n\n{SIX}{LENGTH}{TRIPS}"
    document = assert_reads(source, [LENGTH_ROW, PUBLIC_ROW], [LENGTH_ROW, TRIPS_ROW])
    assert [table.title for table in document.tables] == ["1.村道养护绩效目标表", "桥梁加固"]


def test_two_tables_as_cell_lines_without_blank_lines_at_all():
    def stack(*lines: str) -> str:
        return "".join(f"→{cell}\n" for line in lines for cell in line.strip("\n").split("→"))

    head = ["401云岭县公路站→单位：万元", "项目编码→YL01→项目名称→村道养护"]
    more = ["预算规模及资金用途→预算数→12→其中：财政资金→12→其他资金→", "养护→资金支出计划（%）→6月底→12月底"]
    first = "1.村道养护绩效目标表\n" + stack(*head, *more, "→50→100", "绩效目标→1.养护", "2.巡查", SIX) + stack(LENGTH)
    second = "2.桥梁加固绩效目标表\n" + stack(*head, SIX) + stack(TRIPS, PUBLIC)
    document = assert_reads(first + second, [LENGTH_ROW], [TRIPS_ROW, PUBLIC_ROW])
    assert [table.number for table in document.tables] == ["1", "2"]
    table = document.tables[0]
    assert (table.code, table.project, table.budget.total) == ("YL01", "村道养护", "12")
    assert [goal.text for goal in table.goals] == ["1.养护", "2.巡查"]
    assert [step.amount for step in table.plan] == ["50", "100"]


def test_stacked_rows_with_missing_ends_never_take_cells_of_the_next_row():
    lines = [
        "产出指标→数量指标→养护里程→全年里程→≥60公里",
        "产出指标→质量指标→合格率→验收合格→≥95%→养护规划",
        "效益指标→社会效益指标→出行人次→日均人次→≥300人次",
    ]
    stacked = "".join(f"→{cell}\n" for line in lines for cell in line.split("→"))
    assert_reads(
        "村道养护绩效目标表\n\n" + cell_lines(SIX) + stacked,
        [LENGTH_ROW.replace("养护规划", ""), QUALITY_ROW, TRIPS_ROW.replace("统计年报", "")],
    )


def test_table_marked_as_html_is_reported():
    cells = "<tr><td>产出指标</td><td>数量指标</td><td>里程</td><td>≥60公里</td></tr>"
    document = read(f"村道养护绩效目标表\n\n<table>{cells}</table>\n")
    assert "structure/rows-unread" in [problem.code for problem in document.problems]


def test_activities_of_the_older_form_with_other_headings():
    header = "职责-活动→预算数（万元）→内容描述→绩效目标→绩效指标→优→良→中→差\n"
    document = read(f"{header}1、村道养护→20→养护→路平→养护率→100%→≥90%→≥80%→<80%\n投诉率→≤1%→≤2%→≤3%→>3%\n")
    assert [name for _, name, _ in grades(document)] == ["养护率", "投诉率"]
    assert document.tables[0].budget.total == "20"


def test_purpose_or_goal_lines_that_name_levels_stay_text():
    source = (
        f"{HEAD}预算规模及资金用途→预算数→12→其中：财政资金→12→其他资金→0\n用于数量指标与质量指标考核\n"
        f"绩效目标→1.产出指标达到95%\n2.效益指标：群众满意\n{SIX}{LENGTH}"
    )
    (table,) = assert_reads(source, [LENGTH_ROW]).tables
    assert table.purpose == "用于数量指标与质量指标考核"
    assert len(table.goals) == 2


def test_other_tables_after_the_last_row_without_a_heading_are_no_rows():
    source = (
        f"{HEAD}{SIX}{LENGTH}{PUBLIC}\n序号→采购项目→采购品目→数量→单价→金额\n1→电脑→台式机→2→0.5→1.0\n"
        "2→打印机→激光→1→0.2→0.2\n合计→→→3→→1.2\n"
    )
    document = read(source)
    assert rows(document) == [[LENGTH_ROW, PUBLIC_ROW]]


# -- a third batch: what random damage to the layouts brought up


@pytest.mark.parametrize(("first", "rest"), [("产出", "指标"), ("产出指", "标"), ("一、产出", "指标")])
def test_first_level_wrapped_in_a_tab_row(first, rest):
    line = f"{first}\n{rest}→数量指标→养护里程→全年里程→≥60公里→养护规划\n"
    expected = LENGTH_ROW.replace("产出指标", first + rest, 1)
    assert_reads(f"{HEAD}{SIX}{line}{TRIPS}", [expected, TRIPS_ROW])
    assert_reads(f"{HEAD}{SIX}{TRIPS}{line}", [TRIPS_ROW, expected])


def test_second_level_wrapped_where_the_first_is_missing():
    assert_reads(f"{HEAD}{SIX}{LENGTH}质量\n指标→合格率→验收合格→≥95%→养护规划\n", [LENGTH_ROW, QUALITY_ROW])


@pytest.mark.parametrize(
    "head",
    [
        "1.村道养护绩效目标表→401001云岭县交通运输局→单位：万元\n项目编码→YL01→项目名称→村道养护\n",
        "1.村道养护绩效目标表\n401001云岭县交通运输局→单位：万元→项目编码→YL01→项目名称→村道养护\n",
        "→1.村道养护绩效目标表\n→401001云岭县交通运输局\n→单位：万元\n\n→项目编码\n→YL01\n→项目名称\n→村道养护\n\n",
    ],
)
def test_title_unit_and_code_in_one_row(head):
    (table,) = assert_reads(f"{head}{SIX}{LENGTH}", [LENGTH_ROW]).tables
    assert (table.number, table.unit, table.code) == ("1", "401001云岭县交通运输局", "YL01")
    assert (table.project, table.budget.money_unit) == ("村道养护", "万元")


def test_header_with_an_empty_column_before_rows_without_it():
    source = f"{HEAD}→{SIX}{LENGTH}优良率→评定→≥80%→养护规划\n质量指标→合格率→验收合格→≥95%→养护规划\n"
    assert_reads(source, [LENGTH_ROW, "产出指标|数量指标|优良率|评定|≥80%|养护规划", QUALITY_ROW])


def test_rows_that_no_table_takes_are_reported():
    source = f"{HEAD}{SIX}{LENGTH}\n第二部分文字说明\n\n成本指标养护单价→描述→≤2万元→规划\n"
    document = read(source)
    assert rows(document) == [[LENGTH_ROW]]
    assert "structure/rows-unread" in [problem.code for problem in document.problems]


def test_text_between_head_and_header_is_reported():
    unplaced = f"{HEAD}\n此处文字无归属\n\n{SIX}{LENGTH}"
    document = assert_reads(unplaced, [LENGTH_ROW], problems=("structure/text-unplaced",))
    assert "此处文字无归属" in document.problems[0].args["text"]


def test_line_below_the_last_row_is_reported_unless_it_is_a_heading():
    noisy = f"{HEAD}{SIX}{LENGTH}无归属的一行\n\n三、政府采购\n"
    assert_reads(noisy, [LENGTH_ROW], problems=("structure/text-unplaced",))
    assert_reads(f"{HEAD}{SIX}{LENGTH}三、政府采购\n本部门没有采购预算。\n", [LENGTH_ROW])


TOKENS = re.compile(r"[甲乙丙丁]\d+|[≥]\d+%")
DAMAGE = st.sampled_from(["\n", "\n\n- 3 -\n\n", "\n散落文字\n", "\n注：说明\n"])


def numbered(layout: str) -> str:
    levels = [
        "产出指标→数量指标",
        "→质量指标",
        "效益指标→社会效益指标",
        "→可持续影响指标",
        "满意度指标→服务对象满意度指标",
    ]
    lines = [f"{level}→甲{n}0→乙{n}0→≥{n}0%→丁{n}0\n" for n, level in enumerate(levels, start=1)]
    if layout == "cells":
        return "1.村道养护绩效目标表\n\n" + cell_lines(SIX, *lines)
    bare = [line.removeprefix("→") for line in lines] if layout == "bare" else lines
    return HEAD + SIX + "".join(bare)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(layout=st.sampled_from(["cells", "bare", "padded"]), data=st.data())
def test_damaged_lines_are_read_or_told(layout, data):
    """Lines are torn apart, not just after a tab: each word is in a row, a broken row or a problem."""
    source = numbered(layout)
    first = source.index("依据\n") + 3
    for damage in [*data.draw(st.lists(DAMAGE, max_size=2)), data.draw(st.sampled_from(["", f"\n\n{SIX}"]))]:
        last = source.rindex(
            "满意度指标", 0, source.rindex("满意度指标")
        )  # what follows the last row may be other text
        at = data.draw(st.sampled_from([at for at in range(first, last) if source[at - 1] != "→"]))
        source = source[:at] + damage + source[at:]
    document = read(source)
    found = "".join(row(i) for t in document.tables for i in t.indicators)
    found += "".join(b.text for t in document.tables for b in t.broken)
    found += "".join("".join(p.args.values()) for p in document.problems)
    unread = {"structure/rows-unread", "structure/column-unknown"} & {problem.code for problem in document.problems}
    lost = [token for token in TOKENS.findall(source) if token not in squeezed(found)]
    assert not lost or unread or "…（" in found, (lost, source)  # …（7）: that many lines, five shown
