"""An indicator that spends more than the project has."""

from collections.abc import Iterator

from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.budget import _costs as costs
from kpilint.rules.budget import _money as money
from kpilint.wording import found_in


@rule(
    "budget/amount-above-budget",
    grain=Table,
    reads=("budget", "indicators", "project"),
    needs=("budget", "value"),
    severity="error",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "“{name}”的指标值{value}超过项目预算{budget}；应核对金额和单位，支出不能多于预算",
        "en": "{name} is {value}, more than the project's budget of {budget}; check the amount and its unit",
    },
    zh=(
        "指标中的支出金额超过项目预算。\n"
        "项目最多花预算这么多钱；超过的，不是金额或单位写错，就是预算之外另有来源而没有写明。"
        "总投资、合同价等跨年度的金额和带动的收入、投资不在此列。"
    ),
    bad=[
        (
            {
                "budget": {"total": "80.00", "money_unit": "万元"},
                "indicators": [{"level2": "成本指标", "name": "设备采购成本", "value": "≤95万元"}],
            },
            {"field": "value", "row": 0, "budget": "80.00万元"},
        ),
        (
            {
                "budget": {"total": "500000", "money_unit": "元"},
                "indicators": [
                    {"level1": "成本指标", "level2": "经济成本指标", "name": "项目成本", "value": "≤60万元"}
                ],
            },
            {"field": "value", "row": 0},
        ),
        (
            {
                "budget": {"total": "30", "money_unit": "万元"},
                "indicators": [{"level2": "数量指标", "name": "发放慰问资金金额", "value": "36万元"}],
            },
            {"field": "value"},
        ),
    ],
    good=[
        {
            "budget": {"total": "80.00", "money_unit": "万元"},
            "indicators": [{"level2": "成本指标", "name": "设备采购成本", "value": "≤80万元"}],
        },
        {
            "budget": {"total": "80.00", "money_unit": "万元"},
            "indicators": [
                {"level2": "经济效益指标", "name": "带动农民增收", "value": "≥300万元"},
                {"level2": "成本指标", "name": "工程总投资", "value": "≤1200万元"},
                {"level2": "数量指标", "name": "完成社会投资额", "value": "≥500万元"},
            ],
        },
        {
            "budget": {"total": "800000"},
            "indicators": [{"level2": "成本指标", "name": "设备采购成本", "value": "≤95万元"}],
        },
    ],
)
def amount_above_budget(  # noqa: PLR0913 - the word lists are the rule's options
    table: View,
    *,
    larger_words: tuple[str, ...],
    brought_words: tuple[str, ...],
    spending_words: tuple[str, ...],
    shared_words: tuple[str, ...],
    per_words: tuple[str, ...],
) -> Iterator[Hit | Deferred]:
    """A cost, or another amount that the project spends, is above its budget.

    A project spends no more than it has, so the amount or its unit is wrong, or money comes from elsewhere. Sums of
    several years (总投资) and money that the project brings about (增收) are no spending of its own; a project that
    pays a share beside others (县级配套) cannot be judged.
    """
    not_own = (*larger_words, *brought_words)
    found = [
        one for one in costs.sums(table.indicators) if costs.own_spending(one, not_own=not_own, spending=spending_words)
    ]
    if not found:
        return
    whole = costs.budget_in_yuan(table.budget)
    if whole is None:
        yield Deferred("预算没有可读的金额和单位，无法与指标中的金额比较")
        return
    for one in found:
        if one.yuan <= whole or money.near(one.yuan, whole):
            continue
        if found_in(table.project, shared_words) or found_in(one.name, per_words):
            yield Deferred(f"“{one.row.name}”可能不全由本项目支付")
            continue
        args = {"name": one.row.name, "value": one.row.value, "budget": money.stated(table.budget)}
        yield Hit("value", args, row=one.at)
