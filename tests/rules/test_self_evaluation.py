"""Self-evaluations: actual values against targets, scores, reasons, grades, last year. Invented rows of many fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint import examples
from kpilint.engine import Engine
from kpilint.rulesets import all_rules

OURS = ("consistency/self-", "consistency/grades-")
RULES = {name: one for name, one in all_rules().items() if name.startswith(OURS)}
ENGINE = Engine(list(RULES.values()))
COLUMNS = ["name", "value", "actual", "weight", "score", "reason", "others", "grades"]
FULL, UNITS, REASON, FIGURE, OVER = "full-score", "unit-differs", "reason-missing", "no-figure", "score-over-weight"
HOSTILE = ["", " ", "9" * 10_000, "完" * 10_000, "-1%", "1e999", "12月32日", "1/0", "\u200b", "％％％", "1:2:3:4"]


def checked(row):
    table = {"columns": COLUMNS, "indicators": [{"level2": "数量指标", **row}]}
    (document,) = ENGINE.check(examples.subject_of(RULES["consistency/self-outcome-missing"], table))
    return document.tables[0]


def found(**row):
    return {one.seen.rule.removeprefix("consistency/self-") for one in checked(row).findings}


def row(name, value, actual, score="10", reason=""):
    return {"name": name, "value": value, "actual": actual, "weight": "10", "score": score, "reason": reason}


ROWS = [
    (row("培训人数", "≥200人", "206人"), set()),
    (row("培训人数", "≥200人", "206"), set()),
    (row("培训人数", "200人", "206人"), set()),
    (row("培训人数", "≥200人", "培训206人"), set()),
    (row("抽检批次", "≥1200批次", "1260次"), set()),
    (row("办结时限", "≤7天", "5天"), set()),
    (row("办结时限", "≤7个工作日", "6天"), set()),
    (row("合格率", "≥98%", "98%"), set()),
    (row("合格率", "100%", "全部合格"), set()),
    (row("合格率", "≥98%", "0.985"), set()),
    (row("投诉率", "3%", "1.2%"), set()),
    (row("投诉办结率", "95%", "96%"), set()),
    (row("差错率", "≤1%", "0.4%"), set()),
    (row("重大事故起数", "0起", "0"), set()),
    (row("重大事故起数", "0起", "未发生"), set()),
    (row("单位造价", "2000元/平方米", "1950元/平方米"), set()),
    (row("工程投资", "≤1200万元", "11980000元"), set()),
    (row("完工时间", "12月底前", "11月20日"), set()),
    (row("完工时间", "12月底前", "已完成"), set()),
    (row("完工时间", "2023年12月31日前", "2023年12月"), set()),
    (row("运行情况", "良好", "良好"), set()),
    (row("改造校舍", "≥12栋", "12所"), set()),
    (row("道路长度", "≥30公里", "30500米"), set()),
    (row("工期", "5-10天", "8天"), set()),
    (row("增收", "比上年增加20%", "比上年增加15%"), set()),
    (row("培训人数", "≥200人", "186人"), {FULL}),
    (row("培训人数", "200人", "186人"), {FULL}),
    (row("培训人数", "≥200人", "186"), {FULL}),
    (row("办结时限", "≤7天", "9天"), {FULL}),
    (row("合格率", "≥98%", "97.9%"), {FULL}),
    (row("合格率", "100%", "98.6%"), {FULL}),
    (row("投诉率", "3%", "4.2%"), {FULL}),
    (row("投诉办结率", "95%", "90%"), {FULL}),
    (row("满意度", ">90%", "90%"), {FULL}),
    (row("完工时间", "10月底前", "12月15日"), {FULL}),
    (row("完工时间", "2023年10月底前", "2024年1月"), {FULL}),
    (row("管网改造", "完成", "部分完成"), {FULL}),
    (row("管网改造", "≥20公里", "未完成"), {FULL}),
    (row("工程投资", "≤1200万元", "1350万元"), {FULL}),
    (row("工程投资", "≤1200万元", "11980000"), set()),
    (row("预算执行率", "100%", "92.5%"), {FULL}),
    (row("培训人数", "≥200人", "186人", "9.3", "学员请假"), set()),
    (row("培训人数", "≥200人", "186人", "9.3"), {REASON}),
    (row("培训人数", "≥200人", "186人", "9.3", "无"), {REASON}),
    (row("运行情况", "良好", "良好", "8", "—"), {REASON}),
    (row("培训人数", "≥200人", "206人", "12"), {OVER}),
    (row("培训人数", "≥200人", "100%"), {UNITS}),
    (row("合格率", "≥98%", "1260批次"), {UNITS}),
    (row("培训人数", "≥200人", "25万元"), {UNITS}),
    (row("培训人数", "≥200人", "已完成"), {FIGURE}),
    (row("合格率", "≥98%", ""), {FIGURE}),
    (row("合格率", "≥98%", "达成年度指标"), {FIGURE}),
]


@pytest.mark.parametrize(("of", "expected"), ROWS)
def test_actual_values_and_scores(of, expected):
    assert found(**of) == expected


FIELDS = [
    ("培训教师人数", "人"), ("接种儿童人次", "人次"), ("新建水窖", "座"), ("养护里程", "公里"),
    ("造林面积", "亩"), ("抽检食品", "批次"), ("巡逻次数", "次"), ("就业率", "%"), ("水质达标率", "%"),
]  # fmt: skip


@given(st.sampled_from(FIELDS), st.integers(1, 100), st.integers(0, 100), st.integers(0, 10))
def test_what_is_missed_is_found_in_many_fields(field, wanted, got, score):
    name, unit = field
    seen = found(**row(name, f"≥{wanted}{unit}", f"{got}{unit}", str(score)))
    assert (FULL in seen) == (got < wanted and score == 10)
    assert (REASON in seen) == (score < 10)
    capped = found(**row(name, f"≤{wanted}{unit}", f"{got}{unit}"))
    assert (FULL in capped) == (got > wanted)


LAST = [
    ("家长满意度", "≥90%", "95%", True),
    ("结案率", "92%", "95.5", True),
    ("家长满意度", "≥95%", "95%", False),
    ("投诉率", "≤3%", "5%", False),
    ("失业率", "3%", "5%", False),
    ("培训费用", "≤10万元", "12万元", False),
    ("培训人数", "200人", "较多", False),
    ("办结时限", "5天", "7天", False),
]


@pytest.mark.parametrize(("name", "value", "last", "expected"), LAST)
def test_last_year(name, value, last, expected):
    seen = found(name=name, value=value, others=[{"heading": "上年完成值", "text": last}])
    assert ("below-last-year" in seen) == expected
    assert found(name=name, value=value, others=[{"heading": "实施周期目标值", "text": last}]) == set()


GRADES = [
    (("100%", "≥90%", "≥80%", "﹤80%"), False),
    (("≥95%", "≥90%", "≥80%", "<80%"), False),
    (("≤5", "≤10", "≤15", ">15"), False),
    (("95%以上", "90%-95%", "80%-90%", "80%以下"), False),
    (("5天以内", "5-10天", "10-15天", "15天以上"), False),
    (("好", "较好", "一般", "差"), False),
    (("90", "80", "70", "60"), False),
    (("≥90%", "", "", ""), False),
    (("≥90%", "≥90%", "≥80%", "<80%"), True),
    (("≥80%", "≥90%", "≥95%", "<95%"), True),
    (("≥95%", "≥80%", "≥90%", "<80%"), True),
    (("≤5", "≤15", "≤10", ">10"), True),
    (("≥95%", "≥90%", "≥80%", "≥80%"), True),
    (("100%", "100%", "100%", "100%"), True),
    (("≥95%", "≥90%", "≥80%", "<85%"), True),
]


@pytest.mark.parametrize(("grades", "expected"), GRADES)
def test_grades_fall_or_rise_step_by_step(grades, expected):
    seen = {one.seen.rule for one in checked({"name": "公厕完好率", "grades": list(grades)}).findings}
    assert ("consistency/grades-order" in seen) == expected


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3, unique=True))
def test_sorted_grades_are_right_and_shuffled_ones_are_not(steps):
    one, two, three = steps
    grades = [f"≥{one}%", f"≥{two}%", f"≥{three}%", f"<{three}%"]
    seen = {each.seen.rule for each in checked({"name": "完好率", "grades": grades}).findings}
    assert ("consistency/grades-order" in seen) == (not one > two > three)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_do_not_crash(text):
    of = {"name": text, "value": text, "actual": text, "weight": text, "score": text, "reason": text}
    of |= {"grades": [text] * 4, "others": [{"heading": "上年完成值", "text": text}]}
    assert not any("crash" in one.seen.rule for one in checked(of).findings)
    assert not any("crash" in one.seen.rule for one in checked(of | {"actual": "5人", "value": "≥10人"}).findings)
