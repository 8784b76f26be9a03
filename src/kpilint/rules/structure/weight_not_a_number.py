"""A weight that is no number."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.structure import _weights as weights


@rule(
    "structure/weight-not-a-number",
    grain=Indicator,
    reads=("weight",),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "权重“{weight}”不是数；应写分数，如“10”",
        "en": "the weight {weight} is no number; write points, as in 10",
    },
    zh="权重不是数。\n不是数就算不出得分，合计也无从核对。",
    bad=[
        ({"name": "培训人数", "weight": "较高"}, {"field": "weight"}),
        ({"name": "培训人数", "weight": "≥95人"}, {"field": "weight"}),
    ],
    good=[
        {"name": "培训人数", "weight": "10分"},
        {"name": "培训人数", "weight": "12.5%"},
        {"name": "培训人数", "weight": "—"},
        {"name": "培训人数", "weight": ""},
    ],
)
def weight_not_a_number(ind: View) -> Iterator[Hit]:
    """A weight is no number.

    Without one no score can be reckoned, and the sum cannot be checked.
    """
    if not weights.blank(ind.weight) and weights.weight(ind.weight) is None:
        yield Hit("weight")
