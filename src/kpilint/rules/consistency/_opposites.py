"""Shares of what went wrong, described where a name measures what went right."""

import re
from typing import Final

from kpilint.measures import Measure
from kpilint.vocabulary import plain
from kpilint.wording import bare, found_in

_LONGEST: Final = 60
_SHARE: Final = re.compile("占|÷|/|除以|与[^,，。]{1,16}之比|的?(?:比例|比重|比率|占比|百分比|百分率)|率$")
_NOT: Final = re.compile(
    r"(?:无|没有|未|不(?!合|达|符|规|良)|零|非|扣除|减去?|-|剔除|除去?|杜绝|避免|消除|查处|整改|处置|改正)"
    r"[^占的,，。]{0,6}$"
)
_DENIED: Final = re.compile("(?:未(?!成年|婚|来)|没有|尚无)[^,，。占无、]{0,3}$")
_OUTSIDE: Final = re.compile("以外|之外|以上|外的|消除|提升|转|整改|改造|治理|修复|处置")
_LEAST: Final = 2
_ENDING: Final = 5
"""Characters at the end of a name that say what went right."""


def poor_grade(name: str, named: Measure, description: str, good: tuple[str, ...], poor: tuple[str, ...]) -> bool:
    """Tell a share of those of the poor grades under a rate of the good ones (优良率, 评为差等的占…)."""
    text = plain(description)
    if named.form != "rate" or len(text) > _LONGEST or found_in(bare(name), poor) or not found_in(bare(name), good):
        return False
    share = _SHARE.search(text)
    counted = text[: share.start()] if share else ""
    fault = found_in(counted, poor)
    if not fault or _OUTSIDE.search(counted[counted.index(fault) :]):
        return False
    return not (_NOT.search(counted[: counted.index(fault)]) or found_in(counted.replace(fault, ""), good))


def opposite(name: str, named: Measure, description: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> bool:
    """Tell a description that counts what went wrong in the numerator of a rate of what went right."""
    text = plain(description)
    if named.form != "rate" or len(text) > _LONGEST or found_in(bare(name), wrong):
        return False
    share = _SHARE.search(text)
    if share is None or share.start() < _LEAST:
        return False
    counted = text[: share.start()]
    own = named.thing[-_LEAST:]
    if len(own) == _LEAST and own in counted and _DENIED.search(counted[: counted.index(own)]):
        return not found_in(bare(name), ("未", "不"))
    quality = found_in(f"{named.thing}{named.head}"[-_ENDING:], right)
    fault = found_in(counted, wrong) if quality else ""
    if not fault:
        return False
    if _OUTSIDE.search(counted[counted.index(fault) :]):
        return False  # 不合格项整改数
    kept = counted.replace(fault, "")
    return not (_NOT.search(counted[: counted.index(fault)]) or quality in kept or found_in(kept, right))
