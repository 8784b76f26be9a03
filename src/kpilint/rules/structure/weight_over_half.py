"""One row with more than half of all points."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.structure import _weights as weights

HALF: Final = Decimal(50)
_HALF_OF_ONE: Final = Decimal("0.5")


@rule(
    "structure/weight-over-half",
    grain=Indicator,
    reads=("name", "weight"),
    needs=("weight",),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "“{name}”一行的权重是{weight}，超过一半；应拆成几个指标，分别给分",
        "en": "{name} alone has a weight of {weight}, more than half; split it, and give points to each part",
    },
    zh="一行指标的权重超过一半。\n一个数就定了整个项目的得分，其余指标形同虚设。",
    bad=[
        ({"name": "补助发放人数", "weight": "60"}, {"field": "weight"}),
        ({"name": "养护里程", "weight": "55%"}, {"field": "weight"}),
        ({"name": "养护里程", "weight": "0.6"}, {"field": "weight"}),
    ],
    good=[
        {"name": "补助发放人数", "weight": "50"},
        {"name": "补助发放人数", "weight": "0.5"},
        {"name": "补助发放人数", "weight": "1"},
    ],
)
def weight_over_half(ind: View) -> Iterator[Hit]:
    """One row has more than half of all points.

    A single figure then decides over the whole project, and the other indicators do not matter.
    """
    found = weights.weight(ind.weight)
    if found is not None and (HALF < found <= weights.WHOLE or _HALF_OF_ONE < found < 1):
        yield Hit("weight")
