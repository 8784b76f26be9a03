"""The binary Word format: documents built byte by byte, and one that LibreOffice made."""

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_builder import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    Word,
    cell,
    compound,
    definition,
    level,
    para,
    row,
    row_end,
    sprm,
    style,
)
from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Grid, Line
from kpilint.sources.doc import parts
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

MADE_BY_LIBREOFFICE = Path(__file__).parent / "data" / "yunling_targets.doc"
FIRST, MERGED, RESTART, CONTINUE = 1, 2, 3 << 5, 1 << 5
LONG_DEFINITION = definition([0, 1000, 3000])


def read(document, limits=DEFAULT_LIMITS):
    return list(parts(document if isinstance(document, bytes) else document.build(), limits))


def lines(document):
    return [part.text for part in read(document) if isinstance(part, Line)]


def tables(document):
    """Each table as (row, column, rows, columns, text) of its boxes."""
    grids = [part for part in read(document) if isinstance(part, Grid)]
    return [[(box.row, box.column, box.rows, box.columns, box.text) for box in grid.boxes] for grid in grids]


def problems(document):
    return [part for part in read(document) if isinstance(part, Problem)]


def failure(document, limits=DEFAULT_LIMITS):
    with pytest.raises(ReadFailure) as caught:
        read(document, limits)
    return caught.value.problem


def outcome(data):
    """The code of the failure, or "read" once all parts and boxes have been gone through."""
    try:
        for part in parts(data, DEFAULT_LIMITS):
            assert all(box.text is not None for box in part.boxes) if isinstance(part, Grid) else part
    except ReadFailure as caught:
        return caught.problem.code
    return "read"


def test_the_document_libreoffice_made_is_read_cell_by_cell():
    assert lines(MADE_BY_LIBREOFFICE.read_bytes()) == [
        "云岭县2025年预算项目绩效目标",
        "一、绩效目标按项目公开，金额单位：万元。",
        "二、附表",
        "完",
    ]
    main, outer, inner = tables(MADE_BY_LIBREOFFICE.read_bytes())
    assert main[:10] == [
        (0, 0, 1, 2, "项目名称"),
        (0, 2, 1, 5, "农村饮水管护"),
        (1, 0, 1, 2, "绩效目标"),
        (1, 2, 1, 5, "1完成管护\n2水质达标"),
        (2, 0, 1, 1, "一级指标"),
        (2, 1, 1, 1, "二级指标"),
        (2, 2, 1, 1, "三级指标"),
        (2, 3, 1, 2, "绩效指标描述"),
        (2, 5, 1, 1, "指标值"),
        (2, 6, 1, 1, "指标值确定依据"),
    ]
    assert main[10:16] == [
        (3, 0, 3, 1, "产出指标"),
        (3, 1, 2, 1, "数量指标"),
        (3, 2, 1, 1, "管护工程数量"),
        (3, 3, 1, 2, "管护的供水工程处数"),
        (3, 5, 1, 1, "≥120处"),
        (3, 6, 1, 1, "云水〔2024〕3号"),
    ]
    assert main[16:20] == [
        (4, 2, 1, 1, "巡查次数"),
        (4, 3, 1, 2, "全年巡查次数"),
        (4, 5, 1, 1, "≥6次"),
        (4, 6, 1, 1, "工作计划"),
    ]
    assert main[-1] == (7, 6, 1, 1, "问卷\n调查")
    assert (6, 3, 1, 1, "受益") in main
    assert outer[-1] == (1, 2, 1, 1, "外\n尾")
    assert inner == [(0, 0, 1, 1, "内一"), (0, 1, 1, 1, "内二")]


def test_cells_know_their_table_row_column_and_the_paragraph_above():
    document = Word([para("云岭县"), *row(["甲"]), para("清和县"), *row(["乙", "丙"]), *row(["丁", "戊"]), para("")])
    boxes = [box for part in read(document) if isinstance(part, Grid) for box in part.boxes]
    assert [box.place for box in boxes] == [
        Place(1, 1, "云岭县", 1),
        Place(1, 1, "清和县", 2),
        Place(1, 2, "清和县", 2),
        Place(2, 1, "清和县", 2),
        Place(2, 2, "清和县", 2),
    ]


def test_text_is_read_from_pieces_of_one_and_of_two_bytes_a_character():
    document = Word([para("½ “x” – €5"), para("≥95％"), para("plain"), para("𠮷野村")], widths=(1, 2))
    assert lines(document) == ["½ “x” – €5", "≥95％", "plain", "𠮷野村"]


def test_pieces_stand_in_the_order_of_the_text_not_of_the_file():
    document = Word([para("一"), *row(["甲", "乙"]), para("二")], widths=(2, 2, 1)[:2], shuffled=True)
    assert lines(document) == ["一", "二"]
    assert tables(document) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]]


def test_changes_of_a_whole_piece_count():
    assert lines(Word([para("删", "去")], change=DELETED)) == []
    assert lines(Word([para("hidden")], prm=0x5C << 1 | 1 << 8)) == []
    assert lines(Word([para("shown")], prm=0x5C << 1 | 0 << 8)) == ["shown"]


def test_half_a_surrogate_pair_is_one_replacement_character():
    assert lines(Word([para("前\ud842后")])) == ["前\ufffd后"]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_read():
    inserted = sprm(0x0801)
    document = Word([para("指标", ("旧", DELETED), ("新", inserted), ("密", HIDDEN), "值")])
    assert lines(document) == ["指标新值"]


def test_text_hidden_by_a_style_is_left_out_unless_the_run_says_otherwise():
    styles = (style(0), style(base=0, characters=HIDDEN), style(base=1, index=2), style(kind=2, characters=HIDDEN))
    unlike, named = sprm(0x083C, 0x81), sprm(0x4A30, 3)
    document = Word(
        [para("密", style=1), para("也密", style=2), para("明", ("显", unlike), style=2), para("甲", ("乙", named))],
        styles=styles,
    )
    assert lines(document) == ["显甲"]  # the marks of hidden paragraphs are hidden too


def test_styles_based_on_each_other_in_a_ring_are_read_once():
    document = Word([para("文", style=0)], styles=(style(0, base=1), style(0, base=0)))
    assert lines(document) == ["文"]


def test_paragraphs_whose_mark_is_deleted_run_on_but_cells_never_do():
    document = Word(
        [
            para("前半", mark_sprms=DELETED),
            para("后半"),
            cell("甲", mark_sprms=DELETED),
            cell("一", mark="\r", mark_sprms=HIDDEN),
            cell("二"),
            row_end([0, 1000, 2000]),
            para("完"),
        ]
    )
    assert lines(document) == ["前半后半", "完"]
    assert tables(document) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "一二")]]


def test_a_row_deleted_with_all_its_text_is_gone_and_one_with_text_left_stays():
    gone = [cell(("乙", DELETED), mark_sprms=DELETED), row_end([0, 1000], mark_sprms=DELETED)]
    kept = [cell("丁"), row_end([0, 1000], mark_sprms=DELETED)]
    document = Word([*row(["甲"]), *gone, *row(["丙"]), *kept, para("")])
    assert tables(document) == [[(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "丙"), (2, 0, 1, 1, "丁")]]


def test_symbols_of_symbol_fonts_are_what_they_show():
    greater, tick = (sprm(0x6A09, code << 16 | font) for font, code in ((0, 0xF0B3), (1, 0xFE)))
    private = sprm(0x4A4F, 0)
    document = Word([para(("(", greater), "95%", ("(", tick), ("\uf0a3", private))], fonts=("Symbol", "Wingdings"))
    assert lines(document) == ["≥95%☑≤"]


def test_a_symbol_nobody_knows_is_reported_once():
    odd = sprm(0x6A09, 0xF0C8 << 16)
    document = Word([para(("(", odd), "，", ("(", odd))], fonts=("Wingdings 3",))
    assert lines(document) == ["\ufffd，\ufffd"]
    assert [(one.code, one.args["font"]) for one in problems(document)] == [("input/unknown-symbol", "Wingdings 3")]


def test_raised_figures_stay_raised():
    assert lines(Word([para("面积100m", ("2", sprm(0x2A48, 1)))])) == ["面积100m²"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("共\x13 =SUM(ABOVE) \x141,234\x15万元", "共1,234万元"),
        ('\x13 HYPERLINK "x" \x14见\x13 DATE \x142025年\x15表\x15', "见2025年表"),
        ("甲\x13 XE 索引 \x15乙", "甲乙"),
        ("\x13 eq \\o\\ac(○,3)\x15完成", "③完成"),
        ('\x13 SYMBOL 179 \\f "Symbol" \\s 10 \x1595%', "≥95%"),
        ("没有\x13 结束的域", "没有 结束的域"),
        ("多余\x14的\x15标记", "多余的标记"),
        ("行一\x0b行二", "行一|行二"),
        ("甲\t乙\x1e丙\x1f丁\x01\x02\x05\x08", "甲\t乙-丙丁"),
    ],
)
def test_a_paragraph_shows_results_of_fields_and_no_marks(stored, shown):
    assert lines(Word([para(stored)])) == shown.split("|")


def test_a_field_left_open_does_not_swallow_the_paragraphs_after_it():
    assert lines(Word([para("\x13 TOC \x14第一章"), para("第二章\x15"), para("正文")])) == ["第一章", "第二章", "正文"]


def test_an_embedded_table_is_reported():
    document = Word([para("表：\x13 EMBED Excel.Sheet.8 \x14\x01\x15")])
    assert [(one.code, one.args) for one in problems(document)] == [("input/embedded", {"what": "Excel.Sheet.8"})]


def test_headings_are_known_by_style_and_by_outline_level():
    styles = (style(0), style(1, base=0), style(base=0, paragraph=sprm(0x2640, 2)), style(base=1, index=3))
    document = Word(
        [para("正文"), para("一", style=1), para("二", style=2), para("降", style=1, sprms=sprm(0x2640, 9))],
        styles=styles,
    )
    assert [part.heading for part in read(document)] == [False, True, True, False]


def test_page_breaks_and_empty_paragraphs_are_gaps():
    broken, before = para("丙", mark="\x0c"), para("戊", sprms=sprm(0x2407))
    document = Word([para("甲"), para(""), para("乙"), broken, para("丁"), before])
    assert [(part.text, part.gap) for part in read(document)] == [
        ("甲", False),
        ("乙", True),
        ("丙", False),
        ("丁", True),
        ("戊", True),
    ]


def test_automatic_numbers_are_shown_with_their_levels():
    chinese, plain = level("\0、", form=37), level("（\1）", form=0, after=1)
    both = level("\0.\1.\2", form=0, after=0, flags=4)
    rest = tuple(level("") for _ in range(6))
    bullets = (level("●", form=23),)

    def one(text, depth, use=1, **more):
        numbered = sprm(0x460B, use) + sprm(0x260A, depth)
        return para(text, sprms=numbered + more.pop("sprms", b""), **more)

    document = Word(
        [
            one("总目标", 0), one("分目标", 1), one("分目标", 1), one("细目", 2), one("总目标", 0), one("又分", 1),
            one("点", 0, use=2), one("无", 0, use=7),
            one("", 0, mark="\x07", sprms=IN_TABLE), row_end([0, 1000]), para(""),
        ],
        lists=((chinese, plain, both, *rest), bullets),
    )  # fmt: skip
    assert lines(document) == [
        "一、总目标", "（1） 分目标", "（2） 分目标", "1.2.1 细目", "二、总目标", "（1） 又分", "点", "无",
    ]  # fmt: skip
    assert tables(document) == [[(0, 0, 1, 1, "三、")]]


def test_the_number_of_a_paragraph_stands_before_text_that_runs_on_into_it():
    listed = sprm(0x460B, 1)
    document = Word(
        [
            para("产出", sprms=listed, mark_sprms=DELETED), para("指标", sprms=listed), para("效益", sprms=listed),
            cell("甲", mark="\r", mark_sprms=DELETED), cell("乙", sprms=IN_TABLE + listed), row_end([0, 1000]),
            para(""),
        ],
        lists=((level("\0.", after=0),),),
    )  # fmt: skip
    assert lines(document) == ["1. 产出指标", "2. 效益"]
    assert tables(document) == [[(0, 0, 1, 1, "3. 甲乙")]]


def test_broken_list_definitions_are_reported_and_the_text_is_read():
    streams = Word([para("目标", sprms=sprm(0x460B, 1))], lists=((level("\0."),),)).streams()
    count = streams["1Table"].index(struct.pack("<H", 1) + struct.pack("<i", 100))
    broken = bytearray(streams["1Table"])
    struct.pack_into("<h", broken, count, 999)
    document = compound(streams | {"1Table": bytes(broken)})
    assert lines(document) == ["目标"]
    assert [one.code for one in problems(document)] == ["input/numbers-unread"]


def test_columns_come_from_the_edges_of_all_rows():
    document = Word(
        [
            *row(["甲", "乙", "丙"], [-108, 1000, 2000, 3000]),
            *row(["丁", "戊"], [-107, 2001, 2999]),
            *row(["己"], [1000, 3000]),
            para(""),
        ]
    )
    assert tables(document) == [
        [
            (0, 0, 1, 1, "甲"),
            (0, 1, 1, 1, "乙"),
            (0, 2, 1, 1, "丙"),
            (1, 0, 1, 2, "丁"),
            (1, 2, 1, 1, "戊"),
            (2, 1, 1, 2, "己"),
        ]
    ]


def test_borders_dragged_a_hair_apart_are_one_column():
    document = Word([*row(["甲", "乙"], [0, 1000, 2000]), *row(["丙", "丁"], [0, 1060, 2000]), para("")])
    assert tables(document) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]]


@pytest.mark.parametrize("flags", [(FIRST, MERGED, MERGED, 0), (2, 1, 1, 0), (3, 1, 1, 0)])
def test_cells_merged_by_flags_are_one_cell_in_both_published_readings(flags):
    document = Word([*row(["甲", "", "", "乙"], flags=flags), *row(["1", "2", "3", "4"]), para("")])
    assert tables(document)[0][:2] == [(0, 0, 1, 3, "甲"), (0, 3, 1, 1, "乙")]


def test_two_merges_side_by_side_stay_apart():
    document = Word([*row(list("甲乙丙丁"), flags=(FIRST, MERGED, FIRST, MERGED)), *row(list("1234")), para("")])
    assert tables(document)[0][:2] == [(0, 0, 1, 2, "甲\n乙"), (0, 2, 1, 2, "丙\n丁")]


def test_cells_merged_downwards_are_one_box():
    document = Word(
        [
            *row(["产出", "甲"], flags=(RESTART, 0)),
            *row(["", "乙"], flags=(CONTINUE, 0)),
            *row(["", "丙"], flags=(CONTINUE, 0)),
            *row(["效益", "丁"], flags=(RESTART, 0)),
            para(""),
        ]
    )
    assert tables(document) == [
        [
            (0, 0, 3, 1, "产出"),
            (0, 1, 1, 1, "甲"),
            (1, 1, 1, 1, "乙"),
            (2, 1, 1, 1, "丙"),
            (3, 0, 1, 1, "效益"),
            (3, 1, 1, 1, "丁"),
        ]
    ]


def test_text_under_a_merged_cell_is_reported():
    document = Word([*row(["上", "甲"], flags=(RESTART, 0)), *row(["盖住", "乙"], flags=(CONTINUE, 0)), para("")])
    found = problems(document)
    assert [(one.code, one.args["text"], one.place.line) for one in found] == [("input/covered-text", "盖住", 2)]


@pytest.mark.parametrize(
    ("more", "first_row"),
    [
        (sprm(0x5624, 0 | 2 << 8), [(0, 0, 1, 2, "甲\n乙"), (0, 2, 1, 1, "丙")]),
        (sprm(0x5624, 2 << 8) + sprm(0x5625, 2 << 8), [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "丙")]),
        (sprm(0x9601, 1000), [(0, 1, 1, 1, "甲"), (0, 2, 1, 1, "乙"), (0, 3, 1, 1, "丙")]),
        (sprm(0x7623, 0 | 1 << 8 | 2000 << 16), [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (0, 3, 1, 1, "丙")]),
    ],
)
def test_changes_behind_a_row_s_definition_apply_in_order(more, first_row):
    document = Word([*row(["甲", "乙", "丙"], more=more), *row(["1", "2", "3"]), para("")])
    assert tables(document)[0][: len(first_row)] == first_row


def test_changes_behind_a_row_s_definition_merge_downwards():
    above, below = sprm(0xD62B, bytes((1, 3))), sprm(0xD62B, bytes((1, 1)))
    document = Word([*row(["甲", "乙"], more=above), *row(["丙", ""], more=below), para("")])
    assert tables(document) == [[(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (1, 0, 1, 1, "丙")]]


def test_cells_inserted_and_deleted_by_changes_keep_the_rest_in_place():
    inserted = row(["甲", "新", "乙"], [0, 1000, 2000], more=sprm(0x7621, 1 | 1 << 8 | 500 << 16))
    deleted = row(["丙", "丁"], [0, 1000, 1500, 2500], more=sprm(0x5622, 1 | 2 << 8))
    document = Word([*inserted, *deleted, para("")])
    assert tables(document) == [
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "新"), (0, 2, 1, 2, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 2, "丁")]
    ]


@pytest.mark.parametrize("code", [0x6645, 0x6646, 0x646B])
def test_a_row_s_definition_may_stand_in_the_data_stream(code):
    modifiers = IN_TABLE + sprm(0x2417) + sprm(0xD608, LONG_DEFINITION)
    data = bytes(100) + struct.pack("<H", len(modifiers)) + modifiers
    end = para("", mark="\x07", sprms=IN_TABLE + sprm(code, 100))
    document = Word([cell("甲"), cell("乙"), end, *row(["1", "2", "3"]), para("")], data=data)
    assert tables(document)[0][:2] == [(0, 0, 1, 1, "甲"), (0, 1, 1, 2, "乙")]


def nested(text, **flags):
    marks = b"".join(sprm(code) for code in flags.get("marks", ()))
    return para(text, sprms=IN_TABLE + sprm(0x6649, flags.get("depth", 2)) + marks + flags.get("more", b""))


def test_a_table_in_a_cell_follows_the_table_around_it():
    inner_end = nested("", marks=(0x244B, 0x244C), more=sprm(0xD608, definition([0, 400, 800])))
    document = Word(
        [
            para("题"),
            cell("甲", mark="\r"),
            nested("内一", marks=(0x244B,)),
            nested("内", marks=()),
            nested("二", marks=(0x244B,)),
            inner_end,
            cell("尾"),
            cell("乙"),
            row_end([0, 1000, 2000]),
            para(""),
        ]
    )
    assert tables(document) == [
        [(0, 0, 1, 1, "甲\n尾"), (0, 1, 1, 1, "乙")],
        [(0, 0, 1, 1, "内一"), (0, 1, 1, 1, "内\n二")],
    ]


def test_rows_with_other_cells_than_their_end_says_are_reported():
    missing = [cell("丙"), cell("丁"), row_end(())]
    document = Word([*row(["甲", "乙"]), *missing, *row(["戊"], [0, 1000, 2000]), para("")])
    found = problems(document)
    assert [(one.code, one.place.line, one.args["count"]) for one in found] == [("input/cells-without-edges", 2, "2")]
    assert [text for *_, text in tables(document)[0]] == ["甲", "乙", "丙", "丁", "戊"]


def test_a_table_that_breaks_off_keeps_its_text_and_says_so():
    document = Word([*row(["甲", "乙"]), cell("丙"), cell("未完", mark="\r"), para("后")])
    assert [text for *_, text in tables(document)[0]] == ["甲", "乙", "丙", "未完"]
    assert [one.code for one in problems(document)] == ["input/cells-without-edges"]


def test_only_the_main_text_and_the_text_boxes_are_read():
    boxes = [*row(["框中", "表"]), para("框")]
    stories = {1: [para("脚注")], 2: [para("页眉")], 4: [para("批注")], 5: [para("尾注")], 6: boxes}
    document = Word([para("正文\x02")], stories=stories)
    assert lines(document) == ["正文", "框"]
    assert tables(document) == [[(0, 0, 1, 1, "框中"), (0, 1, 1, 1, "表")]]


def test_long_tables_over_many_pages_keep_every_row():
    texts = [[f"指标{at}", f"≥{at}％"] for at in range(400)]
    boxes = tables(Word([one for text in texts for one in row(text)] + [para("")], widths=(2,)))[0]
    assert [text for *_, text in boxes] == [cell_ for text in texts for cell_ in text]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "input/empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "input/damaged"),
        (b"{\\rtf1 no Word file}", "input/damaged"),
        (Word([para("密")], flags=0x0300), "input/encrypted"),
        (compound({"EncryptedPackage": b"x"}), "input/encrypted"),
        (compound({"Workbook": b"x"}), "input/damaged"),
        (Word([para("old")], magic=0xA5DC, version=0x68), "input/save-as"),
        (Word([para("old")], version=0x68), "input/save-as"),
        (Word([para("x")], magic=0x1234), "input/damaged"),
        (compound({"WordDocument": Word([para("x")]).streams()["WordDocument"]}), "input/damaged"),
        (Word([para("甲", mark="\x07")]), "input/damaged"),
    ],
    ids=str,
)
def test_what_cannot_be_read_has_one_clear_reason(document, code):
    assert failure(document).code == code


def damage(**changes):
    """A document whose table stream has 32-bit numbers changed: `at` places counted from the start of a part."""
    streams = Word([para("甲"), para("乙")]).streams()
    body, table = bytearray(streams["WordDocument"]), bytearray(streams["1Table"])
    for name, (index, place, value) in changes.items():
        start = struct.unpack_from("<I", body, 154 + 8 * index)[0]
        struct.pack_into("<I", table if name.startswith("table") else body, start + place, value)
    return compound({"WordDocument": bytes(body), "1Table": bytes(table)})


@pytest.mark.parametrize(
    "change",
    [
        {"table": (33, 5 + 8, 0x7FFFFFFF)},  # a piece of two thousand million characters
        {"table": (33, 5 + 8, 1)},  # pieces shorter than the text
        {"table": (33, 5 + 14, 0x3FFFFFFF)},  # a piece behind the end of the stream
        {"table": (13, 12, 0x3FFFFF)},  # a page behind the end of the stream
        {"table": (12, 0, 0x7FFFFFFF)},  # pages of characters that start behind the text
    ],
)
def test_tables_that_point_nowhere_are_damage_not_silence(change):
    assert failure(damage(**change)).code == "input/damaged"


def test_tables_nested_without_end_are_refused():
    document = Word([nested("深", depth=200), para("")])
    assert failure(document, Limits(table_depth=5)).code == "input/too-deep"


def test_more_rows_than_allowed_are_refused():
    assert failure(Word([*row(["甲"]), *row(["乙"]), para("")]), Limits(rows=1)).code == "input/too-large"


def test_one_piece_used_over_and_over_is_refused():
    streams = Word([para("甲" * 2000)]).streams()
    count = 1000
    plc = struct.pack(f"<{count + 1}I", *(2001 * at for at in range(count + 1)))
    plc += struct.pack("<HIH", 0, 1024, 0) * count
    body = bytearray(streams["WordDocument"])
    struct.pack_into("<II", body, 154 + 8 * 33, len(streams["1Table"]), 5 + len(plc))
    table = streams["1Table"] + b"\x02" + struct.pack("<I", len(plc)) + plc
    assert failure(compound({"WordDocument": bytes(body), "1Table": table})).code == "input/damaged"


def test_formatting_used_over_and_over_is_refused():
    run = sprm(0x2403, 0) * 20_000
    data = struct.pack("<H", len(run)) + run
    ends = [para("x", sprms=sprm(0x6646, 0) + sprm(0x2403, at & 0xFF) + sprm(0x2404, at >> 8)) for at in range(200)]
    assert failure(Word(ends, data=data)).args["reason"] == "overlapping formatting"


def test_a_list_made_to_multiply_text_is_refused():
    document = Word([para("", sprms=sprm(0x460B, 1)) for _ in range(3)], lists=((level("长" * 190, form=255),),))
    streams = document.streams()
    assert [len(line) for line in lines(compound(streams))] == [190] * 3
    many = 60_000
    body, start = bytearray(streams["WordDocument"]), len(streams["WordDocument"])
    body += "\r".encode("utf-16-le") * many
    body += bytes(-len(body) % 512)
    page, pages, table = len(body) // 512, [], bytearray(streams["1Table"])
    for index, at, size in ((12, 8, 0), (13, 26, 0)):
        own = bytearray(512)
        struct.pack_into("<II", own, 0, start, start + 2 * many)
        own[511] = 1
        own[8] = 12 if index == 13 else 0
        own[25] = 3
        own[at : at + 6] = (struct.pack("<H", 0) + sprm(0x460B, 1)) if index == 13 else bytes(6)
        struct.pack_into("<II", body, 154 + 8 * index, len(table), 12 + size)
        table += struct.pack("<III", start, start + 2 * many, page + len(pages))
        pages.append(own)
    struct.pack_into("<i", body, 76, many)
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, many, 0, start, 0)
    struct.pack_into("<II", body, 154 + 8 * 33, len(table), len(clx))
    document = compound({"WordDocument": bytes(body) + b"".join(map(bytes, pages)), "1Table": bytes(table + clx)})
    assert failure(document).args["reason"] == "impossible list numbers"


def test_a_stream_that_claims_gigabytes_in_a_ring_of_sectors_is_refused():
    data = bytearray(Word([para("甲")]).build())
    directory = 512 * 2
    entry = data.index("WordDocument".encode("utf-16-le"), directory)
    struct.pack_into("<I", data, entry + 120, 0xF0000000)
    assert failure(bytes(data)).code == "input/damaged"


def test_a_header_that_claims_more_tables_than_the_file_holds_is_refused():
    data = bytearray(Word([para("甲")]).build())
    struct.pack_into("<I", data, 44, 0x00FFFFFF)
    assert failure(bytes(data)).args["reason"] == "incomplete allocation tables"


def test_thousands_of_streams_are_no_obstacle():
    streams = Word([para("甲")]).streams()
    crowd = {"WordDocument": streams["WordDocument"], "1Table": streams["1Table"]}
    assert lines(compound(crowd | {f"s{at}": b"x" for at in range(200)})) == ["甲"]
    ladder = compound(crowd | {f"s{at}": b"x" for at in range(1500)})
    assert outcome(ladder) == "input/damaged"  # a directory as deep as it is long, which no program writes


@pytest.mark.parametrize("length", [0, 7, 511, 512, 600, 1536, 5000, 12_000, 18_000])
def test_a_file_cut_short_is_refused_or_read_but_never_crashes(length):
    assert outcome(MADE_BY_LIBREOFFICE.read_bytes()[:length]) in {"read", "input/empty", "input/damaged"}


@settings(max_examples=300, deadline=2000)
@given(seed=st.integers(0, 2**32), many=st.sampled_from((1, 3, 30)), start=st.sampled_from((0, 512, 1536)))
def test_flipped_bytes_end_in_parts_or_in_one_failure(seed, many, start):
    data = bytearray(MADE_BY_LIBREOFFICE.read_bytes())
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    for _ in range(many):
        at = chance.randrange(start, min(start + 1400, len(data)) if chance.random() < 0.6 else len(data))
        data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    known = {"input/damaged", "input/encrypted", "input/save-as", "input/too-deep", "input/too-large"}
    assert outcome(bytes(data)) in known | {"read"}
