"""What `kpilint import` writes can be read again, and by other programs."""

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec import structs

from kpilint import inputkeys as keys
from kpilint.model import (
    CELL_FIELDS,
    BrokenRow,
    Budget,
    Document,
    Duty,
    Goal,
    Indicator,
    OtherValue,
    Place,
    PlanStep,
    Problem,
    Table,
)
from kpilint.outputs.tables import documents as tables
from kpilint.outputs.tables import yamltext
from kpilint.schemas.tables import tables_schema
from kpilint.sources.plain import text
from kpilint.sources.trees import jsonfile, yamlfile
from kpilint.values import join_value

_LETTERS = st.characters(exclude_categories=["Cs"])
_ODD = st.sampled_from(
    ["", " ", "null", "~", "yes", "95", "1.0", "2024-12-31", "- a", "a: b", "a #b", "#a", "'", '"', "\\n", "<<", "*a",
     "&a", "!a", "%", "@x", "`", "{}", "[]", "|", ">", "≥95%", "》", "a:", "：", "1:30", "0x1F", "a\n  b\n", "\na",
     "a\n\nb", "a\n \nb", "甲\n---\n乙", "a\r\nb", "\t", "a\tb", "\ufeffa", "\x85", "\u2028", "\x07", "...", "---", "?",
     "? a", "-", "\U0001f600", "a\n# b", " a\nb", "a \n b", "=", "长" * 300, "x y" * 200]
)  # fmt: skip
_TEXT = st.one_of(_ODD, st.text(_LETTERS, max_size=12))
_SOME = st.text(_LETTERS, min_size=1, max_size=6) | _ODD.filter(bool)
_GRADES = st.just(()) | st.tuples(_TEXT, _TEXT, _TEXT, _TEXT)
_PART = st.sampled_from(["", "≥", "＝", "定性", "95", "%", "无", "大于等于", "个", " "]) | _TEXT
_TERM = st.sampled_from(["", "long", "year"])
_OTHERS = st.lists(st.builds(OtherValue, _TEXT, _TEXT), max_size=2).map(tuple)
_CORE = st.builds(Indicator, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _GRADES)
_WIDE = st.builds(
    Indicator, _TEXT, _TEXT, _TEXT, value=_TEXT, grades=_GRADES, sign=_PART, number=_PART, measure=_PART,
    direction=_TEXT, weight=_TEXT, actual=_TEXT, score=_TEXT, reason=_TEXT, term=_TERM, others=_OTHERS,
)  # fmt: skip
_SPLIT = st.builds(
    lambda sign, number, measure: Indicator(
        name="名", value=join_value(sign, number, measure), sign=sign, number=number, measure=measure
    ),
    _PART, _PART, _PART,
)  # fmt: skip
_ROWS = st.one_of(_CORE, _WIDE, _SPLIT)
_TABLES = st.builds(
    Table,
    title=_TEXT,
    number=_TEXT,
    code=_TEXT,
    project=_TEXT,
    unit=_TEXT,
    year=st.none() | st.integers(1000, 9999),
    budget=st.builds(Budget, _TEXT, _TEXT, _TEXT, _TEXT),
    purpose=_TEXT,
    outcome=_TEXT,
    plan=st.lists(st.builds(PlanStep, _TEXT, _TEXT), max_size=3).map(tuple),
    goals=st.lists(st.builds(Goal, _TEXT) | st.builds(Goal, _TEXT, term=_TERM), max_size=4).map(tuple),
    indicators=st.lists(_ROWS, max_size=3).map(tuple),
    broken=st.lists(st.builds(BrokenRow, _SOME, st.just(Place()), _ROWS), max_size=2).map(tuple),
    columns=st.frozensets(st.sampled_from(keys.ROW_COLUMNS)),
    parts=st.frozensets(st.sampled_from(keys.PART_NAMES)),
    duty=st.none() | st.builds(Duty, _TEXT, _TEXT, _TEXT, _TEXT),
)
_DOCUMENTS = st.builds(
    Document,
    path=_TEXT,
    format=st.just("text"),
    tables=st.lists(_TABLES, max_size=3).map(tuple),
    unit=_TEXT,
    year=st.none() | st.integers(1000, 9999),
)


def placeless(table):
    """Return a table with no places, as two readers of one table would agree on it."""
    bare = Place()
    return structs.replace(
        table,
        place=bare,
        places={},
        goals=tuple(structs.replace(one, place=bare) for one in table.goals),
        plan=tuple(structs.replace(one, place=bare) for one in table.plan),
        indicators=tuple(structs.replace(one, place=bare, cells=(), further={}) for one in table.indicators),
        broken=tuple(
            BrokenRow(one.text, bare, structs.replace(one.read, place=bare, cells=(), further={}))
            for one in table.broken
        ),
        duty=structs.replace(table.duty, place=bare) if table.duty else None,
    )


def same(read, written):
    assert [one.code for one in read.problems if one.code != "input/no-table"] == []
    assert [placeless(one) for one in read.tables] == [placeless(one) for one in written.tables]
    if written.tables:
        assert (read.unit, read.year) == (written.unit, written.year)


@given(_DOCUMENTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_yaml_round_trip(document, comments):
    same(yamlfile.read(tables.to_yaml([document], comments).encode(), "t"), document)


@given(_DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_json_round_trip(document):
    same(jsonfile.read_json(tables.to_json([document]).encode(), "t"), document)


@given(st.lists(_DOCUMENTS, max_size=2))
@settings(max_examples=50, deadline=None)
def test_several_documents_keep_their_tables(documents):
    tables_of_all = [placeless(structs.replace(t, unit="", year=None)) for one in documents for t in one.tables]
    for kind, read in ((tables.to_yaml, yamlfile.read), (tables.to_json, jsonfile.read_json)):
        if documents:
            found = read(kind(documents).encode(), "t").tables
            assert [placeless(structs.replace(one, unit="", year=None)) for one in found] == tables_of_all


@given(_TEXT)
@example("a\n\n\nb")
@example("a" * 2000)
@settings(max_examples=300, deadline=None)
def test_other_yaml_programs_see_the_same_texts(text):
    written = yamltext.scalar(text)
    assert yaml.safe_load(f"k: {written}\nn: x\n") == {"k": text, "n": "x"}
    if len(text) < 200:
        lines = "\n".join(yamltext.entry({text: text, "n": "x"}))
        assert yaml.safe_load(lines) == [{text: text, "n": "x"}]


@given(_DOCUMENTS)
@settings(max_examples=30, deadline=None)
def test_what_is_written_keeps_to_the_schema(document):
    validator = Draft202012Validator(tables_schema())
    assert not list(validator.iter_errors(json.loads(tables.to_json([document]))))
    assert not list(validator.iter_errors(yaml.safe_load(tables.to_yaml([document]))))


SAMPLE = Document(
    "云岭县/甲\n乙.txt",
    "text",
    (
        Table(
            title="1、饮水",
            indicators=(
                Indicator("产出指标", "数量指标", "水厂", "", "≥3座", "合同"),
                Indicator(name="户数", value="95"),
            ),
            columns=frozenset(CELL_FIELDS),
            goals=(Goal("建成水厂\n通水"),),
            place=Place(13),
        ),
    ),
    problems=(
        Problem("input/missing-name", Place(20), table=0),
        Problem("input/no-table", Place(), {}),
    ),
    unit="云岭县水利局",
    year=2025,
)


def test_yaml_for_people():
    assert tables.to_yaml([SAMPLE]) == (
        "# 来源：云岭县/甲 乙.txt\n"
        "# 问题：文件中没有找到绩效目标表\n"
        "kpilint: 1\n"
        "单位: 云岭县水利局\n"
        "年度: '2025'\n"
        "绩效目标表:\n"
        "\n"
        "# 来源：云岭县/甲 乙.txt 第 13 行\n"
        "# 问题（第 20 行）：这一行指标缺少“三级指标”（name）\n"
        "- 标题: 1、饮水\n"
        "  绩效目标:\n"
        "  - |-\n"
        "    建成水厂\n"
        "    通水\n"
        "  表头项: []\n"
        "  绩效指标:\n"
        "  - 一级指标: 产出指标\n"
        "    二级指标: 数量指标\n"
        "    三级指标: 水厂\n"
        "    绩效指标描述: ''\n"
        "    指标值: ≥3座\n"
        "    指标值确定依据: 合同\n"
        "  - 一级指标: ''\n"
        "    二级指标: ''\n"
        "    三级指标: 户数\n"
        "    绩效指标描述: ''\n"
        "    指标值: '95'\n"
        "    指标值确定依据: ''\n"
    )
    assert "#" not in tables.to_yaml([SAMPLE], comments=False)


def test_json_for_programs():
    written = json.loads(tables.to_json([SAMPLE]))
    assert written["kpilint"] == 1
    (document,) = written["documents"]
    assert (document["format"], document["unit"], document["year"]) == ("text", "云岭县水利局", 2025)
    assert [one["code"] for one in document["problems"]] == ["input/missing-name", "input/no-table"]
    (table,) = document["tables"]
    assert (table["index"], table["place"], table["goals"]) == (0, "13", ["建成水厂\n通水"])
    assert table["indicators"][1] == {
        "level1": "", "level2": "", "name": "户数", "description": "", "value": "95", "basis": "", "place": "",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["huailai-2021-2022.txt", "julu-2025.md.txt", "qinglong-2019.txt"])
def test_published_documents_survive(shared, name):
    document = text.read((shared / "documents" / name).read_bytes(), name)
    assert document.tables
    for written, read in (
        (tables.to_yaml([document]), yamlfile.read),
        (tables.to_json([document]), jsonfile.read_json),
    ):
        same(read(written.encode(), "t"), document)
