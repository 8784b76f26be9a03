"""A filler such as 同上 or 其他 in place of content."""

from collections.abc import Iterator

from kpilint.rule import Cell, Hit, View, rule
from kpilint.wording import CELL_NAMES, filler

ADVICE = {
    "name": ("写明所测事物，如“培训人数”", "say what is measured, as in 培训人数"),
    "description": ("写明本指标的含义或计算方法", "say what the indicator means or how it is computed"),
    "basis": ("写明确定目标值的文件名称和文号", "name the document that the target rests on"),
}


@rule(
    "placeholder/filler-word",
    grain=Cell,
    reads=("field", "text"),
    cells=("name", "description", "basis"),
    severity="error",
    confidence="high",
    item="规范完整性",
    since="0.1",
    label="placeholder",
    cell_labels={"description": "definition", "basis": "basis"},
    message={
        "zh": "{cell}只写“{found}”，没有内容；应{advice_zh}",
        "en": "the {cell_en} holds only the filler {found}; {advice_en}",
    },
    zh=("单元格里只有“同上”“其他”“无”“待定”之类的字样。\n每一行都单独评审，只看这一行的人从“同上”里什么也看不到。"),
    bad=[
        ({"name": "其他", "value": "≥95%"}, {"field": "name", "found": "其他"}),
        ({"name": "道路养护里程", "value": "≥30公里", "basis": "同上"}, {"field": "basis", "found": "同上"}),
        ({"name": "门诊人次", "description": "/"}, {"field": "description", "found": "/"}),
    ],
    good=[
        {"name": "其他社会救助人数", "value": "≥30人", "basis": "云民发〔2024〕6号"},
        {"name": "图书馆开放天数", "description": "全年实际开放的天数", "value": "≥300天"},
    ],
)
def filler_word(cell: View) -> Iterator[Hit]:
    """A cell holds nothing but a filler: 同上, 其他, 无, 待定, a dash.

    A row is judged by itself: whoever reads it alone learns nothing from 同上. Values have a rule of their own,
    because 无 can be one.
    """
    if found := filler(cell.text):
        zh, en = ADVICE[cell.field]
        args = {"found": found, "cell": CELL_NAMES[cell.field], "cell_en": cell.field}
        yield Hit(cell.field, {**args, "advice_zh": zh, "advice_en": en})
