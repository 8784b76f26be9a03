"""Targets that a description tells without a bound: what a figure rises to, and so many in each of so many places."""

import re
from decimal import Decimal
from typing import Final

from kpilint.rules.consistency._contents import pairs
from kpilint.values import Target
from kpilint.values.numerals import chinese
from kpilint.values.units import read
from kpilint.vocabulary import plain
from kpilint.wording import bare

_LONGEST: Final = 120
_FIGURE: Final = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_CHANGE: Final = re.compile(
    rf"(?:由|从)(?P<what>[^,，。;；0-9]{{0,12}})(?P<old>{_FIGURE})(?P<unit>[^0-9,，。;；由从]{{0,6}}?)"
    r"(?:提高|提升|增加|增长|上升|扩大|下降|降低|降|减少|缩短|压缩|压减)(?:到|至|为)"
    rf"(?P<new>{_FIGURE})(?P<behind>[^,，。;；、]{{0,8}})"
)
_EACH: Final = re.compile(
    r"^(?:全[县市区镇乡]|辖区|覆盖)?(?P<places>[0-9]{1,6})个?[\u4e00-\u9fff]{0,4}?(?P<place>[\u4e00-\u9fff]{1,3})[,，]?"
    r"每个?(?P=place)[各均都]?(?:[\u4e00-\u9fff]{0,3}?[设建配聘开办置装])(?:[置立设建备])?"
    r"(?P<count>[0-9]{1,3}|[一二两三四五六])(?P<unit>[个处所座名人家台套])[\u4e00-\u9fff]{0,8}$"
)
_CLAUSE: Final = re.compile("[,，。;；、]")
_SHORT: Final = 4
_OFTEN: Final = re.compile(
    r"(?P<before>^|^[^,，。;；、]{1,14}?)(?:每个?(?P<period>月|季度|季|半年)|(?P<halves>上、?下半年)各)(?![0-9]{1,2}[日号])"
    r"[^每,，。;；、0-9]{0,10}?(?P<count>[0-9]{1,3}|[一二两三四])(?P<unit>次|场|遍|轮|场次)"
)
_TIMES_A_YEAR: Final = {"月": 12, "季度": 4, "季": 4, "半年": 2}
_SEASON: Final = re.compile("期|季|[春夏秋冬]|暑|寒|节|月|日|年")
_OCCASION: Final = re.compile("(?:[0-9]+|[一二两三四五六七八九十])(?:次|场|遍|轮)")
_OPEN: Final = re.compile("其中|另|加|外|等|重点|部分")
_OF_PLACES: Final = re.compile(
    r"^(?:全[县市区镇乡])?(?P<places>[0-9]{1,6})(?P<unit>[个所家座处])(?P<place>[\u4e00-\u9fff]{2,6}?)每个?(?P<rest>[\u4e00-\u9fff]+[0-9]{1,3}.{1,8})$"
)
_MONTHS: Final = re.compile(
    r"^(?:[0-9]{4}年)?(?P<first>[0-9]{1,2})月(?:1日)?(?:至|到|-|—|–|~)(?P<last>[0-9]{1,2})月(?:30日|31日|底|末)?$"
)
_MONTHS_OF_SCHOOL: Final = 9
_THINGS: Final = frozenset({"个", "处", "所", "座", "家"})
_PEOPLE: Final = frozenset({"名", "人", "位"})


def reached(name: str, description: str, target: Target) -> str:
    """Return the figure that a description says is reached (由0.68提高到0.72), where it is not the target's."""
    text = plain(description)[:_LONGEST]
    found = _CHANGE.search(text)
    if found is None:
        return ""
    subject = _CLAUSE.split(text[: found.start()] + found["what"])[-1]
    old, new = Decimal(found["old"]), Decimal(found["new"])
    unit = read(found["new"] + found["behind"], len(found["new"]))
    shown = found["new"]
    if unit is not None:
        old, new, shown = old * unit.multiplier, new * unit.multiplier, shown + unit.text
    if unit is not None and target.per and unit.per != target.per:
        return ""
    whole = (unit is None or len(subject) <= _SHORT) and not _CLAUSE.search(text.strip("。."))
    if not whole and not pairs(bare(name)) & pairs(subject):
        return ""
    if (unit.unit.name if unit else "") != target.unit or (unit is None and found["behind"]):
        return ""
    return "" if target.amount in (old, new, abs(new - old)) or target.upper == new else shown


def in_each(description: str, target: Target) -> str:
    """Return what a description says of every place (23个村每村设一处), where that makes another number."""
    text = plain(description).rstrip("。.")
    found = _EACH.match(text) if len(text) <= _LONGEST else None
    if found is None or target.per:
        return ""
    alike = next((some for some in (_THINGS, _PEOPLE) if found["unit"] in some and target.unit in some), None)
    if alike is None and found["unit"] != target.unit:
        return ""
    count = int(found["count"]) if found["count"].isdecimal() else chinese(found["count"]) or 0
    places = int(found["places"])
    return text if count and target.amount not in (places, places * count) else ""


def often(name: str, description: str, target: Target) -> str:
    """Return how often something is done in a year (上、下半年各1次), where the target is no multiple of it."""
    text = plain(description)
    if target.unit_class != "times" or set(target.per) - {"年"} or len(text) > _LONGEST or _OPEN.search(text):
        return ""
    found = _OFTEN.match(text)
    if found is None or len(_OCCASION.findall(text)) != 1 or not name.endswith(("次数", "场次", "频次", "场数")):
        return ""
    if _SEASON.search(found["before"]) or target.unit != found["unit"]:
        return ""
    count = int(found["count"]) if found["count"].isdecimal() else chinese(found["count"]) or 0
    months = found["period"] == "月"
    year = count * (2 if found["halves"] else _TIMES_A_YEAR[found["period"]])
    amount = target.amount or Decimal(0)
    if not year or amount % year == 0 or (months and _MONTHS_OF_SCHOOL * count <= amount < year):
        return ""
    return found[0].removeprefix(found["before"])


def of_places(name: str, description: str, target: Target) -> str:
    """Return the number of places that a description serves each of (42所中小学每校1场, ≥50所)."""
    text = plain(description).rstrip("。.")
    found = _OF_PLACES.match(text) if len(text) <= _LONGEST else None
    if found is None or target.unit != found["unit"] or target.per or found["unit"] in found["rest"]:
        return ""
    if not set(found["place"][-2:]) & set(bare(name)):
        return ""
    return "" if int(found["places"]) == target.amount else f"{found['places']}{found['unit']}"


def months(description: str, target: Target) -> str:
    """Return the months that a description runs through (1月至12月), where the target is another number of them."""
    text = plain(description).rstrip("。.")
    found = _MONTHS.match(text) if target.unit == "个月" and not target.per else None
    if found is None:
        return ""
    run = int(found["last"]) - int(found["first"])
    return text if run > 0 and target.amount not in (run, run + 1) else ""
