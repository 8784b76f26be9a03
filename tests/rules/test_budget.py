"""Money: plans, budgets, amounts and unit costs of many invented tables, right and wrong."""

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint import examples
from kpilint.api import load
from kpilint.engine import Engine
from kpilint.rulesets import all_rules

RULES = {name: one for name, one in all_rules().items() if one.family == "budget"}
ENGINE = Engine(list(RULES.values()))
FISCAL = {"total": "90.00", "fiscal": "70.00", "other": "20.00", "money_unit": "万元"}
PERIODS = ("3月底", "6月底", "10月底", "12月底")


def checked(table):
    (document,) = ENGINE.check(examples.subject_of(RULES["budget/plan-falls"], table))
    return document.tables[0]


def found(table):
    """Return the rules that found something in a table, without their family."""
    return {one.seen.rule.partition("/")[2] for one in checked(table).findings}


def deferred(table):
    return {rule.partition("/")[2] for rule in checked(table).deferred}


def plan(*amounts, total="100.00", unit="万元"):
    return {
        "plan": dict(zip(PERIODS[-len(amounts) :], amounts, strict=True)),
        "budget": {"total": total, "money_unit": unit},
    }


def project(total, *rows, name="乡村建设", unit="万元"):
    cells = [dict(zip(("level2", "name", "value"), row, strict=True)) for row in rows]
    return {"project": name, "budget": {"total": total, "money_unit": unit}, "indicators": cells}


PLANS = [
    (plan("20%", "50%", "80%", "100%"), set()),
    (plan("25.00%", "50.00%", "75.00%", "100.00%", total="1340.00"), set()),
    (plan("50%", "100%"), set()),
    (plan("", "20.00", "50.00", "100.00"), set()),
    (plan("30", "60", "80", "100", total="792.00"), set()),
    (plan("３０％", "６０％", "８０％", "１００％"), set()),
    (plan("0%", "0%", "0%", "100%"), set()),
    (plan("0.25", "0.5", "0.75", "1", total="60"), set()),
    (plan("33.3%", "66.6%", "99.9%"), set()),
    (plan("100%"), set()),
    (plan("20%", "40%", "70%", "90%"), {"plan-incomplete"}),
    (plan("10%", "30%"), {"plan-incomplete"}),
    (plan("20%", "60%", "50%", "100%"), {"plan-falls"}),
    (plan("25%", "25%", "25%", "25%"), {"plan-not-cumulative"}),
    (plan("30%", "20%", "30%", "20%"), {"plan-not-cumulative"}),
    (plan("25", "25", "25", "25", total="72.00"), {"plan-not-cumulative"}),
    (plan("60%", "120%"), {"plan-above-budget"}),
    (plan("200.00", "150.00", "146.00", total="496.00"), {"plan-not-cumulative"}),
    (plan("2.40", "4.80", "0.80", total="8.00"), {"plan-not-cumulative"}),
    (plan("5.00", "10.00", "15.00", total="20.00"), {"plan-incomplete"}),
    (plan("735.00", "1000.00", "1400.00", "1469.00", total="1469.00"), {"plan-amounts"}),
    (plan("1,000.00", "1,469.00", total="1,469.00"), {"plan-amounts"}),
    (plan("10万元", "20万元", "30万元", total="300000", unit="元"), {"plan-amounts"}),
    (plan("15万元", "15万元", total="30"), {"plan-not-cumulative"}),
    (plan("84.00", total="84.00"), {"plan-amounts"}),
    (plan("60.00", total="84.00"), {"plan-incomplete"}),
    (plan("60.00", "120.00", total="80.00"), {"plan-above-budget"}),
    (plan("30.00", "20.00", "80.00", total="80.00"), {"plan-falls"}),
    (plan("67.22", "67.22", "67.22", "67.21", total="268.87"), {"plan-not-cumulative"}),
    (plan("20%", "50%", "300万元", total="400"), {"plan-amounts"}),
    (plan("20%", "", "100%"), {"plan-gap"}),
    (plan("", "", "", ""), {"plan-missing"}),
    (plan("—", "/", "-"), {"plan-missing"}),
    (plan("2.5", "2.5", "2.5", "2.5", total="10", unit=""), {"plan-not-cumulative"}),
    (plan("20.00", "50.00", "70.00", total="90.00") | {"budget": FISCAL}, {"plan-amounts"}),
    (plan("20.00", "50.00", "60.00", total="90.00") | {"budget": FISCAL}, {"plan-incomplete"}),
]


@pytest.mark.parametrize(("table", "expected"), PLANS)
def test_a_plan_has_the_one_fault_that_explains_it(table, expected):
    assert found(table) == expected


@pytest.mark.parametrize(
    "table",
    [
        plan("按进度支付", "全部支付"),
        plan("20万元", "30万元", total="50", unit=""),
        plan("20.00", "30.00", total="见附件"),
        plan("10-20%", "100%"),
        plan("20.00", "30.00", total="0"),
    ],
)
def test_a_plan_that_cannot_be_read_is_deferred(table):
    assert found(table) <= {"not-stated"}
    assert "plan-incomplete" in deferred(table)


amounts = st.integers(1, 10**7).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(amounts, min_size=2, max_size=4), st.booleans())
def test_plans_that_add_up_are_told_from_plans_that_do_not(steps, cumulative):
    total = sum(steps)
    so_far = list(accumulate(steps))
    figures = so_far if cumulative else steps
    near = {abs(total - one) < total / 50 + 1 for one in (Decimal(100), Decimal(1), figures[-1])}
    seen = found(plan(*map(str, figures), total=str(total)))
    assert "plan-incomplete" not in seen
    assert "plan-above-budget" not in seen
    if cumulative and total > 101:
        assert seen == {"plan-amounts"}
    if not cumulative and True not in near and figures[-1] not in (100, 1):
        assert seen == {"plan-not-cumulative"}


@given(st.lists(st.integers(1, 99), min_size=1, max_size=3))
def test_shares_end_at_the_whole(steps):
    rising = sorted(steps)
    assert found(plan(*(f"{one}%" for one in [*rising, 100]))) == set()
    short = found(plan(*(f"{one}%" for one in rising)))
    assert short == ({"plan-not-cumulative"} if sum(rising) == 100 else {"plan-incomplete"})


BUDGETS = [
    ({"total": "100.00", "fiscal": "70.00", "other": "30.00", "money_unit": "万元"}, set()),
    ({"total": "100.00", "fiscal": "100.00", "other": "0", "money_unit": "万元"}, set()),
    ({"total": "100.00", "fiscal": "100.00", "other": "", "money_unit": "万元"}, set()),
    ({"total": "1,860,000", "fiscal": "186万元", "other": "—", "money_unit": "元"}, set()),
    ({"total": "１２０．５", "fiscal": "120.5", "money_unit": "万元"}, set()),
    ({"total": "0.99", "fiscal": "0.99", "other": "0.00"}, set()),
    ({"total": "", "fiscal": "58", "other": "—"}, set()),
    ({"total": "100", "fiscal": "80", "other": "30"}, {"parts-above-total"}),
    ({"total": "1.2亿元", "fiscal": "1亿元", "other": "3000万元"}, {"parts-above-total"}),
    ({"total": "100", "fiscal": "60", "other": "30"}, {"parts-below-total"}),
    ({"total": "10", "fiscal": "100"}, {"fiscal-above-total"}),
    ({"total": "0", "fiscal": "0.00"}, {"not-stated"}),
    ({"total": "", "money_unit": "万元"}, {"not-stated"}),
    ({"total": "中期资金总额", "fiscal": "360", "other": "0"}, set()),
    ({"total": "50万元", "fiscal": "50", "other": "0"}, set()),
]


@pytest.mark.parametrize(("budget", "expected"), BUDGETS)
def test_a_budget_is_the_sum_of_its_parts(budget, expected):
    assert found({"project": "村庄绿化", "budget": budget}) == expected


@pytest.mark.parametrize("total", ["中期资金总额", "执行率\n得分", "50万元"])
def test_a_budget_that_cannot_be_read_is_deferred(total):
    assert "parts-above-total" in deferred({"budget": {"total": total, "fiscal": "50", "other": "0"}})


def test_activities_without_money_of_their_own_are_left_alone():
    assert found({"duty": {"name": "道路"}, "budget": {"total": ""}}) == set()


COSTS = [
    (project("80", ("成本指标", "工程成本", "≤80万元")), set()),
    (project("80", ("成本指标", "工程成本", "≤95万元")), {"amount-above-budget"}),
    (project("80", ("成本指标", "设备采购成本（万元）", "≤80")), set()),
    (project("80", ("成本指标", "设备采购成本（万元）", "≤95")), {"amount-above-budget"}),
    (project("80", ("成本指标", "餐费标准（元）", "≤95")), set()),
    (project("80", ("经济成本指标", "课件制作成本", "≤8.5亿元")), {"amount-above-budget"}),
    (project("80", ("数量指标", "采购金额", "≤120万元")), {"amount-above-budget"}),
    (project("80", ("数量指标", "发放补贴金额", "≥120万元")), set()),
    (project("80", ("经济效益指标", "带动农民增收", "≥900万元")), set()),
    (project("80", ("经济效益指标", "节约成本", "≤900万元")), set()),
    (project("80", ("成本指标", "工程总投资", "≤1200万元")), set()),
    (project("80", ("社会成本指标", "占道损失", "≤100万元")), set()),
    (project("80", ("成本指标", "设备单价", "≤100万元")), set()),
    (project("80", ("数量指标", "清欠工资金额", "120万元"), name="根治欠薪"), set()),
    (project("80", ("成本指标", "补助资金总额", "≤120万元"), name="中央粮油补助资金"), set()),
    (project("800000", ("成本指标", "护栏安装成本", "≤80万元"), unit="元", name="护栏安装"), set()),
    (project("18.50", ("成本指标", "耗材费用", "≤18.5元")), {"wrong-money-unit"}),
    (project("260000", ("成本指标", "印刷费用", "260000万元"), unit="元"), {"wrong-money-unit"}),
    (project("30", ("成本指标", "人均补助标准", "30元")), set()),
    (project("30", ("成本指标", "宣传册成本", "30元/册")), set()),
    (project("26", ("成本指标", "项目总成本", "≤26万元"), name="村医培训"), {"cost-is-budget"}),
    (project("26", ("成本指标", "购置成本", "≤26万元"), name="救护车购置"), set()),
    (project("26", ("成本指标", "项目总成本", "≤26万元"), ("成本指标", "人均成本", "≤900元/人"), name="培训"), set()),
    (project("26", ("成本指标", "差旅费", "≤6万元"), name="村医培训"), set()),
    (project("26", ("数量指标", "培训村医人数", "≥200人"), ("成本指标", "人均培训成本", "≤1300元/人")), set()),
    (
        project("26", ("数量指标", "培训村医人数", "≥200人"), ("成本指标", "人均培训成本", "≤1500元/人")),
        {"quantity-times-cost"},
    ),
    (
        project("26", ("数量指标", "培训村医人数", "≥200人"), ("成本指标", "培训成本", "≤1500元/人·次")),
        set(),
    ),
    (
        project("40", ("数量指标", "新建公厕座数", "6座"), ("成本指标", "公厕造价", "≤8万元/座")),
        {"quantity-times-cost"},
    ),
    (
        project("40", ("数量指标", "养护里程", "≥30公里"), ("成本指标", "每公里养护成本", "≤2万元")),
        {"quantity-times-cost"},
    ),
    (project("40", ("数量指标", "植树面积", "≥300亩"), ("成本指标", "亩均造林成本", "≤1200元")), set()),
    (project("5", ("数量指标", "培训学员人数", "≥200人"), ("成本指标", "授课教师酬金", "≤1000元/人")), set()),
    (
        project("5", ("数量指标", "演出场次", "≥50场"), ("成本指标", "演出成本", "≤2000元/场")),
        {"quantity-times-cost"},
    ),
    (project("20.00", ("数量指标", "全部认证", "≥9.13万人"), ("成本指标", "人均费用", "2.2元")), set()),
    (
        project("2.4", ("数量指标", "劳动监察案件数量（个）", "≥100个"), ("成本指标", "案件综合成本", "≤240元/件")),
        set(),
    ),
    (
        project("1", ("数量指标", "低保人数", "≥100人"), ("成本指标", "低保标准", "600元/人/月")),
        {"quantity-times-cost"},
    ),
    (project("10", ("数量指标", "低保人数", "≥100人"), ("成本指标", "低保标准", "600元/人/月")), set()),
    (
        project("1", ("数量指标", "低保人数", "≥100人"), ("成本指标", "低保标准", "600元/人/月"), name="低保县级配套"),
        set(),
    ),
]


@pytest.mark.parametrize(("table", "expected"), COSTS)
def test_amounts_of_indicators_against_the_budget(table, expected):
    assert found(table) == expected


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (project("", ("成本指标", "工程成本", "≤80万元")), "amount-above-budget"),
        (project("800000", ("成本指标", "工程成本", "≤80万元"), unit=""), "amount-above-budget"),
        (
            project("10", ("数量指标", "低保人数", "≥100人"), ("成本指标", "低保标准", "600元/人/月")),
            "quantity-times-cost",
        ),
        (project("10", ("成本指标", "每户补助", "600元/户")), "quantity-times-cost"),
        (
            project(
                "10", ("数量指标", "学生数", "90人"), ("数量指标", "教师数", "9人"), ("成本指标", "人均费用", "600元")
            ),
            "quantity-times-cost",
        ),
    ],
)
def test_what_cannot_be_decided_is_deferred(table, rule):
    assert rule in deferred(table)


FIELDS = [
    ("数量指标", "培训教师人数", "人", "人均培训费用"),
    ("数量指标", "体检老年人数", "人", "人均体检费用"),
    ("数量指标", "硬化道路里程", "公里", "每公里硬化成本"),
    ("数量指标", "造林面积", "亩", "亩均造林成本"),
    ("数量指标", "改造旱厕户数", "户", "户均改造成本"),
    ("数量指标", "巡逻车辆数", "辆", "每辆巡逻车费用"),
    ("数量指标", "监测点位数", "个", "每个监测点位费用"),
]


@given(st.sampled_from(FIELDS), st.integers(2, 5000), st.integers(10, 20000), st.decimals("0.2", "3", places=2))
def test_quantity_times_cost_in_many_fields(field, count, price, share):
    level, name, unit, cost = field
    budget = (count * price * share).quantize(Decimal("0.01"))
    rows = ((level, name, f"≥{count}{unit}"), ("成本指标", cost, f"≤{price}元"))
    seen = found(project(str(budget), *rows, unit="元"))
    assert ("quantity-times-cost" in seen) == (count * price > budget * Decimal("1.05"))


HOSTILE = [
    "",
    " ",
    "万" * 10_000,
    "9" * 10_000,
    "1/0",
    "-5万元",
    "∞",
    "１２\u200b３",
    "%" * 300,
    "NaN",
    "1e999999",
    "\ud7ff〹",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_do_not_crash(text):
    table = {
        "project": text,
        "budget": {"total": text, "fiscal": "10", "other": text, "money_unit": text},
        "plan": {"3月底": text, "6月底": "50%", "12月底": text},
        "indicators": [{"level1": text, "level2": "成本指标", "name": text, "value": text + "元"}],
    }
    assert not any(one.startswith("rule-crashed") for one in found(table))
    assert "engine/rule-crashed" not in {one.seen.rule for one in checked(table).findings}


def test_the_plans_of_julu_that_do_not_fit_are_found(shared):
    (document,) = ENGINE.check([load(str(shared / "documents" / "julu-2025.md.txt"))])
    seen = {
        at: sorted(one.seen.rule.partition("/")[2] for one in table.findings if one.seen.rule.startswith("budget/plan"))
        for at, table in enumerate(document.tables, 1)
    }
    by_period = {at for at, rules in seen.items() if rules == ["plan-not-cumulative"]}
    assert by_period == {1, 6, 8, 9, 11, 12, 13}
    assert {at for at, rules in seen.items() if rules == ["plan-incomplete"]} == {14, 15}
    assert {at for at, rules in seen.items() if rules == ["plan-amounts"]} == {2, 4, 5, 7, 10}
    assert seen[3] == []
