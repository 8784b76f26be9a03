"""One number filled down the column, whatever the rows measure."""

from collections import Counter
from collections.abc import Iterator

from kpilint.finding import Ref
from kpilint.measures import measure_of
from kpilint.rule import Hit, Table, View, rule
from kpilint.values import parse
from kpilint.vocabulary import plain


def _rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


@rule(
    "placeholder/one-value-down",
    grain=Table,
    reads=("indicators", "columns"),
    needs=("name", "value"),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    standard="财预〔2015〕88号：目标值的确定应有依据，与所测事物相应",
    message={
        "zh": "{rows}行指标中有{count}行的指标值都填“{found}”，“{name}”“{other}”等测的不是一件事；"
        "应逐行填写各自的数和单位",
        "en": "{count} of {rows} rows have the value {found}, though {name} and {other} measure different "
        "things; set each alone",
    },
    zh=(
        "一个数从上填到下，不管各行测的是什么。\n"
        "人数、时间和合格率不会是同一个数。全是比率和满意度的表，指标值相同是可能的，不在此列。"
    ),
    bad=[
        (
            {
                "indicators": _rows(
                    ("培训人数", "≥90%"), ("培训合格率", "≥90%"), ("培训时间", "≥90%"), ("培训成本", "≥90%"),
                    ("学员满意度", "≥90%"),
                )
            },
            {"field": "indicators", "count": "5", "found": "≥90%", "name": "培训人数", "other": "培训合格率"},
        ),
        (
            {
                "indicators": _rows(
                    ("养护里程", "100"), ("完好率", "100"), ("养护次数", "100"), ("养护成本", "100"),
                    ("村民满意度", "100"), ("开工时间", "5月"),
                )
            },
            {"count": "5", "rows": "6", "name": "养护里程"},
        ),
    ],
    good=[
        {
            "indicators": _rows(
                ("出勤率", "≥95%"), ("合格率", "≥95%"), ("及时率", "≥95%"), ("到位率", "≥95%"), ("学员满意度", "≥95%"),
            )
        },
        {
            "indicators": _rows(
                ("培训人数", "90人"), ("培训合格率", "≥90%"), ("培训天数", "90天"), ("培训成本", "90元"),
                ("学员满意度", "≥90%"),
            )
        },
        {"indicators": _rows(("培训人数", "≥90%"), ("合格率", "≥90%"), ("培训时间", "≥90%"))},
    ],
)  # fmt: skip
def one_value_down(table: View, *, least_alike: int, share_alike: float, shares: tuple[str, ...]) -> Iterator[Hit]:
    """One value stands in nearly every row of a table, also where no share is measured.

    A head-count, a date and a pass rate do not come to the same number. A table of shares and satisfactions may have
    one value, so those alone are no sign.
    """
    values = [plain(row.value) for row in table.indicators]
    found, count = Counter(values).most_common(1)[0] if values else ("", 0)
    if not found or count < max(least_alike, share_alike * len(values)) or parse(found).number is None:
        return
    alike = [at for at, value in enumerate(values) if value == found]
    others = [at for at in alike if (form := measure_of(table.indicators[at].name).form) and form not in shares]
    if len(others) > 1:
        first = table.indicators[others[0]].name.strip()
        names = (table.indicators[at].name.strip() for at in alike)
        form = measure_of(first).form
        other = next((name for name in names if name != first and measure_of(name).form != form), "")
        other = other or table.indicators[others[1]].name.strip()
        args = {
            "rows": str(len(values)),
            "count": str(count),
            "found": found,
            "name": first,
            "other": other,
        }
        yield Hit("indicators", args, others=tuple(Ref(row=at) for at in alike))
