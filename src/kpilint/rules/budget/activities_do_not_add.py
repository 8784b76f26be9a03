"""Activities whose budgets do not add up to that of their duty."""

from collections.abc import Iterator
from decimal import Decimal

from kpilint.finding import Ref
from kpilint.model import Document, Table
from kpilint.rule import Deferred, Hit, View, rule
from kpilint.rules.budget import _money as money


@rule(
    "budget/activities-do-not-add",
    grain=Document,
    reads=("tables",),
    needs=(),
    severity="warning",
    confidence="high",
    item="资金匹配性",
    since="0.1",
    message={
        "zh": "职责“{duty}”的预算是{whole}，所列各项活动合计{together}；应核对，使各活动之和等于职责预算",
        "en": "the duty {duty} has {whole}, and its activities add up to {together}; make them add up",
    },
    zh="各项活动的预算之和不等于所属职责的预算。\n职责的资金全部落到活动上；不等，就有资金没有目标管着，或者填错了数。",
    bad=[
        (
            {
                "tables": [
                    {
                        "project": "公路养护",
                        "duty": {"name": "道路管理", "budget": "30.00"},
                        "budget": {"total": "20.00"},
                    },
                    {
                        "project": "桥梁检测",
                        "duty": {"name": "道路管理", "budget": "30.00"},
                        "budget": {"total": "15.00"},
                    },
                ]
            },
            {"table": 0, "whole": "30.00", "together": "35"},
        ),
        (
            {
                "tables": [
                    {"project": "客运", "duty": {"name": "运输", "budget": "9"}, "budget": {"total": "4"}},
                    {"project": "货运", "duty": {"name": "运输", "budget": "9"}, "budget": {"total": ""}},
                ]
            },
            {"table": 0, "together": "4"},
        ),
    ],
    good=[
        {
            "tables": [
                {"project": "客运", "duty": {"name": "运输", "budget": "9"}, "budget": {"total": "4"}},
                {"project": "货运", "duty": {"name": "运输", "budget": "9"}, "budget": {"total": "5"}},
                {"project": "路政", "duty": {"name": "运输", "budget": "9"}, "budget": {"total": ""}},
            ]
        },
        {"tables": [{"project": "客运", "duty": {"name": "运输", "budget": ""}, "budget": {"total": "4"}}]},
        {"tables": [{"project": "客运", "budget": {"total": "4"}}, {"project": "货运", "budget": {"total": "5"}}]},
    ],
)
def activities_do_not_add(document: View) -> Iterator[Hit | Deferred]:
    """The budgets of the activities under a duty do not add up to the duty's.

    The money of a duty goes to its activities. Where the sums differ, part of it has no target, or a figure is wrong.
    Activities without money of their own are common and count as nothing.
    """
    for rows in _by_duty(document.tables):
        first = document.tables[rows[0]]
        whole = money.amount(first.duty.budget, first.budget.money_unit)
        texts = [document.tables[at].budget.total for at in rows]
        units = [document.tables[at].budget.money_unit for at in rows]
        sums = [money.amount(text, unit) for text, unit in zip(texts, units, strict=True) if not money.blank(text)]
        pairs = [None if one is None or whole is None else money.comparable(one, whole) for one in sums]
        known = [pair for pair in pairs if pair is not None]
        if len(known) < len(pairs) or not known:
            yield Deferred(f"职责“{first.duty.name}”的预算读不全")
            continue
        together, total = sum((one for one, _ in known), Decimal(0)), known[0][1]
        if not money.near(together, total, len(known)):
            factor = total / whole.number if whole is not None and whole.number else Decimal(1)
            args = {"duty": first.duty.name, "whole": first.duty.budget, "together": money.shown(together / factor)}
            yield Hit("tables", args, table=rows[0], others=tuple(Ref(table=at) for at in rows[1:]))


def _by_duty(tables: tuple[Table, ...]) -> list[list[int]]:
    """Return the tables under each duty that states a budget; a duty is one run of tables."""
    runs: list[list[int]] = []
    before = None
    for at, table in enumerate(tables):
        duty = table.duty
        if duty is None or money.blank(duty.budget):
            before = None
            continue
        key = (duty.name, duty.budget)
        if key != before:
            runs.append([])
        runs[-1].append(at)
        before = key
    return runs
