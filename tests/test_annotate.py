"""Findings go into the county's own file as comments on its cells, and nothing else of the file changes."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment as Note

import docx_builder as word_builder
import excel_builder
from kpilint import api, cli
from kpilint.annotating.comments import comments_of
from kpilint.cli import annotate as command
from kpilint.finding import Waiver
from kpilint.model import Place
from kpilint.officefiles import Comment, Remark, write_comments
from published import excel, word
from published.page import Page, Text, drawn

HEAD = """
项目名称 | 种植户培训 | < | 预算数 | 20万元 | <
绩效目标 | 1.目标内容1 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
"""
ROWS = """
产出指标 | 数量指标 | 培训人数 | 培训种植户的人数 | ≧95％ | 相关政策
^ | 质量指标 | 参保缴费率 | 参保缴费人数占应参保人数的比率 | 1100% | 冀财规【2018】21号
^ | 时效指标 | 完成及时率 | 及时完成 | 良好 | 相关政策
效益指标 | 生态效益指标 | 节约资源，绿色办公 | 节约 | 显著提升 | 相关政策
满意度指标 | 服务对象满意度指标 | 群众投诉率 | 投诉率 | ≥95% | 相关政策
"""
DAY = date(2024, 5, 6)
W = f"{{{word_builder.W}}}"


def page():
    title = Text("云岭县农业农村局2024年项目绩效目标表", heading=True)
    return Page((title, Text("1.种植户培训绩效目标表", heading=True), drawn((HEAD + ROWS).strip())), "培训")


@pytest.fixture
def files(tmp_path):
    """The same table in both formats."""
    made = {"xlsx": tmp_path / "培训.xlsx", "docx": tmp_path / "培训.docx"}
    made["xlsx"].write_bytes(excel.xlsx([page()]))
    made["docx"].write_bytes(word.docx(page()))
    return made


def annotated(path, lang="zh"):
    report = api.check([str(path)])
    (made,) = api.annotated(report, [str(path)], lang, DAY)
    assert not made.refused
    return made


def notes(data):
    """Return the notes of a workbook by address, sheet after sheet."""
    book = load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def remarks(data):
    """Return the comments of a Word document: what each is on, its author and its text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        name = next(one for one in archive.namelist() if re.fullmatch(r"word/comments\d*\.xml", one))
        comments = etree.fromstring(archive.read(name))
    found = []
    for one in comments:
        number = one.get(f"{W}id")
        start, end = ([mark for mark in document.iter(W + tag) if mark.get(f"{W}id") == number] for tag in
                      ("commentRangeStart", "commentRangeEnd"))  # fmt: skip
        assert len(start) == len(end) == 1
        assert [mark for mark in document.iter(W + "commentReference") if mark.get(f"{W}id") == number]
        assert list(document.iter()).index(start[0]) < list(document.iter()).index(end[0])
        holder = next(start[0].iterancestors(W + "tc"), start[0].getparent())
        on = "".join(holder.itertext())
        text = "\n".join("".join(p.itertext()) for p in one.iter(W + "p"))
        found.append((on, one.get(f"{W}author"), text))
    return found


def everything_said(path, lang="zh"):
    report = api.check([str(path)])
    return [report.message(one, lang) for one in report.findings]


def without_path(document):
    return api.check_documents([document]).documents[0].tables, document.problems


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_every_finding_is_in_a_comment_and_the_file_reads_as_before(form, files, tmp_path):
    made = annotated(files[form])
    told = notes(made.data).values() if form == "xlsx" else remarks(made.data)
    texts = [one.text if form == "xlsx" else one[2] for one in told]
    for message in everything_said(files[form]):
        assert sum(text.count(message) for text in texts) >= 1, message
    assert made.cells == len(texts)
    assert made.moved == 0
    (tmp_path / "之后").mkdir()
    after = tmp_path / "之后" / files[form].name
    after.write_bytes(made.data)
    before, now = (api.load(str(one)) for one in (files[form], after))
    assert (before.tables, before.problems) == (now.tables, now.problems)


def test_comments_stand_on_the_cells_that_they_are_about(files):
    sheet = notes(annotated(files["xlsx"]).data)
    assert "1100%" in sheet["培训!E7"].text
    assert "unit/rate-over-100" in sheet["培训!E7"].text
    assert "机审得分" in sheet["培训!A2"].text
    assert {one.author for one in sheet.values()} == {"kpilint"}
    on = {on: text for on, _, text in remarks(annotated(files["docx"]).data)}
    assert "unit/rate-over-100" in on["1100%"]
    assert "机审得分" in on["1.种植户培训绩效目标表"]


def test_the_score_comes_with_what_to_fix_first(files):
    report = api.check([str(files["xlsx"])])
    (table,) = report.tables
    text = notes(annotated(files["xlsx"]).data)["培训!A2"].text
    assert f"{table.score.hundredths / 100:.1f} 分" in text
    assert "先改以下" in text
    assert "需人工评审" in text
    assert report.model.id in text
    assert "machine score" in notes(annotated(files["xlsx"], "en").data)["培训!A2"].text


def test_points_in_comments_add_up_to_what_is_lost(files):
    (table,) = api.check([str(files["xlsx"])]).tables
    lost = re.findall(r"扣 ([\d.]+) 分；", "\n".join(one.text for one in notes(annotated(files["xlsx"]).data).values()))
    assert round(sum(float(one) for one in lost) * 100) == 10_000 - table.score.hundredths


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_annotating_again_replaces_what_kpilint_wrote(form, files, tmp_path):
    once = annotated(files[form])
    again = tmp_path / "二" / files[form].name
    again.parent.mkdir()
    again.write_bytes(once.data)
    assert annotated(again).data == once.data


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_only_the_parts_for_comments_change(form, files):
    before, after = (
        zipfile.ZipFile(io.BytesIO(one)) for one in (files[form].read_bytes(), annotated(files[form]).data)
    )
    assert after.testzip() is None
    assert after.namelist()[: len(before.namelist())] == before.namelist()
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    if form == "xlsx":
        added = {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"}
        assert changed == {"[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    else:
        added = {"word/comments1.xml"}
        assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert set(after.namelist()) - set(before.namelist()) == added


# -- comments of others


def test_notes_of_others_stay_and_share_the_cell(files, tmp_path):
    book = load_workbook(files["xlsx"])
    sheet = book.active
    sheet["E7"].comment = Note("请核对分母", "张三")
    sheet["C6"].comment = Note("另一条", "李四")
    theirs = tmp_path / "有批注.xlsx"
    book.save(theirs)
    made = annotated(theirs)
    after = notes(made.data)
    assert after["培训!E7"].text.startswith("请核对分母")
    assert "unit/rate-over-100" in after["培训!E7"].text
    assert after["培训!E7"].author == "张三"
    assert after["培训!C6"].text == "另一条"
    shapes = zipfile.ZipFile(io.BytesIO(made.data))
    (drawing,) = [shapes.read(name).decode() for name in shapes.namelist() if name.endswith(".vml")]
    assert len(re.findall(r'ObjectType=["\']Note', drawing)) == len(after)
    etree.fromstring(drawing)
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == len(numbers)
    again = tmp_path / "再.xlsx"
    again.write_bytes(made.data)
    assert {at: one.text for at, one in notes(annotated(again).data).items()} == {
        at: one.text for at, one in after.items()
    }


def test_what_kpilint_wrote_goes_when_the_cell_is_right():
    data = excel_builder.xlsx(excel_builder.rows(["甲", "乙"]), more=TYPES)
    place = Place(anchor="Sheet1!A1")
    once = write_comments(data, "xlsx", [Comment((place,), (Remark("标题", "内容"),))], DAY)
    gone = write_comments(once.data, "xlsx", [], DAY)
    archive = zipfile.ZipFile(io.BytesIO(gone.data))
    assert b"<comment " not in archive.read("xl/comments1.xml")
    assert b"<v:shape " not in archive.read("xl/drawings/vmlDrawing1.vml")


TYPES = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}


def test_the_drawing_goes_where_the_schema_wants_it():
    content = excel_builder.rows(["甲"]) + '<pageMargins/><drawing r:id="d"/><tableParts/><extLst/>'
    data = excel_builder.xlsx(content, more=TYPES)
    made = write_comments(data, "xlsx", [Comment((Place(anchor="Sheet1!A1"),), (Remark("一"),))], DAY)
    text = zipfile.ZipFile(io.BytesIO(made.data)).read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<drawing r:id="d"/><legacyDrawing r:id="rId\d+"/><tableParts/><extLst/>', text)


def test_a_drawing_that_is_no_xml_is_kept_as_it_is():
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="o" xmlns:x="x"><o:shapelayout><o:idmap v:ext="edit" '
        'data="1"/></o:shapelayout><v:shape id="_x0000_s2047"><v:textbox><div>按钮<br>第二行</div></v:textbox>'
        '<x:ClientData ObjectType="Button"></x:ClientData></v:shape></xml>'
    )
    rels = excel_builder.RELS.format(excel_builder.relation("v", "vmlDrawing", "../drawings/a.vml"))
    more = TYPES | {"xl/drawings/a.vml": vml, "xl/worksheets/_rels/sheet1.xml.rels": rels}
    data = excel_builder.xlsx(excel_builder.rows(["甲"]) + '<legacyDrawing r:id="v"/>', more=more)
    made = write_comments(data, "xlsx", [Comment((Place(anchor="Sheet1!A1"),), (Remark("一"),))], DAY)
    after = zipfile.ZipFile(io.BytesIO(made.data)).read("xl/drawings/a.vml").decode()
    assert vml.removesuffix("</xml>").replace('data="1"', 'data="1,2"') in after
    assert '_x0000_s2048"' in after
    assert after.count("<legacyDrawing") == 0


def test_threads_get_an_answer_and_keep_what_they_have():
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    main = excel_builder.MAIN
    rels = excel_builder.RELS.format(
        excel_builder.relation("c", "comments", "../comments1.xml")
        + f'<Relationship Id="t" Type="{kind}/threadedComment" Target="../threadedComments/t1.xml"/>'
    )
    links = excel_builder.relation("s1", "worksheet", "worksheets/sheet1.xml")
    links += f'<Relationship Id="p" Type="{kind}/person" Target="persons/person.xml"/>'
    said = 'ref="A1" dT="2024-01-01T00:00:00.00" personId="{Z}" id="{T}"'
    thread = f"<threadedComment {said}><text>谁填的？</text></threadedComment>"
    more = TYPES | {
        "xl/_rels/workbook.xml.rels": excel_builder.RELS.format(links),
        "xl/worksheets/_rels/sheet1.xml.rels": rels,
        "xl/comments1.xml": f'<comments xmlns="{main}"><authors><author>tc={{T}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[线程批注] 谁填的？</t></text></comment></commentList></comments>',
        "xl/threadedComments/t1.xml": f'<ThreadedComments xmlns="{space}">{thread}</ThreadedComments>',
        "xl/persons/person.xml": f'<personList xmlns="{space}"><person displayName="张三" id="{{Z}}"/></personList>',
    }
    data = excel_builder.xlsx(excel_builder.rows(["甲"]), more=more)
    once = write_comments(data, "xlsx", [Comment((Place(anchor="Sheet1!A1"),), (Remark("一", "二"),))], DAY)
    text = zipfile.ZipFile(io.BytesIO(once.data)).read("xl/threadedComments/t1.xml").decode()
    assert thread in text
    assert 'parentId="{T}"' in text
    assert "<text>一\n二</text>" in text
    assert zipfile.ZipFile(io.BytesIO(once.data)).read("xl/persons/person.xml").decode().count("<person ") == 2
    gone = write_comments(once.data, "xlsx", [], DAY)
    assert "parentId" not in zipfile.ZipFile(io.BytesIO(gone.data)).read("xl/threadedComments/t1.xml").decode()


def test_comments_of_others_in_word_stay_with_their_numbers():
    body = (
        '<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>标题</w:t></w:r><w:commentRangeEnd w:id="3"/>'
        '<w:r><w:commentReference w:id="3"/></w:r></w:p>'
        + word_builder.table(word_builder.row(word_builder.cell("甲")), grid=[5000])
    )
    files = word_builder.package(body) | TYPES
    theirs = '<w:comment w:id="3" w:author="张三"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
    files["word/comments.xml"] = f'<w:comments xmlns:w="{word_builder.W}">{theirs}</w:comments>'
    files["word/_rels/document.xml.rels"] = word_builder.rels(("comments", "comments.xml"))
    data = word_builder.archive(files)
    once = write_comments(data, "docx", [Comment((Place(1, 1, "", 1),), (Remark("一", "二\n三"), Remark("四")))], DAY)
    assert remarks(once.data) == [("标题", "张三", "请核"), ("甲", "kpilint", "一\n二\n三\n四")]
    assert theirs in zipfile.ZipFile(io.BytesIO(once.data)).read("word/comments.xml").decode()
    gone = write_comments(once.data, "docx", [], DAY)
    assert remarks(gone.data) == [("标题", "张三", "请核")]
    document = zipfile.ZipFile(io.BytesIO(gone.data)).read("word/document.xml").decode()
    assert document.count("commentReference") == 1


def test_answers_to_a_comment_that_goes_stay_as_comments():
    extended = "http://schemas.microsoft.com/office/word/2012/wordml"
    ids = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    own = '<w:comment w:id="0" w:author="kpilint"><w:p w14:paraId="00000001"/></w:comment>'
    reply = (
        '<w:comment w:id="1" w:author="张三"><w:p w14:paraId="00000002"><w:r><w:t>已改</w:t></w:r></w:p></w:comment>'
    )
    files = (
        word_builder.package(word_builder.par("标题"))
        | TYPES
        | {
            "word/comments.xml": f'<w:comments xmlns:w="{word_builder.W}" {ids}>{own}{reply}</w:comments>',
            "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{extended}">'
            '<w15:commentEx w15:paraId="00000001"/>'
            '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>',
            "word/_rels/document.xml.rels": word_builder.rels(
                ("comments", "comments.xml"), ("commentsExtended", "commentsExtended.xml")
            ),
        }
    )
    gone = zipfile.ZipFile(io.BytesIO(write_comments(word_builder.archive(files), "docx", [], DAY).data))
    assert "已改" in gone.read("word/comments.xml").decode()
    assert "kpilint" not in gone.read("word/comments.xml").decode()
    assert gone.read("word/commentsExtended.xml").decode().count("commentEx ") == 1
    assert "paraIdParent" not in gone.read("word/commentsExtended.xml").decode()


# -- places that are none


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_remarks_without_a_cell_go_to_the_next_best_place_and_say_where_they_belong(form, files):
    first = Place(anchor="培训!A1") if form == "xlsx" else Place(1, 1, "", 1)
    lost = Comment((Place(99, 99, "没有!ZZ9", 77), first), (Remark("一", "二", "位置：表77"),))
    made = write_comments(files[form].read_bytes(), form, [lost, Comment((), (Remark("三"),))], DAY)
    assert made.moved == 2
    told = [one.text for one in notes(made.data).values()] if form == "xlsx" else [one[2] for one in remarks(made.data)]
    assert any("位置：表77\n二" in text for text in told)
    assert any("三" in text for text in told)


def test_hostile_texts_cannot_break_the_file(files):
    text = "a\x00\x0b<b>&amp;]]>\u202e\ud800 _x0041_ =cmd|' /C calc'!A0 " + "长" * 40_000
    for form, place in (("xlsx", Place(anchor="培训!A1")), ("docx", Place(1, 1, "", 1))):
        made = write_comments(
            files[form].read_bytes(), form, [Comment((place,), (Remark("标题", text), Remark("二")))], DAY
        )
        archive = zipfile.ZipFile(io.BytesIO(made.data))
        for name in archive.namelist():
            if "comments" in name and name.endswith(".xml"):
                etree.fromstring(archive.read(name))
    assert (
        len(
            notes(
                write_comments(
                    files["xlsx"].read_bytes(), "xlsx", [Comment((), (Remark("长" * 30_000, text),))], DAY
                ).data
            )
        )
        == 1
    )


def test_comments_are_the_same_whatever_the_order_of_findings(files):
    report = api.check([str(files["xlsx"])])
    made = comments_of(report, report.documents[0], "zh")
    assert made == comments_of(report, report.documents[0], "zh")
    for comment in made[1:]:
        ranks = [("必改", "错误", "警告", "提示").index(one.heading[1:3]) for one in comment.remarks]
        assert ranks == sorted(ranks)


def test_accepted_exceptions_are_noted_with_their_reason_after_what_needs_doing(files):
    report = api.check([str(files["xlsx"])])
    one = report.documents[0].tables[0]
    reason = Waiver("上级统一口径", "kpilint.yaml", Place(3))
    excused = replace(one, waived={0: reason}, known=frozenset({1}), excused=replace(one.score, hundredths=9_000))
    changed = replace(report, documents=(replace(report.documents[0], tables=(excused,)),))
    made = comments_of(changed, changed.documents[0], "zh")
    assert "认可例外后 90.0 分" in made[0].remarks[0].heading
    told = [remark for comment in made[1:] for remark in comment.remarks]
    (waived,) = [remark for remark in told if remark.heading.startswith("［例外］")]
    assert "已作为例外接受：上级统一口径" in waived.text
    assert sum(remark.heading.startswith("［基线］") for remark in told) == 1
    assert len(told) == len(list(report.findings))


def test_a_large_sheet_takes_many_notes_with_numbers_of_their_own():
    book = Workbook()
    for row in range(1, 1500):
        book.active.cell(row, 1, "甲")
    out = io.BytesIO()
    book.save(out)
    comments = [Comment((Place(anchor=f"Sheet!A{row}"),), (Remark("一"),)) for row in range(1, 1500)]
    made = write_comments(out.getvalue(), "xlsx", comments, DAY)
    drawing = zipfile.ZipFile(io.BytesIO(made.data)).read("xl/drawings/vmlDrawing1.vml").decode()
    assert len(set(re.findall(r'id="_x0000_s(\d+)"', drawing))) == 1499
    assert 'data="1,2"' in drawing
    assert len(notes(made.data)) == 1499


# -- the command


class Done(NamedTuple):
    returncode: int
    stderr: str


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `kpilint annotate` in the folder of the files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KPILINT_LANG", "zh")
    monkeypatch.setattr("kpilint.console.prepare", lambda: None)

    def runs(*args):
        monkeypatch.setattr(sys, "argv", ["kpilint", "annotate", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return Done(end.value.code, capsys.readouterr().err)

    return runs


def test_the_command_writes_beside_the_file_and_never_over_what_it_did_not_make(files, tmp_path, run):
    before = files["xlsx"].read_bytes()
    done = run("培训.xlsx", "培训.docx")
    assert done.returncode == 0, done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"培训.xlsx", "培训.docx", "培训.审核.xlsx", "培训.审核.docx"}
    assert files["xlsx"].read_bytes() == before
    assert "培训.审核.xlsx" in done.stderr
    again = run(".")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert run(".", "--force").returncode == 0
    assert len(list(tmp_path.iterdir())) == 4


def test_several_files_go_into_a_folder_and_keep_their_own(files, tmp_path, run):
    for unit in ("甲局", "乙局"):
        (tmp_path / "报送" / unit).mkdir(parents=True)
        shutil.copy(files["docx"], tmp_path / "报送" / unit / "表.docx")
    done = run("报送", "-o", "审核/")
    assert done.returncode == 0, done.stderr
    made = sorted(one.relative_to(tmp_path).as_posix() for one in (tmp_path / "审核").rglob("*.docx"))
    assert made == ["审核/乙局/表.审核.docx", "审核/甲局/表.审核.docx"]


PARTS = st.lists(st.sampled_from(["..", ".", "甲", "乙"]), max_size=4)


@given(st.lists(PARTS.map(lambda parts: "/".join([*parts, "表.docx"])), min_size=1, max_size=4), st.booleans())
def test_what_goes_into_a_folder_never_goes_beside_it(paths, absolute):
    files = [str(Path.cwd() / one) if absolute else one for one in paths]
    for _, goal, _ in command._named(files, "审核/"):
        inside = Path(os.path.normpath(goal))
        assert inside.parts[0] == "审核"
        assert inside.name == "表.审核.docx"
        assert ".." not in goal.parts


def test_files_of_other_folders_go_into_the_folder_that_was_named(files, tmp_path, run, monkeypatch):
    for folder in ("in1", "work/in2"):
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(files["xlsx"], tmp_path / folder / "表.xlsx")
    monkeypatch.chdir(tmp_path / "work")
    before = set(tmp_path.rglob("*.xlsx"))
    done = run("../in1/表.xlsx", "in2/表.xlsx", "-o", "out/")
    assert done.returncode == 0, done.stderr
    made = {one.relative_to(tmp_path / "work" / "out").as_posix() for one in set(tmp_path.rglob("*.xlsx")) - before}
    assert made == {"in1/表.审核.xlsx", "work/in2/表.审核.xlsx"}


def test_files_of_two_drives_are_refused_together(files, tmp_path, run, monkeypatch):
    def drives(_):
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr(os.path, "commonpath", drives)
    done = run("培训.xlsx", "培训.docx", "-o", "out/")
    assert done.returncode == 2
    assert "不同的磁盘" in done.stderr
    assert len(list(tmp_path.iterdir())) == len(files)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["培训.xlsx", "-o", "培训.xlsx"], "输出文件就是输入文件"),
        (["培训.xlsx", "-o", "培训.docx"], "扩展名"),
        (["培训.xlsx", "培训.docx", "-o", "出.xlsx"], "应为文件夹"),
        (["没有.xlsx"], "找不到"),
        (["-"], "标准输入"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(args, said, files, tmp_path, run):
    done = run(*args)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(list(tmp_path.iterdir())) == len(files)


def test_other_formats_are_told_what_to_do(files, tmp_path, run):
    (tmp_path / "表.yaml").write_text(
        Path(__file__).parents[1].joinpath("examples/tables.yaml").read_text("utf-8"), "utf-8"
    )
    (tmp_path / "空.xlsx").write_bytes(excel.xlsx([Page((Text("无表"),), "空")]))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.write(files["docx"], "里面.docx")
    done = run("表.yaml", "空.xlsx", "坏.docx", "包.zip", "培训.docx")
    assert done.returncode == 4
    told = {one.split(": ", 2)[1]: one for one in done.stderr.splitlines() if one.count(": ") > 1}
    assert "kpilint check" in told["表.yaml"]
    assert "解压" in told["包.zip"]
    assert set(told) >= {"表.yaml", "空.xlsx", "坏.docx", "包.zip"}
    assert (tmp_path / "培训.审核.docx").exists()


SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_comments_survive_libreoffice(form, files, tmp_path):
    made = annotated(files[form])
    source = tmp_path / f"in.{form}"
    source.write_bytes(made.data)
    command = [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--convert-to", form]
    subprocess.run([*command, "--outdir", tmp_path / "out", source], check=True, capture_output=True, timeout=120)
    back = (tmp_path / "out" / f"in.{form}").read_bytes()
    if form == "xlsx":
        assert {at: one.text for at, one in notes(back).items()} == {
            at: one.text for at, one in notes(made.data).items()
        }
    else:
        assert sorted(remarks(back)) == sorted(remarks(made.data))
