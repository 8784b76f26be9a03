"""A goal and an indicator that give different numbers for one thing."""

from collections.abc import Iterator, Mapping, Sequence

from kpilint.measures import measure_of
from kpilint.model import Indicator
from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.consistency._contents import COUNTS
from kpilint.rules.consistency._numbers import Stated, is_detail, stated
from kpilint.values import Target, parse
from kpilint.wording import bare

_LEAST_THING = 2
_LONGEST_THING = 20


@rule(
    "consistency/goal-number-differs",
    grain=Table,
    reads=("goals", "indicators"),
    needs=("goals", "name", "value"),
    severity="warning",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "绩效目标“{goal}”写的是“{found}”，指标“{name}”的指标值是“{value}”；同一件事应写同一个数",
        "en": "the goal {goal} says {found}, the target of {name} is {value}; write one number for one thing",
    },
    zh="绩效目标与指标的数不一致。\n目标说培训500人，指标只要求300人：到期时按哪个算完成说不清。",
    bad=[
        (
            {"goals": ["全年培训农民500人"], "indicators": [{"name": "培训农民人数", "value": "≥300人"}]},
            {"field": "value", "row": 0, "found": "500人"},
        ),
        (
            {
                "goals": ["1.养护农村公路30公里", "2.群众满意"],
                "indicators": [
                    {"name": "群众满意度", "value": "≥90%"},
                    {"name": "养护农村公路里程", "value": "25公里"},
                ],
            },
            {"field": "value", "row": 1, "found": "30公里"},
        ),
    ],
    good=[
        {"goals": ["全年培训农民500人"], "indicators": [{"name": "培训农民人数", "value": "≥500人"}]},
        {
            "goals": ["全年培训农民500人，其中妇女300人"],
            "indicators": [{"name": "培训农民人数", "value": "≥500人"}, {"name": "培训妇女人数", "value": "≥300人"}],
        },
        {"goals": ["每期培训农民50人"], "indicators": [{"name": "培训农民人数", "value": "≥500人"}]},
        {"goals": ["服务群众3万人"], "indicators": [{"name": "培训农民人数", "value": "≥500人"}]},
        {
            "goals": ["三年更新管网66公里"],
            "indicators": [
                {"name": "更新管网长度", "value": "22公里", "others": [{"heading": "中期指标值", "text": "66公里"}]}
            ],
        },
    ],
)
def goal_number_differs(table: View) -> Iterator[Hit]:
    """A goal gives another number than an indicator, of the same unit and for a thing called the same.

    Reported with low confidence: a goal may speak of several years, of a part, or of all funds together.
    """
    targets = [parse(row.value) for row in table.indicators]
    known = {target.amount for target in targets}
    known |= {parse(other.text).amount for row in table.indicators for other in row.others}  # of the whole period
    counted = _counted(table.indicators, targets)
    for goal in table.goals:
        for one in stated(goal.text):
            if one.amount in known or one.per or is_detail(one, standard=False):
                continue
            at = _row_of(one, counted)
            if at is not None:
                row = table.indicators[at]
                yield Hit("value", {"goal": goal.text, "found": one.text, "name": row.name, "value": row.value}, row=at)


def _counted(rows: Sequence[Indicator], targets: Sequence[Target]) -> dict[tuple[str, str], int]:
    """Return the rows that count something, by what they count and in which unit."""
    found: dict[tuple[str, str], int] = {}
    for at, (row, target) in enumerate(zip(rows, targets, strict=True)):
        named = measure_of(row.name)
        thing = bare(named.thing)
        plain_count = target.amount is not None and not target.embedded and not target.per
        if named.form in COUNTS and len(thing) >= _LEAST_THING and plain_count:
            found.setdefault((thing, target.unit), at)
    return found


def _row_of(one: Stated, counted: Mapping[tuple[str, str], int]) -> int | None:
    """Return the row that counts what stands before a number, the longest such thing."""
    before = bare(one.before)[-_LONGEST_THING:]
    rows = (counted.get((before[at:], one.unit)) for at in range(len(before) - _LEAST_THING + 1))
    return next((row for row in rows if row is not None), None)
