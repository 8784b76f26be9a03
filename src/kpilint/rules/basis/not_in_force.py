"""A law cited before it came into force."""

from collections.abc import Iterator

from kpilint.registry import known
from kpilint.rule import Hit, Indicator, View, rule


@rule(
    "basis/not-in-force",
    grain=Indicator,
    reads=("basis", "citations", "year"),
    needs=("basis",),
    severity="warning",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "依据“{found}”：{law}自{since}起施行，{table_year}年还没有施行；应写当时有效的规定",
        "en": "{found}: {law} is in force from {since}, not in {table_year}; cite what was in force then",
    },
    zh=(
        "依据的法规在该年度还没有施行。\n"
        "当年年内开始施行的不算。施行日期见 rulesets/knowledge/laws.yaml；"
        "文号的年份晚于年度的，见 basis/year-after-table。"
    ),
    bad=[
        ({"basis": "《民法典》第二条", "year": 2019}, {"field": "basis", "law": "《民法典》", "since": "2021-01-01"}),
        ({"basis": "《学前教育法》", "year": 2024}, {"field": "basis", "table_year": "2024"}),
    ],
    good=[
        {"basis": "《民法典》", "year": 2021},
        {"basis": "《学前教育法》", "year": 2025},
        {"basis": "《森林法》第三十四条", "year": 2019},
        {"basis": "《民法典》"},
        {"basis": "《云岭县学前教育条例》", "year": 2019},
    ],
)
def not_in_force(ind: View) -> Iterator[Hit]:
    """A basis cites a law that does not come into force before the end of the table's year.

    The day is that of the law's first text, so that a law since revised is never reported. Numbered documents have
    their year in the number, and are left to basis/year-after-table.
    """
    for one in ind.citations:
        law = known(one)
        if law is not None and law.since is not None and ind.year is not None and law.since.year > ind.year:
            args = {"found": one.raw, "law": law.cited, "since": str(law.since), "table_year": str(ind.year)}
            yield Hit("basis", args)
            return
