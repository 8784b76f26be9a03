"""An actual value without the figure that the target asks for."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.consistency import _attained as attained
from kpilint.values import parse
from kpilint.vocabulary import plain
from kpilint.wording import bare, denies, found_in


@rule(
    "consistency/self-no-figure",
    grain=Indicator,
    reads=("name", "value", "target", "actual", "score"),
    needs=("value", "actual", "score"),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "“{name}”的目标是{value}，实际完成{found}；应写实际的数，如“206人”“98.5%”",
        "en": "{name} was to be {value}, and the actual value {found_en}; write the figure reached",
    },
    zh="目标是数，实际完成值却没有数。\n“已完成”说不出完成了多少，得分就没有依据。",
    bad=[
        ({"name": "培训人数", "value": "≥200人", "actual": "已完成", "score": "10"}, {"field": "actual"}),
        ({"name": "合格率", "value": "≥98%", "actual": "", "score": "10"}, {"field": "actual", "found": "没有填"}),
    ],
    good=[
        {"name": "培训人数", "value": "≥200人", "actual": "206人", "score": "10"},
        {"name": "重大事故", "value": "0起", "actual": "未发生", "score": "10"},
        {"name": "完工时间", "value": "12月底前", "actual": "已完成", "score": "10"},
        {"name": "合格率", "value": "100%", "actual": "全部合格", "score": "10"},
        {"name": "合格率", "value": "≥98%", "actual": "", "score": ""},
    ],
)
def no_figure(ind: View, *, whole_words: tuple[str, ...]) -> Iterator[Hit]:
    """The target is a figure, and the actual value has none.

    Done does not say how much, so the score rests on nothing. Words for all and for none are figures too. Rows without
    a score are not evaluated yet.
    """
    if attained.points(ind.score) is None:
        return
    target = ind.target
    if target.number is None or target.embedded or target.date:
        return
    actual = parse(ind.actual)
    said = bare(ind.actual)
    if actual.number is not None or actual.date or denies(said) or found_in(said, whole_words):
        return
    if not plain(ind.actual):
        yield Hit("actual", {"found": "没有填", "found_en": "is empty"})
    elif actual.kind == "qualitative":
        yield Hit("actual", {"found": f"只写“{ind.actual.strip()}”", "found_en": f"only says {ind.actual.strip()}"})
