"""One description for rows that measure different things."""

from collections.abc import Iterator

from kpilint.finding import Ref
from kpilint.model import Indicator, Table
from kpilint.rule import Hit, View, rule
from kpilint.wording import bare, is_placeholder

_COST = "每参加一人补贴代办员一元"


@rule(
    "boilerplate/same-description",
    grain=Table,
    reads=("indicators",),
    needs=("description",),
    severity="info",
    confidence="low",
    item="指标科学性",
    since="0.1",
    message={
        "zh": "“{first}”“{second}”等{count}行的描述都是“{text}”；各行测的不是一件事，应分别写明怎么算",
        "en": "{count} rows, {first} and {second} among them, have one description, {text}; say of each how it is "
        "measured",
    },
    zh=(
        "同一张表里几行名称不同，描述却一字不差。\n"
        "不同的指标不可能按同一句话计算，描述多半是往下复制的。也可能是几行共用一个说明，所以只提示、不计分。"
    ),
    bad=[
        (
            {"indicators": [
                {"level2": "数量指标", "name": "代办员人数", "description": _COST},
                {"level2": "质量指标", "name": "参保率", "description": _COST},
                {"level2": "时效指标", "name": "发放时间", "description": _COST},
            ]},
            {"field": "description", "row": 0, "count": "3", "text": _COST},
        ),
        (
            {"indicators": [
                {"name": "公路养护里程", "description": "保障农村公路安全畅通运行"},
                {"name": "群众满意度", "description": "调查得满意的人数占比"},
                {"name": "绿化覆盖面积", "description": "保障农村公路安全畅通运行"},
            ]},
            {"field": "description", "row": 0, "second": "绿化覆盖面积"},
        ),
    ],
    good=[
        {"indicators": [
            {"name": "公路养护里程", "description": "经验收的里程"}, {"name": "养护成本", "description": "每公里支出"},
        ]},
        {"indicators": [
            {"level2": "数量指标", "name": "完成率", "description": "实际完成数占计划数的比例"},
            {"level2": "质量指标", "name": "完成率", "description": "实际完成数占计划数的比例"},
        ]},
        {"indicators": [{"name": "参保人数", "description": "人数"}, {"name": "培训人数", "description": "人数"}]},
        {"indicators": [{"name": "参保人数", "description": ""}, {"name": "培训人数", "description": ""}]},
    ],
)  # fmt: skip
def same_description(table: View, *, least_goal: int) -> Iterator[Hit]:
    """Rows of different names have the same description.

    Different figures are not calculated by one sentence; it was copied down the column. A remark that holds for
    several rows is possible, so this is for the reviewer to look at.
    """
    by_text: dict[str, list[int]] = {}
    rows: tuple[Indicator, ...] = table.indicators
    for at, row in enumerate(rows):
        if row.name and len(core := bare(row.description)) >= least_goal and not is_placeholder(row.description):
            by_text.setdefault(core, []).append(at)
    for spots in by_text.values():
        names = dict.fromkeys(bare(rows[at].name) for at in spots)
        if len(names) > 1:
            second = next(at for at in spots if bare(rows[at].name) != bare(rows[spots[0]].name))
            args = {
                "text": rows[spots[0]].description, "count": str(len(spots)),
                "first": rows[spots[0]].name, "second": rows[second].name,
            }  # fmt: skip
            yield Hit("description", args, row=spots[0], others=tuple(Ref(row=at) for at in spots[1:]))
