"""Text for terminals: width, wrapping and hostile characters."""

from hypothesis import given
from hypothesis import strategies as st

from kpilint.outputs.terminal import pad, safe, styled, width, wrap

CHINESE = st.text(alphabet="绩效目标指标值，。：（）“”≥80%百分率abc 12/-、", max_size=120)


@given(CHINESE, st.integers(8, 80))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, cells):
    lines = wrap(text, cells, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # A closing mark may hang over by one wide character rather than begin a line.
    assert all(width(line) <= cells + 2 for line in lines)


def test_chinese_breaks_between_characters_and_not_before_closing_marks():
    assert wrap("绩效目标，指标值", 8, 8) == ["绩效目", "标，指标", "值"]


def test_no_line_ends_with_an_opening_mark():
    assert wrap("文字识别（OCR），未评定", 10, 10) == ["文字识别", "（OCR），", "未评定"]
    assert wrap("指标值“优”没有", 7, 7) == ["指标值", "“优”没", "有"]


def test_a_word_or_number_stays_in_one_piece():
    assert wrap("规则 unit/not-a-unit 好", 16, 16) == ["规则", "unit/not-a-unit", "好"]


def test_an_overlong_word_is_cut():
    assert wrap("x" * 10, 4, 4) == ["xxxx", "xxxx", "xx"]


@given(st.text())
def test_nothing_commands_the_terminal(text):
    shown = safe(text)
    assert "\x1b" not in shown
    assert "\n" not in shown
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066\u200b" for char in shown)


def test_padding_counts_wide_characters_twice():
    assert pad("错误", 6) == "错误  "
    assert width("≥80百分率") == 9


def test_colour_only_where_wanted():
    assert styled("错误", "red", color=False) == "错误"
    assert styled("错误", "red", color=True) == "\x1b[31m错误\x1b[0m"
