"""A rate of payment as the description of something else."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency._contents import payment_standard
from kpilint.wording import bare

_ABOUT_MONEY = frozenset({"cost", "economic_cost", "economic_benefit", "quantity", ""})
_FIGURES = frozenset({"people", "times", "count", "size", "satisfaction", "time"})
_PAID_OUT = ("发放", "补贴", "补助", "奖补", "兑付", "兑现", "落实")


@rule(
    "consistency/pasted-standard",
    grain=Indicator,
    reads=("name", "description", "value", "measure_named", "level2_kind", "target"),
    needs=("name", "description", "value"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "描述“{description}”是补助标准，“{name}”和指标值“{value}”测的不是它；"
        "标准应写到成本指标，这里写“{name}”怎样衡量",
        "en": "the description {description} is a rate of payment, which neither {name} nor {value} measures; "
        "state it under cost and describe {name} here",
    },
    zh="描述写的是补助标准，名称和指标值却是另一回事。\n多半是同一句话贴到了每一行，质量、时效和满意度各该怎样衡量都没有写。",
    bad=[
        (
            {
                "level2": "质量指标",
                "name": "质量",
                "description": "每头奶牛补贴养殖户200元",
                "value": "良种率不低于90%",
            },
            {"field": "description"},
        ),
        (
            {
                "level2": "服务对象满意度指标",
                "name": "农户满意度",
                "description": "每亩补贴农户60元",
                "value": "≥90%",
            },
            {"field": "description"},
        ),
        (
            {
                "level2": "数量指标",
                "name": "救助人数",
                "description": "每人每月发放救助金五百元",
                "value": "≥260人",
            },
            {"field": "description"},
        ),
    ],
    good=[
        {"level2": "成本指标", "name": "补助标准", "description": "每亩补贴农户60元", "value": "60元/亩"},
        {
            "level2": "数量指标",
            "name": "数量",
            "description": "每参保一人补贴代办员一元",
            "value": "每参保一人补贴代办员一元",
        },
        {"level2": "质量指标", "name": "补贴发放率", "description": "每亩补贴80元，应补尽补", "value": "100%"},
        {
            "level2": "社会效益指标",
            "name": "人均补助水平",
            "description": "每人每年补助1200元",
            "value": "1200元",
        },
    ],
)
def pasted_standard(ind: View) -> Iterator[Hit]:
    """The description states what is paid per head or piece, in a row that measures something else.

    One sentence pasted into every row tells nothing about how quality, time or satisfaction are measured.
    """
    if not payment_standard(ind.description):
        return
    measured = ind.target.unit_class == "money" or bare(ind.value) == bare(ind.description)
    if measured or ind.measure_named.form == "money":
        return
    if ind.level2_kind in _ABOUT_MONEY and ind.measure_named.form not in _FIGURES:
        return
    if ind.measure_named.form == "rate" and ind.measure_named.thing.endswith(_PAID_OUT):
        return
    yield Hit("description")
