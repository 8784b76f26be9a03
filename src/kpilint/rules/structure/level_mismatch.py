"""A second level under a first level that it does not belong to."""

from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.structure import _levels as levels
from kpilint.vocabulary import official

ADMITS: Final = {
    "output": levels.OUTPUTS | levels.COSTS,
    "benefit": levels.BENEFITS | {"satisfaction"},
    "satisfaction": frozenset({"satisfaction"}),
    "cost": levels.COSTS | {"cost"},
}
"""Second levels of each first level. Costs stood under outputs, and in some forms satisfaction under benefits."""
BELONGS: Final = {
    "cost": levels.COSTS,
    "output": levels.OUTPUTS,
    "benefit": levels.BENEFITS,
    "satisfaction": frozenset({"satisfaction"}),
}
"""Where each second level is written today."""


@rule(
    "structure/level-mismatch",
    grain=Indicator,
    reads=("level1", "level2"),
    needs=("level1", "level2"),
    severity="warning",
    confidence="high",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "二级指标“{level2}”不属于一级指标“{level1}”；应归在“{right}”下",
        "en": "the second level {level2} does not belong under {level1}; write it under {right}",
    },
    zh="一级指标与二级指标不配。\n级次错了，产出和效益就分不清，权重也随之算错。",
    bad=[
        ({"level1": "效益指标", "level2": "质量指标", "name": "合格率"}, {"field": "level2", "right": "产出指标"}),
        (
            {"level1": "产出指标", "level2": "社会效益指标", "name": "受益人数"},
            {"field": "level2", "right": "效益指标"},
        ),
        ({"level1": "效益指标", "level2": "社会成本指标", "name": "占道时间"}, {"right": "成本指标"}),
        ({"level1": "成本指标(20分)", "level2": "时效指标", "name": "工期"}, {"right": "产出指标"}),
    ],
    good=[
        {"level1": "产出指标", "level2": "成本指标", "name": "单价"},
        {"level1": "产出指标", "level2": "社会成本指标", "name": "占道时间"},
        {"level1": "（二）效果指标", "level2": "1.社会效益", "name": "受益人数"},
        {"level1": "效益指标", "level2": "服务对象满意度指标", "name": "群众满意度"},
        {"level1": "履职效能", "level2": "质量指标", "name": "合格率"},
    ],
)
def level_mismatch(ind: View) -> Iterator[Hit]:
    """The second level of a row does not belong under its first level.

    With the levels wrong, outputs and benefits cannot be told apart, and weights are given to the wrong one. Unknown
    levels are left alone.
    """
    two = levels.kind2(ind.level2)
    if not two:
        return
    one = levels.kind1(ind.level1)
    if one and two not in ADMITS[one]:
        right = next(first for first, own in BELONGS.items() if two in own)
        yield Hit("level2", {"right": official("level1", right)})
