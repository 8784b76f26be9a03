"""The HTML page as a document: what stands in it, where, in which languages, and that text stays text."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

import html_reports as made
from kpilint import api
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.model import BrokenRow, Goal, OtherValue, Place, Problem
from kpilint.outputs.html import page as page_module
from kpilint.outputs.html import words
from kpilint.outputs.html.packed import PER_PACK, Insides, insides
from kpilint.outputs.html.text import shown

PACKAGE = Path(page_module.__file__).parent
EXAMPLES = Path(__file__).parents[1] / "examples"


def parsed(page):
    return html.document_fromstring(page)


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def spoken(element, lang):
    """Return the text of an element in one language."""
    copy = html.fromstring(html.tostring(element, encoding="unicode"))
    other = "en" if lang == "zh" else "zh"
    for one in copy.xpath(f'.//*[@lang="{other}"]'):
        one.drop_tree()
    return text_of(copy)


@pytest.fixture(scope="module")
def report():
    return api.check([str(EXAMPLES)])


@pytest.fixture(scope="module")
def page(report):
    return made.page(report)


@pytest.fixture(scope="module")
def tree(page):
    return parsed(page)


@pytest.fixture(scope="module")
def attacked():
    return made.page(made.hostile())


@pytest.fixture(scope="module")
def by_id(tree):
    return {one.get("id"): one for one in tree.xpath("//*[@id]")}


def ids_of(report):
    """Return the id of each finding's note."""
    found = []
    for document in report.documents:
        found += [f"p{document.index}-{at}" for at, _ in enumerate(document.problems)]
        found += [f"f{document.index}-d-{one.index}" for one in document.entries]
        for table in document.tables:
            found += [f"f{document.index}-{table.index}-{one.index}" for one in table.entries]
    return found


def test_every_finding_stands_once(report, tree):
    notes = tree.xpath('//li[contains(concat(" ", @class, " "), " note ")]/@id')
    assert Counter(notes) == Counter(ids_of(report))


@pytest.mark.parametrize("name", ["page", "attacked"])
def test_ids_are_unique_and_links_lead_somewhere(name, request):
    tree = parsed(request.getfixturevalue(name))
    ids = Counter(tree.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    goals = tree.xpath("//a/@href")
    assert goals
    assert [one for one in goals if not one.startswith("#") or one[1:] not in ids] == []


def test_labels_and_headings_that_are_pointed_to_exist(tree):
    ids = set(tree.xpath("//@id"))
    for attribute in ("aria-labelledby", "aria-describedby", "for", "form"):
        assert set(tree.xpath(f"//@{attribute}")) <= ids


def test_messages_stand_in_both_languages(report, by_id):
    for document in report.documents:
        for table in document.tables:
            for one in table.entries:
                note = by_id[f"f{document.index}-{table.index}-{one.index}"]
                for lang in ("zh", "en"):
                    expected = " ".join(report.message(one.finding, lang).split())
                    assert expected in spoken(note, lang)


def test_every_lost_point_is_in_the_ledger(report, tree):
    for document in report.documents:
        for table in document.tables:
            body = tree.get_element_by_id(f"t{document.index}-{table.index}")
            losses = body.xpath('.//table[contains(@class, "ledger")]/tbody//td[@class="num"]')
            lines = [int(one.text.replace(".", "")) for one in losses]
            assert sum(lines) == 10_000 - table.score.hundredths
            goals = body.xpath('.//table[contains(@class, "ledger")]/tbody//a/@href')
            assert len(goals) == len(lines) == len(table.score.ledger)
            if lines:
                assert f"100 − {table.score.hundredths / 100:.2f} = {sum(lines) / 100:.2f}" in text_of(body)


def test_marks_in_cells_and_findings_beside_them_lead_to_each_other(tree, by_id):
    for note in tree.xpath('//li[starts-with(@id, "f")]'):
        links = note.xpath('./a[contains(@class, "sev")]/@href')
        if links:
            cell = by_id[links[0][1:]]
            assert f"#{note.get('id')}" in cell.xpath(".//a/@href")


def test_the_form_has_its_own_columns_and_merged_levels():
    rows = [
        made.row("管网长度", "30公里"),
        made.row("水质", "95%", "质量指标"),
        made.row("满意度", "90%", "满意度", "满意度指标"),
    ]
    tree = parsed(made.page(made.report_of(made.table(*rows))))
    form = tree.xpath('//table[@class="form rows"]')[0]
    assert [spoken(one, "zh") for one in form.xpath(".//thead/th|.//thead/tr/th")][:6] == [
        "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据",
    ]  # fmt: skip
    assert [one.get("rowspan") for one in form.xpath('.//td[contains(@class, "level1")]')] == ["2", None]
    assert len(form.xpath('.//td[contains(@class, "level2")]')) == 3


def test_split_values_grades_other_values_and_broken_rows_are_drawn():
    split = made.table(
        made.row("管网长度", "≥30公里", sign="≥", number="30", measure="公里", others=(OtherValue("上年值", "25"),)),
        columns=made.COLUMNS | {"sign", "measure", "others"}, broken=(BrokenRow("合格率 95% 质量指标", Place(40)),),
    )  # fmt: skip
    graded = made.table(
        made.row("管网长度", "≥95%", grades=("≥95%", "≥90%", "≥80%", "<80%")), columns=made.COLUMNS | {"grades"}
    )
    tree = parsed(made.page(made.report_of(split, graded)))
    first, second = tree.xpath('//table[@class="form rows"]')
    heads = [spoken(one, "zh") for one in first.xpath(".//thead/tr/th")]
    assert heads[4:8] == ["指标性质", "指标值", "度量单位", "上年值"]
    cells = [(one.text or "") for one in first.xpath('.//tr[@id="r0-0-0"]/*')]
    assert cells[4:8] == ["≥", "30", "公里", "25"]
    assert "合格率 95% 质量指标" in text_of(first.get_element_by_id("h0-0-b0"))
    assert [spoken(one, "zh") for one in second.xpath(".//thead/tr/th")][4:8] == ["优", "良", "中", "差"]


def test_a_value_that_stands_in_its_parts_is_not_drawn_whole_as_well():
    parts = made.table(
        made.row("水质达标率", "≥195%", sign="≥", number="195", measure="%"),
        columns=made.COLUMNS - {"value"} | {"sign", "number", "measure"},
    )
    tree = parsed(made.page(made.report_of(parts)))
    heads = [spoken(one, "zh") for one in tree.xpath('//table[@class="form rows"]/thead/tr/th')]
    assert heads[4:8] == ["指标性质", "指标数值", "度量单位", "指标值确定依据"]
    assert [one.text for one in tree.xpath('//tr[@id="r0-0-0"]/*')][4:7] == ["≥", "195", "%"]


def test_a_finding_about_one_goal_marks_that_goal():
    goals = (Goal("1.解决12个村饮水安全", Place(5)), Goal("2.目标内容2", Place(6)))
    tree = parsed(made.page(made.report_of(made.table(made.row("管网长度"), goals=goals))))
    assert "目标内容2" in text_of(tree.get_element_by_id("h0-0-goals1"))


def test_exceptions_and_baseline_are_marked_with_their_reason_and_both_scores():
    report = made.excused(api.check([str(EXAMPLES / "tables.yaml")]), reason="经 <财政局> 同意")
    tree = parsed(made.page(report))
    table = report.documents[0].tables[0]
    note = tree.get_element_by_id("f0-0-0")
    assert "例外，至 2026-12-31 止：经 <财政局> 同意（写在 kpilint.yaml 3:1）" in spoken(note, "zh")
    assert "Exception until 2026-12-31" in spoken(note, "en")
    assert "已在基线中" in spoken(tree.get_element_by_id("f0-0-1"), "zh")
    body = spoken(tree.get_element_by_id("t0-0"), "zh")
    assert table.accepted.hundredths > table.score.hundredths
    assert f"计入例外后 {table.accepted.hundredths / 100:.2f}" in body
    assert "已接受的例外 3" in spoken(tree, "zh")


def test_what_was_not_assessed_is_said(tree):
    bare = made.table(made.row("管网长度"), columns=frozenset({"name"}), parts=frozenset())
    problems = [Problem("input/too-large", args={"what": "文件", "found": "9 MB", "limit": "5 MB"})]
    whole = parsed(made.page(made.report_of(bare, problems=problems)))
    assert "未能读取" in spoken(whole, "zh")
    assert "9 MB" in spoken(whole.get_element_by_id("p0-0"), "zh")
    shown_text = spoken(tree, "zh")
    assert "需人工评审、不在机审分数之内：实现可能性、条件充分性" in shown_text
    assert "需人工评审" in spoken(tree.get_element_by_id("t0-0"), "zh")
    assert "表中没有：" in shown_text


def test_a_crashed_rule_leaves_the_table_without_a_score():
    whole = made.report_of(made.table(made.row("管网长度")))
    document = whole.documents[0]
    one = document.tables[0]
    crash = Observation("engine/rule-crashed", Severity.ERROR, Confidence.HIGH, "", {"rule": "a/b", "error": "X: <y>"})
    check = replace(one.check, findings=(Finding(crash, Ref(0, 0)),), crashed={"unit/missing": 1})
    items = tuple(replace(item, full=0, lost=0) for item in one.score.items)
    score = replace(one.score, hundredths=None, grade="", items=items, ledger=(), reason="crashed")
    crashed = replace(document, tables=(replace(one, check=check, score=score),))
    body = spoken(parsed(made.page(replace(whole, documents=(crashed,)))).get_element_by_id("t0-0"), "zh")
    assert "未评分" in body
    assert "有规则运行出错，本表不给分数" in body
    assert "规则 a/b 运行出错（X: <y>）" in body
    assert "扣分明细" not in body


def test_text_stays_text(attacked):
    tree = parsed(attacked)
    assert len(tree.xpath("//script")) == 3
    assert tree.xpath("//img|//iframe|//object|//embed|//link|//base|//foreignObject") == []
    attributes = {name for element in tree.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert {one for one in attributes if one.startswith("on") or one in {"src", "srcdoc", "style", "action"}} == set()
    for attack in made.ATTACKS[:8]:
        assert attack in text_of(tree.xpath("//main")[0])
    for hidden in ("\u202e", "\u200b", "\x00", "\x1b", "\u2028"):
        assert hidden not in attacked
    assert "aU+202EbU+200BcU+0000dU+001B[31meU+2028f" in text_of(tree)


def test_text_that_utf8_cannot_hold_does_not_stop_the_page():
    page = made.page(made.report_of(made.table(made.row("\ud800名"), title="\udfff")))
    page.encode()
    assert "U+D800" in page


@given(st.text())
def test_published_text_is_shown_whole_and_makes_no_element(text):
    inner = html.fragment_fromstring(f"<div>{shown(text)}</div>")
    assert {one.get("class") for one in inner.iter() if one.tag != "div"} <= {"ctl"}
    marks = "".join("" if one.get("class") else (one.text or "") for one in inner.iter())
    rest = marks + "".join(one.tail or "" for one in inner)
    kept = [char for char in text.replace("\t", " ") if char.isprintable()]
    assert [char for char in rest if char in set(kept)] == kept


def test_the_policy_allows_this_style_and_these_scripts_alone(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    hashed = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    }
    assert len(hashed) == 3
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashed
    rules = dict(one.strip().partition(" ")[::2] for one in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy


def test_nothing_is_asked_from_elsewhere(page):
    tree = parsed(page)
    assert tree.xpath("//@src|//link/@href") == []
    for name in ("page.css", "form.css", "phone.css", "print.css"):
        assert not re.search(r"url\(|@import", (PACKAGE / "assets" / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "licence", "words"),
    [("echarts.common.min.js", "LICENSE", "Apache License"), ("fflate.js", "LICENSE-fflate", "MIT License")],
)
def test_libraries_are_the_published_files(name, licence, words):
    told = (PACKAGE / "vendor" / "README.md").read_text("utf-8")
    data = (PACKAGE / "vendor" / name).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(data).hexdigest() in told
    assert words in (PACKAGE / "vendor" / licence).read_text("utf-8")
    assert b"</script" not in data.lower()


def test_what_is_inside_very_many_tables_is_packed_and_whole():
    views = [SimpleNamespace(key=f"0-{at}") for at in range(45)]
    whole = {one.key: f"<p>表{one.key}</p>" for one in views}
    assert insides(views, lambda one: whole[one.key]) == Insides(whole, ())
    found = insides(views, lambda one: whole[one.key], most=10)
    assert found.plain == {}
    assert len(found.packs) == -(-len(views) // PER_PACK)
    texts = [text for one in found.packs for text in json.loads(zlib.decompress(base64.b64decode(one)))]
    assert texts == list(whole.values())


def test_the_index_that_filters_use_is_complete_and_holds_no_markup(report, attacked, page):
    for text in (page, attacked):
        raw = re.search(r'id="index">(.*?)</script>', text, re.DOTALL)[1]
        assert not re.search("[<>&]", raw)
    index = json.loads(re.search(r'id="index">(.*?)</script>', page, re.DOTALL)[1])
    listed = [one[0] for one in index["loose"]] + [one[0] for table in index["tables"] for one in table["findings"]]
    assert Counter(listed) == Counter(ids_of(report))


def test_figures_beside_charts_add_up(report, tree):
    def column(name, at):
        return [int(one.text) for one in tree.xpath(f'//figure[@data-chart="{name}"]//tbody/tr/td[{at}]')]

    scored = sum(one.score.hundredths is not None for one in report.tables)
    assert sum(column("scores", 1)) == scored
    assert sum(column("grades", 1)) == len(list(report.tables))
    by_severity = Counter(one.seen.severity.value for one in report.findings)
    assert [sum(column("families", at)) for at in range(1, 5)] == [
        by_severity[one] for one in ("blocker", "error", "warning", "info")
    ]


def test_every_rule_found_is_explained_once(report, tree):
    rules = {one.seen.rule for one in report.findings if one.seen.rule in report.rules}
    told = tree.xpath('//details[@class="rule"]//summary/code/text()')
    assert sorted(told) == sorted(rules)
    for one in tree.xpath('//details[@class="rule"]'):
        assert len(spoken(one, "zh")) > 40
        assert len(spoken(one, "en")) > 40


def test_english_first_where_asked(report):
    tree = parsed(made.page(report, "en"))
    assert (tree.get("lang"), tree.get("data-lang")) == ("en", "en")
    assert tree.findtext(".//title") == "Performance target check"


def test_the_page_is_whole_without_tables_and_without_documents():
    assert "没有读到绩效目标表" in spoken(parsed(made.page(made.report_of())), "zh")
    assert parsed(made.page(api.check_documents([]))).xpath("//main")


def test_same_report_same_bytes():
    path = str(EXAMPLES / "tables.yaml")
    own = made.page(api.check([path]))
    program = (
        "import sys, html_reports as h; from kpilint import api; sys.stdout.write(h.page(api.check(sys.argv[1:])))"
    )
    tests = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "PYTHONPATH": tests},
    )  # fmt: skip
    assert done.stdout == own
    assert own.startswith("<!DOCTYPE html>")


def test_every_text_of_the_page_is_used():
    sources = "".join(
        one.read_text("utf-8")
        for one in (*PACKAGE.glob("*.py"), *PACKAGE.glob("templates/*"))
        if one.name != "words.py"
    )
    prefixes = ("state.", "term.", "budget.", "chart.", "duty.")
    unused = [key for key in words._SAID if f'"{key}"' not in sources and f"'{key}'" not in sources]
    assert [key for key in unused if not key.startswith(prefixes)] == []
