"""CSV and TSV in, grids out: dialects, quotation marks without their pair, encodings, places, hostile input."""

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.model import Place
from kpilint.problems import ReadFailure, message
from kpilint.sources.boxes import Grid, Problem, read_parts
from kpilint.sources.limits import Limits
from kpilint.sources.plain import csvfile

LIMITS = Limits()


def parts(source: str | bytes, limits: Limits = LIMITS) -> list:
    return list(csvfile.parts(source.encode() if isinstance(source, str) else source, limits))


def grids(source: str | bytes) -> list[list[list[str]]]:
    found = []
    for part in parts(source):
        if isinstance(part, Grid):
            rows: dict[int, list[str]] = {}
            for box in part.boxes:
                assert (box.rows, box.columns, box.column) == (1, 1, len(rows.setdefault(box.row, [])))
                rows[box.row].append(box.text)
            found.append(list(rows.values()))
    return found


def problems(source: str | bytes) -> list[tuple[str, int]]:
    found = [part for part in parts(source) if isinstance(part, Problem)]
    assert all(message(one.code, one.args, lang) for one in found for lang in ("zh", "en"))
    return [(one.code, one.place.line) for one in found]


# -- dialects


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator, newline):
    rows = [
        ["绩效目标表", "", ""],
        ["一级指标", "三级指标", "指标值"],
        ["产出指标", "里程、桥梁", "60"],
        ["", "合格率", "9"],
    ]
    assert grids(newline.join(separator.join(row) for row in rows)) == [rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_encodings(encoding):
    assert grids("产出指标\t≥95%\r\n".encode(encoding)) == [[["产出指标", "≥95%"]]]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("标题\n一级,二级\n产出；数量,质量；效益\n", [["标题", ""], ["一级", "二级"], ["产出；数量", "质量；效益"]]),
        ("甲，乙,丙，丁\n戊，己,庚，辛\n", [["甲，乙", "丙，丁"], ["戊，己", "庚，辛"]]),
        ("甲,乙\n丙；1,2\n", [["甲", "乙"], ["丙；1", "2"]]),
        ("a;b;c\n1,5;2,5;3,5\n", [["a", "b", "c"], ["1,5", "2,5", "3,5"]]),
        ("a\tb\tc\n1,5\t2,5\t3\n", [["a", "b", "c"], ["1,5", "2,5", "3"]]),
        ('"a,b";"c,d"\n"e,f";"g,h"\n', [["a,b", "c,d"], ["e,f", "g,h"]]),
        ("sep=;\r\na,1;b\r\nc,2;d\r\n", [["a,1", "b"], ["c,2", "d"]]),
        ("只有一列\n第二行\n", [["只有一列"], ["第二行"]]),
        ("a,b,c\nd\ne,f\n", [["a", "b", "c"], ["d", "", ""], ["e", "f", ""]]),
    ],
)  # fmt: skip
def test_the_separator_is_what_divides_the_lines_alike(source, rows):
    assert grids(source) == [rows]


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('="0012"', "0012"),
        ('"=""0012"""', "0012"),
        ('"=""a""""b"""', 'a"b'),
        ("=1+1", "=1+1"),
        ('="a"&"b"', '="a"&"b"'),
        ("  空白 ", "空白"),
        ('5" 管', '5" 管'),
        ('"他说""好"""', '他说"好"'),
        ('"≥95%"', "≥95%"),
        ('"甲\r\n乙\r丙\v丁"', "甲\n乙\n丙\n丁"),
        ('"甲，乙"', "甲，乙"),
        ('""', ""),
    ],
)  # fmt: skip
def test_fields_as_a_spreadsheet_shows_them(field, shown):
    assert grids(f"头,{field},尾\r\n甲,乙,丙\r\n")[0][0] == ["头", shown, "尾"]


def test_places_are_the_line_of_the_row_and_the_number_of_the_field():
    source = 'a,b\n"1\n2\n3",c\n\n\nd,"x\ny"\ne,f\n'
    found = [[(box.place, box.text) for box in part.boxes] for part in parts(source)]
    assert found == [
        [(Place(1, 1), "a"), (Place(1, 2), "b"), (Place(2, 1), "1\n2\n3"), (Place(2, 2), "c")],
        [(Place(7, 1), "d"), (Place(7, 2), "x\ny"), (Place(9, 1), "e"), (Place(9, 2), "f")],
    ]


def test_blank_lines_part_grids_rows_of_empty_fields_do_not_and_empty_columns_at_the_edge_go():
    assert grids("a,b,,,\n,,,,\nc,d,,,\n\n \n,,e,,\n") == [[["a", "b"], ["", ""], ["c", "d"]], [["", "", "e"]]]


# -- quotation marks without their pair


@pytest.mark.parametrize(
    ("source", "rows", "line"),
    [
        ('a,b,c\nd,"e,f\ng,h,i\nj,k,l\n', [["a", "b", "c"], ["d", '"e', "f"], ["g", "h", "i"], ["j", "k", "l"]], 2),
        ('a,b,c\nd,"e,f\ng,h",i\n', [["a", "b", "c"], ["d", '"e', "f"], ["g", 'h"', "i"]], 2),
        ('a,b,c\nd,"e"x,f\ng,"h",i\n', [["a", "b", "c"], ["d", '"e"x', "f"], ["g", "h", "i"]], 2),
        ('a,b\n"c,d\n"e",f\n', [["a", "b"], ['"c', "d"], ["e", "f"]], 2),
        ('a,b\nc,d"\n"', [["a", "b"], ["c", 'd"'], ['"', ""]], 3),
    ],
)
def test_a_lone_mark_spoils_its_own_line_only_and_is_told(source, rows, line):
    assert grids(source) == [rows]
    assert problems(source) == [("input/quote-unpaired", line)]


def test_many_lone_marks_are_counted_not_listed():
    found = problems('a,"b"x,c\n' * 500)
    assert len(found) == 21
    assert "480" in parts('a,"b"x,c\n' * 500)[-1].args["text"]


def test_a_lone_mark_far_above_another_takes_no_more_than_a_cell_may_hold():
    source = 'a,b\n"c,d\n' + "文字,1\n" * 9000 + 'e,"f"\n'
    assert sum(map(len, grids(source))) == 9003
    assert problems(source) == [("input/quote-unpaired", 2)]


FIELDS = st.text(alphabet='里程≥60%，；" \n\t,;|=()', max_size=6).map(lambda text: text.strip(" \n\t"))
FIELDS = FIELDS.filter(lambda text: not text.startswith('="'))  # ="001" is how spreadsheets keep text: 001


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_program_wrote_reads_back_exactly(rows, separator, quoting):
    rows = [["一级指标", "二级指标", "指标值"], *rows]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=quoting).writerows(rows)
    source = f"sep={separator}\r\n{out.getvalue()}"
    if any(isinstance(part, Problem) for part in parts(source)):
        return  # cells whose every line looks like a row of the table cannot be told from rows, and are reported
    assert grids(source) == [rows]


def test_doubtful_records_are_rare():
    rows = [["产出指标", '说"明"\n第二行，见附件', "≥60%"], ["", "a;b\nc", "1,000"]] * 20
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert grids(out.getvalue()) == [rows]
    assert problems(out.getvalue()) == []


# -- into documents


def test_a_form_exported_from_a_spreadsheet_reads_whole():
    source = (
        '1.村道养护绩效目标表,,,,,\r\n401001云岭县交通运输局,,,,,单位：万元\r\n项目编码,="0012",项目名称,村道养护,,\r\n'
        '绩效目标,"1.养护村道\n2.巡查",,,,\r\n一级指标,二级指标,三级指标,绩效指标描述,指标值,指标值确定依据\r\n'
        "产出指标,数量指标,养护里程,全年,≥60公里,规划\r\n,质量指标,合格率,验收,≥95%,规划\r\n"
        "满意度指标,服务对象满意度指标,村民满意度,问卷,≥90%,问卷\r\n"
    )  # fmt: skip
    document = read_parts(csvfile.parts(source.encode("gbk"), LIMITS), "a.csv", "csv", LIMITS)
    (table,) = document.tables
    assert (table.title, table.project, table.code) == ("1.村道养护绩效目标表", "村道养护", "0012")
    assert [(row.level1, row.level2, row.name, row.value) for row in table.indicators] == [
        ("产出指标", "数量指标", "养护里程", "≥60公里"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"),
    ]
    assert str(table.indicators[1].place_of("value")) == "8:5"
    assert document.problems == ()


# -- hostile input


@pytest.mark.parametrize(
    "source",
    [
        'a,"b,c\n' * 30_000,
        'a,"b""x,c\n' * 30_000,
        '"a\n' * 30_000,
        '"""a,b\n' * 30_000,
        '""a,b\n' * 30_000,
        'a,b,"\n' * 30_000,
        'a,"b\n' + "c,d\n" * 100_000,
        '"' * 200_001,
        '","' * 60_000,
        "," * 200_000,
        "a\n\n" * 60_000,
        "sep=\n" * 30_000,
    ],
    ids=lambda value: repr(value[:12]),
)
def test_hostile_files_take_linear_time(source):
    start = time.process_time()
    assert parts(source)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("data", [b"", b" \r\n\n", b"\x00\x81\xff" * 9, b"\xff\xfe\x00"])
def test_empty_and_binary_files_fail_by_name(data):
    with pytest.raises(ReadFailure):
        parts(data)


@pytest.mark.parametrize("limits", [Limits(rows=2), Limits(file_bytes=5)])
def test_beyond_the_limits(limits):
    with pytest.raises(ReadFailure) as failure:
        parts("a,b\nc,d\ne,f\n", limits)
    assert failure.value.problem.code == "input/too-large"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='a云",;\t\n\r=，| ', max_size=80).filter(str.strip))
def test_no_character_of_the_text_is_lost(source):
    shown = "".join(box.text for part in parts(source) if isinstance(part, Grid) for box in part.boxes)
    assert [shown.count(one) for one in "a云"] == [source.count(one) for one in "a云"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_by_name(data):
    try:
        parts(data)
    except ReadFailure as failure:
        problem = failure.problem
        shown = message(problem.code, problem.args, "zh")
    else:
        shown = "read"
    assert shown
