"""What one column of an indicator table holds, as its heading says."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kpilint import vocabulary
from kpilint.model import FURTHER_FIELDS, GRADE_NAMES
from kpilint.sources.layout.heads.labels import label_of
from kpilint.sources.layout.heads.terms import term_of

GRADE_FIELDS: Final = ("grade0", "grade1", "grade2", "grade3")
"""Columns of `Indicator.grades`."""

IGNORED: Final = "ignored"
"""A column that is known and left aside."""

OTHER: Final = "other"
"""A target value for another time than the year's."""

HEAD: Final = "@"
"""Opens the name of a column that repeats a part of the table's head in each row (@project)."""

_REACHED: Final = ("actual", "value", OTHER)
"""What part of a year has of its own: 1-7月执行情况 is not what the year reached."""

_LONGEST: Final = 24
_GROUPS: Final = ("指标", "情况", "目标", "目标值", "指标值", "完成值", "实现值", "自评", "信息", "内容", "计划")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_YEARS: Final = re.compile(r"20\d\d[-—–~至]?(?:20\d\d)?年度?")
_MONTHS: Final = re.compile(r"(?:20\d\d年)?\d{1,2}月?[-—–~至]\d{1,2}月份?")
_GOAL_NUMBER: Final = re.compile(r"目标[\d一二三四五六七八九十]{1,2}$")


@lru_cache(maxsize=8192)
def column_of(text: str) -> tuple[str, int] | None:
    """Return the field a heading names and its rank among the variants, the official one being 0."""
    if not text or len(text) > _LONGEST:
        return None
    bare = vocabulary.term(text)
    shorter = (bare, bare.partition("(")[0], _BRACKET.sub("", bare), _YEARS.sub("", bare))
    found = next((found for one in shorter if (found := _columns().get(one))), None)
    if found is None and (months := _MONTHS.match(bare)):
        part = _columns().get(bare[months.end() :])
        return (OTHER, part[1]) if part and part[0] in _REACHED else None
    return found


@lru_cache(maxsize=8192)
def head_column(text: str) -> str:
    """Return the part of a table's head that a column of a wide sheet repeats ("@project"), "" if none.

    Goals have the time they are for behind them ("@goals:long").
    """
    label = label_of(text)
    if not label or label == "plan":
        return ""
    term = term_of(text) if label == "goals" else ""
    return f"{HEAD}{label}:{term}" if term else HEAD + label


def is_heading(text: str) -> bool:
    """True for the heading of a column, of indicators or of their table's head."""
    return column_of(text) is not None or bool(label_of(text))


def stacked_heading(texts: Sequence[str]) -> tuple[str, tuple[str, int]] | None:
    """Return the heading that a column's headings, from top to bottom, come to, and what it names.

    Two that make one heading together come first (指标 over 值, 实施周期 over 指标值), then the lower, then both the
    other way round (指标值 over 实施周期), then the upper; years are no heading of their own (指标值 over 2025年).
    """
    choices: list[str] = []
    for above, below in reversed(list(pairwise(texts))):
        choices += [above + below, below, below + above]
    choices += texts[:1]
    found = [(text, column) for text in choices if (column := column_of(text))]
    best = next((one for one in found if one[1][0] != IGNORED), found[0] if found else None)
    own = column_of(texts[-1]) if len(texts) > 1 else None
    if best and own and own[0] == IGNORED and best[0] == texts[0] and not is_label_of_rows(texts[-1]):
        best = (texts[-1], own)  # one of several columns under it: 人员保障 under 偏差原因分析
    return (texts[-1], best[1]) if best and is_year(texts[-1]) else best


def is_year(text: str) -> bool:
    """True for a heading that is a year and nothing else: the value of that year, under 指标值."""
    return bool(text) and len(text) <= _LONGEST and not _YEARS.sub("", vocabulary.term(text))


def heads_group(text: str) -> bool:
    """True for a heading over several columns: of indicators, of goals, or a time (绩效指标, 长期目标, 2025年度)."""
    bare = vocabulary.term(text)
    if not bare or len(bare) > _LONGEST or not _BRACKET.sub("", bare).isalnum():
        return False
    return bare.endswith(_GROUPS) or bool(term_of(text)) or not _YEARS.sub("", bare) or is_heading(text)


def adds_heading(above: str, text: str) -> bool:
    """True for a text that is a heading by itself or together with the one above it."""
    return is_heading(text) or any(column_of(both) for both in (above + text, text + above) if above)


@lru_cache(maxsize=8192)
def is_label_of_rows(text: str) -> bool:
    """True for the label beside or above all rows (绩效指标, 年度绩效指标, 长期绩效指标, 年度目标1)."""
    if vocabulary.lookup("parts").get(vocabulary.term(text)) == "indicators":
        return True
    bare = vocabulary.term(text)
    return bool(term_of(text)) and (bare.endswith("指标") or _GOAL_NUMBER.search(bare) is not None)


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for key, variants in vocabulary.terms("columns_other").items():
        field = OTHER if key == "other_value" else key if key in FURTHER_FIELDS else IGNORED
        for rank, variant in enumerate(variants):
            found[vocabulary.term(variant)] = (field, rank)
    for key, variants in vocabulary.terms("columns").items():
        for rank, variant in enumerate(variants):
            found[vocabulary.term(variant)] = (key, rank)
    for variant in vocabulary.terms("parts")["indicators"]:
        found.setdefault(vocabulary.term(variant), (IGNORED, 0))  # heads the levels, a column of its own
    for place, name in enumerate(GRADE_NAMES):
        found[name] = (GRADE_FIELDS[place], 0)
    return found
