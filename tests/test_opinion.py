"""The review opinion: a Word file in which every finding of a unit stands, for a person to finish and send."""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint import api
from kpilint.finding import Waiver
from kpilint.model import CELL_FIELDS, Document, Goal, Indicator, Place, Problem, Table
from kpilint.outputs import opinion
from kpilint.outputs.context import Context
from kpilint.outputs.opinion.filenames import file_names
from kpilint.outputs.opinion.opinions import message_parts, opinions_of
from kpilint.outputs.opinion.ordinals import ordinal
from kpilint.outputs.opinion.units import Unit, unit_name, units_of
from kpilint.outputs.opinion.words import SAYS
from kpilint.outputs.terminal import Style

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 3, 2)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HOSTILE = "=1+1<script>]]>&amp;\u202e\x00\x07\ud800\ufffe\U000e0001{name}；应%s"
BAD = Indicator("产出指标", "数量指标", "养护里程", "年内养护并验收的村道", "明显", "相关政策")
GOOD = Indicator("产出指标", "数量指标", "养护里程", "年内养护并验收的村道", "≥30公里", "云交发〔2024〕12号")
SCANNED = Problem("input/scanned", args={"pages": "1"})


def context(lang="zh"):
    return Context(Style(lang), "0.0.test", TODAY)


def table(project, *rows, unit="云岭县交通运输局", year=2025):
    return Table(
        title=f"{project}绩效目标表", project=project, unit=unit, year=year, indicators=rows,
        goals=(Goal("养护村道30公里"),), columns=frozenset(CELL_FIELDS), place=Place(1),
    )  # fmt: skip


def report(*documents, profile="national"):
    return api.check_documents(documents, api.Choice(profile))


def file_of(*tables, path="a.yaml", problems=()):
    return Document(path, "yaml", tables=tables, problems=problems)


def opened(made, lang="zh"):
    return docx.Document(io.BytesIO(opinion.render(made, context(lang))))


def words(document):
    """Return all text of a document, as a reader goes through it."""
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def text_of(*documents, lang="zh"):
    return words(opened(report(*documents), lang))


def items(document):
    """Return the numbered opinions, as (heading above, text)."""
    heading, found = "", []
    for one in document.paragraphs:
        if one.style.name.startswith("Heading"):
            heading = one.text
        elif one.style.name == "List Number" and "［" in one.text:
            found.append((heading, one.text))
    return found


@pytest.fixture(scope="module")
def examples():
    return api.check([str(ROOT / "examples")])


# -- nothing is lost, nothing is said twice


def published(shared):
    return sorted(str(one) for one in (shared / "documents").iterdir())


def keys(findings):
    return Counter((one.seen.rule, one.seen.field, one.at.document, one.at.table, one.at.row) for one in findings)


def assert_every_finding_once(made):
    told = []
    for unit in units_of(made, "无"):
        said = opinions_of(made, unit, "zh")
        told += [entry.finding for one in [*said.open, *said.doubts, *said.waived] for entry in one.entries]
        told += [entry.finding for _, entry in said.crashes]
    assert keys(told) == keys(made.findings)
    counted = 0
    for _, text in items(opened(made)):
        number = re.search(r"共(\d+)处", text.rpartition("［")[2])
        counted += int(number[1]) if number else 1
    assert counted == sum(1 for _ in made.findings)


def test_every_finding_of_the_examples_is_said_exactly_once(examples):
    assert_every_finding_once(examples)


def test_every_finding_of_published_documents_is_said_exactly_once(shared):
    for path in published(shared):
        assert_every_finding_once(api.check([path]))


def test_what_opinions_cost_adds_up_to_what_the_tables_lost(examples):
    lost = sum(10_000 - one.score.hundredths for one in examples.tables if one.score.hundredths is not None)
    costs = [re.search(r"扣([\d.]+)分", text.rpartition("［")[2]) for _, text in items(opened(examples))]
    assert sum(round(float(one[1]) * 100) for one in costs if one) == lost


def test_each_message_stands_in_the_file_word_by_word(examples):
    text = words(opened(examples))
    for one in examples.findings:
        problem, advice = message_parts(examples, one, "zh")
        assert problem.rstrip("。") in text
        assert advice in text


@settings(max_examples=20)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["养护里程", "合格率", "数量"]), st.sampled_from(["≥30公里", "明显", "95"])),
            max_size=4,
        ),
        max_size=4,
    ),
    st.sampled_from(["", "云岭县水利局", "405001云岭县水利局"]),
)
def test_any_tables_are_told_whole(tables, unit):
    made = [
        table(f"项目{at % 2}", *(replace(GOOD, name=name, value=value) for name, value in rows), unit=unit)
        for at, rows in enumerate(tables)
    ]
    assert_every_finding_once(report(file_of(*made)))


# -- what the opinion says


def test_the_form_has_all_items_with_machine_scores_and_blanks_for_a_person():
    made = report(file_of(table("甲", BAD), table("乙", GOOD)))
    form = opened(made).tables[0]
    cells = [[cell.text for cell in row.cells] for row in form.rows]
    by_item = {row[1].partition("\n")[0]: row for row in cells[1:9]}
    assert list(by_item) == [one.name for one in made.model.items]
    for name in ("实现可能性", "条件充分性"):
        assert by_item[name][3:] == ["需人工", "", ""]
    first, second = (one.score.items[3] for one in made.tables)
    mean = sum(15 * (one.full - one.lost) / one.full for one in (first, second)) / 2
    assert float(by_item["指标科学性"][3]) == pytest.approx(mean, abs=0.006)
    assert "□优" in cells[11][0]
    assert cells[12][0].startswith("总体意见：")
    assert "签字" in cells[13][0]


def test_a_fault_of_several_projects_is_said_once_and_names_them():
    found = items(opened(report(file_of(table("甲", BAD), table("乙", BAD, GOOD)))))
    of_basis = [(heading, text) for heading, text in found if "basis/generic" in text]
    assert len(of_basis) == 1
    heading, text = of_basis[0]
    assert "共性问题" in heading
    assert "项目1“甲”" in text
    assert "项目2“乙”" in text
    assert "共2处" in text


def test_rows_with_the_same_fault_make_one_opinion_with_all_places():
    rows = [replace(BAD, name=f"养护里程{at}", place=Place(10 + at)) for at in range(3)]
    found = [text for _, text in items(opened(report(file_of(table("甲", *rows))))) if "vague/slogan-value" in text]
    assert len(found) == 1
    assert all(f"{10 + at}" in found[0] for at in range(3))


def test_faults_that_one_change_puts_right_are_one_opinion():
    rows = [replace(BAD, basis=basis, place=Place(at)) for at, basis in ((11, "相关政策"), (12, "工作要求"))]
    found = [text for _, text in items(opened(report(file_of(table("甲", *rows))))) if "basis/generic" in text]
    assert len(found) == 1
    assert found[0].count("修改意见：") == 1
    assert "“相关政策”" in found[0]
    assert "“工作要求”" in found[0]


def test_the_worst_opinion_comes_first():
    rows = [replace(BAD, value="××", place=Place(20)), BAD]
    first = items(opened(report(file_of(table("甲", *rows)))))[0][1]
    assert "必改" in first


def test_doubtful_findings_stand_apart(examples):
    doubtful = {one.seen.rule for one in examples.findings if one.seen.confidence == "low"}
    assert doubtful
    for heading, text in items(opened(examples)):
        rule = re.split("[，［]", text.removesuffix("］"))[-1]
        assert ("请核实" in heading) == (rule in doubtful), text


def waived(made, reason="县政府另有规定", until=date(2026, 12, 31)):
    first = made.documents[0]
    one = first.tables[0]
    at = next(entry.index for entry in one.entries if entry.lost)
    excused = replace(one.score, hundredths=one.score.hundredths + 500, grade="良")
    changed = replace(one, waived={at: Waiver(reason, "kpilint.yaml", Place(3), until)}, excused=excused)
    return replace(made, documents=(replace(first, tables=(changed, *first.tables[1:])), *made.documents[1:]))


def test_accepted_exceptions_are_listed_with_their_reason_and_both_scores_are_shown():
    made = waived(report(file_of(table("甲", BAD, GOOD))))
    document = opened(made)
    found = [text for heading, text in items(document) if heading.endswith("已接受的例外")]
    assert len(found) == 1
    assert "接受理由：县政府另有规定" in found[0]
    assert "有效期至2026年12月31日" in found[0]
    score, accepted = made.documents[0].tables[0].score, made.documents[0].tables[0].accepted
    text = words(document)
    assert f"{score.hundredths / 100:.2f}" in text
    assert f"{accepted.hundredths / 100:.2f}" in text


def test_findings_of_the_baseline_stay_and_are_marked():
    made = report(file_of(table("甲", BAD)))
    first = made.documents[0]
    one = replace(first.tables[0], known=frozenset(range(len(first.tables[0].findings))))
    made = replace(made, documents=(replace(first, tables=(one,)),))
    assert all("已列入基线" in text for heading, text in items(opened(made)) if "请核实" not in heading)


def test_nothing_found_is_said_and_asks_for_no_change():
    made = api.check([str(ROOT / "examples" / "model.yaml")])
    text = words(opened(made))
    assert "没有发现需要修改的问题" in text
    assert "100.00" in text
    assert "重新报送" not in text
    assert "需人工评审" in text


def test_what_was_not_assessed_is_said_with_its_reason():
    whose = {"unit": "云岭县交通运输局", "year": 2025}
    unread = Document("乙.pdf", "pdf", problems=(SCANNED,), **whose)
    nothing = Document("丙.txt", "text", **whose)
    text = text_of(file_of(table("甲", BAD)), unread, nothing)
    assert "乙.pdf：" in text
    assert "input/scanned" in text
    assert "丙.txt：没有读到绩效目标表" in text


def test_a_crashed_rule_is_no_opinion_on_the_unit():
    made = report(file_of(table("甲", BAD)))
    first = made.documents[0]
    one = first.tables[0]
    seen = replace(one.findings[0].seen, rule="engine/rule-crashed", args={"rule": "a/b", "error": "坏了"})
    check = replace(one.check, findings=[replace(one.findings[0], seen=seen)])
    score = replace(one.score, hundredths=None, grade="", ledger=(), reason="crashed")
    made = replace(made, documents=(replace(first, tables=(replace(one, check=check, score=score),)),))
    document = opened(made)
    text = words(document)
    assert "未评分" in text
    assert "规则 a/b 运行出错（坏了）" in text
    assert not [heading for heading, _ in items(document) if "主要问题" in heading or "共性" in heading]


def test_nothing_at_all_still_makes_a_file():
    assert "审核意见" in words(opened(report()))
    unread = Document("乙.pdf", "pdf", problems=(SCANNED,))
    assert "乙.pdf" in words(opened(report(unread)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_have_the_same_words_with_the_same_blanks(lang):
    other = "en" if lang == "zh" else "zh"
    assert SAYS[lang].keys() == SAYS[other].keys()
    allowed = {"opening", "project"}
    for key, text in SAYS[lang].items():
        named = set(re.findall(r"\{(\w*)", text))
        assert key in allowed or named == set(re.findall(r"\{(\w*)", SAYS[other][key])), key


def test_the_english_opinion_has_no_chinese_of_its_own():
    english = Indicator("output", "quantity", "length", "km of road", "some", "policy")
    document = opened(report(file_of(table("road", english, unit="unit"))), "en")
    text = "\n".join(one.text for one in document.paragraphs if one.style.name != "List Number")
    assert not re.findall("[\u4e00-\u9fff]{2,}", text.replace("财预〔2015〕88号", "").replace("road绩效目标表", ""))


# -- wording


def test_a_message_is_parted_only_where_its_rule_turns():
    made = report(file_of(table("甲", BAD, replace(BAD, value="明显；应改"))))
    parts = [message_parts(made, one, "zh") for one in made.findings if one.seen.rule == "vague/slogan-value"]
    assert all(advice.startswith("应") for problem, advice in parts if "；应改" not in problem)
    assert all(not advice for problem, advice in parts if "；应改" in problem)


def test_parts_of_messages_are_the_message(examples):
    for one in examples.findings:
        problem, advice = message_parts(examples, one, "zh")
        assert examples.message(one, "zh") == (f"{problem}；{advice}" if advice else problem)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (22, "二十二"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (1005, "一千零五"), (10_000, "10000")],
)  # fmt: skip
def test_headings_count_in_chinese(number, expected):
    assert ordinal(number, "zh") == expected


# -- units


def test_each_unit_and_year_has_an_opinion_with_pages_of_its_own():
    made = report(
        file_of(table("甲", BAD), table("乙", GOOD, unit="清和县水利局")),
        file_of(table("丙", BAD), table("丁", BAD, year=2024), path="b.yaml"),
    )
    document = opened(made)
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]
    assert len(titles) == 3
    assert all("审核意见" in one for one in titles)
    sections = document.element.xpath("//w:sectPr")
    assert len(sections) == 3
    assert all(one.xpath("w:pgNumType/@w:start") == ["1"] for one in sections)


def test_a_units_code_is_no_part_of_its_name():
    assert unit_name("405001云岭县教育局") == "云岭县教育局"
    assert unit_name("405 云岭县教育局") == "云岭县教育局"
    assert unit_name("120急救中心") == "120急救中心"
    assert unit_name("405001") == "405001"
    made = report(file_of(table("甲", GOOD, unit="405001云岭县教育局"), table("乙", GOOD, unit="云岭县教育局")))
    assert [one.name for one in units_of(made, "")] == ["云岭县教育局"]


def test_a_table_without_a_year_is_of_the_one_year_of_its_unit():
    made = report(file_of(table("甲", GOOD), table("乙", GOOD, year=None)))
    assert [(one.year, len(one.projects)) for one in units_of(made, "")] == [(2025, 2)]


def test_files_without_a_unit_are_kept_apart():
    made = report(file_of(table("甲", GOOD, unit="")), file_of(table("乙", GOOD, unit=""), path="乙.yaml"))
    assert [one.name for one in units_of(made, "")] == ["", ""]
    assert [name for name, _ in opinion.by_unit(made, context())] == ["审核意见-a-2025.docx", "审核意见-乙-2025.docx"]


def test_a_file_for_each_unit_holds_what_the_whole_does(examples):
    files = dict(opinion.by_unit(examples, context()))
    whole = items(opened(examples))
    alone = [one for data in files.values() for one in items(docx.Document(io.BytesIO(data)))]
    assert sorted(text for _, text in alone) == sorted(text for _, text in whole)
    assert "审核意见-清和县农业农村局-2025.docx" in files


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_names_of_files_suit_every_system(names):
    made = file_names([Unit(one, 2025) for one in names], "zh")
    assert len({one.casefold() for one in made}) == len(made)
    for one in made:
        assert len(one.encode()) <= 255
        assert not set(one) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(char)[0] == "C" for char in one)


def test_the_command_writes_a_file_for_each_unit_into_a_folder(kpilint, tmp_path):
    done = kpilint("check", "examples/tables.yaml", "examples/model.yaml", "-f", "docx", "-o", f"{tmp_path}/意见/")
    assert done.returncode == 1, done.stderr.decode()
    made = sorted(one.name for one in (tmp_path / "意见").iterdir())
    assert made == ["审核意见-云岭县农业农村局-2025.docx", "审核意见-云岭县水利局-2025.docx"]


def test_formats_that_make_one_file_take_no_folder(kpilint, tmp_path):
    done = kpilint("check", "examples/model.yaml", "-f", "json", "-o", tmp_path)
    assert done.returncode == 2
    assert "docx" in done.stderr.decode()


def test_a_folder_is_not_watched_for_what_is_written_into_it(kpilint, tmp_path):
    done = kpilint("check", "examples/model.yaml", "-f", "docx", "-o", f"{tmp_path}/", "--watch")
    assert done.returncode == 2
    assert "--watch" in done.stderr.decode()


# -- the file


def test_equal_reports_make_equal_files(examples):
    first = opinion.render(examples, context())
    assert first == opinion.render(examples, context())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        assert b"2026-03-02" in archive.read("docProps/core.xml")
    assert docx.Document(io.BytesIO(opinion.render(examples, Context()))).core_properties.created.year == 1980


def test_the_paper_is_that_of_official_documents(examples):
    document = opened(examples)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    fonts = {
        name: document.styles[name].element.xpath("w:rPr/w:rFonts/@w:eastAsia")[0]
        for name in ("Title", "Heading 1", "Heading 2", "Body Text")
    }
    assert fonts == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体", "Body Text": "仿宋"}
    body = document.styles["Body Text"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    assert "— " in section.footer.paragraphs[0].text
    assert " PAGE " in "".join(section.footer._element.xpath(".//w:instrText/text()"))


def test_hostile_text_is_text():
    row = Indicator(*[HOSTILE] * 6)
    made = table(HOSTILE, row, row, unit=HOSTILE)
    document = opened(report(file_of(made, table(HOSTILE * 300, row, unit=HOSTILE), path=HOSTILE)))
    text = words(document)
    assert "<script>]]>&amp;" in text
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n" for char in text)
    for name, data in opinion.by_unit(report(file_of(made, path=HOSTILE)), context()):
        assert re.fullmatch(r"审核意见-[^/\\<>]+-2025\.docx", name)
        assert data.startswith(b"PK")


@given(st.text(max_size=60))
@settings(max_examples=20)
def test_any_text_makes_a_file_that_opens(text):
    row = replace(BAD, name=text, value=text, basis=text)
    assert opened(report(file_of(table(text, row, unit=text)))).paragraphs


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: the opinion is not opened in it")
@pytest.mark.slow
def test_libreoffice_opens_it(examples, tmp_path):
    (tmp_path / "意见.docx").write_bytes(opinion.render(examples, context()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path,
         tmp_path / "意见.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "意见.txt").read_text("utf-8-sig")
    assert "关于清和县农业农村局2025年度" in text
    assert text.count("项目支出绩效目标审核表") == len(units_of(examples, ""))
    assert "修改意见：" in text


def test_letters_go_by_county_and_year_of_the_folders_where_the_tables_do_not_say_them(tmp_path):
    text = (Path(__file__).parents[1] / "examples" / "tables.yaml").read_text("utf-8")
    text = text.replace("单位: 云岭县农业农村局\n", "单位: 农业农村局\n").replace("年度: 2025\n", "")
    places = ("白河市/云岭县/2024", "白河市/云岭县/2025", "白河市/清和县/2025")
    for place in places:
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "农业农村局.yaml").write_text(text, "utf-8")
    made = [name for name, _ in opinion.by_unit(api.check([str(tmp_path)]), Context(Style("zh")))]
    expected = ("云岭县农业农村局-2024", "云岭县农业农村局-2025", "清和县农业农村局-2025")
    assert made == [f"审核意见-{one}.docx" for one in expected]
