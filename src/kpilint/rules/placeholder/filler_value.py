"""A filler such as 待定 or 无 in place of a target value."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import filler, found_in, template_text, unit_alone

NOTHING = ("无", "没有")


@rule(
    "placeholder/filler-value",
    grain=Indicator,
    reads=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="placeholder",
    cell_labels={"value": "vague_value"},
    message={
        "zh": "指标值只写“{found}”，没有内容；应写明“{name}”的目标数、日期或分级标准",
        "en": "the value holds only the filler {found}; give {name} a number with its unit, a date or a graded scale",
    },
    zh=(
        "指标值只写“待定”“同上”或一道横线。\n"
        "没有目标值就无从考核。不希望发生的事（如安全事故）写“无”等于零，是有效的目标值。"
    ),
    bad=[
        ({"name": "接种人次", "value": "待定"}, {"field": "value", "found": "待定"}),
        ({"name": "养护里程", "value": "无"}, {"field": "value", "found": "无"}),
        ({"name": "养护里程", "value": "≥公里"}, {"field": "value", "found": "≥公里"}),
    ],
    good=[
        {"name": "重大安全事故", "value": "无"},
        {"name": "接种人次", "value": "≥3000人次"},
        {"name": "接种人次", "value": "指标"},
    ],
)
def filler_value(ind: View, *, unwanted_events: tuple[str, ...]) -> Iterator[Hit]:
    """The target value is nothing but a filler: 待定, 同上, a dash, a unit whose number is missing.

    无 as the target of an unwanted event (安全事故) says zero, which is a target.
    """
    if template_text(ind.value):
        return  # placeholder/template-text names the cell
    found = filler(ind.value) or unit_alone(ind.value)
    if found and not (found in NOTHING and found_in(ind.name, unwanted_events)):
        yield Hit("value", {"found": found})
