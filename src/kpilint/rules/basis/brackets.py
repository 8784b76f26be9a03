"""The year of a document number in other brackets than 〔〕."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule


@rule(
    "basis/brackets",
    grain=Indicator,
    reads=("basis", "citations"),
    severity="info",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    standard="党政机关公文格式（GB/T 9704）：发文字号的年份用六角括号〔〕括入",
    message={
        "zh": "文号“{found}”的年份应当用六角括号：{right}",
        "en": "the year in {found} goes in 〔〕: {right}",
    },
    zh="文号的年份没有用六角括号〔〕。\n公文格式规定年份用六角括号括入。用别的括号不影响查找，只作提示；一格中有几处的，合为一条。",
    bad=[
        (
            {"basis": "云财规【2018】21 号"},
            {"field": "basis", "found": "云财规【2018】21 号", "right": "云财规〔2018〕21号"},
        ),
        (
            {"basis": "云财社[2020]186号、云水(2021)3号"},
            {"field": "basis", "right": "云财社〔2020〕186号、云水〔2021〕3号"},
        ),
    ],
    good=[
        {"basis": "云财规〔2018〕21号"},
        {"basis": "云财规﹝2018﹞21号"},
        {"basis": "《全民健身计划（2021—2025年）》"},
        {"basis": "工作计划（2020）"},
        {"basis": "《河道管理条例》（国务院令第3号）"},
    ],
)
def brackets(ind: View, *, accepted: tuple[str, ...]) -> Iterator[Hit]:
    """The year of a document number stands in other brackets than 〔〕.

    The format of official papers asks for 〔〕. The paper can be found all the same, so this is a hint; one for a cell,
    with all its numbers.
    """
    wrong = [one for one in ind.citations if one.bracket and one.bracket not in accepted]
    if wrong:
        named = [one for one in wrong if not one.truncated] or wrong
        found, right = ("、".join(getattr(one, name) for one in named) for name in ("raw", "official"))
        yield Hit("basis", {"found": found, "right": right})
