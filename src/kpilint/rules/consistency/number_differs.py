"""A number in the description or the name that is not the target's."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpilint.rule import Deferred, Hit, Indicator, View, rule
from kpilint.rules.consistency._numbers import CALENDARS, Stated, comparable, is_detail, stated
from kpilint.rules.consistency._reached import in_each, months, of_places, often, reached
from kpilint.rules.consistency._stating import EACH, OPEN_LISTS, RECURS, acted, apart, made, of_the_name
from kpilint.vocabulary import plain
from kpilint.wording import found_in

_DIGIT = re.compile("[0-9]")
_MEAN = re.compile("均|合计|总")
_PERIODS = ("年", "月", "日", "天", "季度", "学期", "学年", "周")
_PERIOD = re.compile("[每/]?(年|月|日|天|季度|学期|学年|周)(?:工资|薪|租|均)|[每/](年|月|日|天|季度|学期|学年|周)")
_SHORT = 8
"""Characters before an amount that may stand for the like words before the first of them."""
_ADDED = frozenset({
    "people", "household", "item", "place", "organisation", "project", "times", "event", "living", "length", "area",
    "weight",
})  # fmt: skip
"""Classes of units of parts that add up; lengths of time and money are often told of steps or of one piece."""
_ITEMS = re.compile("[、,，;；]")
_COMPARED = frozenset({"number", "percent", "money", "duration", "count", "rate"})


@rule(
    "consistency/number-differs",
    grain=Indicator,
    reads=("name", "description", "value", "target", "measure_named"),
    needs=("value",),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "{where_zh}写“{found}”，指标值写“{value}”，两个数不一致；应按依据核实后改成同一个数",
        "en": "the {where_en} says {found}, the target {value}; check the source and write one number in both",
    },
    zh="描述或名称里的数与指标值不一致。\n描述说不高于90天，指标值是60天：到期时按哪个算，单位和评审人会各执一词。",
    bad=[
        (
            {"name": "发放补贴时间", "description": "自申请之日起发放时间不高于45天", "value": "≤30天"},
            {"field": "description", "found": "45天"},
        ),
        ({"name": "巡查次数", "description": "全年12次", "value": "≥10次"}, {"found": "12次"}),
        ({"name": "覆盖村数", "description": "项目覆盖全县30个村", "value": "28个村"}, {"found": "30个村"}),
        ({"name": "每亩补贴标准", "description": "每亩补贴80元", "value": "100元/亩"}, {"found": "80元"}),
        ({"name": "修缮粮仓5座", "value": "8座"}, {"field": "name", "found": "5座"}),
        ({"name": "购置农具", "description": "犁、耙、播种机合计80台", "value": "≥95台"}, {"found": "80台"}),
        ({"name": "新建泵站", "description": "东片泵站2座、西片泵站3座", "value": "7座"}, {"found": "2座、3座"}),
        (
            {"name": "平均等候时间", "description": "取号到受理，平均不超过25分钟", "value": "≤10分钟"},
            {"found": "25分钟"},
        ),
        ({"name": "泵站座数", "description": "东片1座、西片1座，共2座", "value": "≥3座"}, {"found": "2座"}),
        ({"name": "信息员人数", "description": "18个村每村设一名", "value": "≥15名"}, {"found": "18个村每村设一名"}),
        ({"name": "水利用系数", "description": "由0.61提高到0.66", "value": "≥0.7"}, {"found": "0.66"}),
        ({"name": "观众人次", "description": "每场观众不少于30人", "value": "≥50人/场"}, {"found": "30人"}),
        ({"name": "设备使用年限", "description": "保修3年，使用不少于12年", "value": "≥10年"}, {"found": "12年"}),
        ({"name": "服务期限", "description": "2025年1月至12月", "value": "10个月"}, {"found": "2025年1月至12月"}),
        ({"name": "报警响应时间", "description": "巡警10分钟到场", "value": "≤20分钟"}, {"found": "10分钟"}),
        ({"name": "检查次数", "description": "每季度1次", "value": "≥6次"}, {"found": "每季度1次"}),
        ({"name": "覆盖学校数", "description": "36所学校每校培训2人", "value": "≥40所"}, {"found": "36所"}),
        ({"name": "有效率", "description": "监测数据有效率不低于90%", "value": "≥80%"}, {"found": "90%"}),
    ],
    good=[
        {"name": "发放补贴时间", "description": "自申请之日起发放时间不高于60天", "value": "≤60天"},
        {"name": "培训人数", "description": "全年举办培训4期，每期50人", "value": "≥200人"},
        {"name": "参训教师人数", "description": "占全县3000人的10%", "value": "≥300人"},
        {"name": "巡逻次数", "description": "每天巡逻2次", "value": "≥700次"},
        {"name": "志愿服务时长", "description": "每人不少于20小时", "value": "≥3万小时"},
        {"name": "服务人数", "description": "窗口由3人增加到5人，减少排队", "value": "≥900人"},
        {"name": "检查次数", "description": "每季度1次", "value": "≥4次"},
        {"name": "服务期限", "description": "2025年1月至12月", "value": "12个月"},
        {"name": "检查次数", "description": "汛期每月2次", "value": "≥8次"},
        {"name": "信息员人数", "description": "18个村每村设一名", "value": "18名"},
        {"name": "苗木补助标准", "description": "每株补助0.2元", "value": "600元/亩"},
        {"name": "培训费标准", "description": "伙食费每人每天100元，住宿费每人每天150元", "value": "≤400元/人·天"},
        {"name": "修缮粮仓", "description": "先修缮粮仓3座，汛后再修", "value": "5座"},
        {"name": "使用年限", "description": "设计使用年限20年，保修2年", "value": "≥20年"},
        {"name": "完成时间", "description": "2024年第4季度验收", "value": "12个月"},
        {"name": "达标学校占比", "description": "抽检合格率达到90%以上的学校占比", "value": "≥95%"},
        {"name": "聘用人员工资", "description": "聘用人员月工资3000元", "value": "3.6万元/人/年"},
        {"name": "5岁以下儿童服药人数", "value": "≥300人"},
        {"name": "新建泵站", "description": "东片泵站2座、西片泵站3座", "value": "5座"},
        {"name": "新建泵站", "description": "东片泵站2座、西片泵站3座等", "value": "7座"},
        {"name": "核查时限", "description": "受理后2小时内", "value": "≤120分钟"},
        {"name": "补助总额", "description": "补助120人，每人500元", "value": "6万元"},
    ],
)
def number_differs(
    ind: View, *, standard_names: tuple[str, ...], making_verbs: tuple[str, ...], kin: tuple[tuple[str, ...], ...]
) -> Iterator[Hit | Deferred]:
    """The description, or the name, gives a number of the same unit as the target, and another one.

    Only a number that states the target counts: not years, shares of a base, or how often a day. Where the
    description gives the target's number too, or several that do not add up to a whole, it is taken to explain it.
    """
    target = ind.target
    if target.kind not in _COMPARED or target.amount is None or target.embedded or target.change:
        return
    if target.unit and _DIGIT.search(ind.name) and (found := _in_name(ind, standard_names)):
        yield Hit("name", {"found": found, "where_zh": "名称", "where_en": "name"})
        return
    if found := _told_otherwise(ind):
        yield Hit("description", {"found": found, "where_zh": "描述", "where_en": "description"})
        return
    if not _DIGIT.search(ind.description):
        return
    told = stated(ind.description)
    same = [one for one in (comparable(one, target) for one in told) if one is not None]
    if not same:
        if one := _of_another_calendar(told, ind):
            yield Deferred(f"描述以{one.unit}计，指标值以{target.unit}计，不能换算")
        return
    rated = any(one.rated for one in same) and sum(one.unit == target.unit for one in told) > len(same)
    if rated or any(one.amount in (target.amount, target.upper) for one in same):
        return
    if found := _differing(same, ind, standard_names) or made(same, ind, making_verbs) or acted(same, ind, kin):
        yield Hit("description", {"found": found, "where_zh": "描述", "where_en": "description"})


def _differing(same: list[Stated], ind: View, standard_names: tuple[str, ...]) -> str:
    """Return the number, or numbers, that state another target; empty for details and sums that are the target."""
    first = next((at for at, one in enumerate(same) if one.total), 0)
    every, same = same[first:], [one for one in same if one.total] or same
    standard = bool(ind.target.per) or bool(found_in(plain(ind.name), standard_names) or RECURS.search(ind.name))
    meant = [one for one in same if not is_detail(one, standard=standard)]
    if ind.target.amount in (_sum(every), _sum(same)) or _other_period(ind):
        return ""
    if len(same) != len(meant):
        return apart(meant, ind)
    if len(meant) > 1 and _parts(meant, ind):
        return "、".join(one.text for one in meant)
    if len({one.amount for one in meant}) > 1:
        return "、".join(one.text for one in meant) if _two_rates(meant, ind) else ""
    return meant[0].text if of_the_name(meant[0], ind) else ""


def _sum(numbers: list[Stated]) -> Decimal:
    return sum((one.amount for one in numbers), Decimal(0))


def _told_otherwise(ind: View) -> str:
    """Return what a description says of the target without giving its number: a rise, a product, how often."""
    told = (ind.name, ind.description, ind.target)
    return (
        reached(*told) or in_each(ind.description, ind.target) or often(*told) or of_places(*told) or months(*told[1:])
    )


def _in_name(ind: View, standard_names: tuple[str, ...]) -> str:
    """Return the number that a name ends with, where it is not the target's (改造危桥7座)."""
    same = [one for one in (comparable(one, ind.target) for one in stated(ind.name)) if one is not None]
    if len(same) != 1 or same[0].amount in (ind.target.amount, ind.target.upper):
        return ""
    (one,) = same
    money = one.unit_class == "money" and bool(found_in(plain(ind.name), standard_names))
    standard = money or bool(ind.target.per)
    return one.text if one.ends and not one.after and not is_detail(one, standard=standard) else ""


def _of_another_calendar(told: Sequence[Stated], ind: View) -> Stated | None:
    """Return a length of time in units that the target's cannot be told in (10个工作日, ≤15天; 6个月, ≤180天)."""
    if ind.target.kind != "duration":
        return None
    times = [one for one in told if one.unit in CALENDARS and not is_detail(one, standard=False)]
    return times[0] if len(times) == 1 and ind.target.unit in CALENDARS and of_the_name(times[0], ind) else None


def _parts(meant: list[Stated], ind: View) -> bool:
    """Tell a description that is a list of parts, which add up to less than the target, or to another exact one."""
    target, total = ind.target, sum(one.amount for one in meant)
    if target.unit_class not in _ADDED or target.per or found_in(plain(ind.description), OPEN_LISTS):
        return False
    if any(one.bound or not one.ends or one.unit != target.unit for one in meant):
        return False
    items = [one for one in _ITEMS.split(plain(ind.description)) if one.strip("。. ")]
    more, less = target.comparator in ("ge", "gt"), target.comparator in ("le", "lt")
    within = (more and total > target.amount) or (less and total < target.amount)
    return len(items) == len(meant) and not within


def _other_period(ind: View) -> bool:
    """Tell a description that gives the amount for another time than the value (每月, 元/年)."""
    told = {one for pair in _PERIOD.findall(plain(ind.description)) for one in pair if one}
    own = {one for one in _PERIODS if one in ind.target.per or one in ind.name}
    return bool(told and ind.target.unit_class == "money" and ind.target.per and not told & own)


def _two_rates(meant: list[Stated], ind: View) -> bool:
    """Tell rates of payment, none of which is the target's, and whose mean the target is not said to be."""
    target = ind.target
    if target.unit_class != "money" or not target.per or _MEAN.search(plain(ind.name)):
        return False
    if target.comparator in ("le", "lt") and _sum(meant) <= target.amount:
        return False  # 伙食费每人每天130元，住宿费每人每天180元 under a cap on all of them
    first, *others = meant
    return bool(EACH.search(first.before)) and all(
        EACH.search(one.before) or (len(one.before) <= _SHORT and "每" not in one.before) for one in others
    )
