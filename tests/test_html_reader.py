"""Web pages in, paragraphs and grids out: the table model of the standard, what offices save, and hostile markup."""

import base64
import quopri
import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.model import Place
from kpilint.problems import ReadFailure, message
from kpilint.sources import html as html_reader
from kpilint.sources.boxes import Grid, Line, Problem, grid_rows, read_parts
from kpilint.sources.limits import Limits

LIMITS = Limits()


def parts(page: str | bytes, limits: Limits = LIMITS) -> list:
    return list(html_reader.parts(page.encode() if isinstance(page, str) else page, limits))


def grids(page: str | bytes) -> list[list[tuple]]:
    return [
        [(box.row, box.column, box.rows, box.columns, box.text) for box in part.boxes]
        for part in parts(page)
        if isinstance(part, Grid)
    ]


def texts(page: str | bytes) -> list[list[str]]:
    """Texts of the cells of each row of the only table."""
    (grid,) = grids(page)
    rows: dict[int, list[str]] = {}
    for row, _, _, _, text in grid:
        rows.setdefault(row, []).append(text)
    return list(rows.values())


def cell(inner: str) -> str:
    """The text of a cell with this content."""
    return texts(f"<table><tr><td>{inner}</td><td>x</td></tr></table>")[0][0]


def lines(page: str | bytes) -> list[str]:
    return [part.text for part in parts(page) if isinstance(part, Line)]


def codes(page: str | bytes) -> list[str]:
    found = [part for part in parts(page) if isinstance(part, Problem)]
    assert all(message(one.code, one.args, lang) for one in found for lang in ("zh", "en"))
    return [one.code for one in found]


# -- the grid


def formed(groups):
    """The algorithm of the HTML standard for forming a table, written as it stands there, slot by slot.

    One deviation, which is what browsers do: a cell that grows beyond the end of its row group is cut off there.
    Groups are rows of (colspan, rowspan, text), rowspan 0 for "to the end of the group".
    """
    slots, cells, y = {}, [], 0
    for group in groups:
        end = y + len(group)
        for row in group:
            x = 0
            growing = [one for one in cells if one["grows"] and one["y"] < y < end and one["end"] == end]
            for one in growing:
                one["height"] = y - one["y"] + 1
                slots.update({(column, y): True for column in range(one["x"], one["x"] + one["width"])})
            for colspan, rowspan, text in row:
                while (x, y) in slots:
                    x += 1
                height = min(rowspan or 1, end - y)
                slots.update(
                    {(column, line): True for column in range(x, x + colspan) for line in range(y, y + height)}
                )
                cells.append(
                    {"x": x, "y": y, "width": colspan, "height": height, "text": text, "grows": not rowspan, "end": end}
                )
                x += colspan
            y += 1
    return [(one["y"], one["x"], one["height"], one["width"], one["text"]) for one in cells]


SPANS = st.tuples(st.integers(1, 5), st.integers(0, 6))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.lists(SPANS, max_size=5), min_size=1, max_size=6), min_size=1, max_size=3))
def test_spans_form_the_grid_of_the_standard_even_where_they_overlap(groups):
    named = [
        [[(*span, f"c{g}.{r}.{n}") for n, span in enumerate(row)] for r, row in enumerate(group)]
        for g, group in enumerate(groups)
    ]
    body = "".join(
        "<tbody>"
        + "".join(
            "<tr>" + "".join(f"<td colspan={c} rowspan={r}>{text}" for c, r, text in row) + "</tr>" for row in group
        )
        + "</tbody>"
        for group in named
    )
    expected = formed(named)
    assert grids(f"<table>{body}</table>") == ([expected] if expected else [])


@st.composite
def tilings(draw):
    """A rectangle cut into boxes at random: (row, column, rows, columns)."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    free = {(row, column) for row in range(height) for column in range(width)}
    found = []
    for row in range(height):
        for column in range(width):
            if (row, column) in free:
                columns = draw(st.integers(1, 3))
                while columns > 1 and any((row, column + n) not in free for n in range(columns)):
                    columns -= 1
                rows = draw(st.integers(1, 3))
                while rows > 1 and row + rows > height:
                    rows -= 1
                free -= {(row + r, column + c) for r in range(rows) for c in range(columns)}
                found.append((row, column, rows, columns, f"格{len(found)}"))
    return found


@settings(max_examples=150, deadline=None)
@given(tilings())
def test_any_grid_of_merged_cells_reads_back_exactly(boxes):
    rows: dict[int, list[str]] = {row: [] for row in range(max(box[0] + box[2] for box in boxes))}
    for row, _, height, width, text in boxes:
        rows[row].append(f"<td rowspan='{height}' colspan='{width}'>{escape(text)}</td>")
    page = "<table>" + "\n".join(f"<tr>{''.join(inner)}</tr>" for inner in rows.values()) + "</table>"
    assert grids(page) == [boxes]


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("2", 2),
        (" 3x", 3),
        ("+4", 4),
        ("0", 1),
        ("-2", 1),
        ("", 1),
        ("abc", 1),
        ("1000", 1000),
        ("65535", 1000),
        ("9" * 40, 1000),
    ],
)
def test_colspan_as_browsers_take_it(written, columns):
    ((first, second),) = grids(f"<table><tr><td colspan='{written}'>a<td>b</table>")
    assert (first[3], second[1]) == (columns, columns)


@pytest.mark.parametrize(
    ("written", "rows"), [("2", 2), ("0", 3), ("-1", 1), ("x", 1), ("1000", 3), ("65535", 3), ("9" * 40, 3)]
)
def test_rowspan_ends_with_its_group(written, rows):
    (boxes,) = grids(f"<table><tbody><tr><td rowspan='{written}'>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e</table>")
    assert boxes[0][2] == rows
    assert boxes[-1] == (3, 0, 1, 1, "e")


def test_groups_in_the_order_of_browsers():
    page = "<table><tfoot><tr><td>合计<td>3<tbody><tr><td>a<td>1<thead><tr><th>项<th>数<tbody><tr><td>b<td>2</table>"
    assert texts(page) == [["项", "数"], ["a", "1"], ["b", "2"], ["合计", "3"]]


def test_cells_rows_and_tables_that_nobody_closed():
    assert texts("<table><tr><td>a<td>b<tr><th>c<td>d") == [["a", "b"], ["c", "d"]]
    assert texts("<table><td>a<td>b</table>") == [["a", "b"]]


def test_empty_rows_count_and_empty_cells_stay():
    (grid,) = [
        part for part in parts("<table><tr><tr><td>a<td><tr></tr><tr><td><td>b</table>") if isinstance(part, Grid)
    ]
    assert [(box.row, box.column, box.text, str(box.place)) for box in grid.boxes] == [
        (1, 0, "a", "T1 R2 C1"),
        (1, 1, "", "T1 R2 C2"),
        (3, 0, "", "T1 R4 C1"),
        (3, 1, "b", "T1 R4 C2"),
    ]


# -- text


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("  产出&nbsp;指标 \n ", "产出\xa0指标"),
        ("产出指\n  标", "产出指标"),
        ("town\nroad", "town road"),
        ("村道 养护", "村道 养护"),
        ("<p>目标1：养护</p>\n<p>目标2：巡查</p>", "目标1：养护\n目标2：巡查"),
        ("甲<br>乙<br/><br>丙", "甲\n乙\n丙"),
        ("<div>甲<div>乙</div></div>丙", "甲\n乙\n丙"),
        ("≥95%", "≥95%"),
        ("&ge;95&#37; ＞＝９", "≥95% ＞＝９"),
        ("10<sup>4</sup>m<sup>2</sup>", "10⁴m²"),
        ("PM<sub>2.5</sub>", "PM2.5"),
        ("合格<sup>注</sup>", "合格注"),
        ("<ins>新</ins><del>旧</del><s>划</s>", "新划"),
        ("a<script>x</script><style>y</style><template><p>z</p></template><noscript>n</noscript><!--c-->b", "ab"),
        ("显<span style='display: none'>隐</span><b hidden>藏</b><i style='mso-hide:all'>密</i>示", "显示"),
        ("<input value='60'><input type=hidden value=h><input type=checkbox value=c>公里", "60公里"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
        ("<select><option>甲<option>乙</select>", "甲"),
        ("<textarea>一\n二</textarea>", "一\n二"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<ol><li>养护</li><li>巡查</li></ol>", "1. 养护\n2. 巡查"),
        ("<ol start=3><li>养护<li value=7>巡查</ol>", "3. 养护\n7. 巡查"),
        ("<ul><li>养护<li>巡查</ul>", "养护\n巡查"),
        ("<o:p>&nbsp;</o:p>", ""),
        ("里程<o:p></o:p>", "里程"),
        ("指标<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a>", "指标"),
        ("<![if !supportLists]><span>1.</span><![endif]>养护", "1.养护"),
        ("<!--[if gte mso 9]><xml><w:x>编码</w:x></xml><![endif]-->文", "文"),
        ("<math><mo>≥</mo><mn>95</mn><td>%</td></math>", "≥95%"),
        ("<table><tr><td>框</td></tr></table>", "框"),
        ("<u><font color=red>二级</font></u>指标", "二级指标"),
        ("垂\v直", "垂\n直"),
    ],
)
def test_cells_have_the_text_that_is_shown(inner, shown):
    assert cell(inner) == shown


def test_rows_and_cells_that_are_not_shown_leave_no_hole():
    page = (
        "<table><tr style='display:none'><td>隐<td>藏<tr><td style='DISPLAY:NONE'>旧<td>a<td>b<tr hidden><td>c</table>"
    )
    assert texts(page) == [["a", "b"]]
    assert texts("<table><tr><td style='visibility:hidden'>隐<td>b</table>") == [["", "b"]]


def test_a_hidden_table_is_told_and_a_page_that_hides_itself_is_read():
    assert codes("<p>公开</p><div style='display:none'><table><tr><td>a<td>b</table></div>") == ["input/hidden-tables"]
    assert codes("<div style='display:none'><table></table></div>") == []
    assert texts("<body style='display:none'><table><tr><td>a<td>b</table>") == [["a", "b"]]


def test_paragraphs_headings_gaps_and_places():
    page = (
        "<h2>一、说明<br>续</h2><p>甲</p><p>乙<br>丙</p><p>&nbsp;</p><p>丁</p><hr>戊"
        "<table><caption>表一</caption><tr><td>a<td>b</table>己"
    )
    found = [part for part in parts(page) if isinstance(part, Line)]
    assert [(one.text, one.heading, one.gap, one.place.line) for one in found] == [
        ("一、说明\n续", True, False, 1),
        ("甲", False, False, 2),
        ("乙", False, False, 3),
        ("丙", False, False, 4),
        ("丁", False, True, 5),
        ("戊", False, True, 6),
        ("表一", True, False, 7),
        ("己", False, True, 8),
    ]


@pytest.mark.parametrize(
    ("above", "anchor"),
    [
        ("<h1>县</h1><h2>1.村道养护</h2><p>单位：万元</p>", "1.村道养护"),
        ("<h1>县</h1><p>2.灌溉绩效目标表</p><p>单位：万元</p>", "2.灌溉绩效目标表"),
        ("<h1>县</h1><p>单位：万元</p>", "县"),
        ("<p>" + "长" * 80 + "</p>", ""),
        ("", ""),
    ],
)
def test_a_table_is_anchored_at_the_heading_above_it(above, anchor):
    grid = next(part for part in parts(f"{above}<table><tr><td>a<td>b</table>") if isinstance(part, Grid))
    assert {box.place.anchor for box in grid.boxes} == {anchor}


def test_text_between_the_rows_of_a_table_is_not_lost():
    assert lines("<table>单位：万元<tr><td>a<td>b</table>") == ["单位：万元"]


# -- tables in tables

INNER = "<table><tr><td>指标<td>值<tr><td>里程<td>6</table>"
READ = [(0, 0, 1, 1, "指标"), (0, 1, 1, 1, "值"), (1, 0, 1, 1, "里程"), (1, 1, 1, 1, "6")]


def test_tables_that_place_other_tables_give_their_text_as_paragraphs():
    content = f"<h1>村道养护绩效目标表</h1><p>单位：万元</p>{INNER}<p>注</p>"
    menu = "<table><tr><td><a href=a>首页</a></td><td><a href=b>公开</a></td></tr></table>"
    page = (
        f"<table><tr><td>{menu}</td></tr><tr><td><table><tr><td>左栏</td><td><table><tr><td></td><td>{content}</td></tr>"
        "</table></td></tr></table></td></tr><tr><td>版权</td></tr></table>"
    )
    assert grids(page) == [[(0, 0, 1, 1, "首页"), (0, 1, 1, 1, "公开")], READ]
    assert lines(page) == ["左栏", "村道养护绩效目标表", "单位：万元", "注", "版权"]


def test_a_table_in_a_cell_of_a_data_table_is_a_grid_of_its_own_after_its_row():
    head = "".join(f"<tr><td>{name}<td>{text}" for name, text in (("项目名称", "养护"), ("单位", "局"), ("金额", "3")))
    page = f"<table>{head}<tr><td>绩效指标<td>{INNER}<tr><td>备注<td>无</table>"
    first, second, third = grids(page)
    assert first[-2:] == [(3, 0, 1, 1, "绩效指标"), (3, 1, 1, 1, "")]
    assert second == READ
    assert third == [(4, 0, 1, 1, "备注"), (4, 1, 1, 1, "无")]
    found = [part for part in parts(page) if isinstance(part, Grid)]
    assert [str(grid.boxes[0].place) for grid in found] == ["T1 R1 C1", "T2 R1 C1", "T1 R5 C1"]


def test_each_text_of_nested_tables_comes_exactly_once():
    page = (
        "<table><tr><td>t1<table><tr><td>t2<td>t3<table><tr><td>t4<td>t5</table>t6</table>"
        "<p>t7<td>t8<table><tr><td>t9</table></table>"
    )
    found = parts(page)
    shown = [one for part in found for one in ([part.text] if isinstance(part, Line) else [b.text for b in part.boxes])]
    assert sorted("\n".join(shown).split()) == [f"t{n}" for n in range(1, 10)]


def test_pages_without_text_in_tables():
    assert parts("<p>通知</p>") == [Line("通知", Place(1))]
    assert parts("<table><tr><td>&nbsp;</td><td></td></tr></table>") == []
    assert codes("<table><tr><td><img src=a.jpg></td></tr></table>") == ["input/only-images"]
    assert codes("<a href=x><img src=logo.png></a>") == []
    assert codes("<table><tr><td>a<td><img src=a.jpg></table>") == []


# -- what offices save

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>隐</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; display:none} --></style></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center><b><span style='font-size:16.0pt'>1.村道养护绩效目
标表<o:p></o:p></span></b></p>
<table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'><td rowspan=2 style='padding:0'><p class=MsoNormal>产出指<br>标<o:p></o:p></p></td>
  <td><p class=MsoNormal><span lang=EN-US>GDP</span>数量
  指标<a style='mso-comment-reference:a_1'></a><span class=MsoCommentReference><![if !supportAnnotations]><a
  class=msocomanchor href="#_msocom_1">[a1]</a><![endif]></span></p></td></tr>
 <tr><td><p class=MsoNormal><del cite="mailto:a">90%</del><ins>≥95%</ins></p></td></tr>
 <![if !supportMisalignedColumns]><tr height=0><td width=10 style='border:none'></td><td width=10></td></tr><![endif]>
</table>
<p class=MsoNormal><!--[if supportFields]><span style='mso-element:field-begin'></span>PAGE<![endif]-->完</p></div>
<div style='mso-element:comment-list'><p>批注</p></div></body></html>"""


def test_a_page_saved_by_word():
    data = WORD.encode("gbk")
    assert texts(data) == [["产出指\n标", "GDP数量指标"], ["≥95%"], ["", ""]]
    assert lines(data) == ["1.村道养护绩效目标表", "完"]


def test_a_sheet_saved_by_excel_as_page():
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=utf-8><!--[if gte mso 9]><xml>'
        "<x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body><table x:str border=0>"
        "<col width=72 style='width:54pt'>"
        "<tr height=19><td colspan=2 class=xl65 style='mso-ignore:colspan'>绩效目标表</td></tr>"
        '<tr><td class=xl66 x:num="0.95" style=\'mso-number-format:"0%"\'>95%</td><td x:str="\'0012">0012</td></tr>'
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td></td></tr><![endif]>"
        "</table></body></html>"
    )
    assert grids(page) == [[(0, 0, 1, 2, "绩效目标表"), (1, 0, 1, 1, "95%"), (1, 1, 1, 1, "0012")]]


def test_a_page_saved_by_libreoffice():
    cells = "<td sdval='0.95' sdnum='1033;0;0%'><font>95%</font></td><td>b</td>"
    page = f"<h1>表格 1: <em>县</em></h1><table><tr>{cells}</tr></table>"
    assert texts(page) == [["95%", "b"]]


def archive(*pages: tuple[str, str, str], encoding: str = "gb2312") -> bytes:
    """A web archive of pages given as (location, transfer encoding, page)."""
    encoders = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}
    out = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="----=_Next"\r\n\r\nA single file.\r\n'
    for location, transfer, page in pages:
        head = f"Content-Location: {location}\r\nContent-Transfer-Encoding: {transfer}\r\n"
        out += f'\r\n------=_Next\r\n{head}Content-Type: text/html; charset="{encoding}"\r\n\r\n'.encode()
        out += encoders[transfer](page.encode(encoding))
    return out + b"\r\n------=_Next\r\nContent-Type: image/png\r\n\r\nxx\r\n------=_Next--\r\n"


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_web_archives_of_excel_with_several_sheets(transfer):
    sheet = "<table><tr><td>{0}</td><td>≥95%</td></tr></table>"
    data = archive(
        ("file:///C:/a.htm", transfer, "<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>"),
        ("file:///C:/a.files/tabstrip.htm", transfer, "<table><tr><td>表1</td><td>表2</td></tr></table>"),
        ("file:///C:/a.files/sheet001.htm", transfer, sheet.format("甲")),
        ("file:///C:/a.files/sheet002.htm", transfer, sheet.format("乙")),
        encoding="gb18030",
    )
    found = [part for part in parts(data) if isinstance(part, Grid)]
    assert [[box.text for box in grid.boxes] for grid in found] == [["甲", "≥95%"], ["乙", "≥95%"]]
    assert [str(grid.boxes[0].place) for grid in found] == ["T1 R1 C1", "T2 R1 C1"]
    assert codes(data) == []


def test_archives_without_a_page_and_frames_without_their_pages():
    with pytest.raises(ReadFailure) as failure:
        parts(archive())
    assert failure.value.problem.code == "input/damaged"
    assert codes("<frameset><frame src=a.files/sheet001.htm></frameset>") == ["input/frames"]


# -- encodings

PAGE = "<table><tr><td>产出指标</td><td>≥95%</td></tr></table>"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("", "gbk"),
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gbk"),
        ("<?xml version='1.0' encoding='gb2312'?>", "gbk"),
        ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset=utf-8>", "gbk"),
        ("<meta charset=iso-8859-1>", "gbk"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset='big5'>", "big5-hkscs"),
    ],
)
def test_encodings_declared_wrongly_declared_and_not(head, encoding):
    name = "產出指標" if "big5" in encoding else "产出指标"
    value = "95%" if "big5" in encoding else "≥95%"
    page = head + PAGE.replace("产出指标", name).replace("≥95%", value)
    assert texts(page.encode(encoding)) == [[name, value]]


def test_short_gbk_that_is_well_formed_utf8_too():
    assert lines(b"<meta charset=gbk>" + "联通".encode("gbk")) == ["联通"]


def test_a_few_broken_bytes_are_told_and_many_refused():
    page = (PAGE + "规" * 2000).encode() + b"\xe8\xa7"
    assert codes(page) == ["input/characters-lost"]
    for data in (b"", b"  \r\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"\xff\xfe\x00"):
        with pytest.raises(ReadFailure):
            parts(data)


# -- into documents

FORM = (
    "<h3>1.村道养护绩效目标表</h3><p>401001云岭县交通运输局　单位：万元</p><table border=1><tr><td>项目编码<td>YL01"
    "<td>项目名称<td colspan=3>村道养护<tr><td>绩效目标<td colspan=5>1.养护村道<br>2.巡查"
    "<tr><td>一级指标<td>二级指标<td>三级指标<td>绩效指标描述<td>指标值<td>指标值确定依据"
    "<tr><td rowspan=2>产出指标<td>数量指标<td>养护里程<td>全年<td>&ge;60公里<td>规划"
    "<tr><td>质量指标<td>合格率<td>验收<td>≥95%<td>规划"
    "<tr><td>满意度指标<td>服务对象满意度指标<td>村民满意度<td>问卷<td>≥90%<td>问卷</table><p>注：无</p>"
)


def test_a_form_in_a_layout_page_reads_whole_with_the_places_of_its_cells():
    page = f"<table><tr><td><a href=a>首页</a><td><a href=b>公开</a><tr><td>左<td>{FORM}</table>"
    document = read_parts(html_reader.parts(page.encode(), LIMITS), "a.html", "html", LIMITS)
    (table,) = document.tables
    assert (table.title, table.project, table.code) == ("1.村道养护绩效目标表", "村道养护", "YL01")
    assert [goal.text for goal in table.goals] == ["1.养护村道", "2.巡查"]
    assert [(row.level1, row.level2, row.name, row.value) for row in table.indicators] == [
        ("产出指标", "数量指标", "养护里程", "≥60公里"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"),
    ]
    place = table.indicators[1].place_of("value")
    assert (place.table, place.line, place.column, place.anchor) == (1, 5, 5, "1.村道养护绩效目标表")
    assert document.problems == ()


# -- hostile input


def outcome(page: str | bytes) -> str:
    """Read all of a page; how it ended: the number of rows, or the code of the failure."""
    try:
        return str(sum(1 for _ in grid_rows(parts(page), [])))
    except ReadFailure as failure:
        problem = failure.problem
    return problem.code if message(problem.code, problem.args, "zh") else ""


N = 20_000
ARCHIVE = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"


@pytest.mark.parametrize(
    ("page", "ends"),
    [
        ("<table><tr><td>x<td>y</table>" * 10_000, "10000"),
        ("<table>" + "<tr><td>x" * 50_000, "50000"),
        ("<div>x" * N, "20000"),
        ("<span>" * N + "x", "1"),
        ("<b>x<p>" * N, "20000"),
        ("".join(f"<font color={n}>x" for n in range(N // 10)) + "<p>y" * N, "20001"),
        ("<table><tr><td>x" * 5000, "input/too-deep"),
        ("<table><tr><td>x<td>" * 5000 + "</table>" * 5000, "input/too-deep"),
        ("<table><tr>" + "<td rowspan=65534>x" * 2000, "input/too-large"),
        ("<table>" + "<tr><td rowspan=65534 colspan=1000>x" * N, "input/too-large"),
        ("<table>" + "<tr><td colspan=1000>x<td>" * 1000, "1000"),
        ("<table><tr><td style='" + "x" * 5_000_000 + "'>y", "1"),
        ("<table><tr><td " + " ".join(f"a{n}=1" for n in range(N)) + ">x", "input/too-large"),
        ("<select>" + "<option>x" * N, "1"),
        ("<!--" * N + "x", "0"),
        ("<" * N, "1"),
        ("<table><tr><td>" + " \n" * N + "&nbsp;" * N, "0"),
        ("<svg>" * N + "<td>x", "1"),
        ("<math><td>x<tr>y<table><tr><td><math><td>q<table><td>z", "2"),
        ("<a '" * N, "0"),
        (ARCHIVE + "--x\nContent-Type: multipart/x; boundary=x\n\n" * N, "input/too-large"),
        (ARCHIVE + "--x\nContent-Type: text/html\n\n<p>甲\n" * (N // 10), "2000"),
        (ARCHIVE.strip() + "\nA: b" * N, "input/damaged"),
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_hostile_pages_take_linear_time_and_end_well(page, ends):
    start = time.process_time()
    assert outcome(page) == ends
    assert time.process_time() - start < 5


def test_merged_cells_repeated_without_end_are_refused():
    page = "<table><tr>" + "<td rowspan=65534>x" * 100 + "<tr><td>y" * 1000
    with pytest.raises(ReadFailure) as failure:
        parts(page, Limits(cells=50_000))
    assert failure.value.problem.code == "input/too-large"


@pytest.mark.parametrize("limits", [Limits(tables=1), Limits(rows=3), Limits(markup_bytes=50), Limits(table_depth=0)])
def test_beyond_the_limits(limits):
    with pytest.raises(ReadFailure):
        parts("<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 2, limits)


SEEDS = [
    WORD.encode("gbk"),
    FORM.encode(),
    archive(("a.htm", "quoted-printable", FORM)),
    f"<table><tr><td>{FORM}<td>b".encode(),
]
TAGS = """<table> </table> <tr> <td> </td> <td rowspan=3> <th colspan=0> <caption> <thead> <tfoot> <p> <div>
</div> <b> </b> <sup> </sup> <select> <option> <textarea> </textarea> <template> <math> <svg> <ol>
<li> </ol> <pre> <h1> </h1> <a> </a> <!-- --> <![CDATA[ <frameset> <body> <hr> <br> <script>
</script> &nbsp; &#0; display:none hidden \0 ' " > < x 云"""
SNIPPETS = st.sampled_from(TAGS.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(SNIPPETS, max_size=60).map("".join))
def test_any_soup_of_tags_is_read_or_refused_by_name(page):
    outcome(page)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 20)), max_size=8)
)
def test_damaged_files_are_read_or_refused_by_name(data, edits):
    for at, new, cut in edits:
        start = int(at * len(data))
        data = data[:start] + new + data[start + cut :]
    outcome(data)
