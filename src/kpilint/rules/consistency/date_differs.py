"""A deadline in the description that is not the target's."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Deferred, Hit, Indicator, View, rule
from kpilint.rules.consistency._contents import own_words, pairs
from kpilint.rules.consistency._deadlines import Deadline, agree, deadlines
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in, without

_DATED: Final = re.compile("[月日号年季]")
_DIGIT: Final = re.compile("[0-9一二三四五六七八九十年月季]")
_LONGEST_VALUE: Final = 30
_STAGE: Final = re.compile(
    "其中|[一二三首]期|首批|第[一二三]批|[一二三]标段?|阶段|主体|部分|过半|一半|(?<!100)%|[0-9]成|分别|后(?!期)|凡|对|如(?!期)|若"
)
"""Words of only a part of the work, or of what comes first."""
_FINISHED: Final = ("完工", "竣工", "建成", "完成", "通车", "投用")
_BEGUN: Final = re.compile("^[^,，。;；]{0,3}?(开工|动工|启动|进场|开营|开班|开学|开幕|开始)")
_ENDED: Final = ("结束",)
_HELD: Final = ("结束", "举办", "开展", "举行")
_MONTH: Final = 100
_WHOLE: Final = ("全部", "全面", "所有")
_WHICH: Final = re.compile("^[^,，。;；]{1,12}的(?!$)")
"""What is done by then only tells which are meant: 6月底前申报的项目."""


@rule(
    "consistency/date-differs",
    grain=Indicator,
    reads=("name", "description", "value", "target", "measure_named"),
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
        ({"name": "水渠完工时间", "description": "3月开工，8月底完工", "value": "10月底前"}, {"found": "8月底"}),
        ({"name": "津贴发放日期", "description": "每月15日前打卡", "value": "≤10日"}, {"found": "每月15日前"}),
        (
            {"name": "证书取得时间", "description": "4月初递交材料，8月上旬取得证书", "value": "10月底前"},
            {"found": "8月上旬"},
        ),
        ({"name": "设备验收时间", "description": "三季度末验收", "value": "12月31日前"}, {"found": "三季度末"}),
    ],
    good=[
        {"name": "水渠完工时间", "description": "9月底前全部完工", "value": "2025年9月30日前"},
        {"name": "水渠完工时间", "description": "自3月1日起施工", "value": "9月底前"},
        {"name": "水渠完工时间", "description": "3月开工，9月底完工", "value": "9月30日前"},
        {"name": "电站并网时间", "description": "9月20日并网", "value": "9月底前"},
        {"name": "津贴发放日期", "description": "每月10日前打卡", "value": "≤10日"},
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
    told = [one for one in deadlines(ind.description) if not _begun(one, ind.name)]
    if not targets and (found := _of_month(told, ind)):
        yield Hit("description", {"found": found})
    if len(targets) != 1 or not told:
        return
    compared = [agree(one, targets[0]) for one in told]
    if any(compared):
        return
    meant = [one for one in told if _limits(one, ind) and not _stage(one, ind, generic_words, stage_words)]
    if len(told) > 1:
        meant = _last_of_steps(told, ind, stage_words)
    if len(meant) != 1 or (not meant[0].limit and meant[0].last // _MONTH == targets[0].last // _MONTH):
        return  # 10月25日通气, 10月底前: a day of the month that the target allows
    if agree(meant[0], targets[0]) is None:
        yield Deferred("描述和指标值的日期一处按期重复、一处只有一个，或按不同的周期")
    else:
        yield Hit("description", {"found": meant[0].text})


def _limits(one: Deadline, ind: View) -> bool:
    """Tell a date by which, or on which, what the name says is done (10月25日通气)."""
    act = ind.measure_named.thing[-2:]
    return one.limit or (len(act) > 1 and one.first == one.last and one.after.startswith(act))


def _last_of_steps(told: list[Deadline], ind: View, stages: tuple[str, ...]) -> list[Deadline]:
    """Return the date of the last of several steps (6月递交材料，11月取得证书)."""
    *before, last = told
    steps = [_step(one, ind, stages) for one in before]
    once = all(one.every == last.every for one in before) and before[-1].last < last.first
    ends = last.after and bare(ind.description).endswith(bare(last.after))
    clean = not (_step(last, ind, stages) or _STAGE.search(f"{last.before} {last.after}") or last.before)
    return [last] if all(steps) and once and ends and clean else []


def _step(one: Deadline, ind: View, stages: tuple[str, ...]) -> bool:
    """Tell a step that the name does not speak of."""
    step = found_in(f"{one.before} {one.after}", stages)
    return bool(step and step not in ind.name and not (step in _FINISHED and found_in(ind.name, _FINISHED)))


def _begun(one: Deadline, name: str) -> bool:
    """Tell the date of a beginning, of which the name does not speak (5月开工，10月底竣工)."""
    begun = _BEGUN.match(one.after)
    return bool(begun and begun[1] not in name)


def _of_all(one: Deadline, ind: View, clause: str, stages: tuple[str, ...]) -> bool:
    """Tell a deadline by which all of what the name says is finished (因冬季封山，11月中旬前完成全部作业)."""
    held = found_in(clause, _ENDED) and found_in(ind.name, _HELD)
    if not held and not (found_in(clause, _FINISHED) and found_in(ind.name, _FINISHED)):
        return False
    other = found_in(without(clause, _FINISHED), stages)
    if other and other not in ind.name:
        return False
    return bool(found_in(one.after, _WHOLE)) or (not one.before and one.after in (*_FINISHED, *_ENDED))


def _of_month(told: list[Deadline], ind: View) -> str:
    """Return a day of every month, where the target is another number of days (每月15日前, ≤10日)."""
    target = ind.target
    if target.unit != "日" or target.per or target.embedded or target.upper is not None or target.amount is None:
        return ""
    days = [one for one in told if one.every == "月" and one.limit]
    if len(told) != 1 or not days or f"{target.number}日" in plain(ind.description).replace(days[0].text, ""):
        return ""
    return days[0].text if days[0].last != target.amount and days[0].first == days[0].last else ""


def _stage(one: Deadline, ind: View, generic: tuple[str, ...], stages: tuple[str, ...]) -> bool:
    """Tell a deadline of only a part, of a step before, or, in one of several clauses, of another thing."""
    clause = f"{one.before} {one.after}"
    if _STAGE.search(clause) or _WHICH.match(one.after):
        return True
    if _of_all(one, ind, clause, stages):
        return False
    own = own_words(ind.measure_named.thing or ind.name, generic)
    if pairs(own) & pairs(bare(clause)):
        return False
    step = found_in(clause, stages)
    if step in _FINISHED and found_in(ind.name, _FINISHED):
        step = ""
    return bool(step and step not in ind.name) or len(clauses(ind.description)) > 1
