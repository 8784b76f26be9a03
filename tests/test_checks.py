"""Declarative primitives and rulesets: each does what it says, and a mistake is named with its place."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kpilint import plugins, profiles, rulesets, settings
from kpilint.checks import PRIMITIVES, compile_check
from kpilint.errors import ConfigError, UsageError
from kpilint.examples import failures
from kpilint.model import Goal, Indicator, Table
from kpilint.view import View, declare

RULE = {
    "id": "made/no-basis",
    "each": "indicator",
    "check": {"required": {"field": "basis"}},
    "severity": "warning",
    "confidence": "high",
    "item": "绩效合理性",
    "since": "0.1",
    "summary": {"zh": "依据为空", "en": "The basis is empty."},
    "reason": {"zh": "没有依据就无从核对。", "en": "A target without a basis cannot be verified."},
    "message": {"zh": "“{name}”没有写依据", "en": "{name} has no basis"},
    "bad": [
        {"subject": {"name": "甲", "basis": ""}, "hit": {"field": "basis"}},
        {"subject": {"name": "乙", "basis": " "}, "hit": {"field": "basis"}},
    ],
    "good": [{"name": "甲", "basis": "《预算法》"}, {"name": "甲", "basis": "统计调查"}],
}


def folder(tmp_path, **changes):
    ruleset = {"ruleset": "made", "version": "1", "title": {"zh": "自定", "en": "made"}, "rules": [{**RULE, **changes}]}
    (tmp_path / "ruleset.yaml").write_text(yaml.safe_dump(ruleset, allow_unicode=True), encoding="utf-8")
    return tmp_path


def hits(check, where=None, **cells):
    run, reads = compile_check(check, where or {})
    return [(hit.field, hit.args.get("found")) for hit in run(View(declare(Indicator, reads), Indicator(**cells)))]


def table_hits(check, **parts):
    run, reads = compile_check(check, {})
    return [(hit.field, hit.row) for hit in run(View(declare(Table, reads), Table(**parts)))]


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        ({"required": {"field": "basis"}}, {"basis": " "}, {"basis": "《预算法》"}),
        ({"required": {"field": ["name", "value"]}}, {"name": "甲"}, {"name": "甲", "value": "1次"}),
        ({"pattern": {"field": "name", "lacks": "X{2,}"}}, {"name": "XX培训人数"}, {"name": "培训人数"}),
        ({"pattern": {"field": "value", "matches": "[0-9]"}}, {"value": "较好"}, {"value": "≥3次"}),
        ({"one_of": {"field": "level1", "values": ["产出指标"]}}, {"level1": "产生指标"}, {"level1": "产出指标"}),
        ({"length": {"field": "name", "most": 4}}, {"name": "很长的名称"}, {"name": "人数"}),
        ({"length": {"field": "name", "least": 2}}, {"name": "人"}, {"name": "人数"}),
        ({"unit": {"field": "value", "classes": ["percent"]}}, {"value": "≥3人"}, {"value": "≥95%"}),
        ({"compare": {"field": "value", "most": 100}}, {"value": "≥195%"}, {"value": "≥95%"}),
        ({"compare": {"field": "value", "least": 1}}, {"value": "0次"}, {"value": "1次"}),
        ({"citation": {"field": "basis"}}, {"basis": "相关政策"}, {"basis": "财预〔2015〕88号"}),
        ({"citation": {"field": "basis", "kinds": ["law"]}}, {"basis": "财预〔2015〕88号"}, {"basis": "《预算法》"}),
    ],
)
def test_row_primitives(check, bad, good):
    assert hits(check, **bad)
    assert not hits(check, **good)


def test_table_primitives():
    output, benefit = Indicator(level1="产出指标", name="人数"), Indicator(level1="效果指标", name="收入")
    exists = {"exists": {"where": {"level1_kind": "benefit"}}}
    assert table_hits(exists, indicators=(output,)) == [("indicators", None)]
    assert table_hits(exists, indicators=(output, benefit)) == []
    duplicate = {"duplicate": {"fields": ["level1", "name"]}}
    assert table_hits(duplicate, indicators=(output, benefit, output)) == [("name", 2)]
    assert table_hits({"required": {"field": "goals"}}, goals=(Goal(" "),)) == [("goals", None)]


def test_every_primitive_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")
    assert not [name for name in PRIMITIVES if f'"{name}":' not in text]


def test_where_narrows_a_check():
    check, where = {"required": {"field": "basis"}}, {"level2_kind": ["quantity", "quality"]}
    assert hits(check, where, level2="数量指标") == [("basis", None)]
    assert hits(check, where, level2="时效指标") == []


def test_a_declarative_rule_is_a_rule_like_any_other(tmp_path):
    (rule,) = rulesets.load_ruleset(folder(tmp_path)).rules
    assert (rule.id, rule.family, rule.summary["zh"], rule.needs) == (
        "made/no-basis",
        "made",
        "依据为空",
        ("basis", "name"),
    )
    assert failures(rule) == []


def test_an_example_that_does_not_behave_is_named(tmp_path):
    wrong = {"bad": [*RULE["bad"], {"subject": {"name": "丙", "basis": "《预算法》"}, "hit": {"field": "basis"}}]}
    (rule,) = rulesets.load_ruleset(folder(tmp_path, **wrong)).rules
    (said,) = failures(rule)
    assert "bad example 3" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"check": {"patern": {"field": "name"}}}, "check"),
        ({"check": {"pattern": {"field": "name", "lacks": "(["}}}, r"\(\["),
        ({"check": {"required": {"field": "nmae"}}}, "nmae"),
        ({"severity": "fatal"}, "severity"),
        ({"item": "没有的项目"}, "没有的项目"),
        ({"message": {"zh": "只有中文"}}, "en"),
        ({"good": []}, "good"),
        ({"surprise": 1}, "surprise"),
        ({"check": {"unit": {"field": "value", "classes": ["lenght"]}}}, "没有名为 lenght 的单位类，是否指 length？"),
        ({"where": {"level2_kind": "quantitty"}}, "没有名为 quantitty 的级别，是否指 quantity？"),
        ({"where": {"level1_kind": ["output", "outptu"]}}, "没有名为 outptu 的级别，是否指 output？"),
        ({"each": "table", "check": {"exists": {"where": {"level1_kind": "satisfied"}}}}, "没有名为 satisfied 的级别"),
    ],
)
def test_mistakes_in_a_ruleset_name_file_and_spot(tmp_path, changes, said):
    with pytest.raises(ConfigError, match=said) as failure:
        rulesets.load_ruleset(folder(tmp_path, **changes))
    assert "ruleset.yaml" in str(failure.value)


def test_shipped_rulesets_and_profiles_fit_their_schemas():
    for path in plugins.ruleset_folders():
        rulesets.load_ruleset(path)
    for path in plugins.profile_files():
        assert settings.read(path, "profile.schema.json")


def test_user_patterns_run_in_linear_time():
    check = {"pattern": {"field": "name", "lacks": "(a+)+$"}}
    assert hits(check, name="a" * 50_000 + "!") == []


@given(st.text(max_size=60))
def test_primitives_never_raise_on_any_text(text):
    for check in (
        {"unit": {"field": "value", "classes": ["percent"]}},
        {"compare": {"field": "value", "most": 100}},
        {"citation": {"field": "value"}},
        {"pattern": {"field": "value", "lacks": "[A-Z]"}},
    ):
        hits(check, value=text)


def profile(tmp_path, name, text):
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_profile_extends_another_and_changes_severities(tmp_path):
    text = """
profile: local
extends: national
title: {zh: 本地, en: local}
severity: {basis/generic: error}
disable: [unit/rate-over-100]
"""
    loaded = profiles.load_profile(profile(tmp_path, "local", text))
    severities = {one.id: one.severity for one in loaded.rules}
    assert severities["basis/generic"] == "error"
    assert "unit/rate-over-100" not in severities
    national = profiles.load_profile("national").model
    assert loaded.model == structs.replace(national, id="2026.1+local")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profile: a\ntitle: {zh: a, en: a}\nextends: nationl\n", "national"),
        ("profile: a\ntitle: {zh: a, en: a}\n", "extends"),
        ("profile: a\ntitle: {zh: a, en: a}\nextends: national\nseverity: {basis/genric: error}\n", "basis/generic"),
        ("profile: a\ntitle: {zh: a, en: a}\nextends: national\nrulesets: [basiss]\n", "basis"),
        ("profile: a\ntitle: {zh: a, en: a}\nextends: national\nseverity: {basis/generic: awful}\n", "awful"),
        ("profile: [\n", "a.yaml"),
    ],
)
def test_mistakes_in_a_profile_are_named_with_the_nearest_word(tmp_path, text, said):
    with pytest.raises((ConfigError, UsageError), match=said):
        profiles.load_profile(profile(tmp_path, "a", text))


def test_rules_are_chosen_by_id_and_glob():
    national = profiles.load_profile("national")
    only = profiles.choose(national, only=["unit/*"], ignore=["unit/missing"])
    assert {one.family for one in only.rules} == {"unit"}
    assert "unit/missing" not in {one.id for one in only.rules}
    with pytest.raises(UsageError, match="unit/rate-over-100"):
        profiles.choose(national, ignore=["unit/rate-over-10"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("{boilerplate: {least_gaol: 12}}", "least_goal"),
        ("{boilerplate: {least_goal: twelve}}", "least_goal"),
        ("{boilerplat: {least_goal: 12}}", "boilerplate"),
    ],
)
def test_options_of_a_profile_must_exist_and_be_of_their_kind(tmp_path, options, said):
    text = f"profile: a\ntitle: {{zh: a, en: a}}\nextends: national\noptions: {options}\n"
    with pytest.raises(ConfigError, match=said):
        profiles.load_profile(profile(tmp_path, "a", text))


def test_a_message_that_nothing_fills_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="fund"):
        rulesets.load_ruleset(folder(tmp_path, message={"zh": "{fund}不对", "en": "{fund} is wrong"}))
