"""A document number written against its form."""

from collections.abc import Iterator
from typing import Final

from kpilint.citations import NumberFault
from kpilint.rule import Hit, Indicator, View, rule

_WHY: Final = {
    NumberFault.SHORT_YEAR: ("年份应写四位", "the year has four digits"),
    NumberFault.NO_SUCH_YEAR: ("年份有误", "there is no such year"),
    NumberFault.LEADING_ZERO: ("序号前不编虚位（不写0）", "the number has no leading zero"),
    NumberFault.ORDINAL: ("序号前不加“第”", "第 does not stand before the number"),
    NumberFault.ORDER: ("年份应在序号之前", "the year stands before the number"),
    NumberFault.NO_BRACKET: ("年份应当用〔〕括入", "the year goes in 〔〕"),
    NumberFault.NO_END: ("序号后应有“号”", "号 follows the number"),
}


@rule(
    "basis/malformed-number",
    grain=Indicator,
    reads=("basis", "citations"),
    severity="info",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    standard="党政机关公文格式（GB/T 9704）：年份标全称并用〔〕括入，序号不加“第”、不编虚位，后加“号”",
    message={
        "zh": "文号“{found}”写法有误：{why_zh}；应为“{right}”",
        "en": "{found} is no proper document number: {why_en}; write {right}",
    },
    zh=(
        "文号的写法不合规范。\n"
        "如年份只写两位、写在序号之后、不加括号，序号前加“第”或0，漏写“号”。仍查得到的只作提示；查不到的（缺年份、缺序号）"
        "见 basis/truncated-number。公告、通告、令另有写法（公告2023年第5号），不提示。"
    ),
    bad=[
        ({"basis": "云财社[18]21号"}, {"field": "basis", "right": "云财社〔2018〕21号", "why_zh": "年份应写四位"}),
        ({"basis": "云财社〔2018〕第021号"}, {"field": "basis", "right": "云财社〔2018〕21号"}),
        ({"basis": "云财社21号（2018）"}, {"field": "basis", "right": "云财社〔2018〕21号"}),
        ({"basis": "云财社2018年21号文"}, {"field": "basis", "right": "云财社〔2018〕21号"}),
        ({"basis": "云财社[2020]190关于下达补助资金的通知"}, {"field": "basis", "right": "云财社〔2020〕190号"}),
        ({"basis": "云财社〔2204〕21号"}, {"field": "basis", "right": "云财社〔×〕21号"}),
    ],
    good=[
        {"basis": "云财社〔2018〕21号"},
        {"basis": "云财社【2018】21号"},
        {"basis": "云岭县公告2023年第5号"},
        {"basis": "2023年第5号公告"},
        {"basis": "国务院令第722号"},
        {"basis": "中央一号文件"},
        {"basis": "设计图第12号楼2023年改造"},
    ],
)
def malformed_number(ind: View) -> Iterator[Hit]:
    """A document number is written against its form, yet can be found.

    A year of two digits, after the number or without brackets; 第 or a zero before the number, or no 号 after it. What
    cannot be found (no year, no number) is left to basis/truncated-number.
    """
    for one in ind.citations:
        why = [_WHY[fault] for fault in one.faults if fault in _WHY]
        if why:
            right = one.official if one.year is not None else f"{one.issuer}〔×〕{one.number}号"
            zh, en = ("，".join(reason[0] for reason in why), ", ".join(reason[1] for reason in why))
            yield Hit("basis", {"found": one.raw, "why_zh": zh, "why_en": en, "right": right})
            return
