"""A spending plan that does not reach the budget."""

from collections.abc import Iterator

from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.budget import _plan


@rule(
    "budget/plan-incomplete",
    grain=Table,
    reads=("plan", "budget"),
    needs=("plan",),
    severity="error",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "支出计划（{figures}）没有排满预算：{why}；应填累计百分比，最后一期为100%",
        "en": "the spending plan ({figures}) stops short: {why_en}; write cumulative shares that end at 100%",
    },
    zh="资金支出计划没有排满预算。\n累计百分比的最后一期应是100%；填金额的，最后一期或各期合计应等于预算。排不满，就有钱没有安排用途和时间。",
    bad=[
        (
            {
                "plan": {"3月底": "5.00", "6月底": "10.00", "10月底": "15.00"},
                "budget": {"total": "20.00", "money_unit": "万元"},
            },
            {"field": "plan", "last": "15.00", "together": "30", "whole": "20.00万元"},
        ),
        (
            {
                "plan": {"3月底": "20%", "6月底": "40%", "10月底": "70%", "12月底": "90%"},
                "budget": {"total": "50.00", "money_unit": "万元"},
            },
            {"field": "plan", "last": "90%", "whole": "100%"},
        ),
        (
            {"plan": {"6月底": "30万元", "12月底": "50万元"}, "budget": {"total": "100.00", "money_unit": "万元"}},
            {"last": "50万元", "together": "80万元"},
        ),
    ],
    good=[
        {
            "plan": {"3月底": "67.22", "6月底": "67.22", "10月底": "67.22", "12月底": "67.21"},
            "budget": {"total": "268.87", "money_unit": "万元"},
        },
        {
            "plan": {"3月底": "50%", "6月底": "100%", "10月底": "", "12月底": ""},
            "budget": {"total": "50.00", "money_unit": "万元"},
        },
        {
            "plan": {"3月底": "33.3%", "6月底": "66.6%", "12月底": "99.9%"},
            "budget": {"total": "50.00", "money_unit": "万元"},
        },
        {"plan": {"3月底": "按进度支付", "12月底": "全部"}, "budget": {"total": "50.00", "money_unit": "万元"}},
    ],
)
def plan_incomplete(table: View) -> Iterator[Hit | Deferred]:
    """The spending plan does not reach the whole of the budget.

    Cumulative shares end at 100 per cent; amounts end at the budget or add up to it. Where they do not, part of the
    money has neither a use nor a date. Figures that cannot be read, or whose unit is not known, are deferred.
    """
    found = _plan.judge(table.plan, table.budget)
    if found.fault == "short":
        args = {"figures": found.figures, "last": found.first, "together": found.together, "whole": found.second}
        yield Hit("plan", args | _why(found, per_cent=found.second == "100%"))
    elif found.fault == "undecided":
        yield Deferred(f"支出计划“{found.figures}”无法与预算比较")


def _why(found: _plan.Verdict, *, per_cent: bool) -> dict[str, str]:
    """Say what falls short: cumulative shares by their last, amounts by the last and by their sum."""
    if per_cent:
        return {"why": f"最后一期是{found.first}，不到100%", "why_en": f"it ends at {found.first}"}
    return {
        "why": f"最后一期是{found.first}，各期合计是{found.together}，都不等于{found.second}",
        "why_en": f"it ends at {found.first} and adds up to {found.together}, neither of which is {found.second}",
    }
