"""The reader of Word documents: cells on their grid, however the file writes spans, merges and widths."""

import time
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from docx_builder import cell, docx, grids, lines, only_grid, par, problems, read, row, table
from kpilint.model import Place
from kpilint.sources.boxes import Grid, Line
from kpilint.sources.word.geometry import Cell, Row, arrange

# -- tables


def test_cells_have_their_columns_and_places():
    body = (
        par("附件2")
        + par()
        + table(row(cell("甲"), cell("乙", span=2)), row(cell("丙"), cell(), cell("丁")), grid=[900] * 3)
    )
    found = read(docx(body))
    (grid,) = [part for part in found if isinstance(part, Grid)]
    assert grids(found) == [
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, ""), (1, 2, 1, 1, "丁")]
    ]
    assert [box.place for box in grid.boxes] == [
        Place(r, c, "附件2", 1) for r, c in [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]
    ]


def test_the_anchor_is_the_nearest_paragraph_with_text_above_cut_to_80():
    body = par("题" * 100) + par() + table(row(cell("a"))) + table(row(cell("b"))) + par("二") + table(row(cell("c")))
    anchors = [next(iter(part.boxes)).place.anchor for part in read(docx(body)) if isinstance(part, Grid)]
    assert anchors == ["题" * 80, "题" * 80, "二"]


def test_vertical_merges_reach_down_to_the_last_cell_that_goes_on():
    body = table(
        row(cell("产出", merge="r"), cell("数量", merge="r"), cell("a")),
        row(cell(merge="c"), cell(merge="c"), cell("b")),
        row(cell(merge="c"), cell("质量", merge="r"), cell("c")),
        row(cell("效益", merge="r"), cell(merge="c"), cell("d")),
        grid=[900] * 3,
    )
    assert only_grid(body) == [
        (0, 0, 3, 1, "产出"),
        (0, 1, 2, 1, "数量"),
        (0, 2, 1, 1, "a"),
        (1, 2, 1, 1, "b"),
        (2, 1, 2, 1, "质量"),
        (2, 2, 1, 1, "c"),
        (3, 0, 1, 1, "效益"),
        (3, 2, 1, 1, "d"),
    ]


def test_two_merges_one_below_the_other_stay_two():
    body = table(*(row(cell(text, merge=merge)) for text, merge in [("甲", "r"), ("", "c"), ("乙", "r"), ("", "c")]))
    assert only_grid(body) == [(0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙")]


def test_a_merge_that_goes_on_without_a_start_starts_itself_or_takes_the_cell_above():
    assert only_grid(table(row(cell("甲", merge="c")), row(cell(merge="c")))) == [(0, 0, 2, 1, "甲")]
    assert only_grid(table(row(cell("甲")), row(cell(merge="c")), row(cell(merge="c")))) == [(0, 0, 3, 1, "甲")]
    assert only_grid(table(row(cell("甲")), row(cell("乙", merge="c")))) == [(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "乙")]
    every = table(row(cell("甲", merge="c")), row(cell("乙", merge="c")), row(cell(merge="c")))
    assert only_grid(every) == [(0, 0, 1, 1, "甲"), (1, 0, 2, 1, "乙")]


def test_a_merge_ends_where_a_row_has_no_cell_there():
    body = table(row(cell("甲", merge="r"), cell("a")), row(cell("b", span=2)), row(cell("丙", merge="c"), cell("c")))
    assert only_grid(body) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "a"),
        (1, 0, 1, 2, "b"),
        (2, 0, 1, 1, "丙"),
        (2, 1, 1, 1, "c"),
    ]


def test_text_under_a_merged_cell_is_reported_unless_it_repeats_the_shown_one():
    body = par("题") + table(row(cell("甲", merge="r")), row(cell("甲", merge="c")), row(cell("乙", merge="c")))
    found = read(docx(body))
    assert grids(found) == [[(0, 0, 3, 1, "甲")]]
    assert problems(found) == [("input/covered-text", Place(3, 0, "题", 1), {"text": "乙"})]


def test_a_wide_merge_goes_on_under_cells_that_do_not_say_how_wide_they_are():
    body = table(
        row(cell("宽", span=2, merge="r"), cell("a")), row(cell(merge="c"), cell(merge="c"), cell("b")), grid=[900] * 3
    )
    assert only_grid(body) == [(0, 0, 2, 2, "宽"), (0, 2, 1, 1, "a"), (1, 2, 1, 1, "b")]


def test_old_horizontal_merges_are_one_cell():
    start, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = table(row(cell("甲", extra=start), cell(extra=more), cell("乙")), row(cell("a"), cell("b"), cell("c")))
    assert only_grid(body)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]
    assert only_grid(table(row(cell("甲", extra=more), cell("乙", extra=more)))) == [(0, 0, 1, 2, "甲\n乙")]


def test_columns_left_free_before_and_after_a_row_count():
    free = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    body = table(row(cell("甲"), properties=free), row(cell("a"), cell("b"), cell("c")), grid=[900] * 3)
    assert only_grid(body)[0] == (0, 1, 1, 1, "甲")


def test_rows_that_repeat_on_each_page_are_read_once():
    body = table(row(cell("头"), properties="<w:tblHeader/>"), row(cell("体")))
    assert only_grid(body) == [(0, 0, 1, 1, "头"), (1, 0, 1, 1, "体")]


def columns_of(body):
    found = {}
    for at, column, _, span, text in only_grid(body):
        found.setdefault(at, []).append((column, span, text))
    return list(found.values())


def test_rows_without_spans_are_placed_by_their_widths_on_the_grid():
    body = table(
        row(cell("题", width=6000)),
        row(cell("a", width=2000), cell("b", width=4000)),
        row(cell("x", width=2010), cell("y", width=1990), cell("z", width=2000)),
        grid=[2000] * 3,
    )
    assert columns_of(body) == [[(0, 3, "题")], [(0, 1, "a"), (1, 2, "b")], [(0, 1, "x"), (1, 1, "y"), (2, 1, "z")]]


def test_widths_in_percent_place_a_row_too():
    def percent(text, part):
        return cell(text, extra=f'<w:tcW w:w="{part}" w:type="pct"/>')

    body = table(row(percent("a", 1667), percent("b", 3333)), row(cell("x"), cell("y"), cell("z")), grid=[2000] * 3)
    assert columns_of(body)[0] == [(0, 1, "a"), (1, 2, "b")]


def test_rows_of_widths_alone_make_a_grid_of_their_own():
    body = table(
        row(cell("题", width=6000)),
        row(cell("a", width=2000), cell("b", width=4000)),
        row(cell("c", width=3000), cell("d", width=1500), cell("e", width=1500)),
    )
    assert columns_of(body) == [[(0, 4, "题")], [(0, 1, "a"), (1, 3, "b")], [(0, 2, "c"), (2, 1, "d"), (3, 1, "e")]]


def test_spans_that_agree_are_trusted_whatever_the_widths_say():
    body = table(
        row(cell("a", width=100), cell("b", width=5000), cell("c", width=300)),
        row(cell("d", span=2, width=777), cell("e", width=1)),
        grid=[2000] * 3,
    )
    assert columns_of(body) == [[(0, 1, "a"), (1, 1, "b"), (2, 1, "c")], [(0, 2, "d"), (2, 1, "e")]]


def test_rows_that_fit_in_no_way_are_read_in_order_and_reported():
    body = table(row(cell("a"), cell("b")), row(cell("x"), cell("y"), cell("z")), grid=[900] * 3)
    found = read(docx(body))
    assert grids(found)[0][:2] == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]
    assert problems(found) == [("input/cells-without-edges", Place(1, 0, "", 1), {"count": "1"})]


def test_borders_dragged_a_hair_apart_are_one_border():
    body = table(
        row(cell("一级", width=2000), cell("二级", span=2, width=2015)),
        row(cell("产出", span=2, width=2015), cell("数量", width=2000)),
        grid=[2000, 15, 2000],
    )
    assert columns_of(body) == [[(0, 1, "一级"), (1, 1, "二级")], [(0, 1, "产出"), (1, 1, "数量")]]


def test_a_hair_wide_column_with_a_cell_of_its_own_stays():
    body = table(row(cell("a"), cell("b"), cell("c")), row(cell("d", span=2), cell("e")), grid=[2000, 15, 2000])
    assert columns_of(body) == [[(0, 1, "a"), (1, 1, "b"), (2, 1, "c")], [(0, 2, "d"), (2, 1, "e")]]


def test_hair_wide_columns_under_cells_that_overlap_from_row_to_row_all_stay():
    body = table(
        row(cell("a"), cell("b", span=2), cell("c", span=2)),
        row(cell("d", span=2), cell("e", span=2), cell("f")),
        grid=[2000, 15, 15, 15, 2000],
    )
    assert columns_of(body) == [[(0, 1, "a"), (1, 2, "b"), (3, 2, "c")], [(0, 2, "d"), (2, 2, "e"), (4, 1, "f")]]


def test_a_hostile_grid_of_hair_wide_columns_costs_no_more_than_its_cells():
    def seconds(width):
        rows = [Row([Cell("", 1024 - start - after)], start, after) for start in range(300) for after in range(300)]
        started = time.process_time()
        arrange(rows, [width] * 1024)
        return time.process_time() - started

    wide, narrow = (min(seconds(width) for _ in range(2)) for width in (900, 5))
    assert narrow < wide * 12


def test_a_grid_of_many_narrow_columns_is_not_closed_up():
    body = table(
        row(*(cell(str(at), span=5) for at in range(4))), row(cell("a", span=10), cell("b", span=10)), grid=[100] * 20
    )
    (first, second) = columns_of(body)
    assert [text for *_, text in first] == list("0123")
    lefts = [column for column, *_ in first]
    assert second[1][0] == lefts[2]


def test_old_columns_of_a_changed_grid_are_not_counted():
    change = '<w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="5"/></w:tblGrid></w:tblGridChange>'
    grid = f'<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/>{change}</w:tblGrid>'
    body = f"<w:tbl>{grid}{row(cell('题', width=6000))}{row(cell('a', width=3000), cell('b', width=3000))}</w:tbl>"
    assert columns_of(body)[0] == [(0, 2, "题")]


def test_a_table_that_frames_another_is_taken_away_and_its_paragraphs_become_lines():
    inner = table(row(cell("甲"), cell("乙")))
    found = read(docx(par("题") + table(row(cell(inner=par("表名") + par() + inner + par("注")), cell()))))
    texts = [(part.text, str(part.place)) for part in found if isinstance(part, Line)]
    assert texts == [("题", "1"), ("表名", "T1 R1 C1"), ("注", "T1 R1 C1")]
    (grid,) = [part for part in found if isinstance(part, Grid)]
    assert [(box.text, str(box.place), box.place.anchor) for box in grid.boxes] == [
        ("甲", "T2 R1 C1", "表名"),
        ("乙", "T2 R1 C2", "表名"),
    ]


def test_a_table_in_a_cell_among_others_comes_after_the_whole_outer_table():
    inner = table(row(cell("内")))
    found = read(docx(table(row(cell("目标"), cell(inner=par("文") + inner + par("尾"))), row(cell("a"), cell("b")))))
    assert grids(found) == [
        [(0, 0, 1, 1, "目标"), (0, 1, 1, 1, "文\n尾"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b")],
        [(0, 0, 1, 1, "内")],
    ]


def test_frames_in_frames_are_taken_away_too():
    deep = table(row(cell("甲"), cell("乙")))
    for _ in range(5):
        deep = table(row(cell(inner=deep + par())))
    assert grids(read(docx(deep))) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]]


def test_pieces_of_tables_in_odd_places_lose_no_text():
    assert lines(f"<w:tc>{par('甲')}</w:tc><w:tr>{par('乙')}</w:tr>{par('丙')}") == ["甲", "乙", "丙"]
    assert "丁" in str(read(docx(f"<w:tbl>{par('丁')}{row(cell('戊'))}</w:tbl>")))
    assert only_grid(f"<w:tbl>{cell('己')}</w:tbl>") == [(0, 0, 1, 1, "己")]


def test_an_empty_table_and_an_empty_row_do_no_harm():
    found = read(docx(table() + table(row(), row(cell("a")), grid=[1])))
    assert grids(found) == [[], [(1, 0, 1, 1, "a")]]


@st.composite
def tilings(draw):
    """Rectangles that cover a grid of rows and columns without a hole: (row, column, rows, columns, text)."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    taken, found = set(), []
    for at, column in product(range(height), range(width)):
        if (at, column) in taken:
            continue
        columns = draw(st.integers(1, width - column))
        while any((at, column + step) in taken for step in range(columns)):
            columns -= 1
        rows = draw(st.integers(1, height - at))
        taken |= {(at + down, column + step) for down in range(rows) for step in range(columns)}
        found.append((at, column, rows, columns, draw(st.sampled_from(["", "甲", "乙", "≥95%"]))))
    return height, width, found


def rows_of(tiling, cell_of):
    height, _, expected = tiling
    for at in range(height):
        cells = ""
        for top, _, rows, columns, text in sorted(expected, key=lambda one: one[1]):
            if top <= at < top + rows:
                merge = "" if rows == 1 else "r" if at == top else "c"
                cells += cell_of(text if at == top else "", columns, merge)
        yield row(cells)


@given(tilings(), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_any_grid_with_any_merges_comes_back_with_the_same_cells(tiling, with_widths, with_grid):
    _, width, expected = tiling
    body = rows_of(tiling, lambda text, span, merge: cell(text, span, merge, 1000 * span if with_widths else 0))
    assert only_grid(table(*body, grid=[1000] * width if with_grid else [])) == expected


@given(tilings(), st.booleans())
@settings(max_examples=200)
def test_any_grid_comes_back_from_widths_alone(tiling, with_grid):
    _, width, expected = tiling
    body = rows_of(tiling, lambda text, span, merge: cell(text, 0, merge, 1000 * span))
    singles = row(*[cell("头", width=1000)] * width)
    found = only_grid(table(singles, *body, grid=[1000] * width if with_grid else []))
    assert found[width:] == [(at + 1, *rest) for at, *rest in expected]
