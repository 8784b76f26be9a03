"""A comparison that points the wrong way."""

from collections.abc import Iterator
from typing import Final

from kpilint.directions import lists, polarity
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import share
from kpilint.values import Target
from kpilint.vocabulary import plain
from kpilint.wording import ends_with, found_in, is_placeholder

AT_LEAST: Final = ("ge", "gt")
AT_MOST: Final = ("le", "lt")
UNSAID: Final = ("", "degree")
HALF: Final = 50
WHOLE: Final = 100
MOST: Final = 80
"""Per cent of a bad thing that nobody wants, whatever the sign."""
SHORT: Final = 12
"""Characters of a value that is its figure and little else (常年≤90%)."""
SPENT: Final = ("cost", "economic_cost")
SHARES: Final = ("rate", "satisfaction", "physical")
SUMS: Final = ("money", "size", "rate", "time", "")
HEADS: Final = ("people", "person_times", "household")
NO_FIGURE: Final = ("satisfaction", "score", "time", "price_rate")
WORKLOAD: Final = ("count", "times", "people", "size", "")
Fault = tuple[str, str, str]


@rule(
    "category/against-direction",
    grain=Indicator,
    reads=("level2_kind", "name", "description", "measure_named", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    label="direction",
    message={
        "zh": "“{name}”{why_zh}，指标值“{value}”的方向反了；应写“{instead}”",
        "en": "{name} {why_en}, and the value {value} points the other way; write {instead}",
    },
    zh=(
        "指标值的比较方向与指标的好坏相反。\n"
        "投诉、失业、成本、能耗、等待时间越少越好，写“≥”等于鼓励越多越好；合格率、覆盖率、受益人数越多越好，不应写“≤”。"
    ),
    bad=[
        ({"name": "案件结案后的信访率", "value": "≥95%"}, {"field": "value", "instead": "≤5%"}),
        ({"name": "城镇登记失业率", "value": "≥4%"}, {"instead": "≤4%"}),
        ({"level2": "成本指标", "name": "每公里养护成本", "value": "≥8000元"}, {"instead": "≤8000元"}),
        ({"level2": "成本指标", "name": "办公设备购置", "value": "≥12万元"}, {"instead": "≤12万元"}),
        ({"name": "水质达标率", "value": "≤95%"}, {"instead": "≥95%"}),
        ({"name": "受益人口数", "value": "≤3000人"}, {"instead": "≥3000人"}),
        (
            {"level2": "时效指标", "name": "报警响应时间", "value": "≥30分钟"},
            {"instead": "≤30分钟", "why_zh": "越短越好"},
        ),
        ({"name": "医疗差错率", "value": "100%"}, {"field": "value", "instead": "0%"}),
    ],
    good=[
        {"level2": "社会效益指标", "name": "环境投诉办结率", "value": "≥95%"},
        {"level2": "社会效益指标", "name": "交通事故下降率", "value": "≥5%"},
        {"level2": "生态效益指标", "name": "年削减化学需氧量", "value": "≥1600吨"},
        {"level2": "成本指标", "name": "基础养老金月标准", "value": "≥98元"},
        {"level2": "成本指标", "name": "项目总成本", "value": "≤408万元"},
        {"level2": "成本指标", "name": "成本节约率", "value": "≥5%"},
        {"level2": "数量指标", "name": "劳务派遣人员发放人数", "value": "≤285人"},
        {"level2": "数量指标", "name": "办理信访案件数量", "value": "≥300件"},
        {"level2": "社会效益指标", "name": "失业人员再就业率", "value": "≥60%"},
        {"level2": "时效指标", "name": "设备质保时间", "value": "≥3年"},
        {"level2": "质量指标", "name": "不合格产品处置率", "value": "≥98%"},
        {"level2": "社会效益指标", "name": "群众投诉率", "value": "比上年下降≥5%"},
    ],
)
def against_direction(
    ind: View, *, spent_sums: tuple[str, ...], deviations: tuple[str, ...], staff: tuple[str, ...], implausible_cap: int
) -> Iterator[Hit]:
    """The comparison points against what is good for the figure.

    Complaints, unemployment, spending and waiting should be few, coverage, pass rates and people served many; a sign
    the wrong way round rewards failure. A floor on a benefit and a cap on spending, staff or the unit's own
    activities are as they should be.
    """
    target = ind.target
    if target.number is None and target.date is None:
        return
    if target.upper is not None or is_placeholder(ind.name):
        return
    if target.change:
        fault = _worse(ind, target)
    elif target.embedded and not (target.comparator and len(target.raw) <= SHORT):
        return
    elif target.comparator in AT_LEAST:
        fault = _too_little(ind, target, spent_sums)
    elif target.comparator in AT_MOST:
        fault = _too_much(ind, target, staff, implausible_cap)
    else:
        fault = _all_bad(ind, target)
    if fault and not (target.comparator in AT_MOST and found_in(plain(ind.description), deviations)):
        instead = share(ind.name, target) if _no_share(ind, target) else fault[2]
        yield Hit("value", {"why_zh": fault[0], "why_en": fault[1], "instead": instead})


def _no_share(ind: View, target: Target) -> bool:
    """Tell a rate whose value is no percentage, so that turning its sign is not enough."""
    if ind.measure_named.form not in ("rate", "satisfaction") or target.number is None or target.change:
        return False
    if target.unit_class == "percent":
        return target.number > WHOLE or target.unit_text not in ("%", target.unit)
    return not (
        target.per
        or target.unit_class == "permille"
        or "/" in target.raw
        or (target.number <= 1 and not target.unit_text)
    )


def _too_little(ind: View, target: Target, spent_sums: tuple[str, ...]) -> Fault | None:
    """Tell a lowest amount for what should be small."""
    name = plain(ind.name)
    if target.kind == "date" or target.unit_class == "time":
        short = lists().waiting.search(name) and not lists().lasting.search(name)
        measure = ind.measure_named
        late = short and measure.form == "time" and not measure.changes and not target.per
        soon = ("越早越好", "should be early") if target.kind == "date" else ("越短越好", "should be short")
        return (*soon, _turned(target)) if late else None
    money = target.unit_class == "money"
    paid = lists().floors.search(name) and not ends_with(name, spent_sums)
    if money and ind.level2_kind in SPENT and not paid:
        return ("是支出", "is spending", _turned(target))
    found, form = polarity(ind.name), ind.measure_named.form
    if found.way == "spending":
        return ("是支出", "is spending", _turned(target)) if money and not paid else None
    if found.way != "falls" or form in NO_FIGURE or (form in WORKLOAD and ind.level2_kind == "quantity"):
        return None
    if form in UNSAID and target.unit_class == "percent" and target.number is not None and target.number >= HALF:
        return None  # 矛盾纠纷 ≥95% is the share settled
    return _few(found.word, target)


def _too_much(ind: View, target: Target, staff: tuple[str, ...], implausible_cap: int) -> Fault | None:
    """Tell a highest amount for what should be large."""
    if target.unit_class == "time" and (long := lists().kept.search(plain(ind.name))):
        return (f"（{long.group()}）越长越好", f"({long.group()}) should be long", _turned(target))
    found, form = polarity(ind.name), ind.measure_named.form
    share = form in SHARES or (form == "degree" and target.unit_class == "percent")
    rises = (found.way == "rises" and share) or (found.way == "gains" and form in SUMS)
    word = found.word
    if not found.way and form in SHARES and target.unit == "%" and implausible_cap <= (target.number or 0) < WHOLE:
        rises, word = True, ind.measure_named.head
    if not rises and target.unit_class in HEADS and found.way not in ("falls", "spending"):
        served = lists().served.search(plain(ind.name))
        word = served.group() if served and not found_in(plain(ind.name), staff) else ""
    elif not rises:
        return None
    return (_more(target), f"({word}) should be large", _turned(target)) if word else None


def _worse(ind: View, target: Target) -> Fault | None:
    """Tell a change for the worse: 投诉量 that is to rise, 覆盖率 that is to fall."""
    found = polarity(ind.name)
    if target.comparator in AT_MOST:
        return None  # 较上年增长不超过3% keeps it small
    if found.way in ("falls", "spending") and target.change == "increase":
        word = ("越少越好", "should be small", "下降")
    elif found.way in ("rises", "gains") and target.change == "decrease" and ind.measure_named.form in SHARES:
        word = ("越多越好", "should be large", "提高")
    else:
        return None
    return (
        word[0],
        f"({found.word}) {word[1]}",
        f"比上年{word[2]}{target.number}{target.unit_text}",
    )


def _all_bad(ind: View, target: Target) -> Fault | None:
    """Tell a bad thing that is to be nearly all there is."""
    if target.unit_class != "percent" or target.number is None or target.number < MOST:
        return None
    found = polarity(ind.name)
    return _few(found.word, target) if found.way == "falls" and ind.measure_named.form == "rate" else None


def _few(word: str, target: Target) -> Fault:
    return ("越低越好" if _is_degree(target) else "越少越好", f"({word}) should be small", _turned(target))


def _more(target: Target) -> str:
    return "越高越好" if _is_degree(target) else "越多越好"


def _is_degree(target: Target) -> bool:
    """Tell a share or another figure that is high or low rather than much or little."""
    return target.unit_class in ("percent", "permille", "concentration", "temperature", "sound", "") or bool(target.per)


def _turned(target: Target) -> str:
    """Return the value with its sign turned; a share near the whole becomes what is left of it."""
    number = target.number
    sign = "≥" if target.comparator in AT_MOST else "≤"
    if number is None:
        return f"{sign}{plain(target.raw).lstrip('≥≤<>=')}"
    if sign == "≤" and target.unit_class == "percent" and MOST <= number <= WHOLE:
        number = WHOLE - number
    return f"{sign if number else ''}{number}{target.unit_text}"
