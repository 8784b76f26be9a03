"""What a table must have: levels, kinds of indicators, weights, numbers. Tables of many fields, right and wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint import examples
from kpilint.api import load
from kpilint.engine import Engine
from kpilint.rulesets import all_rules

RULES = {name: one for name, one in all_rules().items() if one.family == "structure"}
ENGINE = Engine(list(RULES.values()))
OUTPUT, BENEFIT, COST, SATISFIED = "产出指标", "效益指标", "成本指标", "满意度指标"
QUANTITY = (OUTPUT, "数量指标", "培训期数")
QUALITY = (OUTPUT, "质量指标", "学员考核合格率")
TIME = (OUTPUT, "时效指标", "完成时间")
SOCIAL = (BENEFIT, "社会效益指标", "新增就业人数")
PUBLIC = (SATISFIED, "服务对象满意度指标", "群众满意度")
MONEY = (OUTPUT, "成本指标", "单位造价")
WHOLE = (QUANTITY, QUALITY, TIME, MONEY, SOCIAL, PUBLIC)
HOSTILE = [
    "",
    " ",
    "产" * 10_000,
    "1.2.3.4、",
    "（（（",
    "9" * 9_999,
    "\u200b指标",
    "〹",
    "50分",
    "ＸＸ指标",
    "满意" * 5_000,
]


def rows(*found):
    return [dict(zip(("level1", "level2", "name", "weight"), one, strict=False)) for one in found]


def checked(*tables, rule="structure/level-missing"):
    (document,) = ENGINE.check(examples.subject_of(RULES[rule], {"tables": tables}))
    return document


def found(table):
    (document,) = ENGINE.check(examples.subject_of(RULES["structure/level-missing"], table))
    return {one.seen.rule.partition("/")[2] for one in document.tables[0].findings}


def table(*of, project="农民技能培训补助"):
    return {"project": project, "goals": ["培训农民"], "indicators": rows(*of)}


def weighed(*pairs, project="森林抚育"):
    kinds = {"产": QUANTITY, "质": QUALITY, "效": SOCIAL, "满": PUBLIC, "成": (COST, "经济成本指标", "亩均成本")}
    of = [(*kinds[key][:2], f"{kinds[key][2]}{at}", weight) for at, (key, weight) in enumerate(pairs)]
    return {"project": project, "goals": ["抚育森林"], "indicators": rows(*of)}


TABLES = [
    (table(*WHOLE), set()),
    (table(*WHOLE, project="县医院门诊楼新建"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, project="机关办公经费"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, project="退休人员经费"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, project="财务系统运维"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="人才队伍建设"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="公路维修养护"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="农机购置补贴"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="政府采购监管"), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="文化惠民工程"), set()),
    (table(QUANTITY, QUALITY, (BENEFIT, "服务对象满意度指标", "群众满意度"), SOCIAL), set()),
    (table(("（一）产出指标", "1.数量指标", "期数"), ("", "2、质量指标", "合格率"), SOCIAL, PUBLIC), {"empty-level"}),
    (table(("产 出\n指标", "数量\n指标", "期数"), QUALITY, SOCIAL, PUBLIC), set()),
    (table(("产出目标", "数量", "期数"), ("产出目标", "质量", "率"), SOCIAL, PUBLIC), set()),
    (table(("产出指标（50分）", "数量指标（30分）", "期数"), QUALITY, SOCIAL, PUBLIC), set()),
    (table(("履职效能", "重点工作", "期数"), ("可持续性", "改革", "率"), project="整体"), set()),
    (table(("产出", "产出数量", "期数"), ("产出", "产出质量", "率"), ("效果", "社会效益", "人数"), PUBLIC), set()),
    (table(QUANTITY, SOCIAL, PUBLIC), {"quality-missing"}),
    (table(QUALITY, TIME, SOCIAL, PUBLIC), {"quantity-missing"}),
    (table(QUANTITY, QUALITY, PUBLIC), {"level-missing"}),
    (table(SOCIAL, PUBLIC), {"level-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL), {"satisfaction-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, project="乡镇卫生院村医补助"), {"satisfaction-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, project="农村饮水安全"), {"satisfaction-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, project="森林防火"), {"satisfaction-note"}),
    (table(QUANTITY, QUALITY, (BENEFIT, "社会效益指标", "农户满意率")), set()),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="第一小学操场改造"), {"cost-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="消防车购置"), {"cost-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="清水河堤防工程"), {"cost-missing"}),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, project="派出所业务用房建设"), {"cost-missing"}),
    (table(QUANTITY, (BENEFIT, "质量指标", "合格率"), SOCIAL, PUBLIC), {"level-mismatch"}),
    (table(QUANTITY, QUALITY, (OUTPUT, "社会效益指标", "人数"), SOCIAL, PUBLIC), {"level-mismatch"}),
    (table(QUANTITY, QUALITY, SOCIAL, PUBLIC, (COST, "时效指标", "工期")), {"level-mismatch"}),
    (table(QUANTITY, QUALITY, SOCIAL, (SATISFIED, "社会效益指标", "满意人数")), {"level-mismatch"}),
    (table(QUANTITY, QUALITY, (OUTPUT, "数理指标", "期数二"), SOCIAL, PUBLIC), {"unknown-level"}),
    (table(QUANTITY, QUALITY, ("绩效指标", "社会效益指标", "人数"), PUBLIC), {"unknown-level"}),
    (table(QUANTITY, QUALITY, (OUTPUT, "", "期数二"), SOCIAL, PUBLIC), {"empty-level"}),
    (table(*WHOLE, WHOLE[0]), {"duplicate-row"}),
    (table(), {"no-indicators"}),
]


@pytest.mark.parametrize(("of", "expected"), TABLES)
def test_levels_of_a_table(of, expected):
    assert found(of) - {"missing-column"} == expected


WEIGHTS = [
    (weighed(("产", "30"), ("质", "20"), ("效", "30"), ("满", "10")), set()),
    (weighed(("产", "30分"), ("质", "20分"), ("效", "30分"), ("满", "10分")), set()),
    (weighed(("产", "30%"), ("质", "30%"), ("效", "30%"), ("满", "10%")), set()),
    (weighed(("产", "0.3"), ("质", "0.2"), ("效", "0.3"), ("满", "0.1")), set()),
    (weighed(("成", "20"), ("产", "25"), ("质", "15"), ("效", "20"), ("满", "10")), set()),
    (weighed(("产", "25"), ("质", "25"), ("效", "40")), set()),
    (weighed(("产", "50"), ("产", ""), ("效", "40")), set()),
    (weighed(("产", "45"), ("产", ""), ("效", "40")), {"weight-sum-deferred"}),
    (weighed(("产", "30"), ("质", "20"), ("效", "30"), ("满", "5")), {"weight-sum"}),
    (weighed(("产", "45"), ("质", "40"), ("效", "35"), ("满", "10")), {"weight-sum"}),
    (weighed(("产", "20"), ("质", "15"), ("效", "45"), ("满", "10")), {"weight-split"}),
    (weighed(("产", "60"), ("质", "10"), ("效", "10"), ("满", "10")), {"weight-over-half", "weight-split"}),
    (weighed(("产", "高"), ("质", "20"), ("效", "30"), ("满", "10")), {"weight-not-a-number", "weight-sum-deferred"}),
    (weighed(("产", "—"), ("质", "50"), ("效", "30"), ("满", "10")), set()),
    (weighed(("产", "33.33"), ("质", "33.33"), ("效", "33.34")), set()),
    (weighed(("产", "30"), ("质", "20"), ("产", "30"), ("质", "20"), ("效", "40")), {"weight-sum-deferred"}),
]


@pytest.mark.parametrize(("of", "expected"), WEIGHTS)
def test_weights_of_a_table(of, expected):
    (document,) = ENGINE.check(examples.subject_of(RULES["structure/level-missing"], of))
    seen = {one.seen.rule.partition("/")[2] for one in document.tables[0].findings}
    seen |= {f"{rule.partition('/')[2]}-deferred" for rule in document.tables[0].deferred}
    assert {one for one in seen if one.startswith("weight")} == expected


def test_budget_execution_makes_a_hundred_with_the_others():
    execution = ("预算执行率", "预算执行率", "预算执行率", "10")
    of = [(*QUANTITY, "30"), (*QUALITY, "20"), (*SOCIAL, "30"), (*PUBLIC, "10")]
    assert "weight-sum" not in found(table(execution, *of))
    assert "weight-sum" in found(table(execution, *of[:3]))


@given(st.lists(st.integers(1, 50), min_size=2, max_size=9))
def test_weights_add_up_or_are_found(points):
    of = [(OUTPUT, "数量指标", f"数{at}", f"{one}") for at, one in enumerate(points)]
    assert ("weight-sum" in found(table(*of))) <= (sum(points) not in (90, 100))
    if len(set(points)) == len(points):
        assert ("weight-sum" in found(table(*of))) == (sum(points) not in (90, 100))


NUMBERS = [
    (["1", "2", "3"], set()),
    (["一、", "二、", "三、"], set()),
    (["1", "2", "1", "2", "3"], set()),
    (["3", "4", "5"], set()),
    (["", "甲", "A-3"], set()),
    (["1", "2", "2"], {2}),
    (["1", "2", "4"], {2}),
    (["1", "2", "5", "3"], {2}),
    (["（一）", "（三）"], {1}),
]


@pytest.mark.parametrize(("numbers", "expected"), NUMBERS)
def test_numbers_of_tables(numbers, expected):
    document = checked(*({"number": one} for one in numbers), rule="structure/numbering")
    numbered = {
        at
        for at, table in enumerate(document.tables)
        if any(one.seen.rule == "structure/numbering" for one in table.findings)
    }
    assert numbered == expected


FIELDS = ["村医", "教师", "护林员", "河道", "道路", "机井", "警务", "社区", "果蔬", "水质"]


@given(st.sampled_from(FIELDS), st.permutations(WHOLE), st.sets(st.integers(0, 5), max_size=3))
def test_what_is_left_out_is_what_is_found(field, order, out):
    left = [one for one in order if WHOLE.index(one) not in out]
    seen = found(table(*left, project=f"{field}技能培训"))
    kinds = {one[1] for one in left}
    output = kinds & {"数量指标", "质量指标", "时效指标", "成本指标"}
    assert ("quantity-missing" in seen) == bool(output and "数量指标" not in kinds)
    assert ("quality-missing" in seen) == bool(output and "质量指标" not in kinds)
    assert ("level-missing" in seen) == (not output or "社会效益指标" not in kinds)
    assert ("satisfaction-missing" in seen) == ("服务对象满意度指标" not in kinds)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_do_not_crash(text):
    row = {"level1": text, "level2": text, "name": text, "weight": text}
    document = checked({"number": text, "project": text, "indicators": [row, row]}, rule="structure/numbering")
    assert not any("crash" in one.seen.rule for one in [*document.findings, *document.tables[0].findings])


def test_the_published_documents_give_what_a_reviewer_sees(shared):
    names = ("huailai-2021-2022.txt", "julu-2025.md.txt", "qinglong-2019.txt")
    documents = [load(str(shared / "documents" / name)) for name in names]
    seen = {
        (number, at, one.seen.rule.partition("/")[2])
        for number, document in enumerate(ENGINE.check(documents))
        for at, table in enumerate(document.tables, 1)
        for one in table.findings
    }
    assert seen == {
        (0, 4, "quality-missing"),
        (0, 5, "quantity-missing"),
        (0, 7, "quality-missing"),
        (0, 11, "broken-row"),
        (0, 15, "broken-row"),
    } | {one for one in seen if one[2] == "numbering"}
