"""The family category on labelled rows of many fields, and on rows made from right and wrong parts."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.engine import CRASHED, Engine
from kpilint.model import Document, Indicator, Table
from kpilint.rulesets import all_rules

ENGINE = Engine([one for rule_id, one in all_rules().items() if rule_id.startswith("category/")])
COLUMNS = frozenset({"level2", "name", "description", "value", "direction"})
LABELLED = Path(__file__).with_name("category_rows.txt")
LABEL_OF = {"c": "category", "d": "direction"}
LEAST = 0.95

FIELDS = (
    "义务教育学校",
    "门诊病房",
    "农村供水管网",
    "县乡公路",
    "高标准农田",
    "治安卡口",
    "图书馆",
    "敬老院",
    "湿地公园",
)
KINDS = {
    "合格率": ("≥95%", "质量指标"),
    "建设座数": ("≥12座", "数量指标"),
    "检查次数": ("≥12次", "数量指标"),
    "参训人数": ("≥300人", "数量指标"),
    "完工时间": ("11月底前", "时效指标"),
    "维修及时率": ("≥98%", "时效指标"),
    "单位维护成本": ("≤300元", "成本指标"),
    "使用者满意度": ("≥90%", "服务对象满意度指标"),
}
WRONG = {
    "数量指标": ("合格率", "完工时间", "单位维护成本", "使用者满意度"),
    "质量指标": ("检查次数", "参训人数", "建设座数", "完工时间", "维修及时率", "单位维护成本", "使用者满意度"),
    "时效指标": ("合格率", "检查次数", "参训人数", "建设座数", "使用者满意度"),
    "成本指标": ("合格率", "检查次数", "参训人数", "建设座数", "完工时间", "使用者满意度"),
    "社会效益指标": ("检查次数", "完工时间", "使用者满意度"),
    "可持续影响指标": ("使用者满意度", "完工时间"),
    "服务对象满意度指标": ("合格率", "检查次数", "参训人数", "建设座数", "完工时间"),
}
FALLING = ("群众投诉率", "安全事故发生率", "信访率", "能耗", "差错率", "返贫率", "管网漏损率", "平均停电次数")
RISING = ("覆盖率", "验收合格率", "群众满意度", "政策知晓率", "污水处理率", "投诉办结率", "事故下降率", "成本节约率")
WAITING = ("报警响应时间", "审批办理时限", "故障修复时间", "补贴发放时间")


def findings(level2="", name="", description="", value="", direction=""):
    row = Indicator(level2=level2, name=name, description=description, value=value, direction=direction)
    table = Table(project="白河市项目", indicators=(row,), columns=COLUMNS)
    return [one.seen for one in ENGINE.check_document(Document("x", "test", (table,))).tables[0].findings]


def labels(**row):
    seen = findings(**row)
    assert not [one for one in seen if one.rule == CRASHED]
    return {ENGINE.rules[one.rule].label for one in seen} - {""}


def labelled_rows():
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            level2, name, description, value, given_labels = line.split("|")
            row = {"level2": level2, "name": name, "description": description, "value": value}
            yield row, {LABEL_OF[one] for one in given_labels if one in LABEL_OF}


@pytest.mark.parametrize("label", LABEL_OF.values())
def test_labelled_rows_of_many_fields_are_judged_as_by_hand(label):
    right, wrong, missed = 0, [], []
    for row, true in labelled_rows():
        found = label in labels(**row)
        right += found and label in true
        if found and label not in true:
            wrong.append(row)
        elif label in true and not found:
            missed.append(row)
    assert right / (right + len(wrong)) >= LEAST, wrong
    assert right / (right + len(missed)) >= LEAST, missed


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_at_home_under_its_own_level(field, kind):
    value, level2 = KINDS[kind]
    assert labels(level2=level2, name=field + kind, value=value) == set()


@pytest.mark.parametrize(("level2", "kind"), [(level2, kind) for level2, kinds in WRONG.items() for kind in kinds])
def test_every_kind_is_found_under_a_level_not_its_own_which_the_message_names(level2, kind):
    value, proper = KINDS[kind]
    for field in FIELDS:
        seen = findings(level2, field + kind, value=value)
        assert [one.rule for one in seen] == ["category/wrong-level"], field + kind
        assert seen[0].field == "level2"
        assert seen[0].args["proper"] == proper
        assert field + kind in seen[0].args["what_zh"]


@pytest.mark.parametrize(
    ("level2", "kind"), list(product(("经济效益指标", "生态效益指标"), ("合格率", "使用者满意度", "完工时间")))
)
def test_what_is_neither_money_nor_nature_is_no_such_benefit(level2, kind):
    for field in ("义务教育学校", "门诊病房", "治安卡口", "敬老院"):
        assert labels(level2=level2, name=field + kind, value=KINDS[kind][0]) == {"category"}


@pytest.mark.parametrize("name", FALLING)
def test_what_should_be_few_has_no_lowest_amount(name):
    for field, number in product(FIELDS, ("5%", "3次")):
        row = {"level2": "社会效益指标", "name": field + name}
        assert "direction" in labels(**row, value=f"≥{number}")
        assert "direction" not in labels(**row, value=f"≤{number}")
        assert "direction" not in labels(**row, value=f"比上年下降{number}")
        assert "direction" not in labels(**row, value=f"比上年增长不超过{number}")


@pytest.mark.parametrize("name", RISING)
def test_what_should_be_large_has_no_highest_amount(name):
    for field in FIELDS:
        assert "direction" in labels(level2="质量指标", name=field + name, value="≤90%")
        assert "direction" not in labels(level2="质量指标", name=field + name, value="≥90%")
        assert "direction" not in labels(level2="质量指标", name=field + name, value="90%")


@pytest.mark.parametrize("name", WAITING)
def test_waiting_has_no_lowest_amount(name):
    assert labels(level2="时效指标", name=name, value="≥3天") == {"direction"}
    assert labels(level2="时效指标", name=name, value="≤3天") == set()


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("成本指标", "基础养老金月标准", "≥98元"),
        ("成本指标", "孤儿基本生活费", "≥1400元/人/月"),
        ("成本指标", "项目总成本", "≤408万元"),
        ("数量指标", "公益岗位发放人数", "≤285人"),
        ("数量指标", "基地评估次数", "≤8次"),
        ("数量指标", "办理信访案件数", "≥200件"),
        ("数量指标", "查处违法案件数量", "≥50件"),
        ("时效指标", "设备质保时间", "≥3年"),
        ("时效指标", "场馆开放时间", "≥40小时"),
        ("社会效益指标", "医疗费用增长率", "≤8%"),
        ("质量指标", "资产负债率", "≤60%"),
        ("质量指标", "床位使用率", "≤93%"),
        ("质量指标", "未就业率", "≤5%"),
        ("社会效益指标", "失业人员再就业率", "≥60%"),
        ("社会效益指标", "无投诉村比例", "≥90%"),
        ("生态效益指标", "病死畜禽无害化处理率", "≥98%"),
        ("生态效益指标", "污染物达标排放率", "≥98%"),
    ],
)
def test_near_misses_point_the_right_way(level2, name, value):
    assert "direction" not in labels(level2=level2, name=name, value=value)


@pytest.mark.parametrize("name", ["数量", "质量", "时效", "社会效益", "同上", "XX", "", "满意度指标"])
@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "生态效益指标", "服务对象满意度指标"])
def test_placeholders_are_left_to_their_own_family(name, level2):
    assert "category" not in labels(level2=level2, name=name, description="居民参保率", value="≥95%")


def test_the_message_quotes_the_cell_that_says_what_is_measured():
    by_description = findings("数量指标", "各项业务执行", "案件抽查率", "≥80%")[0]
    assert "案件抽查率" in by_description.args["what_zh"]
    by_value = findings("质量指标", "开展技能竞赛", "", "≥5场次")[0]
    assert "≥5场次" in by_value.args["what_zh"]


def test_budget_execution_under_a_wrong_level_is_one_finding():
    seen = findings("时效指标", "专项资金使用率", "", "≥95%")
    assert [one.rule for one in seen] == ["category/wrong-level"]
    assert [one.rule for one in findings("质量指标", "专项资金支付率", "", "≥95%")] == ["category/budget-execution"]


@pytest.mark.parametrize(
    ("direction", "value", "wrong"),
    [
        ("正向", "≤5%", True),
        ("正向指标", "≥5%", False),
        ("反向", "≥5%", True),
        ("负向指标", "≤5%", False),
        ("定性", "≤5%", False),
    ],
)
def test_the_declared_direction_and_the_sign_agree(direction, value, wrong):
    seen = findings("质量指标", "甲乙丙", value=value, direction=direction)
    assert ("category/declared-direction" in {one.rule for one in seen}) == wrong


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "率" * 10_000,
            "投诉" * 5_000,
            "≥" * 3_000,
            "、" * 10_000,
            "1" * 10_000,
            "\u202e率",
            "\x00",
            "=率=率",
            "（（（",
        ]
    ),
    st.lists(st.sampled_from([*KINDS, *FALLING, *RISING, "、", "（%）", "≥5%", "控制在3%"]), max_size=6).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(
    level2=st.sampled_from([*WRONG, "生态效益指标", "社会成本指标", ""]),
    name=HOSTILE,
    description=HOSTILE,
    value=HOSTILE,
)
def test_no_text_makes_a_rule_crash(level2, name, description, value):
    seen = findings(level2, name, description, value, direction=value[:6])
    assert not [dict(one.args) for one in seen if one.rule == CRASHED]
