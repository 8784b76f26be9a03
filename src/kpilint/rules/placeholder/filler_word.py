"""A filler such as 同上 or 其他 in place of content."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.wording import CELL_NAMES, filler, found_in

NOTHING = ("无", "没有")
ADVICE = {
    "name": ("写明所测事物，如“{hint}”", "say what is measured, as in {hint}"),
    "description": ("写明“{hint}”的含义或计算方法", "say what {hint} means or how it is computed"),
    "value": ("写明“{hint}”的目标数、日期或分级标准", "give {hint} a number with its unit, a date or a graded scale"),
    "basis": ("写明确定“{hint}”目标值的文件名称和文号", "name the document that the target of {hint} rests on"),
}


@rule(
    "placeholder/filler-word",
    grain=Indicator,
    reads=("name", "description", "value", "basis"),
    needs=(),
    severity="error",
    confidence="high",
    item="规范完整性",
    since="0.1",
    label="placeholder",
    message={
        "zh": "{cell}只写“{found}”，没有内容；应{advice_zh}",
        "en": "the {field} holds only the filler {found}; {advice_en}",
    },
    bad=[
        ({"name": "其他", "value": "≥95%"}, {"field": "name", "found": "其他"}),
        ({"name": "道路养护里程", "value": "≥30公里", "basis": "同上"}, {"field": "basis", "found": "同上"}),
        ({"name": "接种人次", "value": "待定"}, {"field": "value", "found": "待定"}),
        ({"name": "门诊人次", "description": "/"}, {"field": "description", "found": "/"}),
    ],
    good=[
        {"name": "重大安全事故", "value": "无"},
        {"name": "其他社会救助人数", "value": "≥30人", "basis": "云民发〔2024〕6号"},
        {"name": "图书馆开放天数", "description": "全年实际开放的天数", "value": "≥300天"},
    ],
)
def filler_word(ind: View, *, unwanted_events: tuple[str, ...]) -> Iterator[Hit]:
    """A cell holds nothing but a filler: 同上, 其他, 无, 待定, a dash.

    A row is judged by itself: whoever reads it alone learns nothing from 同上. 无 as the target of an unwanted event
    (安全事故) says zero, which is a target.
    """
    for field, (zh, en) in ADVICE.items():
        found = filler(getattr(ind, field))
        if not found or (field == "value" and found in NOTHING and found_in(ind.name, unwanted_events)):
            continue
        hint = ind.name if field != "name" and ind.name.strip() else "培训人数"
        yield Hit(
            field,
            {
                "found": found,
                "cell": CELL_NAMES[field],
                "field": field,
                "advice_zh": zh.format_map({"hint": hint}),
                "advice_en": en.format_map({"hint": hint}),
            },
        )
