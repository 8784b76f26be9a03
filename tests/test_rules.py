"""The shipped rules on rows of many fields: what a bad row is told, and that well-written rows are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint.engine import Engine
from kpilint.finding import Severity
from kpilint.model import CELL_FIELDS, Document, Indicator, Table
from kpilint.profiles import load_profile

ENGINE = Engine(load_profile("national").rules)
WORSE = (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)
ROW = {
    "level1": "产出指标",
    "level2": "数量指标",
    "name": "新建公厕数量",
    "description": "列入年度计划并验收的公厕座数",
    "value": "≥12座",
    "basis": "云建发〔2024〕8号",
}


def level1_of(level2):
    if "满意度" in level2:
        return "满意度指标"
    return "效益指标" if "效益" in level2 or "可持续" in level2 else "产出指标"


def found(**cells):
    """Findings of warning and above of one row of its own, as (rule, field, args)."""
    row = Indicator(**{**ROW, "level1": level1_of(cells.get("level2", "")), **cells})
    table = Table(project="农村厕所改造", indicators=(row,), columns=frozenset(CELL_FIELDS))
    check = ENGINE.check_document(Document("x", "test", (table,))).tables[0]
    return [
        (one.seen.rule, one.seen.field, one.seen.args)
        for one in check.findings
        if one.seen.severity in WORSE and one.at.row is not None
    ]


def rules_of(field, **cells):
    return [rule for rule, at, _ in found(**cells) if at == field]


def words(text):
    return text.split()


def table(text):
    return [line.split("|") for line in text.strip().splitlines()]


CLEAN = table("""
数量指标|新建农村公路里程|列入年度计划并通过交工验收的公路公里数|≥35公里|云交发〔2024〕12号
质量指标|工程一次验收合格率|首次验收即合格的单位工程占全部单位工程的比例|100%|JTG F80/1-2017
时效指标|工程完工时间|合同约定的交工日期|2025年10月底前|施工合同
成本指标|每公里建设成本|项目总投资除以建设里程|≤80万元/公里|可研批复
社会效益指标|受益行政村数量|公路直接通达的村|11个行政村|云岭县十四五交通发展规划
生态效益指标|新增绿化面积|公路两侧栽植乔木、灌木的地块|≥20亩|云林发〔2024〕3号
服务对象满意度指标|沿线群众满意度|选择满意的人数占有效问卷的比例|≥90%|问卷调查
数量指标|资助学生人数|享受国家助学金的普通高中在校生|≥1200人|云财教〔2023〕45号
质量指标|助学金发放准确率|对象和金额无误的人次占发放总人次的比例|100%|《学生资助资金管理办法》
时效指标|助学金发放时间|春秋两学期打卡到账的最晚日期|12月底前|云财教〔2023〕45号
成本指标|助学金发放标准|每名普通高中贫困生一学年的平均资助额|2000元/生·年|云财教〔2023〕45号
社会效益指标|义务教育巩固率|毕业人数占入学人数的比例|≥98%|《义务教育法》
数量指标|疫苗接种剂次|免疫规划疫苗在册儿童|≥5万剂次|往年接种数据
社会效益指标|孕产妇死亡率|当年孕产妇死亡数与活产数之比|≤10/10万|《中国妇女发展纲要（2021—2030年）》
生态效益指标|出厂水水质达标率|合格水样占检测水样的比例|≥99%|GB 5749-2022
数量指标|高标准农田建设面积|新增和改造提升的地块合计|2万亩|云农发〔2024〕8号
经济效益指标|亩均粮食增产|项目区与前三年平均产量相比的差额|≥50公斤/亩|近三年平均产量
数量指标|夜间巡逻出动人次|城区每晚两班民警、辅警合计|≥3000人次|云公发〔2024〕5号
时效指标|接警后到场时间|城区警情自派警起的平均值|≤8分钟|云岭县接处警工作规范
社会效益指标|重大安全事故|施工期间较大以上事故|无|《安全生产法》
社会效益指标|火灾亡人起数|全县当年一次死亡1人以上的火情|0|消防法
可持续影响指标|对基层治理的持续影响|按走访结果分三档评价|好/一般/差|云民发〔2024〕6号
经济效益指标|旅游收入增长率|（本年-上年）/上年|≥120%|2024年统计公报
数量指标|图书馆开放天数|全年实行免费开放并有值班记录|≥330天|《公共图书馆法》
质量指标|污水处理设施验收|第三方机构组织的竣工验收|验收合格|初步设计批复
数量指标|灌溉机井（眼）|项目区内配套智能计量的水源井|≥45|云水发〔2024〕2号
""")


@pytest.mark.parametrize("cells", CLEAN, ids=lambda cells: cells[1])
def test_a_well_written_row_is_left_alone(cells):
    level2, name, description, value, basis = cells
    assert found(level2=level2, name=name, description=description, value=value, basis=basis) == []


SLOGANS = words("""
有所提高 效果显著 运行良好 基本完成 较上年提高 不断提高 逐步改善 长期 持续发挥作用 明显改善
有效提升 按时完成 及时 稳步提升 进一步增强 促进教育公平 满足群众需求 确保供水安全 良好 显著
""")
FIELDS = ["小学生课后服务", "村卫生室诊疗", "水库除险", "校舍维修", "辅警巡逻", "秸秆禁烧", "冷链物流", "危房改造"]


@pytest.mark.parametrize("value", SLOGANS)
def test_a_slogan_value_is_found_once(value):
    for field in FIELDS[:3]:
        assert rules_of("value", name=f"{field}情况", value=value) == ["vague/slogan-value"], field


CHECKABLE = words("""
好/一般/差 优、良、中、差 合格 达标 优 是 100% ≥95% 12月底之前
2025年12月底前完成 3次 全部完成 全覆盖 验收合格 建成并投入使用 符合国家标准 应保尽保
不超过预算 与上年持平 无重大安全事故 零事故 比上年提高5% 三级甲等 每月10日前 不低于上年水平
确保全额发放 未发生有效投诉
""")


@pytest.mark.parametrize("value", CHECKABLE)
def test_a_value_that_can_be_checked_is_not_called_vague(value):
    assert [rule for rule in rules_of("value", name="水库除险加固", value=value) if rule.startswith("vague")] == []


@given(name=st.sampled_from([f"{one}{end}" for one in FIELDS for end in ("满意度", "人数", "合格率", "工作", "情况")]))
def test_a_value_that_restates_the_name_is_found_once(name):
    assert rules_of("value", name=name, value=name) == ["vague/value-restates-name"]
    assert rules_of("value", name="质量", description=name, value=name) == ["vague/value-restates-name"]


@pytest.mark.parametrize(
    "value", ["百分率", "百分比", "百分之", "完成比例", "相关文件", "及时率", "满意度", "人数", "家庭户", "全年完成率"]
)
@pytest.mark.parametrize("number", ["80", "≥95", "100", "≤3"])
def test_a_word_that_is_no_unit_is_found_with_what_to_write(number, value):
    (one,) = [(rule, args) for rule, at, args in found(name="办结情况统计", value=number + value) if at == "value"]
    assert one[0] == "unit/not-a-unit"
    assert number in one[1]["advice_zh"]
    assert value not in one[1]["advice_zh"]


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    table("""
学生资助覆盖率|1100%|unit/rate-over-100
村民满意度|≥195%|unit/rate-over-100
村民满意度|≥85|unit/missing
养老金到位率|≥1.95|unit/missing
新建公厕|11|unit/missing
村民满意度|23人|unit/wrong-kind
受训农民人数|≥30万元|unit/wrong-kind
中央补助资金总额|1元|unit/wrong-kind
"""),
)
def test_unit_faults_of_other_fields(name, value, rule):
    assert rules_of("value", name=name, value=value) == [rule]


@pytest.mark.parametrize(
    ("name", "value"),
    table("""
游客人次增长率|≥130%
粮食产量|比上年增长110%
巡查频率|≥2次/周
财政供养系数|≤0.8
新生儿死亡率|≤3‰
村民满意度|≥90分
发放标准|1元/人
资金到位率|1
机井数量（眼）|45
项目工期|≤6个月
治安案件|0
"""),
)
def test_units_that_fit_are_left_alone(name, value):
    assert [rule for rule in rules_of("value", name=name, value=value) if rule.startswith("unit")] == []


VAGUE_NAMES = words("""
完成率 任务完成率 完成数量 工作实施量 影响力 社会稳定 业务运行 满意度 满意率 合格率 及时率
项目完成时间 促进教育公平 提升医疗服务水平 保障饮水安全 改善人居环境 提高群众安全意识
各项工作开展情况 维护社会和谐 公共文化服务水平 推动产业发展 可持续影响力 按时发放 带来的经济效益
是否提高生活质量 为群众办实事 增强应急保障能力
""")


@pytest.mark.parametrize("name", VAGUE_NAMES)
def test_a_vague_name_is_found_once(name):
    found = rules_of("name", name=name, value="≥95%")
    assert found in (["vague/nothing-measured"], ["vague/slogan-with-percent"])


NAMED = words("""
群众满意度 培训人数 案件办结率 资金使用率 校舍维修面积 促进农民工就业人数
提高粮食产量水平测定样本数 政策知晓率 公路好路率 人均成本 救护车到达时间 慢性病规范管理率
幼儿园在园人数 保障性住房套数 辅警工资标准 图书借阅册次 重大动物疫情 农村自来水普及率
""")


@pytest.mark.parametrize("name", NAMED)
def test_a_named_object_is_enough(name):
    assert rules_of("name", name=name, value="≥95%") == []


@pytest.mark.parametrize(
    ("level2", "name"),
    table("""
数量指标|数量
质量指标|质量指标
时效指标|时效
社会效益指标|社会效益
成本指标|成本指标
可持续影响指标|可持续影响
社会效益指标|可持续影响
服务对象满意度指标|服务对象满意度
数量指标|三级指标名称
"""),
)
def test_a_dimension_or_header_is_no_name(level2, name):
    assert [rule.partition("/")[0] for rule in rules_of("name", level2=level2, name=name)] == ["placeholder"]


@pytest.mark.parametrize(
    ("text", "rule"),
    table("""
指标1|placeholder/template-text
XX|placeholder/template-text
★★★|placeholder/template-text
……|placeholder/template-text
(200字以内)|placeholder/template-text
请填写具体内容|placeholder/template-text
同上|placeholder/filler-word
其他|placeholder/filler-word
无|placeholder/filler-word
待定|placeholder/filler-word
详见附件|placeholder/filler-word
—|placeholder/filler-word
/|placeholder/filler-word
"""),
)
@pytest.mark.parametrize("field", ["name", "description", "value", "basis"])
def test_a_placeholder_is_found_once_in_any_cell(field, text, rule):
    if field == "value":
        rule = rule.replace("filler-word", "filler-value")
    assert rules_of(field, **{field: text}) == [rule]


@pytest.mark.parametrize(
    "basis",
    words("""
相关政策 相关文件 依据工作方案 全年工作计划 工作要求 领导审批 历史经验 行业标准
年度工作要点 根据实施方案 上级部门文件要求 县委县政府安排部署 根据单位实际情况 调查问卷
历史数据 国家有关规定 部门职责 依法 按计划执行 预算
"""),
)
def test_a_generic_basis_is_found_once(basis):
    assert rules_of("basis", basis=basis) == ["basis/generic"]


@pytest.mark.parametrize(
    "basis",
    [
        "《预算法》",
        "国发〔2021〕5号",
        "冀财规【2018】21 号",
        "政府采购合同",
        "云岭县十四五规划",
        "项目申报书",
        "可研报告",
        "上年实绩",
        "据往年成本测算",
        "预算法",
        "《义务教育法》第五条",
        "GB 50015-2019",
        "云岭县校园安全三年行动方案",
        "2024年实际支出",
        "第12次县政府常务会议",
        "28人×3000元",
        "环境保护税法",
        "国务院令第722号",
        "近三年平均产量",
    ],
)
def test_a_basis_that_can_be_looked_up_is_left_alone(basis):
    assert rules_of("basis", basis=basis) == []


def test_a_truncated_document_number_is_found_once():
    assert rules_of("basis", basis="云财教【2023】") == ["basis/truncated-number"]


def test_a_survey_is_a_basis_of_a_satisfaction():
    assert rules_of("basis", level2="服务对象满意度指标", name="村民满意度", basis="问卷调查") == []


@pytest.mark.parametrize(
    ("name", "description"),
    table("""
疫苗接种率|疫苗接种率
疫苗接种率|反映疫苗接种情况
巡逻次数|全年巡逻的次数
校舍维修面积|校舍维修面积数量
村民满意度|村民的满意程度
公路养护里程|公路养护里程标准
社会稳定|通过加强管理，促进社会稳定
助学金发放|
"""),
)
def test_a_description_that_adds_nothing_is_found(name, description):
    assert rules_of("description", name=name, description=description) == ["vague/empty-definition"]


@pytest.mark.parametrize(
    ("name", "description"),
    table("""
疫苗接种率|实际接种人数占应接种人数的比例
巡逻次数|每晚两班，每班三次
到位率（实际/应到）|到位率（实际/应到）
校舍维修面积|列入危房台账的教学楼、宿舍
参训人数|乡镇兽医和防疫员
办结率|办结件数÷受理件数
"""),
)
def test_a_description_that_says_more_is_left_alone(name, description):
    assert rules_of("description", name=name, description=description) == []


def test_a_rule_about_a_column_does_not_run_where_the_form_has_none():
    row = Indicator(level1="产出指标", level2="数量指标", name="新建公厕数量", value="≥12座")
    table = Table(indicators=(row,), columns=frozenset({"level1", "level2", "name", "value"}))
    check = ENGINE.check_document(Document("x", "test", (table,))).tables[0]
    assert not any(one.seen.field in ("basis", "description") for one in check.findings)
    assert {"basis/empty", "basis/generic", "vague/empty-definition"} <= check.not_applicable
