"""What documents say, known beforehand, and how what was read differs from it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from published.page import Page, Part, Text, drawn

ROW_FIELDS = (
    "term", "level1", "level2", "name", "description", "value", "basis", "sign", "number", "measure", "direction",
    "weight", "actual", "score", "reason",
)  # fmt: skip
HEAD_FIELDS = ("title", "project", "unit", "code", "purpose")
OTHER = "others."
"""Before the heading of a value for another time."""
SIX = ("level1", "level2", "name", "description", "value", "basis")
SIX_NAMED = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """One table as a person reads it. Parts of the head that are not given are not compared."""

    rows: tuple[Row, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    """Of `HEAD_FIELDS`."""
    goals: Mapping[str, str] = field(default_factory=dict)
    """Text of all goals by term: "", `year` or `long`."""
    budget: Mapping[str, str] = field(default_factory=dict)
    """total, fiscal, other."""
    plan: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    """Codes of doubts that a reader may have."""


def squeezed(text: str) -> str:
    """Return text without white space: where a cell breaks its lines is the typesetter's choice."""
    return re.sub(r"\s", "", text)


def form(path: Path) -> tuple[Page, list[Known]]:
    """Return the page and the truth of a file of `tests/data/provinces`."""
    said = yaml.safe_load(path.read_text("utf-8"))
    return Page(tuple(_part(one) for one in said["page"]), path.stem), [_known(one) for one in said["truth"]]


def _part(one: Mapping[str, str]) -> Part:
    ((kind, content),) = one.items()
    return drawn(content) if kind == "table" else Text(content, heading=kind == "heading")


def _known(one: Mapping[str, Any]) -> Known:
    fields = [cell.strip() for cell in one["fields"].split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in one["rows"].splitlines()]
    return Known(
        tuple(dict(zip(fields, row, strict=True)) for row in rows),
        {name: one[name] for name in HEAD_FIELDS if name in one},
        one.get("goals", {}),
        {"total": one["budget"]} if "budget" in one else {},
        problems=tuple(one.get("problems", ())),
    )


def labelled(path: Path) -> list[Known]:
    """Return the tables of a file of `labels/rows`, which people transcribed from publications."""
    return [
        Known(
            tuple({name: row[name] for name in SIX} for row in one["rows"]),
            {"title": one["title"], "project": one.get("project") or _project(one["title"])},
            {"": one["goal"]},
        )
        for one in json.loads(path.read_text("utf-8"))
    ]


def _project(title: str) -> str:
    return re.sub(r"^\d+[.、]\s*|绩效目标表$", "", title)


def fields_of_work(path: Path) -> list[Known]:
    """Return tables of invented projects in many fields of work (`tests/data/labelled/other_fields.yaml`)."""
    rows = [one for one in yaml.safe_load(path.read_text("utf-8")) if one.get("description") and one.get("basis")]
    return [
        Known(
            tuple({name: str(row[name]) for name in SIX} for row in group),
            {"title": f"{number}.{project}绩效目标表", "project": project, "code": f"5399{number:04}A"},
            {"": f"1.完成{project}年度任务。\n2.服务对象满意。"},
        )
        for number, (project, group) in enumerate(_by_project(rows), 1)
    ]


def _by_project(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    for project, group in groupby(rows, key=lambda row: str(row["project"])):
        yield project, list(group)


def example(path: Path) -> list[Known]:
    """Return the tables of an example in kpilint's own YAML, read as plain YAML."""
    names = dict(
        zip(("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"), SIX, strict=True)
    )
    money = {"预算数": "total", "财政资金": "fiscal", "其他资金": "other"}
    said = yaml.safe_load(path.read_text("utf-8"))
    return [
        Known(
            tuple({names[key]: str(text) for key, text in row.items()} for row in one["绩效指标"]),
            {
                "title": one["标题"], "project": one["项目名称"], "code": one["项目编码"], "purpose": one["资金用途"],
                "unit": said["单位"],
            },
            {"": "\n".join(one["绩效目标"])},
            {money[key]: text for key, text in one["预算"].items() if key in money},
            tuple(one["资金支出计划"].items()),
        )
        for one in said["绩效目标表"]
    ]  # fmt: skip


def differences(known: Sequence[Known], document: Any) -> list[str]:
    """Return how a `kpilint.model.Document` differs from what its file says, one sentence each."""
    said: list[str] = []
    if len(known) != len(document.tables):
        titles = " / ".join(squeezed(table.title or table.project) for table in document.tables)
        said.append(f"{len(document.tables)} tables instead of {len(known)}: {titles}")
    for number, (expected, table) in enumerate(zip(known, document.tables, strict=False), 1):
        said += [f"table {number}: {one}" for one in (*_head(expected, table), *_rows(expected, table))]
    allowed = {code for one in known for code in one.problems}
    said += [f"problem {one.code} {dict(one.args)}" for one in document.problems if one.code not in allowed]
    return said


def _head(known: Known, table: Any) -> Iterator[str]:
    found = {name: getattr(table, name) for name in known.head}
    found |= {f"budget.{name}": getattr(table.budget, name) for name in known.budget}
    wanted = {**known.head, **{f"budget.{name}": text for name, text in known.budget.items()}}
    # A table with one set of goals has no need to say for what time they are.
    goals = known.goals if "long" in known.goals or not known.goals else {"": "".join(known.goals.values())}
    for term in goals:
        wanted[f"goals {term}".strip()] = goals[term]
        found[f"goals {term}".strip()] = "".join(goal.text for goal in table.goals if goal.term == term)
    for name, text in wanted.items():
        if squeezed(text) != squeezed(found[name]):
            yield f"{name} is “{squeezed(found[name])}”, not “{squeezed(text)}”"
    if goals and (terms := {goal.term for goal in table.goals} - goals.keys()):
        yield f"goals of other terms: {terms}"
    plan = [(squeezed(step.period), squeezed(step.amount)) for step in table.plan]
    if known.plan and plan != list(known.plan):
        yield f"plan is {plan}, not {known.plan}"


def _rows(known: Known, table: Any) -> Iterator[str]:
    wanted, found = rows_known(known), rows_read(table)
    if table.broken:
        yield f"{len(table.broken)} broken rows: {squeezed(table.broken[0].text)}"
    if len(wanted) != len(found):
        yield f"{len(found)} rows instead of {len(wanted)}: {'、'.join(row.get('name', '') for row in found)}"
    for number, (expected, row) in enumerate(zip(wanted, found, strict=False), 1):
        for name in sorted(expected.keys() | row.keys()):
            if expected.get(name) != row.get(name):
                yield f"row {number}: {name} is “{row.get(name, '')}”, not “{expected.get(name, '')}”"


def rows_known(known: Known) -> list[Row]:
    """Return the rows that a reader should give, comparable with `rows_read`."""
    return _in_order({name: squeezed(text) for name, text in row.items() if squeezed(text)} for row in known.rows)


def rows_read(table: Any) -> list[Row]:
    """Return the filled cells of the rows of a `kpilint.model.Table`."""
    return _in_order(_filled(row) for row in table.indicators)


def _filled(row: Any) -> Row:
    cells = {name: squeezed(getattr(row, name)) for name in ROW_FIELDS}
    cells["grades"] = ",".join(squeezed(one) for one in row.grades)
    cells |= {OTHER + squeezed(one.heading): squeezed(one.text) for one in row.others}
    return {name: text for name, text in cells.items() if text}


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Long-term rows first: where both stand side by side a form gives no order between them."""
    return sorted(rows, key=lambda row: row.get("term", ""))
