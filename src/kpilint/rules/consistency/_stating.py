"""Which number of a description states what the name measures."""

import re
from typing import Final

from kpilint.rule import View
from kpilint.rules.consistency._contents import DECIMAL, akin, pairs
from kpilint.rules.consistency._numbers import Stated, is_detail
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in, starts_with

EACH: Final = re.compile(r"每[^,，。]{1,6}$")
OPEN_LISTS: Final = ("等", "其中", "不含", "另", "或", "部分", "其余", "其他", "先")
_MANY: Final = 10
_LEAST_THING: Final = 3
_SO_FAR: Final = re.compile("已|截至|累计|历年|目前|现")
_YEAR: Final = re.compile("全年|年度|合计|共计|总计")
_PIECE: Final = re.compile(r"每([株棵只次期场天月本张块斤米袋])(?:补助|补贴|奖补|奖励|给予)*$")
_ACT: Final = 2
_ROUND: Final = 6
RECURS: Final = re.compile("(?:周期|间隔)$")
_NOUN_END: Final = re.compile("[的,，。;；、(（]|用于|供|以")
_SUMMED: Final = re.compile(r"共(?![有享建同])[\u4e00-\u9fff]{2,4}$")
"""举办8期，共培训480人."""
_LIFE: Final = re.compile("(?:年限|寿命|年数|期限|周期)$")
_LASTS: Final = re.compile("[用行]|寿命|年限|发挥")
_BASE: Final = re.compile("全[县市区省镇乡]|辖区|县内|县域|境内|在|从")
_TAKEN_IN: Final = re.compile("受理|收到|接到|接收|登记|在册|在校|报名|申报|申请|应[发到检收种缴办]|存量|规划")
"""Words of what there is to do, of which the target may be a part."""


def apart(meant: list[Stated], ind: View) -> str:
    """Return the only number of several that bounds what the name measures (保修5年，使用不少于10年)."""
    if len(meant) != 1 or not meant[0].bound or meant[0].unit_class == "percent":
        return ""
    (one,) = meant
    if one.unit_class != "time" and _MANY * one.amount < (ind.target.amount or 0):
        return ""  # 高危患者随访不少于4次, ≥5000次
    if _YEAR.match(one.before):
        return one.text
    named = pairs(bare(ind.name)) & pairs(bare(one.before))
    return one.text if named or _lifetime(one, ind) else ""


def of_the_name(one: Stated, ind: View) -> bool:
    """Tell whether a number is said of what the name measures."""
    own = pairs(bare(ind.name))
    if _of_others(one, ind):
        return False
    if (one.unit_class == "money" and ind.target.per and EACH.search(one.before)) or (
        one.sure and one.unit_class != "percent"
    ):
        return True
    single = _single(ind)
    if single and (_lifetime(one, ind) or _takes(one, ind) or (_counted(one) & own and not _BASE.search(one.before))):
        return True
    if not single and _told_first(one, ind):
        return True
    summed = one.ends and bool(_SUMMED.search(one.before))
    return bool(one.bound or single or summed) and bool(own & pairs(bare(one.before)))


def _of_others(one: Stated, ind: View) -> bool:
    """Tell a number of other people, of what there is to do, or of another piece than the target is per."""
    if one.unit_class == "people" and one.unit != ind.target.unit and not one.bound and one.before[-2:] not in ind.name:
        return True  # 培训班聘请讲师3名, ≥200人
    base = _TAKEN_IN.search(one.before)
    if base and base.group() not in ind.name and not one.bound:
        return True
    piece = _PIECE.search(one.before)  # 每株0.2元, 600元/亩
    return bool(piece and one.unit_class == "money" and ind.target.per and piece[1] not in "".join(ind.target.per))


def made(same: list[Stated], ind: View, making: tuple[str, ...]) -> str:
    """Return how many are made of what the name counts (打造2条精品示范路), where nothing else is said."""
    one, *others = same
    if others or one.unit != ind.target.unit or ind.target.per or not _single(ind):
        return ""
    verb = starts_with(one.before, making)
    what = bare(_NOUN_END.split(one.after, maxsplit=1)[0])
    return one.text if verb and len(one.before) <= len(verb) + 1 and pairs(bare(ind.name)) & pairs(what) else ""


def acted(same: list[Stated], ind: View, kin: tuple[tuple[str, ...], ...]) -> str:
    """Return how long what the name says takes, in another word for it (响应时间, 急修15分钟到场)."""
    one, *others = same
    act = ind.measure_named.thing[-_ACT:]
    plainly = one.unit_class == "time" and not others and _single(ind) and not is_detail(one, standard=False)
    return one.text if plainly and act and akin(act, one.after[:_ROUND], kin) else ""


def _told_first(one: Stated, ind: View) -> bool:
    """Tell a clause that says all that the name does, and its number (抢救性修复古桥3座，编制保护规划)."""
    thing = ind.measure_named.thing
    if not one.ends or len(thing) < _LEAST_THING or thing not in bare(one.before) or _BASE.search(one.before):
        return False
    return not (_SO_FAR.search(one.before) or found_in(plain(ind.description), OPEN_LISTS))


def _lifetime(one: Stated, ind: View) -> bool:
    """Tell how long a thing lasts, of which the name speaks (使用年限, 确保再用15年)."""
    return bool(one.unit_class == "time" and _LIFE.search(bare(ind.name)) and _LASTS.search(one.before))


def _single(ind: View) -> bool:
    """Tell a description of one clause; the point of 6.5公里 ends none."""
    return len(clauses(DECIMAL.sub("", plain(ind.description)))) == 1


def _takes(one: Stated, ind: View) -> bool:
    """Tell how long the name's own matter takes, or how often it comes round (轮换周期, 每18个月轮换一次)."""
    if one.unit_class != "time":
        return False
    act = ind.measure_named.thing[-_ACT:]
    if len(act) == _ACT and one.after.startswith(act):
        return True  # 故障修复时间, 接报后24小时修复
    every = one.before.endswith("每") and RECURS.search(bare(ind.name))
    return bool(every and pairs(bare(ind.name)) & pairs(one.after[:_ROUND]))


def _counted(one: Stated) -> frozenset[str]:
    """Return the first two characters of what a number counts (对68个村邮站 …: 村邮)."""
    tail = one.text[-1:] + one.after[:1]
    return frozenset({tail, one.after[:2]} if len(one.unit) == 1 else {tail})
