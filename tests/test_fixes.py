"""Fixes put cells right and nothing else: no finding is added, no score falls, a second run changes nothing."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint import api, examples
from kpilint.checking import Checker, Choice
from kpilint.fixes import spelling
from kpilint.fixes.advice import _once
from kpilint.fixes.change import applied
from kpilint.fixes.kinds import ANSWERS, IDS, PROPOSALS, SPELLINGS
from kpilint.fixes.propose import Wanted, proposals
from kpilint.fixes.settle import accept, settle
from kpilint.fixes.spots import cells
from kpilint.model import Document, Goal, Indicator, Place, Table
from kpilint.rulesets import all_rules
from kpilint.values import parse

ROOT = Path(__file__).resolve().parents[1]
CHECKER = Checker(Choice(select=("*",)).load())
COLUMNS = frozenset({"level1", "level2", "name", "description", "value", "basis"})
LABELLED = sorted((ROOT / "tests" / "data" / "labelled").glob("*.yaml"))


def judge(documents):
    return CHECKER.report([CHECKER.check(one, at) for at, one in enumerate(documents)])


def settled(*documents, wanted=Wanted()):  # noqa: B008 - frozen
    return settle(list(documents), judge, wanted, lambda _: True)


def document(*rows, goals=(), **head):
    indicators = tuple(
        Indicator(
            **row,
            place=Place(at, 1),
            cells=tuple(
                Place(at, n) if name in row else None for n, name in enumerate(Indicator.__struct_fields__[:6])
            ),
        )
        for at, row in enumerate(rows, 1)
    )
    goals = tuple(Goal(one, Place(900 + at, 1)) for at, one in enumerate(goals))
    table = Table(
        project="农村公路养护", indicators=indicators, columns=COLUMNS, goals=goals, parts=frozenset({"goals"}), **head
    )
    return Document("invented", "yaml", (table,))


def found(report):
    """What is found of any rule and confidence, anywhere."""
    return Counter((one.at, one.seen.rule, one.seen.field, one.seen.severity) for one in report.findings)


def scores(report):
    return [table.score.hundredths for one in report.documents for table in one.tables]


def assert_harmless(documents, after):
    before, then = judge(documents), judge(after.documents)
    assert not found(then) - found(before)
    assert all(
        new is None or new >= old for old, new in zip(scores(before), scores(then), strict=True) if old is not None
    )
    again = settle(after.documents, judge, Wanted(), lambda _: True)
    assert again.documents == after.documents
    assert again.changes == ()
    assert list(after.documents) == applied(documents, after.changes)


def fixed(field, text, **row):
    """The cell after the fixes of a row that has nothing else to fix."""
    whole = {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "养护里程",
        "description": "全年养护的公路里程",
        "value": "≥30公里",
        "basis": "云交发〔2024〕18号",
        **row,
        field: text,
    }
    return getattr(settled(document(whole)).documents[0].tables[0].indicators[0], field)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("≧30公里", "≥30公里"),
        ("⩾30公里", "≥30公里"),
        (">=30公里", "≥30公里"),
        ("＞＝30公里", "≥30公里"),
        ("≥３０公里", "≥30公里"),
        ("≥３．５公里", "≥3.5公里"),
        (" ≥ 30 公里 ", "≥30公里"),
        ("≥30\u200b公里", "≥30公里"),
        ("\u202e≥30公里", "≥30公里"),
        ("≥30公里\u3000", "≥30公里"),
        ("＝30公里", "=30公里"),
        ("﹥30公里", ">30公里"),
        ("大于等于30公里", "大于等于30公里"),
        ("≥30公里公里", "≥30公里"),
        ("10 20公里", "10 20公里"),
        ("≥30ｋｍ", "≥30km"),
    ],
)
def test_a_value_is_written_as_usual(before, after):
    assert fixed("value", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("≥95百分率", "≥95%"),
        ("≥95百分比", "≥95%"),
        ("≥９５％", "≥95%"),
        ("≥95%%", "≥95%"),
        ("≥95%百分比", "≥95%"),
        ("≥95相关文件", "≥95相关文件"),
        ("≥195%", "≥195%"),
        ("≥95", "≥95"),
        ("优 良 中 差", "优 良 中 差"),
    ],
)
def test_a_percentage_is_written_with_its_sign(before, after):
    assert (
        fixed("value", before, level2="质量指标", name="工程验收合格率", description="合格工程占全部工程的比例")
        == after
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("云交发【2024】18 号", "云交发〔2024〕18号"),
        ("云交发[2024]18号、云财社(2021)3号", "云交发〔2024〕18号、云财社〔2021〕3号"),
        ("云交发（2024）18号文件", "云交发〔2024〕18号文件"),
        ("云交发〔2024〕18号", "云交发〔2024〕18号"),
        ("《全民健身计划（2021—2025年）》", "《全民健身计划（2021—2025年）》"),
    ],
)
def test_the_year_of_a_document_number_stands_in_its_brackets(before, after):
    assert fixed("basis", before) == after


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("name", " 养护里程\t", "养护里程"),
        ("name", "里 程", "里程"),
        ("name", "桥梁 涵洞维修", "桥梁 涵洞维修"),
        ("level1", "产出 指标", "产出指标"),
        ("level2", "数 量 指 标", "数量指标"),
        ("description", "　　全年养护的\u200b里程  \n分段统计 ", "　　全年养护的里程\n分段统计"),
        ("description", "全年养护的里程\n", "全年养护的里程\n"),
    ],
)
def test_white_space_that_says_nothing_goes(field, before, after):
    assert fixed(field, before) == after


def test_the_value_of_a_row_whose_unit_has_a_column_is_put_right_there():
    row = Indicator(
        level1="产出指标", level2="质量指标", name="工程验收合格率", value="≧９５百分比", sign="≧", number="９５",
        measure="百分比", place=Place(1, 1),
    )  # fmt: skip
    table = Table(project="公路", indicators=(row,), columns=COLUMNS)
    after = settled(Document("invented", "yaml", (table,))).documents[0].tables[0].indicators[0]
    assert (after.sign, after.number, after.measure, after.value) == ("≥", "95", "%", "≥95%")


def test_thresholds_are_cells_too():
    row = Indicator(
        name="养护里程", value="≧30公里", grades=("≧30公里", "≧20公里", "≧10公里", "﹤10公里"), place=Place(1, 1)
    )
    after = settled(Document("invented", "yaml", (Table(indicators=(row,), columns=frozenset({"name", "grades"})),)))
    assert after.documents[0].tables[0].indicators[0].grades == ("≥30公里", "≥20公里", "≥10公里", "<10公里")
    assert after.documents[0].tables[0].indicators[0].value == "≥30公里"


def test_a_cell_that_several_rows_show_is_changed_once():
    place = Place(7, 3)
    rows = tuple(
        Indicator(name=name, value="≧3座", place=Place(at, 1), cells=(None, None, Place(at, 1), None, place, None))
        for at, name in enumerate(("新建桥梁座数", "新建涵洞座数"))
    )
    after = settled(Document("invented", "yaml", (Table(indicators=rows, columns=COLUMNS),)))
    assert len(after.changes) == 1
    assert [row.value for row in after.documents[0].tables[0].indicators] == ["≥3座", "≥3座"]


def test_kinds_can_be_chosen():
    whole = document({"name": "养护里程", "value": "≧ ３0公里"})
    only = settled(whole, wanted=Wanted(only=("value/operator",)))
    assert only.documents[0].tables[0].indicators[0].value == "≥ ３0公里"
    without = settled(whole, wanted=Wanted(ignore=("text/*",)))
    assert without.documents[0].tables[0].indicators[0].value == "≥ 30公里"
    assert Wanted(only=("value/*", "nonsense")).unknown == ("nonsense",)


def test_every_kind_has_words_and_answers_a_rule_or_is_spelling():
    assert all(one.title["zh"] and one.title["en"] for one in (*SPELLINGS, *ANSWERS, *PROPOSALS))
    assert {one.id for one in (*ANSWERS, *PROPOSALS)} <= set(all_rules())
    assert not {one.id for one in SPELLINGS} & set(all_rules())
    assert len(IDS) == len(set(IDS))


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ({"name": "案件结案后的信访率", "value": "≥95%"}, "≤5%"),
        ({"name": "疫苗接种剂次", "value": "5500"}, "5500剂次"),
        ({"name": "参保缴费率", "value": "≥195%"}, "≥95%"),
        ({"name": "公益岗位人数", "value": "23人数"}, "23人"),
        ({"name": "发放时间", "description": "自申请之日起不超过6个月", "value": "≤6个"}, "≤6个月"),
        ({"name": "补助资金", "value": "20万万元"}, "20万元"),
    ],
)
def test_what_changes_the_meaning_is_proposed_as_the_message_says(row, after):
    whole = document(row)
    now = settled(whole)
    assert now.documents[0] == whole
    assert [one.after for one in proposals(now.documents, now.report, Wanted()) if one.cell.field == "value"] == [after]


@pytest.mark.parametrize(
    "row",
    [
        {"name": "补助资金到位率", "value": "≥1.95"},
        {"name": "新建公厕数量", "value": "11"},
        {"name": "村民满意度", "value": "≥120%"},
        {"name": "施工工期", "value": "≤10个"},
        {"name": "参训人数", "value": "≥30万元"},
    ],
)
def test_an_example_in_a_message_is_no_proposal(row):
    now = settled(document(row))
    assert list(proposals(now.documents, now.report, Wanted())) == []


def test_a_basis_and_a_goal_are_proposed_where_the_message_gives_the_text():
    whole = document(
        {"name": "养护里程", "value": "30公里", "basis": "依据《劳动争议仲裁法》五十三条和云财社[18]21号"},
        goals=["1.目标内容1合计安排经费30万元，用于村庄绿化"],
    )
    now = settled(whole)
    after = [one.after for one in proposals(now.documents, now.report, Wanted())]
    assert "合计安排经费30万元，用于村庄绿化" in after
    assert "依据《劳动争议调解仲裁法》第五十三条和云财社[18]21号" in after
    assert "依据《劳动争议仲裁法》五十三条和云财社〔2018〕21号" in after


def test_a_fix_that_would_bring_another_fault_to_light_is_left_and_told():
    whole = document({"level2": "社会效益指标", "name": "促进社会和谐稳定", "value": "≥80百分率"})
    now = settled(whole)
    assert now.documents[0] == whole
    assert [(one.change.after, one.rule) for one in now.left] == [("≥80%", "vague/slogan-with-percent")]


def test_what_only_stands_beside_a_harmful_fix_is_made():
    rows = [{"level2": "质量指标", "name": f"第{at}批工程验收合格率", "value": "≧95%"} for at in range(3)]
    whole = document(*rows)

    def strict(documents):
        """As if the score fell with the second row, say for an exception that knows its cell as it was."""
        report = judge(documents)
        table = report.documents[0].tables[0]
        if documents[0].tables[0].indicators[1].value == "≧95%":
            return report
        worse = replace(table, excused=replace(table.score, hundredths=0))
        return replace(report, documents=(replace(report.documents[0], tables=(worse,)),))

    now = settle([whole], strict, Wanted(), lambda _: True)
    assert [row.value for row in now.documents[0].tables[0].indicators] == ["≥95%", "≧95%", "≥95%"]
    assert [(one.change.after, one.rule) for one in now.left] == [("≥95%", "")]


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda one: one.id)
def test_no_fix_of_an_example_adds_a_finding(rule):
    for example in (*(bad for bad, _ in rule.bad), *rule.good):
        documents = list(examples.subject_of(rule, example))
        assert_harmless(documents, settled(*documents))


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda one: one.id)
def test_no_proposal_for_an_example_adds_a_finding(rule):
    for example, _ in rule.bad:
        now = settled(*examples.subject_of(rule, example))
        for one in proposals(now.documents, now.report, Wanted()):
            after = accept(now, [one], judge)
            assert not found(after.report) - found(now.report)


@pytest.mark.parametrize("path", LABELLED, ids=lambda one: one.stem)
def test_no_fix_of_labelled_rows_adds_a_finding(path):
    documents = list(api.load_all(str(path)))
    assert_harmless(documents, settled(*documents))


def test_no_fix_of_published_documents_adds_a_finding(shared):
    documents = [one for path in sorted((shared / "documents").iterdir()) for one in api.load_all(str(path))]
    after = settled(*documents)
    assert len(after.changes) > 100
    assert_harmless(documents, after)


MESSES = st.sampled_from(
    [
        "≧{}",
        "＞＝{}",
        "{}百分率",
        "{}%%",
        "{} ",
        "\u200b{}",
        "≥ {}",
        "{}％",
        "{}万元元",
        "{}个个",
        "﹤{}",
        "{}相关文件",
        "{}\u3000",
        "{}",
        "1{}",
        "{}百分比以上",
        "＝{}",
        "{} 个 ",
        "\ufeff{}",
        "{}天天",
    ]
)
FIGURES = st.sampled_from(
    ["95", "９５", "３０公里", "5 %", "12月底前", "无", "100", "优 良", "1:3", "3．5", "2025", "0"]
)
NAMES = st.sampled_from(
    [
        "工程验收合格率",
        "培训 人数",
        "群众投诉率",
        "养护里程",
        "经济效益",
        "数 量",
        "资金到位率",
        "提升幸福感",
        "设备采购成本",
        "服务对象满意度",
    ]
)
BASES = st.sampled_from(
    ["", "云财社【2024】18 号", "相关政策", "云交发[24]018号", "《预算法》第三条 ", "云财规﹝2018﹞21号"]
)
LEVELS = st.sampled_from(
    [
        ("产出指标", "数量指标"),
        ("产出 指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
        ("", ""),
    ]
)


@st.composite
def rows(draw):
    level1, level2 = draw(LEVELS)
    value = draw(MESSES).format(draw(FIGURES))
    return {
        "level1": level1,
        "level2": level2,
        "name": draw(NAMES),
        "description": draw(st.sampled_from(["", "按月统计 "])),
        "value": value,
        "basis": draw(BASES),
    }


@settings(max_examples=120)
@given(st.lists(rows(), min_size=1, max_size=5))
def test_no_fix_of_any_rows_adds_a_finding(made):
    whole = document(*made)
    assert_harmless([whole], settled(whole))


@given(st.text(max_size=40))
def test_spelling_never_changes_what_is_read_and_is_done_once(text):
    for spell in (spelling.trimmed, spelling.tidy, spelling.tight, spelling.half_width, spelling.usual_signs):
        once = spell(text)
        assert spell(once) == once
    tight = spelling.tight(spelling.trimmed(text))
    assert len(tight) <= len(text)
    assert parse(spelling.visible("≥95%\u200b")).number == 95


@given(st.text("a元b% 百分比率1_²", max_size=14))
def test_the_second_of_two_units_goes_whatever_stands_before(text):
    found = re.search(r"(%)(?:%|百分比|百分率|百分数)$|([^\W\d_]*?([^\W\d_]+))\3$", text)
    assert _once(text) == (text if found is None else text[: found.end(1)] if found[1] else text[: found.end(2)])


@pytest.mark.parametrize("fix", [spelling.trimmed, spelling.tidy, spelling.tight, spelling.closed_up, _once])
@pytest.mark.parametrize("text", ["≥{}公里", "数 量{}量", "≥ 9{}\n"])
@pytest.mark.parametrize("run", [" ", "　 ", "≥ ", "数 ", "率", "元公里"])
def test_long_runs_take_no_longer_than_their_length(fix, text, run):
    begun = time.perf_counter()
    fix(text.format(run * 40_000))
    assert time.perf_counter() - begun < 3  # as their square: half a minute and more


def test_every_cell_is_found_once():
    whole = document({"name": "甲", "value": "≥3座"}, {"name": "乙", "value": "≥3座"}, goals=["一", "二"])
    held = cells(whole)
    assert [one.text for one in held] == ["一", "二", "甲", "≥3座", "乙", "≥3座"]
    assert replace(held[0]) == held[0]
