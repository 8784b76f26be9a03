"""PDF files: tables however their lines are drawn, pages stitched, and what cannot be read said in one message."""

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint.problems import ReadFailure, message
from kpilint.sources.boxes import Grid, Line, read_parts
from kpilint.sources.limits import DEFAULT_LIMITS
from kpilint.sources.pdf import parts
from pdf_builder import Cell, Page, build, draw, table, write

XS = [60, 130, 200, 300, 400, 460, 540]
YS = [100, 120, 150, 180, 210]
HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
CELLS = [
    *(Cell(0, column, (text,)) for column, text in enumerate(HEADER)),
    Cell(1, 0, ("产出指标",), rows=2),
    Cell(1, 1, ("数量指标",)),
    Cell(1, 2, ("培训期数",)),
    Cell(1, 3, ("全年举办培训的期数",)),
    Cell(1, 4, ("≥12期",)),
    Cell(1, 5, ("年度工作计划",)),
    Cell(2, 1, ("质量指标",)),
    Cell(2, 2, ("培训合格率",)),
    Cell(2, 3, ("合格人数占参训的", "比例")),
    Cell(2, 4, ("≥95%",)),
    Cell(2, 5, ()),
    Cell(3, 0, ("满意度指标",)),
    Cell(3, 1, ("服务对象满意", "度指标")),
    Cell(3, 2, ("学员满意度",)),
    Cell(3, 3, ("满意学员的比例",)),
    Cell(3, 4, ("≥90%",)),
    Cell(3, 5, ("问卷调查",)),
]
SHAPE = [(cell.row, cell.column, cell.rows, cell.columns, "".join(cell.lines)) for cell in CELLS]
STYLES = (
    "strokes",
    "thin fills",
    "rectangles",
    "spaced rectangles",
    "frames",
    "dash array",
    "dashes",
    "dots",
    "double",
    "pictures",
    "shaded",
)


def read(data, limits=DEFAULT_LIMITS):
    return list(parts(data, limits))


def grids(found):
    return [(part, list(part.boxes)) for part in found if isinstance(part, Grid)]


def shape(boxes):
    return [(box.row, box.column, box.rows, box.columns, box.text.replace("\n", "")) for box in boxes]


def only(data):
    ((_, boxes),) = grids(read(data))
    return boxes


def texts(data):
    return [part.text for part in read(data) if isinstance(part, Line)]


def problems(found):
    return [part for part in found if not isinstance(part, Line | Grid)]


def failure(data, limits=DEFAULT_LIMITS):
    with pytest.raises(ReadFailure) as caught:
        read(data, limits)
    return caught.value.problem


def one_cell(*lines, width=100):
    """Return the text of the first cell of a row of two, `width` pt wide with 4 pt free on each side."""
    cells = [Cell(0, 0, lines), Cell(0, 1, ("一",))]
    return only(build([table(cells, [60, 60 + width, 220 + width], [100, 200])]))[0].text


# -- how lines are drawn


@pytest.mark.parametrize("style", STYLES)
def test_the_cells_of_a_table_are_the_same_however_its_lines_are_drawn(style):
    assert shape(only(build([table(CELLS, XS, YS, style)]))) == SHAPE


def test_places_tell_page_table_row_and_column_and_the_line_above():
    page = Page().text(200, 60, "云岭县培训项目绩效目标表", 14)
    boxes = only(build([Page().text(80, 300, "封面"), table(CELLS, XS, YS, page=page)]))
    assert {(box.place.page, box.place.table, box.place.anchor) for box in boxes} == {
        (2, 1, "云岭县培训项目绩效目标表")
    }
    assert [(box.place.line, box.place.column) for box in boxes[6:9]] == [(2, 1), (2, 2), (2, 3)]


def test_a_table_reads_to_indicators():
    page = Page().text(200, 60, "云岭县培训项目绩效目标表", 14)
    document = read_parts(
        parts(build([table(CELLS, XS, YS, page=page)]), DEFAULT_LIMITS), "a.pdf", "pdf", DEFAULT_LIMITS
    )
    (read_table,) = document.tables
    assert [(i.level1, i.level2, i.name, i.value) for i in read_table.indicators] == [
        ("产出指标", "数量指标", "培训期数", "≥12期"),
        ("产出指标", "质量指标", "培训合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%"),
    ]


def test_a_table_open_to_the_left_and_right_has_its_outer_columns():
    page = Page()
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])
    cells = [Cell(r, c, (f"第{r}行{c}",)) for r in range(4) for c in range(6)]
    assert [box.text for box in only(build([write(page, cells, XS, YS)]))] == [cell.lines[0] for cell in cells]


def test_white_lines_underlines_and_frames_around_the_page_make_no_cells():
    page = table(CELLS, XS, YS).op("20 20 555 802 re S", "1 g 1 G").line(60, 135, 540, 135).op("0 g 0 G")
    page.line(205, 136, 244, 136).line(404, 167, 440, 167)
    assert shape(only(build([page]))) == SHAPE


def test_columns_dragged_a_little_apart_are_one():
    page = Page()
    draw(page, CELLS[:6], XS, YS)
    shifted = [x + (1.5 if 0 < at < 6 else 0) for at, x in enumerate(XS)]
    cells = [Cell(c.row, c.column, c.lines) for c in CELLS if c.row == 3]
    draw(page, [replace_row(c, 1) for c in cells], shifted, YS)
    write(page, [*CELLS[:6], *(replace_row(c, 1) for c in cells)], XS, YS)
    assert {(box.column, box.columns) for box in only(build([page]))} == {(at, 1) for at in range(6)}


def replace_row(cell, row):
    return Cell(row, cell.column, cell.lines, cell.rows, cell.columns)


def test_two_tables_on_a_page_are_two_and_text_stands_between_them():
    lower = [y + 300 for y in YS]
    page = table(CELLS, XS, YS).text(60, 300, "注：以上为初稿。")
    draw(page, CELLS, XS, lower)
    found = read(build([write(page, CELLS, XS, lower)]))
    assert [type(part) for part in found] == [Grid, Line, Grid]
    assert [box.place.table for _, boxes in grids(found) for box in boxes[:1]] == [1, 2]


def test_a_table_inside_a_cell_is_read_by_itself():
    inner = [Cell(0, 0, ("内甲",)), Cell(0, 1, ("内乙",))]
    page = table([Cell(0, 0, ("外甲",)), Cell(0, 1, ())], [60, 200, 500], [100, 300])
    draw(page, inner, [220, 300, 400], [150, 200])
    found = grids(read(build([write(page, inner, [220, 300, 400], [150, 200])])))
    assert [[box.text for box in boxes] for _, boxes in found] == [["外甲", ""], ["内甲", "内乙"]]


# -- pages turned, cropped, and forms


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turn):
    upright = table(CELLS, XS, YS)
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
    width, height = (595, 842) if turn == 180 else (842, 595)
    page = Page(width, height, f"/Rotate {turn}", [f"q {matrix} cm", *upright.ops, "Q"])
    assert shape(only(build([page]))) == SHAPE


def test_a_page_whose_content_is_turned_without_saying_so_is_read_in_the_direction_of_its_text():
    page = Page(842, 595, "", ["q 0 1 -1 0 842 0 cm", *table(CELLS, XS, YS).ops, "Q"])
    assert shape(only(build([page]))) == SHAPE


def test_a_crop_box_moves_nothing_and_hides_what_is_beyond_it():
    page = table(CELLS, XS, YS).text(70, 20, "裁掉的字")
    page.extra = "/MediaBox [0 0 595 842] /CropBox [50 300 560 800]"
    found = read(build([page]))
    assert shape(grids(found)[0][1]) == SHAPE
    assert not [part for part in found if isinstance(part, Line)]


def test_tables_in_forms_with_a_matrix_and_scaled_pages_are_read():
    forms = [("1 0 0 1 10 20", "\n".join(table(CELLS, XS, YS).ops))]
    page = Page(842, 842).op("q 0.6 0 0 0.6 30 40 cm /Fm0 Do Q")
    assert shape(only(build([page], forms))) == SHAPE


def test_what_is_filled_into_form_fields_is_in_the_cells():
    page = table(CELLS, XS, YS)
    boxes = only(build([page], fields=[(462, 664, 538, 690, "培训总结")]))
    assert next(box.text for box in boxes if (box.row, box.column) == (2, 5)) == "培训总结"


# -- text in cells


def test_a_wrapped_line_is_joined_without_anything():
    assert one_cell("全年举办各类技能培", "训的期数") == "全年举办各类技能培训的期数"


def test_a_line_that_ends_early_ends_a_paragraph():
    assert one_cell("完成培训。", "发放补贴。") == "完成培训。\n发放补贴。"


def test_a_figure_and_its_percent_sign_stay_together_over_a_wrap():
    assert one_cell("≥95", "%", width=24) == "≥95%"


def test_numbered_items_stay_apart_even_where_the_line_above_is_full():
    assert one_cell("1.举办十二期培训班", "2.发放补贴") == "1.举办十二期培训班\n2.发放补贴"


def test_punctuation_that_may_not_start_a_line_takes_a_character_with_it():
    assert one_cell("举办十二期培训", "班，发放补贴") == "举办十二期培训班，发放补贴"


def test_a_bracketed_number_too_long_for_the_line_is_no_new_paragraph():
    assert one_cell("冀财规", "【2018】21号", width=74) == "冀财规【2018】21号"


def test_centred_lines_are_not_taken_for_indented_ones():
    page = Page()
    cells = [Cell(0, 0, ()), Cell(0, 1, ("一",))]
    draw(page, cells, [60, 160, 300], [100, 200])
    page.text(64, 120, "全年举办技能培训的").text(64, 133, "期数与上年相比增加").text(99, 146, "比例").text(
        164, 120, "一"
    )
    assert only(build([page]))[0].text == "全年举办技能培训的期数与上年相比增加比例"


def test_an_indented_line_opens_a_paragraph():
    page = Page()
    cells = [Cell(0, 0, ()), Cell(0, 1, ("一",))]
    draw(page, cells, [60, 160, 300], [100, 200])
    page.text(64, 120, "全年举办技能培训共").text(64, 133, "十二期并且全部合格").text(84, 146, "发放补贴七百人").text(
        164, 120, "一"
    )
    assert only(build([page]))[0].text == "全年举办技能培训共十二期并且全部合格\n发放补贴七百人"


def test_words_wrapped_get_their_space_back_and_gaps_between_words_are_spaces():
    assert one_cell("ISO quality", "standard", width=66) == "ISO quality standard"
    page = Page().text(60, 100, "ISO").text(79, 100, "9001").text(120, 100, "认证").text(140, 100, "2025年")
    assert texts(build([page])) == ["ISO 9001 认证2025年"]


def test_justified_characters_are_not_parted_by_spaces():
    page = Page()
    for at, char in enumerate("项目名称"):
        page.text(60 + 24 * at, 100, char)
    assert texts(build([page])) == ["项目名称"]


def test_bold_by_printing_twice_is_read_once_and_doubled_figures_stay():
    page = table(CELLS, XS, YS)
    assert one_cell("11") == "11"
    write(page, CELLS, [x + 0.3 for x in XS], YS)
    assert shape(only(build([page]))) == SHAPE


def test_raised_figures_stay_on_their_line():
    page = Page().text(60, 100, "面积100m").text(100.2, 96.5, "2", 6).text(103.5, 100, "以上")
    assert texts(build([page])) == ["面积100m2以上"]


def test_radicals_of_careless_generators_are_the_ideographs_they_show():
    assert one_cell("全⾯实施全⺠计划⽤⼾") == "全面实施全民计划用户"


def test_signs_of_the_symbol_font_are_what_they_show_and_those_of_others_are_unknown():
    found = read(build([Page().text(60, 100, "\uf0b3", font="Symbol").text(70, 100, "95%，合格")]))
    assert [part.text for part in found] == ["≥95%，合格"]
    cells = [Cell(0, 0, ("\uf0b395%，全部人员",)), Cell(0, 1, ("一",))]
    assert "input/glyphs-unknown" in [p.code for p in problems(read(build([table(cells, [60, 160, 300], [100, 130])])))]


def test_text_set_one_character_above_the_other_is_one_word():
    assert one_cell("产", "出", "指", "标") == "产出指标"


def test_text_turned_in_its_cell_is_read_in_its_direction():
    cells = [Cell(0, 0, ()), Cell(0, 1, ("数量指标",)), Cell(0, 2, ("培训期数达到预期",))]
    page = table(cells, [60, 100, 200, 300], [100, 220])
    page.text(0, 0, "产出指标", matrix=f"0 1 -1 0 84 {842 - 190}")
    assert [box.text for box in only(build([page]))] == ["产出指标", "数量指标", "培训期数达到预期"]


def test_slanted_watermarks_are_left_out():
    page = table(CELLS, XS, YS).text(0, 0, "公示稿", 60, matrix="0.7 0.7 -0.7 0.7 200 600")
    assert shape(only(build([page]))) == SHAPE


def test_a_title_over_two_lines_is_one_line_and_short_lines_stay_apart():
    page = Page().text(60, 60, "一二三四五六七八九十" * 4 + "绩效目标", 11).text(240, 76, "申报表", 11)
    page.text(60, 92, "单位：万元").text(400, 92, "填报日期：三月")
    assert texts(build([table(CELLS, XS, YS, page=page)])) == [
        "一二三四五六七八九十" * 4 + "绩效目标申报表",
        "单位：万元",
        "填报日期：三月",
    ]


# -- pages


def row(number, *cells):
    return [Cell(number, column, text if isinstance(text, tuple) else (text,)) for column, text in enumerate(cells)]


ENDS = [700, 730, 760]
TOPS = [60, 90, 120]
UPPER = [*row(0, *HEADER), *row(1, "产出指标", "数量指标", "培训期数", "全年期数", "≥12期", "计划")]


def test_a_table_that_goes_on_is_marked_and_keeps_its_numbers():
    lower = [
        *row(0, "", "质量指标", "合格率", "合格比例", "≥95%", ""),
        *row(1, "", "成本指标", "单价", "标准", "≤90元", ""),
    ]
    found = grids(read(build([table(UPPER, XS, ENDS), table(lower, XS, TOPS)])))
    assert [grid.page_top for grid, _ in found] == [False, True]
    assert [(box.place.table, box.place.line, box.place.page, box.text) for box in found[1][1]][:2] == [
        (1, 3, 2, ""),
        (1, 3, 2, "质量指标"),
    ]


def test_a_table_with_other_columns_at_the_top_of_a_page_is_another():
    other = [Cell(0, 0, ("甲",)), Cell(0, 1, ("乙",))]
    found = grids(read(build([table(UPPER, XS, ENDS), table(other, [60, 250, 500], [60, 90])])))
    assert [(grid.page_top, boxes[0].place.table) for grid, boxes in found] == [(False, 1), (False, 2)]


def test_a_row_cut_by_the_page_is_whole_again_though_both_halves_have_borders():
    upper = [*row(0, *HEADER), *row(1, "产出指标", "数量指标", "培训期数达到的", "全年举办的各类培训", "≥12", "计划")]
    lower = [*row(0, "", "", "预期", "的期数", "", ""), *row(1, "", "质量指标", "合格率", "合格比例", "≥95%", "")]
    pages = [table(upper, [60, 130, 200, 278, 376, 460, 540], [700, 720, 740]),
             table(lower, [60, 130, 200, 278, 376, 460, 540], [60, 80, 110])]  # fmt: skip
    (_, first), (_, second) = grids(read(build(pages)))
    assert [box.text for box in first if box.row == 1][2:4] == ["培训期数达到的预期", "全年举办的各类培训的期数"]
    assert [box.text for box in second] == ["", "质量指标", "合格率", "合格比例", "≥95%", ""]


def test_two_rows_at_a_page_break_stay_two():
    lower = row(0, "效益指标", "社会效益指标", "就业率", "就业比例", "≥80%", "统计")
    (_, first), (_, second) = grids(read(build([table(UPPER, XS, ENDS), table(lower, XS, TOPS[:2])])))
    assert [box.text for box in second] == ["效益指标", "社会效益指标", "就业率", "就业比例", "≥80%", "统计"]
    assert first[-1].text == "计划"


def test_a_row_cut_under_a_repeated_header_is_whole_again():
    upper = [*row(0, *HEADER), *row(1, "产出指标", "数量指标", "培训期数达到的", "全年举办的各类培训", "≥12", "计划")]
    xs = [60, 130, 200, 278, 376, 460, 540]
    lower = [*row(0, *HEADER), *row(1, "", "", "预期", "的期数", "", "")]
    (_, first), (_, second) = grids(read(build([table(upper, xs, [700, 720, 740]), table(lower, xs, [60, 80, 100])])))
    assert "培训期数达到的预期" in [box.text for box in first]
    assert [box.text for box in second] == list(HEADER)


def test_a_row_without_a_line_at_the_page_break_is_one_row():
    upper, lower = Page(), Page()
    draw(upper, row(0, *HEADER), XS, ENDS)
    draw(lower, row(1, *HEADER), XS, TOPS)
    for x in XS:
        upper.line(x, 730, x, 760)
        lower.line(x, 60, x, 90)
    write(upper, [*row(0, *HEADER), *row(1, "产出指标", "数量指标", "培训", "描述。", "12", "计划")], XS, ENDS)
    write(lower, [*row(0, "", "", "人数", "第二段。", "", ""), *row(1, "", "质量指标", "率", "比", "5", "")], XS, TOPS)
    (_, first), (_, second) = grids(read(build([upper, lower])))
    assert [box.text for box in first if box.row == 1] == [
        "产出指标",
        "数量指标",
        "培训\n人数",
        "描述。\n第二段。",
        "12",
        "计划",
    ]
    assert [box.text for box in second] == ["", "质量指标", "率", "比", "5", ""]


def test_the_word_of_a_merged_cell_that_stands_on_the_next_page_belongs_to_the_rows_before_too():
    upper, lower = Page(), Page()
    head = [*row(0, *HEADER), Cell(1, 0, ()), *row(1, "", "数量指标", "培训期数", "期数", "12", "计划")[1:]]
    draw(upper, head, XS, ENDS)
    upper.ops = [op for op in upper.ops if f"60 {842 - 760} m 130" not in op]
    rest = [Cell(0, 0, ("产出指标",), rows=2), *row(0, "", "质量指标", "合格率", "比例", "≥95%", "")[1:]]
    rest += row(1, "", "成本指标", "单价", "标准", "≤90元", "")[1:]
    (_, first), (_, second) = grids(read(build([write(upper, head, XS, ENDS), table(rest, XS, TOPS, page=lower)])))
    assert next(box.text for box in first if (box.row, box.column) == (1, 0)) == "产出指标"
    assert (second[0].text, second[0].rows) == ("", 2)


def test_a_merged_cell_drawn_on_both_pages_is_read_once():
    upper = table(UPPER, XS, ENDS)
    upper.ops = [op for op in upper.ops if f"60 {842 - 760} m 130" not in op]
    rest = [*row(0, "产出指标", "质量指标", "合格率", "比例", "≥95%", "")]
    (_, first), (_, second) = grids(read(build([upper, table(rest, XS, TOPS[:2])])))
    assert [first[6].text, second[0].text] == ["产出指标", ""]


def test_columns_have_the_same_numbers_on_all_pages_of_a_table():
    wide = [Cell(0, 0, ("项目名称",), columns=2), Cell(0, 2, ("培训项目",), columns=4), *UPPER_AT_1]
    lower = row(0, "", "质量指标", "合格率", "合格比例", "≥95%", "")
    narrow = [Cell(0, 0, ("小计",), columns=3), Cell(0, 3, ("合计",), columns=3)]
    found = grids(read(build([
        table(narrow, XS, [730, 760]), table(wide, XS, [60, 90, 120, 760]), table(lower, XS, [60, 90]),
    ])))  # fmt: skip
    assert [[box.column for box in boxes if box.row == boxes[-1].row] for _, boxes in found] == [
        [0, 3],
        [0, 1, 2, 3, 4, 5],
        [0, 1, 2, 3, 4, 5],
    ]


UPPER_AT_1 = [replace_row(cell, cell.row + 1) for cell in UPPER]


def paged(count, *, head="云岭县2025年部门预算", title="", foot=True):
    pages = []
    for number in range(1, count + 1):
        page = Page().text(60, 40, head, 8)
        if title:
            page.text(200, 80, title, 14)
        if foot:
            page.text(280, 820, f"- {number} -", 8)
        pages.append(table(UPPER, XS, [100, 130, 780] if not title else ENDS, page=page))
    return build(pages)


def test_a_header_that_pages_repeat_is_left_out_after_the_first_and_page_numbers_are_kept():
    assert texts(paged(4)) == ["云岭县2025年部门预算", "- 1 -", "- 2 -", "- 3 -", "- 4 -"]


def test_titles_of_tables_and_labels_are_kept_though_pages_repeat_them():
    found = texts(paged(4, head="单位：云岭县人社局", title="项目绩效目标表", foot=False))
    assert found == ["单位：云岭县人社局", "项目绩效目标表"] * 4


def test_a_table_goes_on_below_a_repeated_header():
    found = grids(read(paged(3)))
    assert [grid.page_top for grid, _ in found] == [False, True, True]


# -- what cannot be read


def scan(text_mode=None, *, under=False):
    page = Page()
    if text_mode is not None:
        for at in range(5):
            page.text(60, 100 + 20 * at, "产出指标数量指标培训期数", mode=text_mode)
    if under:
        return page.picture(0, 0, 595, 842)
    return Page(ops=[*Page().picture(0, 0, 595, 842).ops, *page.ops])


def test_a_scanned_file_needs_ocr():
    assert failure(build([scan(), scan()])).code == "input/scanned"


def test_scanned_pages_among_others_are_named():
    found = read(build([table(CELLS, XS, YS), scan(), scan(), table(CELLS, XS, YS), scan()]))
    assert [(p.code, p.place.page, p.args["pages"]) for p in problems(found)] == [
        ("input/pages-scanned", 2, "2–3"),
        ("input/pages-scanned", 5, "5"),
    ]
    assert len(grids(found)) == 2


@pytest.mark.parametrize(("mode", "under"), [(3, False), (0, True)])
def test_a_text_layer_of_a_scan_is_not_trusted(mode, under):
    assert failure(build([scan(mode, under=under)])).code == "input/scanned-text"


def test_a_stamp_on_a_scan_does_not_make_it_readable():
    assert failure(build([scan().text(280, 820, "- 12 -")])).code == "input/scanned"


def test_text_over_a_background_picture_is_read():
    page = Page().picture(0, 0, 595, 842)
    assert shape(only(build([table(CELLS, XS, YS, page=page)]))) == SHAPE


def test_a_large_picture_beside_text_is_a_doubt():
    page = table(CELLS, XS, YS).picture(60, 300, 540, 780)
    assert [p.code for p in problems(read(build([page])))] == ["input/picture"]


def test_text_whose_font_knows_no_characters_is_never_given_out():
    page = Page()
    draw(page, CELLS, XS, YS)
    garbled = write(page, CELLS, XS, YS, font="Lost")
    assert failure(build([garbled])).code == "input/garbled"
    found = read(build([table(CELLS, XS, YS), garbled]))
    assert [p.code for p in problems(found)] == ["input/pages-garbled"]
    assert len(grids(found)) == 1


def test_single_unknown_characters_in_cells_are_reported():
    page = table(CELLS, XS, YS).text(440, 165, "\ue123")
    (problem,) = problems(read(build([page])))
    assert (problem.code, problem.args["count"]) == ("input/glyphs-unknown", "1")


def test_a_table_without_rulings_is_said_to_be_unread():
    page = Page()
    found = read(build([write(page, CELLS, XS, YS)]))
    assert [p.code for p in problems(found)] == ["input/no-rulings"]
    assert not grids(found)


def test_a_password_is_asked_for_only_where_there_is_one():
    shut, open_ = (build([table(CELLS, XS, YS)], user_password=word) for word in ("云岭", ""))
    assert failure(shut).code == "input/encrypted"
    assert shape(only(open_)) == SHAPE


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04 no pdf", build([Page()])[:200], build([])])
def test_what_is_no_pdf_is_damaged(data):
    assert failure(data).code == "input/damaged"


def test_an_empty_file_is_empty_and_an_empty_page_gives_nothing():
    assert failure(b"").code == "input/empty"
    assert read(build([Page()])) == []


def test_limits_of_bytes_and_pages_refuse_the_file():
    data = build([table(CELLS, XS, YS)] * 3)
    assert failure(data, replace(DEFAULT_LIMITS, pdf_pages=2)).code == "input/too-large"
    assert failure(data, replace(DEFAULT_LIMITS, file_bytes=100)).code == "input/too-large"


@pytest.mark.parametrize("limit", ["pdf_objects", "pdf_segments", "pdf_chars"])
def test_limits_of_a_page_leave_that_page_out_and_say_so(limit):
    found = read(build([table(CELLS, XS, YS), Page().text(60, 60, "一")]), replace(DEFAULT_LIMITS, **{limit: 20}))
    assert [(p.code, p.args["pages"]) for p in problems(found)] == [("input/pages-unread", "1")]
    assert [part.text for part in found if isinstance(part, Line)] == ["一"]


def test_a_hatched_drawing_is_given_up_on_and_not_gone_through_line_by_line():
    page = Page(4000, 4000)
    for at in range(1100):
        page.op(f"{at * 3 + 5} 5 m {at * 3 + 5} 3990 l S 5 {at * 3 + 5} m 3990 {at * 3 + 5} l S")
    found = read(build([page.text(60, 60, "一幅填满线条的图纸"), Page().text(60, 60, "一")]))
    assert [(p.code, p.args["pages"]) for p in problems(found)] == [("input/pages-unread", "1")]
    assert [part.text for part in found if isinstance(part, Line)] == ["一"]


def test_a_map_of_slanted_lines_costs_nothing_and_hides_no_table():
    rng = random.Random(7)  # noqa: S311 - a drawing, no secret
    page = table(CELLS, XS, YS)
    points = " ".join(f"{rng.uniform(0, 595):.1f} {rng.uniform(0, 400):.1f} l" for _ in range(30_000))
    assert shape(only(build([page.op(f"0 0 m {points} S")]))) == SHAPE


SAMPLE = build([table(UPPER, XS, ENDS), table(CELLS, XS, YS), scan()])


def survives(data):
    """Read a file whatever it is; what is said of it has a message."""
    said = []
    try:
        said += problems(read(data))
    except ReadFailure as caught:
        said.append(caught.problem)
    for problem in said:
        for lang in ("zh", "en"):
            message(problem.code, problem.args, lang)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(SAMPLE)))
@example(len(SAMPLE) - 1)
def test_a_file_cut_short_is_read_or_refused(end):
    survives(SAMPLE[:end])


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_file_with_broken_bytes_is_read_or_refused(changes):
    data = bytearray(SAMPLE)
    for at, byte in changes:
        data[at] = byte
    survives(bytes(data))


NUMBERS = st.floats(-5000, 5000, allow_nan=False).map(lambda number: f"{number:.2f}")
OPERATORS = st.one_of(
    st.tuples(NUMBERS, NUMBERS, st.sampled_from("ml")).map(" ".join),
    st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.just("re")).map(" ".join),
    st.tuples(*[NUMBERS] * 6, st.just("cm")).map(" ".join),
    st.sampled_from(["S", "f", "B", "h", "n", "W n", "q", "Q", "BT", "ET", "1 Tr", "7 Tr", "/Fm0 Do", "/Im Do"]),
    st.tuples(NUMBERS, NUMBERS, st.just("Td <4E004E8C> Tj")).map(" ".join),
    st.tuples(st.just("/F1"), NUMBERS, st.just("Tf")).map(" ".join),
)


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OPERATORS, max_size=60))
def test_any_drawing_is_read_or_refused(ops):
    survives(build([table(CELLS, XS, YS, page=Page(ops=ops))], forms=[("1 0 0 -1 5 5", "0 0 m 50 0 l S /Fm0 Do")]))


def test_nothing_is_read_before_the_first_part_is_asked_for():
    iterator = parts(b"", DEFAULT_LIMITS)
    with pytest.raises(ReadFailure):
        next(iterator)


def test_closing_the_reader_half_way_leaves_pdfium_usable():
    for _ in range(3):
        iterator = parts(paged(6), DEFAULT_LIMITS)
        next(iterator)
        iterator.close()
    assert shape(only(build([table(CELLS, XS, YS)]))) == SHAPE
