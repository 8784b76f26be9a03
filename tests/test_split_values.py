"""Target values split over columns (指标性质 | 指标值 | 度量单位) joined as a reader would say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint.values import join_value, parse
from kpilint.vocabulary import plain


@pytest.mark.parametrize(("sign", "number", "measure", "joined"), [
    ("≥", "95", "%", "≥95%"),
    ("", "95", "%", "95%"),
    ("≥", "95", "", "≥95"),
    ("", "95", "", "95"),
    ("=", "100", "个", "=100个"),
    ("＝", "100", "个", "＝100个"),
    ("大于等于", "8", "万元", "大于等于8万元"),
    ("＞＝", "8", "元/人·月", "＞＝8元/人·月"),
    ("以上", "90", "%", "90%以上"),
    ("±", "5", "℃", "±5℃"),
    # what stands in the column of signs and is none
    ("定性", "好坏", "", "好坏"),
    ("定性", "好坏", "无", "好坏"),
    ("定 性", "优良中低差", "/", "优良中低差"),
    ("定量", "95", "%", "95%"),
    ("定性指标", "有效改善", "—", "有效改善"),
    ("正向指标", "95", "%", "95%"),
    ("/", "95", "%", "95%"),
    ("—", "95", "%", "95%"),
    # said twice
    ("≥", "≥95", "%", "≥95%"),
    ("≥", "≥95%", "%", "≥95%"),
    ("≥", ">=95", "%", ">=95%"),
    ("≥", "不低于95", "%", "不低于95%"),
    ("≥", "95%以上", "", "95%以上"),
    ("≥", "95％", "%", "≥95％"),
    ("≥", "95%", "％", "≥95%"),
    ("≥", "95%", "百分比", "≥95%"),
    ("＝", "12个月", "月", "＝12个月"),
    ("≤", "480万元", "万元", "≤480万元"),
    # a unit of another size or kind is not the same
    ("≤", "480元", "万元", "≤480元万元"),
    ("≥", "5人", "次", "≥5人次"),
    # no number is no value, whatever stands beside it
    ("≥", "", "%", ""),
    ("定性", "", "", ""),
    # dates
    ("≤", "12", "月底", "≤12月底"),
    ("=", "2025年12月", "月", "=2025年12月"),
])  # fmt: skip
def test_joined(sign, number, measure, joined):
    assert join_value(sign, number, measure) == joined


@pytest.mark.parametrize("measure", ["无", "/", "-", "—", "——", "－", "、", "无单位", "定性描述", " "])
def test_a_measure_that_names_none_is_left_out(measure):
    assert join_value("=", "100", measure) == "=100"


def test_what_is_joined_parses_as_what_was_split():
    target = parse(join_value("≥", "95", "%"))
    assert (target.comparator, int(target.number), target.unit) == ("ge", 95, "%")


_CELLS = st.text(max_size=8) | st.sampled_from(["≥", "95", "%", "定性", "好坏", "＝", "以上", "1" * 30_000, "≥" * 9999])


@given(_CELLS, _CELLS, _CELLS)
def test_the_number_is_never_lost_and_nothing_is_made_up(sign, number, measure):
    joined = join_value(sign, number, measure)
    assert (number in joined) if number else not joined
    assert joined in {s + number + m + t for s in ("", sign) for m in ("", measure) for t in ("", sign)} | {""}


@given(_CELLS, _CELLS, _CELLS)
def test_joining_again_adds_no_second_sign_or_unit(sign, number, measure):
    once = join_value(sign, number, measure)
    if parse(number).number is not None and plain(sign) in {"≥", "≤", "="}:
        again = join_value(sign, once, "")
        assert again == once
