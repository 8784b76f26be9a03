"""Numbers that a description states as the target: not years, ordinals, base figures or details of how."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.values import Target
from kpilint.values.units import read
from kpilint.vocabulary import plain

LONGEST: Final = 200
_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z.:/〔\[\-—~])(?<![0-9天日月年%][至到])[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9.:：\-—~])"
)
_CLAUSE_END: Final = ",，。;；、\n"
_LESS: Final = re.compile(
    r"(?:不得?超过|不高于|不多于|不大于|至多|最多|控制在|(?<!不)(?<!不得)(?:小于|低于|少于)|≤|<=|<|不超)[约为在]?$"
)
_AT_LEAST: Final = re.compile(
    r"(?:不得?低于|不得?少于|不小于|至少|最少|(?<!不)(?<!不得)(?:大于|高于|多于|超过)|≥|>=|>|达到|达|不下)[约为了]?$"
)
_LESS_AFTER: Final = re.compile(r"(?:以内|之内|以下|内)")
_MORE_AFTER: Final = re.compile(r"(?:以上|及以上)")
_BASE: Final = re.compile(
    r"[×*÷]|第|每|占|共有|现有|原有|原(?!则)|其中|总(?:数|人口|户数|量|计)|上年|去年|较|比(?!例|率|重)|由|从(?![^,]*[起中])|近|仅|平均|各(?=[乡镇村县校区]|$|不|[0-9]|至)"
    r"|按(?!时|期|照合同|规定)|(?:增[加长]|提高|提升|下降|降低|减少|缩短)(?![到至为])|另|扣|满(?!意)|逾|户籍|服务半径|常住|管护期|质保|保修"
)
_SINCE: Final = re.compile(r"^.*(?:[后起]|之日)")
_COUNTED: Final = re.compile(r"(?:的(?!比例|比率|标准)|视为|即为|为合格|计为|计[0-9]|中的?|分之)")
_DATE_AFTER: Final = re.compile(r"(?:底|初|末|中旬|上旬|下旬|份|[0-9]{1,2}[日号]|度|之?前|起|开始)")
_YEARS: Final = range(1949, 2100)
_WHOLE_YEAR: Final = re.compile(
    r"^(?:[0-9]{4}年)?(?:计划|预计|预期|力争|确保)?"
    r"(?:全年|年度|本年|本年度|年内|共|共计|合计|总计|全县|全市|全区)?(?:计划|预计|共计|共)?$"
)
_SCALES: Final[tuple[Mapping[str, int], ...]] = (
    {"秒": 1, "分钟": 60, "小时": 3600}, {"天": 1, "日": 1, "周": 7}, {"个月": 1, "季度": 3, "年": 12},
)  # fmt: skip
"""Units of time that can be told in each other; a month is no fixed number of days."""
CALENDARS: Final = frozenset({"天", "日", "周", "个月", "月", "季度", "年", "工作日"})
"""Units of time between whose groups nothing can be compared without a calendar."""
_NEAR: Final = frozenset({"个", "村", "个村", "乡镇", "个乡镇", "家", "所", "座", "处", "项"})
_ACTIVITY_OF_YEAR: Final = re.compile(
    r"^(?:[0-9]{4}年)?(?:全年|年度|本年度?|年内)(?:计划|预计|至少|共)?[\u4e00-\u9fff]{2,5}$"
)
"""全年举办10场: what is done of it the year round."""
_TOTAL: Final = re.compile(r"(?<!全县)(?<!全市)(?<!全区)(?<!辖区)(?<!现有)(?<!原有)(?:合计|共计|总计)(?:约|为)?$")
_SUM: Final = re.compile("^(?:全年|年度|年内)?(?:一?共|累计)?$")
"""南片1台、北片1台，共2台; 每月1次，全年12次."""
_FEW: Final = frozenset({"人", "名", "位"})
_OF_EACH: Final = re.compile("^每(?:人|[名位][^每期次场天日月周]{1,6})(?:每?年)?[^每期次场天日月周]{0,6}$")
"""每人不少于6个月: as long as each takes part, which is how long it lasts."""
_MANY: Final = 10
"""How many times what is told of each makes a target their sum (每人不少于20小时, ≥3万小时)."""
_OTHERWISE: Final = re.compile("占|较|比|共有|现有|原有|上年|去年")
_YEARLY: Final = "年"
_ANNUAL: Final = re.compile(r"^每年(?:至少|不少于|不低于)$")


class Stated(Struct, frozen=True):
    """A number with its unit that a description states as the target.

    `bound` is le or ge where it is called an upper or lower bound, else ""; `text` is how it is written.
    """

    amount: Decimal
    unit: str
    unit_class: str
    per: tuple[str, ...]
    text: str
    bound: str = ""
    before: str = ""
    """The words before it in its clause."""
    sure: bool = False
    """Words of comparison stand beside it, or it is all that its clause says."""
    total: bool = False
    """It is called the sum of what stands before it."""
    ends: bool = False
    """Its clause ends with it."""
    after: str = ""
    rated: bool = False
    """It is told of one of what the target is per (每场35人, ≥40人/场), or of each who takes part (每人6个月)."""


def stated(description: str) -> tuple[Stated, ...]:
    """Return the numbers of a description that may be its target. Total; only the first characters of a long text."""
    return _all_stated(plain(description)[:LONGEST])


@lru_cache(maxsize=65_536)
def _all_stated(text: str) -> tuple[Stated, ...]:
    found = (_stated(text, one) for one in _NUMBER.finditer(text))
    return tuple(one for one in found if one is not None)


def _stated(text: str, found: re.Match[str]) -> Stated | None:
    unit = read(text, found.end())
    if unit is None:
        return None
    after = text[unit.end :]
    start = max(text.rfind(mark, 0, found.start()) for mark in _CLAUSE_END) + 1
    before = text[start : found.start()]
    if unit.unit.unit_class == "time" and (_DATE_AFTER.match(after) or int(float(found[0].replace(",", ""))) in _YEARS):
        return None
    bound, rest = _bound(before, after)
    if _COUNTED.match(rest):
        return None
    try:
        amount = Decimal(found[0].replace(",", "")) * unit.multiplier
    except InvalidOperation:  # pragma: no cover - the pattern matches numbers only
        return None
    ends = not rest or rest[0] in _CLAUSE_END or rest[0] in ")）"
    whole = _WHOLE_YEAR.match(before) or (_ACTIVITY_OF_YEAR.match(before) and not _BASE.search(before))
    total = ends and bool(_TOTAL.search(before) or _SUM.match(before))
    sure = bool(bound) or total or (ends and bool(whole))
    text_shown = text[found.start() : unit.end]
    return Stated(
        amount, unit.unit.name, unit.unit.unit_class, unit.per, text_shown, bound, before, sure, total, ends, rest
    )


def _bound(before: str, after: str) -> tuple[str, str]:
    """Return which bound the words around a number make it, and what follows them."""
    behind = _LESS_AFTER.match(after)
    if _LESS.search(before) or behind:
        return "le", after[behind.end() :] if behind else after
    more = _MORE_AFTER.match(after)
    if _AT_LEAST.search(before) or more:
        return "ge", after[more.end() :] if more else after
    return "", after


def comparable(one: Stated, target: Target) -> Stated | None:
    """Return a number in the target's unit, where the two can be compared."""
    if target.per and not one.per and (one.unit_class != "money") and _rated(one, target):
        one = replace(one, per=target.per, rated=True)
    per = one.per == target.per
    if one.unit_class == "money" or target.unit_class == "percent":
        return one if one.unit_class == target.unit_class and (per or not one.per or not target.per) else None
    if one.unit_class == target.unit_class == "time":
        if one.bound and _OF_EACH.match(one.before) and (target.amount or 0) < _MANY * one.amount:
            one = replace(one, rated=True)
        scale = next((some for some in _SCALES if one.unit in some and target.unit in some), None)
        if scale is not None and not target.per and one.unit != target.unit:
            return replace(one, amount=one.amount * scale[one.unit] / scale[target.unit])
    same = one.unit == target.unit or {one.unit, target.unit} <= _NEAR
    if one.unit_class == target.unit_class and (one.unit_class == "organisation" or {one.unit, target.unit} <= _FEW):
        return one
    return one if same and (not target.per or per) else None


def _rated(one: Stated, target: Target) -> bool:
    """Tell a number told of one of what the target is per, in the target's own time (每场35人, ≥40人/场)."""
    each = [part.removeprefix("个") for part in one.before.split("每")[1:]]
    pers = [per for per in target.per if per != _YEARLY]
    if not each or not pers or _OTHERWISE.search(one.before):
        return False
    if one.unit_class == "time":
        each = [part for part in each if not part.startswith(tuple(_FEW))] or each  # 每名律师每天6小时, ≥4小时/天
    heads = {per: tuple(_FEW) if per == "人" else (per,) for per in pers}
    known = tuple(word for words in heads.values() for word in words)
    return all(part.startswith((*known, _YEARLY)) for part in each) and all(
        any(part.startswith(words) for part in each) for words in heads.values()
    )


def is_detail(one: Stated, *, standard: bool) -> bool:
    """Tell a base figure or detail (占5万人的…, 每期50人) from a target; 每人补助 states one where `standard`."""
    if _ANNUAL.match(one.before):
        return False
    if one.total or one.rated:
        return False
    before = one.before
    if one.unit_class == "time" and one.bound == "le":
        before = _SINCE.sub("", before)  # 每季度结束后10日内
    if one.bound and one.unit_class == "time":
        before = before.replace("平均", "")  # 平均等候不超过20分钟
    found = _BASE.search(before)
    return found is not None and not (standard and found.group() in ("每", "按") and "占" not in before)
