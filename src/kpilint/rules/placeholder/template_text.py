"""Template text, or marks in place of content, left in a cell."""

from collections.abc import Iterator

from kpilint.rule import Cell, Hit, View, rule
from kpilint.wording import CELL_NAMES, template_text

ADVICE = {
    "name": ("所测事物的名称，如“培训人数”", "what is measured, as in 培训人数"),
    "description": ("本指标的含义或计算方法", "what the indicator means or how it is computed"),
    "value": ("带单位的目标数、完成日期或分级标准", "a number with its unit, a date or a graded scale"),
    "basis": ("文件名称和文号", "title and number of the document"),
}


@rule(
    "placeholder/template-text",
    grain=Cell,
    reads=("field", "text"),
    cells=("name", "description", "value", "basis"),
    severity="blocker",
    confidence="high",
    item="规范完整性",
    since="0.1",
    label="placeholder",
    cell_labels={"value": "vague_value", "basis": "basis"},
    standard="财预〔2015〕88号：绩效目标应当指向明确",
    message={
        "zh": "{cell}中残留模板文字或替代符号“{found}”；应改为{advice_zh}",
        "en": "the {cell_en} still holds template text or a mark in place of content, {found}; write {advice_en}",
    },
    zh=(
        "单元格里残留模板文字或替代符号。\n"
        "“指标1”“（200字以内）”“XX”“**”还在，说明这一行没有填写。三级指标前的一个★表示核"
        "心指标，不算。"
    ),
    bad=[
        ({"name": "指标1", "value": "≥95%"}, {"field": "name", "found": "指标1"}),
        ({"name": "新建公厕数量", "value": "≥**座"}, {"field": "value", "found": "**"}),
        ({"name": "培训人数", "description": "(200字以内)"}, {"field": "description", "found": "200字以内"}),
        ({"name": "养护里程", "basis": "XX县人民政府文件"}, {"field": "basis", "found": "XX"}),
    ],
    good=[
        {"name": "★培训人数", "value": "≥200人", "basis": "云财教〔2024〕3号"},
        {"name": "灌溉面积", "description": "12座泵站*3000亩", "value": "≥36000亩"},
        {"name": "稿件字数", "value": "800字以内"},
    ],
)
def template_text_left(cell: View) -> Iterator[Hit]:
    """Template text, or marks in place of content, left in a cell.

    Forms come filled in with 指标1, (200字以内), XX or **. Where these are still there nobody has set a target for
    the row, and the table cannot be reviewed. One star before a name marks a core indicator and is fine.
    """
    if found := template_text(cell.text):
        zh, en = ADVICE[cell.field]
        args = {"found": found, "cell": CELL_NAMES[cell.field], "cell_en": cell.field}
        yield Hit(cell.field, {**args, "advice_zh": zh, "advice_en": en})
