"""A bare number where a unit is needed."""

import re
from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import counted_in, share, with_unit, wrong_way
from kpilint.values import parse
from kpilint.vocabulary import plain
from kpilint.wording import bare, ends_with, found_in, is_placeholder

YEARS = range(1990, 2101)
PER_HEADS = re.compile("[千万](?:名|个)?(?:人|常住|户|活产)")
"""Rates that are stated per thousand as well."""


@rule(
    "unit/missing",
    grain=Indicator,
    reads=("level2_kind", "name", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "“{name}”的指标值“{value}”没有计量单位；应{advice_zh}",
        "en": "the value {value} of {name} has no unit; write {advice_en}",
    },
    zh=("指标值是一个没有单位的数。\n“≥85”是85什么？零、指数、比值、年份，以及单位已写在名称括号里的，不在此列。"),
    bad=[
        ({"name": "职工满意度", "value": "≥85"}, {"field": "value", "advice_zh": "写“≥85%”"}),
        ({"name": "居民满意度", "value": "85以上"}, {"advice_zh": "写“85%以上”"}),
        ({"name": "补助资金到位率", "value": "≥1.95"}, {"advice_zh": "写百分比，如“≥95%”"}),
        ({"name": "新建公厕数量", "value": "11"}, {"advice_zh": "在“11”后写明单位"}),
        ({"name": "校舍维修面积", "value": "≥1500"}, {"advice_zh": "在“≥1500”后写明单位（平方米、亩或公顷）"}),
        ({"name": "千人口献血率", "value": "≥1.25"}, {"advice_zh": "在“≥1.25”后写明单位（%或‰）"}),
        ({"name": "疫苗接种剂次", "value": "5500"}, {"advice_zh": "写“5500剂次”"}),
        ({"name": "粮食产量增长率", "value": "≥6"}, {"advice_zh": "写“≥6%”"}),
        ({"name": "蚊虫密度超标率", "value": "≤3"}, {"advice_zh": "写“≤3%”"}),
        ({"name": "参训人数", "value": "≥300"}, {"advice_zh": "写“≥300人”"}),
        ({"name": "到位率（实际拨入/应拨入）", "value": "≥1.95"}, {"field": "value"}),
    ],
    good=[
        {"name": "职工满意度", "value": "≥85%"},
        {"name": "案件数（个）", "value": "≥100"},
        {"name": "安全事故", "value": "0"},
        {"name": "居民健康指数", "value": "≥85"},
        {"name": "资金到位率", "value": "≥0.95"},
        {"name": "护理员与老人配备比", "value": "不低于1:3"},
    ],
)
def missing(
    ind: View,
    *,
    unitless: tuple[str, ...],
    rate_endings: tuple[str, ...],
    unit_of_word: dict[str, str],
    units_to_choose: dict[str, tuple[str, ...]],
) -> Iterator[Hit]:
    """A bare number stands where a unit is needed.

    85 of what? Nought, an index, a ratio, a fraction of one for a rate, a year and a number whose unit stands in the
    name, in brackets, need none.
    """
    target = ind.target
    if target.number is None or target.unit or target.unit_class or target.embedded or target.trailing:
        return
    if not target.number or target.ratio_to is not None or is_placeholder(ind.value):
        return
    name = plain(ind.name)
    rate = bool(ends_with(bare(name), rate_endings)) or ind.level2_kind == "satisfaction"
    if found_in(name, unitless) or _names_unit(name) or (rate and target.number <= 1):
        return
    if not target.comparator and target.number in YEARS:
        return
    zh, en = _advice(ind, name, unit_of_word, units_to_choose, rate=rate)
    yield Hit("value", {"advice_zh": zh, "advice_en": en})


def _names_unit(name: str) -> bool:
    """Tell whether a name ends with its unit, in brackets: 案件数(个)."""
    before, bracket, inside = name.removesuffix(")").rpartition("(")
    return bool(before and bracket and name.endswith(")") and parse("1" + inside).unit_class)


def _advice(
    ind: View, name: str, unit_of_word: dict[str, str], choices: dict[str, tuple[str, ...]], *, rate: bool
) -> tuple[str, str]:
    value: str = ind.value.strip()
    if rate and PER_HEADS.search(name):
        return f"在“{value}”后写明单位（%或‰）", f"the unit after {value} (% or ‰)"
    if rate:
        meant = share(name, ind.target)
        if f"{ind.target.number}%" == meant.lstrip("≥≤") and not wrong_way(name, ind.target):
            whole = with_unit(value, "%")
            return f"写“{whole}”", whole
        return f"写百分比，如“{meant}”", f"a percentage, as in {meant}"
    if unit := counted_in(name, unit_of_word):
        return f"写“{with_unit(value, unit)}”", with_unit(value, unit)
    units = next((units for word, units in choices.items() if name.endswith(word)), ())
    if not units:
        return f"在“{value}”后写明单位", f"the unit after {value}"
    said = f"{'、'.join(units[:-1])}或{units[-1]}"
    return f"在“{value}”后写明单位（{said}）", f"the unit after {value} ({', '.join(units)})"
