"""The published schema and the readers agree on what is valid input."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kpilint import inputkeys as keys
from kpilint.problems import ReadFailure
from kpilint.schemas.tables import tables_schema
from kpilint.sources.trees import jsonfile

SCHEMA = tables_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def readable(value):
    try:
        document = jsonfile.read_json(json.dumps(value).encode(), "t")
    except ReadFailure:
        return False
    return all(one.code == "input/no-table" for one in document.problems)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_has_a_description_in_both_languages_of_keys():
    for scope in ("document", "table", "row", "broken", "budget", "duty"):
        properties = SCHEMA["$defs"][scope]["properties"]
        assert set(properties) == set(keys.spellings(scope))
        assert all(one["description"] for one in properties.values())


ROW = {"三级指标": "a"}


@pytest.mark.parametrize(("value", "valid"), [
    ({}, True),
    ({"title": "a"}, True),
    ([], True),
    ([{"标题": 1}, {}], True),
    ({"kpilint": 1, "tables": [{"indicators": [ROW]}]}, True),
    ({"kpilint": 2, "tables": []}, False),
    ({"documents": [{"path": "x", "format": "text", "problems": [{}], "tables": [{"index": 0, "place": "1"}]}]}, True),
    ({"tables": None}, True),
    ({"tables": {}}, False),
    ({"tables": [None]}, False),
    ({"tables": [], "title": "a"}, False),
    ("text", False),
    ({"标提": "a"}, False),
    ({"title": "a", "标题": "b"}, False),
    ({"title": []}, False),
    ({"year": 2025}, True),
    ({"year": "2025年度"}, True),
    ({"year": 25}, False),
    ({"year": "明年"}, False),
    ({"indicators": [{}]}, False),
    ({"indicators": [{"name": None}]}, True),
    ({"indicators": [{"name": "a", "三级指标": "b"}]}, False),
    ({"indicators": [{**ROW, "value": 95, "评价标准": [1, 2, 3, 4]}]}, True),
    ({"indicators": [{**ROW, "grades": [1, 2, 3]}]}, False),
    ({"indicators": [{**ROW, "grades": {"优": 1, "poor": 2}}]}, True),
    ({"indicators": [{**ROW, "grades": {"优": 1, "excellent": 2}}]}, False),
    ({"indicators": [{**ROW, "place": "1"}]}, True),
    ({"indicators": [{**ROW, "text": "1"}]}, False),
    ({"broken": [{"原文": "1"}, {}]}, True),
    ({"broken": ["1"]}, False),
    ({"goals": "a"}, True),
    ({"goals": ["a", 1, None]}, True),
    ({"goals": {"a": "b"}}, False),
    ({"goals": [{"text": "a", "期限": "年度"}, {}]}, True),
    ({"goals": [{"text": "a", "term": "soon"}]}, False),
    ({"goals": [{"text": "a", "目标": "b"}]}, False),
    ({"年度目标": "a", "中长期目标": ["b"], "goals": None}, True),
    ({"year_goals": {"a": "b"}}, False),
    ({"年度目标": "a", "年度绩效目标": "b"}, False),
    ({"indicators": [{**ROW, "指标性质": "≥", "指标值": 95, "度量单位": "%", "权重": 10}]}, True),
    ({"indicators": [{**ROW, "指标性质": "≥", "sign": "≤"}]}, False),
    ({"indicators": [{**ROW, "number": [95]}]}, False),
    ({"indicators": [{**ROW, "term": "year"}, {**ROW, "期限": "中长期"}, {**ROW, "期限": None}]}, True),
    ({"indicators": [{**ROW, "term": "soon"}]}, False),
    ({"indicators": [{**ROW, "term": 5}]}, False),
    ({"indicators": [{**ROW, "others": {"上年完成值": "85公里", "x": 1}}, {**ROW, "others": None}]}, True),
    ({"indicators": [{**ROW, "others": [{"栏目": "上年完成值", "text": 1}, {}]}]}, True),
    ({"indicators": [{**ROW, "others": [{"column": "上年完成值"}]}]}, False),
    ({"indicators": [{**ROW, "others": ["85公里"]}]}, False),
    ({"indicators": [{**ROW, "others": "85公里"}]}, False),
    ({"indicators": [{**ROW, "上年完成值": "85公里"}]}, False),
    ({"plan": {"3月底": "20%", "x": 1}}, True),
    ({"plan": [{"period": "3月底", "数额": 1}]}, True),
    ({"plan": [{"periode": "3月底"}]}, False),
    ({"plan": "100%"}, False),
    ({"plan": ""}, True),
    ({"budget": {"预算数": 1, "fiscal": "2"}}, True),
    ({"budget": {"预算数": 1, "total": "2"}}, False),
    ({"budget": []}, False),
    ({"duty": {"name": "a"}}, True),
    ({"duty": "a"}, False),
    ({"columns": ["level1", "指标值"], "parts": ["预算", "goals"]}, True),
    ({"columns": ["sign", "指标数值", "others", "期限"], "parts": ["年度目标", "long_goals"]}, True),
    ({"columns": ["标题"]}, False),
])  # fmt: skip
def test_schema_and_reader_agree(value, valid):
    assert (VALIDATOR.is_valid(value), readable(value)) == (valid, valid)


_KEYS = [
    "title", "标题", "name", "三级指标", "value", "指标值", "grades", "goals", "plan", "年度目标", "指标性质", "others",
    "期限", "资金支出计划", "indicators", "绩效指标", "budget", "total", "tables", "绩效目标表", "year", "kpilint",
    "duty", "columns", "x",
]  # fmt: skip
_LEAVES = st.sampled_from(["", "a", "year", "level1", "2025", 1, 2025, True, None])
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(_VALUES)
@settings(max_examples=400, deadline=None)
def test_schema_and_reader_agree_on_anything(value):
    if value not in (None, ""):  # an empty file, which is no instance
        assert VALIDATOR.is_valid(value) == readable(value)


_AROUND = {
    "document": lambda one: one,
    "table": lambda one: {"tables": [one]},
    "row": lambda one: {"indicators": [one if set(one) & {*keys.variants("row")["name"]} else {"name": "a", **one}]},
    "broken": lambda one: {"broken": [one]},
    "budget": lambda one: {"budget": one},
    "plan": lambda one: {"plan": [one]},
    "duty": lambda one: {"duty": one},
    "grades": lambda one: {"indicators": [{"name": "a", "grades": one}]},
    "goal": lambda one: {"goals": [one]},
    "other": lambda one: {"indicators": [{"name": "a", "others": [one]}]},
}


@pytest.mark.parametrize("scope", sorted(_AROUND))
def test_every_spelling_is_read_and_in_the_schema(scope):
    for spelling, key in keys.spellings(scope).items():
        value = _AROUND[scope]({spelling: 1 if key == "kpilint" else None})
        assert readable(value), value
        assert VALIDATOR.is_valid(value), value
