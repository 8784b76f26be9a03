"""YAML input as clerks write it, and as nobody should."""

import codecs
import gc
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpilint import inputkeys as keys
from kpilint.model import Goal, OtherValue, Place
from kpilint.problems import CATALOGUE, ReadFailure, message
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.trees import yamlfile

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

TABLE = """\
kpilint: 1
单位: 云岭县水利局
年度: 2025年
来源: 县水利局报送
绩效目标表:
  - 标题: 1.农村饮水安全绩效目标表
    序号: 1
    项目编码: "0012"
    项目名称: 农村饮水安全
    预算: {预算数: 480, 财政资金: 400.0, 其他资金: 80.00, 金额单位: 万元}
    资金用途: 新建水厂
    资金支出计划: {3月底: 20%, 6月底: 50%}
    绩效目标:
      - 建成水厂3座
      - 受益8000人
    绩效指标:
      - 一级指标: 产出指标
        二级指标: 数量指标
        三级指标: 新建水厂数量
        绩效指标描述: 通水的水厂
        指标值: ≥3座
        指标值确定依据: 云政办〔2023〕15号
      - {level1: 效益指标, name: 受益人口, value: 0.950}
"""


def read(text, limits=DEFAULT_LIMITS):
    return yamlfile.read(text.encode() if isinstance(text, str) else text, "t.yaml", limits)


def codes(document):
    return [one.code for one in document.problems]


def only_problem(text):
    """Return the first problem of a file; the second says that the table was left out."""
    document = read(text)
    assert document.tables == ()
    assert codes(document)[1:] == ["input/table-left-out"]
    problem = document.problems[0]
    for lang in ("zh", "en"):
        assert message(problem.code, problem.args, lang)
    return problem


def failure(text, limits=DEFAULT_LIMITS):
    with pytest.raises(ReadFailure) as caught:
        read(text, limits)
    problem = caught.value.problem
    for lang in ("zh", "en"):
        assert message(problem.code, problem.args, lang)
    assert CATALOGUE[problem.code].whole_file
    return problem.code, problem.place.line, problem.place.column


def test_whole_table_with_every_text_as_written():
    document = read(TABLE)
    assert (document.unit, document.year, document.problems) == ("云岭县水利局", 2025, ())
    (table,) = document.tables
    assert (table.title, table.number, table.code) == ("1.农村饮水安全绩效目标表", "1", "0012")
    assert (table.budget.total, table.budget.fiscal, table.budget.other) == ("480", "400.0", "80.00")
    assert [(one.period, one.amount) for one in table.plan] == [("3月底", "20%"), ("6月底", "50%")]
    assert [one.text for one in table.goals] == ["建成水厂3座", "受益8000人"]
    assert table.indicators[1].value == "0.950"
    assert table.columns == {"level1", "level2", "name", "description", "value", "basis"}
    assert table.parts == {"code", "project", "budget", "purpose", "plan", "goals"}


def test_every_cell_knows_its_line_and_column():
    (table,) = read(TABLE).tables
    first, second = table.indicators
    assert first.place == Place(17, 9)
    assert first.place_of("value") == Place(21, 14)
    assert first.place_of("basis") == Place(22, 18)
    assert second.place_of("value") == Place(23, 43)
    assert second.place_of("basis") == second.place == Place(23, 9)
    assert table.place_of("project") == Place(9, 11)
    assert table.goals[1].place == Place(15, 9)
    assert table.plan[1].place == Place(12, 29)


@pytest.mark.parametrize("written", ["yes", "100%", "2024-12-31", "1e3", "007", "1:30", "0x1F", ".5", "≥95%", "True"])
def test_scalars_are_texts(written):
    (table,) = read(f"indicators: [{{name: a, value: {written}}}]").tables
    assert table.indicators[0].value == written


@pytest.mark.parametrize(("written", "text"), [("~", ""), ("", ""), ("null", ""), ("'null'", "null"), ("!!str ~", "~")])
def test_null_is_empty_unless_quoted(written, text):
    (table,) = read(f"indicators:\n- name: a\n  value: {written}\n").tables
    assert table.indicators[0].value == text
    assert "value" in table.columns


def test_one_table_a_list_and_a_stream_are_files_too():
    assert [one.title for one in read("title: a").tables] == ["a"]
    assert [one.title for one in read("- title: a\n- 标题: b").tables] == ["a", "b"]
    stream = "unit: 甲\ntables: [{title: a}]\n---\ntitle: b\n---\nunit: 乙\nyear: 2024\ntables: [{title: c}]\n---\n"
    document = read(stream)
    assert (document.unit, document.year) == ("甲", 2024)
    assert [(one.title, one.unit) for one in document.tables] == [("a", ""), ("b", ""), ("c", "乙")]


def test_a_table_without_indicators_is_read():
    (table,) = read("title: a\nindicators:\ngoals: ''").tables
    assert (table.indicators, table.columns, table.parts) == ((), frozenset(), {"goals"})
    assert codes(read("tables: []")) == ["input/no-table"]


def test_grades_as_list_or_mapping_and_the_duty():
    text = "duty: {职责活动: 供水, 绩效目标: 保障}\nindicators:\n- {name: a, grades: [1, 2, 3, 4]}\n"
    (table,) = read(text + "- {name: b, 指标值: 9, 评价标准: {优: 9, 差: 1}}").tables
    assert (table.duty.name, table.duty.goal) == ("供水", "保障")
    assert [(one.value, one.grades) for one in table.indicators] == [
        ("1", ("1", "2", "3", "4")),
        ("9", ("9", "", "", "1")),
    ]
    assert table.columns == {"name", "value", "grades"}


@pytest.mark.parametrize(("cells", "value", "number"), [
    # as the form has it: the value is the number of the three
    ("指标性质: ≥, 指标值: 95, 度量单位: '%'", "≥95%", "95"),
    ("指标性质: 定性, 指标值: 好坏, 度量单位: 无", "好坏", "好坏"),
    ("指标性质: ≥, 指标值: 95%", "≥95%", "95%"),
    ("度量单位: 公里, 指标值: 30", "30公里", "30"),
    ("指标性质: '=', 指标值: ≥95%, 度量单位: '%'", "≥95%", "≥95%"),
    ("指标性质: ≥, 度量单位: '%'", "", ""),
    ("指标性质: '', 指标值: 95, 度量单位: ~", "95", "95"),
    # number for number, value for value
    ("sign: ≥, number: 95, measure: '%'", "≥95%", "95"),
    ("指标数值: 95", "95", "95"),
    ("指标数值: 95, 指标值: ≥90%", "≥90%", "95"),
    ("sign: ≥, number: 95, measure: '%', value: 九成五", "九成五", "95"),
    ("sign: ≥, number: 95, measure: '%', value: ''", "", "95"),
    # the threshold of 优 stands for the value
    ("sign: ≥, measure: '%', grades: [95, 90, 80, 60]", "≥95%", "95"),
    ("grades: [95, 90, 80, 60]", "95", ""),
    ("指标值: 95", "95", ""),
])  # fmt: skip
def test_a_split_value_is_joined_and_its_parts_are_kept(cells, value, number):
    (table,) = read(f"indicators: [{{name: a, {cells}}}]").tables
    (row,) = table.indicators
    assert (row.value, row.number) == (value, number)


def test_a_split_value_shows_the_columns_of_its_form_and_its_place():
    (table,) = read("indicators:\n- name: a\n  sign: ≥\n  number: 95\n- {name: b, 指标值: 9, 度量单位: 个}").tables
    assert table.columns == {"name", "value", "sign", "number", "measure"}
    assert [row.place_of("value") for row in table.indicators] == [Place(4, 11), Place(5, 18)]
    (narrow,) = read("indicators: [{name: a, 指标性质: ≥}]").tables
    assert narrow.columns == {"name", "sign"}


def test_cells_of_a_self_evaluation():
    text = "{name: a, 指标值: ≥30公里, 实际完成值: 28公里, 分值: 10, 得分: 9.3, 偏差原因: 塌方, 指标方向性: 正向}"
    (table,) = read(f"indicators: [{text}, {{name: b}}]").tables
    row, bare = table.indicators
    assert (row.actual, row.weight, row.score, row.reason, row.direction) == ("28公里", "10", "9.3", "塌方", "正向")
    assert (row.value, row.sign, row.number) == ("≥30公里", "", "")
    assert (bare.actual, bare.others, bare.term) == ("", (), "")
    assert table.columns == {"name", "value", "actual", "weight", "score", "reason", "direction"}


@pytest.mark.parametrize("written", [
    "{上年完成值: 25公里, 中期目标值: 90}", "[{栏目: 上年完成值, 值: 25公里}, {heading: 中期目标值, text: 90}]",
])  # fmt: skip
def test_values_for_other_times(written):
    (table,) = read(f"indicators: [{{name: a, 其他目标值: {written}}}]").tables
    assert table.indicators[0].others == (OtherValue("上年完成值", "25公里"), OtherValue("中期目标值", "90"))
    assert table.columns == {"name", "others"}


def goals(text):
    (table,) = read(text).tables
    assert table.parts == {"goals"}
    assert table.place_of("goals").line == 1
    return [(one.text, one.term) for one in table.goals]


def test_two_sets_of_goals_have_their_terms():
    assert goals("中长期目标: [a, b]\n年度目标: c") == [("a", "long"), ("b", "long"), ("c", "year")]
    assert goals("year_goals: c\nlong_goals: [a]") == [("c", "year"), ("a", "long")]
    assert goals("年度目标: [c]\n长期目标:") == [("c", "year")]
    assert goals("绩效目标: a\n年度目标: b") == [("a", ""), ("b", "year")]


def test_one_set_of_goals_has_no_term_whatever_it_is_called():
    for key in ("年度目标", "中长期目标", "绩效目标", "goals", "long_goals", "总体目标"):
        assert goals(f"{key}: [a]") == [("a", "")]


def test_goals_of_one_list_may_tell_their_terms():
    text = "goals: [{目标内容: a, 期限: 中长期}, b, {text: c, term: year}, {目标: d}]"
    assert goals(text) == [("a", "long"), ("b", ""), ("c", "year"), ("d", "")]
    (table,) = read(text).tables
    assert table.goals[2] == Goal("c", Place(1, 32), "year")


def test_terms_of_rows():
    (table,) = read("indicators: [{name: a, 期限: 中长期}, {name: b, term: year}, {name: c, 期限: ~}]").tables
    assert [row.term for row in table.indicators] == ["long", "year", ""]
    assert table.columns == {"name", "term"}


def test_broken_rows_columns_and_plan_list():
    text = "broken: [{原文: 甲、乙, level1: 甲}]\ncolumns: [三级指标, basis]\nplan: [{period: 3月, amount: 1}]"
    (table,) = read(text).tables
    assert (table.broken[0].text, table.broken[0].read.level1) == ("甲、乙", "甲")
    assert table.columns == {"name", "basis"}
    assert table.plan[0].amount == "1"


def test_anchors_and_aliases():
    text = "- &t\n  title: a\n  indicators: &rows\n  - &row {name: x, basis: &b 甲}\n  - *row\n- title: b\n"
    document = read(text + "  indicators: *rows\n- {title: c, indicators: [{name: y, basis: *b}]}\n- *t\n")
    assert [len(one.indicators) for one in document.tables] == [2, 2, 1, 2]
    assert document.tables[2].indicators[0].basis == "甲"


@pytest.mark.parametrize("encode", [
    lambda text: text.encode("gbk"),
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: text.replace("\n", "\r\n").encode(),
])  # fmt: skip
def test_encodings_and_line_ends_of_windows(encode):
    text = TABLE.replace("〔", "[").replace("〕", "]").replace("≥", "不少于")
    assert read(encode(text)) == read(text)


@pytest.mark.parametrize(("text", "code", "place", "word"), [
    ("title: a\n标提: b", "input/unknown-key", (2, 1), "标题"),
    ("titel: a", "input/unknown-key", (1, 1), "title"),
    ("Title: a", "input/unknown-key", (1, 1), "title"),
    ("tabels: []", "input/unknown-key", (1, 1), "tables"),
    ("indicators:\n- name: a\n  指标植: 3", "input/unknown-key", (3, 3), "指标值"),
    ("budget:\n  财政资: 1", "input/unknown-key", (2, 3), "财政资金"),
    ("budget:\n  单位: 万元", "input/unknown-key", (2, 3), "金额单位"),
    ("budget:\n  unit: 万元", "input/unknown-key", (2, 3), "money_unit"),
    ("title: [a]", "input/wrong-type", (1, 8), "title"),
    ("title:\n  甲: 乙", "input/wrong-type", (2, 3), "title"),
    ("indicators: 无", "input/wrong-type", (1, 13), "无"),
    ("indicators: [无]", "input/wrong-type", (1, 14), "indicators[1]"),
    ("indicators:\n- name: a\n  value: [1, 2]", "input/wrong-type", (3, 10), "value"),
    ("goals: {a: b}", "input/wrong-type", (1, 8), "goals"),
    ("年度目标: {a: b}", "input/wrong-type", (1, 7), "年度目标"),
    ("年度目标: a\n年度绩效目标: b", "input/duplicate-key", (2, 1), "年度绩效目标"),
    ("goals: [{目标: a, 期限: 明年}]", "input/not-a-term", (1, 21), "中长期、年度"),
    ("goals: [{目标: a, 期限: []}]", "input/wrong-type", (1, 21), "期限"),
    ("indicators: [{name: a, term: soon}]", "input/not-a-term", (1, 30), "中长期、年度"),
    ("indicators: [{name: a, sign: [≥]}]", "input/wrong-type", (1, 30), "sign"),
    ("indicators: [{name: a, others: 5}]", "input/wrong-type", (1, 32), "others"),
    ("indicators: [{name: a, others: {甲: [5]}}]", "input/wrong-type", (1, 36), "甲"),
    ("indicators: [{name: a, others: [5]}]", "input/wrong-type", (1, 33), "others[1]"),
    ("indicators: [{name: a, others: {甲: 1, 甲: 2}}]", "input/duplicate-key", (1, 39), "甲"),
    ("indicators: [{name: a, 上年完成值: 5}]", "input/unknown-key", (1, 24), "其他目标值"),
    ("indicators: [{name: a, 度量单未: 5}]", "input/unknown-key", (1, 24), "度量单位"),
    ("indicators: [{name: a, 权重: 5, 分值: 5}]", "input/duplicate-key", (1, 31), "分值"),
    ("plan: 100%", "input/wrong-type", (1, 7), "100%"),
    ("plan: {3月: [1]}", "input/wrong-type", (1, 12), "3月"),
    ("? [a]\n: b", "input/wrong-type", (1, 3), "键"),
    ("indicators: [{level1: 产出指标, value: 1}]", "input/missing-name", (1, 14), "三级指标"),
    ("title: a\ntitle: b", "input/duplicate-key", (2, 1), "title"),
    ("indicators:\n- level1: a\n  name: b\n  一级指标: c", "input/duplicate-key", (4, 3), "level1"),
    ("plan: {3月: 1, 3月: 2}", "input/duplicate-key", (1, 15), "3月"),
    ("year: 明年", "input/not-a-year", (1, 7), "明年"),
    ("columns: [标题]", "input/not-a-column", (1, 11), "标题"),
    ("indicators: [{name: a, grades: [1, 2]}]", "input/grades-count", (1, 32), "2"),
    ("indicators: [{name: a, <<: {value: 1}}]", "input/merge-key", (1, 24), "<<"),
    ("title: !!python/object:os.system a", "input/yaml-tag", (1, 8), "!!python/object:os.system"),
    ("indicators: !!set {a, b}", "input/yaml-tag", (1, 13), "!!set"),
    (f"title: {'长' * 20_001}", "input/cell-too-long", (1, 8), "20001"),
])  # fmt: skip
def test_a_fault_in_a_table_is_named_where_it_stands(text, code, place, word):
    problem = only_problem(text)
    assert (problem.code, (problem.place.line, problem.place.column)) == (code, place)
    assert word in message(problem.code, problem.args, "zh")


def test_a_faulty_table_leaves_the_others():
    document = read("- {title: a, oops: 1, year: x}\n- title: b\n- 5\n")
    assert [one.title for one in document.tables] == ["b"]
    assert codes(document) == [
        "input/unknown-key", "input/not-a-year", "input/table-left-out", "input/wrong-type", "input/table-left-out",
    ]  # fmt: skip
    assert document.problems[2].args == {"number": "1", "title": "“a”", "count": "2"}


def test_a_fault_above_the_tables_leaves_the_tables():
    document = read("kpilint: 1\nunti: 甲\ntables: [{title: a}]")
    assert codes(document) == ["input/unknown-key"]
    assert len(document.tables) == 1


def test_the_search_for_meant_keys_is_bounded(monkeypatch):
    asked = []
    monkeypatch.setattr(keys, "hint", lambda found, *_: asked.append(found) or ("甲", "a"))
    one_table = "title: a\n" + "".join(f"未知{at}: 1\n" for at in range(3000))
    assert read(one_table).problems[-1].args["count"] == "3000"
    assert len(asked) <= 100
    asked.clear()
    tables = "".join(f"- {{title: a, 未知{at}: 1, 未知乙: 2}}\n" for at in range(3000))
    problems = [one for one in read(tables).problems if one.code == "input/unknown-key"]
    assert len(problems) == 6000
    assert len(asked) == len(set(asked)) <= 1000
    assert "输入格式" in message(problems[-2].code, problems[-2].args, "zh")
    assert "甲" in message(problems[-1].code, problems[-1].args, "zh")


def test_problems_of_one_table_are_bounded_and_counted():
    document = read("indicators:\n" + "- {level1: a}\n" * 500)
    assert len(document.problems) == 101
    assert document.problems[-1].args["count"] == "500"


@pytest.mark.parametrize(("text", "code", "place"), [
    ("title: a\n\tgoals: b", "input/yaml-syntax", (2, 1)),
    ("title: a\ngoals: 'b\n", "input/yaml-syntax", (2, 8)),
    ("title: a\nindicators: [a, b\n", "input/yaml-syntax", (3, 1)),
    ("title: a: b", "input/yaml-syntax", (1, 9)),
    ("title: a\n---\ntitle: 'b", "input/yaml-syntax", (3, 8)),
    ("title: a\ngoals: b\x00c", "input/yaml-character", (2, 9)),
    ("title: a\ngoals: >=3", "input/yaml-syntax", (2, 9)),
    ("title: *a", "input/alias-unknown", (1, 8)),
    ("goals: &a [*a]", "input/alias-recursive", (1, 12)),
    ("kpilint: 2\ntables: []", "input/format-version", (1, 10)),
    ("[" * 100 + "]" * 100, "input/too-deep", (1, 25)),
    ("[" * 100_000, "input/too-deep", (1, 25)),
    ("".join(f"{' ' * n}a:\n" for n in range(100)), "input/too-deep", (25, 25)),
    ("# 只有注释\n", "input/empty", (0, 0)),
    ("---\n---\n", "input/empty", (0, 0)),
    (" \n\n", "input/empty", (0, 0)),
    (b"\xff\xfe\x00", "input/encoding", (0, 0)),
    (b"\x80\x00\xff", "input/encoding", (0, 0)),
])  # fmt: skip
def test_a_file_that_is_no_input_at_all(text, code, place):
    found, line, column = failure(text)
    assert (found, line) == (code, place[0])
    assert column in {place[1], place[1] + 1}  # the two parsers of PyYAML differ by one


def test_alias_bombs_are_weighed_before_they_expand():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert failure("\n".join(lines))[0] == "input/alias-weight"
    chain = "a0: &a0 []\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 5000))
    assert failure(chain)[0] == "input/alias-weight"


def test_limits_can_be_set():
    assert failure("- {title: a}\n- {title: b}", Limits(tables=1))[0] == "input/too-large"
    assert failure("indicators: [{name: a}, {name: b}]", Limits(rows=1))[0] == "input/too-large"
    assert failure("title: a", Limits(file_bytes=3))[0] == "input/too-large"
    assert codes(read("title: abc", Limits(cell_chars=2)))[0] == "input/cell-too-long"


def test_syntax_errors_speak_chinese():
    with pytest.raises(ReadFailure) as caught:
        read("title: a\ngoals: 'b\n")
    assert "引号没有闭合" in message("input/yaml-syntax", caught.value.problem.args, "zh")


def test_the_parser_without_libyaml_reads_the_same(monkeypatch):
    expected = read(TABLE)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read(TABLE) == expected
    assert failure("title: a\ngoals: b\x00c") == ("input/yaml-character", 2, 9)


def test_the_garbage_collector_is_left_as_it_was():
    assert gc.isenabled()
    failure("a: [")
    assert gc.isenabled()


def test_no_key_means_two_things_in_one_mapping():
    for scope in ("document", "table", "row", "broken", "budget", "plan", "duty", "grades", "goal", "other"):
        spelt = [one for spellings in keys.variants(scope).values() for one in set(spellings)]
        assert len(spelt) == len(set(spelt)), scope


_FRAGMENTS = st.sampled_from(
    ["title", "name", "indicators", "tables", "三级指标", ": ", "- ", "\n", "  ", "{", "}", "[", "]", ",", "&a ", "*a",
     "!!str ", "'", '"', "<<", "? ", "|", "> ", "#", "---\n", "\t", "~", "x", "2025", "\\", "%", "\r", "\x85", "\u2028"]
)  # fmt: skip


@given(st.binary(max_size=200) | st.lists(_FRAGMENTS, max_size=30).map(lambda parts: "".join(parts).encode()))
@settings(max_examples=400, deadline=None)
@example(b"{? {[a]: b} : c}")
@example(b"%TAG ! tag:x,2020:\n--- !a\n")
def test_arbitrary_bytes_raise_nothing_but_read_failure(data):
    try:
        document = yamlfile.read(data, "t.yaml")
    except ReadFailure as caught:
        problems = [caught.problem]
    else:
        problems = document.problems
    for one in problems:
        assert message(one.code, one.args, "zh")
        assert message(one.code, one.args, "en")


@pytest.mark.parametrize(("name", "tables"), [("tables.yaml", 3), ("model.yaml", 1)])
def test_the_examples_are_read_whole(name, tables):
    document = read((EXAMPLES / name).read_bytes())
    assert document.problems == ()
    assert len(document.tables) == tables
    assert all(one.columns >= {"level1", "level2", "name", "value"} for one in document.tables)
