"""A description that measures another thing than the name."""

from collections.abc import Iterator

from kpilint.measures import Measure
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency._contents import (
    COUNTS,
    FORMS,
    FORMULA,
    Said,
    akin,
    asserted_rate,
    own_words,
    pairs,
    said,
)
from kpilint.rules.consistency._kinds import KINDS, WordLists, no_share, other_figure, other_kind, unit_class_of
from kpilint.rules.consistency._opposites import opposite, poor_grade
from kpilint.vocabulary import plain
from kpilint.wording import bare, dimension, found_in, is_placeholder, starts_with

_UNSAID = ("没有写明测什么", "does not say what it measures")
_ASKED = {
    "rate": ("分子、分母各是什么", "what is divided by what"),
    "satisfaction": ("向谁调查、怎样算满意", "who is asked and what counts as satisfied"),
    "money": ("包括哪些款项、怎样计算", "which sums it covers and how it is computed"),
    "people": ("统计哪些人", "who is counted"),
    "": ("统计什么、怎样计算", "what is counted, and how"),
}
"""What to describe, by what the name measures."""
_LEAST_NAMED = 3
"""Characters that a name must have beside its head to speak of an object of its own."""
_LEAST_EXPLAINED = 5
"""The same, where the description is a formula and may use other words for the name's object."""
_LEAST_OWN = 2
_SHARE_HEADS = ("比例", "占比", "比重", "百分比", "比率")
"""Endings that tell how a rate is computed, in words of their own (抽查学生中符合条件的比例)."""
_SHARED_ASPECTS = frozenset({"environment", "economy", "time", "quality"})


@rule(
    "consistency/described-otherwise",
    grain=Indicator,
    reads=("name", "description", "measure_named", "level2", "level2_kind", "target"),
    needs=("name", "description"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "“{name}”{named_zh}，描述“{description}”说的却是{described_zh}；应在描述中写明{advice_zh}，或改三级指标",
        "en": "{name} {named_en}, yet its description {description} tells {described_en}; "
        "describe {advice_en}, or change the name",
    },
    zh=(
        "指标描述测的不是三级指标所说的事物。\n"
        "名称是人数、描述是比例，名称是满意度、描述是参保率：考核时不知道该算哪一个，往往是从别的行错贴来的。"
    ),
    bad=[
        (
            {"name": "参训人数", "description": "参训人数与全体职工人数的比例", "value": "≥300人"},
            {"field": "description", "named_zh": "测的是人数", "described_zh": "比率"},
        ),
        (
            {"name": "患者满意度", "description": "住院病人治愈率", "value": "≥90%"},
            {"field": "description", "described_zh": "比率"},
        ),
        ({"name": "系统运行率", "description": "信息系统全年运行时限", "value": "12月"}, {"described_zh": "时间"}),
        ({"name": "工程完工时间", "description": "工程质量合格率", "value": "10月底前"}, {"named_zh": "测的是时间"}),
        ({"name": "旅游收入", "description": "接待游客人数", "value": "≥3亿元"}, {"described_zh": "人数"}),
        (
            {"name": "农村妇女劳动力", "description": "医疗保险的覆盖率", "value": "≥90%"},
            {"field": "description", "named_zh": "没有写明测什么", "described_zh": "比率"},
        ),
        ({"name": "图书借阅率", "description": "演出观众上座率", "value": "≥60%"}, {"described_zh": "另一事物"}),
        (
            {"name": "信件投递准确率", "description": "错投、丢失信件占投递总量的比例", "value": "≥99%"},
            {"described_zh": "相反的比率"},
        ),
        (
            {"name": "水质优良率", "description": "评定为V类的断面占全部断面的比例", "value": "≥75%"},
            {"described_zh": "相反的比率"},
        ),
        (
            {"name": "手册印发时间", "description": "印刷经费控制在合同价以内", "value": "5月底前"},
            {"described_zh": "金额"},
        ),
        ({"name": "灌溉面积", "description": "受益的农户户数", "value": "≥800亩"}, {"described_zh": "数量"}),
        ({"name": "合作社家数", "description": "每户社员平均领种次数", "value": "≥20家"}, {"described_zh": "次数"}),
        ({"name": "公厕完好率", "description": "每日免费开放16小时以上", "value": "≥95%"}, {"described_zh": "时间"}),
        ({"name": "访员满意度", "description": "居民收入增速", "value": "≥90%"}, {"described_zh": "比率"}),
        ({"name": "校舍扩建面积", "description": "草莓种植面积", "value": "≥80亩"}, {"described_zh": "另一事物"}),
        (
            {"name": "档案管理服务工作完成率", "description": "免费保管流动人员档案，且免费率达到100%"},
            {"field": "description", "described_zh": "另一事物"},
        ),
    ],
    good=[
        {"name": "欠薪举报件数降幅", "description": "举报件数较上年减少的比例", "value": "≥20%"},
        {"name": "水质优良率", "description": "消除劣V类断面后优良断面占全部断面的比例", "value": "≥75%"},
        {"name": "对象认定准确率", "description": "抽查学生中符合条件的比例", "value": "100%"},
        {"name": "面积公示村数", "description": "逐村张榜公示7天", "value": "281个"},
        {"name": "成本控制率", "description": "成本控制在概算以内", "value": "≤100%"},
        {"name": "患者满意度", "description": "就医环境、等候时间", "value": "≥90%"},
        {"name": "公厕覆盖面占比", "description": "公厕数除以应建公厕总数", "value": "≥95%"},
        {"name": "公厕开放率", "description": "每日免费开放16小时以上", "value": "≥95%"},
        {"name": "疫苗接种率", "description": "实际接种人数占应接种人数的百分比", "value": "≥95%"},
        {"name": "案件及时办结率", "description": "案件实际办理时间与法定时间的比例", "value": "≥95%"},
        {"name": "就业见习人数", "description": "全县见习岗位人数", "value": "≥200人"},
        {"name": "救助人数", "description": "发放救助金的情况", "value": "≥260人"},
        {"name": "群众满意度", "description": "问卷中表示满意的人数占比", "value": "≥90%"},
        {"name": "培训质量", "description": "参训学员考核通过率", "value": "≥95%"},
        {"name": "节约成本", "description": "集中采购节约的资金占预算的比例", "value": "≥5%"},
        {"name": "采购及时性", "description": "采购任务按计划时间完成率", "value": "≥95%"},
        {"name": "工资发放及时率", "description": "每月10日前发放工资", "value": "100%"},
        {"name": "贫困人口", "description": "贫困人口参保率", "value": "100%"},
        {"name": "受益群体", "description": "受益村民满意度", "value": "≥90%"},
        {"name": "安全生产", "description": "较大事故发生率", "value": "0%"},
        {"name": "社会效益", "description": "城乡居民政策知晓率", "value": "≥90%"},
        {"name": "带动就业人数", "description": "提升农民就业率", "value": "≥50人"},
        {"name": "信件投递准确率", "description": "无错投、丢失的信件占投递总量的比例", "value": "≥99%"},
        {"name": "隐患整改率", "description": "已整改的不合格项占不合格项总数的比例", "value": "100%"},
        {"name": "防溺水知识知晓率", "description": "答对5题以上的学生占受测学生的比例", "value": "≥90%"},
        {"name": "绿化面积", "description": "种植花草树木的面积", "value": "≥80亩"},
        {"name": "标线亮度合格率", "description": "抽检合格点位比例", "value": "≥95%"},
    ],
)
def described_otherwise(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
    *,
    loose_heads: tuple[str, ...],
    survey_words: tuple[str, ...],
    complaint_words: tuple[str, ...],
    felt_words: tuple[str, ...],
    generic_words: tuple[str, ...],
    growth_words: tuple[str, ...],
    aim_verbs: tuple[str, ...],
    kin: tuple[tuple[str, ...], ...],
    right_words: tuple[str, ...],
    wrong_words: tuple[str, ...],
    good_grades: tuple[str, ...],
    poor_grades: tuple[str, ...],
    known_words: tuple[str, ...],
) -> Iterator[Hit]:
    """The description measures another kind of figure, or another thing, than the name.

    A name of a head-count with a ratio as its description, a satisfaction described as a rate of enrolment: nobody
    can tell which of the two will be assessed. Most were pasted from another row.
    """
    name, description = bare(ind.name), bare(ind.description)
    if not name or not description or description in name or is_placeholder(ind.description):
        return
    if starts_with(description, aim_verbs) and pairs(name) & pairs(description):
        return  # the aim of what the name says: 带动就业人数, 提升就业率
    named = _kind_named(ind.measure_named, loose_heads)
    told = said(ind.description, loose_heads)
    found = _other_kind(ind, named, told, WordLists(survey_words, complaint_words, felt_words, growth_words))
    found = found or _other_object(ind, named, told, generic_words, kin) or no_share(ind, named)
    if found == "other" and told.formula and found_in(name, known_words):
        found = ""  # who knows is found by asking, whatever the words: 答对8题以上的居民占受访居民的比例
    measured = (ind.name, ind.measure_named, ind.description)
    if opposite(*measured, right_words, wrong_words) or poor_grade(*measured, good_grades, poor_grades):
        found = "opposite"
    if not found and named in ("rate", "satisfaction"):
        found = _other_rate(ind, survey_words)
    if found and not dimension(ind.name, ind.level2):
        yield Hit("description", _args(ind, named, found))


def _args(ind: View, named: str, found: str) -> dict[str, str]:
    """Return what name and description measure, and what to describe."""
    zh, en = FORMS[found]
    own = FORMS.get(ind.measure_named.form)
    own_zh, own_en = (f"测的是{own[0]}", f"measures {own[1]}") if own else _UNSAID
    if own and own[0] == zh:
        zh, en = FORMS["other"]
    asks_zh, asks_en = _ASKED.get(named, _ASKED[""])
    told = {"described_zh": zh, "described_en": en, "named_zh": own_zh, "named_en": own_en}
    return {**told, "advice_zh": asks_zh, "advice_en": asks_en}


def _kind_named(named: Measure, loose: tuple[str, ...]) -> str:
    """Return the kind of figure a name stands for; "" where its ending alone does not say."""
    return "" if named.form in COUNTS | {"money"} and named.head in loose else named.form


def _other_kind(ind: View, named: str, told: Said, words: WordLists) -> str:
    return other_kind(ind, named, told, words) if told.form in KINDS or told.deadline else ""


def _other_object(ind: View, named: str, told: Said, generic: tuple[str, ...], kin: tuple[tuple[str, ...], ...]) -> str:
    """Tell a figure that the name may well mean, of another object."""
    found = ""
    if told.form == "rate":
        found = _other_thing(ind, named, told, generic, kin)
    elif told.form in ("people", "count") and not (named or told.number):
        found = _counts_other(ind, told.form, kin)
    return found or ("" if told.formula else other_figure(ind, told, generic, kin))


def _other_thing(ind: View, named: str, told: Said, generic: tuple[str, ...], kin: tuple[tuple[str, ...], ...]) -> str:
    """Tell a rate of another object than the name's, sharing no word with it."""
    name, description = own_words(ind.name, generic), own_words(ind.description, generic)
    near = akin(bare(ind.name), bare(ind.description), kin)
    explains = told.formula or told.measure.head != "率"  # 占…的比例 may use other words than the name
    if len(description) < _LEAST_OWN or (near and (explains or named != "rate")):
        return ""
    counted = told.measure.head in _SHARE_HEADS and told.measure.thing.endswith("的")
    if named == "rate" and (told.formula or counted or (explains and _same_result(ind, told))):
        return ""
    if named == "rate":
        least = _LEAST_EXPLAINED if explains else _LEAST_NAMED
        return "other" if len(name) >= least and not set(name) & set(description) else ""
    if explains:
        return ""
    if named or pairs(bare(ind.name)) & pairs(bare(ind.description)):
        return ""
    return "" if ind.measure_named.aspects & told.measure.aspects & _SHARED_ASPECTS else "rate"


def _same_result(ind: View, told: Said) -> bool:
    """Tell one result counted in other words: 系数合格率, 抽检合格点位比例."""
    result = ind.measure_named.thing[-_LEAST_OWN:]
    return len(result) == _LEAST_OWN and result in told.measure.thing


def _counts_other(ind: View, form: str, kin: tuple[tuple[str, ...], ...]) -> str:
    """Tell a count of other things under a name without a figure, whose target is a percentage."""
    name, description = bare(ind.name), bare(ind.description)
    if unit_class_of(ind) != "percent" or ind.measure_named.form or pairs(name) & pairs(description):
        return ""
    return "" if akin(name, description, kin) else form


def _other_rate(ind: View, survey: tuple[str, ...]) -> str:
    """Tell a description that gives a figure for another rate than the name (name 完成率, 免费率达到100%)."""
    what = asserted_rate(ind.description)
    description = plain(ind.description)
    if not what or FORMULA.search(description):
        return ""
    if ind.measure_named.form == "satisfaction":
        return "" if found_in(description, survey) else "rate"
    own = ind.measure_named.thing[-2:]
    return "other" if len(own) == _LEAST_OWN and own not in description and what[-3:-1] not in ind.name else ""
