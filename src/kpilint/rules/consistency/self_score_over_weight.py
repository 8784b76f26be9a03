"""More points than the row has."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained


@rule(
    "consistency/self-score-over-weight",
    grain=Indicator,
    reads=("name", "weight", "score"),
    needs=("weight", "score"),
    severity="error",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”得分{score}超过分值{weight}；应改为不超过{weight}的得分",
        "en": "{name} has {score} of {weight} points; write a score of {weight} at most",
    },
    zh="得分超过分值。\n超出的分会抬高总分，各项目之间无法比较。",
    bad=[
        ({"name": "培训人数", "weight": "10", "score": "12"}, {"field": "score"}),
        ({"name": "培训人数", "weight": "10分", "score": "10.5分"}, {"field": "score"}),
    ],
    good=[
        {"name": "培训人数", "weight": "10", "score": "10.00"},
        {"name": "培训人数", "weight": "0.1", "score": "9.8"},
        {"name": "培训人数", "weight": "", "score": "10"},
        {"name": "培训人数", "weight": "10", "score": "优秀"},
    ],
)
def score_over_weight(ind: View) -> Iterator[Hit]:
    """The score of a row is above its weight.

    No row can have more points than it was given; the total comes out too high. Weights below one are shares, and
    scores beside them cannot be compared.
    """
    weight, score = attained.points(ind.weight), attained.points(ind.score)
    if weight is not None and score is not None and weight >= 1 and score > weight:
        yield Hit("score")
