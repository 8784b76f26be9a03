"""What a description says: which kind of figure, and whether it speaks of the same thing as the name."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from kpilint.measures import Measure, measure_of
from kpilint.values.units import multiplier_at, read
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in, without

COUNTS: Final = frozenset({"people", "count", "times", "size"})
SHARES: Final = frozenset({"rate", "ratio"})
_LONGEST: Final = 60
"""Characters of a description that may be the name of one figure."""
DECIMAL: Final = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_OF: Final = ("的", "占")
_LEAST_SAID: Final = 2
"""Characters before a number that may say what it is."""
_ENDS: Final = "。.;,"
_CACHED: Final = 65_536
_FORM_OF_UNIT: Final[Mapping[str, str]] = {
    "people": "people", "person_times": "people", "household": "count", "times": "times", "event": "times",
    "item": "count", "place": "count", "organisation": "count", "document": "count", "case": "count",
    "living": "count", "length": "size", "area": "size", "weight": "size", "money": "money", "time": "time",
    "percent": "rate",
}  # fmt: skip
_OPEN_CLASSES: Final = frozenset({"percent", "permille", "score", "level", "multiple"})
"""Units that many a table states everything in."""
_ONLY: Final[Mapping[str, tuple[str, ...]]] = {
    "rate": (), "ratio": (), "money": ("money",), "time": ("time", "times", "event", "age"),
}  # fmt: skip
"""The classes of units of forms that no others may state."""
_SIZES: Final = (
    (("面积", "亩数"), ("area",)),
    (("里程", "长度", "公里数", "宽度", "高度", "厚度", "深度"), ("length",)),
    (("吨数", "重量"), ("weight",)),
)
FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "rate": ("比率", "a share"),
    "ratio": ("比值", "a ratio"),
    "people": ("人数", "a number of people"),
    "count": ("数量", "a count"),
    "times": ("次数", "a number of times"),
    "size": ("规模", "a size"),
    "money": ("金额", "an amount of money"),
    "time": ("时间", "a time"),
    "satisfaction": ("满意度", "a satisfaction"),
    "standard": ("补助标准", "a rate of payment"),
    "opposite": ("相反的比率", "the opposite share"),
    "other": ("另一事物", "another thing"),
}
"""Each kind of figure in Chinese and English, for messages."""
_NOT_LISTED: Final = re.compile("[0-9,，。;；]|^[对从就]|围绕")
_SPENT: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,12}(?:经费|费用|成本|资金|支出|造价|开支)(?:总额)?(?:严格)?(?:控制在|不超过|不突破|不超)[^,，。;；]{0,14}$"
)
"""What is spent and its limit: 赛事经费控制在预算以内."""
_LEAD: Final = re.compile(r"^(?:主要)?(?:反映|反应|体现|考核|衡量|统计|评价|考察|是指|指|即)+")
_STATEMENT: Final = re.compile(
    r"(?:应|需|须|要|力争|确保)?(?:不低于|不高于|不少于|不超过|不超|不大于|不小于|不得超过|达到|达|至少|最多|控制在|低于"
    r"|高于|大于|小于|为|是|约|共|[≥≤><=])*"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
)
_TAIL: Final = re.compile(r"(?:以上|以下|以内|之内|之间|左右|内)?$")
FORMULA: Final = re.compile(
    r"[÷×]|占|之比|除以|乘|之和|总和|相加|减去|扣除|^每[^,，。]*数$|与[^,，。]{1,20}的?比"
    r"|[\u4e00-\u9fff)）]/[\u4e00-\u9fff(（]"
)
_DEADLINE: Final = re.compile(r"(?:月|月底|月末|[0-9]日|年底|年末)之?前|[0-9]+个?(?:工作日|小时|天|日|月)之?内")
_PER: Final = re.compile(r"每|/")
_NO_COUNT: Final = ("平均数", "中位数", "系数", "指数", "分数", "倍数", "基数")
_FELT: Final = re.compile("满意的?(?:程度|情况|状况|水平)$")
_PER_HEAD: Final = re.compile(
    "^(?!.*(?:发放|支付|缴纳|兑现|拨付)).*(?:人均|户均|亩均|月均|平均|单位|每[人户亩名件次公场台个生])"
)
_STANDARD: Final = re.compile(
    r"^(?:按照?|对|给予?)?每[^,，。;；0-9]{1,14}(?:补贴|补助|奖补|奖励|资助|救助|发放|给予|补)[^,，。;；]{0,10}?"
    r"(?:[0-9.]+|[一二三四五六七八九十百千万]+)(?:[十百千万亿]*)(?:元|块钱)(?:钱)?$"
)
_ASSERTED: Final = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{1,12}?率)(?:要|应|须|需|均|都)?"
    r"(?:达到|达|不低于|保持在|保持|稳定在|控制在|不超过|为|在|[≥≤=])+[0-9]"
)


class Said(Struct, frozen=True):
    """The kind of figure that a description names, a form of measures.yaml; "" where it names none.

    `whole` says that the description is nothing but that figure, `number` that it gives the figure's amount.
    """

    form: str = ""
    measure: Measure = Measure()
    formula: bool = False
    number: bool = False
    deadline: bool = False


def said(description: str, loose: tuple[str, ...]) -> Said:
    """Return what a description of one clause measures. Total; a longer text tells means and aims, and says none."""
    text = plain(description).strip(_ENDS)
    if not text or len(text) > _LONGEST:
        return Said()
    return _said(text, loose)


@lru_cache(maxsize=_CACHED)
def _said(text: str, loose: tuple[str, ...]) -> Said:
    if len(clauses(DECIMAL.sub("", text))) != 1:
        return _listed(text)
    if _SPENT.match(text):
        return Said("money", measure_of(text))
    core = _LEAD.sub("", bare(text)) or bare(text)
    formula = bool(FORMULA.search(text))
    stated, unit_class = _stated(text)
    if stated is not None and (len(stated) < _LEAST_SAID or stated.endswith(_OF)):
        return Said()  # a number alone, or a share of something (防治面积达到总面积的45%)
    if stated is not None:
        measure = measure_of(_LEAD.sub("", stated))
        firm = measure.form if measure.head not in loose else ""
        form = firm or ("" if formula or _PER.search(text) else _FORM_OF_UNIT.get(unit_class, ""))
        return Said(form, measure, formula, number=True, deadline=bool(_DEADLINE.search(text)))
    measure = measure_of(core)
    form = "" if measure.head in loose and not _PER_HEAD.search(core) else measure.form
    if measure.form == "degree" and _FELT.search(core):
        form = "satisfaction"
    if measure.head == "数":
        form = "" if core.endswith(_NO_COUNT) else "count"  # of unknown things, yet a count
    return Said(form, measure, formula, deadline=not form and bool(_DEADLINE.search(text)))


def _listed(text: str) -> Said:
    """Return the share or the number that a list of things is of (专利申请、维权受理件数)."""
    if _NOT_LISTED.search(text):
        return Said()  # 就医环境、等候时间: what is asked about
    measure, formula = measure_of(text), bool(FORMULA.search(text))
    number = measure.form in COUNTS and measure.head.endswith(("数", "数量")) and len(measure.head) > 1
    share = measure.form in SHARES and "占" in text
    return Said(measure.form, measure, formula) if number or share else Said()


def _stated(text: str) -> tuple[str | None, str]:
    """Return what stands before the number that a text ends with, and the class of its unit."""
    for found in _STATEMENT.finditer(text):
        end, _ = multiplier_at(text, found.end())
        unit = read(text, found.end()) or read(text, end)
        if unit is not None and _TAIL.fullmatch(text, unit.end):
            return text[: found.start()], unit.unit.unit_class
    return None, ""


def fits(form: str, head: str, unit_class: str) -> bool:
    """Tell whether a unit may state a figure of a form; true where either does not say."""
    if not unit_class or unit_class in _OPEN_CLASSES:
        return True
    if form in _ONLY:
        return unit_class in _ONLY[form]
    if form == "size":
        sized = next((classes for heads, classes in _SIZES if head.endswith(heads)), None)
        return unit_class in sized if sized else unit_class not in ("money", "time", "people")
    return unit_class not in ("money", "time", "length", "area", "volume", "weight")


def payment_standard(description: str) -> str:
    """Return a description that is nothing but what is paid per head or piece (每亩补贴80元)."""
    text = plain(description).strip(_ENDS)
    return text if len(text) <= _LONGEST and _STANDARD.match(text) else ""


def asserted_rate(description: str) -> str:
    """Return the name of a rate for which a description gives a figure (合格率达到95%)."""
    text = plain(description)
    found = _ASSERTED.search(text) if len(text) <= 2 * _LONGEST else None
    return found["what"] if found else ""


def pairs(text: str) -> frozenset[str]:
    """Return every two neighbouring characters of a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def akin(one: str, other: str, kin: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether two texts speak of one matter in different words (事故, 安全)."""
    return any(found_in(one, words) and found_in(other, words) for words in kin)


def own_words(text: str, generic: tuple[str, ...]) -> str:
    """Return what is left of a figure's name without words that any figure's name may hold (验收合格率)."""
    return without(bare(text), generic)
