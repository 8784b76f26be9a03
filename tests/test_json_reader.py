"""JSON and JSON Lines input."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpilint import inputkeys as keys
from kpilint.model import CELL_FIELDS, Place
from kpilint.problems import ReadFailure, message
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.trees import jsonfile, jsonrows
from kpilint.sources.trees.jsontree import parse
from kpilint.sources.trees.nodes import Map, Scalar, Seq


def read_json(text):
    return jsonfile.read_json(text.encode() if isinstance(text, str) else text, "t.json")


def read_jsonl(text):
    return jsonfile.read_jsonl(text.encode() if isinstance(text, str) else text, "t.jsonl")


def plain(node):
    """Return nodes as `json.loads` would with every number a text and null an empty text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Seq):
        return [plain(one) for one in node.items]
    assert isinstance(node, Map)
    return {one.text: plain(value) for one, value in zip(node.items[::2], node.items[1::2], strict=True)}


_WORDS = {True: "true", False: "false", None: ""}


def spelt(value):
    if isinstance(value, list):
        return [spelt(one) for one in value]
    if isinstance(value, dict):
        return {key: spelt(one) for key, one in value.items()}
    return value if isinstance(value, str) else _WORDS[value]


_VALUES = st.recursive(
    st.text() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES, st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=200, deadline=None)
def test_values_are_those_of_json_loads(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert plain(parse(text, DEFAULT_LIMITS)) == spelt(value)


@given(st.lists(st.sampled_from([*'{}[],:"\\/u0019afnt\b\n\t -+.eE', "true", "null", "\ud83d", "中"]), max_size=14))
@settings(max_examples=400, deadline=None)
@example(["[1,]"])
@example(['"\\ud83d\\ude00\\/"'])
@example(["01"])
@example(["\ufeff1"])
@example(["-"])
def test_what_is_json_is_what_json_loads_takes(parts):
    text = "".join(parts)
    try:
        expected = json.loads(text, parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError):
        with pytest.raises(ReadFailure):
            parse(text, DEFAULT_LIMITS)
        return
    if re.search("[\ud800-\udfff]", json.dumps(expected, ensure_ascii=False)):
        with pytest.raises(ReadFailure):
            parse(text, DEFAULT_LIMITS)
        return
    node = parse(text, DEFAULT_LIMITS)
    assert isinstance(node, Scalar) == (not isinstance(expected, list | dict))


@pytest.mark.parametrize("text", ["95", "-0.50", "1E+3", "1.10e-2", "12345678901234567890", "true"])
def test_numbers_keep_their_spelling(text):
    (table,) = read_json(f'{{"indicators": [{{"name": "a", "value": {text}}}]}}').tables
    assert table.indicators[0].value == text


def test_lines_and_columns_with_tabs_and_escapes():
    text = '{\r\n\t"title": "\\ud83d\\ude00\\t\\/",\n\t"indicators": [\n{"name":\n"a", "value": 95}]}'
    (table,) = read_json(text).tables
    assert table.title == "😀\t/"
    assert table.place_of("title") == Place(2, 11)
    assert table.indicators[0].place_of("name") == Place(5, 1)
    assert table.indicators[0].place_of("value") == Place(5, 15)


@pytest.mark.parametrize(("text", "code", "place"), [
    ('{"title": "a",}', "input/json-syntax", (1, 15)),
    ('{"title" "a"}', "input/json-syntax", (1, 10)),
    ('{"title": "a"', "input/json-syntax", (1, 14)),
    ('{"title": "a}', "input/json-syntax", (1, 11)),
    ('{"title":\n "a\nb"}', "input/json-syntax", (2, 4)),
    ('{"title": a}', "input/json-syntax", (1, 11)),
    ("{'title': 1}", "input/json-syntax", (1, 2)),
    ("[01]", "input/json-syntax", (1, 2)),
    ("[NaN]", "input/json-syntax", (1, 2)),
    ("[] []", "input/json-syntax", (1, 4)),
    ('["\\ud83d"]', "input/json-surrogate", (1, 2)),
    ("[" * 100_000, "input/too-deep", (1, 25)),
    ('{"a":' * 100, "input/too-deep", (1, 121)),
    ("null", "input/empty", (0, 0)),
    ("", "input/empty", (0, 0)),
    ("{\x00}", "input/json-syntax", (1, 2)),
    (b"\xff\x00\x80", "input/encoding", (0, 0)),
])  # fmt: skip
def test_what_is_no_json_fails_with_its_place(text, code, place):
    with pytest.raises(ReadFailure) as caught:
        read_json(text)
    problem = caught.value.problem
    assert (problem.code, (problem.place.line, problem.place.column)) == (code, place)
    assert message(problem.code, problem.args, "zh")
    assert message(problem.code, problem.args, "en")


def test_faults_of_json_tables_are_those_of_yaml_tables():
    document = read_json('[{"title": "a", "标题": "b"}, {"indicators": [{"level1": "x"}]}, {"title": "c"}]')
    assert [one.code for one in document.problems if one.code != "input/table-left-out"] == [
        "input/duplicate-key", "input/missing-name",
    ]  # fmt: skip
    assert document.problems[0].place == Place(1, 17)
    assert [one.title for one in document.tables] == ["c"]


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_arbitrary_bytes_raise_nothing_but_read_failure(data):
    for read in (jsonfile.read_json, jsonfile.read_jsonl):
        try:
            problems = read(data, "t").problems
        except ReadFailure as caught:
            problems = [caught.problem]
        for one in problems:
            assert message(one.code, one.args, "zh")


ROW = {
    "level1": "产出指标",
    "level2": "数量指标",
    "name": "水厂数",
    "description": "",
    "value": "≥3座",
    "basis": "合同",
}


def test_a_line_is_a_table_and_names_its_places():
    lines = [json.dumps({"title": str(n), "goals": ["甲"], "indicators": [ROW, ROW]}) for n in range(3)]
    document = read_jsonl("\n".join([lines[0], "", lines[1], lines[2] + "\r"]))
    assert [one.title for one in document.tables] == ["0", "1", "2"]
    row = document.tables[2].indicators[1]
    assert row.place == Place(4, 0, "indicators[1]")
    assert row.place_of("value") == Place(4, 0, "indicators[1].value")
    assert document.tables[2].goals[0].place == Place(4, 0, "goals[0]")
    assert document.tables[2].columns == set(CELL_FIELDS)


def test_lines_of_other_forms_are_read_too():
    rows = [{"name": "a", "sign": "≥", "value": "95", "measure": "%", "others": {"上年完成值": "90%"}, "term": "year"}]
    document = read_jsonl(json.dumps({"long_goals": ["甲"], "year_goals": ["乙"], "indicators": rows}))
    (table,) = document.tables
    row = table.indicators[0]
    assert (row.value, row.number, row.term, row.others[0].text) == ("≥95%", "95", "year", "90%")
    assert row.place_of("value") == Place(1, 0, "indicators[0].value")
    assert [(one.text, one.term, one.place.anchor) for one in table.goals] == [
        ("甲", "long", "goals[0]"), ("乙", "year", "goals[1]"),
    ]  # fmt: skip


def test_a_bad_line_is_a_problem_and_the_others_are_read():
    document = read_jsonl(
        '{"title": "a"}\n{"title": }\n{"title": "b"}\n{"titel": "c"}\n[[[[\n{"kpilint":3,"tables":[]}'
    )
    assert [one.title for one in document.tables] == ["a", "b"]
    assert [(one.code, one.place.line, one.place.column) for one in document.problems] == [
        ("input/json-syntax", 2, 11), ("input/unknown-key", 4, 2), ("input/table-left-out", 4, 1),
        ("input/json-syntax", 5, 5), ("input/format-version", 6, 12),
    ]  # fmt: skip


def test_a_line_may_be_a_document():
    document = read_jsonl('{"unit": "甲", "year": 2025, "tables": [{"title": "a"}, {"indicators": [{"name": "x"}]}]}')
    assert (document.unit, document.year) == ("甲", 2025)
    assert document.tables[1].indicators[0].place == Place(1, 0, "tables[1].indicators[0]")
    assert document.tables[1].place == Place(1, 0, "tables[1]")


@pytest.mark.parametrize("line", [
    '{"title": "a", "title": "b"}',
    '{"indicators": [{"name": "a", "name": "b"}]}',
    '{"indicators": [{"name": "a", "name": "b", "value": "\\u0022\\u0022"}]}',
    '{"plan": {"3月": "1", "3月": "2"}}',
])  # fmt: skip
def test_repeated_keys_are_found_the_fast_way_too(line):
    assert [one.code for one in read_jsonl(line).problems] == ["input/duplicate-key", "input/table-left-out"]


def test_long_cells_are_found_the_fast_way_too():
    line = json.dumps({"indicators": [{"name": "长" * 30}]}).encode()
    document = jsonfile.read_jsonl(line, "t", Limits(cell_chars=20))
    assert document.problems[0].code == "input/cell-too-long"


_TEXT = st.sampled_from(["", "甲", "≥95%", 'a"b', "\\", "x\ny", "null", "\u2028"])
_LOOSE = _TEXT | st.none() | st.sampled_from([95, 1.5, True])
_FURTHER = (*CELL_FIELDS * 4, "sign", "number", "measure", "weight", "term")  # four times: mostly plain rows
_ROWS = st.dictionaries(st.sampled_from(_FURTHER), _LOOSE, max_size=6).map(lambda row: {"name": "名", **row})
_HEAD = {
    "title": _LOOSE, "unit": _TEXT, "year": st.sampled_from([2025, "2025", None, 12345, 25]), "project": _TEXT,
    "budget": st.none() | st.fixed_dictionaries({}, optional={"total": _LOOSE, "other": _TEXT}),
    "plan": st.none() | st.dictionaries(_TEXT, _TEXT | st.just(20), max_size=3),
    "goals": _TEXT | st.lists(_TEXT | st.just({"text": "甲", "term": "year"}), max_size=3), "purpose": _TEXT,
}  # fmt: skip
_TABLES = st.fixed_dictionaries({"indicators": st.lists(_ROWS, max_size=4)}, optional=_HEAD)


def chinese(table):
    found = {keys.official("table", key): value for key, value in table.items()}
    rows = [{keys.official("row", key): cell for key, cell in row.items()} for row in table["indicators"]]
    found[keys.official("table", "indicators")] = rows
    if table.get("budget"):
        budget = {keys.official("budget", key): value for key, value in table["budget"].items()}
        found[keys.official("table", "budget")] = budget
    return found


@given(_TABLES, st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_fast_way_reads_what_the_careful_way_reads(table, in_chinese, ascii_only):
    line = json.dumps(chinese(table) if in_chinese else table, ensure_ascii=ascii_only)
    fast = read_jsonl(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonrows.LineDecoder, "table", lambda *_: None)
        assert read_jsonl(line) == fast
