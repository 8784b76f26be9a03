"""The newer rules of the family vague, on rows made from parts in many fields."""

import pytest

from kpilint.engine import Engine
from kpilint.model import Document, Indicator, Table
from kpilint.rulesets import all_rules

NAMES = ("vague/slogan-with-percent", "vague/value-in-name", "vague/nothing-measured")
ENGINE = Engine([all_rules()[name] for name in NAMES])
COLUMNS = frozenset({"level2", "name", "description", "value"})


def found(**cells):
    table = Table(indicators=(Indicator(**cells),), columns=COLUMNS)
    return [
        (one.seen.rule, dict(one.seen.args))
        for one in ENGINE.check_document(Document("x", "test", (table,))).tables[0].findings
    ]


def rules(**cells):
    return [rule for rule, _ in found(**cells)]


SLOGANS = (
    "促进教育公平",
    "提升基层医疗服务能力",
    "改善农村人居环境",
    "保障饮水安全",
    "维护社会治安稳定",
    "推动文旅产业发展",
    "生态环境持续改善",
    "公共文化服务水平",
)


@pytest.mark.parametrize("slogan", SLOGANS)
@pytest.mark.parametrize("value", ["≥95%", "100%", "95％以上", "不低于90%"])
def test_a_slogan_with_a_percentage_is_one_finding_that_says_so(slogan, value):
    assert rules(level2="社会效益指标", name=slogan, value=value) == ["vague/slogan-with-percent"]


@pytest.mark.parametrize("slogan", SLOGANS)
@pytest.mark.parametrize("value", ["有所提高", "明显"])
def test_a_slogan_with_words_is_a_slogan(slogan, value):
    assert rules(level2="社会效益指标", name=slogan, value=value) == ["vague/nothing-measured"]


@pytest.mark.parametrize("slogan", SLOGANS)
@pytest.mark.parametrize("description", ["达标户数占总户数的比例", "合格数÷总数", "测评达标率"])
def test_a_share_that_is_told_can_be_worked_out(slogan, description):
    seen = rules(level2="社会效益指标", name=slogan, description=description, value="≥95%")
    assert "vague/slogan-with-percent" not in seen


@pytest.mark.parametrize("thing", ["村组干部", "新建公厕", "改造危房", "接种疫苗", "巡逻里程"])
@pytest.mark.parametrize("value", ["230人", "12座", "≥45户", "不少于3000剂", "1.2万公里"])
def test_a_value_in_a_name_is_taken_out(thing, value):
    [(rule, args)] = [one for one in found(name=f"{thing}{value}", value=value) if one[0] == "vague/value-in-name"]
    assert (rule, args["rest"], args["found"]) == ("vague/value-in-name", thing, value)


@pytest.mark.parametrize(
    "name",
    [
        "65岁以上老年人体检人数",
        "24小时供水",
        "12345热线办结率",
        "信息系统建设（3期）",
        "PM2.5",
        "案件数（个）",
        "第3次普查登记户数",
        "2025年义务植树株数",
        "一村一警覆盖村数",
        "3A级景区数量",
        "0-6岁儿童健康管理率",
        "110接处警平均用时",
        "高血压患者5年随访率",
        "G206国道养护里程",
        "12月龄儿童接种率",
    ],
)
def test_a_number_that_belongs_to_a_name_stays(name):
    assert "vague/value-in-name" not in rules(name=name, value="≥95%")
