"""A target value written into the name."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.values.units import unit_of
from kpilint.vocabulary import plain

COMPARED: Final = re.compile(r"(?:[≥≤≧≦><]|不低于|不少于|不高于|不超过|大于等于|小于等于|至少|达到?|共计?|约)$")
AT_END: Final = re.compile(
    r"(?P<before>.*[^0-9.\-—~第年月])(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[十百千万亿]?[^\W0-9]{0,4}|[%‰])$"
)
SEVERAL: Final = re.compile(r"[0-9.]+[万亿]?[^\W0-9](?:[,;、]|和|及)")
"""A figure of its own before the last one: 职工30人,退休."""
ORDINAL: Final = re.compile(r"第$|[A-Za-z+]$")
"""What makes a number part of a name: 第3期, PM2.5, 12+1."""


@rule(
    "vague/value-in-name",
    grain=Indicator,
    reads=("name",),
    severity="warning",
    confidence="high",
    item="明确清晰性",
    since="0.1",
    message={
        "zh": "三级指标“{name}”写进了指标值“{found}”；应{advice_zh}",
        "en": "the name {name} holds the value {found}; {advice_en}",
    },
    zh=(
        "三级指标里写了指标值。\n"
        "“村组干部230人”换一年就要换名称，各年、各县对不到一起。名称本身带的数（65岁以上老人、24小时供水、"
        "12345热线、第三期）不在此列。"
    ),
    bad=[
        ({"name": "村组干部230人", "value": "230人"}, {"field": "name", "found": "230人", "rest": "村组干部"}),
        ({"name": "群众满意度≥90%", "value": "90%"}, {"found": "≥90%", "rest": "群众满意度"}),
        ({"name": "新建公厕12座", "value": "完成"}, {"found": "12座"}),
        ({"name": "涉及在职职工30人，退休职工12人"}, {"advice_zh": "拆成几行，每行一个指标，数写在指标值一栏"}),
        ({"name": "资金到位率不低于95%", "value": "≥95%"}, {"found": "不低于95%", "rest": "资金到位率"}),
    ],
    good=[
        {"name": "65岁以上老年人体检人数"},
        {"name": "24小时供水"},
        {"name": "12345热线办结率"},
        {"name": "信息系统建设（3期）"},
        {"name": "PM2.5"},
        {"name": "案件数（个）"},
        {"name": "公益林2024"},
        {"name": "完成任务100%"},
    ],
)
def value_in_name(ind: View) -> Iterator[Hit]:
    """The name ends with a number and its unit, or a comparison: 村组干部230人, 满意度≥90%.

    Such a name changes with each year's target, so years and counties cannot be compared. Numbers that belong to a
    name (65岁以上老年人, 12345热线) stay.
    """
    name = plain(ind.name)
    found = AT_END.match(name)
    if found is None or ORDINAL.search(found["before"]) or found["unit"] == "年":
        return
    before = COMPARED.search(found["before"])
    compared = before.group() if before else ""
    thing = found["before"].removesuffix(compared).rstrip("(:,、")
    if not thing or (not compared and unit_of(found["unit"]) is None) or (not compared and found["unit"] in "%‰"):
        return
    told = f"{compared}{found['number']}{found['unit']}"
    zh, en = f"写作“{thing}”，把“{told}”写在指标值一栏", f"name it {thing} and put {told} into the value column"
    if SEVERAL.search(thing):
        zh, en = "拆成几行，每行一个指标，数写在指标值一栏", "split it, one figure a row, each in the value column"
    yield Hit("name", {"found": told, "rest": thing, "advice_zh": zh, "advice_en": en})
