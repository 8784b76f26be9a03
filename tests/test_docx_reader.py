"""The reader of Word documents: the text of paragraphs as it is shown, headings, automatic list numbers."""

import pytest

from docx_builder import (
    abstract,
    cell,
    cell_text,
    docx,
    grids,
    level,
    lines,
    num,
    numbered,
    only_grid,
    par,
    problems,
    read,
    row,
    run,
    table,
)
from kpilint.model import Place
from kpilint.sources.boxes import Line

# -- text of paragraphs


def test_runs_of_a_paragraph_join_and_paragraphs_of_a_cell_are_lines():
    assert cell_text("<w:p>" + run("数量") + run("指标") + "</w:p>" + par("≥10个")) == "数量指标\n≥10个"


def test_operators_and_full_width_characters_stay_as_published():
    assert cell_text(par("＞＝９５％（≧）〔1〕")) == "＞＝９５％（≧）〔1〕"


def test_white_space_around_a_cell_goes_and_inside_it_stays():
    assert cell_text(par("\u3000 甲  乙 \t丙 \u3000")) == "甲  乙 \t丙"


def test_tabs_breaks_and_hyphens_of_runs_become_characters():
    inner = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>2020</w:t><w:noBreakHyphen/>"
    assert cell_text(f"<w:p>{inner}<w:t>2025</w:t><w:softHyphen/><w:t>年</w:t></w:r></w:p>") == "a\tb\nc\n2020-2025年"


def test_tab_stops_of_the_paragraph_are_not_tabs_of_its_text():
    assert cell_text(par("甲", '<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>')) == "甲"


def test_space_that_is_not_marked_as_kept_is_formatting_of_the_xml():
    assert cell_text("<w:p><w:r><w:t>\n  甲  </w:t></w:r><w:r><w:t>乙\n丙</w:t></w:r></w:p>") == "甲乙 丙"


def test_inserted_text_is_read_and_deleted_and_moved_away_text_is_not():
    inner = (
        f'<w:p>{run("指标")}<w:ins w:id="1">{run("值")}</w:ins>'
        f'<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r>{run("旧二")}</w:del>'
        f'<w:moveFrom w:id="3">{run("移走")}</w:moveFrom><w:moveTo w:id="4">{run("移来")}</w:moveTo></w:p>'
    )
    assert cell_text(inner) == "指标值移来"


def test_insertion_that_was_deleted_again_is_gone():
    assert cell_text(f'<w:p>{run("甲")}<w:ins w:id="1"><w:del w:id="2">{run("乙")}</w:del></w:ins></w:p>') == "甲"


def test_paragraph_whose_mark_is_deleted_runs_on_into_the_next():
    inner = par("95", '<w:rPr><w:del w:id="1"/></w:rPr>') + par("%以上")
    assert cell_text(inner) == "95%以上"
    assert lines(par("前半", '<w:rPr><w:del w:id="1"/></w:rPr>') + par("后半")) == ["前半后半"]


def test_text_before_a_deleted_mark_is_not_lost_at_the_end_of_a_cell_or_of_the_document():
    last = par("末尾", '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert cell_text(par("开头") + last) == "开头\n末尾"
    assert lines(par("开头") + last) == ["开头", "末尾"]


def test_deleted_rows_are_left_out_and_inserted_ones_read():
    found = only_grid(
        table(
            row(cell("一")),
            row(cell("删"), properties='<w:del w:id="1"/>'),
            row(cell("增"), properties='<w:ins w:id="2"/>'),
            grid=[900],
        )
    )
    assert found == [(0, 0, 1, 1, "一"), (1, 0, 1, 1, "增")]


def test_hidden_runs_are_left_out_unless_vanish_is_switched_off():
    runs = run("显"), run("隐", "<w:vanish/>"), run("现", '<w:vanish w:val="0"/>'), run("网", "<w:webHidden/>")
    assert cell_text(f"<w:p>{''.join(runs)}</w:p>") == "显现网"


def test_text_hidden_by_its_character_style_is_left_out():
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="h2"><w:basedOn w:val="h"/></w:style>'
    )
    hidden = run("隐", '<w:rStyle w:val="h2"/>')
    assert cell_text(f"<w:p>{run('显')}{hidden}</w:p>", styles=styles) == "显"


def char(kind, inner=""):
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def test_codes_of_fields_are_left_out_and_their_results_read():
    code = "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"
    inner = (
        f"<w:p>{run('共')}{char('begin')}{code}{run('码')}{char('separate')}{run('12')}{char('end')}{run('个')}</w:p>"
    )
    assert cell_text(inner) == "共12个"
    assert cell_text(f'<w:p><w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple></w:p>') == "7"


def test_field_in_the_code_of_a_field_is_part_of_the_code():
    inner = (
        f"<w:p>{char('begin')}{run('IF')}{char('begin')}{run('X')}{char('separate')}{run('1')}{char('end')}"
        f"{run('rest')}{char('separate')}{run('结果')}{char('end')}</w:p>"
    )
    assert cell_text(inner) == "结果"


def test_field_without_a_result_shows_nothing():
    assert cell_text(f"<w:p>{run('甲')}{char('begin')}{run('XE 甲')}{char('end')}{run('乙')}</w:p>") == "甲乙"


def test_field_that_never_ends_hides_no_text_after_it():
    assert cell_text(f"<w:p>{char('begin')}{run('满意度')}</w:p>" + par("≥95%")) == "满意度\n≥95%"
    assert cell_text(f"<w:p>{char('end')}{char('separate')}{run('满意度')}</w:p>") == "满意度"


def test_form_fields_show_what_was_chosen():
    entries = '<w:listEntry w:val="＝"/><w:listEntry w:val="≥"/>'
    dropdown = char("begin", f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>') + char("end")
    assert cell_text(f"<w:p>{dropdown}{run('95%')}</w:p>") == "≥95%"
    ticked = char("begin", '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>') + char(
        "end"
    )
    empty = char("begin", '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>') + char("end")
    assert cell_text(f"<w:p>{ticked}{run('是')}{empty}{run('否')}</w:p>") == "☑是☐否"


def test_notes_and_comments_leave_no_mark_in_the_text():
    notes = ("footnoteReference", "endnoteReference", "commentReference")
    inner = "".join(f'<w:r><w:{note} w:id="2"/></w:r>' for note in notes)
    assert cell_text(f"<w:p>{run('指标')}{inner}{run('值')}</w:p>") == "指标值"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F0B4", "×"),
        ("Symbol", "F0D6", "√"),
        ("Symbol", "F0B1", "±"),
        ("Symbol", "F0B0", "°"),
        ("Symbol", "00B3", "≥"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F06C", "●"),
        ("Wingdings", "F081", "①"),
        ("Wingdings", "F0E8", "➔"),
        ("Wingdings 2", "0052", "☑"),
        ("Wingdings 2", "F050", "✓"),
        ("Wingdings 2", "F0A3", "□"),
        ("宋体", "2265", "≥"),
    ],
)
def test_symbols_of_well_known_fonts_are_characters(font, code, shown):
    assert cell_text(f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{run("95%")}</w:p>') == f"{shown}95%"


def test_private_characters_are_read_by_the_font_of_their_run():
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/>'
    private = "\uf0b3"
    assert cell_text(f"<w:p>{run(private, fonts)}{run('95%')}</w:p>") == "≥95%"
    assert cell_text(par(private)) == private


def test_unknown_symbols_leave_a_mark_and_are_reported_once_with_their_place():
    symbol = '<w:p><w:r><w:sym w:font="Bookshelf Symbol 7" w:char="F041"/></w:r></w:p>'
    found = read(docx(par("一、指标") + table(row(cell(inner=symbol)), row(cell(inner=symbol)), grid=[900])))
    assert [text for *_, text in grids(found)[0]] == ["\ufffd", "\ufffd"]
    ((code, place, args),) = problems(found)
    assert (code, place) == ("input/unknown-symbol", Place(1, 0, "一、指标", 1))
    assert args == {"font": "Bookshelf Symbol 7", "found": "U+F041"}


@pytest.mark.parametrize("code", ["", "zz", "-1", "110000", "D800", "FFFFFFFFFFFF"])
def test_malformed_symbols_are_unknown_ones(code):
    assert cell_text(f'<w:p><w:r><w:sym w:font="宋体" w:char="{code}"/></w:r></w:p>') == "\ufffd"


def test_raised_digits_are_not_taken_for_others():
    raised = '<w:vertAlign w:val="superscript"/>'
    assert cell_text(f"<w:p>{run('10')}{run('4', raised)}{run('元')}</w:p>") == "10⁴元"
    assert cell_text(f"<w:p>{run('500m')}{run('2', raised)}</w:p>") == "500m²"
    lowered = run("2.5", '<w:vertAlign w:val="subscript"/>')
    assert cell_text(f"<w:p>{run('PM')}{lowered}</w:p>") == "PM2.5"
    assert cell_text(f"<w:p>{run('注')}{run('甲', raised)}</w:p>") == "注甲"


def maths(inner):
    return cell_text(f"<w:p><m:oMathPara><m:oMath>{inner}</m:oMath></m:oMathPara></w:p>")


def test_formulas_are_read():
    def piece(text):
        return f"<m:r><w:rPr/><m:t>{text}</m:t></m:r>"

    assert maths(piece("≥95%")) == "≥95%"
    assert maths(f"<m:f><m:fPr/><m:num>{piece('1')}</m:num><m:den>{piece('2')}</m:den></m:f>") == "1/2"
    assert (
        maths(f"<m:f><m:num>{piece('a+b')}</m:num><m:den>{piece('2')}</m:den></m:f>{piece('×100%')}") == "(a+b)/2×100%"
    )
    assert maths(f"<m:sSup><m:e>{piece('10')}</m:e><m:sup>{piece('4')}</m:sup></m:sSup>") == "10⁴"
    assert maths(f"<m:d><m:dPr/><m:e>{piece('a')}</m:e></m:d>") == "(a)"


def test_ruby_text_gives_its_base_only():
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('zhi')}</w:rt><w:rubyBase>{run('值')}</w:rubyBase></w:ruby></w:r>"
    assert cell_text(f"<w:p>{ruby}</w:p>") == "值"


def test_content_controls_links_and_tags_are_looked_into():
    control = f"<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink r:id="x">{run("乙")}</w:hyperlink><w:smartTag>{run("丙")}</w:smartTag>'
    assert cell_text(f"<w:p>{control}{link}<w:bdo>{run('丁')}</w:bdo></w:p>") == "甲乙丙丁"


def test_content_controls_around_blocks_rows_and_cells_are_looked_into():
    def control(inner):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(
        par("题")
        + table(control(row(control(cell("甲")), cell("乙", merge="r"))), row(cell("丙"), control(cell(merge="c"))))
    )
    found = read(docx(body))
    assert [part.text for part in found if isinstance(part, Line)] == ["题"]
    assert grids(found) == [[(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (1, 0, 1, 1, "丙")]]


# -- alternatives, text boxes, foreign content


def box(inner):
    shape = f"<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_after_the_paragraph_that_holds_them():
    assert lines(par("上文", inner=box(par("框中标题") + par("第二段"))) + par("下文")) == [
        "上文",
        "框中标题",
        "第二段",
        "下文",
    ]


def test_text_boxes_without_alternatives_are_read():
    old = f"<v:shape><v:textbox><w:txbxContent>{par('框')}</w:txbxContent></v:textbox></v:shape>"
    assert lines(par("文", inner=f"<w:r><w:pict>{old}</w:pict></w:r>")) == ["文", "框"]


def test_a_table_in_a_text_box_is_a_table():
    found = read(docx(par("标题", inner=box(table(row(cell("甲"), cell("乙")))))))
    assert grids(found) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]]


def test_a_text_box_in_a_cell_belongs_to_the_cell():
    assert cell_text(par("甲", inner=box(par("乙"))) + par("丙")) == "甲\n乙\n丙"


def test_deleted_text_boxes_are_left_out():
    assert lines(par("甲", inner=f'<w:del w:id="1">{box(par("删"))}</w:del>') + par("乙")) == ["甲", "乙"]


def test_a_fallback_is_read_where_no_choice_is_understood():
    inner = '<mc:Choice Requires="zz"/><mc:Fallback><w:t>≥</w:t></mc:Fallback>'
    inner = f"<w:r><mc:AlternateContent>{inner}</mc:AlternateContent></w:r>"
    assert cell_text(f"<w:p>{inner}{run('5')}</w:p>") == "≥5"
    block = (
        f'<mc:AlternateContent><mc:Choice Requires="a">{par("一")}</mc:Choice>'
        f'<mc:Choice Requires="b">{par("二")}</mc:Choice>'
        f"<mc:Fallback>{par('三')}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(block + par("末")) == ["一", "末"]


def test_emoji_of_newer_word_are_read_once():
    inner = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
        '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="2265"/>'
        "</mc:Choice><mc:Fallback><w:t>≥</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert cell_text(f"<w:p>{inner}</w:p>") == "≥"


def test_embedded_documents_and_objects_are_reported():
    found = read(docx(par("甲") + '<w:altChunk r:id="rId9"/>' + par("乙")))
    assert [code for code, *_ in problems(found)] == ["input/embedded"]
    excel = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r>'
    found = read(docx(par("题") + table(row(cell("甲")), row(cell(inner=f"<w:p>{excel}</w:p>")))))
    assert problems(found) == [("input/embedded", Place(2, 0, "题", 1), {"what": "Excel.Sheet.12"})]


# -- lines of the body


def test_empty_paragraphs_and_page_breaks_are_gaps():
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        par("一") + par("二") + par() + par("三") + par("四", inner=page) + par("五") + par("", inner=page + run("六"))
    )
    body += par("七", "<w:pageBreakBefore/>") + par("八", inner="<w:r><w:lastRenderedPageBreak/></w:r>")
    body += par("九", "<w:sectPr/>") + par("十")
    found = [(part.text, part.gap) for part in read(docx(body))]
    assert [text for text, gap in found if gap] == ["三", "五", "六", "七", "十"]
    assert [text for text, _ in found] == list("一二三四五六七八九十")


def test_lines_of_a_paragraph_come_one_by_one_with_the_number_of_their_paragraph():
    found = read(docx(par() + f"<w:p>{run('部门：甲')}<w:r><w:br/></w:r>{run('项目：乙')}</w:p>"))
    assert found == [Line("部门：甲", Place(2), gap=True), Line("项目：乙", Place(2))]


def test_headings_are_known_by_outline_level_and_by_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="表题"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="lvl"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="body"><w:basedOn w:val="2"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )

    def styled(key):
        return par(key, f'<w:pStyle w:val="{key}"/>')

    body = "".join(map(styled, ["2", "mine", "lvl", "body", "loop", "none"])) + par("own", '<w:outlineLvl w:val="0"/>')
    found = [part.text for part in read(docx(body, styles=styles)) if part.heading]
    assert found == ["2", "mine", "lvl", "own"]


# -- automatic numbers


def test_numbers_that_word_shows_stand_before_the_text():
    numbering = abstract(0, level(0, "%1、", "chineseCounting"), level(1, "（%2）", "japaneseCounting")) + num(1, 0)
    body = par("目标", numbered(1)) + par("甲", numbered(1, 1)) + par("乙", numbered(1, 1)) + par("指标", numbered(1))
    body += par("丙", numbered(1, 1))
    assert lines(body, numbering=numbering) == ["一、 目标", "（一） 甲", "（二） 乙", "二、 指标", "（一） 丙"]


def test_numbers_go_through_body_and_cells_in_reading_order():
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    inner = table(row(cell(inner=par("内", numbered(1)))))
    body = par("一", numbered(1)) + table(
        row(cell(inner=par("二", numbered(1)) + inner + par("四", numbered(1))), cell(inner=par("", numbered(1))))
    )
    found = read(docx(body + par("六", numbered(1)), numbering=numbering))
    assert [part.text for part in found if isinstance(part, Line)] == ["1. 一", "6. 六"]
    assert grids(found) == [[(0, 0, 1, 1, "2. 二\n4. 四"), (0, 1, 1, 1, "5.")], [(0, 0, 1, 1, "3. 内")]]


def test_levels_restart_under_a_higher_one_unless_told_not_to():
    numbering = abstract(
        0, level(0, "%1"), level(1, "%1.%2"), level(2, "%3)", extra='<w:lvlRestart w:val="0"/>')
    ) + num(1, 0)
    order = [0, 1, 1, 2, 2, 0, 1, 2]
    body = "".join(par("x", numbered(1, at)) for at in order)
    shown = [text.split()[0] for text in lines(body, numbering=numbering)]
    assert shown == ["1", "1.1", "1.2", "1)", "2)", "2", "2.1", "3)"]


def test_lists_of_one_definition_count_on_and_an_override_starts_anew():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(par("x", numbered(key)) for key in (1, 1, 2, 3, 3))
    assert [text[:2] for text in lines(body, numbering=numbering)] == ["1.", "2.", "3.", "1.", "2."]


def test_a_level_of_an_override_is_shown_instead():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1条", start=5)}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0, override)
    assert lines(par("x", numbered(1)), numbering=numbering) == ["第5条 x"]


def test_a_passed_over_level_shows_its_start():
    numbering = abstract(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 0)
    body = "".join(par("x", numbered(1, at)) for at in (2, 1, 0))
    assert [text.split()[0] for text in lines(body, numbering=numbering)] == ["1.1.1", "1.2", "2"]


def test_legal_levels_show_all_numbers_in_digits():
    numbering = abstract(0, level(0, "%1、", "chineseCounting"), level(1, "%1.%2", "upperRoman", "<w:isLgl/>")) + num(
        1, 0
    )
    assert lines(par("a", numbered(1)) + par("b", numbered(1, 1)), numbering=numbering) == ["一、 a", "1.1 b"]


def test_numbers_come_with_styles_and_can_be_switched_off():
    numbering = abstract(0, level(0, "%1、", "chineseCounting"), level(1, "%2.", extra='<w:pStyle w:val="b"/>')) + num(
        4, 0
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    body = par("甲", '<w:pStyle w:val="a"/>') + par("乙", '<w:pStyle w:val="b"/>')
    body += par("丙", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>') + par(
        "丁", '<w:pStyle w:val="a"/>'
    )
    assert lines(body, numbering=numbering, styles=styles) == ["一、 甲", "1. 乙", "丙", "二、 丁"]


def test_lists_linked_through_a_numbering_style_are_found():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="ls"/></w:abstractNum>'
        + abstract(1, '<w:styleLink w:val="ls"/>', level(0, "%1)"))
        + num(1, 0)
        + num(2, 1)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="ls"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(par("x", numbered(1)), numbering=numbering, styles=styles) == ["1) x"]


def test_bullets_unknown_lists_and_old_properties_add_nothing():
    numbering = abstract(0, level(0, "\uf0b7", "bullet")) + num(1, 0)
    change = f'<w:pPrChange w:id="1"><w:pPr>{numbered(1)}</w:pPr></w:pPrChange>'
    body = par("甲", numbered(1)) + par("乙", numbered(99)) + par("丙", change)
    assert lines(body, numbering=numbering) == ["甲", "乙", "丙"]


def test_deleted_paragraphs_are_not_counted():
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    gone = f'<w:p><w:pPr>{numbered(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="1">{run("删")}</w:del></w:p>'
    assert lines(par("甲", numbered(1)) + gone + par("乙", numbered(1)), numbering=numbering) == ["1. 甲", "2. 乙"]


def test_the_number_of_a_paragraph_stands_before_text_that_runs_on_into_it():
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    joined = par("产出", numbered(1) + gone) + par("数量", gone) + par("指标", numbered(1))
    assert lines(joined + par("效益指标", numbered(1)), numbering=numbering) == ["1. 产出数量指标", "2. 效益指标"]
    assert cell_text(joined, numbering=numbering) == "1. 产出数量指标"
    assert lines(par("甲", numbered(1) + gone) + par("乙"), numbering=numbering) == ["甲乙"]


def test_no_space_follows_a_number_that_word_sets_close():
    numbering = abstract(0, level(0, "%1．", extra='<w:suff w:val="nothing"/>')) + num(1, 0)
    assert lines(par("甲", numbered(1)), numbering=numbering) == ["1．甲"]


@pytest.mark.parametrize(
    ("form", "counted"),
    [
        ("decimal", "1 2 10 11"),
        ("decimalZero", "01 02 10 11"),
        ("chineseCounting", "一 二 十 十一"),
        ("chineseCountingThousand", "一 二 十 十一"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹"),
        ("ideographDigital", "一 二 一〇 一一"),
        ("ideographTraditional", "甲 乙 癸 11"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪"),
        ("decimalEnclosedCircleChinese", "① ② ⑩ ⑪"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒒"),
        ("decimalFullWidth", "１ ２ １０ １１"),
        ("lowerLetter", "a b j k"),
        ("upperRoman", "I II X XI"),
        ("ordinal", "1st 2nd 10th 11th"),
        ("someFutureFormat", "1 2 10 11"),
    ],
)
def test_number_formats(form, counted):
    numbering = abstract(0, level(0, "%1", form)) + num(1, 0)
    shown = [text.removesuffix(" x") for text in lines(par("x", numbered(1)) * 11, numbering=numbering)]
    assert [shown[at] for at in (0, 1, 9, 10)] == counted.split()


def test_chinese_numbers_beyond_a_hundred():
    numbering = abstract(0, level(0, "%1", "chineseCountingThousand", start=100)) + num(1, 0)
    shown = [text.removesuffix(" x") for text in lines(par("x", numbered(1)) * 21, numbering=numbering)]
    assert (shown[0], shown[5], shown[10], shown[20]) == ("一百", "一百零五", "一百一十", "一百二十")
