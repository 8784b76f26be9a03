"""Kinds of figures: which of them the description of a name may tell, and which it may not."""

import re
from typing import Final

from msgspec import Struct

from kpilint.measures import Measure
from kpilint.rule import View
from kpilint.rules.consistency._contents import COUNTS, SHARES, Said, akin, fits, own_words, pairs
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in

KINDS: Final = COUNTS | SHARES | {"money", "time", "satisfaction"}
_DUE: Final = ("时间", "时限", "期限", "工期", "日期", "时点", "时间点")
"""Endings of names that are a date or a length of time, not how much was done by then."""
_GROUP: Final = "人口"
"""The ending of a name that may be a group of people as well as their number."""
_QUOTIENTS: Final = ("之比", "比值", "比")
"""Endings of a share, and of an amount per piece as well."""
_PRICES: Final = ("单价", "均价", "价格", "票价")
"""Endings of what one piece costs, which is no share of anything."""
_HEADS_OF_COUNTS: Final = ("户数", "人数", "农户数", "人口数", "个数", "家数", "台数", "株数", "头数", "栋数", "座数")
_OF_COUNTS: Final = re.compile("数占.*数")
_MONEY: Final = re.compile("[费款价资]|成本|支出|金额|预算|经济")
"""Words of money; a share of pieces is no sum of it (修复册数占总册数的比例)."""
_SPARING: Final = re.compile("[费款价资]|成本|支出|预算|控制|节约|超支")
_ACT: Final = 2
_GROWTH: Final = re.compile("^[^,，。;；]{2,20}(?:增速|增幅|降幅)$")
_UNSHARED: Final = (
    ("count", re.compile("^(?!.*(?:占|比|率|除|÷|/|与|中|乘|分之)).*(?:总量|合计|总数)$")),
    ("people", re.compile("^(?:平均)?每[名位个][^,，。;；率比]{2,16}[人员]数$")),
    ("times", re.compile("每(?:日|天|周|月|季度?|半年|年)[^,，。;；、]{0,12}[0-9一二两三四](?:次|遍|场)(?:以上)?$")),
    ("time", re.compile("每(?:日|天|周|月)[^,，。;；、]{0,12}[0-9]+(?:个?小时|分钟)(?:以上)?$")),
)
"""What no share is made of, by the kind of figure that it is."""
_MEAN: Final = re.compile("平均|人均|户均|每(?![年月季周天日学])")
_CLAUSE_LIKE: Final = re.compile("[的、,，。;；:：0-9]|(?:^|[^可])(?:等|含|用于|包括)")
_LEAST_OWN: Final = 3
"""Characters without the head that name an object."""


class WordLists(Struct, frozen=True):
    """The word lists that tell which kinds of figures may stand for each other."""

    survey: tuple[str, ...]
    complaints: tuple[str, ...]
    felt: tuple[str, ...]
    growth: tuple[str, ...]


def other_kind(ind: View, named: str, told: Said, words: WordLists) -> str:
    """Return the kind of figure described, where it is none that the name could mean."""
    form = told.form or "time"
    if (mean := _mean_of_another(ind, named, form)) or _of_the_like(ind, told, form):
        return form if mean else ""
    if named == "satisfaction":
        return _not_felt(ind, told, words)
    if form == "satisfaction":
        return _felt(ind, named, words.felt)
    if named in SHARES:
        return _no_share(ind, told, form)
    if named in COUNTS or named == "money":
        return _no_amount(ind, named, told, form)
    return _no_time(ind, told, form, words.growth) if named == "time" else _unsuited(ind, told, form, words.growth)


def no_share(ind: View, named: str) -> str:
    """Tell a total, a load or a frequency under a rate, of which it is no part (设施完好率, 每日开放16小时以上)."""
    text = plain(ind.description).rstrip("。.")
    if named == "satisfaction":
        return "rate" if _GROWTH.search(text) and ind.target.unit_class == "percent" else ""
    own = f"{ind.measure_named.thing}{ind.measure_named.head.removesuffix('率')}"[-_ACT:]
    if named != "rate" or unit_class_of(ind) != "percent" or len(clauses(text.replace("、", ""))) != 1 or own in text:
        return ""
    return next((form for form, pattern in _UNSHARED if pattern.search(text)), "")


def _of_the_like(ind: View, told: Said, form: str) -> bool:
    """Tell a term of a quotient (水电费用除以建筑面积), or a limit of what the name says is kept (成本控制率)."""
    if form == "money" and told.measure.form != "money" and _SPARING.search(plain(ind.name)):
        return True
    quotient = told.measure.head in _QUOTIENTS and "money" in ind.measure_named.aspects
    return told.formula and (form not in SHARES or quotient)


def _mean_of_another(ind: View, named: str, form: str) -> bool:
    """Tell how many each has on average, where the name counts what has them (机构数量, 每户企业平均领券次数)."""
    mean = _MEAN.search(plain(ind.description)) and not _MEAN.search(plain(ind.name))
    return bool(mean and named != form and {named, form} <= COUNTS and not ind.target.per and not _shares(ind))


def other_figure(ind: View, told: Said, generic: tuple[str, ...], kin: tuple[tuple[str, ...], ...]) -> str:
    """Tell a description that is nothing but the name of another figure, of an object of its own.

    Only where it shares no character with the name beside their heads and is no kin: 绿化面积, 植树造林面积.
    """
    named, other = ind.measure_named, told.measure
    description = bare(ind.description)
    counted = named.form in COUNTS and other.form == "money" and len(other.head) > 1
    if not other.form or told.number or len(clauses(ind.description)) != 1:
        return ""
    if _CLAUSE_LIKE.search(plain(ind.description)) and not counted:
        return ""
    if named.form == "money" and other.form in SHARES:
        return "" if _shared_out(ind, "money") or unit_class_of(ind) != "money" else other.form
    own, others = own_words(named.thing, generic), own_words(other.thing, generic)
    if min(len(own), len(others)) < _LEAST_OWN or set(own) & set(others) or akin(bare(ind.name), description, kin):
        return ""
    if counted:
        return "" if _same_number(ind, "money") else "money"
    return "other" if named.form == other.form == "size" else ""


def _unsuited(ind: View, told: Said, form: str, growth: tuple[str, ...]) -> str:
    """Tell a figure that neither a name without one nor its value can mean."""
    if form in SHARES and _due(ind.measure_named) and found_in(plain(ind.description), growth):
        return form
    return form if told.form and not fits(form, told.measure.head, unit_class_of(ind)) else ""


def _not_felt(ind: View, told: Said, words: WordLists) -> str:
    """Tell what no satisfaction is made of: neither what was asked, nor how many complained."""
    description = plain(ind.description)
    asked = found_in(description, words.survey) or (found_in(description, words.complaints) and _capped(ind))
    return "" if told.form == "satisfaction" or asked else told.form


def _felt(ind: View, named: str, felt: tuple[str, ...]) -> str:
    """Tell a satisfaction as the description of what is not felt."""
    if ind.level2_kind == "satisfaction" or found_in(plain(ind.name), felt):
        return ""
    if named == "" and pairs(bare(ind.name)) & pairs(bare(ind.description)):
        return ""  # 受益群体, 受益村民满意度: the name only lacks what is measured of them
    return "satisfaction" if named in KINDS or named == "" else ""


def _no_share(ind: View, told: Said, form: str) -> str:
    """Tell what is no rate: a count, an amount of money, a time under a rate that is not one of time."""
    if form in SHARES or (ind.target.per and form in COUNTS):
        return ""  # 6张/千人 is a rate of its own
    named = ind.measure_named
    own = named.thing[-2:]
    if form == "time":
        if "time" in named.aspects:
            return ""
        due = "quality" in named.aspects and own not in plain(ind.description)
        return "time" if told.form or due else ""
    if told.number and own in plain(ind.description):
        return ""  # 疫苗接种率, 计划接种12000人: the size of the whole
    return form


def _capped(ind: View) -> bool:
    """Tell a target that is not to be exceeded, as one of complaints is."""
    return bool(ind.target.comparator not in ("ge", "gt"))


def unit_class_of(ind: View) -> str:
    """Return the class of the value's unit, where the value is a figure."""
    return "" if ind.target.embedded or ind.target.change else ind.target.unit_class


def _no_amount(ind: View, named: str, told: Said, form: str) -> str:
    """Tell what is no count, or no sum of money."""
    if form in SHARES:
        return "" if ind.measure_named.changes or _shared_out(ind, named) else form
    money, time = {named, form} & {"money"}, {named, form} & {"time"}
    if form not in COUNTS | {"money", "time"}:
        return ""
    if (money or time) and named != form:
        done = form == "time" and told.number and _shares(ind)  # 逐村张榜公示7天: how it was done
        return "" if done or _same_number(ind, form) else form
    if {named, form} == {"people", "times"} and "人次" not in plain(ind.name + ind.description):
        return form
    unit = unit_class_of(ind)
    heads = named == "size" and form in ("people", "count") and told.measure.head in _HEADS_OF_COUNTS
    shared = not heads and pairs(bare(ind.measure_named.thing)) & pairs(bare(ind.description))
    own = fits(named, ind.measure_named.head, unit) and (told.measure.form or not told.number)  # 涉及12个村
    return form if told.form and own and not shared and not fits(form, told.measure.head, unit) else ""


def _shared_out(ind: View, named: str) -> bool:
    """Tell an amount or a group that a share may be stated of (节约成本; 贫困人口, 贫困人口参保率)."""
    name, description = bare(ind.name), bare(ind.description)
    percent = ind.target.unit_class == "percent"
    if named == "money" and unit_class_of(ind) == "money" and name.endswith(_PRICES):
        return False
    if percent and ind.measure_named.head == _GROUP and name in description:
        return True
    if named == "money" and not percent and unit_class_of(ind) and _OF_COUNTS.search(description):
        return bool(_MONEY.search(description))
    return named == "money" and (percent or bool(pairs(name) & pairs(description)))


def _shares(ind: View) -> bool:
    return bool(pairs(bare(ind.measure_named.thing)) & pairs(bare(ind.description)))


def _same_number(ind: View, form: str) -> bool:
    """Tell a description that states what the value counts."""
    unit = ind.target.unit_class
    return bool(unit and unit == form)


def _no_time(ind: View, told: Said, form: str, growth: tuple[str, ...]) -> str:
    """Tell what is no time; a rate of what was done in time, or of what was done at all, may well stand for one."""
    if form == "time":
        return ""
    aspects = told.measure.aspects
    if form in SHARES:
        excuse = {"time"} if ind.measure_named.head in _DUE else {"time", "completion"}
        planned = "计划" in ind.description and "完成" in ind.description
        grown = found_in(plain(ind.description), growth)
        return form if grown or not (planned or aspects & excuse) else ""
    counted = form in COUNTS and ind.measure_named.head in _DUE
    return "" if told.number or ("time" in aspects and not counted) else form


def _due(named: Measure) -> bool:
    """Tell a name that says when (当年完成) without naming a time."""
    return named.form == "" and "time" in named.aspects
