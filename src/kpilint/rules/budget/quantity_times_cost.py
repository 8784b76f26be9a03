"""Quantity times unit cost against the budget."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kpilint.finding import Ref
from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.budget import _costs as costs
from kpilint.rules.budget import _money as money
from kpilint.rules.budget import _units as units
from kpilint.wording import found_in

TOLERANCE: Final = Decimal("1.05")


@rule(
    "budget/quantity-times-cost",
    grain=Table,
    reads=("budget", "indicators", "project"),
    needs=("budget", "value"),
    severity="warning",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "“{quantity}”{count}×“{name}”{value}＝{product}，超过预算{budget}；应核对数量、单价和预算",
        "en": "{quantity} {count} × {name} {value} = {product}, above the budget of {budget}; check all three",
    },
    zh=(
        "数量乘单价超过预算5%以上。\n"
        "三个数不可能同时做到。按月、按天的单价至少按一次算；找不到唯一对应的数量，"
        "或者项目只负担一部分资金的，不作判断。少于预算可能另有开支，不算问题。"
    ),
    bad=[
        (
            {
                "project": "村医培训",
                "budget": {"total": "26", "money_unit": "万元"},
                "indicators": [
                    {"level2": "数量指标", "name": "培训村医人数", "value": "≥200人"},
                    {"level2": "成本指标", "name": "人均培训成本", "value": "≤1500元/人"},
                ],
            },
            {"field": "value", "row": 1, "product": "30万元", "count": "≥200人"},
        ),
        (
            {
                "project": "劳动仲裁经费",
                "budget": {"total": "2.40", "money_unit": "万元"},
                "indicators": [
                    {"level2": "数量指标", "name": "仲裁案件数（个）", "value": "≥150个"},
                    {"level2": "成本指标", "name": "案件综合成本", "value": "≤240元/件"},
                ],
            },
            {"field": "value", "product": "3.6万元"},
        ),
    ],
    good=[
        {
            "project": "人脸识别认证",
            "budget": {"total": "20.00", "money_unit": "万元"},
            "indicators": [
                {"level2": "数量指标", "name": "认证人数", "value": "≥9.13万人"},
                {"level2": "成本指标", "name": "人均费用", "value": "2.2元"},
            ],
        },
        {
            "project": "村医培训",
            "budget": {"total": "5", "money_unit": "万元"},
            "indicators": [
                {"level2": "数量指标", "name": "培训村医人数", "value": "≥200人"},
                {"level2": "成本指标", "name": "授课教师酬金", "value": "≤1000元/人"},
            ],
        },
        {
            "project": "公路养护县级配套",
            "budget": {"total": "30", "money_unit": "万元"},
            "indicators": [
                {"level2": "数量指标", "name": "养护里程", "value": "30公里"},
                {"level2": "成本指标", "name": "每公里养护成本", "value": "≤2万元/公里"},
            ],
        },
    ],
)
def quantity_times_cost(
    table: View, *, shared_words: tuple[str, ...], cost_words: tuple[str, ...]
) -> Iterator[Hit | Deferred]:
    """A quantity times its unit cost is more than 5 % above the budget.

    The three cannot be kept at once. A cost of each month or day is counted once, which is the least it comes to.
    Deferred where no single quantity matches, where months would decide, and where the project pays only a part.
    """
    stated = units.unit_costs(table.indicators)
    if not stated:
        return
    whole = costs.budget_in_yuan(table.budget)
    if whole is None:
        yield Deferred("写有单价而预算没有可读的金额和单位")
        return
    among = units.quantities(table.indicators)
    for cost in stated:
        found = units.matching(cost, among)
        if len(found) != 1 or not units.same_thing(cost, found[0], cost_words):
            yield Deferred(f"“{cost.row.name}”没有唯一对应的数量")
            continue
        product = cost.yuan * (found[0].target.amount or 0)
        most = whole * TOLERANCE
        if product * cost.often <= most:
            continue
        if product <= most or found_in(table.project, shared_words):
            yield Deferred(f"“{cost.row.name}”一年发生几次、是否全由本项目支付没有写明")
            continue
        counted = found[0].row
        yield Hit(
            "value",
            {
                "quantity": counted.name, "count": counted.value, "name": cost.row.name, "value": cost.row.value,
                "product": money.yuan_shown(product), "budget": money.stated(table.budget),
            },
            row=cost.at,
            others=(Ref(row=found[0].at),),
        )  # fmt: skip
