"""Tables of a document that are numbered twice, or whose numbers have gaps."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.finding import Ref
from kpilint.model import Document, Table
from kpilint.rule import Hit, View, rule
from kpilint.values.numerals import chinese
from kpilint.vocabulary import plain

_NUMBER: Final = re.compile(r"^(?:表|附表|附件)?[(（]?([0-9]{1,3}|[一二三四五六七八九十百]{1,5})[)）.、．:：]?$")
_MOST_GAPS: Final = 5
"""More numbers missing than this are tables of another part, or were not read."""


@rule(
    "structure/numbering",
    grain=Document,
    reads=("tables",),
    needs=(),
    severity="info",
    confidence="low",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "目标表序号{what}：{found}；应从1起连续编号，缺的表应补上",
        "en": "the numbers of the tables {what_en}: {found}; number them from 1 without gaps, and add what is missing",
    },
    zh="目标表的序号重复或跳号。\n跳号可能漏了一张表，重号会让人引错表。分几部分各从1起编号的，各部分分别看。",
    bad=[
        (
            {
                "tables": [
                    {"number": "1", "project": "甲"},
                    {"number": "2", "project": "乙"},
                    {"number": "2", "project": "丙"},
                ]
            },
            {"field": "tables", "table": 2, "what": "重复", "found": "2"},
        ),
        (
            {"tables": [{"number": "1"}, {"number": "2"}, {"number": "5"}, {"number": "6"}]},
            {"table": 2, "what": "不连续", "found": "缺3、4"},
        ),
    ],
    good=[
        {"tables": [{"number": "1"}, {"number": "2"}, {"number": "1"}, {"number": "2"}, {"number": "3"}]},
        {"tables": [{"number": "一、"}, {"number": "二、"}, {"number": "（三）"}]},
        {"tables": [{"number": ""}, {"number": "A-7"}, {"number": ""}]},
        {"tables": [{"number": "1", "duty": {"name": "甲"}}, {"number": "1", "duty": {"name": "乙"}}]},
        {"tables": [{"number": "3"}, {"number": "1"}, {"number": "2"}]},
    ],
)
def numbering(document: View) -> Iterator[Hit]:
    """The tables of a document are numbered twice, or numbers are missing between them.

    A gap may be a table that was forgotten, a number given twice leads readers to the wrong one. Parts of a document
    begin again at 1 and are looked at by themselves.
    """
    for run in _runs(document.tables):
        first: dict[int, int] = {}
        for at, number in run:
            before = first.setdefault(number, at)
            if before != at:
                args = {"what": "重复", "what_en": "repeat", "found": str(number)}
                yield Hit("tables", args, table=at, others=(Ref(table=before),))
        yield from _gaps(first)


def _gaps(first: dict[int, int]) -> Iterator[Hit]:
    """Return the gap of a run of numbers, at the table after it; none in a run of one table."""
    numbers = sorted(first)
    missing = [one for one in range(numbers[0], numbers[-1]) if one not in first]
    if not missing or len(missing) > min(_MOST_GAPS, len(numbers)):
        return
    after = next(one for one in numbers if one > missing[0])
    found = "缺" + "、".join(map(str, missing))
    yield Hit("tables", {"what": "不连续", "what_en": "have gaps", "found": found}, table=first[after])


def _runs(tables: tuple[Table, ...]) -> list[list[tuple[int, int]]]:
    """Return tables with their numbers, apart by duty, and begun anew where the numbers begin again at 1."""
    runs: list[list[tuple[int, int]]] = []
    duty = ""
    for at, table in enumerate(tables):
        number = _number(table.number)
        if number is None:
            continue
        own = table.duty.name if table.duty is not None else ""
        if not runs or number == 1 or own != duty:
            runs.append([])
        duty = own
        runs[-1].append((at, number))
    return runs


def _number(text: str) -> int | None:
    found = _NUMBER.match(plain(text)) if len(text) < len("附表（一百二十三）、") + 2 else None
    if found is None:
        return None
    if found.group(1).isdigit():
        return int(found.group(1))
    number = chinese(found.group(1))
    return None if number is None else int(number)
