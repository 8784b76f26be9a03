"""Readers of .xlsx, .xls and XML of Excel 2003."""

import io
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_builder import compound
from excel_builder import RELS as RELATIONS
from excel_builder import (
    STRICT,
    Xls,
    failure,
    grids,
    lines,
    merged,
    packed,
    read,
    relation,
    rows,
    styles,
    texts,
    told,
    xlsx,
)
from kpilint.problems import CATALOGUE, ReadFailure, message
from kpilint.sources.boxes import Grid, read_parts
from kpilint.sources.excel import parts_xls, parts_xlsx, parts_xml2003
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

EDGES = '<border><left style="thin"/><right style="thin"/></border>'
LAST = 's="{}"'


def of(*sheets, **more):
    return read(parts_xlsx, xlsx(*sheets, **more))


def shown(line, look="", **more):
    """Return what the cells of one row show."""
    found = texts(of(rows(line), look=look, **more))
    return [found.get(f"Sheet1!{chr(65 + at)}1", "") for at in range(len(line))]


def boxes(found):
    (only,) = grids(found)
    return [(box.row, box.column, box.text, box.rows, box.columns) for box in only]


# -- what cells show


def test_a_cell_shows_its_value_through_its_number_format():
    look = styles("0%", 'yyyy"年"m"月"d"日"', '0"个"', 14, 31, 9, "@")
    line = [
        '<c s="1"><v>0.955</v></c>',
        '<c s="2"><v>44561</v></c>',
        '<c s="3"><v>12</v></c>',
        '<c s="4"><v>44561</v></c>',
    ]
    line += ['<c s="5"><v>44561</v></c>', '<c s="6"><v>0.94999999999999996</v></c>', '<c s="7"><v>100</v></c>']
    expected = ["96%", "2021年12月31日", "12个", "2021/12/31", "2021年12月31日", "95%", "100"]
    assert shown(line, look) == expected


def test_a_date_without_a_date_format_is_shown_as_its_number():
    assert shown([44561, "44561"]) == ["44561", "44561"]


def test_a_system_of_1904_is_heeded():
    cell = '<c s="1"><v>43099</v></c>'
    assert shown([cell], styles("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>') == ["2021-12-31"]


def test_truth_values_and_errors_are_shown_as_excel_does():
    assert shown(['<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="e"><v>#N/A</v></c>']) == [
        "TRUE",
        "FALSE",
        "#N/A",
    ]


def test_numbers_stored_as_text_stay_text():
    assert shown(["0.95", "≥95%", "０１２", "＞＝90"], styles("0%")) == ["0.95", "≥95%", "０１２", "＞＝90"]


def test_runs_are_joined_and_readings_left_out():
    strings = ["<si><r><t>满意</t></r><r><rPr><b/></rPr><t>度</t></r><rPh sb='0' eb='1'><t>まんい</t></rPh></si>", "一"]
    found = shown(['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'], strings=strings)
    assert found == ["满意度", "一"]


def test_line_breaks_are_line_feeds_and_escapes_are_decoded():
    strings = ["甲_x000D_\n乙", "丙_x000B_丁", "_x005F_x000D_", "  戊\n\n", "_xD83D__xDE00_", "_xD83D_"]
    found = shown([f'<c t="s"><v>{at}</v></c>' for at in range(6)], strings=strings)
    assert found == ["甲\n乙", "丙\n丁", "_x000D_", "戊", "😀", "\ufffd"]


def test_strict_workbooks_and_dates_written_out_are_read():
    sheet = rows(['<c s="1" t="d"><v>2021-12-31T00:00:00</v></c>'])
    found = read(parts_xlsx, xlsx(sheet, look=styles("yyyy.m.d"), space=STRICT))
    assert texts(found) == {"Sheet1!A1": "2021.12.31"}


def test_cells_without_addresses_follow_one_another():
    first = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
    found = of(f"<sheetData>{first}<row><c><v>4</v></c></row></sheetData>")
    assert texts(found) == {"Sheet1!A1": "1", "Sheet1!D1": "2", "Sheet1!E1": "3", "Sheet1!A2": "4"}


def test_a_format_that_is_not_understood_is_told_of_once():
    found = of(rows(['<c s="1"><v>12</v></c>', '<c s="1"><v>13</v></c>'], ["甲"]), look=styles("0.0[神秘]"))
    assert texts(found)["Sheet1!A1"] == "12"
    assert told(found) == [("input/cell-format-unknown", "Sheet1!A1", {"format": "0.0[神秘]", "text": "12"})]


def test_zeros_that_the_sheet_does_not_show_are_not_read():
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert texts(of(view + rows([0, 1, "0"]))) == {"Sheet1!B1": "1", "Sheet1!C1": "0"}


# -- formulas


def test_a_formula_shows_its_saved_result():
    line = [
        "<c><f>B1*2</f><v>12</v></c>",
        '<c t="str"><f>A1&amp;"%"</f><v>95%</v></c>',
        '<c t="str"><f>""</f><v></v></c>',
    ]
    found = of(rows([*line, "<c><f>100</f><v>100</v></c>", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>']))
    assert list(texts(found).values()) == ["12", "95%", "100", "#DIV/0!"]
    assert told(found) == []


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("100", "100"),
        ("95%", "0.95"),
        ("-5", "-5"),
        ("+1.50", "1.5"),
        ('"≥95%"', "≥95%"),
        ("TRUE", "TRUE"),
        ("1E3", "1000"),
    ],
)
def test_a_constant_typed_with_an_equals_sign_is_what_excel_shows(formula, expected):
    found = of(rows([f"<c><f>{formula}</f></c>"]))
    assert texts(found) == {"Sheet1!A1": expected}
    assert told(found) == []


def test_a_constant_goes_through_the_format_of_its_cell():
    assert shown(['<c s="1"><f>95%</f><v></v></c>'], styles("0%")) == ["95%"]


def test_a_formula_without_a_result_is_named_and_read_as_it_is():
    found = of(("目标", rows(["甲", "<c><f>SUM(B1:B2)</f><v/></c>"])))
    assert texts(found)["目标!B1"] == "=SUM(B1:B2)"
    assert told(found) == [("input/formula-without-value", "目标!B1", {"formula": "=SUM(B1:B2)"})]


def test_of_many_formulas_without_a_result_some_are_named_and_all_counted():
    found = of(rows(*[["<c><f>B1</f></c>"]] * 100))
    codes = [code for code, _, _ in told(found)]
    assert codes.count("input/formula-without-value") == 20
    assert told(found)[20][2] == {"count": "80"}


def test_pictures_in_cells_are_told_of_and_are_no_text():
    wps = '<c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    excel = '<c t="e" vm="1"><v>#VALUE!</v></c>'
    found = of(rows(["甲", wps, excel]))
    assert texts(found) == {"Sheet1!A1": "甲"}
    assert [(code, at) for code, at, _ in told(found)] == [
        ("input/cell-picture", "Sheet1!B1"),
        ("input/cell-picture", "Sheet1!C1"),
    ]


# -- tables on a sheet


def test_merged_cells_are_boxes_with_spans_and_empty_cells_are_kept():
    found = of(rows(["标题"], ["产出", "数量", 1], [None, None, 2]) + merged("A1:C1", "A2:A3"))
    assert boxes(found) == [
        (0, 0, "标题", 1, 3),
        (1, 0, "产出", 2, 1),
        (1, 1, "数量", 1, 1),
        (1, 2, "1", 1, 1),
        (2, 1, "", 1, 1),
        (2, 2, "2", 1, 1),
    ]


def test_a_blank_row_ends_a_table():
    found = of(rows(["甲", "乙"], [], ["丙"]))
    assert [[box.text for box in grid] for grid in grids(found)] == [["甲", "乙"], ["丙"]]


def test_a_blank_row_with_lines_at_its_sides_is_a_row_of_the_table():
    edged = '<c s="1"/>'
    found = of(rows(["甲", "乙"], [edged, edged], ["丙"]), look=styles(borders=EDGES))
    assert [box.text for box in grids(found)[0]] == ["甲", "乙", "", "", "丙", ""]


def test_a_merged_cell_holds_a_table_together():
    found = of(rows(["甲", 1], [], [None, 2]) + merged("A1:A3"))
    assert boxes(found) == [(0, 0, "甲", 3, 1), (0, 1, "1", 1, 1), (1, 1, "", 1, 1), (2, 1, "2", 1, 1)]


def test_formatted_empty_cells_around_a_table_do_not_count():
    empty = '<c s="1"/>'
    found = of(rows([empty] * 9, [empty, "甲", 1, empty, empty], *[[empty] * 9] * 5), look=styles(borders=EDGES))
    assert boxes(found) == [(1, 1, "甲", 1, 1), (1, 2, "1", 1, 1)]


def test_a_title_merged_over_the_whole_sheet_ends_where_the_table_does():
    found = of(rows(["标题"], ["甲", "乙", "丙"]) + merged("A1:XFD1"))
    assert boxes(found)[0] == (0, 0, "标题", 1, 3)


def test_text_under_a_merged_cell_is_told_of_unless_it_says_the_same():
    found = of(rows(["甲", "甲", "乙"]) + merged("A1:C1"))
    assert texts(found) == {"Sheet1!A1": "甲"}
    assert told(found) == [("input/covered-text", "Sheet1!C1", {"text": "乙"})]


def test_of_merged_cells_that_overlap_the_first_counts():
    found = of(rows(["甲", "乙"], ["丙", "丁"]) + merged("A1:B1", "B1:B2"))
    assert boxes(found) == [(0, 0, "甲", 1, 2), (1, 0, "丙", 1, 1), (1, 1, "丁", 1, 1)]


# -- names and places


@pytest.mark.parametrize(
    ("name", "anchor"),
    [
        ("目标表", "目标表!B1"),
        ("表 1", "'表 1'!B1"),
        ("Sheet1", "Sheet1!B1"),
        ("2025", "'2025'!B1"),
        ("a'b", "'a''b'!B1"),
        ("A1", "'A1'!B1"),
        ("RC", "'RC'!B1"),
        ("表（一）", "'表（一）'!B1"),
        ("x_1.2", "x_1.2!B1"),
    ],
)
def test_places_are_addresses_with_the_sheet_quoted_as_excel_does(name, anchor):
    assert texts(of((name, rows([None, "甲"])))) == {anchor: "甲"}


@pytest.mark.parametrize(
    ("name", "is_line"), [("绩效目标", True), ("Sheet1", False), ("工作表2", False), ("sheet1 (2)", False)]
)
def test_a_sheet_name_is_a_heading_if_somebody_gave_it(name, is_line):
    found = lines(of((name, rows(["甲"]))))
    assert [(line.text, line.heading, line.gap) for line in found] == ([(name, True, True)] if is_line else [])


def test_sheets_come_in_the_order_of_their_tabs_and_empty_ones_say_nothing():
    found = of(("乙", rows(["1"])), ("空", "<sheetData/>"), ("甲", rows(["2"])))
    assert [line.text for line in lines(found)] == ["乙", "甲"]
    assert list(texts(found)) == ["乙!A1", "甲!A1"]


# -- what is hidden


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_is_named_if_it_has_content(state):
    found = of(("见", rows(["甲"])), ("藏", rows(["乙", 1]), state), ("空", "<sheetData/>", state))
    assert texts(found) == {"见!A1": "甲"}
    assert told(found) == [("input/hidden-sheet", "藏", {"name": "藏", "count": "2"})]


def test_hidden_rows_and_columns_are_taken_out_and_told_of():
    sheet = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" width="0"/></cols>'
    sheet += rows(["甲", "藏", "乙"], ["丙", None, "丁"], ["戊", "己", "庚"])
    found = of(sheet.replace('<row r="2"', '<row r="2" hidden="1"'))
    assert boxes(found) == [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1), (1, 0, "戊", 1, 1), (1, 1, "庚", 1, 1)]
    assert list(texts(found)) == ["Sheet1!A1", "Sheet1!C1", "Sheet1!A3", "Sheet1!C3"]
    assert told(found) == [("input/hidden-cells", "Sheet1!B1", {"name": "Sheet1", "count": "4", "text": "藏"})]


def test_a_merged_cell_shows_its_text_while_a_part_of_it_is_visible():
    sheet = rows(["产出", 1], [None, 2], [None, 3]) + merged("A1:A3")
    found = of(sheet.replace('<row r="1"', '<row r="1" hidden="1"'))
    assert boxes(found) == [(0, 0, "产出", 2, 1), (0, 1, "2", 1, 1), (1, 1, "3", 1, 1)]
    assert grids(found)[0][0].place.anchor == "Sheet1!A1"
    assert [args["count"] for _, _, args in told(found)] == ["1"]


def test_a_merged_cell_that_is_hidden_whole_is_told_of():
    sheet = '<cols><col min="1" max="2" hidden="1"/></cols>' + rows(["藏", None, "见"]) + merged("A1:B1")
    found = of(sheet)
    assert texts(found) == {"Sheet1!C1": "见"}
    assert told(found)[0][:2] == ("input/hidden-cells", "Sheet1!A1")


def test_content_that_its_format_does_not_show_is_told_of():
    found = of(
        rows(["甲", '<c s="1"><v>5</v></c>', '<c s="1" t="str"><v>乙</v></c>', '<c s="2"><v>0</v></c>']),
        look=styles(";;;", "0;-0;"),
    )
    assert texts(found) == {"Sheet1!A1": "甲"}
    assert told(found) == [("input/hidden-cells", "Sheet1!B1", {"name": "Sheet1", "count": "2", "text": "5"})]


def test_text_boxes_are_told_of_and_pictures_where_there_is_no_text():
    space = 'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="a"'
    body = "<d:sp><d:txBody><a:p><a:r><a:t>说明：</a:t></a:r><a:r><a:t>试行</a:t></a:r></a:p></d:txBody></d:sp><d:pic/>"
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": RELATIONS.format(relation("d", "drawing", "../drawings/d.xml")),
        "xl/drawings/d.xml": f"<d:wsDr {space}>{body}</d:wsDr>",
    }
    box = ("input/text-box", "Sheet1!A1", {"name": "Sheet1", "text": "说明：试行"})
    assert told(of(rows(["甲"]), more=more)) == [box]
    assert told(of("<sheetData/>", more=more)) == [
        box,
        ("input/sheet-picture", "Sheet1!A1", {"name": "Sheet1", "count": "1"}),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_problem_has_a_message(lang):
    hidden = '<cols><col min="2" max="2" hidden="1"/></cols>' + rows(
        ["甲", "乙"], ["<c><f>A1</f></c>"], *[["<c><f>A1</f></c>"]] * 20
    )
    found = told(of(hidden, ("藏", rows(["乙"]), "hidden")))
    assert len(found) == 23
    assert all(message(code, args, lang) for code, _, args in found)


# -- other ways of saving


def sample_xls(**more):
    book = Xls("0%", 'yyyy"年"m"月"d"日"', 14, None, '0"个"', **more)
    book.sheet(
        "表 1",
        book.no_zeros(),
        book.hide_column(2),
        book.hide_row(3),
        book.string(0, 0, "标题"),
        book.number(1, 0, 0.955, 16),
        book.number(1, 1, 44561, 17),
        book.number(2, 1, 44561, 18),
        book.number(2, 2, 5),
        book.number(3, 0, 7),
        book.formula(4, 0, 100.0),
        book.formula(4, 1, 0, "≥95"),
        book.truth(5, 0, 1),
        book.truth(5, 1, 42, error=True),
        book.blank(6, 0, 19),
        book.number(7, 0, 12, 20),
        book.number(7, 1, 0),
        book.merge((0, 0, 0, 1)),
    )
    return book.sheet("藏", book.string(0, 0, "乙"), visibility=2).stream()


@pytest.mark.parametrize("wrap", [lambda stream: stream, lambda stream: compound({"Workbook": stream})])
def test_a_binary_workbook_is_read_like_the_others(wrap):
    found = read(parts_xls, wrap(sample_xls()))
    shown = {anchor.partition("!")[2]: text for anchor, text in texts(found).items()}
    expected = {"A1": "标题", "A2": "96%", "B2": "2021年12月31日", "B3": "2021/12/31", "A5": "100", "B5": "≥95"}
    assert shown == expected | {"A6": "TRUE", "B6": "#N/A", "A8": "12个"}
    assert boxes(found)[0] == (0, 0, "标题", 1, 2)
    assert [(box.row, box.text) for box in grids(found)[0]][-4:] == [(5, ""), (5, ""), (6, "12个"), (6, "")]
    assert [(code, args["count"]) for code, _, args in told(found)] == [
        ("input/hidden-cells", "2"),
        ("input/hidden-sheet", "1"),
    ]


def test_a_binary_workbook_of_1904_is_heeded():
    book = Xls("yyyy-mm-dd", datemode=1)
    assert list(texts(read(parts_xls, book.sheet("S", book.number(0, 0, 43099, 16)).stream())).values()) == [
        "2021-12-31"
    ]


XML2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
  <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
 <Worksheet ss:Name="绩效"><Table>
  <Column/><Column ss:Index="4" ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">标题</Data></Cell>
   <Cell><Data ss:Type="String">藏</Data></Cell></Row>
  <Row ss:Index="2"><Cell ss:MergeDown="1"><Data ss:Type="String">产出</Data></Cell>
   <Cell ss:StyleID="p"><Data ss:Type="Number">0.95</Data></Cell>
   <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>满意</B>度</ss:Data></Cell></Row>
  <Row><Cell ss:Index="2" ss:StyleID="d"><Data ss:Type="DateTime">2021-12-31T00:00:00.000</Data></Cell>
   <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
  <Row ss:Hidden="1"><Cell><Data ss:Type="String">行</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table>
  <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


def test_xml_of_excel_2003_is_read_like_the_others():
    found = read(parts_xml2003, XML2003.encode())
    assert boxes(found) == [
        (0, 0, "标题", 1, 3),
        (1, 0, "产出", 2, 1),
        (1, 1, "95.00%", 1, 1),
        (1, 2, "满意度", 1, 1),
        (2, 1, "2021/12/31", 1, 1),
        (2, 2, "TRUE", 1, 1),
    ]
    assert [(code, args["count"]) for code, _, args in told(found)] == [
        ("input/hidden-cells", "2"),
        ("input/hidden-sheet", "1"),
    ]


def test_a_target_table_comes_out_the_same_of_every_kind_of_workbook():
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    body = [["产出指标", "数量指标", "开展培训次数", "≥12次"], [None, "质量指标", "培训合格率", "≥95%"]]
    first = parts_xlsx(xlsx(rows(["云岭县项目绩效目标表"], head, *body) + merged("A1:D1", "A3:A4")), DEFAULT_LIMITS)
    book = Xls()
    cells = [book.string(0, 0, "云岭县项目绩效目标表")]
    cells += [
        book.string(row, column, text)
        for row, line in enumerate([head, *body], 1)
        for column, text in enumerate(line)
        if text
    ]
    stream = book.sheet("Sheet1", *cells, book.merge((0, 0, 0, 3), (2, 3, 0, 0))).stream()
    documents = [
        read_parts(first, "a", "xlsx", DEFAULT_LIMITS),
        read_parts(parts_xls(stream, DEFAULT_LIMITS), "a", "xlsx", DEFAULT_LIMITS),
    ]
    assert documents[0] == documents[1]
    (table,) = documents[0].tables
    assert [(row.level1, row.name, row.value) for row in table.indicators] == [
        ("产出指标", "开展培训次数", "≥12次"),
        ("产出指标", "培训合格率", "≥95%"),
    ]
    assert table.indicators[1].place_of("value").anchor == "Sheet1!D4"


# -- files that mean harm, or are broken


def test_a_password_is_told_of():
    locked = compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    assert failure(parts_xls, locked) == "input/encrypted"
    assert failure(parts_xlsx, locked) == "input/encrypted"
    assert (
        failure(parts_xls, sample_xls().replace(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04", 1))
        == "input/encrypted"
    )


def test_a_binary_xlsx_is_refused_by_name():
    files = {
        "_rels/.rels": RELATIONS.format(relation("a", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": "x",
    }
    assert failure(parts_xlsx, packed(files)) == "input/save-as"


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row r='1'><c r='A1'><v>1</v>",
        "<sheetData><row r='1048577'/></sheetData>",
        "<sheetData><row r='x'/></sheetData>",
        "<sheetData><row r='1'><c r='XFE1'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>x</v></c></row></sheetData>",
        "<cols>" + "<col min='1' max='16384' hidden='1'/>" * 9 + "</cols><sheetData/>",
    ],
)
def test_broken_sheets_are_told_of(sheet):
    assert failure(parts_xlsx, xlsx(sheet)) == "input/damaged"


def test_a_workbook_without_its_sheet_is_damaged():
    files = {}
    with zipfile.ZipFile(io.BytesIO(xlsx(rows(["甲"])))) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if "sheet1" not in name}
    assert failure(parts_xlsx, packed(files)) == "input/damaged"


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    more = {"xl/sharedStrings.xml": bomb + '<sst xmlns="http://x"><si><t>&b;</t></si></sst>'}
    assert failure(parts_xlsx, xlsx(rows(["甲"]), more=more)) == "input/doctype"
    assert failure(parts_xml2003, bomb.encode() + b"<Workbook>&b;</Workbook>") == "input/doctype"


@pytest.mark.parametrize(
    "limits", [Limits(sheet_cells=3), Limits(sheet_chars=3), Limits(file_bytes=10), Limits(unpacked_bytes=100)]
)
def test_limits_are_kept(limits):
    assert failure(parts_xlsx, xlsx(rows(["甲", "乙"], ["丙", "丁"])), limits) == "input/too-large"


def test_one_string_in_many_cells_counts_for_each():
    sheet = rows(*[['<c t="s"><v>0</v></c>']] * 300)
    assert failure(parts_xlsx, xlsx(sheet, strings=["字" * 1000]), Limits(sheet_chars=200_000)) == "input/too-large"


def test_a_cell_far_out_is_too_large_and_says_where():
    far = "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>1</v></c></row></sheetData>"
    with pytest.raises(ReadFailure) as caught:
        read(parts_xlsx, xlsx(far))
    assert (caught.value.problem.code, caught.value.problem.place.anchor) == ("input/too-large", "Sheet1!XFD1")


def timed(data):
    start = time.perf_counter()
    found = read(parts_xlsx, data)
    return found, time.perf_counter() - start


def test_rows_and_ranges_without_content_cost_next_to_nothing():
    empty = "".join(f'<row r="{at}" s="1" customFormat="1"/>' for at in range(2, 60_000))
    ranges = merged(*[f"B{at}:XFD1048576" for at in range(1, 20_000)])
    sheet = (
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{empty}</sheetData>{ranges}'
    )
    found, seconds = timed(xlsx(sheet))
    assert boxes(found) == [(0, 0, "1", 1, 1)]
    assert seconds < 5


def test_rows_far_apart_are_not_filled_in():
    ends = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='B1048576'><v>2</v></c></row>"
    found, seconds = timed(xlsx(f"<sheetData>{ends}</sheetData>" + merged("A1:A1048576")))
    assert len(grids(found)[0]) < 100
    assert seconds < 1


def test_binary_sheets_of_many_empty_rows_are_counted():
    book = Xls()
    for number in range(20):
        book.sheet(f"S{number}", book.string(9999, 255, "甲"))
    assert failure(parts_xls, book.stream(), Limits(rows=50_000)) == "input/too-large"


@pytest.fixture(scope="module")
def workbooks():
    """Whole files to be broken: (reader, bytes)."""
    book = openpyxl.Workbook()
    book.active.append(["产出", 0.5, True, "=1+1", "文" * 50])
    book.active.merge_cells("A2:C5")
    made = io.BytesIO()
    book.save(made)
    return [
        (parts_xlsx, made.getvalue()),
        (parts_xls, compound({"Workbook": sample_xls()})),
        (parts_xls, sample_xls()),
        (parts_xml2003, XML2003.encode()),
    ]


@given(data=st.data())
@settings(max_examples=150)
def test_broken_files_are_told_of_and_nothing_else_happens(workbooks, data):
    parts, whole = data.draw(st.sampled_from(workbooks))
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)
    for _ in range(data.draw(st.integers(0, 5)) if broken else 0):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    code = failure(parts, bytes(broken))  # anything but a ReadFailure ends the test
    assert not code or CATALOGUE[code].whole_file


@given(st.binary(max_size=300), st.sampled_from([parts_xlsx, parts_xls, parts_xml2003]))
def test_any_bytes_are_told_of(data, parts):
    assert failure(parts, data)


PIECES = [
    "<",
    ">",
    '"',
    "<c>",
    "<row>",
    "</row>",
    'r="A1"',
    't="s"',
    't="d"',
    "<v>",
    "</v>",
    "1e999",
    "nan",
    "-1",
    "99999999",
    "<is/>",
]


@given(data=st.data())
@settings(max_examples=100)
def test_sheets_with_pieces_thrown_in_are_told_of_or_read(data):
    sheet = rows(["甲", 1, "<c><f>1</f></c>"], [2]) + merged("A1:B2") + '<cols><col min="1" max="2"/></cols>'
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(sheet)))
        sheet = sheet[:at] + data.draw(st.sampled_from(PIECES)) + sheet[at + data.draw(st.integers(0, 8)) :]
    assert failure(parts_xlsx, xlsx(sheet)) in {"", "input/damaged", "input/too-large"}


# -- whatever is written is read back


@st.composite
def layouts(draw):
    """A grid of texts and merged ranges that do not overlap: {(row, column): text}, [(top, left, bottom, right)]."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    text = st.text(alphabet="产出指标≥95%a1、\n", min_size=1, max_size=6).map(str.strip).filter(bool)
    cells = {(row, column): draw(text) for row in range(height) for column in range(width)}
    ranges, taken = [], set()
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(area) > 1 and not area & taken:
            taken |= area
            ranges.append((top, left, bottom, right))
            for covered in area - {(top, left)}:
                del cells[covered]
    return cells, ranges


@given(layouts())
@settings(max_examples=60)
def test_what_openpyxl_writes_is_read_back_exactly(layout):
    cells, ranges = layout
    book = openpyxl.Workbook()
    for (row, column), text in cells.items():
        book.active.cell(row + 1, column + 1, text).data_type = "s"
    for top, left, bottom, right in ranges:
        book.active.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    made = io.BytesIO()
    book.save(made)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in ranges}
    expected = [(row, column, text, *spans.get((row, column), (1, 1))) for (row, column), text in sorted(cells.items())]
    assert boxes(read(parts_xlsx, made.getvalue())) == expected


@given(layouts())
@settings(max_examples=60)
def test_binary_workbooks_are_read_back_exactly(layout):
    cells, ranges = layout
    book = Xls()
    made = [book.string(row, column, text) for (row, column), text in sorted(cells.items())]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in ranges}
    merges = book.merge(*[(top, bottom, left, right) for top, left, bottom, right in ranges])
    expected = [(row, column, text, *spans.get((row, column), (1, 1))) for (row, column), text in sorted(cells.items())]
    assert boxes(read(parts_xls, book.sheet("Sheet1", *made, merges).stream())) == expected


def test_a_grid_is_not_laid_out_before_it_is_asked_for():
    assert isinstance(next(parts_xlsx(xlsx(rows(["甲"])), DEFAULT_LIMITS)), Grid)
