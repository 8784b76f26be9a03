"""Forms that split the target value into sign, number and measure: rules about values look at them, too."""

import json

import pytest

from kpilint import api

HEAD = "一级指标,二级指标,三级指标,{columns}"
ROW = "产出指标,质量指标,参保缴费率,{cells}"
BENEFIT = "效益指标,社会效益指标,受益群众人数,{cells}"


def rules_of(path):
    report = api.check([str(path)])
    return {entry.finding.seen.rule for entry in report.entries}


@pytest.mark.parametrize(
    ("columns", "wrong", "right"),
    [
        ("指标性质,指标值,度量单位", "≥,195,%", "≥,3000,人"),
        ("运算符号,数值,计量单位", "≥,195,%", "≥,3000,人"),
        ("指标值,度量单位", "≥195,%", "≥3000,人"),
        ("指标值", "≥195%", "≥3000人"),
    ],
)
def test_a_rate_over_100_is_found_however_the_form_splits_it(tmp_path, columns, wrong, right):
    lines = (HEAD.format(columns=columns), ROW.format(cells=wrong), BENEFIT.format(cells=right))
    path = tmp_path / "表.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "unit/rate-over-100" in rules_of(path)


def test_columns_that_a_file_states_without_the_value_are_enough(tmp_path):
    row = {
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "参保缴费率",
        "sign": "≥",
        "number": "195",
        "measure": "%",
    }
    table = {"title": "甲", "columns": ["level1", "level2", "name", "sign", "number", "measure"], "indicators": [row]}
    path = tmp_path / "表.json"
    path.write_text(json.dumps({"tables": [table]}, ensure_ascii=False), encoding="utf-8")
    found = rules_of(path)
    assert "unit/rate-over-100" in found
    assert "structure/missing-column" not in found
