"""The family consistency on labelled rows, on rows built from right and wrong parts, and on hostile texts."""

from collections import Counter
from decimal import Decimal
from itertools import product
from pathlib import Path
from time import perf_counter

import pytest

from kpilint.engine import Engine
from kpilint.model import Document, Goal, Indicator, Table
from kpilint.profiles import load_profile
from kpilint.rules.consistency._contents import asserted_rate, fits, payment_standard
from kpilint.rules.consistency._numbers import is_detail, stated

COLUMNS = frozenset({"level2", "name", "description", "value"})
ROWS = Path(__file__).with_name("consistency_rows.txt")
LABELLED = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in ROWS.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def engine():
    return Engine(load_profile("national").rules)


def checked(engine, *rows, **table):
    indicators = tuple(Indicator(**row) for row in rows)
    made = Table(indicators=indicators, columns=COLUMNS, parts=frozenset({"goals"}), **table)
    return engine.check_document(Document("x", "test", (made,))).tables[0].findings


def rules_of(engine, *rows, **table):
    return [one.seen.rule for one in checked(engine, *rows, **table) if one.seen.rule.startswith("consistency/")]


def inconsistent(engine, name, description, value, level2="质量指标", project=""):  # noqa: PLR0913, PLR0917 - a row
    row = {"level2": level2, "name": name, "description": description, "value": value}
    found = rules_of(engine, row, project=project)
    return [one for one in found if engine.rules[one].label == "inconsistent"]


@pytest.fixture(scope="module")
def counts(engine):
    """How many rows of each label were found, and the consistent ones that were."""
    tally, wrong = Counter(), []
    for label, level2, name, description, value, *project in LABELLED:
        found = inconsistent(engine, name, description, value, level2, *project)
        tally[label, bool(found)] += 1
        if label == "-" and found:
            wrong.append((name, description, value, found))
    return tally, wrong


class TestLabelledRows:
    def test_there_are_enough_of_both(self):
        labels = Counter(row[0] for row in LABELLED)
        assert labels["I"] >= 360
        assert labels["-"] >= 500
        assert len({row[2:5] for row in LABELLED}) == len(LABELLED)

    def test_consistent_rows_are_left_alone(self, counts):
        assert counts[1] == []

    def test_contradictions_are_found(self, counts):
        found, missed = counts[0]["I", True], counts[0]["I", False]
        assert found / (found + missed) >= 0.93


THINGS = {
    "教育": "寄宿生",
    "医疗": "慢性病患者",
    "水利": "灌区",
    "交通": "县乡道路",
    "农业": "种粮大户",
    "公安": "辅警",
    "环境": "排污企业",
}
FIGURES = {
    "people": ("{}人数", "全县{}的人数", "≥300人"),
    "rate": ("{}达标率", "达标的{}占全部{}的比例", "≥95%"),
    "time": ("{}核查完成时间", "完成{}核查的日期", "10月底前"),
    "money": ("{}支出总额", "用于{}的支出金额", "≤20万元"),
    "satisfaction": ("{}管理满意度", "问卷中对{}管理表示满意的程度", "≥90%"),
}


class TestKindsOfFigures:
    @pytest.mark.parametrize("thing", THINGS.values())
    @pytest.mark.parametrize("kind", FIGURES)
    def test_a_description_of_the_same_kind_fits(self, engine, kind, thing):
        name, description, value = FIGURES[kind]
        assert inconsistent(engine, name.format(thing), description.format(thing, thing), value) == []

    @pytest.mark.parametrize("thing", THINGS.values())
    @pytest.mark.parametrize(
        ("kind", "other"),
        [pair for pair in product(FIGURES, repeat=2) if pair[0] != pair[1] and pair != ("money", "rate")],
    )
    def test_a_description_of_another_kind_does_not(self, engine, kind, other, thing):
        name, _, value = FIGURES[kind]
        description = FIGURES[other][1].format(thing, thing)
        found = inconsistent(engine, name.format(thing), description, value)
        assert found == ["consistency/described-otherwise"], (name, description)

    @pytest.mark.parametrize("thing", THINGS.values())
    def test_a_payment_standard_describes_no_satisfaction(self, engine, thing):
        found = inconsistent(engine, f"{thing}满意度", "每户每年补贴200元", "≥90%", "服务对象满意度指标")
        assert found == ["consistency/pasted-standard"]
        assert inconsistent(engine, f"{thing}补贴标准", "每户每年补贴200元", "200元/户/年", "成本指标") == []

    @pytest.mark.parametrize("thing", THINGS.values())
    @pytest.mark.parametrize(
        "value", ["≥260人", "≥260户", "≥46件", "≥4个", "23班", "≥12处", "≥6次", "≥30份", "≥190个村"]
    )
    def test_a_rate_as_a_count_is_one_finding_on_its_value(self, engine, thing, value):
        row = {"level2": "质量指标", "name": f"{thing}建档率", "description": "", "value": value}
        on_value = [one.seen.rule for one in checked(engine, row) if one.seen.field == "value"]
        assert on_value == ["consistency/rate-as-count"]


LIMITS = {"不低于": "≥", "不少于": "≥", "不超过": "≤", "不高于": "≤"}
AMOUNTS = {"天": (15, 30), "次": (6, 12), "公里": (25, 40), "%": (85, 95), "人": (120, 210)}
NAMES = {
    "天": "隐患整改时限",
    "次": "隐患整改检查次数",
    "公里": "隐患整改里程",
    "%": "隐患整改率",
    "人": "隐患整改人数",
}


class TestNumbers:
    @pytest.mark.parametrize(("word", "unit"), list(product(LIMITS, AMOUNTS)))
    def test_the_same_number_agrees_and_another_does_not(self, engine, word, unit):
        low, high = AMOUNTS[unit]
        description = f"隐患整改{word}{low}{unit}"
        same = inconsistent(engine, NAMES[unit], description, f"{LIMITS[word]}{low}{unit}")
        other = inconsistent(engine, NAMES[unit], description, f"{LIMITS[word]}{high}{unit}")
        assert same == []
        assert other == ["consistency/number-differs"]

    @pytest.mark.parametrize(("word", "unit"), list(product(LIMITS, AMOUNTS)))
    def test_a_bound_from_the_other_side_contradicts(self, engine, word, unit):
        low = AMOUNTS[unit][0]
        turned = {"≥": "≤", "≤": "≥"}[LIMITS[word]]
        found = inconsistent(engine, NAMES[unit], f"隐患整改{word}{low}{unit}", f"{turned}{low}{unit}")
        assert found == ["consistency/comparison-differs"]

    @pytest.mark.parametrize(
        "description",
        [
            "每年巡查2次",
            "第3次",
            "占全年12次的一半",
            "较上年增加5次",
            "2024年开展",
            "3至5次",
            "每村各不少于2次",
            "其中夜查4次",
            "现有20次",
            "每次2人",
            "对3次不合格的停业",
        ],
    )
    def test_details_and_base_figures_are_no_target(self, engine, description):
        assert inconsistent(engine, "巡查次数", description, "≥8次") == []

    def test_units_that_cannot_be_compared_are_left(self, engine):
        assert inconsistent(engine, "发放时间", "自申请之日起不超过6个月", "≤180天") == []
        assert inconsistent(engine, "办结时限", "不超过15个工作日", "≤20天") == []
        assert inconsistent(engine, "工资标准", "每人每月2800元", "33600元/人/年") == []

    def test_money_is_compared_by_amount(self, engine):
        assert inconsistent(engine, "设备购置费", "设备购置费不超过20万元", "≤200000元", "成本指标") == []
        assert inconsistent(engine, "设备购置费", "设备购置费不超过20万元", "≤250000元", "成本指标") != []

    def test_bounds_are_read_from_both_sides(self):
        read = {one.text: (one.amount, one.bound) for one in stated("合格率不低于90%，时限不超过15天，覆盖28个村以上")}
        assert read == {"90%": (Decimal(90), "ge"), "15天": (Decimal(15), "le"), "28个村": (Decimal(28), "ge")}

    def test_an_amount_per_head_states_only_a_standard(self):
        (one,) = stated("每人补助500元")
        assert is_detail(one, standard=False)
        assert not is_detail(one, standard=True)

    @pytest.mark.parametrize("unit", ["座", "处", "个", "套", "所"])
    def test_the_number_in_a_name_is_the_target(self, engine, unit):
        assert inconsistent(engine, f"修缮戏台7{unit}", "", f"9{unit}") == ["consistency/number-differs"]
        assert inconsistent(engine, f"修缮戏台7{unit}", "", f"≥7{unit}") == []

    @pytest.mark.parametrize("word", ["合计", "共计", "总计"])
    def test_parts_and_totals_add_up_to_the_target(self, engine, word):
        listed = "东区戏台3座、西区戏台4座"
        for description in (listed, f"东区、西区{word}7座", f"{listed}，{word}7座"):
            assert inconsistent(engine, "修缮戏台", description, "7座") == []
            assert inconsistent(engine, "修缮戏台", description, "≥9座") == ["consistency/number-differs"], description
        assert inconsistent(engine, "修缮戏台", f"{listed}等", "≥9座") == []

    @pytest.mark.parametrize(("told", "value", "bad"), [
        ("2小时", "≤120分钟", False),
        ("2小时", "≤90分钟", True),
        ("1年", "≤12个月", False),
        ("1年", "≤10个月", True),
    ])  # fmt: skip
    def test_units_of_time_are_converted_where_they_can_be(self, engine, told, value, bad):
        found = inconsistent(engine, "修缮工期", f"修缮不超过{told}", value)
        assert bool(found) == bad

    @pytest.mark.parametrize(("told", "value"), [("10个工作日", "≤15天"), ("6个月", "≤180天"), ("3个月", "≤13周")])
    def test_other_calendars_are_left_undecided(self, engine, told, value):
        row = Indicator(level2="时效指标", name="办结时限", description=f"受理后不超过{told}办结", value=value)
        made = Document("x", "test", (Table(indicators=(row,), columns=COLUMNS),))
        assert engine.check_document(made).tables[0].deferred.get("consistency/number-differs")


class TestTargetsToldOtherwise:
    @pytest.mark.parametrize("rise", ["由{}提高到{}", "从{}增加到{}", "由{}提升至{}"])
    @pytest.mark.parametrize("unit", ["", "次", "%"])
    def test_what_a_figure_rises_to_is_the_target(self, engine, rise, unit):
        told = rise.format(f"10{unit}", f"12{unit}")
        for value, bad in ((f"≥12{unit}", False), (f"≥2{unit}", False), (f"≥15{unit}", True)):
            name = {"": "产出系数", "次": "巡查次数", "%": "覆盖率"}[unit]
            found = inconsistent(engine, name, told, value)
            assert found == (["consistency/number-differs"] if bad else []), (told, value)

    @pytest.mark.parametrize(
        ("place", "unit", "made"), list(product(["村", "乡镇", "社区"], ["处", "名", "座"], ["设", "配备"]))
    )
    def test_so_many_in_each_place(self, engine, place, unit, made):
        told = f"全县14个{place}每个{place}{made}2{unit}"
        assert inconsistent(engine, "服务数量", told, f"28{unit}") == []
        assert inconsistent(engine, "服务数量", told, f"≥20{unit}") == ["consistency/number-differs"]

    @pytest.mark.parametrize(("each", "value"), [
        ("每场{}人", "{}人/场"),
        ("每人每年{}次", "{}次/人·年"),
        ("每个社区{}次", "{}次/社区"),
        ("每人每天不少于{}小时", "{}小时/天"),
    ])  # fmt: skip
    def test_a_figure_of_each_is_compared_with_a_target_of_each(self, engine, each, value):
        told = f"服务{each.format(30)}"
        assert inconsistent(engine, "服务频次", told, f"≥{value.format(30)}") == []
        assert inconsistent(engine, "服务频次", told, f"≥{value.format(20)}") == ["consistency/number-differs"]

    @pytest.mark.parametrize(
        ("told", "year"), [("每季度1次", 4), ("每半年2次", 4), ("上、下半年各1次", 2), ("每月3次", 36)]
    )
    def test_how_often_makes_the_target_of_a_year(self, engine, told, year):
        assert inconsistent(engine, "巡检次数", told, f"≥{year}次") == []
        assert inconsistent(engine, "巡检次数", told, f"≥{year * 14}次") == []  # of fourteen places
        assert inconsistent(engine, "巡检次数", told, f"≥{year + 1}次") == ["consistency/number-differs"]
        assert inconsistent(engine, "巡检次数", f"汛期{told}", f"≥{year + 1}次") == []

    @pytest.mark.parametrize("begun", ["开工", "动工", "启动", "进场"])
    def test_the_end_of_the_work_counts_not_its_beginning(self, engine, begun):
        assert inconsistent(engine, "粮仓竣工时间", f"3月{begun}，8月底竣工", "8月31日前") == []
        assert inconsistent(engine, "粮仓竣工时间", f"3月{begun}，8月底竣工", "11月底前") == [
            "consistency/date-differs"
        ]
        assert inconsistent(engine, "粮仓竣工时间", f"3月底前{begun}", "11月底前") == []


DEADLINES = ["3月底前", "6月30日前", "2025年8月15日前", "三季度末", "10月20日前", "年底前"]


class TestDates:
    @pytest.mark.parametrize(("told", "value"), list(product(DEADLINES, repeat=2)))
    @pytest.mark.parametrize("thing", ["戏台", "鱼道", "粮仓"])
    def test_one_deadline_agrees_and_another_does_not(self, engine, told, value, thing):
        found = inconsistent(engine, f"{thing}修缮完成时间", f"{told}全部修好", value, "时效指标")
        assert found == ([] if told == value else ["consistency/date-differs"])

    @pytest.mark.parametrize(("told", "value"), [
        ("9月底前", "9月30日前"),
        ("10月前", "9月30日前"),
        ("10月前", "10月31日前"),
        ("2025年9月底前", "9月底前"),
        ("年底前", "12月31日前"),
        ("三季度末", "9月30日前"),
        ("十月底前", "2025年10月31日前"),
        ("自3月1日起", "9月底前"),
        ("其中一期6月底前", "9月底前"),
        ("每月10日前", "12月底前"),
        ("次年3月底前", "4月底前"),
        ("去年6月底前", "9月底前"),
        ("3月至9月", "10月底前"),
    ])  # fmt: skip
    def test_what_may_be_the_same_day_is_left(self, engine, told, value):
        assert inconsistent(engine, "戏台修缮完成时间", f"{told}修缮", value, "时效指标") == []

    @pytest.mark.parametrize("every", ["每月", "每季度首月", "次月"])
    def test_recurring_days_are_compared(self, engine, every):
        assert inconsistent(engine, "餐费发放时间", f"{every}10日前发放", f"{every}10日前") == []
        assert inconsistent(engine, "餐费发放时间", f"{every}10日前发放", f"{every}15日前") != []

    def test_a_day_of_every_month_and_one_of_a_year_are_left_undecided(self, engine):
        row = Indicator(level2="时效指标", name="餐费发放时间", description="每月10日前发放", value="12月底前")
        made = Document("x", "test", (Table(indicators=(row,), columns=COLUMNS),))
        assert engine.check_document(made).tables[0].deferred.get("consistency/date-differs")


class TestOpposites:
    @pytest.mark.parametrize(("right", "wrong"), [
        ("准确", "错登"), ("合格", "不合格"), ("达标", "不达标"), ("完好", "破损"), ("配合", "拒访"), ("正点", "晚点"),
    ])  # fmt: skip
    @pytest.mark.parametrize("thing", ["档案", "馆藏", "线路"])
    def test_a_share_of_faults_is_no_rate_of_what_is_right(self, engine, right, wrong, thing):
        for share in (f"{wrong}{thing}数占{thing}总数的比例", f"{wrong}的{thing}数÷{thing}总数"):
            assert inconsistent(engine, f"{thing}{right}率", share, "≥98%") == ["consistency/described-otherwise"]
            assert inconsistent(engine, f"{thing}{wrong}率", share, "≤2%") == []
            assert inconsistent(engine, f"{thing}{right}率", f"无{share}", "≥98%") == []
        settled = f"已整改的{wrong}{thing}占{wrong}{thing}的比例"
        assert inconsistent(engine, f"{wrong}{thing}整改率", settled, "100%") == []

    @pytest.mark.parametrize("own", ["安置", "签约", "归档", "开通"])
    def test_a_share_of_what_is_not_yet_done_is_no_rate_of_what_is(self, engine, own):
        assert inconsistent(engine, f"线路{own}率", f"未{own}线路数占线路总数的比例", "≥98%") != []
        assert inconsistent(engine, f"线路未{own}率", f"未{own}线路数占线路总数的比例", "≤2%") == []
        assert inconsistent(engine, f"线路{own}率", f"未成年人{own}线路数占线路总数的比例", "≥98%") == []


class TestTables:
    def test_a_column_that_slipped_is_told_once_a_row(self, engine):
        names = ["寄宿生人数", "膳食达标率", "供餐及时率", "食堂采购成本", "家长满意度"]
        for step in (1, -1):
            rows = [
                {"name": name, "description": names[(at + step) % len(names)], "value": "≥90"}
                for at, name in enumerate(names)
            ]
            found = checked(engine, *rows)
            told = {(one.at.row, one.seen.rule) for one in found if one.seen.rule.startswith("consistency/")}
            assert {rule for _, rule in told} >= {"consistency/shifted-column"}
            slipped = [row for row, rule in told if rule == "consistency/shifted-column"]
            assert len(slipped) >= len(names) - 1
            assert not [one for one in told if one[1] == "consistency/described-otherwise" and one[0] in slipped]

    @pytest.mark.parametrize("step", [1, -1])
    def test_values_that_slipped(self, engine, step):
        rows = [
            ("寄宿生人数", "≥900人"),
            ("膳食达标率", "≥98%"),
            ("食堂采购成本", "≤30万元"),
            ("完工时间", "9月底前"),
            ("养护里程", "≥12公里"),
        ]
        right = [{"name": name, "value": value} for name, value in rows]
        assert "consistency/shifted-values" not in rules_of(engine, *right)
        wrong = [{"name": name, "value": rows[(at + step) % len(rows)][1]} for at, (name, _) in enumerate(rows)]
        wrong[-1 if step == 1 else 0]["value"] = ""
        found = rules_of(engine, *wrong)
        assert found.count("consistency/shifted-values") == len(rows) - 1

    @pytest.mark.parametrize(
        ("goal", "bad"),
        [
            ("圆满完成了年度养护任务", True),
            ("已建成卫生室12个", True),
            ("取得了良好成效", True),
            ("完成年度养护任务", False),
            ("对已建成的卫生室进行管护", False),
            ("为了完成养护任务，采购设备", False),
            ("在已完成一期的基础上扩建", False),
        ],
    )
    def test_a_goal_is_no_report(self, engine, goal, bad):
        found = rules_of(engine, goals=(Goal(goal),))
        assert ("consistency/past-tense" in found) == bad

    @pytest.mark.parametrize(
        ("goal", "bad"),
        [
            ("2023年底前养护公路30公里", True),
            ("2025年养护公路30公里", False),
            ("2023年开工，2025年完工", False),
            ("根据云交〔2023〕7号养护公路", False),
            ("在2023年的基础上提高3%", False),
            ("支付2023年工程尾款", False),
            ("2026年通车", False),
        ],
    )
    def test_a_goal_is_of_the_year_of_its_table(self, engine, goal, bad):
        found = rules_of(engine, goals=(Goal(goal),), year=2025)
        assert ("consistency/goal-year-differs" in found) == bad

    def test_goal_and_indicator_give_one_number(self, engine):
        row = {"name": "培训农民人数", "value": "≥300人"}
        assert "consistency/goal-number-differs" in rules_of(engine, row, goals=(Goal("全年培训农民500人"),))
        assert "consistency/goal-number-differs" not in rules_of(engine, row, goals=(Goal("全年培训农民300人"),))
        assert "consistency/goal-number-differs" not in rules_of(engine, row, goals=(Goal("每期培训农民50人"),))

    @pytest.mark.parametrize(
        ("project", "name", "bad"),
        [
            ("提前下达中央水利发展资金", "县级配套资金到位率", True),
            ("中央水利发展资金及县级配套", "县级配套资金到位率", False),
            ("城乡居民基本养老保险", "企业职工参保人数", True),
            ("企业职工养老保险", "企业职工参保人数", False),
            ("农村公路养护", "县级配套资金到位率", False),
            ("中央水利发展资金", "配套设施完好率", False),
        ],
    )
    def test_a_row_speaks_of_its_project(self, engine, project, name, bad):
        found = inconsistent(engine, name, "", "≥95%", project=project)
        assert (found == ["consistency/other-fund"]) == bad


HOSTILE = [
    "",
    " ",
    "率",
    "数",
    "%",
    "每",
    "每元",
    "≥",
    "占",
    "/",
    "的",
    "。" * 50,
    "1" * 400,
    "9" * 30 + "%",
    "0.1.2.3%",
    "每" * 300 + "1元",
    "补" * 10_000,
    "5人" * 5_000,
    "不低于" * 3_000 + "5%",
    "𠀀率",
    "\u202e满意度",
    "e̾" * 200,
    "\x00\x01",
    "١٢٣人",
    "①②③次",
    "½公里",
    "㎡" * 99,
    "达到" + "9" * 200 + "%",
    "率达到率达到95%",
    "已完成" * 2_000,
    "2023年" * 2_000,
    "1月1日前" * 2_000,
    "每月" * 3_000 + "10日前",
    "13月45日前",
    "2025-99-99前",
    "第九季度末",
    "合计" * 3_000 + "5座",
    "、5座" * 3_000,
]


class TestHostileTexts:
    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_nothing_raises(self, engine, text):
        rows = [
            {"name": text, "description": text, "value": text},
            {"name": "参训人数", "description": text, "value": "≥3人"},
            {"name": "群众满意度", "description": text, "value": text},
            {"name": text, "description": "考核合格率", "value": "≥95%"},
        ]
        found = checked(engine, *rows, goals=(Goal(text),), project=text, year=2025)
        assert not [one for one in found if one.seen.rule.startswith("engine/")]

    def test_long_tables_take_time_in_proportion(self):
        engine = Engine([one for one in load_profile("national").rules if one.family == "consistency"])

        def seconds(count):
            rows = [
                {"name": f"{count}乡{at}类农户人数", "description": f"{count}乡{at + 1}类农户人数", "value": f"≥{at}人"}
                for at in range(count)
            ]
            begin = perf_counter()
            checked(engine, *rows)
            return perf_counter() - begin

        seconds(50)
        assert seconds(4000) < 16 * max(seconds(1000), 0.05)


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("每参保一人补贴代办员一元", True),
        ("每亩补贴80元", True),
        ("每人每月发放救助金五百元。", True),
        ("每亩补贴80元，应补尽补", False),
        ("补贴80元", False),
        ("每月巡查2次", False),
        ("每户改造", False),
    ],
)
def test_a_payment_standard_is_the_whole_description(text, standard):
    assert bool(payment_standard(text)) == standard


def test_a_rate_is_asserted_with_its_figure():
    assert asserted_rate("免费保管档案，且免费率达到100%") == "且免费率"
    assert asserted_rate("免费率高") == ""


@pytest.mark.parametrize(
    ("form", "head", "unit", "fitting"),
    [
        ("rate", "率", "people", False),
        ("rate", "率", "percent", True),
        ("money", "金额", "time", False),
        ("size", "面积", "length", False),
        ("size", "里程", "length", True),
        ("people", "人数", "", True),
        ("count", "数量", "money", False),
    ],
)
def test_which_units_suit_a_figure(form, head, unit, fitting):
    assert fits(form, head, unit) == fitting
