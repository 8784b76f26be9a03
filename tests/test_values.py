"""Target values: every published form is read, nothing raises, the text is kept."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpilint import knowledge, vocabulary
from kpilint.values import Target, TargetKind, parse, units
from kpilint.values import parsing as values

FORMS = [
    ("", {"kind": "empty"}),
    (" \n", {"kind": "empty"}),
    ("≥26.5元/人/月", {"kind": "money", "comparator": "ge", "number": "26.5", "unit": "元", "per": ("人", "月")}),
    ("好（好/一般/差）", {"kind": "scale", "levels": ("好", "一般", "差")}),
    ("优（分优、良、中、差四级）", {"kind": "scale", "levels": ("优", "良", "中", "差")}),
    ("好（较上年）", {"kind": "qualitative", "levels": ()}),
    ("26.5元每人每月", {"kind": "money", "number": "26.5", "per": ("人", "月")}),
    ("每人每月26.5元", {"kind": "money", "number": "26.5", "per": ("人", "月")}),
    ("26.5元/人·月", {"kind": "money", "per": ("人", "月"), "trailing": ""}),
    ("26元*教龄/月", {"kind": "money", "number": "26", "unit": "元", "trailing": "*教龄/月"}),
    ("≤240 元/件", {"kind": "money", "comparator": "le", "per": ("件",)}),
    ("4.77 万元", {"kind": "money", "number": "4.77", "multiplier": "10000", "unit": "元", "unit_text": "万元"}),
    ("1,234.5万元", {"kind": "money", "number": "1234.5", "amount": "12345000"}),
    ("2千万元", {"kind": "money", "number": "2", "amount": "20000000"}),
    ("¥100", {"kind": "money", "number": "100", "unit": "元"}),
    ("1-2万元", {"kind": "money", "number": "1", "upper": "2", "multiplier": "10000"}),
    ("8000元-1万元", {"kind": "money", "number": "8000", "upper": "10000", "multiplier": "1"}),
    ("3000元起", {"kind": "money", "comparator": "ge", "trailing": ""}),
    ("≤6个", {"kind": "count", "comparator": "le", "number": "6", "unit_class": "item"}),
    ("大于等于 100起", {"kind": "count", "comparator": "ge", "number": "100", "unit": "起", "unit_class": "case"}),
    ("≥9.13万人", {"number": "9.13", "multiplier": "10000", "unit": "人", "unit_text": "万人", "unit_class": "people"}),
    ("≥285 家庭户", {"kind": "count", "unit_class": "household"}),
    ("≥2000 人次", {"kind": "count", "unit_class": "person_times"}),
    ("7 步", {"kind": "count", "number": "7"}),
    ("二十人", {"kind": "count", "number": "20", "unit": "人"}),
    ("一次", {"kind": "count", "number": "1", "unit": "次"}),
    ("100(人)", {"kind": "count", "number": "100", "unit": "人", "trailing": ""}),
    ("约100余人", {"kind": "count", "number": "100", "unit": "人"}),
    ("100-200人", {"kind": "count", "number": "100", "upper": "200", "unit": "人"}),
    ("≥10⁴亩", {"kind": "count", "number": "10000", "unit": "亩"}),
    ("≤2.5×10³m³", {"kind": "count", "number": "2500", "unit_class": "volume"}),
    ("≥95%¹", {"kind": "percent", "number": "95", "trailing": ""}),
    ("50m²", {"kind": "count", "number": "50", "unit_class": "area"}),
    ("≥20㎡", {"kind": "count", "unit": "平方米", "unit_class": "area"}),
    ("≤35μg/m³", {"unit_class": "concentration", "trailing": ""}),
    ("PM2.5≤35μg/m³", {"number": "35", "comparator": "le", "embedded": True}),
    ("3次/年", {"kind": "rate", "number": "3", "per": ("年",)}),
    ("每年不少于3次", {"kind": "rate", "comparator": "ge", "number": "3", "per": ("年",)}),
    ("1:3", {"kind": "rate", "number": "1", "ratio_to": "3"}),
    ("三分之二以上", {"kind": "rate", "comparator": "ge", "number": "2", "ratio_to": "3"}),
    ("≥195%", {"kind": "percent", "comparator": "ge", "number": "195"}),
    ("1100%", {"kind": "percent", "number": "1100"}),
    ("≥９５．５％", {"kind": "percent", "comparator": "ge", "number": "95.5"}),
    ("﹤80%", {"kind": "percent", "comparator": "lt"}),
    ("＞＝90％", {"kind": "percent", "comparator": "ge"}),
    ("95%以上", {"kind": "percent", "comparator": "ge", "trailing": ""}),
    ("95%（含）以上", {"kind": "percent", "comparator": "ge", "trailing": ""}),
    ("不低于95%", {"kind": "percent", "comparator": "ge"}),
    ("百分之九十五", {"kind": "percent", "number": "95", "unit": "%"}),
    ("百分之百", {"kind": "percent", "number": "100"}),
    ("九成", {"kind": "percent", "amount": "90"}),
    ("5‰", {"kind": "percent", "unit_class": "permille"}),
    ("80%-90%", {"kind": "percent", "number": "80", "upper": "90", "comparator": ""}),
    ("≥80%且≤90%", {"number": "80", "upper": "90", "comparator": "ge"}),
    ("<80%且≥60%", {"number": "60", "upper": "80", "comparator": "ge"}),
    ("80%≤x<90%", {"number": "80", "upper": "90", "comparator": "ge"}),
    ("降低10%", {"kind": "percent", "number": "10", "change": "decrease"}),
    ("失业人员再就业人数比去年增加20%", {"kind": "percent", "number": "20", "change": "increase", "embedded": True}),
    ("登记失业率控制在3.5%以内", {"kind": "percent", "number": "3.5", "comparator": "le", "embedded": True}),
    ("11个行政村覆盖率达到100%", {"kind": "percent", "number": "100", "embedded": True}),
    ("12月底前完成100%", {"kind": "percent", "number": "100", "embedded": True}),
    ("较上年提高", {"kind": "qualitative", "number": None, "change": "increase"}),
    ("有所下降", {"kind": "qualitative", "change": "decrease"}),
    ("提高服务水平", {"kind": "qualitative", "change": ""}),
    ("≤31 天", {"kind": "duration", "comparator": "le", "number": "31"}),
    ("半年内", {"kind": "duration", "comparator": "le", "number": "0.5"}),
    ("10-15个工作日", {"kind": "duration", "number": "10", "upper": "15", "unit": "工作日"}),
    ("12月底之前", {"kind": "date", "date": (0, 12, 0)}),
    ("2025年12月31日前", {"kind": "date", "date": (2025, 12, 31)}),
    ("2024.12.31", {"kind": "date", "date": (2024, 12, 31)}),
    ("2025年底前全部完成", {"kind": "date", "date": (2025, 0, 0)}),
    ("每月10日前", {"kind": "date", "date": (0, 0, 10)}),
    ("12 月", {"kind": "date", "number": "12", "unit": "月", "unit_class": "time"}),
    ("24月", {"kind": "duration", "number": "24"}),
    ("44561", {"kind": "number", "number": "44561", "unit_text": ""}),
    ("≥1.95", {"kind": "number", "number": "1.95", "unit_class": ""}),
    ("≥80百分率", {"kind": "number", "number": "80", "unit": "百分率", "unit_class": ""}),
    (">90百分之", {"kind": "number", "number": "90", "comparator": "gt", "unit": "百分之", "unit_class": ""}),
    ("≥90完成比例", {"kind": "number", "unit": "完成比例", "unit_class": ""}),
    ("≥80相关文件", {"kind": "number", "unit": "相关文件", "unit_class": ""}),
    ("23人数", {"kind": "number", "number": "23", "unit": "人数", "unit_class": ""}),
    ("100人员满意度", {"kind": "number", "unit": "人员满意度", "unit_class": ""}),
    ("100投资运营前贴息", {"kind": "number", "unit": "投资运营前贴息", "unit_class": ""}),
    ("≥9万相关文件", {"kind": "number", "number": "9", "unit_text": "万相关文件", "unit_class": ""}),
    ("好/一般/差", {"kind": "scale", "levels": ("好", "一般", "差")}),
    ("优良中差", {"kind": "scale", "levels": ("优", "良", "中", "差")}),
    ("达到/未达到", {"kind": "scale", "levels": ("达到", "未达到")}),
    ("优：≥90%；良：≥80%；差：<80%", {"kind": "scale", "levels": ("优", "良", "差")}),
    ("优良", {"kind": "qualitative"}),
    ("全部完成", {"kind": "qualitative"}),
    ("不低于上年", {"kind": "qualitative", "comparator": "ge"}),
    ("≥**", {"kind": "qualitative", "comparator": "ge", "number": None}),
    ("1.目标内容1", {"kind": "qualitative", "number": None}),
    ("1-12月", {"kind": "date", "number": None}),
    ("每生每年1000元", {"kind": "money", "number": "1000", "per": ("生", "年")}),
    ("百分之百完成", {"kind": "percent", "number": "100", "trailing": "完成"}),
    ("三五人", {"kind": "qualitative", "number": None}),
    ("一次性发放", {"kind": "qualitative", "number": None}),
    ("进一步加强", {"kind": "qualitative", "number": None}),
    ("某财规【2018】21号", {"kind": "qualitative", "number": None}),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text or "empty" for text, _ in FORMS])
def test_a_published_form_is_read(text, expected):
    found = parse(text)
    seen = {name: getattr(found, name) for name in expected}
    wanted = {
        name: Decimal(value) if value and name in ("number", "upper", "multiplier", "amount", "ratio_to") else value
        for name, value in expected.items()
    }
    assert seen == wanted
    assert found.raw == text


@pytest.mark.parametrize("section", ["comparators", "comparators_after"])
def test_every_comparison_of_the_vocabulary_is_read(section):
    for word, sign in vocabulary.lookup(section).items():
        text = f"{word}95%" if section == "comparators" else f"95%{word}"
        found = parse(text)
        assert (found.comparator, found.number, found.kind) == (sign, 95, TargetKind.PERCENT), text


def test_every_unit_of_the_list_is_read_after_a_number():
    words = units._words().units
    assert len([unit for unit in words.values() if unit]) > 150
    for word, unit in words.items():
        found = parse(f"≥7{word}")
        if unit is None:
            assert (found.number, found.unit_class, found.kind) == (7, "", TargetKind.NUMBER), word
        else:
            assert (found.number, found.unit, found.unit_class) == (7, unit.name, unit.unit_class), word


def test_a_word_belongs_to_one_class_and_is_no_not_unit():
    words = [
        word
        for about in knowledge.read("units")["classes"].values()
        for entry in about["units"]
        for word in ([entry] if isinstance(entry, str) else entry)
    ]
    assert not {word for word in words if words.count(word) > 1}
    assert not units.not_units().words & set(words)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("万元/人", "元"),
        ("元每人每月", "元"),
        ("千瓦时", "千瓦时"),
        ("万人", "人"),
        ("百分率", None),
        ("人数", None),
        ("", None),
    ],
)
def test_unit_of_a_whole_text(text, name):
    found = units.unit_of(text)
    assert (found and found.name) == name


_WORDS = """
≥ ≤ < > = 1 2 9 0 . , 万 亿 千 百 十 人 元 个 % ‰ / 每 月 年 日 天 底 前 至 - ~ ( ) 且 比 较 提高 下降 百分之 成
分之 : 以上 以内 达到 好 一般 差 一 三 半 第 季度 率 数 * 、 ； 2025 PM 【 】 号 起 内
"""
_HOSTILE = "1 一 ≥ 每人 1a 1人 比 比上年 <a 好/ 2025年 1, 1,111 ( 【1 百分之 元/ 1- 人 年底 9. 达到"
PIECES = st.sampled_from([*_WORDS.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
WIDE = {code: code + 0xFEE0 for code in (*range(ord("0"), ord("9") + 1), ord("%"), ord("/"), ord("("), ord(")"))}


@given(TEXTS)
@example("İ\ud800 1")
@example("1" * 400)
@example("一" * 400)
@example("\x00")
def test_any_text_has_an_answer_and_is_kept(text):
    found = parse(text)
    assert isinstance(found, Target)
    assert found.raw == text
    assert found.number is None or found.number.is_finite()
    assert found.upper is None or found.number <= found.upper
    assert (found.kind is TargetKind.EMPTY) == (not values._normal(text))
    assert found == values._parse(text)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_width_makes_no_difference(text):
    wide = text.translate(WIDE)
    narrow_read, wide_read = parse(text), parse(wide)
    for name in Target.__struct_fields__[1:]:
        assert getattr(narrow_read, name) == getattr(wide_read, name), (text, name)


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from(["≥", "≤", "", "="]), st.sampled_from(["%", "人", "万元", "天"])
)
def test_a_written_number_comes_back(number, sign, unit):
    found = parse(f"{sign}{number}{unit}")
    assert (found.number, found.unit_text) == (number, unit)
    again = parse(f"{sign}{found.number}{found.unit_text}")
    assert again == found


@pytest.mark.parametrize("piece", [*_HOSTILE.split(), "\n"])
def test_long_hostile_text_is_answered(piece):
    text = (piece * 100_000)[:100_000]
    assert parse(text).raw == text


@settings(max_examples=20)
@given(st.sampled_from([text for text, _ in FORMS]), st.sampled_from([" ", "　", "\n", "\u200b"]))
def test_white_space_makes_no_difference(text, space):
    spaced = space.join(text)
    for name in Target.__struct_fields__[1:]:
        assert getattr(parse(spaced), name) == getattr(parse(text), name)
