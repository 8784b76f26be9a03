"""The family unit on rows made from right and wrong parts, in many fields."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.engine import CRASHED, Engine
from kpilint.model import Document, Indicator, Table
from kpilint.rulesets import all_rules

ENGINE = Engine([one for rule_id, one in all_rules().items() if rule_id.startswith("unit/")])
COLUMNS = frozenset({"level2", "name", "value"})

THINGS = (
    "义务教育学生",
    "门诊患者",
    "农村供水管网",
    "县乡公路",
    "高标准农田",
    "治安巡逻",
    "河道清淤",
    "公共图书馆",
    "敬老院",
    "森林防火",
)
RIGHT = {
    "培训人数": ("≥300人", "260人次", "1.2万人", "不少于50名"),
    "检查次数": ("≥12次", "4次/月", "24场次"),
    "服务人次": ("≥3000人次", "1.5万人次"),
    "合格率": ("≥95%", "100%", "98%以上", "≥0.95"),
    "满意度": ("≥90%", "≥85分", "95%以上"),
    "改造面积": ("≥1500平方米", "300亩", "12公顷", "≥2万亩次"),
    "维修里程": ("≥30公里", "1200米"),
    "维护费用": ("≤5万元", "2.5万元/公里", "≤300元"),
    "完成时间": ("12月底前", "≤30天", "2025年6月30日", "6个月"),
    "设备数量": ("12台", "≥5台套", "3项"),
}
WRONG = {
    "培训人数": ("≥95%", "300万元", "50公里", "20天"),
    "检查次数": ("≥95%", "30人", "5万元", "12亩"),
    "服务人次": ("≥95%", "3000份", "20万元"),
    "合格率": ("≥95个", "20件", "≥195%", "≥85", "3万元"),
    "满意度": ("23人", "90户", "≥1100%", "≥80满意度", "≥90"),
    "改造面积": ("≥95%", "300人", "30公里"),
    "维修里程": ("≥95%", "30户", "20万元"),
    "维护费用": ("≤300人", "12次", "30天"),
    "完成时间": ("≥95%", "30人", "≤6个", "5万元"),
    "设备数量": ("≥95%", "12百分比", "12数量", "≥12"),
}
ANYWHERE = ("≥80百分率", "≥90完成比例", "≥85相关文件", "95%%", "200万元元", "20万万元")


def found(name, value):
    row = Indicator(level2="数量指标", name=name, value=value)
    checked = ENGINE.check_document(Document("x", "test", (Table(indicators=(row,), columns=COLUMNS),)))
    return [(one.seen.rule, one.seen.field) for one in checked.tables[0].findings]


def rows(values):
    return [(f"{thing}{measure}", value) for thing in THINGS for measure, some in values.items() for value in some]


@pytest.mark.parametrize("thing", THINGS)
def test_a_unit_that_fits_is_left_alone_in_every_field(thing):
    assert {row: seen for row in rows(RIGHT) if row[0].startswith(thing) and (seen := found(*row))} == {}


@pytest.mark.parametrize("thing", THINGS)
def test_a_unit_that_does_not_fit_is_found_once_in_every_field(thing):
    wrong = {row: seen for row in rows(WRONG) if row[0].startswith(thing) and len(seen := found(*row)) != 1}
    assert wrong == {}


@pytest.mark.parametrize("value", ANYWHERE)
@pytest.mark.parametrize("measure", ["合格率", "培训人数", "维护费用"])
def test_a_word_that_is_no_unit_is_found_whatever_is_measured(measure, value):
    assert [field for _, field in found(f"县乡公路{measure}", value)] == ["value"]


NEAR_MISSES = (
    ("旅游收入增长率", "≥120%"), ("拨备覆盖率", "≥150%"), ("每千人口床位率", "6张/千人"),
    ("人口出生率", "≤8‰"), ("师生比", "1:15"), ("护理员配备比", "不低于1:3"),
    ("工程进度", "≥80%"), ("贷款利率", "≤4.35%"), ("巡查频率", "2次/周"),
    ("案件数（个）", "≥100"), ("空气质量指数", "≤75"), ("安全事故", "0"),
    ("孕产妇死亡率", "≤10/10万"), ("年用电量", "≤3000度"), ("受训农民人数增长", "≥5%"),
    ("每人补贴金额", "1元"), ("防治面积", "≥30万亩次"), ("产业投入产出比", "1:3"),
    ("水质", "Ⅲ类"), ("PM2.5年均浓度", "≤35微克/立方米"), ("职工人均工资", "4.5万元"),
    ("培训天数", "每期3天"), ("预算支出", "控制在30万元以内"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NEAR_MISSES)
def test_what_looks_wrong_and_is_right_is_left_alone(name, value):
    assert found(name, value) == []


@settings(max_examples=200, deadline=None)
@given(name=st.text(max_size=30), value=st.text(max_size=30))
def test_no_text_crashes_a_rule_or_is_found_twice_in_one_way(name, value):
    seen = found(name, value)
    assert CRASHED not in {rule for rule, _ in seen}
    assert len(seen) == len(set(seen))
