"""A benefit under social or environmental cost."""

from collections.abc import Iterator

from kpilint.directions import polarity
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import bare, dimension, ends_with, found_in, is_placeholder

KINDS = {"social_cost": "社会效益指标", "ecological_cost": "生态效益指标"}
HARMS = {"social_cost": "施工扰民投诉件数", "ecological_cost": "施工扬尘超标天数"}
"""A harm of each kind."""


@rule(
    "category/benefit-as-cost",
    grain=Indicator,
    reads=("level2", "level2_kind", "name", "measure_named"),
    needs=("level2", "name"),
    severity="warning",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="category",
    standard="财预〔2021〕101号：社会成本、生态环境成本指项目对社会、自然环境的负面影响",
    message={
        "zh": "“{name}”是好处（{word}），而{own}指项目带来的负面影响；应放在{proper}，或改写负面影响，如“{harm}”",
        "en": "{name} is a benefit ({word}), and {own} is for harm; write it under {proper}, or name the harm "
        "done, as in {harm}",
    },
    zh="社会成本、生态环境成本写成了效益。\n这两类成本按定义是项目对社会和环境的负面影响，把好处写在里面，负面影响就没有人管了。",
    bad=[
        ({"level2": "社会成本指标", "name": "提升居民出行便利度"}, {"field": "level2", "proper": "社会效益指标"}),
        ({"level2": "生态环境成本指标", "name": "新增绿化面积"}, {"field": "level2", "proper": "生态效益指标"}),
        ({"level2": "社会成本", "name": "周边居民满意度"}, {"field": "level2"}),
    ],
    good=[
        {"level2": "社会成本指标", "name": "施工扰民投诉次数"},
        {"level2": "生态环境成本指标", "name": "施工期扬尘对环境的影响"},
        {"level2": "生态环境成本指标", "name": "减少施工噪声污染"},
        {"level2": "社会效益指标", "name": "提升居民出行便利度"},
    ],
)
def benefit_as_cost(
    ind: View, *, benefit_verbs: tuple[str, ...], benefit_endings: tuple[str, ...], harm_words: tuple[str, ...]
) -> Iterator[Hit]:
    """A benefit stands under social or environmental cost.

    By definition these two are the harm a project does to society and nature. A benefit written there hides that
    nobody looked for the harm.
    """
    proper = KINDS.get(ind.level2_kind)
    if proper is None or is_placeholder(ind.name) or dimension(ind.name, ind.level2):
        return
    name = bare(ind.name)
    way, word = polarity(ind.name), ends_with(name, benefit_endings)
    if not word and found_in(name, harm_words):
        return
    word = word or found_in(name, benefit_verbs)
    if not word and way.way in ("rises", "gains"):
        word = way.word
    if not word and ind.measure_named.form == "satisfaction":
        word = ind.measure_named.head
    if word:
        yield Hit("level2", {"word": word, "own": ind.level2.strip(), "proper": proper, "harm": HARMS[ind.level2_kind]})
