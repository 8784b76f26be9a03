"""Who does what a finding says is not told off again for the same cell."""

import re
from itertools import product

import pytest

from kpilint.engine import Engine
from kpilint.finding import Severity
from kpilint.model import CELL_FIELDS, Document, Indicator, Table
from kpilint.profiles import load_profile
from kpilint.report import message_of

ENGINE = Engine(load_profile("national").rules)
COLUMNS = frozenset(CELL_FIELDS)
QUOTED = re.compile("“([^“”]+)”")
NO_VALUE = ("后写明单位", "不是比率", "改为100%以内", "带单位的数")
"""Advice that leaves the value to the county."""
THINGS = ("助学金发放", "疫苗接种", "水质", "村道养护", "耕地", "接处警", "空气", "读者", "困难群众")
SHARES = ("合格率", "满意度", "覆盖率", "投诉率", "差错率", "下降率", "增长率", "占比")
COUNTS = ("人数", "次数", "人次", "户数", "面积", "里程", "时间", "时限", "成本", "金额", "数量")
VALUES = (
    "≥85", "85以上", "≥1.95", "11", "≤3", "≥85百分率", "90完成比例", "≥60人", "≥95户", "≥195%", "≤95%", "≥95%", "≤6个",
    "1100%", "有所提高", "较上年下降", "明显", "及时", "良好", "按时完成", "逐步降低",
)  # fmt: skip


def findings(row):
    table = Table(title="", project="", indicators=(row,), columns=COLUMNS)
    document = Document("x", "labels", (table,))
    found = ENGINE.check_document(document).tables[0].findings
    for one in found:
        if one.at.row == 0 and one.seen.severity in (Severity.BLOCKER, Severity.ERROR, Severity.WARNING):
            yield one.seen.rule, one.seen.field, message_of(ENGINE.rules, document, one, "zh")


def named(level2, name, value):
    return Indicator(level1="产出指标", level2=level2, name=name, description="", value=value, basis="")


@pytest.mark.parametrize("value", VALUES)
def test_a_value_written_as_advised_is_not_found_again(value):
    tried = 0
    for thing, kind in product(THINGS, SHARES + COUNTS):
        for rule, field, text in findings(named("", thing + kind, value)):
            advice = text.split("；应", 1)[-1]
            meant = QUOTED.findall(advice)
            if field != "value" or not meant or any(word in advice for word in NO_VALUE):
                continue
            tried += 1
            again = [one for one in findings(named("", thing + kind, meant[0])) if one[1] == "value"]
            if kind in COUNTS:  # which way a count points is seen only once it has a unit
                again = [one for one in again if one[0] != "category/against-direction"]
            assert not again, (rule, text, again)
    assert tried


@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "时效指标", "成本指标"])
def test_a_row_moved_as_advised_is_not_moved_again(level2):
    tried = 0
    for thing, kind in product(THINGS, SHARES + COUNTS):
        for rule, field, text in findings(named(level2, thing + kind, "")):
            if rule == "category/wrong-level":
                tried += 1
                proper = text.rsplit("应放在", 1)[-1].rpartition("的")[-1]
                again = [one for one in findings(named(proper, thing + kind, "")) if one[0] == rule]
                assert field == "level2"
                assert not again, (text, again)
    assert tried


@pytest.mark.parametrize("value", VALUES)
def test_messages_are_chinese_and_quote_what_is_in_the_row(value):
    for thing, kind in product(THINGS, SHARES + COUNTS):
        for _, _, text in findings(named("", thing + kind, value)):
            assert not re.search("[a-z]{3,}|None|\\\\{|“”|；；|，，", text), text
            assert text.count("“") == text.count("”")
