"""Points of the levels other than the usual split."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from kpilint.model import Indicator
from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.structure import _levels as levels
from kpilint.rules.structure import _weights as weights

SPLITS: Final = (
    {"output": 50, "benefit": 30, "satisfaction": 10},
    {"output": 50, "benefit": 40},
    {"cost": 20, "output": 40, "benefit": 20, "satisfaction": 10},
    {"cost": 20, "output": 40, "benefit": 30},
)
"""Points of the first levels without those of budget execution; a missing satisfaction leaves its ten to benefits."""
_NAMES: Final = {"cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}


@rule(
    "structure/weight-split",
    grain=Table,
    reads=("indicators", "broken"),
    needs=("weight", "level1"),
    severity="info",
    confidence="low",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "一级指标的权重是{found}，通常是{usual}；本地另有规定的按规定，否则应按通常的分",
        "en": "the first levels have {found}; usual is {usual}: write these unless the province rules otherwise",
    },
    zh=(
        "一级指标之间的权重与通常的不同。\n"
        "通常产出50、效益30、满意度10；设成本的，成本20、产出40、效益20、满意度10；不设满意度的，10分并入效益。"
        "各地可以另定，所以只提示、不计分。"
    ),
    bad=[
        (
            {
                "indicators": [
                    {"level1": "产出指标", "name": "甲", "weight": "30"},
                    {"level1": "效益指标", "name": "乙", "weight": "50"},
                    {"level1": "满意度指标", "name": "丙", "weight": "10"},
                ]
            },
            {"field": "indicators", "found": "产出30、效益50、满意度10", "usual": "产出50、效益30、满意度10"},
        ),
        (
            {
                "indicators": [
                    {"level1": "成本指标", "name": "甲", "weight": "40"},
                    {"level1": "产出指标", "name": "乙", "weight": "30"},
                    {"level1": "效益指标", "name": "丙", "weight": "20"},
                ]
            },
            {"field": "indicators", "usual": "成本20、产出40、效益30"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"level1": "产出", "name": "甲", "weight": "50"},
                {"level1": "效益", "name": "乙", "weight": "40"},
            ]
        },
        {
            "indicators": [
                {"level1": "产出", "name": "甲", "weight": "60"},
                {"level1": "效益", "name": "乙", "weight": "40"},
            ]
        },
        {
            "indicators": [
                {"level1": "产出", "name": "甲", "weight": "20"},
                {"level1": "效益", "name": "乙", "weight": "30"},
            ]
        },
    ],
)
def weight_split(table: View) -> Iterator[Hit]:
    """The points of the first levels differ from the usual split.

    Provinces may rule otherwise, so this is a note. Only tables whose weights make 90 beside budget execution.
    """
    rows = [row for row in table.indicators if not levels.is_execution(row)]
    found = _by_level(rows)
    if table.broken or sum(found.values()) != weights.WITHOUT_EXECUTION or not all(found):
        return
    usual = next((one for one in SPLITS if set(one) == set(found)), None)
    if usual is not None and usual != found:
        yield Hit("indicators", {"found": _shown(found), "usual": _shown(usual)})


def _by_level(rows: list[Indicator]) -> dict[str, Decimal]:
    numbers = weights.points(rows)
    if numbers is None or len(numbers) < len(rows):
        return {}
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row, number in zip(rows, numbers, strict=True):
        found[levels.kind1(row.level1)] += number
    return found


def _shown(split: Mapping[str, int | Decimal]) -> str:
    return "、".join(f"{word}{Decimal(split[one]).normalize():f}" for one, word in _NAMES.items() if one in split)
