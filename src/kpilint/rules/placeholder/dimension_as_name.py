"""A name that only repeats its own level or a column header."""

from collections.abc import Iterator

from kpilint.measures import measure_of
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import lookup, term
from kpilint.wording import bare, dimension, is_placeholder

EXAMPLES = {
    "数量": "培训人数",
    "质量": "验收合格率",
    "时效": "工程完工时间",
    "成本": "每公里养护成本",
    "经济": "受益农户户均增收额",
    "社会": "受益群众人数",
    "生态": "新增绿化面积",
    "可持续": "设施设计使用年限",
    "满意": "受益群众满意度",
}

MEASURES = ("率", "数", "数量", "比例", "面积", "里程", "满意度", "金额", "时间", "天数", "成本", "标准", "产量")
"""Endings by which a description can be told to be the measure that was meant."""
NO_FIGURE = ("", "degree")


@rule(
    "placeholder/dimension-as-name",
    grain=Indicator,
    reads=("level1", "level2", "name", "description"),
    needs=("name",),
    severity="error",
    confidence="high",
    item="明确清晰性",
    since="0.1",
    label="placeholder",
    message={
        "zh": "三级指标“{name}”只是重复指标类别，没有说明测什么；应写具体指标，如“{example}”",
        "en": "the name {name} only repeats its level and says nothing is measured; name the measure, as in {example}",
    },
    zh=("三级指标只是重复二级指标或表头。\n在“数量指标”下再写“数量”，没有说明数什么，指标值也就无所谓对错。"),
    bad=[
        (
            {"level2": "社会效益指标", "name": "社会效益", "description": "居民政策知晓率"},
            {"field": "name", "example": "居民政策知晓率"},
        ),
        ({"level2": "数量指标", "name": "数量"}, {"field": "name", "example": "培训人数"}),
        ({"level2": "时效指标", "name": "时效", "description": "执行效率"}, {"example": "工程完工时间"}),
        (
            {"level2": "服务对象满意度指标", "name": "服务对象满意度指标", "description": "服务对象满意度指标"},
            {"field": "name", "example": "受益群众满意度"},
        ),
    ],
    good=[
        {"level2": "数量指标", "name": "新建公厕数量"},
        {"level2": "服务对象满意度指标", "name": "学生家长满意度"},
        {"level2": "质量指标", "name": "工程质量合格率"},
        {"level1": "预算执行率", "level2": "预算执行率", "name": "预算执行率", "value": "100%"},
    ],
)
def dimension_as_name(ind: View) -> Iterator[Hit]:
    """The name only repeats its own level, or is a column header.

    数量 under 数量指标 says nothing about what is counted, so no value can be right or wrong.
    """
    found = dimension(ind.name, ind.level2)
    if found and not is_placeholder(ind.name) and not _one_line(ind):
        said = ind.description.strip()
        named = bare(said).endswith(MEASURES) and measure_of(said).form not in NO_FIGURE
        told = said if named and not dimension(said, ind.level2) else ""
        yield Hit(
            "name", {"example": told or next((text for key, text in EXAMPLES.items() if key in found), "培训人数")}
        )


def _one_line(ind: View) -> bool:
    """Tell a line of the form that has one heading over its three levels (预算执行率 of a self-evaluation)."""
    own = term(ind.name)
    return own == term(ind.level1) == term(ind.level2) and not any(own in lookup(one) for one in ("level1", "level2"))
