"""Which column of an indicator table holds what, from the headings over them."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import Struct

from kpilint.model import CELL_FIELDS, FURTHER_FIELDS
from kpilint.sources.layout.columns import Edges
from kpilint.sources.layout.headers.cols import Col, col_of, fill, name_levels, name_years
from kpilint.sources.layout.headers.headings import (
    GRADE_FIELDS,
    HEAD,
    IGNORED,
    OTHER,
    head_column,
    is_label_of_rows,
)

_YEAR: Final = re.compile(r"20\d\d")


class Header(Struct, frozen=True):
    """Columns of an indicator table, left to right.

    Each is one of `CELL_FIELDS`, `FURTHER_FIELDS`, `GRADE_FIELDS`, `other`, `ignored`, a part of the table's head with
    "@" before it, or "" for a column without heading. `headings` are the texts over them, `unknown` those that the
    vocabulary does not know, `rows` is how many rows the header takes. Where the form repeats its columns for the
    indicators of the year, `second` are the columns of those. `edges` are the columns' places in a physical table.
    """

    cols: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    rows: int = 1
    headings: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    edges: Edges = ()

    def index(self, field: str) -> int:
        """Return the position of a field's column, -1 if there is none."""
        return self.cols.index(field) if field in self.cols else -1

    def fields(self) -> frozenset[str]:
        """Return the fields as `Table.columns` has them."""
        found = {field for field in self.cols if field in CELL_FIELDS or field in FURTHER_FIELDS}
        if GRADE_FIELDS[0] in self.cols:
            found |= {"grades", "value"}
        if OTHER in self.cols:
            found.add("others")
        if "value" in found and found & {"sign", "measure"}:
            found.add("number")
        return frozenset(found)

    @property
    def wide(self) -> bool:
        """True if parts of the table's head stand in columns, so that one sheet holds many tables."""
        return any(col.startswith(HEAD) for col in self.cols)


def columns_under(
    headings: Sequence[tuple[str, ...]], rows: int = 1, sides: AbstractSet[int] = frozenset()
) -> Header | None:
    """Return the header whose columns have these headings, from top to bottom, if they make an indicator table.

    `sides` are the columns of labels that reach down from above the header, beside it and its rows.
    """
    cols = [col_of(tuple(text for text in texts if text)) for texts in headings]
    for at in sides:
        cols[at].field, cols[at].unknown = IGNORED, False
    name_years(cols)
    name_levels(cols)
    if not _name_column(cols):
        return None
    _head_columns(cols)
    second = _second_block(cols)
    first = cols[:second] if second else cols
    _settle(first)
    after = cols[second:] if second else []
    _settle(after)
    while cols and not cols[-1].texts and not cols[-1].field:
        cols.pop()
    fields = [col.field for col in first]
    if not _is_indicator_header(fields, sum(bool(col.texts) for col in cols)):
        return None
    unknown = tuple(col.text for col in cols if col.unknown)
    texts = tuple(col.text for col in cols)
    if not second:
        return Header(tuple(fields), unknown, rows, texts)
    again = {col.field for col in after}
    shared = [one if one in ("level1", "level2") and one not in again else IGNORED for one in fields]
    return Header(tuple(fields), unknown, rows, texts, (*shared, *(col.field for col in after)))


def _name_column(cols: Sequence[Col]) -> bool:
    """Settle which column has the names; False if none has.

    绩效指标 is the label beside all rows where another column has the names. A form of two levels has its names in the
    second.
    """
    levels = ("level1", "level2")
    labels = [col for col in cols if col.texts and col.field not in levels and all(map(is_label_of_rows, col.texts))]
    named = [col for col in cols if col.field == "name"]
    if any(col not in labels for col in named):
        for col in labels:
            col.field, col.unknown = IGNORED, False
    fields = {col.field: col for col in cols}
    if not named and {"level1", "level2", "value"} <= fields.keys():
        fields["level2"].field = "name"
        return True
    return bool(named)


def _head_columns(cols: Sequence[Col]) -> None:
    """Name the columns left of the levels that repeat the table's head, and right of them 单位 and 目标."""
    fields = [col.field for col in cols]
    left = next(at for at, field in enumerate(fields) if field in ("level1", "level2", "name"))
    for at, col in enumerate(cols):
        part = next(filter(None, map(head_column, reversed(col.texts))), "")
        if not part or (not col.unknown and not (at < left and col.field == "measure")):
            continue
        if at < left:
            col.field, col.unknown = part, False
        elif part == f"{HEAD}unit" and "measure" not in fields:
            col.field, col.unknown = "measure", False
        elif part.startswith(f"{HEAD}goals"):
            col.field, col.unknown = ("value" if "value" not in fields else OTHER), False


def _second_block(cols: Sequence[Col]) -> int:
    """Return where columns that repeat those before them start (二级指标 三级指标 指标值 twice), 0 if nowhere."""
    fields = [col.field for col in cols]
    if fields.count("name") != 2 or fields.count("value") + fields.count(OTHER) < 2:  # noqa: PLR2004 - twice
        return 0
    first, again = (at for at, field in enumerate(fields) if field == "name")
    if not {"value", OTHER} & set(fields[first:again]) or cols[first].rank != cols[again].rank:
        return 0
    while again > first + 1 and fields[again - 1] in ("level1", "level2"):
        again -= 1
    return again


def _settle(cols: Sequence[Col]) -> None:
    """Let one column have each field: that whose heading is the most official, the first of equals."""
    for field in dict.fromkeys(col.field for col in cols):
        if field in ("", IGNORED, OTHER):
            continue
        best = min((col for col in cols if col.field == field), key=lambda col: (_beside_levels(cols, col), col.rank))
        for col in cols:
            if col.field == field and col is not best:
                _demote(col, {one.field for one in cols})
    for col in cols:
        if _beside_levels(cols, col):
            col.field = IGNORED
    _earlier_years(cols)
    if "value" not in {col.field for col in cols}:
        others = [col for col in cols if col.field == OTHER]
        if others:
            min(others, key=lambda col: col.rank).field = "value"
    fill(cols)


def _earlier_years(cols: Sequence[Col]) -> None:
    """Make what was reached in another year than the target's a value of that time (2023年完成值, 2025年目标值)."""
    target = next((year for col in cols if col.field == "value" and (year := _YEAR.search(col.text))), None)
    for col in cols:
        year = _YEAR.search(col.text) if col.field == "actual" else None
        if target and year and year[0] != target[0]:
            col.field = OTHER


def _beside_levels(cols: Sequence[Col], col: Col) -> bool:
    """True for a weight or score that stands before the name: that of a level, not of the row."""
    if col.field not in ("weight", "score"):
        return False
    fields = [one.field for one in cols]
    return "name" in fields and next(at for at, one in enumerate(cols) if one is col) < fields.index("name")


def _demote(col: Col, fields: set[str]) -> None:
    """Give a column whose field another one has what else it can be."""
    if col.field == "value":
        standard = "basis" not in fields and any("标准" in text for text in col.texts)
        col.field = "basis" if standard else OTHER  # 绩效标准 beside 指标值: 历史标准, 行业标准, 计划标准
    elif col.field == "level1" and any("类型" in text for text in col.texts):
        col.field = IGNORED  # 指标类型: 定量, 定性
    elif col.field == "name" and "description" not in fields and any("内容" in text for text in col.texts):
        col.field = "description"
    else:
        known = col.field.startswith((HEAD, "weight", "score")) or any(map(is_label_of_rows, col.texts))
        col.field, col.unknown = IGNORED, not known


def _is_indicator_header(cols: list[str], filled: int) -> bool:
    found = {field for field in cols if field and field != IGNORED}
    if "name" not in found or (found & {"weight", "score"} and not found & {"value", "actual", GRADE_FIELDS[0], OTHER}):
        return False  # points without a target: the index system of an evaluation report
    core = found & {"level1", "level2", "value", "grade0", "description", "basis"}
    if found & {"level1", "level2"}:
        core |= found & {"sign", "measure", "weight", "actual"}
    return len(core) >= 2 or (core == {"value"} and filled <= 3)  # noqa: PLR2004 - name, value and one more
