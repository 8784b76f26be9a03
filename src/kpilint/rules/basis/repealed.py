"""A law or document that was repealed before the table's year."""

from collections.abc import Iterator

from kpilint.registry import known
from kpilint.rule import Deferred, Hit, Indicator, View, rule


@rule(
    "basis/repealed",
    grain=Indicator,
    reads=("basis", "citations", "year"),
    needs=("basis",),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "依据“{found}”：{law}自{repealed}起废止，应改用{by}",
        "en": "{found}: {law} is repealed from {repealed}; cite {by}",
    },
    zh=(
        "依据的法规或文件在该年度之前已经废止。\n"
        "当年年内废止的不算：编制目标时它还有效。"
        "废止日期和替代的规定见 rulesets/knowledge/laws.yaml，省里可以补充本省文件。"
    ),
    bad=[
        ({"basis": "《合同法》第六十条", "year": 2023}, {"field": "basis", "law": "《合同法》", "by": "《民法典》"}),
        ({"basis": "财预〔2011〕285号", "year": 2022}, {"field": "basis", "repealed": "2020-02-25"}),
        ({"basis": "中华人民共和国执业医师法第三条", "year": 2024}, {"field": "basis", "by": "《医师法》"}),
    ],
    good=[
        {"basis": "《合同法》", "year": 2021},
        {"basis": "《合同法》"},
        {"basis": "《劳动合同法》", "year": 2024},
        {"basis": "财预〔2011〕285号", "year": 2019},
        {"basis": "财预〔2020〕10号", "year": 2024},
        {"basis": "云财预〔2011〕285号", "year": 2024},
        {"basis": "施工合同", "year": 2024},
    ],
)
def repealed(ind: View) -> Iterator[Hit | Deferred]:
    """A basis cites a law or document that was repealed before the table's year.

    One repealed during the year is not reported: it was in force when the targets were drawn up.
    """
    for one in ind.citations:
        law = known(one)
        if law is None or law.repealed_on is None:
            continue
        if ind.year is None:
            yield Deferred(f"不知年度，无从判断{law.cited}是否已经废止")
        elif law.repealed_on.year < ind.year:
            args = {"found": one.raw, "law": law.cited, "repealed": str(law.repealed_on), "by": law.repealed_by}
            yield Hit("basis", args)
            return
