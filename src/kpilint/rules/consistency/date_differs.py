"""A deadline in the description that is not the target's."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Deferred, Hit, Indicator, View, rule
from kpilint.rules.consistency._contents import own_words, pairs
from kpilint.rules.consistency._deadlines import Deadline, agree, deadlines
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in

_DATED: Final = re.compile("[月日号年季]")
_DIGIT: Final = re.compile("[0-9一二三四五六七八九十年月季]")
_LONGEST_VALUE: Final = 30
_STAGE: Final = re.compile(
    "其中|[一二三首]期|首批|第[一二三]批|[一二三]标段?|阶段|主体|部分|过半|一半|(?<!100)%|[0-9]成|分别|后(?!期)|凡|对|如(?!期)|若"
)
"""Words of only a part of the work, or of what comes first."""
_FINISHED: Final = ("完工", "竣工", "建成", "完成", "通车", "投用")
_WHICH: Final = re.compile("^[^,，。;；]{1,12}的(?!$)")
"""What is done by then only tells which are meant: 6月底前申报的项目."""


@rule(
    "consistency/date-differs",
    grain=Indicator,
    reads=("name", "description", "value", "measure_named"),
    needs=("description", "value"),
    severity="error",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "描述写“{found}”，指标值写“{value}”，两个日期不一致；应按依据核实后改成同一个日期",
        "en": "the description says {found}, the target {value}; check the source and write one date in both",
    },
    zh="描述里的日期与指标值不一致。\n描述说10月底前完成，指标值是12月31日前：11月完工算不算按期，单位和评审人会各执一词。",
    bad=[
        (
            {"name": "水渠完工时间", "description": "9月底前全部完工", "value": "2025年11月30日前"},
            {"field": "description", "found": "9月底前"},
        ),
        ({"name": "津贴发放日期", "description": "每月10日前打卡", "value": "每月20日前"}, {"found": "每月10日前"}),
        ({"name": "普查表报送时间", "description": "11月25日前报送", "value": "12月5日前"}, {"found": "11月25日前"}),
        ({"name": "设备验收时间", "description": "三季度末验收", "value": "12月31日前"}, {"found": "三季度末"}),
    ],
    good=[
        {"name": "水渠完工时间", "description": "9月底前全部完工", "value": "2025年9月30日前"},
        {"name": "水渠完工时间", "description": "自3月1日起施工", "value": "9月底前"},
        {"name": "水渠完工时间", "description": "其中一期6月底前完工", "value": "9月底前"},
        {"name": "水渠完工时间", "description": "4月底前完成招标，随后施工", "value": "9月底前"},
        {"name": "津贴发放日期", "description": "每月10日前打卡", "value": "12月底前"},
        {"name": "奖金发放时间", "description": "对6月底前毕业的学生发放", "value": "9月底前"},
        {"name": "资料归档时间", "description": "工程9月底前完工，完工后归档", "value": "12月底前"},
    ],
)
def date_differs(
    ind: View, *, generic_words: tuple[str, ...], stage_words: tuple[str, ...]
) -> Iterator[Hit | Deferred]:
    """The description gives another deadline than the target.

    Dates are compared as exactly as both are written: 10月底 is any of its last days, 10月前 before October or before
    its end, and a year counts only where both give one. What begins then, or is only a stage of the work, is no
    deadline of the whole.
    """
    if not _DATED.search(ind.value) or not _DIGIT.search(ind.description):
        return
    value = plain(ind.value)
    targets = deadlines(value) if len(value) <= _LONGEST_VALUE else []
    told = deadlines(ind.description)
    if len(targets) != 1 or not told:
        return
    compared = [agree(one, targets[0]) for one in told]
    if any(compared):
        return
    meant = [one for one in told if one.limit and not _stage(one, ind, generic_words, stage_words)]
    if len(meant) != 1 or len(told) > 1:
        return
    if compared[0] is None:
        yield Deferred("描述和指标值的日期一处按期重复、一处只有一个，或按不同的周期")
    else:
        yield Hit("description", {"found": meant[0].text})


def _stage(one: Deadline, ind: View, generic: tuple[str, ...], stages: tuple[str, ...]) -> bool:
    """Tell a deadline of only a part, of a step before, or, in one of several clauses, of another thing."""
    clause = f"{one.before} {one.after}"
    if _STAGE.search(clause) or _WHICH.match(one.after):
        return True
    own = own_words(ind.measure_named.thing or ind.name, generic)
    if pairs(own) & pairs(bare(clause)):
        return False
    step = found_in(clause, stages)
    if step in _FINISHED and found_in(ind.name, _FINISHED):
        step = ""
    return bool(step and step not in ind.name) or len(clauses(ind.description)) > 1
