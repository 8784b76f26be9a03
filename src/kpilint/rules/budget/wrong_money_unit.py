"""The budget's own figure with another unit of money."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _costs as costs
from kpilint.rules.budget import _money as money
from kpilint.wording import found_in

LEAST = 5
"""A figure smaller than this may be a price that happens to equal the budget."""


@rule(
    "budget/wrong-money-unit",
    grain=Table,
    reads=("budget", "indicators"),
    needs=("budget", "value"),
    severity="error",
    confidence="high",
    item=("资金匹配性", "指标科学性"),
    since="0.1",
    label="unit",
    message={
        "zh": "“{name}”的指标值{value}与预算{budget}数字相同而单位不同；应写{budget}，或核对金额",
        "en": "{name} is {value}, the figure of the budget of {budget} with another unit; write {budget}, or check it",
    },
    zh="指标值与预算数字相同，金额单位却不同。\n多半是漏写或多写了一个“万”，差一万倍，项目无法执行。",
    bad=[
        (
            {
                "budget": {"total": "18.50", "money_unit": "万元"},
                "indicators": [{"level2": "成本指标", "name": "项目总支出", "value": "≤18.5元"}],
            },
            {"field": "value", "row": 0, "budget": "18.50万元"},
        ),
        (
            {
                "budget": {"total": "260000", "money_unit": "元"},
                "indicators": [{"level2": "经济成本指标", "name": "印刷费用", "value": "≤260000万元"}],
            },
            {"field": "value", "budget": "260000元"},
        ),
    ],
    good=[
        {
            "budget": {"total": "18.50", "money_unit": "万元"},
            "indicators": [{"level2": "成本指标", "name": "项目总支出", "value": "≤18.5万元"}],
        },
        {
            "budget": {"total": "30", "money_unit": "万元"},
            "indicators": [
                {"level2": "成本指标", "name": "人均补助标准", "value": "30元"},
                {"level2": "成本指标", "name": "宣传品成本", "value": "30元/份"},
                {"level2": "经济效益指标", "name": "亩均增收", "value": "≥30元"},
            ],
        },
    ],
)
def wrong_money_unit(table: View, *, per_words: tuple[str, ...]) -> Iterator[Hit]:
    """A cost is the budget's own figure with 元 in place of 万元, or the other way round.

    The two differ ten thousand times. Prices per head or piece may equal the budget's figure by chance.
    """
    whole = money.total_of(table.budget)
    if whole is None or whole.yuan is None or whole.number < LEAST:
        return
    for one in costs.sums(table.indicators):
        if not one.cost or one.target.number != whole.number or one.yuan == whole.yuan:
            continue
        if found_in(one.name, per_words):
            continue
        args = {"name": one.row.name, "value": one.row.value, "budget": money.stated(table.budget)}
        yield Hit("value", args, row=one.at)
