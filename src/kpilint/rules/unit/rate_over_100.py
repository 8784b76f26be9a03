"""A rate of part to whole above 100 %."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules._advice import wrong_way
from kpilint.vocabulary import plain
from kpilint.wording import found_in

WHOLE = 100
LIKELY = 50
REST = ("改为100%以内", "write 100 % or less")


@rule(
    "unit/rate-over-100",
    grain=Indicator,
    reads=("name", "description", "value", "target"),
    needs=("name", "value"),
    severity="error",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="unit",
    message={
        "zh": "“{name}”的指标值“{value}”超过100%；部分占整体的比率最多100%；应{advice_zh}",
        "en": "the value {value} of {name} is above 100 %; a share of a whole ends at 100 %; {advice_en}",
    },
    zh=(
        "部分占整体的比率超过了100%。\n"
        "“≥195%”多半是“1”和“95%”粘在了一起。增长率和两个不同事物之比可以超过100%，不在"
        "此列。"
    ),
    bad=[
        ({"name": "参保缴费率", "value": "≥195%"}, {"field": "value", "advice_zh": "核对是否为“≥95%”"}),
        ({"name": "学生资助覆盖率", "value": "1100%"}, {"advice_zh": "核对是否为“100%”"}),
        ({"name": "村民满意度", "value": "≥120%"}, {"advice_zh": "改为100%以内"}),
    ],
    good=[
        {"name": "参保缴费率", "value": "≥95%"},
        {"name": "收入增长率", "value": "≥120%"},
        {"name": "拨备覆盖率", "value": "≥150%"},
        {"name": "粮食产量", "value": "比上年增长110%"},
        {"name": "疫苗接种率", "value": "100%"},
    ],
)
def rate_over_100(ind: View, *, over_whole: tuple[str, ...]) -> Iterator[Hit]:
    """A rate of part to whole is set above 100 %.

    195% is mostly the number of a tick box glued to 95%. Rates of growth, and ratios of two different things, may be
    above 100 % and are left alone.
    """
    target = ind.target
    if target.number is None or target.unit_class != "percent" or target.unit != "%" or target.number <= WHOLE:
        return
    if target.change or found_in(plain(ind.name + ind.description), over_whole):
        return
    zh, en = REST if wrong_way(ind.name, target) else _advice(plain(ind.value), str(target.number))
    yield Hit("value", {"advice_zh": zh, "advice_en": en})


def _advice(value: str, number: str) -> tuple[str, str]:
    """Ask whether a 1 was glued to the number, where what is left without it is a likely rate."""
    cut = number[1:]
    if number[0] == "1" and cut.isdigit() and LIKELY <= int(cut) <= WHOLE and number in value:
        meant = value.replace(number, cut, 1)
        return f"核对是否为“{meant}”", f"was {meant} meant?"
    return REST
