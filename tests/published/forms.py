"""Tables of known contents laid out as the forms of Hebei (a block per project) and Sichuan (one wide table)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from published.page import LEFT, UP, Grid, Page, Part, Text, grid
from published.truth import SIX, SIX_NAMED, Known, Row

WIDE_HEADER: Final = (
    "单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
    "权重", "指标方向性",
)  # fmt: skip
PROJECT_COLUMNS: Final = 4
"""The first columns of the wide form, which say what the project is."""
UNIT: Final = "316001云岭县人力资源和社会保障局"
_PERIODS: Final = ("3月底", "6月底", "10月底", "12月底")
# Columns of the Word table under each cell of a row. The indicator columns start elsewhere than the labels above do,
# so that Word's table has more columns than a person sees.
_INDICATORS: Final = (2, 2, 2, 3, 2, 2)
_WIDTHS: Final = (6, 6, 7, 7, 8, 8, 8, 9, 9, 8, 8, 9, 9)
_WIDE_WIDTHS: Final = (10, 14, 8, 20, 10, 12, 16, 8, 12, 8, 6, 8)
_SIGNED: Final = re.compile(r"(≥|≤|≧|≦|＝|=|＞|＜|>=|<=|>|<|)(\d[\d.,]*)([^\d≥≤]{0,8})")
QUALITATIVE: Final = "定性"


def completed(known: Iterable[Known]) -> list[Known]:
    """Return tables with a whole head: what the source does not say is made up, and differs from table to table."""
    return [_complete(number, one) for number, one in enumerate(known, 1)]


def _complete(number: int, one: Known) -> Known:
    head = {"unit": UNIT, "code": f"13073021{number:04}QTTW{number * 37 % 100:02}", **one.head}
    head.setdefault("purpose", f"用于{head['project']}的各项支出。")
    total = f"{number * 1375 % 900 + 3}.{number * 17 % 100:02}"
    budget = one.budget or {"total": total, "fiscal": total, "other": "0"}
    plan = one.plan or tuple(zip(_PERIODS, ("20.00%", "45.00%", "70.00%", "100.00%"), strict=True))
    return replace(one, head=head, budget=budget, plan=plan)


def without(known: Sequence[Known], fields: Sequence[str]) -> list[Known]:
    """Return tables without some fields of the head: code, unit, purpose, budget, plan."""
    return [
        replace(
            one,
            head={name: text for name, text in one.head.items() if name not in fields},
            budget={} if "budget" in fields else one.budget,
            plan=() if "plan" in fields else one.plan,
        )
        for one in known
    ]


def block(known: Sequence[Known]) -> Page:
    """Return Hebei's form: a heading and one table per project, from the unit to the last indicator."""
    return Page(tuple(part for one in known for part in (_title(one), Grid((*_head(one), *_indicators(one)), _WIDTHS))))


def apart(known: Sequence[Known]) -> Page:
    """Return Hebei's form with the head in one table and the indicators in another."""
    parts: list[Part] = []
    for one in known:
        parts += [_title(one), Text(f"{one.head['unit']}　　　　单位：万元"), Grid(tuple(_head(one)[1:]), _WIDTHS)]
        parts += [Text(""), grid(six(one.rows), (3, 3, 4, 5, 3, 4))]
    return Page(tuple(parts))


def loose(known: Sequence[Known]) -> Page:
    """Return Hebei's form with a head of paragraphs and a table of indicators."""
    parts: list[Part] = []
    for one in known:
        parts += [_title(one), Text(f"项目编码：{one.head['code']}"), Text(f"项目名称：{one.head['project']}")]
        parts += [Text(f"绩效目标：{''.join(one.goals.values())}".replace("\n", "")), grid(six(one.rows))]
    return Page(tuple(parts))


def sheets(known: Sequence[Known]) -> list[Page]:
    """Return a sheet for each project, in Hebei's form."""
    return [Page(block([one]).parts, f"项目{number}") for number, one in enumerate(known, 1)]


def _title(one: Known) -> Text:
    return Text(one.head["title"], heading=True)


def _head(one: Known) -> list[tuple[str, ...]]:
    budget, (periods, shares) = one.budget, zip(*one.plan, strict=True)
    steps = [11 * (at + 1) // len(periods) - 11 * at // len(periods) for at in range(len(periods))]
    money = ("预算数", budget["total"], "其中：财政资金", budget.get("fiscal", ""), "其他资金", budget.get("other", ""))
    return [
        over((8, 5), one.head["unit"], "单位：万元"),
        over((2, 3, 2, 6), "项目编码", one.head["code"], "项目名称", one.head["project"]),
        over((2, 1, 2, 2, 1, 2, 3), "预算规模及资金用途", *money),
        (UP, UP, *over((11,), one.head["purpose"])),
        over((2, *steps), "资金支出计划（%）", *periods),
        (UP, UP, *over(steps, *shares)),
        over((2, 11), "绩效目标", "".join(one.goals.values())),
    ]


def _indicators(one: Known) -> Iterator[tuple[str, ...]]:
    for cells in six(one.rows):
        yield tuple(
            at
            for text, span in zip(cells, _INDICATORS, strict=True)
            for at in ((text, *(LEFT,) * (span - 1)) if text != UP else (UP,) * span)
        )


def over(spans: Sequence[int], *texts: str) -> tuple[str, ...]:
    """Return a row whose cells go over so many columns each."""
    return tuple(at for text, span in zip(texts, spans, strict=True) for at in (text, *(LEFT,) * (span - 1)))


def six(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """Yield the header and the rows of an indicator table, levels merged."""
    yield SIX_NAMED
    for levels, row in zip(merged_levels(rows), rows, strict=True):
        yield (*levels, *(row[name] for name in SIX[2:]))


def merged_levels(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the cells of both levels of each row, `UP` where they are merged with those above."""
    for _, first in groupby(rows, key=lambda row: row["level1"]):
        of_first = list(first)
        for number, (_, second) in enumerate(groupby(of_first, key=lambda row: row["level2"])):
            for line, row in enumerate(second):
                yield (UP if number or line else row["level1"], UP if line else row["level2"])


def split(value: str) -> tuple[str, str, str]:
    """Return sign, number and measure of a value; one that is no number is 定性 and stays whole."""
    value = re.sub(r"\s", "", value)
    found = _SIGNED.fullmatch(value)
    return (found[1], found[2], found[3]) if found else (QUALITATIVE, value, "")


def wide_truth(known: Sequence[Known]) -> list[Known]:
    """Return what is left of tables in Sichuan's form."""
    return [
        Known(
            tuple(_wide_row(row) for row in one.rows),
            {"project": one.head["project"], "unit": one.head["unit"]},
            one.goals,
            {"total": one.budget["total"]},
        )
        for one in known
    ]


def _wide_row(row: Row) -> Row:
    sign, number, measure = split(row["value"])
    downwards = sign in ("≤", "≦", "＜", "<", "<=")
    return {
        **{name: row[name] for name in ("level1", "level2", "name")},
        "value": row["value"],
        "sign": sign,
        "number": number,
        "measure": measure,
        "weight": str(10 + len(row["name"]) % 3 * 5),
        "direction": "" if sign == QUALITATIVE else "反向指标" if downwards else "正向指标",
    }


def wide(known: Sequence[Known], style: str) -> Page:
    """Return Sichuan's form of tables from `wide_truth`.

    Args:
        known: the tables.
        style: how a project's columns are filled: `merged`, `sparse` (first row only) or `repeated`.
    """
    rows = [WIDE_HEADER]
    for one in known:
        project = (one.head["unit"], one.head["project"], one.budget["total"], "".join(one.goals.values()))
        rest = ("name", "sign", "number", "measure", "weight", "direction")
        for line, (levels, row) in enumerate(zip(merged_levels(one.rows), one.rows, strict=True)):
            first = project if not line or style == "repeated" else (UP if style == "merged" else "",) * PROJECT_COLUMNS
            cells = (row["level1"], row["level2"]) if style == "repeated" else levels
            shown = tuple("" if style == "sparse" and cell == UP else cell for cell in cells)
            rows.append((*first, *shown, *(row[name] for name in rest)))
    return Page((Text("部门预算项目绩效目标表（2024年度）"), grid(rows, _WIDE_WIDTHS)), "绩效目标")
