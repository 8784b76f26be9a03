"""The family boilerplate: copies planted in many fields, near misses that stay clean, order, growth, hostile text."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint import api
from kpilint.engine import Engine
from kpilint.model import CELL_FIELDS, Document, Duty, Goal, Indicator, Table
from kpilint.rulesets import all_rules

ENGINE = Engine([one for one in all_rules().values() if one.family == "boilerplate"])
SHARED = Path(__file__).parents[3] / "shared" / "documents"
LEVELS = ("数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标")

FIELDS = {
    "农村公路养护": (
        ["修补油路坑槽的面积", "交工验收一次合格率", "汛前完成边沟清理的里程", "雨季断行的村道条数", "沿线村民满意度"],
        ["≥3000平方米", "≥98%", "≥120公里", "≤2条", "≥90%"],
        "全年修补坑槽3000平方米，汛前清理边沟120公里，雨季不断行",
    ),
    "校舍维修": (
        ["更换门窗的教室数", "屋面防水保修期内返修次数", "开学前交付的校舍数", "撤出危房上课的学生数", "师生满意度"],
        ["≥86间", "≤1次", "≥12所", "≥640人", "≥92%"],
        "开学前交付校舍12所，640名学生撤出危房",
    ),
    "孕产妇保健": (
        ["早孕建册人数", "产后访视规范填写率", "高危孕妇转诊时长", "孕产妇住院分娩率", "产妇满意度"],
        ["≥900人", "≥95%", "≤2小时", "≥99%", "≥95%"],
        "为900名孕妇建册，高危孕妇两小时内转诊到位",
    ),
    "饮水管网改造": (
        ["新换输水管道长度", "末梢水菌落总数达标次数", "停水抢修恢复时间", "告别苦咸水的户数", "用水户满意度"],
        ["≥18公里", "≥12次", "≤6小时", "≥1500户", "≥90%"],
        "更换管道18公里，1500户告别苦咸水",
    ),
    "玉米病虫害防治": (
        ["统防统治作业面积", "药剂残留检测合格批次", "草地贪夜蛾出现后处置时间", "挽回玉米产量", "种植户满意度"],
        ["≥4万亩", "≥30批次", "≤3天", "≥200吨", "≥90%"],
        "统防统治作业4万亩，虫情出现三天内处置",
    ),
    "禁毒宣传": (
        ["进校园讲座场数", "讲座后问卷平均分", "宣传月活动结束日期", "社区戒毒人员复吸人数", "听讲学生满意度"],
        ["≥40场", "≥85分", "6月30日前", "≤3人", "≥90%"],
        "举办讲座40场，复吸人数不超过3人",
    ),
    "秸秆离田": (
        ["打捆离田的地块面积", "打捆含土量", "翻耕前离田完成时间", "露天焚烧火点数", "农户满意度"],
        ["≥2.6万亩", "≤8%", "10月底前", "≤5个", "≥88%"],
        "打捆离田2.6万亩，火点不超过5个",
    ),
}
SHORT = [("数量指标", "培训人数", "≥100人"), ("质量指标", "资金到位率", "100%"), ("满意度指标", "群众满意度", "≥95%")]


def rows(names, values, descriptions=None):
    described = descriptions or [""] * len(names)
    return tuple(
        Indicator(level2=level, name=name, value=value, description=description)
        for level, name, value, description in zip(LEVELS, names, values, described, strict=False)
    )


def table(project, indicators=(), goals=(), **head):
    return Table(
        project=project, indicators=tuple(indicators), goals=tuple(map(Goal, goals)), columns=frozenset(CELL_FIELDS),
        parts=frozenset({"project", "goals", "purpose"}), **head,
    )  # fmt: skip


def of_field(project, **head):
    names, values, goal = FIELDS[project]
    return table(project, rows(names, values), [goal], **head)


def document(*tables, unit="云岭县财政局", year=2025, path="a.yaml"):
    return Document(path, "test", tuple(tables), unit=unit, year=year)


def findings(*documents):
    """Return rule, document, table and row of each finding with its arguments and other places."""
    return [
        (one.seen.rule.removeprefix("boilerplate/"), one.at, dict(one.seen.args), one.others)
        for checked in ENGINE.check(documents)
        for one in (*checked.findings, *(found for each in checked.tables for found in each.findings))
    ]


def rules_of(*documents):
    return {rule for rule, *_ in findings(*documents)}


def tables_of(rule, *documents):
    return {(at.document, at.table) for name, at, *_ in findings(*documents) if name == rule}


def doubled(text):
    """Change every figure."""
    return "".join(str((int(char) + 3) % 9 + 1) if char.isascii() and char.isdigit() else char for char in text)


OWN = [of_field(project) for project in FIELDS]
PAIRS = list(itertools.permutations(FIELDS, 2))


def test_tables_of_their_own_are_no_copies_of_one_another():
    assert findings(document(*OWN)) == []
    assert findings(*(document(one, unit=f"{place}局") for one, place in zip(OWN, "甲乙丙丁戊己庚", strict=True))) == []


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_table_and_goal_taken_over_by_another_project_are_found(source, target):
    names, values, goal = FIELDS[source]
    copied = table(target, rows(names, values), [goal])
    everything = document(*OWN, copied)
    at, spot = list(FIELDS).index(source), len(OWN)
    assert tables_of("copied-table", everything) == {(0, at), (0, spot)}
    assert tables_of("copied-goal", everything) == {(0, at), (0, spot)}


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_copy_with_other_figures_is_found(source, target):
    names, values, goal = FIELDS[source]
    copied = table(target, rows(names, map(doubled, values)), [doubled(goal)])
    pair = document(of_field(source), copied)
    assert tables_of("near-copied-table", pair) == {(0, 0), (0, 1)}
    assert tables_of("near-copied-goal", pair) == {(0, 0), (0, 1)}
    assert tables_of("copied-table", pair) == set()
    assert all("→" in args["difference"] for rule, _, args, _ in findings(pair) if rule == "near-copied-table")


@pytest.mark.parametrize("source", FIELDS)
@pytest.mark.parametrize("changed", range(5))
def test_a_copy_with_one_changed_name_is_found_and_the_words_are_shown(source, changed):
    names, values, _ = FIELDS[source]
    other = [name if at != changed else name[:-2] + "总共" for at, name in enumerate(names)]
    pair = document(of_field(source), table("业务系统运行维护", rows(other, values)))
    found = [(rule, args["difference"]) for rule, at, args, _ in findings(pair) if at.table == 1 and "table" in rule]
    assert [rule for rule, _ in found] == ["barely-changed-table"]
    said = [difference for _, difference in found]
    assert len(said) == 1
    assert "总共" in said[0]


@pytest.mark.parametrize("source", FIELDS)
def test_names_of_places_and_units_do_not_hide_a_copy_between_counties(source):
    names, values, goal = FIELDS[source]
    here = table(source, rows([f"云岭县{one}" for one in names], values), [f"云岭县财政局{goal}"])
    there = table(source, rows([f"白河市{one}" for one in names], map(doubled, values)), [f"白河市财政局{goal}"])
    both = (document(here), document(there, unit="白河市财政局"))
    assert tables_of("near-copied-between-documents", *both) == {(0, 0), (1, 0)}
    assert tables_of("text-copied-between-documents", *both) == {(0, 0), (1, 0)}


def test_exact_copies_are_found_whatever_else_differs():
    names, values, _ = FIELDS["农村公路养护"]
    goal = "农村公路养护农村公路维修及时到位"
    described = [
        table("农村公路维修养护", rows(names, values, ["列入年度计划并经乡镇逐段签字确认的部分"] * 5), [goal]),
        table(
            "桥梁检测", rows(names, values, [f"{at}、另有说明，以{name}为准" for at, name in enumerate(names)]), [goal]
        ),
    ]
    assert {"copied-table", "copied-goal"} <= rules_of(document(*described))


def test_each_finding_names_the_other_places():
    copies = document(*OWN[:3], *(table(f"{at}项目", OWN[0].indicators, []) for at in "甲乙"))
    for rule, at, args, others in findings(copies):
        assert rule == "copied-table"
        assert {one.table for one in others} == {0, 3, 4} - {at.table}
        assert args["count"] == "2"


def test_copies_in_other_documents_are_named_by_document():
    both = (document(OWN[0]), document(OWN[1]), document(table("水库值守", OWN[0].indicators), unit="白河县水利局"))
    found = {at.document: (args, others) for rule, at, args, others in findings(*both) if "between" in rule}
    assert set(found) == {0, 2}
    assert found[0][0]["unit"] == "白河县水利局"
    assert [(one.document, one.table) for one in found[2][1]] == [(0, 0)]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FIELDS)), st.sampled_from(list(FIELDS)), st.booleans()), min_size=2, max_size=8
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_the_order_of_tables_and_documents_changes_nothing(plan, made):
    tables = []
    for number, (project, source, other_figures) in enumerate(plan):
        names, values, goal = FIELDS[source]
        filled = map(doubled, values) if other_figures else values
        tables.append(table(project, rows(names, filled), [goal], title=f"{number}"))

    def seen(ordered, together):
        title = {at: one.title for at, one in enumerate(ordered)}

        def whose(ref):
            return title[ref.table if together else ref.document]

        apart = [document(one, path=one.title, unit=f"{one.title}县局") for one in ordered]
        return sorted(
            (rule, whose(at), sorted(map(whose, others)) if len(others) < 5 else args.get("count"))
            for rule, at, args, others in findings(*([document(*ordered)] if together else apart))
        )

    shuffled = tables.copy()
    made.shuffle(shuffled)
    assert seen(tables, True) == seen(shuffled, True)
    assert seen(tables, False) == seen(shuffled, False)


# One subsidy, several budgets.

SUBSIDIES = [
    ("2025年中央{}补助资金", "2025年省级{}补助资金", "{}县级配套资金"),
    (
        "云财社〔2024〕136号提前下达2025年中央财政{}补助资金预算",
        "云财社〔2024〕159号提前下达2025年省级{}补助资金",
        "2025年{}市级补助",
    ),
    ("{}补助资金（第一批）", "{}补助资金（第二批）", "{}补助资金（第三批）"),
]


@pytest.mark.parametrize("budgets", SUBSIDIES)
@pytest.mark.parametrize("thing", ["农村危房改造", "就业见习", "家庭医生签约", "小型水库维修养护"])
def test_one_subsidy_from_several_budgets_is_reported_as_such_and_only_so(budgets, thing):
    names, values, goal = FIELDS["校舍维修"]
    tables = [table(name.format(thing), rows(names, values), [goal]) for name in budgets]
    found = findings(document(*tables))
    assert {(rule, at.table) for rule, at, *_ in found} == {("one-subsidy-several-budgets", at) for at in range(3)}
    assert {args["count"] for _, _, args, _ in found} == {"2"}
    severities = {all_rules()[f"boilerplate/{rule}"].severity for rule, *_ in found}
    assert severities == {"info"}


def test_two_subsidies_of_one_budget_level_are_two_projects():
    names, values, _ = FIELDS["校舍维修"]
    tables = [table(name, rows(names, values)) for name in ("中央农村危房改造补助资金", "中央疫苗采购补助资金")]
    assert rules_of(document(*tables)) == {"copied-table"}


def test_one_project_of_many_schools_and_townships_is_one():
    names, values, goal = FIELDS["校舍维修"]
    schools = ("城关小学", "河东乡中心幼儿园", "北山镇", "第二中学")
    tables = [table(f"{school}取暖设备更新经费", rows(names, values), [goal]) for school in schools]
    assert rules_of(document(*tables)) == {"one-subsidy-several-budgets"}
    own = [table("取暖设备更新", rows(names, values), [goal], unit=f"云岭县{school}") for school in schools]
    assert rules_of(document(*own)) == {"one-subsidy-several-budgets"}


# Counties.


def of_counties(first, second, project="校舍维修", other=""):
    here, there = (document(table(name, one), unit=f"{place}教育局") for name, one, place in (
        (project, first, "云岭县"), (other or project, second, "白河县"),
    ))  # fmt: skip
    return findings(here, there)


def test_a_table_with_counts_of_its_own_is_not_the_same_in_two_counties_by_chance():
    own = OWN[1].indicators
    assert {rule for rule, *_ in of_counties(own, own)} == {"copied-between-documents"}
    assert {rule for rule, *_ in of_counties(own, own, other="食堂改造")} == {"copied-between-documents"}


def test_rates_and_standards_that_are_prescribed_are_only_a_note():
    names = ["家庭经济困难学生资助率", "寄宿生生活补助每生每年标准", "补助资金按学期发放及时率", "受助学生及家长满意度"]
    prescribed = rows(names, ["100%", "1250元", "100%", "≥95%"])
    assert {rule for rule, *_ in of_counties(prescribed, prescribed)} == {"near-copied-between-documents"}


# Years.


def test_last_years_table_handed_in_again_is_found_in_one_document_and_between_two():
    old, new = (of_field("校舍维修", year=year, unit="云岭县教育局") for year in (2024, 2025))
    assert tables_of("unchanged-since-last-year", document(old, new)) == {(0, 1)}
    both = (document(of_field("校舍维修"), year=2025), document(of_field("校舍维修"), year=2024))
    assert tables_of("unchanged-between-documents", *both) == {(0, 0)}
    assert not {"copied-between-documents", "near-copied-between-documents"} & rules_of(*both)


def test_a_year_with_figures_of_its_own_is_no_copy_of_last_years():
    names, values, goal = FIELDS["校舍维修"]
    new = table("校舍维修", rows(names, map(doubled, values)), [doubled(goal)], year=2025)
    assert rules_of(document(of_field("校舍维修", year=2024), new)) == set()


def test_only_the_year_in_a_value_may_differ():
    names, values, goal = FIELDS["禁毒宣传"]
    tables = [
        table("禁毒宣传", rows(names, [*values[:2], f"{year}年6月30日前", *values[3:]]), [goal], year=year)
        for year in (2023, 2024, 2025)
    ]
    found = [(at.table, args["before"]) for rule, at, args, _ in findings(document(*tables)) if "unchanged" in rule]
    assert found == [(1, "2023"), (2, "2024")]


# What is no copy.


@pytest.mark.parametrize("projects", [("焊工培训", "月嫂培训"), ("疫苗采购", "道路清扫")])
def test_short_rows_that_any_county_has_are_no_copies(projects):
    short = [Indicator(level2=level, name=name, value=value) for level, name, value in SHORT]
    filled = [
        table(one, [*short, *FIELD])
        for one, FIELD in zip(projects, (OWN[0].indicators, OWN[2].indicators), strict=True)
    ]
    assert findings(document(*filled)) == []
    assert findings(document(filled[0]), document(filled[1], unit="白河县局")) == []
    counties = [document(table("就业培训", short), unit=f"{place}县人社局") for place in "甲乙丙丁戊"]
    assert findings(*counties) == []


def test_formulas_are_the_same_everywhere():
    described = [
        "实际发放人数占应发放人数的比例",
        "被投诉的执法次数占执法总次数的比率",
        "实际到位资金÷计划到位资金×100%",
    ]
    tables = [
        table(project, [*rows(["发放率", "投诉率", "到位率"], ["100%", "≤5%", "100%"], described), *OWN[at].indicators])
        for at, project in enumerate(("岗位补贴", "市场监管执法"))
    ]
    assert rules_of(document(*tables)) == set()


def test_goals_of_a_few_words_may_coincide():
    tables = [table(project, goals=["按时足额发放", "完成年度任务", "保障单位运转"]) for project in FIELDS]
    assert findings(document(*tables)) == []


def test_a_goal_with_figures_of_its_own_may_stand_in_the_purpose_too():
    purpose = "维修校舍12所，更换门窗860套"
    assert findings(document(table("校舍维修", goals=[purpose], purpose=purpose))) == []
    assert rules_of(document(table("校舍维修", goals=["保障校舍安全使用到位"], purpose="保障校舍安全使用到位"))) == {
        "goal-copied-from-purpose"
    }


def test_a_goal_copied_from_the_duty_is_found():
    duty = Duty("一、校舍管理", content="负责全县中小学校舍的日常管理和安全排查", goal="校舍安全")
    copied = table("校舍排查", goals=["负责全县中小学校舍的日常管理和安全排查。"], duty=duty)
    assert rules_of(document(copied)) == {"goal-copied-from-purpose"}


@pytest.mark.parametrize(("own", "foreign"), PAIRS)
def test_an_indicator_of_another_project_is_found_and_general_ones_are_not(own, foreign):
    general = ["资金到位率", "群众满意度", "受益群众人数", "验收合格率", "按期完成率", "投诉办结率", "人均成本"]
    head = {"goals": [FIELDS[own][2]], "purpose": f"{own}及相关支出"}
    tables = [table(own, rows(general[:5], ["1%"] * 5), **head), of_field(foreign)]
    assert tables_of("foreign-indicator", document(*tables)) == set()
    tables[0] = table(own, [Indicator(level2="数量指标", name=f"{foreign}项目数", value="≥3个")], **head)
    assert tables_of("foreign-indicator", document(*tables)) == {(0, 0)}


# One value, one basis; one description.


@pytest.mark.parametrize(("field", "text"), [("value", "≥90%"), ("basis", "年度工作计划")])
@pytest.mark.parametrize(("same", "found"), [(30, True), (21, True), (20, False), (6, False)])
def test_a_cell_that_fills_a_document_gives_one_finding_with_the_share(field, text, same, found):
    filled = [Indicator(name=f"第{at}项", **{field: text if at < same else f"{at}公里，见{at}号"}) for at in range(30)]
    several = [table(f"{at}", filled[at : at + 3]) for at in range(0, 30, 3)]
    seen = [(at.table, args["share"]) for rule, at, args, _ in findings(document(*several)) if rule == "uniform-cell"]
    assert seen == ([(None, str(same * 100 // 30))] if found else [])


def test_one_description_for_different_rows_is_found():
    filled = rows(["代办员人数", "参保率", "发放时间"], ["5人", "90%", "6月"], ["每参保一人补贴代办员一元"] * 3)
    (found,) = findings(document(table("代办补贴", filled)))
    assert (found[0], found[1].row, [one.row for one in found[3]]) == ("same-description", 0, [1, 2])


# Size and hostile text.


def test_many_copies_give_a_finding_each_and_no_more():
    indicators = OWN[0].indicators
    tables = [
        table(f"{one}{other}工程", indicators, [FIELDS["农村公路养护"][2]])
        for one in "甲乙丙丁戊" * 20
        for other in "子丑寅卯"
    ]
    begun = time.perf_counter()
    found = findings(document(*tables))
    assert time.perf_counter() - begun < 10
    assert len(found) == 2 * len(tables)
    assert max(len(others) for *_, others in found) == 5


def test_a_file_given_many_times_is_no_trouble():
    many = [document(*OWN, path=f"{at}.yaml") for at in range(400)]
    begun = time.perf_counter()
    findings(*many)
    assert time.perf_counter() - begun < 20


hostile = st.one_of(
    st.sampled_from(
        ["", " ", "长" * 10_000, "\u200b", "\ud800", "(" * 300, "〔2024〕号" * 50, "1" * 3000, "\n\n", "《" * 200]
    ),
    st.text(max_size=30),
)


@given(st.lists(st.tuples(hostile, hostile, hostile, hostile), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_hostile_texts_do_not_raise(cells):
    indicators = [
        Indicator(name=name, description=text, value=value, level2=level) for name, text, value, level in cells
    ]
    tables = [
        table(cells[0][at], indicators, [cells[0][2], cells[-1][3]], unit=cells[0][0], purpose=cells[0][1])
        for at in (0, 1)
    ]
    for checked in ENGINE.check([document(*tables, unit=cells[0][3]), document(*tables, unit="白河县局")]):
        assert not any(one.crashed for one in checked.tables)


# The published documents.

published = pytest.mark.skipif(not SHARED.is_dir(), reason="the published documents are not here")


@published
def test_julu_pays_one_subsidy_from_three_budgets():
    read = api.load(str(SHARED / "julu-2025.md.txt"))
    found = {at.table: others for rule, at, _, others in findings(read) if rule == "one-subsidy-several-budgets"}
    assert {0, 3, 6} <= set(found)
    assert {one.table for one in found[6]} >= {0, 3}
    assert tables_of("copied-table", read) == set()


@published
def test_huailai_copies_tables_goals_and_purposes():
    read = api.load(str(SHARED / "huailai-2021-2022.txt"))
    assert {(0, 10), (0, 14)} <= tables_of("copied-table", read)
    assert {(0, 35), (0, 39)} <= tables_of("barely-changed-table", read)
    assert {(0, 1), (0, 40)} <= tables_of("near-copied-table", read)
    assert {(0, 11), (0, 13), (0, 19)} <= tables_of("one-subsidy-several-budgets", read)
