"""A rate whose target is a number of people or things."""

from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import share
from kpilint.wording import bare, ends_with

_COUNTED: Final = frozenset({
    "people", "person_times", "household", "item", "living", "place", "organisation", "project", "document", "event",
    "case", "times", "medicine",
    "area", "length",
})  # fmt: skip
_SHARES: Final = ("率", "比例", "比率", "比重", "占比", "百分比")
"""Endings of shares; a 覆盖面 may well be a number of villages, and is left to unit/wrong-kind."""
_NOUNS: Final[Mapping[str, str]] = {"household": "户数", "person_times": "人次", "people": "人数", "times": "次数"}


@rule(
    "consistency/rate-as-count",
    grain=Indicator,
    reads=("name", "target", "measure_named"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "“{name}”是比率，指标值“{value}”却是数量；应写百分比，如“{example}”，或者把名称改为“{counted}”",
        "en": "{name} is a rate, yet its target {value} is a count; write a percentage, as in {example}, or call it "
        "{counted}",
    },
    zh="名称是比率，指标值却是人数、件数或处数。\n名称和指标值说的不是一回事，年底不知道该算比率还是数个数。",
    bad=[
        ({"name": "孤儿救助率", "value": "≥85人"}, {"field": "value", "counted": "孤儿救助人数"}),
        ({"name": "危房改造率", "value": "120户"}, {"field": "value", "counted": "危房改造户数"}),
        ({"name": "叉车定期检验率", "value": "≥450台"}, {"counted": "叉车定期检验数量"}),
        ({"name": "政策宣传覆盖率", "value": "≥1.2万人次"}, {"counted": "政策宣传覆盖人次"}),
        ({"name": "公交正班率", "value": "≥30班"}, {"counted": "公交正班数量", "example": "≥95%"}),
        ({"name": "补贴户数占比", "value": "≥3.8万户"}, {"counted": "补贴户数"}),
        ({"name": "矛盾纠纷就地化解率", "value": "≥1300人"}, {"example": "≥95%"}),
        ({"name": "事故发生率", "value": "≤2起"}, {"example": "≤5%"}),
        ({"name": "绿化覆盖率", "value": "≥70公顷"}, {"counted": "绿化覆盖数量"}),
        ({"name": "健身器材完好率", "value": "≥65件"}, {"counted": "健身器材完好数量"}),
    ],
    good=[
        {"name": "孤儿救助率", "value": "≥95%"},
        {"name": "孤儿救助人数", "value": "≥85人"},
        {"name": "巡查频率", "value": "≥2人次/周"},
        {"name": "出生缺陷率", "value": "≤3人/千人"},
        {"name": "安全事故发生率", "value": "0起"},
        {"name": "政策覆盖面", "value": "12个乡镇"},
        {"name": "学生满意度", "value": "23人"},
    ],
)
def rate_as_count(ind: View, *, no_shares: tuple[str, ...]) -> Iterator[Hit]:
    """The name says a rate, the value a number of people, households or things.

    Name and value speak of two things, and nobody can tell which of them will be assessed. None at all (0起) is no
    share either, and may stand.
    """
    target = ind.target
    if not target.amount or target.per or target.embedded or target.trailing or target.unit_class not in _COUNTED:
        return
    named = ind.measure_named
    if named.form != "rate" or not named.head.endswith(_SHARES):
        return
    if named.head in _SHARES and ends_with(bare(ind.name), no_shares):
        return  # 成功率, 有效率 end like 功率 and 效率, yet are endings of their own
    noun = _NOUNS.get(target.unit_class, "数量")
    counted = f"{named.thing.removesuffix(noun)}{noun}"
    yield Hit("value", {"counted": counted, "example": share(ind.name, target)})
