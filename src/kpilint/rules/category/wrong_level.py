"""An indicator under a second level that it does not belong to."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kpilint.directions import lists
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.category._levels import Misplaced, misplaced
from kpilint.vocabulary import official
from kpilint.wording import bare, dimension, ends_with, is_placeholder

FORMS: Final = {
    "rate": ("比率", "a share"),
    "ratio": ("比值", "a ratio"),
    "satisfaction": ("满意度", "a satisfaction"),
    "people": ("人数", "a number of people"),
    "times": ("次数", "a number of times"),
    "count": ("数量", "a number of things"),
    "size": ("规模数量", "an amount"),
    "money": ("金额", "money"),
    "time": ("时间", "a time"),
    "punctual": ("及不及时", "punctuality"),
    "score": ("得分或等级", "a score"),
    "physical": ("技术参数", "a technical figure"),
}
ADMITS: Final = {
    "quantity": ("做多少，如个数、人数、次数", "how much is done"),
    "quality": ("做得怎样，如合格率、达标率", "how well it is done"),
    "timeliness": ("何时完成、有多快", "when or how fast"),
    "cost": ("花多少钱或资源", "money or resources spent"),
    "economic_cost": ("花多少钱或资源", "money or resources spent"),
    "economic_benefit": ("钱或经济效果", "money or economic effect"),
    "social_benefit": ("对社会的效果", "effects on society"),
    "ecological_benefit": ("环境和资源", "environment and resources"),
    "sustainability": ("长期的影响", "lasting effects"),
    "satisfaction": ("服务对象是否满意", "whether those served are satisfied"),
}
PROPER: Final = {
    "people": "quantity", "times": "quantity", "count": "quantity", "size": "quantity",
    "time": "timeliness", "punctual": "timeliness", "satisfaction": "satisfaction", "rate": "quality",
    "score": "quality", "degree": "quality", "ratio": "quality", "physical": "quality", "money": "cost",
    "": "social_benefit",
}  # fmt: skip
BENEFITS: Final = frozenset({"economic_benefit", "social_benefit", "ecological_benefit", "sustainability"})
GROUPS: Final = {
    "output": ("quantity", "quality", "timeliness", "cost"), "benefit": BENEFITS, "satisfaction": ("satisfaction",),
    "cost": ("economic_cost",),
}  # fmt: skip
"""The first levels; an older form has its cost among the outputs."""
SUBJECTS: Final = {
    "satisfaction": "服务对象的感受", "environment": "环境和资源", "economy": "经济方面的事", "social": "社会方面的事",
    "money": "资金",
}  # fmt: skip
"""What words that name no figure are about."""
LASTING: Final = ("年限", "寿命")
DAYS: Final = ("天数", "月数", "小时数", "学时数", "课时数", "时长")


@rule(
    "category/wrong-level",
    grain=Indicator,
    reads=("level2", "level2_kind", "name", "description", "value", "target", "measure_named", "measure_described"),
    needs=("level2", "name"),
    severity="warning",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="category",
    standard="财预〔2021〕101号：二级指标各有所指",
    message={
        "zh": "{what_zh}，不属于{own}（{admits_zh}）；应放在{under_zh}{proper}",
        "en": "{what_en}, which does not belong under {own} ({admits_en}); write it under {under_en}{proper}",
    },
    zh=(
        "指标放错了二级指标。\n"
        "数量指标下的比率、质量指标下的次数、生态效益下的结案率，各级汇总时都混在别的事里，也使应有的指标缺了位。"
    ),
    bad=[
        ({"level2": "质量指标", "name": "宣传活动次数", "value": "≥5次"}, {"field": "level2", "proper": "数量指标"}),
        ({"level2": "数量指标", "name": "污水处理率", "value": "≥95%"}, {"proper": "质量指标"}),
        ({"level2": "数量指标", "name": "各项业务执行", "description": "病历抽查率"}, {"proper": "质量指标"}),
        ({"level2": "质量指标", "name": "按时开展巡查", "value": "≥95%"}, {"proper": "时效指标"}),
        ({"level2": "时效指标", "name": "受助学生人数", "value": "≥300人"}, {"proper": "数量指标"}),
        ({"level2": "成本指标", "name": "疫苗接种率", "value": "≥98%"}, {"proper": "质量指标"}),
        ({"level2": "经济效益指标", "name": "病历归档完善程度", "value": "≥95%"}, {"field": "level2"}),
        ({"level2": "生态效益指标", "name": "提升生活质量", "value": "效果显著"}, {"proper": "社会效益指标"}),
        ({"level2": "社会效益指标", "name": "读者满意度", "value": "≥90%"}, {"proper": "服务对象满意度指标"}),
        ({"level2": "社会效益指标", "name": "演练次数", "value": "≥3次"}, {"proper": "数量指标"}),
        (
            {"level2": "满意度指标", "name": "农户", "description": "补贴发放准确率"},
            {"proper": "质量指标"},
        ),
        ({"level2": "生态效益指标", "name": "防水层使用年限", "value": "≥10年"}, {"proper": "可持续影响指标"}),
        ({"level2": "质量指标", "name": "场馆开放天数", "value": "≥310天"}, {"proper": "数量指标"}),
        ({"level2": "满意度指标", "name": "垃圾分类知晓率", "value": "≥85%"}, {"proper": "社会效益指标"}),
        ({"level2": "可持续影响指标", "name": "游客满意度", "value": "≥90%"}, {"proper": "服务对象满意度指标"}),
    ],
    good=[
        {"level2": "数量指标", "name": "应急值守天数", "value": "365天"},
        {"level2": "数量指标", "name": "数量", "description": "参保率", "value": "≥95%"},
        {"level2": "质量指标", "name": "安全事故次数", "value": "≤1次"},
        {"level2": "质量指标", "name": "按时足额发放率", "value": "100%"},
        {"level2": "质量指标", "name": "设备使用年限", "value": "≥8年"},
        {"level2": "时效指标", "name": "病害处置及时率", "value": "≥95%"},
        {"level2": "时效指标", "name": "巡查频次", "value": "2次/周"},
        {"level2": "成本指标", "name": "亩均用水量", "value": "≤300立方米"},
        {"level2": "成本指标", "name": "发放补贴标准", "value": "2000元"},
        {"level2": "经济效益指标", "name": "新增就业人数", "value": "≥300人"},
        {"level2": "生态效益指标", "name": "医疗废物规范处置率", "value": "100%"},
        {"level2": "生态效益指标", "name": "古树存活率", "value": "≥99%"},
        {"level2": "经济效益指标", "name": "供水管网漏损率", "value": "≤11%"},
        {"level2": "经济效益指标", "name": "本息覆盖倍数", "value": "≥1.2倍"},
        {"level2": "社会效益指标", "name": "群众安全感", "value": "≥95%"},
        {"level2": "社会效益指标", "name": "医疗差错投诉次数", "value": "≤2次"},
        {"level2": "满意度指标", "name": "学生家长", "description": "学生家长满意度", "value": "≥90%"},
        {"level2": "可持续影响指标", "name": "设施设计使用年限", "value": "≥10年"},
    ],
)
def wrong_level(ind: View, *, levels: Mapping[str, Mapping[str, Any]]) -> Iterator[Hit]:
    """The indicator stands under a second level that it does not belong to.

    A share under 数量指标 or a number of events under 质量指标 is summed up with other things, and leaves the level it
    was meant for without an indicator. What is measured is told by the name, else the description, else the unit.
    """
    level = levels.get(ind.level2_kind)
    if level is None or is_placeholder(ind.name) or dimension(ind.name, ind.level2) or not ind.name.strip():
        return
    found = misplaced(ind, level)
    if found is None:
        return
    proper = _proper(ind, found)
    under = _under(ind.level2_kind, proper)
    what = _what(ind, found)
    admits = ADMITS.get(ind.level2_kind, ("", ""))
    yield Hit(
        "level2",
        {
            "what_zh": what[0],
            "what_en": what[1],
            "own": ind.level2.strip(),
            "admits_zh": admits[0],
            "admits_en": admits[1],
            "proper": official("level2", proper),
            "under_zh": f"{under}的" if under else "",
            "under_en": f"{under}, " if under else "",
        },
    )


def _under(own: str, proper: str) -> str:
    """Return the first level of where the row belongs, if that is another one than its own."""
    groups = [next((one for one, kinds in GROUPS.items() if kind in kinds), "") for kind in (own, proper)]
    said = groups[0] != groups[1] and proper != "satisfaction"  # whose name says it
    return official("level1", groups[1]) if said else ""


def _what(ind: View, found: Misplaced) -> tuple[str, str]:
    """Return what the row measures and which cell says so, in the row's own words."""
    name = ind.name.strip()
    form = FORMS.get(found.form)
    if form is None:
        return f"“{name}”{_subject(found)}", f"{name} is about something else"
    if found.form == "punctual":
        return f"“{name}”说的是{form[0]}", f"{name} is about {form[1]}"
    if found.field == "description":
        told = ind.description.strip()
        return f"“{name}”测的是“{told}”，是{form[0]}", f"{name} measures {told}, {form[1]}"
    if found.field == "value":
        told = ind.value.strip()
        return f"“{name}”的指标值“{told}”是{form[0]}", f"the value {told} of {name} is {form[1]}"
    return f"“{name}”是{form[0]}", f"{name} is {form[1]}"


def _subject(found: Misplaced) -> str:
    """Return what a wish is about, as far as its words tell."""
    told = [word for aspect, word in SUBJECTS.items() if aspect in found.aspects]
    return f"说的是{told[0]}" if told else "说的不是这方面的事"


def _proper(ind: View, found: Misplaced) -> str:
    """Return the second level that the row belongs under."""
    own, proper = ind.level2_kind, PROPER.get(found.form, "quality")
    if found.form in ("rate", "degree") and found.field != "value":
        proper = _proper_of_share(own, found, measured=ind.target.unit_class == "percent")
    elif found.form == "people" and own in BENEFITS and "served" in found.aspects:
        proper = "social_benefit"
    elif found.form == "money" and own in BENEFITS:
        proper = "economic_benefit"
    elif found.form == "time" and found.field == "name":
        proper = _proper_of_time(ind)
    elif not found.form and "completion" in found.aspects:
        proper = "quality" if ind.target.unit_class in ("", "percent") else "quantity"
    if proper == own:
        return "quality" if own != "quality" else "quantity"
    return proper


def _proper_of_time(ind: View) -> str:
    """Tell how long a thing lasts, and how many days are worked, from when or how fast something is done."""
    name = bare(ind.name)
    if ends_with(name, LASTING):
        return "sustainability"
    return "quantity" if ends_with(name, DAYS) and not lists().waiting.search(name) else "timeliness"


def _proper_of_share(own: str, found: Misplaced, *, measured: bool) -> str:
    if "punctual" in found.aspects:
        return "timeliness"
    effect = "served" in found.aspects or "social" in found.aspects
    if own == "satisfaction" and effect and found.aspects.isdisjoint(("completion", "quality")):
        return "social_benefit"
    if own not in BENEFITS or "completion" in found.aspects:
        return "quality"
    if "environment" in found.aspects:
        return "ecological_benefit"
    return "social_benefit" if effect or not measured else "quality"
