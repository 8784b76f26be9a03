"""A document number cut short."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule


@rule(
    "basis/truncated-number",
    grain=Indicator,
    reads=("basis", "citations"),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    label="basis",
    standard="党政机关公文处理工作条例：发文字号由发文机关代字、年份、发文顺序号组成",
    message={
        "zh": "文号“{found}”不完整；应写全，如“{example}”",
        "en": "the document number {found} is cut short; write all of it, as in {example}",
    },
    zh=("依据中的文号不完整。\n只有“冀财规〔2018〕”而没有“××号”，文件查不到。多为跨页、跨单元格时截断所致，补全即可。"),
    bad=[
        ({"basis": "云财教【2023】"}, {"field": "basis", "found": "云财教【2023】", "example": "云财教〔2023〕×号"}),
        ({"basis": "依据云政发〔2024〕和云财农〔2024〕5号"}, {"field": "basis", "found": "云政发〔2024〕"}),
    ],
    good=[
        {"basis": "云财教【2023】21号"},
        {"basis": "《义务教育法》第二条"},
        {"basis": "2023年统计公报"},
    ],
)
def truncated_number(ind: View) -> Iterator[Hit]:
    """A document number has issuer and year and no number.

    冀财规【2018】 may be any paper of that year; nobody can look it up.
    """
    for one in ind.citations:
        if one.truncated:
            example = f"{one.issuer}〔{one.year}〕×号" if one.year else f"《{one.title}》"
            yield Hit("basis", {"found": one.raw, "example": example})
            return
