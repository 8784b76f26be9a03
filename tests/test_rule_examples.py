"""Every rule keeps what the rule API promises of it: facts, messages, examples."""

import pytest

from kpilint import examples, fields
from kpilint.model import COLUMNS
from kpilint.rule import ITEMS, LABELS
from kpilint.rulesets import all_rules, all_rulesets

RULES = list(all_rules().values())
WORDS_OF_ADVICE = ("应", "写", "请")


@pytest.fixture(params=RULES, ids=lambda one: one.id)
def rule(request):
    return request.param


def test_its_examples_do_as_they_say(rule):
    assert examples.failures(rule) == []


def test_it_has_two_examples_of_each_kind(rule):
    assert len(rule.bad) >= 2
    assert len(rule.good) >= 2


def test_its_documentation_says_what_and_why(rule):
    assert rule.summary["en"].endswith(".")
    assert len(rule.reason["en"].split()) >= 8
    assert rule.summary["zh"].endswith("。")
    assert len(rule.reason["zh"]) >= 12


def test_its_facts_are_known(rule):
    assert set(rule.items) <= set(ITEMS)
    assert not rule.label or rule.label in LABELS
    assert rule.family in all_rulesets()
    assert rule.since == "0.1"


def test_its_messages_fill_in_and_say_what_to_write(rule):
    for example, _ in rule.bad:
        for one in examples.found_by(rule, example):
            chinese, english = (examples.message(rule, example, one, language) for language in ("zh", "en"))
            assert "{" not in chinese + english
            assert any(word in chinese for word in WORDS_OF_ADVICE)
            assert len(english) > 20


def test_its_bad_examples_give_only_its_own_findings_at_known_fields(rule):
    known = set(fields.FIELDS[rule.grain]) | set(COLUMNS) | {"goals", "indicators", "purpose"}
    for example, expected in rule.bad:
        seen = examples.found_by(rule, example)
        assert {one.seen.rule for one in seen} == {rule.id}
        assert {one.seen.field for one in seen} <= known
        assert expected


def test_families_and_rulesets_are_the_same():
    assert {one.family for one in RULES} == set(all_rulesets())


def test_some_rules_are_declarative():
    assert {"structure/goal-missing", "vague/empty-value", "basis/empty"} <= {
        one.id for one in RULES if one.origin.endswith("ruleset.yaml")
    }
