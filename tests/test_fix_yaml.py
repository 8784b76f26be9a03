"""Cells of YAML and JSON files are rewritten by byte range: comments, layout, quotes, anchors, encoding stay."""

import json
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint import editing
from kpilint.editing import Edit
from kpilint.editing.differences import changes
from kpilint.loading import Item, load_item
from kpilint.model import Place
from kpilint.outputs.tables import documents as tables

ROW = "indicators:\n  - name: {}\n"


def read(text):
    """What any YAML program reads, all scalars as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds texts only


def at(text, found):
    """Line and column of what stands in a text."""
    offset = text.index(found)
    start = text.rfind("\n", 0, offset) + 1
    return Place(text.count("\n", 0, offset) + 1, offset - start + 1)


def written(text, cell, before, after, form="yaml"):
    """The text after one edit; `cell` is how the cell is spelt where it begins."""
    made = editing.write_cells(text.encode(), form, [Edit(at(text, cell), before, after)])
    assert made.refused == ()
    return made.data.decode()


@pytest.mark.parametrize(
    ("source", "before", "after", "result"),
    [
        ("≧95%", "≧95%", "≥95%", "≥95%"),
        ("≧95%   # 按年报", "≧95%", "≥95%", "≥95%   # 按年报"),
        ("'≧95%'", "≧95%", "≥95%", "'≥95%'"),
        ('"≧95%"', "≧95%", "≥95%", '"≥95%"'),
        ("＞80%", "＞80%", ">80%", "'>80%'"),
        ("＜80%", "＜80%", "<80%", "<80%"),
        ("＝12次", "＝12次", "=12次", "=12次"),
        ("&a ≧95%", "≧95%", "≥95%", "&a ≥95%"),
        ("!!str ≧95%", "≧95%", "≥95%", "!!str ≥95%"),
        ("&a !!str '≧95%'", "≧95%", "≥95%", "&a !!str '≥95%'"),
        ("'it''s ≧95%'", "it's ≧95%", "it's ≥95%", "'it''s ≥95%'"),
        ('"≧95%\\t\\u4e00 "', "≧95%\t一 ", "≥95%\t一", '"≥95%\\t\\u4e00"'),
        ('" ≧95% \\\n      以上"', " ≧95% 以上", "≥95%以上", None),
        ("≧95%\n      以上", "≧95% 以上", "≥95% 以上", "≥95%\n      以上"),
        ("|\n      ≧95%\n      二\n", "≧95%\n二\n", "≥95%\n二\n", "|\n      ≥95%\n      二\n"),
        ("|- # 说明\n      ≧95%  \n      二", "≧95%  \n二", "≥95%\n二", "|- # 说明\n      ≥95%\n      二"),
        (">-\n      ≧95%\n      二 ", "≧95% 二 ", "≥95% 二", ">-\n      ≥95%\n      二"),
        ("云财规【2018】21 号", "云财规【2018】21 号", "云财规〔2018〕21号", "云财规〔2018〕21号"),
        ("'甲 # 1'", "甲 # 1", "甲 # 2", "'甲 # 2'"),
        ("'无 '", "无 ", "null", "'null'"),
        ("无", "无", "null", "'null'"),
        ("无", "无", "", "''"),
        ("无", "无", "- 无", "'- 无'"),
        ("无", "无", "甲: 乙", "'甲: 乙'"),
        ("无", "无", "甲\n乙", '"甲\\n乙"'),
    ],
)
def test_a_scalar_keeps_its_style(source, before, after, result):
    text = f"# 县里的表\nindicators:\n  - name: 甲\n    value: {source}\n    basis: 乙   # 尾注\n"
    new = written(text, source, before, after)
    head, tail = text.split(source)
    assert new.startswith(head)
    assert new.endswith(tail)
    if result is not None:
        assert new == head + result + tail
    assert read(new)["indicators"][0]["value"] == after


@pytest.mark.parametrize(
    ("source", "before", "after", "result"),
    [
        ("≧95%", "≧95%", "≥95%", "≥95%"),
        ("'≧95%'", "≧95%", "≥95%", "'≥95%'"),
        ("＞80%", "＞80%", ">80%", ">80%"),
        ("甲", "甲", "[甲]", "'[甲]'"),
        ("甲", "甲", "甲, 乙", "'甲, 乙'"),
        ("甲", "甲", "甲} 乙", "'甲} 乙'"),
    ],
)
def test_a_scalar_in_braces_keeps_its_style_too(source, before, after, result):
    text = f"indicators:\n  - {{name: 丙, value: {source}, basis: 丁}} # 注\n"
    new = written(text, source, before, after)
    assert read(new)["indicators"][0] == {"name": "丙", "value": after, "basis": "丁"}
    if ">" not in after:
        assert new == text.replace(f"value: {source}", f"value: {result}")


MESSY = """# 云岭县 2025
单位: 云岭县交通局
绩效目标表:
- 项目名称: 农村公路养护   # 延续项目
  绩效指标:
  - 一级指标: &a1 '产出 指标'
    二级指标: 质量指标
    三级指标: 工程验收合格率
    指标值: ≧９５％          # 按上年
    指标值确定依据: "云交发【2024】18 号"
  - {一级指标: *a1, 二级指标: 数量指标, 三级指标: 养护里程, 指标值: '>= 30 公里', 指标值确定依据: 云交发〔2024〕18号}
"""
CLEAN = (
    MESSY.replace("≧９５％", "≥95%")
    .replace("'产出 指标'", "'产出指标'")
    .replace("【2024】18 号", "〔2024〕18号")
    .replace("'>= 30 公里'", "'≥30公里'")
)


def fixed(data, name="tables.yaml"):
    """The bytes of a file after its safe fixes, in this process."""
    from datetime import date  # noqa: PLC0415

    from kpilint.checking import Checker, Choice  # noqa: PLC0415
    from kpilint.fixes.propose import Wanted  # noqa: PLC0415
    from kpilint.runs.fixing import Session, judge_of  # noqa: PLC0415
    from kpilint.runs.rewriting import Source  # noqa: PLC0415
    from kpilint.runs.settling import Run, settled  # noqa: PLC0415
    from kpilint.sources.limits import DEFAULT_LIMITS  # noqa: PLC0415

    run = Run(Choice(), date(2025, 3, 1))
    judge = judge_of(Checker(run.choice.load()), lambda report: settled(report, run))
    source = Source(name, data, "json" if name.endswith("json") else "yaml", load_item(Item(name, data)))
    assert source.document.tables, source.document.problems
    return Session([source], judge, Wanted(), DEFAULT_LIMITS).files()[0]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_only_the_cells_differ_in_every_encoding(encoding, ends):
    before, after = (text.replace("\n", ends).encode(encoding) for text in (MESSY.replace("≧", "＞＝"), CLEAN))
    made = fixed(before)
    assert made.after == after
    assert made.refused == ()
    assert fixed(after).after == after


def test_a_cell_with_an_alias_is_written_once():
    made = fixed(MESSY.encode())
    assert made.after.decode() == CLEAN
    assert sum(one.before == "产出 指标" for one in made.changes) == 1


def test_a_row_with_an_alias_is_written_once():
    text = "- 绩效指标:\n  - &r {三级指标: 养护里程, 指标值: ≧30公里}\n- 绩效指标:\n  - *r\n"
    made = fixed(text.encode())
    assert made.after.decode() == text.replace("≧", "≥")
    assert [len(one.cell.spots) for one in made.changes] == [2]


def test_an_alias_in_another_column_is_left_alone():
    text = "绩效指标:\n- {三级指标: 养护里程, 绩效指标描述: &x ≧30公里, 指标值: *x}\n"
    made = fixed(text.encode())
    assert made.after == text.encode()
    assert [one.change.after for one in made.refused] == ["≥30公里"]


def test_a_split_value_is_put_right_in_its_columns():
    text = (
        "indicators:\n- 三级指标: 工程验收合格率\n  指标性质: '>='\n  指标值: ９５\n  度量单位: 百分比 # 表上的\n"
        "- 三级指标: 养护里程\n  符号: ≧\n  指标数值: 30\n  计量单位: 公里\n"
    )
    made = fixed(text.encode()).after.decode()
    assert made == (text.replace("'>='", "'≥'").replace("９５", "95").replace("百分比", "'%'").replace("≧", "≥"))


def test_thresholds_are_written_in_lists_and_mappings():
    text = "- 三级指标: 养护里程\n  评价标准: [≧30公里, ≧20公里, ≧10公里, ﹤10公里]\n"
    text = "绩效指标:\n" + text + text.replace("[≧30公里, ≧20公里, ≧10公里, ﹤10公里]", "{优: ≧3座, 差: ﹤1座}")
    made = fixed(text.replace("养护里程", "桥梁座数", 2).encode()).after.decode()
    assert "[≥30公里, ≥20公里, ≥10公里, <10公里]" in made
    assert "{优: ≥3座, 差: <1座}" in made


def test_goals_are_written_whether_they_are_texts_or_mappings():
    text = (
        '绩效目标:\n- "养护公路30公里\u200b"\n- {目标内容: "修桥3座 ", 期限: 年度}\n- 目标内容: "修涵洞9道 "\n'
        "绩效指标:\n- {三级指标: 养护里程, 指标值: 30公里}\n"
    )
    made = fixed(text.encode()).after.decode()
    assert made == text.replace("\u200b", "").replace('座 "', '座"').replace('道 "', '道"')


def test_json_is_written_with_its_own_escapes():
    text = (
        '{"indicators": [\n  {"name": "验收合格率", "value": "\\u226795%"},\n'
        '  {"name": "养护\\"里程", "value": "≧30 公里"}]}\n'
    )
    made = fixed(text.encode(), "a.json").after.decode()
    assert made == text.replace("\\u226795%", "\\u226595%").replace("≧30 公里", "≥30公里")


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_what_differs_makes_one_text_the_other_in_order(before, after):
    at, made = 0, ""
    for one in changes(before, after):
        made += before[at : one.first] + one.text
        at = one.last
    assert made + before[at:] == after


@pytest.mark.parametrize("length", [1_000, 9_000])
def test_long_texts_are_compared_in_no_time(length):
    before = "a " * length
    begun = time.perf_counter()
    for after in (f"b{before}", before[::-1] + "b", before.replace(" ", "  ")[: 2 * length], "b a" * length):
        assert read(written(ROW.format(f'"{before}"'), '"a', before, after))["indicators"][0]["name"] == after
    assert time.perf_counter() - begun < 8  # each took minutes


def test_what_does_not_stand_there_is_refused():
    text = ROW.format("≧95%")
    cell = at(text, "≧95%")
    for edit in (Edit(cell, "≧90%", "≥90%"), Edit(Place(9, 9), "≧95%", "≥95%"), Edit(cell, "≧95%", "x", "measure")):
        made = editing.write_cells(text.encode(), "yaml", [edit])
        assert made.data == text.encode()
        assert [one.edit for one in made.refused] == [edit]
    both = [Edit(cell, "≧95%", "≥95%"), Edit(cell, "≧95%", "≥ 95%")]
    made = editing.write_cells(text.encode(), "yaml", both)
    assert made.data.decode() == ROW.format("≥95%")
    assert [one.edit for one in made.refused] == both[1:]


TEXTS = st.text(
    st.sampled_from("≧≥95%百分率 '\"\\:#-[]{},&*!|>?%@`~=\n\t\u200b【】〔〕　")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    min_size=1, max_size=30,
)  # fmt: skip
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@settings(max_examples=300)
@given(TEXTS, TEXTS, STYLES, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.integers(10, 80))
def test_any_text_in_any_style_becomes_any_other_and_nothing_else_moves(  # noqa: PLR0913, PLR0917 - all at random
    before, after, style, flow, ends, width
):
    class Styled(str):
        __slots__ = ()

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(
        Styled, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style)
    )
    rows = [{"name": "甲", "value": Styled(before), "basis": "乙"}, {"name": "丙", "value": "丁", "basis": "戊"}]
    how = {"allow_unicode": True, "default_flow_style": flow, "sort_keys": False, "width": width}
    dumped = yaml.dump({"indicators": rows}, Dumper=Dumper, **how)
    data = dumped.replace("\n", ends).encode()
    document = load_item(Item("a.yaml", data))
    row = document.tables[0].indicators[0] if document.tables else None
    if row is None or not row.value:
        return
    made = editing.write_cells(data, "yaml", [Edit(row.cells[4], row.value, after)])
    if made.refused:
        assert made.data == data
        return
    again = load_item(Item("a.yaml", made.data)).tables[0].indicators
    assert [(one.name, one.value, one.basis) for one in again] == [("甲", after, row.basis), ("丙", "丁", "戊")]
    head, tail = data.index(b"value"), "乙".encode()
    assert made.data.startswith(data[:head])
    assert made.data.endswith(data[data.rindex(tail) :])


def test_published_documents_as_yaml_and_json_are_fixed_in_their_cells_only(shared):
    for path in sorted((shared / "documents").iterdir()):
        document = load_item(Item(str(path)))
        for name, text in (("a.yaml", tables.to_yaml([document])), ("a.json", tables.to_json([document]))):
            made = fixed(text.encode(), name)
            assert len(made.changes) > 50
            assert not made.refused
            old, new = text.split("\n"), made.after.decode().split("\n")
            assert len(old) == len(new)
            lines = {one.cell.place.line for one in made.changes if not one.cell.key}
            differing = {at for at, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]}
            if not any(one.cell.key for one in made.changes):
                assert differing == lines
            assert fixed(made.after, name).after == made.after
            assert name.endswith("yaml") or json.loads(made.after)
