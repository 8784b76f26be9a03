"""A cost indicator that only repeats the budget."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _costs as costs
from kpilint.rules.budget import _money as money
from kpilint.wording import found_in


@rule(
    "budget/cost-is-budget",
    grain=Table,
    reads=("budget", "indicators", "project"),
    needs=("budget", "value"),
    severity="info",
    confidence="low",
    item="资金匹配性",
    since="0.1",
    standard="财预〔2021〕101号：成本指标反映单位成本、分项成本等",
    message={
        "zh": "成本指标“{name}”{value}就是项目预算；宜写单位成本或分项成本，如每人、每次、每平方米的费用",
        "en": "the cost {name} ({value}) is the whole budget; better write a cost per unit, as in 元/人 or 元/次",
    },
    zh="成本指标只写了预算总额。\n总额本来就不能超，看不出钱花得省不省。一次性购置、建设项目写总额可以，不在此列。",
    bad=[
        (
            {
                "project": "信访工作经费",
                "budget": {"total": "10.00", "money_unit": "万元"},
                "indicators": [{"level2": "成本指标", "name": "信访工作经费", "value": "10万元"}],
            },
            {"field": "value", "row": 0},
        ),
        (
            {
                "project": "村医培训",
                "budget": {"total": "26", "money_unit": "万元"},
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "培训人数", "value": "≥200人"},
                    {"level1": "成本指标", "level2": "经济成本指标", "name": "项目总成本", "value": "≤26万元"},
                ],
            },
            {"field": "value", "row": 1, "name": "项目总成本"},
        ),
    ],
    good=[
        {
            "project": "执法车辆购置",
            "budget": {"total": "36", "money_unit": "万元"},
            "indicators": [{"level2": "成本指标", "name": "购置成本", "value": "≤36万元"}],
        },
        {
            "project": "村医培训",
            "budget": {"total": "26", "money_unit": "万元"},
            "indicators": [
                {"level2": "成本指标", "name": "总成本", "value": "≤26万元"},
                {"level2": "成本指标", "name": "人均培训成本", "value": "≤1300元/人"},
            ],
        },
        {
            "project": "信访工作经费",
            "budget": {"total": "10.00", "money_unit": "万元"},
            "indicators": [{"level2": "成本指标", "name": "办公耗材费用", "value": "≤3万元"}],
        },
    ],
)
def cost_is_budget(table: View, *, one_off_words: tuple[str, ...]) -> Iterator[Hit]:
    """The only cost of the table is the whole budget.

    It cannot be exceeded anyway, so it says nothing about thrift. For a single purchase or work it is all there is to
    say; those are left alone.
    """
    rows = [at for at, row in enumerate(table.indicators) if costs.kind2(row) in costs.COSTS]
    if len(rows) != 1 or found_in(table.project, one_off_words):
        return
    whole = costs.budget_in_yuan(table.budget)
    for one in costs.sums((table.indicators[rows[0]],)):
        if whole is not None and not found_in(one.name, one_off_words) and money.near(one.yuan, whole):
            yield Hit("value", {"name": one.row.name, "value": one.row.value}, row=rows[0])
