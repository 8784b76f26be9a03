"""A description that explains another row of the table."""

from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.finding import Ref
from kpilint.measures import measure_of
from kpilint.model import Indicator
from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.consistency._contents import COUNTS, own_words, pairs, said
from kpilint.wording import bare

_LEAST_CHARS: Final = 3
_SHARE: Final = 0.8
_LONGEST: Final = 40


@rule(
    "consistency/swapped-description",
    grain=Table,
    reads=("indicators", "columns"),
    needs=("name", "description"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "“{name}”的描述“{found}”说的是第{fits}个指标“{other}”；应各自写自己的统计口径",
        "en": "the description {found} of {name} explains row {fits}, {other}; describe each row by itself",
    },
    zh="描述解释的是本表另一行的指标。\n两行的描述贴反了或贴重了，照这样统计，报上来的是另一个指标的数。",
    bad=[
        (
            {
                "indicators": [
                    {"name": "应急演练次数", "description": "采购救灾帐篷数"},
                    {"name": "救灾帐篷采购数量", "description": "入库验收的救灾帐篷"},
                ]
            },
            {"field": "description", "row": 0, "fits": "2"},
        ),
        (
            {
                "indicators": [
                    {"name": "刑事案件破获率", "description": "合格装备数占采购装备数的比例"},
                    {"name": "采购装备合格率", "description": "验收情况"},
                ]
            },
            {"field": "description", "row": 0, "other": "采购装备合格率"},
        ),
    ],
    good=[
        {
            "indicators": [
                {"name": "完成时间", "description": "校舍维修改造"},
                {"name": "校舍维修面积", "description": "维修校舍的建筑面积"},
            ]
        },
        {
            "indicators": [
                {"name": "受益学生数", "description": "维修校舍后受益的学生人数"},
                {"name": "维修校舍数", "description": "维修校舍的栋数"},
            ]
        },
        {
            "indicators": [
                {"name": "改善办学条件", "description": "通过维修校舍改善办学条件"},
                {"name": "维修校舍数", "description": "维修校舍的栋数"},
            ]
        },
    ],
)
def swapped_description(table: View, *, loose_heads: tuple[str, ...], generic_words: tuple[str, ...]) -> Iterator[Hit]:
    """A description shares no word with its name and says all that another row's name does.

    Both descriptions were pasted the wrong way round, or one twice; what is counted in the end is another indicator.
    """
    rows: tuple[Indicator, ...] = tuple(table.indicators)
    things = [own_words(measure_of(row.name).thing or row.name, generic_words) for row in rows]
    by_pair = _by_pair(things)
    for at, row in enumerate(rows):
        told = said(row.description, loose_heads)
        text = bare(row.description)
        if not told.form or len(text) > _LONGEST or not things[at] or set(things[at]) & set(text):
            continue
        kind = _kind(told.form)
        near = sorted({one for pair in pairs(text) for one in by_pair.get(pair, ())} - {at})
        owner = next((one for one in near if _explains(text, kind, rows[one], things[one])), None)
        if owner is not None and _kind(measure_of(row.name).form) in (kind, ""):
            args = {"name": row.name, "found": row.description, "fits": str(owner + 1), "other": rows[owner].name}
            yield Hit("description", args, row=at, others=(Ref(row=owner),))


def _by_pair(things: list[str]) -> Mapping[str, list[int]]:
    """Return the rows by every two characters of what they are about; pairs of many rows tell nothing."""
    found: dict[str, list[int]] = {}
    for at, thing in enumerate(things):
        for pair in pairs(thing):
            found.setdefault(pair, []).append(at)
    return {pair: rows for pair, rows in found.items() if len(rows) <= _LONGEST}


def _kind(form: str) -> str:
    return "count" if form in COUNTS else "rate" if form in ("rate", "ratio") else form


def _explains(text: str, kind: str, row: Indicator, thing: str) -> bool:
    """Tell whether a description says what a row is about, in the kind of figure the row asks for."""
    said_of = sum(char in text for char in thing)
    asked = _kind(measure_of(row.name).form)
    return len(thing) >= _LEAST_CHARS and said_of >= _SHARE * len(thing) and asked == kind
