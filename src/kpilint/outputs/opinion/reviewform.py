"""What the official review form says of each item: texts that the profile, which holds names and points, has not."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct


class FormItem(Struct, frozen=True):
    """What the official form says of an item: the part it belongs to and what to look at, by language."""

    part: Mapping[str, str]
    points: Mapping[str, str]


_COMPLETE: Final = {"zh": "完整性", "en": "Completeness"}
_RELEVANT: Final = {"zh": "相关性", "en": "Relevance"}
_FITTING: Final = {"zh": "适当性", "en": "Fitness"}
_FEASIBLE: Final = {"zh": "可行性", "en": "Feasibility"}

FORM: Final[Mapping[str, FormItem]] = {
    "规范完整性": FormItem(
        _COMPLETE,
        {
            "zh": "填报格式是否规范，内容是否完整、准确、详实，有无缺项、错项。",
            "en": "Is the form filled in properly: complete, exact, detailed, nothing missing or misplaced?",
        },
    ),
    "明确清晰性": FormItem(
        _COMPLETE,
        {
            "zh": "绩效目标是否明确、清晰，能否反映项目主要情况，对预期产出和效果的描述是否充分、恰当。",
            "en": "Are the goals clear? Do they show what the project is about and describe its outputs and effects?",
        },
    ),
    "目标相关性": FormItem(
        _RELEVANT,
        {
            "zh": "总体目标是否符合法律法规和发展规划要求，与单位职能、规划和工作计划是否密切相关。",
            "en": "Do the goals follow law and plans, and belong to the unit's duties and work plan?",
        },
    ),
    "指标科学性": FormItem(
        _RELEVANT,
        {
            "zh": "绩效指标是否全面、充分、细化、量化，难以量化的定性描述是否充分、具体；"
            "是否选取了关键指标并明确了指标值。",
            "en": "Are the indicators complete, detailed and in figures, or described well enough; "
            "are the key ones there, with values?",
        },
    ),
    "绩效合理性": FormItem(
        _FITTING,
        {
            "zh": "预期绩效是否显著，是否符合行业正常水平或事业发展规律，与同类项目相比是否合理。",
            "en": "Are the expected results notable, in line with the trade and with like projects?",
        },
    ),
    "资金匹配性": FormItem(
        _FITTING,
        {
            "zh": "绩效目标与项目资金量、使用方向是否匹配，目标是否过高或过低，资金规模是否过大或过小。",
            "en": "Do goals and money fit: goals not too high or low, funds not too large or small?",
        },
    ),
    "实现可能性": FormItem(
        _FEASIBLE,
        {
            "zh": "绩效目标是否经过充分调查研究、论证和合理测算，实现的可能性是否充分。",
            "en": "Were the goals studied, argued and calculated; can they be reached?",
        },
    ),
    "条件充分性": FormItem(
        _FEASIBLE,
        {
            "zh": "实施方案是否合理，组织实施能力和条件是否充分，内部控制和预算、管理制度是否健全有效。",
            "en": "Are plan, capacity, internal control and rules sufficient to carry the project out?",
        },
    ),
}
"""By item, after the form of 财预〔2015〕88号 in short; items of other names have no such text."""
