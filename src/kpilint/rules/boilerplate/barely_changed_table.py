"""Another project's table with a row or a word changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kpilint.model import Document
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._copies import between_projects, within_subsidies
from kpilint.rules.boilerplate._messages import barely_changed, changed_rows, told
from kpilint.rules.boilerplate._spots import tables_in

_ROWS = [
    {"level2": "数量指标", "name": "在岗工作人员人数", "value": "23人"},
    {"level2": "质量指标", "name": "工资按时足额发放率", "value": "100%"},
    {"level2": "时效指标", "name": "每月工资发放日期", "value": "10日前"},
    {"level2": "成本指标", "name": "基本工资和津补贴标准", "value": "3.6万元/人"},
    {"level2": "社会效益指标", "name": "满足日常开支，维持单位正常运行", "value": "100%"},
]
_CHANGED = [*_ROWS[:4], {**_ROWS[4], "name": "满足日常开支，维持单位正常运转"}]
_COUNTED = [{**_ROWS[0], "value": "8人"}, *_ROWS[1:]]


def _tables(*pairs: tuple[str, list[dict[str, str]]]) -> dict[str, object]:
    return {"tables": [{"project": project, "indicators": rows} for project, rows in pairs]}


@rule(
    "boilerplate/barely-changed-table",
    grain=Document,
    reads=("tables",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    standard="财预〔2015〕88号：绩效目标应当与项目相应匹配",
    message={
        "zh": "本表指标是“{other}”的原表，只改了 {difference}；应按“{project}”自身的内容设置指标",
        "en": "the indicators are those of {other} but for {difference}; set ones that fit {project}",
    },
    zh=(
        "不同项目的两张表，四分之三以上的行（至少四行）连数一起完全相同，其余只改了个别词。\n"
        "这样的表是照抄的，不是按本项目设置的。同一补助分几级预算安排的不在此列。"
    ),
    bad=[
        (
            _tables(("社保中心经费", _ROWS), ("专项办公支出", _CHANGED)),
            {"field": "indicators", "table": 1, "other": "社保中心经费", "difference": "“运行”→“运转”"},
        ),
        (
            _tables(("会议培训", _COUNTED), ("物业管理", _ROWS)),
            {"field": "indicators", "table": 0, "difference": "“23”→“8”"},
        ),
    ],
    good=[
        _tables(("社保中心经费", _ROWS), ("专项办公支出", [*_CHANGED[3:], *_COUNTED[:1]])),
        _tables(("2025年中央社保经办补助", _ROWS), ("2025年省级社保经办补助", _CHANGED)),
        _tables(("社保中心经费", _ROWS), ("物业管理", [{**row, "value": f"≤{at}次"} for at, row in enumerate(_ROWS)])),
    ],
)
def barely_changed_table(
    document: View, *, least_rows: int, least_table_text: int, copies: Mapping[str, Any]
) -> Iterator[Hit]:
    """Three quarters of the rows of two projects, at least four, are the same, figures included; the rest nearly so.

    Such a table was copied and not made for the project.
    """
    found = tables_in(document.tables, copies, least_rows)
    of_subsidy = {one.spot.ref for one in within_subsidies(found.alike)}
    for copied in between_projects(found.copies):
        spot = copied.spot
        if copied.near and len(spot.masked) >= least_table_text and spot.ref not in of_subsidy:
            sure = barely_changed(copied, document.tables)
            if sure:
                shown = replace(copied, others=sure)
                args = {**told(shown), "difference": changed_rows(shown, document.tables)}
                yield Hit("indicators", args, table=spot.table, others=shown.refs)
