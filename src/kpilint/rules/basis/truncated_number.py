"""A document number cut short."""

from collections.abc import Iterator

from kpilint.citations import Citation, NumberFault, body_of
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
        "zh": "“{found}”不完整，缺{lacking_zh}，无从查找；应写全，如“{example}”",
        "en": "{found} is cut short and lacks {lacking_en}; write all of it, as in {example}",
    },
    zh=(
        "依据中的文号或书名不完整。\n"
        "只有“冀财规〔2018〕”而没有“××号”，只有“冀财规21号”而没有年份，只有“〔2018〕21号”而没有发文机关，文件都查不到。"
        "多为跨页、跨单元格时截断所致，补全即可。"
    ),
    bad=[
        ({"basis": "云财教【2023】"}, {"field": "basis", "found": "云财教【2023】", "example": "云财教〔2023〕×号"}),
        ({"basis": "依据云政发〔2024〕和云财农〔2024〕5号"}, {"field": "basis", "found": "云政发〔2024〕"}),
        ({"basis": "云财社〔2024〕号"}, {"field": "basis", "lacking_zh": "序号"}),
        ({"basis": "按云财社136号文执行"}, {"field": "basis", "lacking_zh": "年份", "example": "云财社〔×年〕136号"}),
        ({"basis": "〔2024〕17号"}, {"field": "basis", "lacking_zh": "发文机关代字"}),
        ({"basis": "《云岭县河道管理"}, {"field": "basis", "lacking_zh": "书名号的后半边"}),
    ],
    good=[
        {"basis": "云财教【2023】21号"},
        {"basis": "《义务教育法》第二条"},
        {"basis": "2023年统计公报"},
        {"basis": "云财社〔2024〕5号、〔2024〕6号"},
        {"basis": "《云岭县培训费管理办法》（〔2024〕17号）"},
        {"basis": "国务院令第722号"},
        {"basis": "3号泵站设计图"},
        {"basis": "教育事业统计（2023）"},
    ],
)
def truncated_number(ind: View) -> Iterator[Hit]:
    """A document number lacks its number, year or issuer, or a title its end.

    冀财规【2018】 may be any paper of that year; nobody can look it up. Mostly a page or cell ended there.
    """
    for one in ind.citations:
        if lacking := _lacking(one):
            zh, en, example = lacking
            yield Hit("basis", {"found": one.raw, "lacking_zh": zh, "lacking_en": en, "example": example})
            return


def _lacking(one: Citation) -> tuple[str, str, str] | None:
    """Return what a citation lacks and how it looks when whole; None where it is whole."""
    if one.kind != "number":
        return ("书名号的后半边", "the end of the title", f"《{one.title}……》") if one.truncated else None
    if NumberFault.NO_ISSUER in one.faults:
        return "发文机关代字", "the issuer", f"×财×{one.official}"
    if not one.truncated:
        return None
    body = f"（{body_of(one.issuer)}）" if body_of(one.issuer) else ""
    if one.number is None:
        return "序号", "the number", f"{one.issuer}〔{one.year or '×年'}〕×号{body}"
    return "年份", "the year", f"{one.issuer}〔×年〕{one.number}号{body}"
