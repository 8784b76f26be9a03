"""Full marks for a target that was missed."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained
from kpilint.values import parse


@rule(
    "consistency/self-full-score",
    grain=Indicator,
    reads=("name", "value", "target", "actual", "weight", "score"),
    needs=("value", "actual", "weight", "score"),
    severity="error",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”目标是{value}，实际是{actual}，没有达到，却得了满分{score}；应按评分办法扣分，并说明原因",
        "en": "{name} was to be {value} and is {actual}, yet has all {score} points; take off points, say why",
    },
    zh="没有完成目标，却得了满分。\n自评分失真，各项目之间无法比较，也掩盖了要改进的地方。",
    bad=[
        (
            {"name": "检测报告出具时限", "value": "≤7天", "actual": "9天", "weight": "15", "score": "15"},
            {"field": "score"},
        ),
        (
            {"name": "培训人数", "value": "≥200人", "actual": "186人", "weight": "10分", "score": "10分"},
            {"field": "score"},
        ),
        (
            {"name": "完工时间", "value": "10月底前", "actual": "12月15日", "weight": "10", "score": "10"},
            {"field": "score"},
        ),
        (
            {"name": "管网改造", "value": "完成", "actual": "部分完成", "weight": "10", "score": "10"},
            {"field": "score"},
        ),
    ],
    good=[
        {"name": "培训人数", "value": "≥200人", "actual": "206人", "weight": "10", "score": "10"},
        {"name": "培训人数", "value": "≥200人", "actual": "186人", "weight": "10", "score": "9.3"},
        {"name": "重大事故", "value": "0起", "actual": "未发生", "weight": "10", "score": "10"},
        {"name": "人均成本", "value": "≤1500元", "actual": "1420元", "weight": "10", "score": "10"},
        {"name": "差错率", "value": "1%", "actual": "0.4%", "weight": "10", "score": "10"},
        {"name": "合格率", "value": "≥98%", "actual": "0.99", "weight": "10", "score": "10"},
    ],
)
def full_score(ind: View, *, unmet_words: tuple[str, ...]) -> Iterator[Hit]:
    """The actual value misses the target, and the row has full marks.

    Scores like these hide what is to be mended. Told only where target and actual value are figures or dates in one
    unit, or the actual value says that the work was not done.
    """
    weight, score = attained.points(ind.weight), attained.points(ind.score)
    if weight is None or score is None or score < weight or weight <= 0:
        return
    found = attained.attained(ind.name, ind.target, parse(ind.actual), unmet_words)
    if found == attained.MISSED:
        yield Hit("score")
