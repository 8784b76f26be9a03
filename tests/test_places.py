"""Places as clerks read them, in files of every format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint.model import Place
from kpilint.outputs.places import heading_words, place_words, places_words, reading_order
from kpilint.outputs.words import WORDS

ZH, EN = WORDS["zh"], WORDS["en"]


def cell(table, row, column=4, page=0):
    return Place(row, column, "一、项目绩效目标", table, page)


@pytest.mark.parametrize(("place", "form", "zh", "en"), [
    (Place(12), "text", "第 12 行", "line 12"),
    (Place(12, 7), "text", "第 12 行", "line 12"),
    (Place(12, 7), "yaml", "12:7", "12:7"),
    (Place(12, 7), "", "12:7", "12:7"),
    (Place(3, 0, "indicators[2].value"), "jsonl", "第 3 行 indicators[2].value", "line 3 indicators[2].value"),
    (cell(3, 5), "docx", "表3 第5行第4列", "table 3, row 5, column 4"),
    (cell(3, 5, 0), "html", "表3 第5行", "table 3, row 5"),
    (Place(0, 0, "", 3), "doc", "表3", "table 3"),
    (cell(1, 5, page=2), "pdf", "第2页 表1 第5行第4列", "page 2, table 1, row 5, column 4"),
    (Place(8, 3, "", 0, 2), "pdf", "第2页 表外第8行", "page 2, line 8 outside tables"),
    (Place(0, 0, "", 0, 2), "pdf", "第2页", "page 2"),
    (Place(0, 0, "Sheet1!C7"), "xlsx", "Sheet1!C7", "Sheet1!C7"),
    (Place(0, 0, "Sheet1"), "xls", "Sheet1", "Sheet1"),
    (Place(6, 2), "csv", "第6行第2列", "row 6, column 2"),
    (Place(6, 0, "二、绩效目标"), "docx", "表外第 6 段", "paragraph 6 outside tables"),
    (Place(6, 0, "二、绩效目标"), "rtf", "表外第 6 段", "paragraph 6 outside tables"),
    (Place(), "docx", "", ""),
    (Place(), "yaml", "", ""),
])  # fmt: skip
def test_one_place(place, form, zh, en):
    assert (place_words(place, form, ZH), place_words(place, form, EN)) == (zh, en)


@pytest.mark.parametrize(("places", "form", "zh", "en"), [
    ([cell(3, 5), cell(3, 7), cell(3, 9)], "docx", "表3 第5、7、9行第4列", "table 3, rows 5, 7, 9, column 4"),
    ([cell(3, 5), cell(3, 7, 3)], "docx", "表3 第5行第4列、第7行第3列", "table 3, row 5, column 4, row 7, column 3"),
    ([cell(3, 5), cell(4, 2)], "docx", "表3 第5行第4列；表4 第2行第4列",
     "table 3, row 5, column 4; table 4, row 2, column 4"),
    ([cell(1, 9, page=2), cell(2, 1, page=3), cell(2, 2, page=3)], "pdf",
     "第2页 表1 第9行第4列；第3页 表2 第1、2行第4列",
     "page 2, table 1, row 9, column 4; page 3, table 2, rows 1, 2, column 4"),
    ([Place(0, 0, "甲!C7"), Place(0, 0, "甲!C9"), Place(0, 0, "乙!D1")], "xlsx", "甲!C7、C9；乙!D1",
     "甲!C7, C9; 乙!D1"),
    ([Place(5), Place(7), Place(5)], "text", "第 5、7 行", "lines 5, 7"),
    ([Place(5, 3), Place(7, 3)], "yaml", "5:3、7:3", "5:3, 7:3"),
    ([Place(5, 0, "indicators[0]"), Place(5, 0, "indicators[3]"), Place(6, 0, "indicators[0]")], "jsonl",
     "第 5 行 indicators[0]、indicators[3]；第 6 行 indicators[0]",
     "line 5 indicators[0], indicators[3]; line 6 indicators[0]"),
    ([], "docx", "", ""),
])  # fmt: skip
def test_several_places_in_short(places, form, zh, en):
    assert (places_words(places, form, ZH), places_words(places, form, EN)) == (zh, en)


def test_of_many_places_the_first_are_named_and_all_counted():
    places = [cell(3, row) for row in range(2, 22)]
    assert places_words(places, "docx", ZH, most=3) == "表3 第2、3、4行第4列 等（另 17 处）"
    assert places_words(places[:3], "docx", ZH, most=3) == "表3 第2、3、4行第4列"


def test_a_row_is_named_without_its_column():
    assert place_words(cell(3, 5), "docx", ZH, columns=False) == "表3 第5行"
    assert place_words(Place(12, 7), "yaml", ZH, columns=False) == "第 12 行"


def test_the_heading_above_a_table_is_named_where_the_title_does_not_say_it():
    place = cell(3, 1)
    assert heading_words(place, "农村饮水绩效目标表", ZH) == "（“一、项目绩效目标”之下）"
    assert heading_words(place, "农村饮水绩效目标表", EN) == ' (under "一、项目绩效目标")'
    assert not heading_words(place, "一、项目绩效 目标", ZH)
    assert not heading_words(Place(5, 1, "一、"), "甲", ZH)
    assert len(heading_words(Place(5, 1, "长" * 500, 2), "甲", ZH)) < 40


def test_places_are_read_from_the_beginning_to_the_end():
    places = [cell(2, 1, page=1), cell(1, 9, page=2), cell(2, 3, 1, page=2), cell(2, 3, 2, page=2)]
    assert sorted([places[at] for at in (3, 1, 0, 2)], key=reading_order) == places


def test_hostile_names_of_sheets_cannot_command_the_terminal():
    place = Place(0, 0, "甲\x1b[31m\u202e\n乙!C7")
    for shown in (place_words(place, "xlsx", ZH), heading_words(Place(1, 1, place.anchor, 1), "", EN)):
        assert not {"\x1b", "\u202e", "\n"} & set(shown)


_PLACES = st.builds(
    Place, *[st.integers(0, 3)] * 2, st.sampled_from(["", "甲!A1", "rows[0]"]), *[st.integers(0, 2)] * 2
)


@given(st.lists(_PLACES), st.sampled_from(["", "text", "yaml", "jsonl", "docx", "pdf", "xlsx", "csv"]), st.booleans())
def test_every_place_has_words_in_both_languages(places, form, columns):
    for words in (ZH, EN):
        told = places_words(places, form, words, columns=columns)
        assert "{" not in told
        assert told == told.strip()
        assert bool(told) == any(place_words(one, form, words, columns=columns) for one in places)
