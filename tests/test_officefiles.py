"""Cells of office files are changed in place: what is asked for changes, and nothing else of the file."""

import io
import random
import zipfile
from contextlib import suppress
from datetime import date
from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import docx_builder as word
import excel_builder as excel
import mutations
from kpilint.model import Place
from kpilint.officefiles import CellEdit, Comment, Remark, write_cells, write_comments
from kpilint.officefiles.repack import repacked
from kpilint.problems import ReadFailure
from kpilint.sources.docx import parts as docx_parts
from kpilint.sources.excel import parts_xlsx

TYPES = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}
RAISED = '<w:vertAlign w:val="superscript"/>'


def sheet_edit(address, before, after, sheet="Sheet1"):
    return CellEdit(Place(anchor=f"{sheet}!{address}"), before, after)


def table_edit(row, column, before, after, table=1):
    return CellEdit(Place(row, column, "表格上面的标题", table), before, after)


def sheet_texts(data):
    return excel.texts(excel.read(parts_xlsx, data))


def table_texts(data):
    return {
        (box.place.table, box.place.line, box.place.column): box.text
        for part in docx_parts(data)
        if hasattr(part, "boxes")
        for box in part.boxes
    }


def entries(data):
    """Return each file of an archive with all that is said of it, and its bytes as they are packed."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.infolist():
            with archive.open(one) as _:
                pass
            at = one.header_offset + 30 + len(one.filename.encode()) + _extra(data, one.header_offset)
            said = (one.flag_bits, one.compress_type, one.date_time, one.extra, one.external_attr, one.create_system)
            found[one.filename] = (said, data[at : at + one.compress_size])
    return found


def _extra(data, at):
    return int.from_bytes(data[at + 28 : at + 30], "little")


def canonical(data, name):
    return canonicalize(zipfile.ZipFile(io.BytesIO(data)).read(name).decode(), with_comments=True)


def only_changed(before, after, *names):
    old, new = entries(before), entries(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == set(names)
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None


# -- packages


def test_files_that_stay_are_copied_as_they_are_packed():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = "注释".encode()
        for name, method in (
            ("b.xml", zipfile.ZIP_DEFLATED),
            ("a.bin", zipfile.ZIP_STORED),
            ("表.xml", zipfile.ZIP_LZMA),
        ):
            info = zipfile.ZipInfo(name, (2023, 5, 6, 7, 8, 10))
            info.external_attr = 0o644 << 16
            archive.writestr(info, name * 50, method)
    data = made.getvalue()
    after = repacked(data, {"A.BIN": b"new", "c.xml": b"<added/>"})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.namelist() == ["b.xml", "a.bin", "表.xml", "c.xml"]
        assert archive.comment.decode() == "注释"
        assert archive.read("a.bin") == b"new"
        assert archive.read("c.xml") == b"<added/>"
        assert archive.testzip() is None
    old, new = entries(data), entries(after)
    assert [old[name] for name in ("b.xml", "表.xml")] == [new[name] for name in ("b.xml", "表.xml")]


def test_archives_written_to_a_pipe_have_sizes_after_the_data():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise io.UnsupportedOperation

        seek = tell

    made = Pipe()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.xml", "b.xml"):
            archive.writestr(name, name * 100)
    after = repacked(made.getvalue(), {"a.xml": b"new"})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
        assert [archive.read(name) for name in ("a.xml", "b.xml")] == [b"new", b"b.xml" * 100]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d/e"]), st.binary(max_size=40)))
def test_any_files_may_be_replaced_or_added(parts):
    before = {"a": b"1", "b": b"2" * 100}
    after = repacked(excel.packed(before), parts)
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == before | parts


def test_overlapping_files_are_refused():
    data = bytearray(excel.packed({"a.xml": b"a" * 50, "b.xml": b"b" * 50}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 42 : at + 46] = (10).to_bytes(4, "little")
    with pytest.raises((ReadFailure, zipfile.BadZipFile)):
        repacked(bytes(data), {"c": b""})


# -- workbooks


def test_a_shared_text_changes_in_the_named_cell_only():
    shared = '<c t="s" s="1"><v>0</v></c>'
    data = excel.xlsx(excel.rows([shared, shared], ["别的", shared]), strings=["95％"], look=excel.styles("@"))
    made = write_cells(data, "xlsx", [sheet_edit("B1", "95％", "95%")])
    assert not made.refused
    assert sheet_texts(made.data) == sheet_texts(data) | {"Sheet1!B1": "95%"}
    only_changed(data, made.data, "xl/worksheets/sheet1.xml")
    assert b'<c r="B1" t="inlineStr" s="1">' in zipfile.ZipFile(io.BytesIO(made.data)).read("xl/worksheets/sheet1.xml")


def test_runs_of_rich_text_keep_their_looks():
    rich = (
        "<si><r><rPr><b/></rPr><t>≥</t></r><r><rPr><i/></rPr><t xml:space='preserve'>95％ 以上</t></r>"
        "<rPh sb='0' eb='1'><t>yomi</t></rPh></si>"
    )
    data = excel.xlsx(excel.rows(['<c t="s"><v>0</v></c>']), strings=[rich])
    made = write_cells(data, "xlsx", [sheet_edit("A1", "≥95％ 以上", "≥95% 以上")])
    text = zipfile.ZipFile(io.BytesIO(made.data)).read("xl/worksheets/sheet1.xml").decode()
    assert '<is><r><rPr><b/></rPr><t>≥</t></r><r><rPr><i/></rPr><t xml:space="preserve">95% 以上</t></r></is>' in text


def test_a_number_stays_one_where_it_can():
    data = excel.xlsx(excel.rows([95, 96, 97]))
    edits = [sheet_edit("A1", "95", "98"), sheet_edit("B1", "96", "96%"), sheet_edit("C1", "97", "0097")]
    made = write_cells(data, "xlsx", edits)
    assert not made.refused
    text = zipfile.ZipFile(io.BytesIO(made.data)).read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="A1"><v>98</v></c>' in text
    assert [sheet_texts(made.data)[f"Sheet1!{one}"] for one in ("A1", "B1", "C1")] == ["98", "96%", "0097"]


def test_formulas_are_never_written_over():
    data = excel.xlsx(excel.rows(['<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"]))
    made = write_cells(data, "xlsx", [sheet_edit("A1", "ab", "cd"), sheet_edit("B1", "ab", "cd")])
    assert [(one.edit.place.anchor, "formula" in one.en) for one in made.refused] == [("Sheet1!A1", True)]
    assert sheet_texts(made.data) == {"Sheet1!A1": "ab", "Sheet1!B1": "cd"}


@pytest.mark.parametrize(
    "edit",
    [
        sheet_edit("A1", "别的文字", "无"),
        sheet_edit("C9", "文字", "无"),
        sheet_edit("A1", "文字", "无", sheet="没有"),
        CellEdit(Place(3, 4), "文字", "无"),
        CellEdit(Place(), "", "无"),
        sheet_edit("B1", "", "无"),
    ],
    ids=str,
)
def test_edits_that_do_not_fit_are_refused_each_with_a_reason(edit):
    data = excel.xlsx(excel.rows(["文字", None, "末"]))
    made = write_cells(data, "xlsx", [edit])
    assert made.data == data
    (refusal,) = made.refused
    assert refusal.edit == edit
    assert refusal.zh
    assert refusal.en


def test_two_edits_of_one_cell_are_refused_and_the_others_made():
    data = excel.xlsx(excel.rows(["甲", "乙"]))
    edits = [sheet_edit("A1", "甲", "丙"), sheet_edit("A1", "甲", "丁"), sheet_edit("B1", "乙", "戊")]
    made = write_cells(data, "xlsx", edits)
    assert len(made.refused) == 2
    assert sheet_texts(made.data) == {"Sheet1!A1": "甲", "Sheet1!B1": "戊"}


def test_merged_cells_hidden_columns_and_sheets_with_odd_names():
    quoted = "'表 1''s'"
    content = '<cols><col min="2" max="2" hidden="1"/></cols>' + excel.rows(["标题", "隐藏", "尾"], ["甲", "乙", "丙"])
    data = excel.xlsx(("表 1's", content + excel.merged("A1:B1")), ("表二", excel.rows(["甲"])))
    edits = [
        sheet_edit("A1", "标题", "题目", quoted),
        sheet_edit("C2", "丙", "丁", quoted),
        sheet_edit("A1", "甲", "己", "表二"),
    ]
    made = write_cells(data, "xlsx", edits)
    assert not made.refused
    changed = {f"{quoted}!A1": "题目", f"{quoted}!C2": "丁", "表二!A1": "己"}
    assert sheet_texts(made.data) == sheet_texts(data) | changed


def test_cells_without_addresses_are_counted_as_the_reader_does():
    texts = "".join(f"<c t='inlineStr'><is><t>{text}</t></is></c>" for text in "一二")
    content = f"<sheetData><row>{texts}</row></sheetData>"
    made = write_cells(excel.xlsx(content), "xlsx", [sheet_edit("B1", "二", "三")])
    assert sheet_texts(made.data) == {"Sheet1!A1": "一", "Sheet1!B1": "三"}


def test_characters_that_xml_cannot_hold_are_escaped_as_excel_does():
    data = excel.xlsx(excel.rows(["甲", "_x000D_乙 丙"]))
    made = write_cells(data, "xlsx", [sheet_edit("A1", "甲", "甲\x01_x0041_\n行")])
    assert not made.refused
    assert sheet_texts(made.data)["Sheet1!A1"] == "甲\x01_x0041_\n行"


def test_what_openpyxl_writes_stays_but_for_the_cell():
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "指标值", "≧95%"
    sheet.merge_cells("A2:B3")
    sheet.row_dimensions[1].height = 30
    out = io.BytesIO()
    book.save(out)
    made = write_cells(out.getvalue(), "xlsx", [sheet_edit("B1", "≧95%", "≥95%", "Sheet")])
    only_changed(out.getvalue(), made.data, "xl/worksheets/sheet1.xml")
    assert load_workbook(io.BytesIO(made.data)).active["B1"].value == "≥95%"
    before, after = (canonical(one, "xl/worksheets/sheet1.xml") for one in (out.getvalue(), made.data))
    assert after == before.replace("≧", "≥")


@settings(max_examples=40)
@given(st.lists(st.text(st.sampled_from("甲乙 95％%\n_x0041_&<"), max_size=8), min_size=1, max_size=3), st.data())
def test_any_text_may_become_any_other(texts, data):
    runs = "".join(f'<r><t xml:space="preserve">{excel.escape(text)}</t></r>' for text in texts)
    file = excel.xlsx(excel.rows(['<c t="s"><v>0</v></c>', "边"]), strings=[f"<si>{runs}</si>"])
    before = sheet_texts(file).get("Sheet1!A1")
    if not before:
        return
    after = data.draw(st.text(st.sampled_from("甲乙丙 95％%\n_x0041_&<"), min_size=1, max_size=12).filter(str.strip))
    made = write_cells(file, "xlsx", [sheet_edit("A1", before, after)])
    assert not made.refused
    assert sheet_texts(made.data) == {
        key: text for key, text in {"Sheet1!A1": after.strip(), "Sheet1!B1": "边"}.items() if text
    }


# -- documents


def test_a_run_of_a_word_cell_changes_and_keeps_its_looks():
    inner = f"<w:p><w:pPr/>{word.run('≥', '<w:b/>')}{word.run('95％以上', '<w:i/>')}{word.run('。')}</w:p>"
    data = word.docx(
        word.par("标题") + word.table(word.row(word.cell("甲"), word.cell(inner=inner)), grid=[5000, 5000])
    )
    made = write_cells(data, "docx", [table_edit(1, 2, "≥95％以上。", "≥95%以上。")])
    assert not made.refused
    only_changed(data, made.data, "word/document.xml")
    before, after = (canonical(one, "word/document.xml") for one in (data, made.data))
    assert after == before.replace("95％以上", "95%以上")


def test_a_text_over_several_runs_goes_into_the_first_that_changes():
    inner = f"<w:p>{word.run('9')}{word.run('5', '<w:b/>')}{word.run('百分')}{word.run('之')}</w:p>"
    data = word.docx(word.table(word.row(word.cell(inner=inner)), grid=[5000]))
    made = write_cells(data, "docx", [table_edit(1, 1, "95百分之", "95%")])
    assert table_texts(made.data) == {(1, 1, 1): "95%"}
    text = zipfile.ZipFile(io.BytesIO(made.data)).read("word/document.xml").decode()
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">5</w:t>' in text
    assert '<w:t xml:space="preserve">%</w:t>' in text


def test_places_are_those_of_the_reader_in_merged_nested_and_deleted_rows():
    inner = word.table(word.row(word.cell("内")), grid=[2000])
    body = word.par("上") + word.table(
        word.row(word.cell("并", span=2, merge="r"), word.cell("右")),
        word.row(word.cell("删")).replace("<w:trPr>", "<w:trPr><w:del/>"),
        word.row(word.cell("", span=2, merge="c"), word.cell(inner=word.par("外") + inner + word.par("后"))),
        word.row(word.cell("一"), word.cell("二"), word.cell("三")),
        grid=[3000, 3000, 3000],
    )
    data = word.docx(body)
    texts = table_texts(data)
    assert texts[1, 2, 3] == "外\n后"
    edits = [table_edit(1, 3, "右", "右一"), table_edit(3, 2, "二", "二二"), table_edit(1, 1, "内", "内里", 2)]
    made = write_cells(data, "docx", [*edits, table_edit(2, 3, "外\n后", "外\n後")])
    assert not made.refused
    assert table_texts(made.data) == texts | {
        (1, 1, 3): "右一",
        (1, 3, 2): "二二",
        (2, 1, 1): "内里",
        (1, 2, 3): "外\n後",
    }


@pytest.mark.parametrize(
    ("inner", "before", "after"),
    [
        (f"<w:p>{word.run('上')}<w:r><w:br/></w:r>{word.run('下')}</w:p>", "上\n下", "上下"),
        (word.par("上") + word.par("下"), "上\n下", "上下"),
        (word.par("上"), "上", "上\n下"),
        (word.par("上"), "上", "上\x00"),
        (f"<w:p>{word.run('10')}{word.run('4', RAISED)}</w:p>", "10⁴", "104"),
        (word.par("上"), "不对", "对"),
        (word.par(""), "", "对"),
    ],
)
def test_what_cannot_be_changed_in_a_word_cell_is_refused(inner, before, after):
    data = word.docx(word.table(word.row(word.cell(inner=inner), word.cell("旁")), grid=[5000, 5000]))
    made = write_cells(data, "docx", [table_edit(1, 1, before, after), table_edit(1, 2, "旁", "边")])
    (refusal,) = made.refused
    assert refusal.edit.after == after
    assert table_texts(made.data) == table_texts(data) | {(1, 1, 2): "边"}


def test_list_numbers_are_no_text_of_the_cell():
    numbering = word.abstract(1, word.level(0, "%1.")) + word.num(1, 1)
    data = word.docx(
        word.table(word.row(word.cell(inner=word.par("≧5", word.numbered(1)))), grid=[5000]), numbering=numbering
    )
    (text,) = table_texts(data).values()
    made = write_cells(data, "docx", [table_edit(1, 1, text, text.replace("≧", "≥"))])
    assert not made.refused
    assert list(table_texts(made.data).values()) == [text.replace("≧", "≥")]


def test_comments_and_instructions_in_the_markup_stay():
    files = word.package(word.table(word.row(word.cell("甲")), grid=[5000]))
    files["word/document.xml"] = files["word/document.xml"].replace("<w:body>", "<!-- 说明 --><?mso 1?><w:body>")
    data = word.archive(files)
    made = write_cells(data, "docx", [table_edit(1, 1, "甲", "乙")])
    before, after = (canonical(one, "word/document.xml") for one in (data, made.data))
    assert after == before.replace("甲", "乙")
    assert "<!-- 说明 --><?mso 1?>" in after


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"<w:document/>"])
def test_what_is_no_package_is_a_read_failure(form, data):
    with pytest.raises(ReadFailure):
        write_cells(data, form, [])


# -- damage and other shapes of packages


def test_strict_files_and_files_with_macros_are_changed_like_others():
    book = excel.xlsx(excel.rows(["甲"]), space=excel.STRICT, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
    made = write_cells(book, "xlsx", [sheet_edit("A1", "甲", "乙")])
    assert sheet_texts(made.data) == {"Sheet1!A1": "乙"}
    only_changed(book, made.data, "xl/worksheets/sheet1.xml")
    text = word.docx(word.table(word.row(word.cell("甲")), grid=[5000]), space=word.STRICT)
    assert table_texts(write_cells(text, "docx", [table_edit(1, 1, "甲", "乙")]).data) == {(1, 1, 1): "乙"}


@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_are_a_read_failure_or_come_out_as_asked(seed):
    chance = random.Random(seed)  # noqa: S311 - damage, not a secret
    book = excel.xlsx(
        excel.rows(['<c t="s"><v>0</v></c>', "乙"], [3]) + excel.merged("A1:A2"), strings=["甲"], more=TYPES
    )
    text = word.archive(word.package(word.par("题") + word.table(word.row(word.cell("甲")), grid=[5000])) | TYPES)
    files = {"xlsx": (book, sheet_edit("A1", "甲", "丁")), "docx": (text, table_edit(1, 1, "甲", "丁"))}
    for form, (data, edit) in list(files.items()) * 10:
        damaged = mutations.mutated(data, chance, [data])
        with suppress(ReadFailure):
            assert len(write_cells(damaged, form, [edit]).refused) < 2
        with suppress(ReadFailure):
            write_comments(damaged, form, [Comment((edit.place,), (Remark("一", "二"),))], date(2024, 1, 1))


def test_changes_on_both_sides_of_a_line_break_leave_it_alone():
    inner = word.par("甲 95％") + f"<w:p>{word.run('乙')}<w:r><w:br/></w:r>{word.run('丙 80％')}</w:p>"
    data = word.docx(word.table(word.row(word.cell(inner=inner)), grid=[5000]))
    made = write_cells(data, "docx", [table_edit(1, 1, "甲 95％\n乙\n丙 80％", "甲95%\n乙\n丙80%")])
    assert not made.refused
    assert table_texts(made.data) == {(1, 1, 1): "甲95%\n乙\n丙80%"}
