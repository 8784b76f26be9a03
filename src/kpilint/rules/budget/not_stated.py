"""No budget, or one of zero."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.budget import _money as money


@rule(
    "budget/not-stated",
    grain=Table,
    reads=("budget", "duty", "project"),
    needs=("budget",),
    severity="warning",
    confidence="low",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "预算{found}；应写清项目预算的金额和单位，指标才能与资金对照",
        "en": "the budget is {found_en}; state the amount and its unit, so that targets can be held against the money",
    },
    zh="没有写预算，或预算为0。\n不知道有多少钱，就看不出目标与资金是否相称。也可能是写在别处而没有读到，所以只提示。按职责、活动编列的表，没有经费的活动不在此列。",
    bad=[
        ({"project": "村庄绿化", "budget": {}}, {"field": "budget", "found": "没有填"}),
        ({"project": "村庄绿化", "budget": {"total": "0.00", "fiscal": "0", "money_unit": "万元"}}, {"found": "为0"}),
    ],
    good=[
        {"project": "村庄绿化", "budget": {"total": "0.99", "money_unit": "万元"}},
        {"project": "村庄绿化", "budget": {"total": "", "fiscal": "58"}},
        {"project": "村庄绿化", "budget": {"total": "0", "fiscal": "25"}},
        {"duty": {"name": "村庄建设"}, "budget": {"total": ""}},
        {"unit": "云岭县自然资源局", "budget": {}},
    ],
)
def not_stated(table: View) -> Iterator[Hit]:
    """The form has a place for the budget, and it is empty or zero.

    Without the sum nobody can tell whether targets and money are in proportion. It may stand where kpilint did not
    find it, so this does not score. Activities of the older form that have no money of their own are left alone.
    """
    budget = table.budget
    texts = [one for one in (budget.total, budget.fiscal, budget.other) if not money.blank(one)]
    if table.duty is not None or not (table.project.strip() or texts):
        return  # a whole department states its money by tasks
    if not texts:
        yield Hit("budget", {"found": "没有填", "found_en": "empty"})
    elif all((found := money.amount(one, "元")) is not None and found.number == 0 for one in texts):
        yield Hit("budget", {"found": "为0", "found_en": "zero"})
