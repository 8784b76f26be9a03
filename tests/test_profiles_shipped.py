"""The profiles that come with kpilint: what each is for, and that their scores cannot be confused."""

from pathlib import Path

import pytest

from kpilint import api, plugins, profiles
from kpilint.errors import ConfigError
from kpilint.finding import Confidence, Severity
from kpilint.profiles import load_profile

ROOT = Path(__file__).parent.parent
SHIPPED = sorted(path.stem for path in (ROOT / "rulesets" / "profiles").glob("*.yaml"))
HEAD = "profile: own\nextends: {base}\ntitle: {{zh: 甲, en: A}}\n"
MUST_STAND = {"placeholder/template-text", "placeholder/template-goal", "structure/no-indicators", "vague/empty-value"}


@pytest.fixture(scope="module")
def loaded():
    return {name: load_profile(name) for name in SHIPPED}


def own(tmp_path, text, base="national"):
    path = tmp_path / "own.yaml"
    path.write_text(HEAD.format(base=base) + text, encoding="utf-8")
    return load_profile(str(path))


def severities(profile):
    return {one.id: one.severity for one in profile.rules}


def test_these_are_shipped():
    assert SHIPPED == ["draft", "hebei", "national", "strict"]
    assert set(SHIPPED) <= {path.stem for path in plugins.profile_files()}


def test_no_two_share_a_model_id_or_a_title(loaded):
    assert len({one.model.id for one in loaded.values()}) == len(SHIPPED)
    for lang in ("zh", "en"):
        assert len({one.title[lang] for one in loaded.values()}) == len(SHIPPED)


def test_they_share_items_weights_and_costs(loaded):
    national = loaded["national"].model
    for one in loaded.values():
        assert (one.model.items, one.model.faults, one.model.cap) == (national.items, national.faults, national.cap)


@pytest.mark.parametrize("name", ["hebei", "strict"])
def test_reviews_have_the_official_grades(loaded, name):
    assert loaded[name].model.grades == loaded["national"].model.grades


def test_strict_is_nowhere_milder_and_runs_every_rule(loaded):
    national, strict = severities(loaded["national"]), severities(loaded["strict"])
    assert national.keys() == strict.keys()
    assert all(strict[one].rank <= national[one].rank for one in national)
    changed = [one for one in national if strict[one] != national[one]]
    sure = {one.id for one in loaded["national"].rules if one.confidence is Confidence.HIGH}
    assert set(changed) <= sure
    assert len(changed) > 20


def test_a_draft_is_told_nothing_that_the_review_would_not_say(loaded):
    national, draft = severities(loaded["national"]), severities(loaded["draft"])
    assert draft.items() <= national.items()
    blockers = {one for one, severity in national.items() if severity is Severity.BLOCKER}
    assert blockers <= draft.keys()
    assert draft.keys() >= MUST_STAND
    assert not {one.partition("/")[0] for one in draft} & {"boilerplate", "category", "consistency"}


def test_the_score_of_a_draft_is_no_review_score(loaded):
    draft = loaded["draft"]
    assert {name for name, _ in draft.model.grades}.isdisjoint("优良中差")
    assert "不是评审得分" in draft.title["zh"]
    assert "not a review score" in draft.title["en"]


def test_a_draft_is_ready_when_nothing_blocks_and_not_before():
    report = api.check([str(ROOT / "examples")], api.Choice("draft"))
    for table in report.tables:
        sure = [one for one in table.findings if one.seen.confidence is Confidence.HIGH]
        assert (table.score.grade == "可以报送") == (not sure)
    assert {one.score.grade for one in report.tables} == {"可以报送", "先改再报"}


def test_hebei_differs_where_its_form_does(loaded):
    national, hebei = severities(loaded["national"]), severities(loaded["hebei"])
    assert {one for one in national if hebei.get(one) != national[one]} == {
        "basis/kind-only", "basis/empty", "basis/malformed-number", "budget/plan-missing",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["hebei", "strict"])
def test_template_text_and_missing_parts_cannot_be_excused(loaded, name):
    assert not any(loaded[name].ignorable(one) for one in MUST_STAND)
    assert loaded[name].ignorable("basis/brackets")
    assert all(loaded["national"].ignorable(one) for one in MUST_STAND)


def test_what_may_not_be_ignored_adds_up_over_extended_profiles(tmp_path):
    profile = own(tmp_path, "not_ignorable: [unit/*, placeholder/template-*]\n", base="hebei")
    assert not profile.ignorable("unit/missing")
    assert not profile.ignorable("structure/goal-missing")
    assert len(set(profile.not_ignorable)) == len(profile.not_ignorable)


# -- ids of models that differ


@pytest.mark.parametrize(
    "text",
    ["severity: {basis/generic: error}", "disable: [unit/*]", "options: {unit: {longest_unknown: 9}}",
     "rulesets: [unit]"],
)  # fmt: skip
def test_a_profile_that_changes_what_is_found_has_an_id_of_its_own(tmp_path, text):
    assert own(tmp_path, text).model.id == "2026.1+own"


def test_a_profile_that_changes_nothing_has_the_id_of_its_base(tmp_path):
    assert own(tmp_path, "not_ignorable: [unit/*]").model.id == "2026.1"


def test_a_profile_gives_only_what_it_changes_of_the_score(tmp_path, loaded):
    model = own(tmp_path, "severity: {basis/generic: error}\nscore: {model: own-1, cap: 50}").model
    assert (model.id, model.cap) == ("own-1", 50)
    assert model.items == loaded["national"].model.items


def test_a_change_of_the_score_without_a_new_id_is_refused(tmp_path):
    with pytest.raises(ConfigError) as raised:
        own(tmp_path, "score: {cap: 50}")
    assert "model" in raised.value.zh


def test_a_choice_of_rules_shows_in_the_id_where_it_changes_scores(loaded):
    national = loaded["national"]
    assert profiles.choose(national).model.id == "2026.1"
    assert profiles.choose(national, ignore=["basis/brackets"]).model.id == "2026.1"
    fewer = profiles.choose(national, ignore=["unit/*"]).model.id
    assert fewer.startswith("2026.1+")
    assert profiles.choose(national, ignore=["unit/*", "basis/brackets"]).model.id == fewer
    assert profiles.choose(national, ignore=["unit/missing"]).model.id not in {fewer, "2026.1"}
