"""Weights that do not add up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpilint.model import Indicator
from kpilint.rule import Deferred, Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels
from kpilint.rules.structure import _weights as weights


@rule(
    "structure/weight-sum",
    grain=Table,
    reads=("indicators", "broken"),
    needs=("weight",),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "各行权重合计{total}，应为{wanted}，差{gap}；应逐行核对",
        "en": "the weights add up to {total}; they should make {wanted}: check each row, the difference is {gap}",
    },
    zh=(
        "权重合计不对。\n"
        "目标表的指标合计90分（预算执行率另占10分），自评表连同预算执行率合计100分；不少地方的目标表直接按100分编，也认可。"
        "有的行没有权重或权重写在合并单元格里的，不作判断。"
    ),
    bad=[
        (
            {
                "indicators": [
                    {"level1": "产出指标", "name": "甲", "weight": "40"},
                    {"level1": "效益指标", "name": "乙", "weight": "30"},
                    {"level1": "满意度指标", "name": "丙", "weight": "10"},
                ]
            },
            {"field": "indicators", "total": "80", "gap": "10"},
        ),
        (
            {
                "indicators": [
                    {"name": "预算执行率", "weight": "10", "actual": "95%"},
                    {"name": "甲", "weight": "50", "actual": "20人"},
                    {"name": "乙", "weight": "30", "actual": "30人"},
                ]
            },
            {"total": "90", "wanted": "100"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"name": "甲", "weight": "50"},
                {"name": "乙", "weight": "30"},
                {"name": "丙", "weight": "10"},
            ]
        },
        {"indicators": [{"name": "甲", "weight": "60分"}, {"name": "乙", "weight": "40分"}]},
        {"indicators": [{"name": "甲", "weight": "0.5"}, {"name": "乙", "weight": "0.5"}]},
        {
            "indicators": [
                {"name": "甲", "weight": "33.3%"},
                {"name": "乙", "weight": "33.3%"},
                {"name": "丙", "weight": "33.4%"},
            ]
        },
        {"indicators": [{"name": "甲", "weight": "20"}, {"name": "乙", "weight": ""}, {"name": "丙", "weight": "30"}]},
    ],
)
def weight_sum(table: View) -> Iterator[Hit | Deferred]:
    """The weights of a table add up to neither 90 nor 100.

    Targets make 90, as budget execution has 10 in the self-evaluation, which makes 100; many provinces let targets
    make 100. Where rows have no weight, or one weight may stand for several rows, nothing is said.
    """
    rows = table.indicators
    execution = any(levels.is_execution(row) for row in rows)
    found = weights.points(rows)
    if not found:
        if found is None:
            yield Deferred("有的权重不是数")
        return
    total = sum(found, Decimal(0))
    if weights.full(total, execution=execution) or _full_by_term(rows, execution=execution):
        return
    if table.broken or len(found) < len(rows) or _full_once(rows, execution=execution):
        yield Deferred("有的行没有权重，或一个权重对应几行")
        return
    whole = execution or total > (weights.WHOLE + weights.WITHOUT_EXECUTION) / 2
    wanted = weights.WHOLE if whole else weights.WITHOUT_EXECUTION
    args = {"total": f"{total:f}", "wanted": f"{wanted:f}", "gap": f"{abs(wanted - total):f}"}
    yield Hit("indicators", args)


def _full_by_term(rows: Sequence[Indicator], *, execution: bool) -> bool:
    """Tell whether long-term rows and those of the year each add up by themselves."""
    terms = {row.term for row in rows}
    if len(terms) < len(("long", "year")):
        return False
    found = [weights.points([row for row in rows if row.term == one]) for one in terms]
    return all(one is not None and weights.full(sum(one, Decimal(0)), execution=execution) for one in found)


def _full_once(rows: Sequence[Indicator], *, execution: bool) -> bool:
    """Tell whether the weights add up when each stands once for all rows of its second level, or of its first."""
    for columns in (("level1", "level2"), ("level1",)):
        once = {(*(getattr(row, one) for one in columns), row.weight): row for row in rows}
        found = weights.points(list(once.values()))
        if found is not None and weights.full(sum(found, Decimal(0)), execution=execution):
            return True
    return False
