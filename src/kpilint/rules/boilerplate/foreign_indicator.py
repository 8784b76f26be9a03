"""An indicator that speaks of another project of the document, and of nothing of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpilint.finding import Ref
from kpilint.model import Document, Indicator, Table
from kpilint.rule import Hit, View, rule
from kpilint.rules.boilerplate._masks import shared_pair
from kpilint.rules.boilerplate._projects import describe, one_subsidy, project_of
from kpilint.rules.boilerplate._spots import words_of
from kpilint.vocabulary import lookup, plain, term
from kpilint.wording import bare

_RUN = 3
"""Characters in a row that an indicator must share with the name of another project."""
_LEAST_CONTEXT = 12

_ROADS = {"project": "农村公路养护", "purpose": "日常养护及水毁抢修", "goals": ["养护农村公路30公里，保障安全畅通"]}
_SCHOOLS = {"project": "校舍维修改造", "purpose": "维修教学楼屋面和门窗", "goals": ["维修校舍12所，消除安全隐患"]}


def _with(head: Mapping[str, object], *names: str) -> dict[str, object]:
    return {**head, "indicators": [{"level2": "数量指标", "name": name} for name in names]}


@rule(
    "boilerplate/foreign-indicator",
    grain=Document,
    reads=("tables",),
    severity="info",
    confidence="low",
    item="目标相关性",
    since="0.1",
    message={
        "zh": "“{indicator}”与“{project}”的名称、用途和目标都没有关系，却与“{other}”有关，疑似从该项目带来；"
        "应换成本项目的内容",
        "en": "{indicator} has nothing to do with name, purpose and goals of {project}, but with {other}, from which "
        "it may have come; put what is of this project",
    },
    zh=(
        "指标说的是同一文件里另一个项目的事，与本项目无关。\n"
        "多半是从那张表带过来没有改。只看用词，所以只提示、不计分；满意度和各项目通用的指标不在此列。"
    ),
    bad=[
        (
            {"tables": [_with(_ROADS, "养护里程", "校舍维修面积"), _with(_SCHOOLS, "校舍维修面积")]},
            {"field": "name", "table": 0, "row": 1, "other": "校舍维修改造"},
        ),
        (
            {"tables": [_with(_ROADS, "养护里程"), _with(_SCHOOLS, "农村公路优良路率", "屋面防水合格率")]},
            {"field": "name", "table": 1, "row": 0, "indicator": "农村公路优良路率"},
        ),
    ],
    good=[
        {"tables": [_with(_ROADS, "养护里程", "资金到位率"), _with(_SCHOOLS, "校舍维修面积", "资金到位率")]},
        {"tables": [_with(_ROADS, "路面平整度", "受益群众人数"), _with(_SCHOOLS, "工程验收合格率", "培训人数")]},
        {"tables": [
            _with({**_ROADS, "project": "养老保险中央补助"}, "养老保险参保率"),
            _with({**_SCHOOLS, "project": "养老保险省级补助"}, "养老保险参保率"),
        ]},
        {"tables": [_with({"project": "办公经费"}, "校舍维修面积"), _with(_SCHOOLS, "校舍维修面积")]},
    ],
)  # fmt: skip
def foreign_indicator(document: View, *, copies: Mapping[str, Any]) -> Iterator[Hit]:
    """An indicator shares no word with name, purpose, goals or duty of its project, yet some with another project.

    It was most likely carried over from that table. Words only are looked at, so this is for the reviewer.
    """
    tables = document.tables
    words = words_of(copies)
    projects = [describe(table, None, words) for table in tables]
    runs: dict[str, int] = {}  # what a project's name says, to the first table of it; -1 where several say it
    for at, project in enumerate(projects):
        for run in {project.core[start : start + _RUN] for start in range(len(project.core) - _RUN + 1)}:
            first = runs.setdefault(run, at)
            if first >= 0 and not one_subsidy(projects[first], project):
                runs[run] = -1
    for at, table in enumerate(tables):
        context = _context(table)
        if len(context) < _LEAST_CONTEXT:
            continue
        for number, row in enumerate(table.indicators):
            owner = _owner(row, runs)
            if owner is None or one_subsidy(projects[owner], projects[at]) or shared_pair(context, bare(row.name)):
                continue
            args = {"indicator": row.name, "project": project_of(table), "other": project_of(tables[owner])}
            yield Hit("name", args, table=at, row=number, others=_same_row(tables, owner, row))


def _context(table: Table) -> str:
    duty = table.duty
    said = [project_of(table), table.title, table.purpose, *(goal.text for goal in table.goals)]
    said += [duty.name, duty.content, duty.goal] if duty else []
    return "\n".join(map(plain, said))


def _owner(row: Indicator, runs: Mapping[str, int]) -> int | None:
    """Return the one project whose name a row speaks of."""
    if lookup("level2").get(term(row.level2)) == "satisfaction":
        return None
    name = bare(row.name)
    found = [runs[run] for start in range(len(name) - _RUN + 1) if (run := name[start : start + _RUN]) in runs]
    mostly = 2 * (len(found) + _RUN - 1) >= len(name)
    return found[0] if mostly and len(set(found)) == 1 and found[0] >= 0 else None


def _same_row(tables: Sequence[Table], owner: int, row: Indicator) -> tuple[Ref, ...]:
    names = [one.name for one in tables[owner].indicators]
    return (Ref(table=owner, row=names.index(row.name) if row.name in names else None),)
